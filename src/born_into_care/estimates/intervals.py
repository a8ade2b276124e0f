"""Intervals of counts, rates and shares, and of what changed between two of them.

Counts and rates have exact Poisson intervals (Garwood 1936), shares Wilson's (1927).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import NormalDist
from typing import Literal

from born_into_care.errors import PackError, require_number

BASE = 10_000
"""How many live births a rate is over."""


@dataclass(frozen=True)
class Interval:
    """A value between two limits, and how they were found, in words for a description."""

    value: float
    low: float
    high: float
    method: str
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse limits that do not hold the value: a slip in a caller, not in a reader's input."""
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.value} is not between {self.low} and {self.high}.")

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit, for example a share as a percentage (factor 100)."""
        value, low, high = (factor * number for number in (self.value, self.low, self.high))
        return replace(self, value=value, low=low, high=high)


@dataclass(frozen=True)
class NoInterval:
    """The reason why a value is shown without an interval.

    Example:
        >>> str(NoInterval())
        'No interval: the number of babies behind this share was not published.'
    """

    reason: str = "the number of babies behind this share was not published"

    def __str__(self) -> str:
        """Return the whole sentence, as it is printed."""
        return f"No interval: {self.reason}."


def poisson_count(count: int, *, level: float = 0.95) -> Interval:
    """Return a count with its exact Poisson interval.

    Source of the method: Garwood 1936 (Biometrika 28, 437 to 442), the central exact interval, by
    the inverse incomplete gamma function. At a count of zero the lower limit is zero and the upper
    stays two-sided (3.69 at 95%).

    Example:
        >>> ten = poisson_count(10)
        >>> round(ten.low, 4), round(ten.high, 4)
        (4.7954, 18.3904)
    """
    # Loaded here because it costs a learner a fifth of a second and many cells need no interval.
    from scipy.special import gammainccinv, gammaincinv

    babies = check_count("The count", count)
    tail = (1 - check_level(level)) / 2
    low = float(gammaincinv(babies, tail)) if babies else 0.0
    high = float(gammainccinv(babies + 1, tail))
    return Interval(babies, low, high, f"Exact Poisson {format_level(level)} interval")


def poisson_rate(count: int, births: int, *, level: float = 0.95) -> Interval:
    """Return a rate per 10,000 live births, taken as certain, with its exact Poisson interval.

    Example:
        >>> england = poisson_rate(2914, 610_505)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (47.7, 46.0, 49.5)
    """
    number = check_count("The number of live births", births, least=1)
    counted = poisson_count(count, level=level)
    # Divided before it is scaled, each number in turn, so that the value stays inside its limits.
    return replace(
        counted,
        value=counted.value / number * BASE,
        low=counted.low / number * BASE,
        high=counted.high / number * BASE,
    )


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
    low, high = _wilson_limits(part / whole, whole, level)
    return Interval(part / whole, low, high, f"Wilson {format_level(level)} interval")


def wilson_share(share: float, n: float, *, rounded_to: float = 0.0, note: str = "") -> Interval:
    """Return a published share with its Wilson interval over an approximate number of babies.

    The interval is ours, not the source's, and its note says so.

    Parameters:
        rounded_to: the step to which the share was rounded, as a fraction (0.01 for a whole per
            cent). The limits then hold for every share that rounds to the published one.
        note: where the approximate number comes from.

    Source of the method: Wilson 1927, at the lowest and the highest share that the rounding allows.

    Example:
        >>> london = wilson_share(0.09, 290, rounded_to=0.01)
        >>> round(london.low, 3), round(london.high, 3)
        (0.058, 0.134)
    """
    must = "between 0 and 1: write 0.41 for 41 per cent"
    value = require_number("The share", share, lambda share: 0 <= share <= 1, must)
    must = "above zero; if no number is known, use NoInterval()"
    number = require_number("The approximate number of babies", n, lambda n: n > 0, must)
    must = "zero or more and below 1: write 0.01 for a share rounded to a whole per cent"
    step = require_number("The step of rounding", rounded_to, lambda step: 0 <= step < 1, must)
    low, _ = _wilson_limits(max(0.0, value - step / 2), number, 0.95)
    _, high = _wilson_limits(min(1.0, value + step / 2), number, 0.95)
    origin = f"Derived by us and approximate: over about {number:,.0f} babies."
    rounding = " and rounding" if step else ""
    method = f"Approximate Wilson 95% interval{rounding}"
    return Interval(value, low, high, method, f"{origin} {note}".strip())


def estimate(
    kind: Literal["count", "rate", "share"], count: int, n: int = 1, *, rounded_to: int = 1
) -> Interval:
    """Return a count, a rate per 10,000 live births or a share in per cent, with its interval.

    Parameters:
        n: the live births of a rate; the babies that a share is of.
        rounded_to: the step to which the count and, of a share, the babies that it is of were
            rounded. The limits then hold for all numbers that round to them.

    Example:
        >>> share = estimate("share", 40, 80, rounded_to=5)
        >>> round(share.value), round(share.low), round(share.high)
        (50, 36, 64)
    """
    methods: dict[str, Callable[[int, int], Interval]] = {
        "count": lambda count, _: poisson_count(count),
        "rate": poisson_rate,
        "share": lambda part, whole: wilson(min(part, whole), whole).scaled(100),
    }
    half = rounded_to // 2
    half_of_n = half if kind == "share" else 0
    value = methods[kind](count, n)
    lowest = methods[kind](max(0, count - half), n + half_of_n)
    highest = methods[kind](count + half, n - half_of_n)
    return replace(value, low=lowest.low, high=highest.high)


def change_in_counts(before: int, after: int, *, level: float = 0.95) -> Interval:
    """Return the percentage change from one count to another, by ratio_of_rates().

    Example:
        >>> england = change_in_counts(2425, 2914)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (20.2, 13.8, 26.9)
    """
    return change_in_rates(before, 1, after, 1, level=level)


def change_in_rates(
    count0: int, births0: int, count1: int, births1: int, *, level: float = 0.95
) -> Interval:
    """Return the percentage change from one rate to another, by ratio_of_rates()."""
    ratio = ratio_of_rates(count0, births0, count1, births1, level=level)
    change, low, high = (100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high))
    return replace(ratio, value=change, low=low, high=high)


def ratio_of_rates(
    count0: int, births0: int, count1: int, births1: int, *, level: float = 0.95
) -> Interval:
    """Return the second rate divided by the first, with its exact interval.

    The two counts are taken as independent Poisson counts. Source of the method: given their sum,
    the second is binomial (Przyborowski and Wilenski 1940), so the exact binomial limits (Clopper
    and Pearson 1934) give those of the ratio.

    Example:
        >>> england = ratio_of_rates(2425, 694_241, 2914, 610_505)
        >>> round(england.value, 2), round(england.low, 2), round(england.high, 2)
        (1.37, 1.29, 1.44)
    """
    from scipy.special import betainccinv, betaincinv

    first, second = check_count("The first count", count0), check_count("The second count", count1)
    scale = check_count("The first number of live births", births0, least=1) / check_count(
        "The second number of live births", births1, least=1
    )
    if first == 0:
        raise PackError(
            "The first count is zero, and nothing can be divided by it. Give the two counts side "
            "by side, or compare rates with difference_in_rates()."
        )
    tail = (1 - check_level(level)) / 2
    # The second count's share of both, by Clopper and Pearson; then share to odds.
    low = float(betaincinv(second, first + 1, tail)) if second else 0.0
    high = float(betainccinv(second + 1, first, tail))
    low, high = low / (1 - low) * scale, high / (1 - high) * scale
    method = f"Exact conditional {format_level(level)} interval"
    return Interval(second / first * scale, low, high, method)


def difference_in_rates(
    count0: int, births0: int, count1: int, births1: int, *, level: float = 0.95
) -> Interval:
    """Return the second rate per 10,000 minus the first, with an interval from both exact ones.

    Source of the method: the distances from each rate to its exact Poisson limit, squared and
    added (Zou and Donner 2008, Statistics in Medicine 27, 1693 to 1702, after Newcombe 1998).

    Example:
        >>> england = difference_in_rates(2425, 694_241, 2914, 610_505)
        >>> round(england.value, 1), round(england.low, 1), round(england.high, 1)
        (12.8, 10.6, 15.0)
    """
    first = poisson_rate(count0, births0, level=level)
    second = poisson_rate(count1, births1, level=level)
    return _subtract(first, second, f"Square-and-add exact Poisson {format_level(level)} interval")


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
    first, second = wilson(successes0, n0, level=level), wilson(successes1, n1, level=level)
    return _subtract(first, second, f"Newcombe {format_level(level)} interval")


@dataclass(frozen=True)
class Decomposition:
    """A change in a number of babies, and the parts that births and incidence account for."""

    change: int
    from_births: float
    from_incidence: float


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
    earlier = check_count("The earlier count", count0)
    later = check_count("The later count", count1)
    births0 = check_count("The earlier number of live births", births0, least=1)
    births1 = check_count("The later number of live births", births1, least=1)
    # In fractions, so that the two parts add up before they are written as decimals.
    incidence0, incidence1 = Fraction(earlier, births0), Fraction(later, births1)
    from_births = (births1 - births0) * (incidence0 + incidence1) / 2
    from_incidence = (incidence1 - incidence0) * (births0 + births1) / 2
    return Decomposition(later - earlier, float(from_births), float(from_incidence))


def check_count(name: str, number: float, *, least: int = 0) -> int:
    """Return a whole number that is not below the least; a float is taken if it is whole."""
    must = f"a whole number of {least} or more, in digits, without commas or quotes"
    if least:
        must += ", since it is divided by; leave out rows without one"
    return int(require_number(name, number, lambda value: value >= least and value % 1 == 0, must))


def check_part_of(successes: float, n: float) -> tuple[int, int]:
    """Return a count and the number that it is out of."""
    part = check_count("The number that the share counts", successes)
    whole = check_count("The number in all", n, least=1)
    if part > whole:
        raise PackError(
            f"{part} out of {whole} is more than all of them. The first number counts some of the "
            "babies in the second: check that the two are in the right order."
        )
    return part, whole


def check_level(level: float) -> float:
    """Return a confidence level, as a fraction above 0 and below 1."""
    must = "between 0 and 1: write 0.95 for a 95% interval"
    return require_number("The confidence level", level, lambda value: 0 < value < 1, must)


def format_level(level: float) -> str:
    """Return a level as it is printed: "99.8%" for 0.998."""
    return f"{level * 100:.10g}%"


def _wilson_limits(share: float, n: float, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(0.5 + check_level(level) / 2)
    centre = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At 0 and at n the formula gives the share itself; floating point can miss it by a hair.
    return (
        min(share, max(0.0, (centre - half) / scale)),
        max(share, min(1.0, (centre + half) / scale)),
    )


def _subtract(first: Interval, second: Interval, method: str) -> Interval:
    """The second minus the first, with the distances to their limits squared and added."""
    difference = second.value - first.value
    below = math.hypot(second.value - second.low, first.high - first.value)
    above = math.hypot(second.high - second.value, first.value - first.low)
    return Interval(difference, difference - below, difference + above, method)
