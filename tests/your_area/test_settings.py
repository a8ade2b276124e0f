"""What a learner says about a table is checked before it changes a count, and is obeyed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.your_area import Reading, open_table

COUNTS = b"Area,Year,Newborns\nA,2018/19,30\nA,2019/20,40\n"
BABIES = b"Area,Year,Age in days\nA,2019/20,3\nA,2019/20,10\nA,2019/20,200\n"
DATED = b"Area,DOB,Issue date,First hearing\nA,2019-03-01,2019-03-05,2019-03-08\n"


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"year": "Financial"}, "Did you mean 'financial'"),
        ({"year": None}, "Give one kind of year"),
        ({"dates": "day-first"}, "Did you mean 'day first'"),
        ({"newborn_days": 0}, "Choose a whole number from 1 to 364"),
        ({"newborn_days": 365}, "Choose a whole number from 1 to 364"),
        ({"newborn_days": 13.5}, "Choose a whole number"),
        ({"newborn_days": True}, "Choose a whole number"),
        ({"births": {("A", "2019/20"): 0}}, "Give a whole number above zero"),
        ({"births": {("A", "2019/20"): -9000}}, "Give a whole number above zero"),
        ({"births": {"A": 9000}}, "by area and period"),
        ({"newborn_day": 7}, "Did you mean 'newborn_days'"),
    ],
)
def test_a_setting_that_cannot_be_says_what_to_choose(said: dict[str, Any], match: str) -> None:
    for content in (COUNTS, BABIES):
        with pytest.raises(PackError, match=match):
            open_table(content, "x.csv", **said)
        with pytest.raises(PackError, match=match):
            open_table(content, "x.csv").confirm(**said)


@pytest.mark.parametrize("content", [COUNTS, BABIES])
def test_births_of_an_area_or_period_that_is_not_counted_are_not_passed_over(
    content: bytes,
) -> None:
    for key, match in (
        (("a", "2019/20"), "There is no area 'a'. Did you mean 'A'"),
        (("A", "2019-20"), "There is no period '2019-20'. Did you mean '2019/20'"),
    ):
        with pytest.raises(PackError, match=match):
            open_table(content, "x.csv").confirm(births={key: 9000})
        with pytest.raises(PackError, match=match):
            open_table(content, "x.csv", births={key: 9000}).confirm()
    counts = open_table(content, "x.csv").confirm(births={("A", "2019/20"): np.int64(9000)}).counts
    assert counts.births[0, -1] == 9000


def test_births_that_no_longer_fit_are_named_and_can_be_left_out() -> None:
    first = open_table(DATED, "x.csv").confirm()
    (area,), (period,) = first.counts.areas, first.counts.periods
    reading = first.confirm(births={(area, period): 9000})
    with pytest.raises(PackError, match=r"live births that you gave .* births=\{\} to leave"):
        reading.confirm(year="calendar")
    assert reading.confirm(year="calendar", births={}).counts.periods == ("2019",)


@given(st.integers(1, 364), st.integers(1, 364))
@settings(deadline=None)
def test_newborns_are_never_more_than_infants(days: int, age: int) -> None:
    text = f"Area,Year,Age in days\nA,2019/20,0\nA,2019/20,{age}\nA,2019/20,364\n"
    counts = open_table(text.encode(), "x.csv").confirm(newborn_days=days).counts
    assert counts.values[0, 0].tolist() == [3, 1 + (age < days)]


def test_a_column_that_is_cleared_may_be_named_without_a_bracket() -> None:
    assert open_table(COUNTS, "x.csv", not_personal="Area").settings.not_personal == ("Area",)


@pytest.mark.parametrize(
    ("period", "year"),
    [("2019/20", "financial"), ("2019", "calendar"), ("2019/20 Q1", "as given")],
)
@pytest.mark.parametrize("said", ["financial", "calendar"])
def test_the_periods_of_a_table_say_which_kind_of_year_they_are(
    period: str, year: str, said: str
) -> None:
    for content in (COUNTS.replace(b"A,2018/19,30\n", b""), BABIES):
        named = content.replace(b"2019/20", period.encode())
        assert open_table(named, "x.csv").confirm(year=said).counts.year == year


@pytest.mark.parametrize("said", ["financial", "calendar"])
def test_dates_of_issue_are_gathered_as_the_learner_says(said: str) -> None:
    assert open_table(DATED, "x.csv").confirm(year=said).counts.year == said


BAD_AGES = (
    "Area,Issue date,DOB,Age in days,First hearing\n"
    "A,2019-03-05,2019-03-09,-4,2019-03-08\n"
    "A,2019-03-05,soon,3 months,2019-03-08\n"
    "A,2019-03-05,2019-03-01,9999,2019-03-08\n"
    "A,2019-03-05,2019-03-01,9,2019-03-08\n"
    "A,2019-03-05,,,2019-03-08\n"
)
ABOUT_AGES = {
    "born-after-issue", "born-after-hearing", "negative", "not-a-date", "not-days", "age-in-years",
    "age-disagrees", "blank-cells",
}  # fmt: skip


def kinds(reading: Reading) -> set[str]:
    return {problem.kind for problem in reading.problems}


def test_where_every_row_is_a_newborn_no_age_is_said_to_leave_one_out() -> None:
    reading = open_table(BAD_AGES.encode(), "x.csv")
    assert kinds(reading) >= ABOUT_AGES
    every = reading.confirm(all_newborns=True)
    assert kinds(every) & ABOUT_AGES == set()
    assert not any("in no count" in problem.does for problem in every.problems)
    assert every.counts.values[0, 0, 0] == 5
    noted = [p.column for p in every.problems if p.kind == "ages-not-used"]
    assert sorted(noted) == ["Age in days", "DOB"]


def test_a_date_of_birth_without_a_date_of_issue_is_enough_where_every_row_is_a_newborn() -> None:
    text = b"Area,Year,DOB,Days of notice\nA,2019/20,2019-05-01,3\n"
    reading = open_table(text, "x.csv")
    assert "no-issue-column" in kinds(reading) and not reading.ready
    # One newborn, whose notice is known and short, but three days are no emergency.
    assert reading.confirm(all_newborns=True).counts.values.tolist() == [[[1, 1, 1, 0, 0]]]


def test_a_fault_of_a_row_that_is_left_out_is_not_listed_without_a_row() -> None:
    text = b"Area,Year,Newborns\nA,2019/20,30\nArea,Year,Newborns\nB,2019/20,40\nTotal,,many\n"
    for problem in open_table(text, "x.csv").problems:
        assert problem.count or problem.level in ("note", "stops"), problem
