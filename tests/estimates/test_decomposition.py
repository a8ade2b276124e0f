"""Kitagawa's decomposition: a published example, and that the parts add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from born_into_care.estimates import decompose

COUNTS = st.integers(0, 10_000)
BIRTHS = st.integers(1, 1_000_000)


def test_das_gupta_printed_these_parts() -> None:
    """Das Gupta 1993 (US Bureau of the Census, P23-186), table 2.1: a product of two factors.

    Mean earnings of all persons are earnings of earners (10,930 and 16,591) times the share who
    earn (0.717892 and 0.825366); the parts of the difference are 4,368 and 1,479.
    """
    share0, share1, earnings0, earnings1 = 717_892, 825_366, 10_930, 16_591
    found = decompose(earnings0 * share0, share0, earnings1 * share1, share1)
    assert round(found.from_incidence / 1e6) == 4_368
    assert round(found.from_births / 1e6) == 1_479


@given(COUNTS, BIRTHS, COUNTS, BIRTHS)
def test_the_parts_add_up_to_the_change(c0: int, b0: int, c1: int, b1: int) -> None:
    found = decompose(c0, b0, c1, b1)
    assert found.change == c1 - c0
    scale = abs(found.from_births) + abs(found.from_incidence)
    assert abs(found.from_births + found.from_incidence - found.change) <= 1e-12 * scale


@given(COUNTS, BIRTHS, COUNTS, BIRTHS)
def test_going_back_undoes_each_part(c0: int, b0: int, c1: int, b1: int) -> None:
    there, back = decompose(c0, b0, c1, b1), decompose(c1, b1, c0, b0)
    assert there.from_births == -back.from_births
    assert there.from_incidence == -back.from_incidence


def test_fewer_births_and_more_babies_pull_apart_in_england() -> None:
    england = decompose(2425, 694_241, 2914, 610_505)
    assert england.from_births < 0 < england.change < england.from_incidence
