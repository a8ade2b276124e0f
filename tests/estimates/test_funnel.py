"""Funnel limits: the definition by brute force, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from born_into_care.errors import PackError
from born_into_care.estimates import funnel_limits

LEVELS = st.sampled_from([0.8, 0.95, 0.998])


def spiegelhalter(distribution: object, p: float) -> float:
    """The rule of the paper's appendix, by counting up from zero."""
    count = 0
    while distribution.cdf(count) < p:  # type: ignore[attr-defined]
        count += 1
    at = distribution.cdf(count)  # type: ignore[attr-defined]
    return count - (at - p) / distribution.pmf(count)  # type: ignore[attr-defined]


@given(st.floats(0.02, 0.98), st.integers(1, 600), LEVELS)
def test_a_share_follows_the_papers_rule(target: float, n: int, level: float) -> None:
    low, high = funnel_limits(target, n, level=level)
    tail = (1 - level) / 2
    assert low == pytest.approx(
        np.clip(spiegelhalter(binom(n, target), tail) / n, 0, target), abs=1e-9
    )
    assert high == pytest.approx(
        np.clip(spiegelhalter(binom(n, target), 1 - tail) / n, target, 1), abs=1e-9
    )


@given(st.floats(1, 100), st.integers(100, 60_000), LEVELS)
def test_a_rate_follows_the_papers_rule(target: float, births: int, level: float) -> None:
    low, high = funnel_limits(target, births, kind="rate", level=level)
    expected, tail = target * births / 10_000, (1 - level) / 2
    scale = 10_000 / births
    assert low == pytest.approx(
        np.clip(spiegelhalter(poisson(expected), tail) * scale, 0, target), rel=1e-6, abs=1e-9
    )
    assert high == pytest.approx(
        max(spiegelhalter(poisson(expected), 1 - tail) * scale, target), rel=1e-6
    )


# From ten babies on either side of the share: below that the scale itself cuts the funnel off.
@given(st.floats(0.05, 0.95), st.integers(200, 20_000), LEVELS)
def test_four_times_the_babies_narrow_the_funnel(target: float, n: int, level: float) -> None:
    low, high = funnel_limits(target, [n, 4 * n], level=level)
    assert high[1] - low[1] < high[0] - low[0]
    assert low[0] <= low[1] <= target <= high[1] <= high[0]


@given(st.floats(1, 200), st.integers(500, 100_000))
def test_four_times_the_births_narrow_the_funnel(target: float, births: int) -> None:
    low, high = funnel_limits(target, [births, 4 * births], kind="rate")
    assert high[1] - low[1] < high[0] - low[0]


@given(st.floats(0.05, 0.95), st.integers(20, 5_000))
def test_the_outer_funnel_holds_the_inner_one(target: float, n: int) -> None:
    inner, outer = funnel_limits(target, n, level=0.95), funnel_limits(target, n, level=0.998)
    assert outer[0] <= inner[0]
    assert outer[1] >= inner[1]


@given(st.floats(0.05, 0.95), st.integers(1, 2_000))
def test_swapping_successes_and_failures_mirrors_the_funnel(target: float, n: int) -> None:
    low, high = funnel_limits(target, n)
    mirrored_low, mirrored_high = funnel_limits(1 - target, n)
    # The interpolation leans one way by less than one baby, so the mirror is that close.
    assert low == pytest.approx(1 - mirrored_high, abs=1 / n + 1e-9)
    assert high == pytest.approx(1 - mirrored_low, abs=1 / n + 1e-9)


def test_large_areas_come_close_to_the_normal_curve() -> None:
    n = np.array([10_000, 100_000])
    low, high = funnel_limits(1 / 6, n)
    half = 1.959964 * np.sqrt(1 / 6 * 5 / 6 / n)
    assert low == pytest.approx(1 / 6 - half, rel=0.005)
    assert high == pytest.approx(1 / 6 + half, rel=0.005)


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_at_the_end_of_the_scale_there_is_no_room(target: float) -> None:
    low, high = funnel_limits(target, [1, 10])
    assert low.tolist() == high.tolist() == [target, target]


def test_a_rate_of_none_leaves_no_room() -> None:
    low, high = funnel_limits(0, [100, 1000], kind="rate")
    assert low.tolist() == high.tolist() == [0, 0]


def test_limits_have_the_shape_of_the_sizes() -> None:
    low, high = funnel_limits(0.2, np.full((2, 3), 50))
    assert low.shape == high.shape == (2, 3)


@pytest.mark.parametrize(
    ("target", "n", "kind", "words"),
    [
        (17, [50], "share", "Write 0.17 for 17 per cent"),
        (0.2, [50, 0], "share", "above zero for every area"),
        (0.2, [50, float("nan")], "share", "missing or zero"),
        (0.2, [50.5], "share", "whole numbers of babies"),
        (0.2, ["fifty"], "share", "must be numbers"),
        (-1, [50], "rate", "below zero"),
        (float("nan"), [50], "rate", "missing"),
        (0.2, [50], "shares", "There is no kind of funnel 'shares'. Did you mean 'share'"),
    ],
)
def test_impossible_funnels_are_refused_in_words(
    target: float, n: list[float], kind: str, words: str
) -> None:
    with pytest.raises(PackError, match=words):
        funnel_limits(target, n, kind=kind)  # type: ignore[arg-type]
