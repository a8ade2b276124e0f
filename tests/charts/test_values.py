"""An interval where the number behind a figure is known, and nowhere else."""

from born_into_care import evidence
from born_into_care.charts.values import counts, figure_value
from born_into_care.estimates import Interval, NoInterval

# The figures whose denominator is published or derived; a change to this list is a decision.
WITH_INTERVAL = {
    "incidence-england-2012-13",
    "incidence-england-2019-20",
    "incidence-wales-2012-13",
    "incidence-wales-2019-20",
    "mothers-england-cp-10yr",
    "mothers-england-cp-10yr-15-19",
    "newborns-england-2007-08",
    "newborns-england-2007-17",
    "newborns-england-2012-13",
    "newborns-england-2016-17",
    "newborns-england-2019-20",
    "newborns-wales-2012-13",
    "newborns-wales-2019-20-nfjo",
    "newborns-wales-2019-20-rip",
    "same-day-london-2019-20",
    "same-day-north-east-2019-20",
    "short-notice-england-2019-20",
    "short-notice-wales-2019-20",
}


def interval(name: str) -> Interval:
    found = figure_value(evidence.figure(name)).interval
    assert isinstance(found, Interval)
    return found


def test_figures_with_a_denominator_have_an_interval_and_the_others_say_why_not() -> None:
    found = {figure.id: figure_value(figure).interval for figure in evidence.all_figures()}
    assert {name for name, one in found.items() if isinstance(one, Interval)} == WITH_INTERVAL
    reasons = [one.reason for one in found.values() if isinstance(one, NoInterval)]
    assert all(reason and reason[0].islower() for reason in reasons)


def test_a_published_interval_is_taken_as_published() -> None:
    found = interval("mothers-england-cp-10yr")
    assert (found.low, found.value, found.high) == (1.29, 1.31, 1.32)
    assert found.method == "95% interval as published"


def test_a_share_that_no_count_gives_says_that_its_base_may_be_another() -> None:
    note = "No whole number out of 203 or 241 rounds to the published share"
    assert note in interval("short-notice-wales-2019-20").note
    assert "No whole number" not in interval("short-notice-england-2019-20").note


def test_both_nations_are_added_up_and_called_derived() -> None:
    both = counts("England and Wales")
    assert [count.babies for count in both] == [2570, 3117, 3155]
    assert all(count.standing.startswith("derived by us") for count in both)
    assert [evidence.derivation(count.sources[0]).value for count in both] == [2570, 3117, 3155]
