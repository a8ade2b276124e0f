"""Funnel limits by the paper's rule and by brute force; ranks worked out another way."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, binom, poisson

from born_into_care.estimates import funnel_limits, simulate_ranks

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


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(1, 2_000)), min_size=1, max_size=10))
def test_ranks_lie_between_first_and_last(table: list[tuple[int, int]]) -> None:
    counts, sizes = zip(*((min(pair), max(pair)) for pair in table), strict=True)
    ranks = simulate_ranks(counts, sizes, draws=400)
    assert len(ranks) == len(table)
    assert all(1 <= rank.low <= rank.value <= rank.high <= len(table) for rank in ranks)


@pytest.mark.parametrize(("counts", "sizes"), [((30, 26), (200, 290)), ((82, 26), (200, 290))])
def test_the_limits_are_those_of_the_integral_over_both(
    counts: tuple[int, int], sizes: tuple[int, int]
) -> None:
    first, second = (
        beta(count + 0.5, size - count + 0.5) for count, size in zip(counts, sizes, strict=True)
    )
    higher, _ = quad(lambda x: first.pdf(x) * second.cdf(x), 0, 1)
    # The first area is second in all other draws: a level shows it that leaves out fewer.
    for level, low, high in ((0.9, 1, 1 + (higher < 0.95)), (2 * higher - 1 - 0.01, 1, 1)):
        first_rank, _ = simulate_ranks(counts, sizes, level=level, draws=100_000)
        assert (first_rank.low, first_rank.high) == (low, high)


def test_a_seed_gives_the_same_ranks_and_another_seed_others() -> None:
    first, again, other = (
        simulate_ranks([40, 39, 41], [100] * 3, draws=2, seed=seed) for seed in (1, 1, 4)
    )
    assert first == again != other
