"""Days counted up: against the cohort, and against the published shares that it is held to."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from born_into_care import evidence
from born_into_care.charts.notice import notice_days
from born_into_care.errors import PackError
from born_into_care.evidence.illustrative import cohort_rows
from born_into_care.paths import data_folder
from tests.support.sentences import faults
from tests.support.traces import named

STEPS = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))


@pytest.mark.parametrize("place", evidence.NATIONS)
def test_a_line_counts_the_babies_of_the_cohort_up(place: str) -> None:
    table = pd.DataFrame(cohort_rows())
    days = table[
        (table["period"] == "2019/20") & ((table["area"] == "Wales") == (place == "Wales"))
    ]
    waited = days["illustrative_days_to_first_hearing"]
    (line,) = named(notice_days(), f"Illustrative: {place}")
    assert line["x"] == list(range(31))
    assert line["y"] == [
        pytest.approx(100 * (waited <= day).mean(), abs=0.006) for day in range(31)
    ]
    assert line["line"]["shape"] == "hv"


def test_the_lines_differ_by_their_dashes() -> None:
    dashes = {line["line"]["dash"] for line in named(notice_days(), "Illustrative: ")}
    assert len(dashes) == 2


def test_published_shares_stand_where_they_belong() -> None:
    chart = notice_days()
    found = {trace["name"]: (trace["x"], trace["y"]) for trace in named(chart, "Published: ")}
    assert found == {
        "Published: England, 86.3%": ([6], [86.3]),
        "Published: Wales, 74.8%": ([6], [74.8]),
        "Published: both, one in six": ([0], [pytest.approx(100 / 6, abs=1e-3)]),
    }


@pytest.mark.parametrize("place", evidence.NATIONS)
def test_the_cohort_meets_the_published_share_to_the_nearest_baby(place: str) -> None:
    (line,) = named(notice_days(), f"Illustrative: {place}")
    published = evidence.figure(f"short-notice-{place.casefold()}-2019-20").value
    babies = {"England": 2914, "Wales": 203}[place]
    assert line["y"][6] == pytest.approx(published, abs=100 / babies)


def test_the_whole_chart_says_that_it_is_illustrative() -> None:
    chart = notice_days()
    assert chart.illustrative and "illustrative" in chart.title


@pytest.mark.parametrize("days", range(31))
def test_what_a_parent_may_do_is_that_of_the_last_step_reached(days: int) -> None:
    step = [one for one in STEPS["steps"] if one["from_days"] <= days][-1]
    assert f"a parent may {step['may']}; they may not be able to {step['may_not']}." in (
        notice_days(days=days).description
    )


def test_the_steps_rise_from_the_day_itself_and_read_aloud() -> None:
    starts = [one["from_days"] for one in STEPS["steps"]]
    assert starts == sorted(set(starts)) and starts[0] == 0
    for one in STEPS["steps"]:
        assert faults(f"A parent may {one['may']}.") == []
        assert faults(f"They may not be able to {one['may_not']}.") == []
    assert "not measured" in STEPS["note"]
    for name in STEPS["sources"]:
        assert evidence.source(name)


def test_one_day_is_one_day() -> None:
    assert "within 1 day," in notice_days(days=1).sentence
    assert "on the day of the application" in notice_days(days=0).sentence


@pytest.mark.parametrize("days", [-1, 31])
def test_days_outside_the_cohort_are_refused(days: int) -> None:
    with pytest.raises(PackError, match="0 to 30"):
        notice_days(days=days)
