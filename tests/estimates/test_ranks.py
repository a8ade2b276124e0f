"""Rank uncertainty: ranks worked out another way, and what must always hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from born_into_care.estimates import simulate_ranks


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2_000), st.integers(1, 2_000)), min_size=1, max_size=10))
def test_ranks_lie_between_first_and_last(table: list[tuple[int, int]]) -> None:
    counts, sizes = zip(*((min(pair), max(pair)) for pair in table), strict=True)
    ranks = simulate_ranks(counts, sizes, draws=400)
    for low, median, high in zip(ranks.low_rank, ranks.median_rank, ranks.high_rank, strict=True):
        assert 1 <= low <= median <= high <= len(table)


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
        ranks = simulate_ranks(counts, sizes, level=level, draws=100_000)
        assert (ranks.low_rank[0], ranks.high_rank[0]) == (low, high)


def test_a_seed_gives_the_same_ranks_and_another_seed_others() -> None:
    first, again, other = (
        simulate_ranks([40, 39, 41], [100] * 3, draws=2, seed=seed) for seed in (1, 1, 4)
    )
    assert first == again != other
