"""The published counts with their births, against the evidence."""

from born_into_care import evidence
from born_into_care.charts.counts import changes, counts


def test_each_count_has_the_births_of_the_year_in_which_it_starts() -> None:
    found = [
        (count.period, count.version, count.babies, count.births)
        for nation in evidence.NATIONS
        for count in counts(nation)
    ]
    assert found == [
        ("2012/13", "", 2425, 694_241),
        ("2019/20", "", 2914, 610_505),
        ("2012/13", "", 145, 35_238),
        ("2019/20", "203", 203, 29_704),
        ("2019/20", "241", 241, 29_704),
    ]


def test_both_nations_are_added_up_and_called_derived() -> None:
    both = counts("England and Wales")
    assert [count.babies for count in both] == [2570, 3117, 3155]
    assert all(count.standing.startswith("derived by us") for count in both)
    assert [evidence.derivation(count.sources[0]).value for count in both] == [2570, 3117, 3155]


def test_a_change_is_from_the_earlier_to_each_later_count_and_no_region_has_one() -> None:
    pairs = [(change.first.babies, change.last.babies) for change in changes("Wales")]
    assert pairs == [(145, 203), (145, 241)]
    assert [changes(area) for area in evidence.REGIONS] == [()] * 9
