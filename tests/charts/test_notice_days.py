"""Days counted up: the band between published shares, and what a parent may have time for."""

import json

import pytest
from scipy.optimize import linprog

from born_into_care import evidence
from born_into_care.charts.notice_days import bound_share, notice_days
from born_into_care.paths import data_folder
from tests.support.sentences import faults
from tests.support.traces import named

GUIDANCE = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))


def test_the_band_holds_what_every_rising_share_through_the_published_ones_can_be() -> None:
    # The least and the most of each day under "never falls", as a linear program.
    rise = [[(day == at) - (day == at + 1) for day in range(31)] for at in range(30)]
    for days in (0, 1, 3, 5, 6, 7, 30):
        bounds = [(0.0, 100.0)] * 31
        bounds[0], bounds[6] = (100 / 6.5, 100 / 5.5), (85.37, 85.6)
        aim = [float(day == days) for day in range(31)]
        ends = [
            sign * linprog([sign * one for one in aim], A_ub=rise, b_ub=[0] * 30, bounds=bounds).fun
            for sign in (1, -1)
        ]
        assert bound_share(days) == pytest.approx(ends, abs=0.01)
    low_edge, high_edge = named(notice_days(), "Where the share must lie")
    assert low_edge["y"] == [round(bound_share(day)[0], 2) for day in range(31)]
    assert high_edge["y"] == [round(bound_share(day)[1], 2) for day in range(31)]
    assert low_edge["line"]["shape"] == "hv" and high_edge["fill"] == "tonexty"


def test_published_shares_stand_where_they_belong() -> None:
    chart = notice_days()
    found = {trace["name"]: (trace["x"], trace["y"]) for trace in named(chart, "Published: ")}
    assert found == {
        "Published: England, 86.3%": ([6], [86.3]),
        "Published: Wales, 74.8%": ([6], [74.8]),
        "Published: both, one in six": ([0], [pytest.approx(100 / 6, abs=1e-3)]),
    }
    assert chart.sentence.endswith("at least 15 and at most 86 were heard within 3 days.")
    assert "at least 85 and at most 100" in notice_days(days=30).sentence


def test_what_a_parent_may_do_is_that_of_the_last_step_reached() -> None:
    wrong = []
    for days in range(31):
        step = [step for step in GUIDANCE["steps"] if step["from_days"] <= days][-1]
        words = f"a parent may {step['may']}; they may not be able to {step['may_not']}."
        if words not in notice_days(days=days).description:
            wrong.append(days)
    assert wrong == []


def test_the_steps_rise_from_the_day_itself_and_read_aloud() -> None:
    starts = [step["from_days"] for step in GUIDANCE["steps"]]
    assert starts == sorted(set(starts)) and starts[0] == 0
    for step in GUIDANCE["steps"]:
        assert faults(f"A parent may {step['may']}.") == []
        assert faults(f"They may not be able to {step['may_not']}.") == []
    assert all(evidence.source(name) for name in GUIDANCE["sources"])


def test_one_day_is_one_day_and_none_is_the_day_itself() -> None:
    assert "within 1 day." in notice_days(days=1).sentence
    assert "on the day of the application" in notice_days(days=0).sentence
