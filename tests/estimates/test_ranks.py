"""Rank uncertainty: chances worked out another way, and what must always hold."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta

from born_into_care.estimates import simulate_ranks


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    n = draw(st.lists(st.integers(1, 2_000), min_size=1, max_size=10))
    return [draw(st.integers(0, number)) for number in n], n


def names(number: int) -> list[str]:
    return [str(area) for area in range(number)]


@settings(max_examples=40)
@given(tables())
def test_ranks_are_a_full_set_of_chances(table: tuple[list[int], list[int]]) -> None:
    ranks = simulate_ranks(*table, areas=names(len(table[0])), draws=400)
    higher = np.array(ranks.probability_higher)
    assert higher + higher.T == pytest.approx(np.ones_like(higher))
    for low, median, high in zip(ranks.low_rank, ranks.median_rank, ranks.high_rank, strict=True):
        assert 1 <= low <= median <= high <= len(table[0])


@settings(max_examples=40)
@given(tables())
# Here an area is higher in exactly 97.5% of the draws, and was alike one way round only.
@example(([0, 0, 0], [1, 8, 601]))
@example(([0, 0, 1, 0, 0], [1, 334, 1, 1, 1]))
def test_groups_hold_areas_that_are_all_alike_and_leave_none_out(
    table: tuple[list[int], list[int]],
) -> None:
    ranks = simulate_ranks(*table, areas=names(len(table[0])), draws=400)
    assert {area for group in ranks.groups for area in group} == set(ranks.areas)
    alike = {
        name: {other for other, chance in zip(ranks.areas, row, strict=True) if chance >= 0.025}
        for name, row in dict(zip(ranks.areas, ranks.probability_higher, strict=True)).items()
    }
    for one, other in itertools.combinations(ranks.areas, 2):
        together = any({one, other} <= set(group) for group in ranks.groups)
        assert together == (other in alike[one] and one in alike[other])
    for group in ranks.groups:
        assert not [
            area
            for area in set(ranks.areas) - set(group)
            if all(area in alike[one] and one in alike[area] for one in group)
        ]


def test_two_hundred_areas_that_look_alike_are_one_group() -> None:
    """Without a pivot in the search for groups, this test would not end."""
    ranks = simulate_ranks([10] * 200, [60] * 200, areas=names(200), draws=500)
    assert max(len(group) for group in ranks.groups) > 100


def test_the_chance_of_being_higher_is_the_integral_over_both() -> None:
    ranks = simulate_ranks([30, 26], [200, 290], areas="AB", draws=200_000)
    exact, _ = quad(lambda x: beta(30.5, 170.5).pdf(x) * beta(26.5, 264.5).cdf(x), 0, 1)
    assert ranks.probability_higher[0][1] == pytest.approx(exact, abs=0.004)


def test_a_small_area_can_sit_in_two_groups_and_a_seed_gives_the_same_ranks() -> None:
    first, again, other = (
        simulate_ranks([400, 6, 200], [1000, 20, 1000], areas=["A", "small", "B"], seed=seed)
        for seed in (1, 1, 2)
    )
    assert first.groups == (("A", "small"), ("small", "B")) and first == again != other
