"""What a learner begins from: an empty template, a data dictionary, a practice table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from born_into_care.errors import choose
from born_into_care.evidence.illustrative import cohort_rows
from born_into_care.your_area.counts import SHAPES
from born_into_care.your_area.roles import AGGREGATE_ROLES, CASE_ROLES, ROLE

_HOLDS = {
    "date": "a date, best as 2019-03-05",
    "number": "a whole number; blank where it is not known",
    "name": "words",
}
_NEEDED = {
    "age_days": "this or a date of birth",
    "birth_date": "this or an age in days",
    "hearing_date": "this or the days of notice",
    "notice_days": "this or a date of first hearing",
    "newborns": "yes",
}
# A practice table with one fault of each common kind, each at the end of the table.
_FAULTY: tuple[tuple[str, str, str, str], ...] = (
    ("North East", "2019/20", "3", "-2"),
    ("North East", "2019/20", "2 months", "4"),
    ("north east ", "2019/20", "5", "1"),
    ("", "2019/20", "4", "2"),
    ("London", "last year", "6", "3"),
    ("London", "2019/20", "7.5", "5"),
    ("London", "2019/20", "", "6"),
    ("London", "2019/20", "9999", "0"),
    ("Total", "", "", ""),
)


def template(shape: str = "case") -> str:
    """Give an empty table as CSV, with the headings that are recognised without a question.

    Parameters:
        shape: "case" for one row for each baby, "aggregate" for one row for each area and period.

    Raises:
        PackError: for another shape.

    Example:
        >>> template("aggregate").splitlines()[0][:32]
        'Area,Period,Infants in care proc'
    """
    roles = CASE_ROLES if choose("kind of table", shape, SHAPES) == "case" else AGGREGATE_ROLES
    return _csv([[ROLE[role].words for role in roles]])


def dictionary() -> str:
    """Give the data dictionary as CSV: each column, what belongs in it, and where it is needed."""
    rows = [
        ["column", "kind of table", "what belongs in it", "holds", "needed", "also recognised as"]
    ]
    for role in ROLE.values():
        shape = "both" if role.shape == "both" else SHAPES[role.shape]
        rows.append(
            [role.words, shape, role.meaning, _HOLDS[role.holds], _NEEDED.get(role.key, "no"),
             "; ".join(role.likely[:6])]
        )  # fmt: skip
    return _csv(rows)


def practice_table(*, faults: bool = True) -> str:
    """Give an illustrative table to practise on as CSV; no row of it stands for a baby.

    Parameters:
        faults: whether a few faulty rows stand at its end, for the checks to find.

    It holds the pack's illustrative cohort (see data/illustrative/README.md) under the headings of
    the template, the word "illustrative" in every row.
    """
    rows = [["Illustrative", ROLE["area"].words, ROLE["period"].words, ROLE["age_days"].words,
             ROLE["notice_days"].words]]  # fmt: skip
    columns = [
        "area",
        "period",
        "illustrative_age_days_at_issue",
        "illustrative_days_to_first_hearing",
    ]
    rows += [["illustrative", *[str(row[name]) for name in columns]] for row in cohort_rows()]
    if faults:
        rows += [["illustrative", *row] for row in _FAULTY]
    return _csv(rows)


def write_all(folder: str | Path) -> list[Path]:
    """Write the templates, the dictionary and the practice tables into a folder; give the paths."""
    target = Path(folder).expanduser()
    target.mkdir(parents=True, exist_ok=True)
    files = {
        "template-one-row-for-each-baby.csv": template("case"),
        "template-areas-and-periods.csv": template("aggregate"),
        "data-dictionary.csv": dictionary(),
        "illustrative-practice-table.csv": practice_table(faults=False),
        "illustrative-practice-table-with-faults.csv": practice_table(faults=True),
    }
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8-sig", newline="")
    return [target / name for name in files]


def _csv(rows: list[list[str]]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerows(rows)
    return held.getvalue()
