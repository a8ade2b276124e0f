"""Values as they are said: as many digits as the babies behind them allow."""

from __future__ import annotations

from born_into_care.estimates import Interval
from born_into_care.your_area.measures import Kind

_MANY = 200


def number(value: float, kind: Kind, whole: int | None) -> str:
    """Give a value with its unit; a share of fewer than 200 babies without decimals.

    Parameters:
        value: the value; per cent for a share.
        kind: what it is.
        whole: the babies or births it is counted over.

    Example:
        >>> number(86.28, "share", 63), number(47.73, "rate", 9000), number(1234, "count", None)
        ('86 per cent', '47.7', '1,234')
    """
    if kind == "count":
        return f"{value:,.0f}"
    if kind == "rate":
        return f"{value:.1f}"
    return f"{value:.{places(whole)}f} per cent"


def interval_text(value: Interval, kind: Kind, whole: int | None) -> str:
    """Give the interval as it is said after a value."""
    digits = 0 if kind == "count" else 1 if kind == "rate" else places(whole)
    return f"{value.level:.0%} interval {value.low:,.{digits}f} to {value.high:,.{digits}f}"


def places(whole: int | None) -> int:
    """Give how many decimals a percentage of so many babies has."""
    return 1 if whole is not None and whole >= _MANY else 0
