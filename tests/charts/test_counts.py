"""The published counts with their births, against the evidence."""

from born_into_care import evidence
from born_into_care.charts.counts import counts


def test_both_nations_are_added_up_and_called_derived() -> None:
    both = counts("England and Wales")
    assert [count.babies for count in both] == [2570, 3117, 3155]
    assert all(count.standing.startswith("derived by us") for count in both)
    assert [evidence.derivation(count.sources[0]).value for count in both] == [2570, 3117, 3155]
