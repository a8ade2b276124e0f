"""An interval where the number behind a figure is known, and nowhere else."""

from __future__ import annotations

import pytest

from born_into_care import evidence
from born_into_care.charts.intervals import figure_interval
from born_into_care.estimates import Interval, NoInterval
from tests.support import exact

# The figures whose denominator is published or derived; a change to this list is a decision.
KNOWN = {
    *[name for name in evidence.figures()["figure_id"] if name.startswith("newborns-")],
    "incidence-england-2012-13",
    "incidence-england-2019-20",
    "incidence-wales-2012-13",
    "incidence-wales-2019-20",
    "short-notice-england-2019-20",
    "short-notice-wales-2019-20",
    "same-day-north-east-2019-20",
    "same-day-london-2019-20",
    "mothers-england-cp-10yr",
    "mothers-england-cp-10yr-15-19",
} - {"newborns-england-wales-2022-23"}


def test_no_figure_has_an_interval_without_a_denominator() -> None:
    found = {
        name
        for name in evidence.figures()["figure_id"]
        if isinstance(figure_interval(evidence.figure(name)).interval, Interval)
    }
    assert found <= KNOWN
    assert {"incidence-north-east-2019-20", "incidence-london-2019-20"}.isdisjoint(found)
    assert {"short-notice-england-2019-20", "same-day-london-2019-20"} <= found


@pytest.mark.parametrize("name", list(evidence.figures()["figure_id"]))
def test_a_figure_without_one_says_why(name: str) -> None:
    found = figure_interval(evidence.figure(name)).interval
    if isinstance(found, NoInterval):
        assert found.reason and found.reason[0].islower()
    else:
        assert found.low <= found.value <= found.high


def test_a_published_interval_is_taken_as_published() -> None:
    found = figure_interval(evidence.figure("mothers-england-cp-10yr")).interval
    assert isinstance(found, Interval)
    assert (found.low, found.value, found.high) == (1.29, 1.31, 1.32)
    assert found.method == "95% interval as published"


def test_a_rate_has_the_limits_of_its_count() -> None:
    found = figure_interval(evidence.figure("incidence-wales-2019-20")).interval
    assert isinstance(found, Interval)
    low, high = exact.poisson(203)
    assert found.low == pytest.approx(10_000 * low / 29_704)
    assert found.high == pytest.approx(10_000 * high / 29_704)


def test_an_approximate_share_says_what_it_is_over() -> None:
    found = figure_interval(evidence.figure("same-day-london-2019-20")).interval
    assert isinstance(found, Interval)
    assert "about 290 babies" in found.note
    low, _ = exact.wilson(0.085, 290)
    assert found.low == pytest.approx(100 * low)


def test_a_share_that_no_count_gives_says_that_its_base_may_be_another() -> None:
    wales = figure_interval(evidence.figure("short-notice-wales-2019-20")).interval
    assert isinstance(wales, Interval)
    assert "No whole number out of 203 or 241 rounds to the published share" in wales.note
    england = figure_interval(evidence.figure("short-notice-england-2019-20")).interval
    assert isinstance(england, Interval)
    assert "No whole number" not in england.note
