"""Rules for a table with one row for each baby: what can't be true, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.checking import Mask, at_least, at_most, broken
from born_into_care.your_area.counts import Settings
from born_into_care.your_area.grouping import rows_of
from born_into_care.your_area.problems import Level, Problem
from born_into_care.your_area.raw import Column
from born_into_care.your_area.values import Read

Numbers = npt.NDArray[np.float64]

AGES = ("age_days", "birth_date")
"""Roles that give an age; nobody looks at them where every row is said to be a newborn."""
_FEBRUARIES = np.array(
    [(date(year, 2, 29) - date(1970, 1, 1)).days for year in range(1972, 2100, 4)], dtype=np.float64
)

THEN = {
    "issue_date": ", so they are in no count: it can't be told when they belong",
    "hearing_date": "; the babies are counted, their notice is not",
    "notice_days": "; the babies are counted, their notice is not",
    "age_days": ", so they are in no count: it can't be told whether they are newborn",
    "birth_date": ", so they are in no count: it can't be told whether they are newborn",
}
"""What follows where a value can't be read."""

_RULES: dict[str, tuple[Level, str, str, str, str]] = {
    # kind: (weight, role that is named, what is wrong, what is done, remedy)
    "hearing-before-issue": (
        "left out", "hearing_date", "The first hearing comes before the date of issue.",
        "The notice of these rows is taken as not known; the babies are still counted.",
        "Check both dates; a day and a month may be swapped.",
    ),
    "negative-notice": (
        "left out", "notice_days", "The days of notice are below zero.",
        "The notice of these rows is taken as not known; the babies are still counted.",
        "Count the days from the date of issue to the first hearing again.",
    ),
    "very-long-notice": (
        "note", "hearing_date", "The first hearing comes more than a year after the date of issue.",
        "The rows are counted as they stand.", "Check the years of both dates.",
    ),
    "born-after-issue": (
        "left out", "birth_date", "The date of birth comes after the date of issue.",
        "The age is taken as not known, so these rows are in no count.",
        "Check both dates: proceedings can be issued only after a birth.",
    ),
    "born-after-hearing": (
        "left out", "birth_date", "The date of birth comes after the first hearing.",
        "The age is taken as not known, so these rows are in no count.",
        "Check both dates.",
    ),
    "negative-age": (
        "left out", "age_days", "The age in days is below zero.",
        "The age is taken as not known, so these rows are in no count.",
        "Check the age: the day of birth is day 0.",
    ),
    "age-in-years": (
        "note", "age_days", "The age is that of an adult, if it is in days.",
        "The rows are counted as they stand: no row of one year or older is an infant.",
        "Check that the column holds days.",
    ),
    "notice-disagrees": (
        "changed", "notice_days", "The days of notice differ from those between the two dates.",
        "The two dates are used.", "Check the rows, or take one of the columns out of the match.",
    ),
    "age-disagrees": (
        "changed", "age_days", "The age in days differs from that between birth and issue.",
        "The two dates are used.", "Check the rows, or take one of the columns out of the match.",
    ),
}  # fmt: skip


def derived(read: Mapping[str, Read], length: int) -> dict[str, Numbers]:
    """Give dates, ages and notice as numbers, and the differences that the rules look at.

    Parameters:
        read: role to what was read of its column.
        length: how many rows there are.
    """
    values = {role: what.values for role, what in read.items()}
    unknown = np.full(length, np.nan)
    issue, hearing = values.get("issue_date", unknown), values.get("hearing_date", unknown)
    birth = values.get("birth_date", unknown)
    between, lived = hearing - issue, issue - birth
    out = dict(values)
    out["between"], out["lived"], out["hearing_age"] = between, lived, hearing - birth
    if "notice_days" in values:
        out["notice_gap"] = np.abs(values["notice_days"] - between)
    if "age_days" in values:
        out["age_gap"] = np.abs(values["age_days"] - lived)
    return out


def broken_rules(
    values: Mapping[str, Numbers],
    mapping: Mapping[str, str],
    rows: npt.NDArray[np.int32],
    settings: Settings,
) -> Iterator[Problem]:
    """Give each rule that rows break, with the rows; none about ages that are not looked at.

    Parameters:
        values: what `derived` gives.
        mapping: role to heading.
        rows: the spreadsheet number of each row.
        settings: what the learner has said.
    """
    rules = (
        at_least("hearing-before-issue", "between", 0),
        at_least("negative-notice", "notice_days", 0),
        at_most("very-long-notice", "between", 366),
        at_least("born-after-issue", "lived", 0),
        at_least("born-after-hearing", "hearing_age", 0),
        at_least("negative-age", "age_days", 0),
        at_most("age-in-years", "age_days", 19 * 366),
        at_most("notice-disagrees", "notice_gap", 0),
        at_most("age-disagrees", "age_gap", 0),
    )
    kept = [r for r in rules if not (settings.all_newborns and _RULES[r.name][1] in AGES)]
    for kind, mask in broken(values, kept).items():
        level, role, says, does, remedy = _RULES[kind]
        first, count = rows_of(mask, rows)
        yield Problem(
            kind, level, says, does, remedy, column=mapping.get(role, ""), rows=first, count=count
        )


def sound(values: Mapping[str, Numbers]) -> tuple[Numbers, Numbers]:
    """Give age and notice in days, not a number where they are missing or can't be true."""
    age = _first_known(values["lived"], values.get("age_days"))
    notice = _first_known(values["between"], values.get("notice_days"))
    impossible = (values["lived"] < 0) | (values["hearing_age"] < 0) | (age < 0)
    return (
        np.where(impossible, np.nan, age),
        np.where((values["between"] < 0) | (notice < 0), np.nan, notice),
    )


def _first_known(first: Numbers, second: Numbers | None) -> Numbers:
    return first if second is None else np.where(np.isnan(first), second, first)


def blank_cells(
    columns: Mapping[str, Column],
    age: Numbers,
    notice: Numbers,
    rows: npt.NDArray[np.int32],
    settings: Settings,
) -> Iterator[Problem]:
    """Give the cells that hold nothing, column by column."""
    does = {
        "issue_date": "They are in no count, because it can't be told when they belong.",
        "hearing_date": "The babies are counted; their notice is taken as not known.",
        "notice_days": "The babies are counted; their notice is taken as not known.",
        "age_days": "They are in no count, because it can't be told whether they are newborn.",
        "birth_date": "They are in no count, because it can't be told whether they are newborn.",
        "period": "They are in no count, because it can't be told when they belong.",
    }
    for role, text in does.items():
        if role not in columns:
            continue
        blank = columns[role].blank
        if role in ("hearing_date", "notice_days"):
            blank = blank & np.isnan(notice)
        if role in AGES:
            blank = blank & np.isnan(age)
            if settings.all_newborns:
                continue
        if role == "period" and "issue_date" in columns:
            continue
        if blank.any():
            first, count = rows_of(blank, rows)
            yield Problem(
                "blank-cells", "left out" if "no count" in text else "note",
                "The cells are blank.", text, "Fill them in where the value is known.",
                column=columns[role].name, rows=first, count=count,
            )  # fmt: skip
            if blank.all():
                yield Problem(
                    "blank-column", "note", "The whole column is blank.",
                    "What it would give is not counted.",
                    "If it holds formulas in a spreadsheet, open it there, save it and read it "
                    "again.",
                    column=columns[role].name, rows=(), count=0,
                )  # fmt: skip


def under_one(age: Numbers, values: Mapping[str, Numbers]) -> Mask:
    """Give who is under one year old: fewer than 365 days, a 29 February in them not counted."""
    issue = values.get("issue_date", np.full(len(age), np.nan))
    leap = np.searchsorted(_FEBRUARIES, issue, side="right") - np.searchsorted(
        _FEBRUARIES, issue - age, side="right"
    )
    return np.asarray(age - np.where(np.isnan(issue), 0, leap) < 365, dtype=bool)
