"""The published counts with their births, against the evidence."""

from __future__ import annotations

import pytest

from born_into_care import evidence
from born_into_care.charts.counts import changes, counts


def test_each_count_has_the_births_of_the_year_in_which_it_starts() -> None:
    assert [(one.period, one.babies, one.births) for one in counts("England")] == [
        ("2012/13", 2425, 694_241),
        ("2019/20", 2914, 610_505),
    ]


def test_wales_has_two_counts_for_2019_20_that_are_drawn_differently() -> None:
    _, first, second = counts("Wales")
    assert (first.babies, first.version, second.babies, second.version) == (203, "203", 241, "241")
    assert first.kind.symbol != second.kind.symbol


def test_both_nations_are_added_up_and_called_derived() -> None:
    assert [one.babies for one in counts("England and Wales")] == [2570, 3117, 3155]
    for one in counts("England and Wales"):
        assert one.standing.startswith("derived by us")
        assert evidence.derivation(one.sources[0]).value == one.babies


@pytest.mark.parametrize("area", evidence.REGIONS)
def test_no_region_has_a_count(area: str) -> None:
    assert counts(area) == () and changes(area) == ()


def test_a_change_is_from_the_earlier_to_each_later_count() -> None:
    assert [(first.babies, last.babies) for first, last in changes("Wales")] == [
        (145, 203),
        (145, 241),
    ]
