"""Intervals of counts, shares and change: published values and second implementations."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson
from statsmodels.stats.rates import test_poisson_2indep as poisson_2indep

from born_into_care.estimates import (
    change_in_counts,
    change_in_shares,
    decompose,
    difference_in_rates,
    poisson_count,
    poisson_rate,
    ratio_of_rates,
    wilson,
    wilson_share,
)

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])
COUNTS = st.integers(0, 3_000)
BIRTHS = st.integers(1_000, 700_000)
SHARES = st.integers(1, 1_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
# Limits to as many decimals as they are printed with.
PRINTED: list[tuple[Any, tuple[float, float], float]] = [
    # Garwood 1936 (Pearson and Hartley, Biometrika Tables for Statisticians, table 40).
    (poisson_count(0), (0, 3.69), 0.005),
    (poisson_count(1), (0.0253, 5.57), 0.005),
    (poisson_count(10), (4.80, 18.39), 0.005),
    (poisson_count(50), (37.11, 65.92), 0.005),
    (poisson_count(10, level=0.99), (3.72, 21.40), 0.005),
    # Newcombe 1998, Statistics in Medicine 17, 857 to 872, table I, method 3.
    (wilson(81, 263), (0.2553, 0.3662), 0.00005),
    (wilson(15, 148), (0.0624, 0.1605), 0.00005),
    (wilson(0, 20), (0, 0.1611), 0.00005),
    (wilson(1, 29), (0.0061, 0.1718), 0.00005),
    # Newcombe 1998, Statistics in Medicine 17, 873 to 890, table II, method 10: the first share
    # minus the second, so that his first is our second.
    (change_in_shares(48, 80, 56, 70), (0.0524, 0.3339), 0.00005),
    (change_in_shares(3, 10, 9, 10), (0.1705, 0.8090), 0.00005),
    (change_in_shares(0, 29, 5, 56), (-0.0381, 0.1926), 0.00005),
    (change_in_shares(0, 20, 0, 10), (-0.1611, 0.2775), 0.00005),
    (change_in_shares(0, 10, 10, 10), (0.6075, 1.0000), 0.00005),
    # The second example on the help page of poisson.test in R, with the output that R gives.
    (ratio_of_rates(6 + 8 + 7, 1083 + 1050 + 878, 11, 800), (0.8584264, 4.2772659), 1e-6),
]


def test_limits_are_those_that_were_printed() -> None:
    for found, limits, step in PRINTED:
        assert (found.low, found.high) == pytest.approx(limits, abs=step * 1.02), found
    methods = {found.method for found, *_ in PRINTED}
    assert {"Wilson 95% interval", "Newcombe 95% interval"} <= methods
    assert poisson_rate(2914, 610_505).method == "Exact Poisson 95% interval"


@given(SHARES, SHARES, COUNTS, BIRTHS, LEVELS)
def test_statsmodels_finds_the_same(
    first: tuple[int, int], second: tuple[int, int], count: int, births: int, level: float
) -> None:
    alpha = 1 - level
    share, rate = wilson(*first, level=level), poisson_rate(count, births, level=level)
    theirs = proportion_confint(*first, alpha=alpha, method="wilson")
    assert (share.low, share.high) == pytest.approx(theirs, abs=1e-9)
    change = change_in_shares(*first, *second, level=level)
    theirs = confint_proportions_2indep(
        *second, *first, method="newcomb", compare="diff", alpha=alpha
    )
    assert (change.low, change.high) == pytest.approx(theirs, abs=1e-9)
    low, high = confint_poisson(count, births / 10_000, method="exact-c", alpha=alpha)
    # For a count of none, statsmodels gives no number as the lower limit.
    assert (rate.low, rate.high) == pytest.approx((low if count else 0, high), rel=1e-9)


@given(st.integers(1, 3_000), COUNTS, st.sampled_from([0.8, 0.95, 0.998]))
def test_each_limit_of_a_change_is_where_the_exact_test_gives_half_of_the_rest(
    before: int, after: int, level: float
) -> None:
    """The interval turns an exact test round; statsmodels has the test and not the interval."""
    found = change_in_counts(before, after, level=level)
    for limit, side in ((found.high, "smaller"), (found.low, "larger")):
        if after or side == "smaller":
            theirs = poisson_2indep(
                after, 1, before, 1, value=1 + limit / 100, method="exact-cond", alternative=side
            )
            assert theirs.pvalue == pytest.approx((1 - level) / 2, rel=1e-6)
    assert after or found.low == -100
    ratio = ratio_of_rates(before, 9, after, 9, level=level)
    for part in ("low", "value", "high"):
        assert getattr(found, part) == pytest.approx(100 * (getattr(ratio, part) - 1), abs=1e-9)


@given(COUNTS, BIRTHS, COUNTS, BIRTHS)
def test_a_difference_is_made_of_both_rates_and_its_parts_add_up(
    count0: int, births0: int, count1: int, births1: int
) -> None:
    found = difference_in_rates(count0, births0, count1, births1)
    first, second = poisson_rate(count0, births0), poisson_rate(count1, births1)
    assert found.value == pytest.approx(second.value - first.value)
    down = math.hypot(second.value - second.low, first.high - first.value)
    up = math.hypot(second.high - second.value, first.value - first.low)
    assert (found.low, found.high) == pytest.approx((found.value - down, found.value + up))
    parts = decompose(count0, births0, count1, births1)
    assert parts.change == count1 - count0
    assert parts.from_births + parts.from_incidence == pytest.approx(parts.change, abs=1e-8)


def test_das_gupta_printed_these_parts() -> None:
    """Das Gupta 1993 (US Bureau of the Census, P23-186), table 2.1: a product of two factors.

    Mean earnings of all persons are earnings of earners (10,930 and 16,591) times the share who
    earn (0.717892 and 0.825366); the parts of the difference are 4,368 and 1,479.
    """
    share0, share1, earnings0, earnings1 = 717_892, 825_366, 10_930, 16_591
    found = decompose(earnings0 * share0, share0, earnings1 * share1, share1)
    assert round(found.from_incidence / 1e6) == 4_368 and round(found.from_births / 1e6) == 1_479


@given(SHARES, st.sampled_from([0.001, 0.01, 0.1]))
def test_a_published_share_holds_every_share_that_it_could_have_been(
    share: tuple[int, int], step: float
) -> None:
    successes, n = share
    exact, unrounded = wilson(successes, n), wilson_share(successes / n, n)
    assert (unrounded.low, unrounded.high) == pytest.approx((exact.low, exact.high), abs=1e-12)
    printed = min(1.0, max(0.0, round(successes / n / step) * step))
    published = wilson_share(printed, n, rounded_to=step)
    assert published.low <= exact.low + 1e-12 and published.high >= exact.high - 1e-12
