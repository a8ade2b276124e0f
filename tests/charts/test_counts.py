"""The published counts with their births, against the evidence."""

from born_into_care import evidence
from born_into_care.charts.counts import changes, counts


def test_both_nations_are_added_up_and_called_derived() -> None:
    both = counts("England and Wales")
    assert [count.babies for count in both] == [2570, 3117, 3155]
    assert all(count.standing.startswith("derived by us") for count in both)
    assert [evidence.derivation(count.sources[0]).value for count in both] == [2570, 3117, 3155]


def test_a_change_is_from_the_earlier_to_each_later_count_and_no_region_has_one() -> None:
    pairs = [(change.first.babies, change.last.babies) for change in changes("Wales")]
    assert pairs == [(145, 203), (145, 241)]
    assert [changes(area) for area in evidence.REGIONS] == [()] * 9
