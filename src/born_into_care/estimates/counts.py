"""Intervals for one count of babies, and for one rate over live births."""

from dataclasses import replace

from born_into_care.estimates.checks import (
    check_count,
    check_denominator,
    check_level,
    format_level,
)
from born_into_care.estimates.interval import Interval

BASE = 10_000
"""How many live births a rate is over."""


def poisson_count(count: int, *, level: float = 0.95) -> Interval:
    """Return a count with its exact Poisson interval.

    Source of the method: Garwood 1936 (Biometrika 28, 437 to 442), the central exact interval. At a
    count of zero the lower limit is zero and the upper stays two-sided (3.69 at 95%).

    Example:
        >>> ten = poisson_count(10)
        >>> round(ten.low, 4), round(ten.high, 4)
        (4.7954, 18.3904)
    """
    babies = check_count("the count", count)
    low, high = poisson_limits(babies, level=level)
    return Interval(babies, low, high, f"Exact Poisson {format_level(level)} interval", level)


def poisson_rate(count: int, births: int, *, level: float = 0.95) -> Interval:
    """Return a rate per 10,000 live births, taken as certain, with its exact Poisson interval.

    Example:
        >>> england = poisson_rate(2914, 610_505)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (47.7, 46.0, 49.5)
    """
    number = check_denominator("the number of live births", births)
    counted = poisson_count(count, level=level)
    # Divided before it is scaled, each number in turn, so that the value stays inside its limits.
    return replace(
        counted,
        value=counted.value / number * BASE,
        low=counted.low / number * BASE,
        high=counted.high / number * BASE,
    )


def poisson_limits(count: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the two exact Poisson limits of a count, by the inverse incomplete gamma function."""
    # Loaded here because it costs a learner a fifth of a second and many cells need no interval.
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - check_level(level)) / 2
    return float(gammaincinv(count, tail)) if count else 0.0, float(gammainccinv(count + 1, tail))
