"""Intervals for one share: how many of how many."""

import math
from statistics import NormalDist

from born_into_care.errors import PackError
from born_into_care.estimates.checks import check_level, check_number, check_part_of, format_level
from born_into_care.estimates.interval import Interval


def wilson(successes: int, n: int, *, level: float = 0.95) -> Interval:
    """Return a share of a known number with its Wilson interval, both between 0 and 1.

    Source of the method: Wilson 1927, without continuity correction; recommended by Newcombe 1998
    (Statistics in Medicine 17, 857 to 872), where it is method 3.

    Example:
        >>> share = wilson(81, 263)
        >>> round(share.low, 4), round(share.high, 4)
        (0.2553, 0.3662)
    """
    part, whole = check_part_of(successes, n)
    low, high = wilson_limits(part / whole, whole, level=level)
    return Interval(part / whole, low, high, f"Wilson {format_level(level)} interval", level)


def wilson_share(
    share: float, n: float, *, rounded_to: float = 0.0, level: float = 0.95, note: str = ""
) -> Interval:
    """Return a published share with its Wilson interval over an approximate number of babies.

    The interval is ours, not the source's, and its note says so.

    Parameters:
        share: the published share, between 0 and 1.
        n: the approximate number of babies; need not be whole.
        rounded_to: the step to which the share was rounded, as a fraction (0.01 for a whole per
            cent). The limits then hold for every share that rounds to the published one.
        note: where the approximate number comes from.

    Source of the method: Wilson 1927, at the lowest and the highest share that the rounding allows.

    Example:
        >>> london = wilson_share(0.09, 290, rounded_to=0.01)
        >>> round(london.low, 3), round(london.high, 3)
        (0.058, 0.134)
        >>> london.note
        'Derived by us and approximate: over about 290 babies.'
    """
    value = check_number("the share", share)
    if not 0 <= value <= 1:
        raise PackError(
            f"A share must be between 0 and 1. You gave {share}. Write 0.41 for 41 per cent."
        )
    number = check_number("the approximate number of babies", n)
    if number <= 0:
        raise PackError(
            f"The approximate number of babies must be above zero. You gave {n}. "
            "If no number is known, use NoInterval()."
        )
    step = check_number("the step of rounding", rounded_to)
    if not 0 <= step < 1:
        raise PackError(
            f"The step of rounding must be zero or more and below 1. You gave {rounded_to}. "
            "Write 0.01 for a share rounded to a whole per cent."
        )
    low, _ = wilson_limits(max(0.0, value - step / 2), number, level=level)
    _, high = wilson_limits(min(1.0, value + step / 2), number, level=level)
    origin = f"Derived by us and approximate: over about {number:,.0f} babies."
    method = f"Approximate Wilson {format_level(level)} interval" + " and rounding" * bool(step)
    return Interval(value, low, high, method, level, f"{origin} {note}".strip())


def wilson_limits(share: float, n: float, *, level: float = 0.95) -> tuple[float, float]:
    """Return the two Wilson limits of a share, both between 0 and 1."""
    z = NormalDist().inv_cdf(0.5 + check_level(level) / 2)
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and at n the formula gives the share itself; floating point can miss it by a hair.
    return (
        min(share, max(0.0, (centre - half) / scale)),
        max(share, min(1.0, (centre + half) / scale)),
    )
