"""Change between two periods: in a count, a rate or a share, and the parts of one in a count."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from born_into_care.errors import PackError
from born_into_care.estimates.checks import (
    check_count,
    check_denominator,
    check_level,
    check_part_of,
    format_level,
)
from born_into_care.estimates.counts import BASE, poisson_limits
from born_into_care.estimates.interval import Interval
from born_into_care.estimates.proportions import wilson_limits

_Limits = tuple[float, float, float]


@dataclass(frozen=True)
class Decomposition:
    """A change in a number of babies, and the parts that births and incidence account for."""

    change: int
    from_births: float
    from_incidence: float
    method: str = "Kitagawa decomposition"


def change_in_counts(before: int, after: int, *, level: float = 0.95) -> Interval:
    """Return the percentage change from one count to another, with its exact interval.

    The two are taken as independent Poisson counts. Source of the method: given their sum, the
    later count is binomial (Przyborowski and Wilenski 1940), so the exact binomial limits (Clopper
    and Pearson 1934) give those of the ratio.

    Example:
        >>> england = change_in_counts(2425, 2914)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (20.2, 13.8, 26.9)
    """
    first = check_count("the earlier count", before)
    second = check_count("the later count", after)
    if first == 0:
        raise PackError(
            "There is no percentage change from zero babies. "
            "Give the two counts side by side, or compare rates with difference_in_rates()."
        )
    ratio = ratio_of_rates(first, 1, second, 1, level=level)
    change, low, high = (100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high))
    return replace(ratio, value=change, low=low, high=high)


def ratio_of_rates(
    count0: int, births0: int, count1: int, births1: int, *, level: float = 0.95
) -> Interval:
    """Return the second rate divided by the first, with its exact interval.

    Source of the method: as change_in_counts(), each count over its births.

    Example:
        >>> england = ratio_of_rates(2425, 694_241, 2914, 610_505)
        >>> round(england.value, 2), round(england.low, 2), round(england.high, 2)
        (1.37, 1.29, 1.44)
    """
    first = check_count("the first count", count0)
    second = check_count("the second count", count1)
    scale = check_denominator("the first number of live births", births0) / check_denominator(
        "the second number of live births", births1
    )
    if first == 0:
        raise PackError(
            "The first count is zero, so its rate cannot be divided by. "
            "Use difference_in_rates(), or put the areas the other way round."
        )
    from scipy.special import betainccinv, betaincinv

    tail = (1 - check_level(level)) / 2
    # The second count's share of both, by Clopper and Pearson; then share to odds.
    low = float(betaincinv(second, first + 1, tail)) if second else 0.0
    high = float(betainccinv(second + 1, first, tail))
    low, high = low / (1 - low) * scale, high / (1 - high) * scale
    method = f"Exact conditional {format_level(level)} interval"
    return Interval(second / first * scale, low, high, method, level)


def difference_in_rates(
    count0: int, births0: int, count1: int, births1: int, *, level: float = 0.95
) -> Interval:
    """Return the second rate per 10,000 minus the first, with an interval from both exact ones.

    Source of the method: the distances from each rate to its exact Poisson limit (Garwood 1936),
    squared and added (Zou and Donner 2008, Statistics in Medicine 27, 1693 to 1702, after Newcombe
    1998).

    Example:
        >>> england = difference_in_rates(2425, 694_241, 2914, 610_505)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (12.8, 10.6, 15.0)
    """
    rates = []
    for name, count, births in (("first", count0, births0), ("second", count1, births1)):
        babies = check_count(f"the {name} count", count)
        number = check_denominator(f"the {name} number of live births", births)
        low, high = poisson_limits(babies, level=level)
        rates.append((babies / number * BASE, low / number * BASE, high / number * BASE))
    method = f"Square-and-add exact Poisson {format_level(level)} interval"
    return _square_and_add(*rates, method=method, level=level)


def change_in_shares(
    successes0: int, n0: int, successes1: int, n1: int, *, level: float = 0.95
) -> Interval:
    """Return the second share minus the first, with Newcombe's interval; between -1 and 1.

    The two groups are taken as independent; .scaled(100) gives percentage points.

    Source of the method: Newcombe 1998 (Statistics in Medicine 17, 873 to 890), method 10, the
    hybrid score interval without continuity correction.

    Example:
        >>> change = change_in_shares(48, 80, 56, 70)
        >>> round(change.value, 4), round(change.low, 4), round(change.high, 4)
        (0.2, 0.0524, 0.3339)
    """
    shares = []
    for successes, n in ((successes0, n0), (successes1, n1)):
        part, whole = check_part_of(successes, n)
        low, high = wilson_limits(part / whole, whole, level=level)
        shares.append((part / whole, low, high))
    return _square_and_add(*shares, method=f"Newcombe {format_level(level)} interval", level=level)


def decompose(count0: int, births0: int, count1: int, births1: int) -> Decomposition:
    """Return the parts of a change in a count that births and incidence account for.

    The change in births at the mean incidence, and the change in incidence at the mean births: it
    says nothing about why either of them changed.

    Source of the method: Kitagawa 1955 (Journal of the American Statistical Association 50).

    Example:
        >>> england = decompose(2425, 694_241, 2914, 610_505)
        >>> england.change, round(england.from_births, 1), round(england.from_incidence, 1)
        (489, -346.1, 835.1)
    """
    earlier = check_count("the earlier count", count0)
    later = check_count("the later count", count1)
    births0 = check_denominator("the earlier number of live births", births0)
    births1 = check_denominator("the later number of live births", births1)
    # In fractions, so that the two parts add up before they are written as decimals.
    incidence0, incidence1 = Fraction(earlier, births0), Fraction(later, births1)
    from_births = (births1 - births0) * (incidence0 + incidence1) / 2
    from_incidence = (incidence1 - incidence0) * (births0 + births1) / 2
    return Decomposition(later - earlier, float(from_births), float(from_incidence))


def _square_and_add(first: _Limits, second: _Limits, *, method: str, level: float) -> Interval:
    """The second minus the first; each is a value with its lower and upper limit."""
    value0, low0, high0 = first
    value1, low1, high1 = second
    difference = value1 - value0
    below = math.hypot(value1 - low1, high0 - value0)
    above = math.hypot(high1 - value1, value0 - low0)
    return Interval(difference, difference - below, difference + above, method, level)
