"""The two layouts of a table, as schemas from which templates, dictionary and checks are made."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pandera.pandas as pa

from born_into_care.your_area.counts import LEVELS


@dataclass(frozen=True)
class Role:
    """What a column can be.

    Attributes:
        holds: "name", "date", "days", "count", "period" or "record".
        examples: invented values, one for each row of the filled template, parted by a bar.
        needed: whether a table must have it, in words.
    """

    key: str
    title: str
    meaning: str
    holds: str
    examples: str = "||"
    needed: str = "no"


def _role(key: str, title: str, meaning: str, holds: str, *rest: str) -> pa.Column:
    return pa.Column(
        float if holds in ("date", "days", "count") else None, title=title, description=meaning,
        metadata={"role": Role(key, title, meaning, holds, *rest)}, nullable=True, required=False,
        name=key,
    )  # fmt: skip


def _rule(text: str, holds: Callable[[pd.DataFrame], pd.Series], loses: str = "row") -> pa.Check:
    """A rule about a row; where it is broken, the row or its notice is lost, or the table stops."""
    return pa.Check(holds, error=text, title=loses, ignore_na=False)


def _is_part(whole: str, part: str) -> pa.Check:
    text = f"'{LEVELS[part]}' is larger than '{LEVELS[whole]}', of which it is a part"
    return _rule(text, lambda frame: ~(frame[whole] < frame[part]), "table")


def _schema(
    name: str, title: str, roles: tuple[pa.Column, ...], *rules: pa.Check
) -> pa.DataFrameSchema:
    return pa.DataFrameSchema({c.name: c for c in roles}, [*rules], name=name, title=title)


def today() -> float:
    """Return today in days since 1 January 1970; tests replace it."""
    return float((date.today() - date(1970, 1, 1)).days)


_YEAR = 366.0
_EARLIEST = float((date(1990, 1, 1) - date(1970, 1, 1)).days)
_AREA = _role(
    "area", "Area", "The local authority, region or nation; or a team or court area of your own.",
    "name", "Area A|Area A|Area B", "yes",
)  # fmt: skip
_PERIOD = (
    "period", "Period",
    "Financial year (2019/20), calendar year (2019), quarter (Q1 2019/20) or month (April 2019).",
    "period",
)  # fmt: skip
_QUARTER = _role(
    "quarter", "Quarter", "The quarter or month, where the year has a column of its own.", "period"
)
_COUNTED = (
    _role("infants", LEVELS["infants"],
          "Children under one year old in proceedings issued in the period.",
          "count", "160|150|70"),
    _role("newborns", LEVELS["newborns"],
          "How many of them were newborn on the date of issue.", "count", "44|41|22", "yes"),
    _role("notice_known", LEVELS["notice_known"],
          "Newborns with a date of issue and of first hearing.", "count", "43|41|22"),
    _role("short_notice", LEVELS["short_notice"],
          "Newborns first heard fewer than seven days after issue.", "count", "36|33|18"),
    _role("emergency", LEVELS["emergency"],
          "Newborns first heard fewer than three days after issue.", "count", "20|19|10"),
    _role("same_day", LEVELS["same_day"],
          "Newborns first heard on the day of issue.", "count", "8|7|7"),
    _role("births", "Live births", "Live births in the area in the matching year.", "count",
          "9100|9050|4000"),
)  # fmt: skip

BABIES = _schema(
    "babies", "one row for each baby",
    (
        _AREA,
        _role("issue_date", "Date of issue", "The day on which the court issued the application.",
              "date", "2019-05-03|2019-06-10|2019-06-21", "this or a period"),
        _role(*_PERIOD, "||", "this or a date of issue"),
        _QUARTER,
        _role("birth_date", "Date of birth",
              "The baby's. Used to work out the age, and never shown or written.", "date",
              "2019-05-01|2019-06-10|2019-06-01", "this or an age in days"),
        _role("age_days", "Age in days at issue",
              "The baby's age in whole days on the date of issue.", "days", "||",
              "this or a date of birth"),
        _role("hearing_date", "Date of first hearing",
              "The day of the first hearing of the application.", "date",
              "2019-05-08|2019-06-10|2019-07-01", "no; it gives the notice"),
        _role("notice_days", "Days of notice",
              "Whole days from the date of issue to the first hearing.", "days"),
        _role("record", "Record number",
              "A number of the baby or the case. Never shown or written.", "record", "R1|R2|R3"),
    ),
    _rule("a date is before 1990",
          lambda f: ~(f[["issue_date", "birth_date", "hearing_date"]] < _EARLIEST).any(axis=1)),
    _rule("the date of birth or of issue lies in the future",
          lambda f: ~(f[["issue_date", "birth_date"]] > today()).any(axis=1)),
    _rule("the age is below zero", lambda f: ~(f["age_days"] < 0)),
    _rule("the date of issue comes before the birth",
          lambda f: ~(f["issue_date"] < f["birth_date"])),
    _rule("the first hearing comes before the birth",
          lambda f: ~(f["hearing_date"] < f["birth_date"])),
    _rule("the age in days and the dates of birth and issue disagree",
          lambda f: ~((f["issue_date"] - f["birth_date"] - f["age_days"]).abs() > 0)),
    _rule("the first hearing comes before the date of issue",
          lambda f: ~(f["hearing_date"] < f["issue_date"]), "notice"),
    _rule("the first hearing comes over a year after the date of issue",
          lambda f: ~(f["hearing_date"] - f["issue_date"] > _YEAR), "notice"),
    _rule("the notice is below zero", lambda f: ~(f["notice_days"] < 0), "notice"),
    _rule("the days of notice and the dates of issue and hearing disagree",
          lambda f: ~((f["hearing_date"] - f["issue_date"] - f["notice_days"]).abs() > 0),
          "notice"),
)  # fmt: skip
COUNTS = _schema(
    "counts", "one row for each area and period",
    (
        _AREA, _role(*_PERIOD, "2018/19|2019/20|2019/20", "yes"), _QUARTER, *_COUNTED,
        _role("measure", "Measure", "What a row counts, where a column has several.", "name"),
        _role("unit", "Unit", "What numbers are given in; a share or rate is none.", "name"),
    ),
    _rule("a number is below zero",
          lambda f: ~(f[[column.name for column in _COUNTED]] < 0).any(axis=1)),
    _rule("there are fewer than five live births for each newborn",
          lambda f: ~(f["births"] < 5 * f["newborns"]), "table"),
    *(_is_part(whole, part) for whole, part in combinations(LEVELS, 2)),
)  # fmt: skip
LAYOUTS: Mapping[str, pa.DataFrameSchema] = {"babies": BABIES, "counts": COUNTS}
ROLES: Mapping[str, Role] = {
    key: column.metadata["role"]
    for schema in LAYOUTS.values()
    for key, column in schema.columns.items()
}  # fmt: skip
_NO_COUNT = "They are in no count."
QUESTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "layout": ("What is a row of the table?",
               {name: f"It is {schema.title}." for name, schema in LAYOUTS.items()}),
    "years-hold": ("What do the columns {columns} count?",
                   {column.name: f"{column.title}." for column in _COUNTED}),
    "hidden-rows": ("The workbook hides {rows:,} rows, filters them out or strikes them through.",
                    {"set-aside": _NO_COUNT, "use": "They are used like the others."}),
    "parts": ("At row {row} a new part of the sheet begins, after a blank row or a title.",
              {"same": "It is the same table, and counts the same.",
               "set-aside": "It is another table. From there on, rows are in no count."}),
    "others": ("Not read: {what}. Does any of it say that rows are of older babies, of another "
               "measure, part of a year, rates, thousands, estimates or not to be counted?",
               {"fine": "None of it does."}),
    "blank-areas": ("{rows:,} rows name no area.",
                    {"set-aside": _NO_COUNT,
                     "fill-down": "Each belongs to the area above it, as under merged cells."}),
    "areas": ("What are the areas in '{heading}'? {what}.",
              {"official": "Official places of one level. All other rows are in no count.",
               "own": "Areas of our own, such as teams or courts: none is a person's name, and no "
                      "row counts the babies of another. Totals and wider places are in no count.",
               "apart": "All are counted: none is a person's name, and no row counts the babies "
                        "of another."}),
    "people": ("Names in '{heading}' look like names of people, which must not be areas.",
               {"none": "None is the name of a person."}),
    "sums": ("Numbers that can be the sum of other rows: {where}.",
             {"set-aside": _NO_COUNT, "separate": "That is chance."}),
    "running": ("From one period to the next, numbers never fall within a year, as running totals "
                "(year to date) do. If they are, take from each the one before it.",
                {"no": "Each is of its own period alone."}),
    "period": ("Which period is the table of? Type it: --answer period=2019/20",
               {"not-stated": "One that it does not name."}),
    "period-is": ("What are the periods of this table?",
                  {"financial": "'2019 to 2020' or '2021' ends in March of its second year.",
                   "academic": "'2019 to 2020' is September 2019 to August 2020.",
                   "calendar": "'2019' is January to December 2019.",
                   "starts": "'2019' is April 2019 to March 2020.",
                   "ends": "'2019' is April 2018 to March 2019.",
                   "month": "'June 2019' is that month alone.",
                   "quarter": "'June 2019' is three months, of which it is the last.",
                   "year": "'June 2019' is twelve months, of which it is the last."}),
    "dates": ("Is the day or the month first in dates?",
              {"day-first": "03/05 is 3 May.", "month-first": "03/05 is 5 March."}),
    "rows-are": ("{rows:,} rows share their {what} with another.",
                 {"babies": "Each row is a baby; twins may share it.",
                  "hearings": "Rows that share it are one baby, with its first hearing."}),
    "measure": ("Which measure is the number of newborns?", {}),
}  # fmt: skip
"""What can be asked of a person: the question and its answers; none where they are free."""
STOPS: Mapping[str, str] = {
    "dates": "Dates are {fault}. Export the table anew, with dates as 2019-03-05.",
    "measure": "What is given here is a rate, a share or a forecast, no number. Choose a table of "
               "numbers.",
    "mostly-set-aside": "Most rows break a rule or can't be read. Check which column is what.",
    "no-counts": "No number of newborns could be read. Check the columns.",
    "no-newborns": "No baby is under {days} days old. Check the columns.",
    "not-numbers": "Here are percentages, parts of a whole or words, not whole numbers. Put them "
                   "right, or choose another column for '{title}', or none.",
    "period": "{fault} Write 2019/20, 2019, Q1 2019/20 or April 2019; years of one kind only.",
    "rule": "{rule}. Is it a percentage, or a slip? Put it right, or use no column for it.",
    "twice": "An earlier row gives that area and period. Keep one row: one sex, one age, one "
             "measure.",
    "years-as-areas": "Years stand among the areas, as in a compact pivot table. Give each row its "
                      "area and its period. Excel does it: Design, Report Layout, Show in Tabular "
                      "Form and Repeat All Item Labels.",
    "years-in-headings": "These headings hold years: {headings}. Make one row for each area and "
                         "year, with columns 'Area', 'Period' and 'Newborns'. Excel does it: Data, "
                         "From Table, Unpivot Columns.",
}  # fmt: skip
"""What has to be put right in the file, or by another choice of columns, and how."""
NOTES: Mapping[str, str] = {
    "incomplete": "Some months of {periods} are missing, so it is compared with nothing. If none "
                  "is: --answer whole-periods=yes",
    "not-needed": "These columns are not used: {headings}.",
    "marks": "Marks after {what} are read past.",
    "no-notice": "Short notice is not counted: no column gives first hearings. If one does: "
                 "--column hearing_date=HEADING",
    "not-known": "It can't be read, and is taken as not known.",
    "not-used": "It is not used as '{title}': most of its cells are no {values}",
    "notice-not-known": "{rule}: the babies are counted, their notice is not known.",
    "rows-alike": "They are like another row, as twins are, and counted.",
    "set-aside": "In no count: {reason}.",
    "sheet": "{text}",
}  # fmt: skip
"""What a person should know of a table that is counted."""
SETTINGS: Mapping[str, tuple[str, ...]] = {
    "area": (), "period": (), "measure": (), "newborn-days": tuple(map(str, range(1, 365))),
    "all-newborns": ("yes", "no"), "whole-periods": ("yes", "no"),
    "year": ("financial", "calendar"), "newborn": ("under-14", "under-7", "not-stated"),
}  # fmt: skip
"""What can be said unasked, with its values where they are fixed."""
ANSWERS = {key: tuple(options) for key, (_, options) in QUESTIONS.items()} | dict(SETTINGS)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER_DAYS = r"years?|yrs?|y|weeks?|wks?|w|months?|mths?|m|hours?|hrs?|h|minutes?"
_OTHER_UNITS = {
    "days": rf"{_OTHER_DAYS}|working",
    "birth_date": r"mothers?|fathers?|parents?|expected|due",
    "hearing_date": r"second|next|last|latest|final",
    "age_days": rf"{_OTHER_DAYS}|hearings?|orders?|referrals?|placements?|today|now|current"
    r"|mothers?|fathers?|parents?|siblings?",
    "count": r"per ?cents?|percentages?|pct|perc|rates?|proportions?|averages?|mean|median|ratios?"
    r"|cumulative|rolling|ytd|to date|thousands?|0{3}s|millions?|per|shares?|index|not|non"
    r"|excluding|excl|codes?|id|rank|score|change|difference|variance|growth|cum|running|avg"
    r"|hundreds?|forecasts?|projections?|projected|predicted|planned|targets?|budget(?:ed)?"
    r"|estimate[sd]?|snapshot|siblings?|unborn",
    "period": r"cumulative|rolling|ytd|to date",
}
"""Words of a heading by which a column can't be what a role holds."""


def broken_rules(
    layout: str, frame: pd.DataFrame
) -> Iterator[tuple[str, str, npt.NDArray[np.bool_]]]:
    """Yield each rule that rows break: its text, what is lost, and which rows break it.

    Lost is the "row" or its "notice"; or the "table" stops.

    Parameters:
        layout: "babies" or "counts".
        frame: a column of float for each role that holds numbers or dates (days since 1970).
    """
    for check in LAYOUTS[layout].checks:
        holds = check(frame).check_output.to_numpy()
        if not holds.all():
            yield check.error, check.title, ~holds


def fold_heading(heading: str) -> str:
    """Return a heading as it is compared: lower case, words only, "IssueDate" as two words.

    Example:
        >>> fold_heading("First_Hearing-Date "), fold_heading("Child's DOB")
        ('first hearing date', 'childs dob')
    """
    apart = _CAMEL.sub(" ", re.sub("['’]", "", heading))
    return " ".join(re.sub(r"[\W_]+", " ", apart).casefold().split())


@cache
def aliases() -> Mapping[str, tuple[str, str]]:
    """Return each heading that is taken unasked, folded, with its role and its unit."""
    with (Path(__file__).parent / "headings.csv").open(encoding="utf-8", newline="") as lines:
        listed = {row["heading"]: (row["role"], row["unit"]) for row in csv.DictReader(lines)}
    return {fold_heading(role.title): (key, "") for key, role in ROLES.items()} | listed


def find_other_unit(role: str, heading: str) -> str:
    """Return the word in a heading by which it can't be a role; "" where it can.

    Example:
        >>> find_other_unit("newborns", "newborn_rate"), find_other_unit("age_days", "Age (days)")
        ('rate', '')
    """
    pattern = _OTHER_UNITS.get(role) or _OTHER_UNITS.get(ROLES[role].holds, "(?!)")
    found = re.search(rf"\b(?:{pattern})\b", fold_heading(re.sub("[%‰]", " percent ", heading)))
    return found[0] if found else ""
