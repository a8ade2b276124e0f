"""Rank uncertainty: chances worked out another way, and what must always hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, gamma

from born_into_care.errors import PackError
from born_into_care.estimates import simulate_ranks


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    n = draw(st.lists(st.integers(1, 2_000), min_size=1, max_size=10))
    return [draw(st.integers(0, number)) for number in n], n


@settings(max_examples=40)
@given(tables())
def test_ranks_are_a_full_set_of_chances(table: tuple[list[int], list[int]]) -> None:
    ranks = simulate_ranks(*table, draws=400)
    chances = np.array(ranks.probability_of_rank)
    assert chances.sum(axis=0) == pytest.approx(np.ones(len(table[0])))
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(table[0])))
    assert ranks.probability_of_first == tuple(chances[:, 0])
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
    ranks = simulate_ranks(*table, draws=400)
    assert {area for group in ranks.groups for area in group} == set(ranks.areas)
    for group in ranks.groups:
        for one, other in itertools.combinations(group, 2):
            assert other in ranks.alike(one)
        outside = set(ranks.areas) - set(group)
        assert not [area for area in outside if set(group) <= set(ranks.alike(area))]
    for one, other in itertools.combinations(ranks.areas, 2):
        together = any({one, other} <= set(group) for group in ranks.groups)
        assert together == (other in ranks.alike(one)) == (one in ranks.alike(other))


def test_the_chance_of_being_higher_is_the_integral_over_both() -> None:
    ranks = simulate_ranks([30, 26], [200, 290], draws=200_000)
    one, other = beta(30.5, 170.5), beta(26.5, 264.5)
    exact, _ = quad(lambda share: one.pdf(share) * other.cdf(share), 0, 1)
    assert ranks.probability_higher[0][1] == pytest.approx(exact, abs=0.004)
    assert ranks.probability_of_first[0] == pytest.approx(exact, abs=0.004)


def test_the_chance_of_a_higher_rate_is_the_integral_over_both() -> None:
    births = [25_742, 29_704]
    ranks = simulate_ranks([210, 203], births, kind="rate", draws=200_000)
    one = gamma(210.5, scale=10_000 / births[0])
    other = gamma(203.5, scale=10_000 / births[1])
    exact, _ = quad(lambda rate: one.pdf(rate) * other.cdf(rate), 40, 140)
    assert ranks.probability_higher[0][1] == pytest.approx(exact, abs=0.004)


def test_equal_areas_share_every_rank() -> None:
    ranks = simulate_ranks([20] * 5, [100] * 5, draws=50_000)
    assert np.array(ranks.probability_of_rank) == pytest.approx(np.full((5, 5), 0.2), abs=0.012)
    assert ranks.observed_rank == (1, 1, 1, 1, 1)
    assert ranks.groups == (("1", "2", "3", "4", "5"),)


def test_areas_far_apart_keep_their_ranks() -> None:
    ranks = simulate_ranks([100, 500, 900], [1000] * 3, areas=["low", "middle", "high"])
    assert ranks.median_rank == ranks.low_rank == ranks.high_rank == ranks.observed_rank
    assert ranks.median_rank == (3, 2, 1)
    assert ranks.groups == (("high",), ("middle",), ("low",))
    assert ranks.alike("middle") == ()


def test_a_small_area_can_sit_in_two_groups() -> None:
    ranks = simulate_ranks([400, 6, 200], [1000, 20, 1000], areas=["A", "small", "B"])
    assert ranks.groups == (("A", "small"), ("small", "B"))
    assert ranks.alike("small") == ("A", "B")


def test_a_higher_level_widens_the_rank_interval() -> None:
    counts, n = [60, 55, 50, 45, 40], [250] * 5
    narrow, wide = (simulate_ranks(counts, n, level=level) for level in (0.5, 0.99))
    widths = [
        [high - low for low, high in zip(one.low_rank, one.high_rank, strict=True)]
        for one in (narrow, wide)
    ]
    assert sum(widths[1]) > sum(widths[0])


def test_the_same_seed_gives_the_same_ranks_and_another_does_not() -> None:
    counts, n = [60, 55, 50], [250] * 3
    assert simulate_ranks(counts, n) == simulate_ranks(counts, n)
    assert simulate_ranks(counts, n, seed=1) != simulate_ranks(counts, n, seed=2)


def test_two_hundred_areas_that_look_alike_are_one_group() -> None:
    """Without a pivot in the search for groups, this test would not end."""
    ranks = simulate_ranks([10] * 200, [60] * 200, draws=500)
    assert max(len(group) for group in ranks.groups) > 100


def test_the_table_has_a_row_for_each_area() -> None:
    table = simulate_ranks([30, 26], [200, 290], areas=["A", "B"]).table()
    assert table["area"].tolist() == ["A", "B"]
    assert table["observed_rank"].tolist() == [1, 2]
    assert table["value"].tolist() == [30 / 200, 26 / 290]


@pytest.mark.parametrize(
    ("counts", "n", "choices", "words"),
    [
        ([1, 2], [5], {}, "2 counts and 1 numbers"),
        ([], [], {}, "one count and one number"),
        ([6], [5], {}, "more than all of them"),
        ([1], [0], {}, "nothing to divide by"),
        ([1], [0], {"kind": "rate"}, "live births is zero"),
        ([float("nan")], [5], {}, "missing"),
        ([1], [5], {"kind": "count"}, "There is no kind of value to rank 'count'"),
        ([1], [5], {"draws": 0}, "At least one draw"),
        ([1, 2], [5, 5], {"areas": ["A", "A"]}, "1 different names for 2 areas"),
    ],
)
def test_impossible_tables_are_refused_in_words(
    counts: list[float], n: list[float], choices: dict[str, object], words: str
) -> None:
    with pytest.raises(PackError, match=words):
        simulate_ranks(counts, n, **choices)  # type: ignore[arg-type]


def test_an_unknown_area_is_answered_with_those_that_exist() -> None:
    with pytest.raises(PackError, match="You can choose A or B"):
        simulate_ranks([1, 2], [5, 5], areas=["A", "B"]).alike("C")
