"""Wilson intervals: published values, a second implementation, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from born_into_care.errors import PackError
from born_into_care.estimates import wilson, wilson_share

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])


@st.composite
def shares(draw: st.DrawFn, *, most: int = 5_000) -> tuple[int, int]:
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


# Newcombe 1998, Statistics in Medicine 17, 857 to 872, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombe_printed_these_limits(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)
    assert found.method == "Wilson 95% interval"


@given(shares(), LEVELS)
def test_statsmodels_finds_the_same(share: tuple[int, int], level: float) -> None:
    found = wilson(*share, level=level)
    theirs = proportion_confint(*share, alpha=1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@given(shares(), LEVELS)
def test_swapping_successes_and_failures_mirrors_the_interval(
    share: tuple[int, int], level: float
) -> None:
    successes, n = share
    one, other = wilson(successes, n, level=level), wilson(n - successes, n, level=level)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)
    assert one.high == pytest.approx(1 - other.low, abs=1e-12)


@given(st.integers(1, 10_000), LEVELS)
def test_none_and_all_reach_the_end_of_the_scale_and_no_further(n: int, level: float) -> None:
    none, every = wilson(0, n, level=level), wilson(n, n, level=level)
    assert none.low == 0.0
    assert 0 < none.high < 1
    assert every.high == 1.0
    assert 0 < every.low < 1


@given(shares(most=500))
def test_one_more_success_moves_both_limits_up(share: tuple[int, int]) -> None:
    successes, n = share
    here, more = wilson(successes, n + 1), wilson(successes + 1, n + 1)
    assert more.low > here.low
    assert more.high > here.high


@given(shares(most=500))
def test_four_times_the_babies_narrow_the_interval(share: tuple[int, int]) -> None:
    successes, n = share
    assert wilson(4 * successes, 4 * n).width < wilson(successes, n).width


@given(shares(), st.sampled_from([(0.8, 0.9), (0.9, 0.95), (0.95, 0.998)]))
def test_a_higher_level_widens_the_interval(
    share: tuple[int, int], levels: tuple[float, float]
) -> None:
    low, high = (wilson(*share, level=level) for level in levels)
    assert high.width > low.width


# Coverage is exact arithmetic: every possible count, weighted by its binomial chance. Brown, Cai
# and DasGupta 2001 (Statistical Science 16, 101 to 133): close to the level on average, and never
# far below it away from the ends of the scale.
@pytest.mark.parametrize("n", [20, 50, 200])
def test_the_interval_holds_the_truth_as_often_as_it_says(n: int) -> None:
    limits = [wilson(successes, n) for successes in range(n + 1)]
    truths = np.linspace(0.0025, 0.9975, 400)
    held = np.array([(one.low <= truths) & (truths <= one.high) for one in limits])
    chance = binom.pmf(np.arange(n + 1)[:, None], n, truths[None, :])
    coverage = (held * chance).sum(axis=0)
    assert coverage.mean() == pytest.approx(0.95, abs=0.01)
    assert coverage[(truths > 0.1) & (truths < 0.9)].min() > 0.91


@given(shares())
def test_a_published_share_over_a_known_number_is_the_same_interval(share: tuple[int, int]) -> None:
    successes, n = share
    known, published = wilson(successes, n), wilson_share(successes / n, n)
    assert (published.low, published.high) == pytest.approx((known.low, known.high), abs=1e-12)


@given(shares(most=500), st.sampled_from([0.001, 0.01, 0.1]))
def test_rounding_holds_every_share_that_it_could_have_been(
    share: tuple[int, int], step: float
) -> None:
    successes, n = share
    printed = min(1.0, max(0.0, round(successes / n / step) * step))
    published, known = wilson_share(printed, n, rounded_to=step), wilson(successes, n)
    assert published.low <= known.low + 1e-12
    assert published.high >= known.high - 1e-12


def test_a_published_share_says_that_its_interval_is_ours() -> None:
    london = wilson_share(0.09, 293.6, rounded_to=0.01, note="24.9 per 10,000 over 117,897 births.")
    assert london.note == (
        "Derived by us and approximate: over about 294 babies. 24.9 per 10,000 over 117,897 births."
    )
    assert london.method == "Approximate Wilson 95% interval and rounding"
    assert "rounding" not in wilson_share(0.09, 290).method


@pytest.mark.parametrize(
    ("successes", "n", "words"),
    [
        (3, 0, "nothing to divide by"),
        (0, 0, "nothing to divide by"),
        (7, 5, "more than all of them"),
        (-1, 5, "below zero"),
        (1, -5, "below zero"),
        (2.5, 5, "whole number"),
        (float("nan"), 5, "missing"),
        (1, float("nan"), "missing"),
        (1, float("inf"), "missing or endless"),
        ("many", 5, "must be a number"),
        (None, 5, "must be a number"),
    ],
)
def test_impossible_counts_are_refused_in_words(successes: float, n: float, words: str) -> None:
    with pytest.raises(PackError, match=words):
        wilson(successes, n)  # type: ignore[arg-type]


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_an_impossible_level_is_refused(level: float) -> None:
    with pytest.raises(PackError, match="confidence level"):
        wilson(1, 5, level=level)


@pytest.mark.parametrize(
    ("share", "n", "step", "words"),
    [
        (41, 200, 0.0, "Write 0.41 for 41 per cent"),
        (-0.1, 200, 0.0, "between 0 and 1"),
        (0.41, 0, 0.0, r"use no_interval\(\)"),
        (0.41, 200, 1, "step of rounding"),
        (float("nan"), 200, 0.0, "missing"),
    ],
)
def test_impossible_published_shares_are_refused(
    share: float, n: float, step: float, words: str
) -> None:
    with pytest.raises(PackError, match=words):
        wilson_share(share, n, rounded_to=step)
