"""Names that mark a row as the sum of others."""

from __future__ import annotations

from born_into_care.your_area.safe_text import plain

_TOTALS = frozenset(
    [
        "total",
        "totals",
        "grand total",
        "all",
        "all areas",
        "overall",
        "sum",
        "sub total",
        "subtotal",
        "sub-total",
        "national",
        "average",
        "mean",
        "all authorities",
        "all local authorities",
        "all years",
        "all periods",
        "cyfanswm",
    ]
)
_NATIONS = frozenset(
    ["england", "wales", "england and wales", "england & wales", "lloegr", "cymru"]
)


def is_total(name: str) -> bool:
    """Say whether an area's or a period's name is that of a totals row.

    Example:
        >>> is_total("Grand total"), is_total("Totnes")
        (True, False)
    """
    bare = plain(name).casefold().strip(" :*")
    return (
        bare in _TOTALS
        or bare.startswith(("total ", "grand total", "all "))
        or bare.endswith(" total")
    )


def is_nation(name: str) -> bool:
    """Say whether a name is that of England, Wales or both."""
    return plain(name).casefold() in _NATIONS
