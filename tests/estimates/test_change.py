"""Change in counts, rates and shares: published values and a second implementation."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep
from statsmodels.stats.rates import test_poisson_2indep as poisson_2indep

from born_into_care.estimates import (
    change_in_counts,
    change_in_shares,
    difference_in_rates,
    poisson_rate,
    ratio_of_rates,
)

COUNTS = st.integers(0, 3_000)
BIRTHS = st.integers(1_000, 700_000)


@st.composite
def two_shares(draw: st.DrawFn) -> tuple[int, int, int, int]:
    n0, n1 = draw(st.integers(1, 1_000)), draw(st.integers(1, 1_000))
    return draw(st.integers(0, n0)), n0, draw(st.integers(0, n1)), n1


# Newcombe 1998, Statistics in Medicine 17, 873 to 890, table II, method 10: the first share minus
# the second, so that his first is our second.
@pytest.mark.parametrize(
    ("second", "first", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe_printed_these_limits(
    second: tuple[int, int], first: tuple[int, int], low: float, high: float
) -> None:
    found = change_in_shares(*first, *second)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)
    assert found.method == "Newcombe 95% interval"


@given(two_shares(), st.sampled_from([0.8, 0.95, 0.998]))
def test_statsmodels_finds_the_same_change_in_shares(
    four: tuple[int, int, int, int], level: float
) -> None:
    successes0, n0, successes1, n1 = four
    found = change_in_shares(*four, level=level)
    theirs = confint_proportions_2indep(
        successes1, n1, successes0, n0, method="newcomb", compare="diff", alpha=1 - level
    )
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


def test_the_ratio_comes_out_as_r_prints_it() -> None:
    """The second example on the help page of poisson.test in R, with the output that R gives."""
    found = ratio_of_rates(6 + 8 + 7, 1083 + 1050 + 878, 11, 800)
    assert found.value == pytest.approx(1.971488, abs=1e-6)
    assert found.low == pytest.approx(0.8584264, abs=1e-6)
    assert found.high == pytest.approx(4.2772659, abs=1e-6)


@given(st.integers(1, 3_000), COUNTS, st.sampled_from([0.8, 0.95, 0.998]))
def test_each_limit_is_where_the_exact_test_gives_half_of_the_rest(
    before: int, after: int, level: float
) -> None:
    """The interval turns an exact test round; statsmodels has the test and not the interval."""
    found = change_in_counts(before, after, level=level)
    tail = (1 - level) / 2

    def p_value(limit: float, alternative: str) -> float:
        return float(
            poisson_2indep(
                after,
                1,
                before,
                1,
                value=1 + limit / 100,
                method="exact-cond",
                alternative=alternative,
            ).pvalue
        )

    assert p_value(found.high, "smaller") == pytest.approx(tail, rel=1e-6)
    if after:
        assert p_value(found.low, "larger") == pytest.approx(tail, rel=1e-6)
    else:
        assert found.low == -100


def test_the_rise_in_england_is_the_published_one() -> None:
    """From 2,425 to 2,914: the accounts of the report say 20 per cent."""
    england = change_in_counts(2425, 2914)
    assert round(england.value) == 20
    assert england.low > 0


@given(st.integers(1, 3_000), COUNTS)
def test_over_equal_births_the_ratio_and_the_change_say_the_same(before: int, after: int) -> None:
    change, ratio = change_in_counts(before, after), ratio_of_rates(before, 9, after, 9)
    for part in ("low", "value", "high"):
        assert getattr(change, part) == pytest.approx(100 * (getattr(ratio, part) - 1), abs=1e-9)


@given(COUNTS, BIRTHS, COUNTS, BIRTHS)
def test_the_difference_is_made_of_both_rates(
    count0: int, births0: int, count1: int, births1: int
) -> None:
    found = difference_in_rates(count0, births0, count1, births1)
    first, second = poisson_rate(count0, births0), poisson_rate(count1, births1)
    assert found.value == pytest.approx(second.value - first.value)
    down = math.sqrt((second.value - second.low) ** 2 + (first.high - first.value) ** 2)
    up = math.sqrt((second.high - second.value) ** 2 + (first.value - first.low) ** 2)
    assert found.low == pytest.approx(found.value - down)
    assert found.high == pytest.approx(found.value + up)


@given(st.integers(50, 3_000), st.integers(50, 3_000))
def test_the_difference_is_near_another_method_where_counts_are_large(
    count0: int, count1: int
) -> None:
    """The square-and-add interval with score limits in statsmodels, which is a little narrower."""
    found = difference_in_rates(count0, 300_000, count1, 300_000)
    low, high = confint_poisson_2indep(
        count1, 30, count0, 30, method="mover", compare="diff", method_mover="score"
    )
    assert found.width == pytest.approx(high - low, rel=0.12)
    assert found.low <= low + 1e-9
    assert found.high >= high - 1e-9
