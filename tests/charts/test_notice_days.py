"""Days counted up: against the cohort, and against the published shares that it is held to."""

import json

import pytest

from born_into_care import evidence
from born_into_care.charts.notice_days import notice_days
from born_into_care.errors import PackError
from born_into_care.evidence.illustrative import cohort_rows
from born_into_care.paths import data_folder
from tests.support.sentences import faults
from tests.support.traces import named

GUIDANCE = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))


@pytest.mark.parametrize(("nation", "published"), [("England", 86.3), ("Wales", 74.8)])
def test_a_line_counts_the_cohort_up_and_meets_the_published_share(
    nation: str, published: float
) -> None:
    days = [
        row["illustrative_days_to_first_hearing"]
        for row in cohort_rows()
        if row["period"] == "2019/20" and (row["area"] == "Wales") == (nation == "Wales")
    ]
    (line,) = named(notice_days(), f"Illustrative: {nation}")
    wanted = [100 * sum(day <= last for day in days) / len(days) for last in range(31)]
    assert line["x"] == list(range(31)) and line["line"]["shape"] == "hv"
    assert line["y"] == pytest.approx(wanted, abs=0.006)
    # To the nearest baby.
    assert line["y"][6] == pytest.approx(published, abs=100 / len(days))


def test_published_shares_stand_where_they_belong() -> None:
    chart = notice_days()
    found = {trace["name"]: (trace["x"], trace["y"]) for trace in named(chart, "Published: ")}
    assert found == {
        "Published: England, 86.3%": ([6], [86.3]),
        "Published: Wales, 74.8%": ([6], [74.8]),
        "Published: both, one in six": ([0], [pytest.approx(100 / 6, abs=1e-3)]),
    }
    assert {line["line"]["dash"] for line in named(chart, "Illustrative: ")} == {"solid", "dash"}
    assert chart.illustrative and "illustrative" in chart.title


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


def test_one_day_is_one_day_and_days_outside_the_cohort_are_refused() -> None:
    assert "within 1 day," in notice_days(days=1).sentence
    assert "on the day of the application" in notice_days(days=0).sentence
    for days in (-1, 31, True):
        with pytest.raises(PackError, match="0 to 30"):
            notice_days(days=days)
