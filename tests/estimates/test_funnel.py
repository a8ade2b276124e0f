"""Funnel limits: the definition by brute force, and what must always hold."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from born_into_care.estimates import funnel_limits

LEVELS = st.sampled_from([0.8, 0.95, 0.998])


def spiegelhalter(distribution: Any, p: float) -> float:
    """The rule of the paper's appendix, by looking at every count from zero."""
    chances = distribution.cdf(np.arange(1_000))
    count = int(np.argmax(chances >= p))
    return count - (chances[count] - p) / distribution.pmf(count)


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


def test_at_the_end_of_the_scale_there_is_no_room() -> None:
    for target, kind in ((0.0, "share"), (1.0, "share"), (0.0, "rate")):
        low, high = funnel_limits(target, np.array([[1, 10]] * 2), kind=kind)  # type: ignore[arg-type]
        assert low.tolist() == high.tolist() == [[target, target]] * 2
