"""The two layouts of a table: the columns that each can have, and the rules for its rows.

Templates, the dictionary and the checks of values are made from these. A third layout would be more
than another schema here: `mapping` tells layouts apart by their columns and asks for those that one
needs, `rows` counts each in its own way, `remarks.toml` asks which it is and `cli` offers its name.
"""

import io
import re
import zipfile
from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from born_into_care.evidence.tables import read_list
from born_into_care.paths import write_private
from born_into_care.your_area.protection import LEVELS, Mask

Role = namedtuple("Role", "layout title key meaning holds needed examples")
"""What a column can be in a layout: a row of `contract.csv`.

It holds a "name", "date", "days", "count", "period" or "record". Examples are invented values, one
for each row of the filled template, parted by a bar.
"""


_HERE = Path(__file__).parent
CONTRACT = [Role(**row) for row in read_list(_HERE / "contract.csv")]
ROLES: Mapping[str, Role] = {role.key: role for role in CONTRACT}
"""Each role by its key; of one that both layouts have, such as the area, as "counts" has it."""


def _rule(text: str, breaks: Callable[[pd.DataFrame], pd.Series], loses: str = "row") -> pa.Check:
    """A rule about a row; where it is broken, the row or its notice is lost, or the table stops."""
    return pa.Check(lambda f: ~breaks(f), error=text, title=loses, ignore_na=False)


def today() -> float:
    """Return today in days since 1 January 1970; tests replace it."""
    return float((pd.Timestamp.now() - pd.Timestamp(0)).days)


_RULES = {
    ("babies", "one row for each baby"): [
        _rule("a date is before 1990",
              lambda f: (f[["issue_date", "birth_date"]] < 20 * 365.25).any(axis=1)),
        _rule("the date of birth or of issue lies in the future",
              lambda f: (f[["issue_date", "birth_date"]] > today()).any(axis=1)),
        _rule("the age is below zero", lambda f: f["age_days"] < 0),
        _rule("the date of issue comes before the birth",
              lambda f: f["issue_date"] < f["birth_date"]),
        _rule("the age in days and the dates of birth and issue disagree",
              lambda f: (f["issue_date"] - f["birth_date"] - f["age_days"]).abs() > 0),
        _rule("the first hearing comes before the date of issue",
              lambda f: f["hearing_date"] < f["issue_date"], "notice"),
        _rule("the first hearing comes over a year after the date of issue",
              lambda f: (f["hearing_date"] - f["issue_date"]).fillna(f["notice_days"]) > 366.0,
              "notice"),
        _rule("the notice is below zero", lambda f: f["notice_days"] < 0, "notice"),
        _rule("the days of notice and the dates of issue and hearing disagree",
              lambda f: (f["hearing_date"] - f["issue_date"] - f["notice_days"]).abs() > 0,
              "notice"),
    ],
    ("counts", "one row for each area and period"): [
        _rule("a number is below zero",
              lambda f: (f[[*LEVELS, "births"]] < 0).any(axis=1)),
        _rule("there are fewer than five live births for each newborn",
              lambda f: f["births"] < 5 * f["newborns"], "table"),
        _rule("a part is larger than its whole, such as newborns than infants",
              lambda f: (f[[*LEVELS]] > f[[*LEVELS]].cummin(axis=1)).any(axis=1), "table"),
    ],
}  # fmt: skip
LAYOUTS: Mapping[str, pa.DataFrameSchema] = {
    name: pa.DataFrameSchema(
        {
            role.key: pa.Column(
                float if role.holds in ("date", "days", "count") else None, title=role.title,
                description=role.meaning, nullable=True, required=False,
            )
            for role in CONTRACT if role.layout == name
        },
        rules, name=name, title=title,
    )
    for (name, title), rules in _RULES.items()
}  # fmt: skip
_MADE_BY = b"Template of born-into-care"


def broken_rules(layout: str, frame: pd.DataFrame) -> Iterator[tuple[str, str, Mask]]:
    """Yield each rule of a layout: its text, what is lost, and which rows break it.

    Lost is the "row" or its "notice"; or the "table" stops. The frame has a column of float for
    each role that holds numbers or dates (days since 1970).
    """
    for check in LAYOUTS[layout].checks:
        yield check.error, check.title, ~check(frame).check_output.to_numpy()


def fold_heading(heading: str) -> str:
    """Return a heading as it is compared: lower case, words only, "IssueDate" as two words.

    Example:
        >>> fold_heading("First_Hearing-Date "), fold_heading("Child's DOB")
        ('first hearing date', 'childs dob')
    """
    apart = re.sub("(?<=[a-z])(?=[A-Z])", " ", re.sub("['’]", "", heading))
    return " ".join(re.sub(r"[\W_]+", " ", apart).casefold().split())


ALIASES: Mapping[str, tuple[str, str]] = {
    **{fold_heading(role.title): (role.key, "") for role in CONTRACT},
    **{row["heading"]: (row["role"], row["unit"]) for row in read_list(_HERE / "headings.csv")},
}
"""Each heading that is taken unasked, folded, with its role and its unit."""


def find_alias(heading: str) -> tuple[str, str]:
    """Return the role that a whole heading is taken for, and its unit; two blanks for none.

    Example:
        >>> find_alias("LA_Name"), find_alias("Notes")
        (('area', 'authority'), ('', ''))
    """
    return ALIASES.get(fold_heading(heading), ("", ""))


def find_other_unit(kind: str, text: str) -> str:
    """Return the word in a heading by which it can't be a role; "" where it can.

    Other kinds are "words" around a table that warn of other numbers, a "file" and its name, a
    "part" of a year, and "official" places.

    Example:
        >>> find_other_unit("newborns", "newborn_rate"), find_other_unit("age_days", "Age (days)")
        ('rate', '')
    """
    folded = fold_heading(re.sub("[%‰]", " percent ", text))
    found = (pattern.search(folded) for pattern in _list_patterns(kind))
    return next((words[0] for words in found if words), "")


@cache
def _list_patterns(kind: str) -> list[re.Pattern[str]]:
    kinds = {kind, ROLES[kind].holds if kind in ROLES else kind}
    rows = read_list(_HERE / "other_units.csv")
    return [
        re.compile(rf"\b(?:{row['pattern']})\b")
        for row in rows if kinds & {*row["against"].split()}
    ]  # fmt: skip


# What a table begins from ---------------------------------------------------------------------


def list_template(layout: str, *, filled: bool = False) -> pd.DataFrame:
    """Return a template: its headings and, where it is filled, three invented rows.

    Example:
        >>> [*list_template("counts", filled=True).loc[0]][:4]
        ['Area A', '2018/19', '160', '44']
    """
    rows = pd.DataFrame({
        role.title: role.examples.split("|")
        for role in CONTRACT if role.layout == layout and role.examples
    })  # fmt: skip
    return rows if filled else rows.head(0)


def list_dictionary() -> pd.DataFrame:
    """Return the data dictionary: each column, what belongs in it, headings that are taken too."""
    taken = {key: [h for h, (role, _) in ALIASES.items() if role == key] for key in ROLES}
    return pd.DataFrame(CONTRACT).assign(headings=["; ".join(taken[role.key]) for role in CONTRACT])


def make_file(rows: pd.DataFrame, ending: str) -> bytes:
    """Return rows as a file: "csv", which Excel opens with its accents right, or "xlsx"."""
    if ending == "csv":
        return rows.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    content = io.BytesIO()
    rows.to_excel(content, sheet_name="Table", index=False)
    with zipfile.ZipFile(content, "a") as archive:
        archive.comment = _MADE_BY
    return content.getvalue()


def write_template(layout: str, folder: Path) -> list[Path]:
    """Write a layout's template, empty and filled with invented rows, as CSV and as Excel.

    Raises:
        PackError: over a file that the pack did not make.
    """
    files = {
        f"{layout}-{kind}.{ending}": make_file(list_template(layout, filled=filled), ending)
        for kind, filled in (("template", False), ("example", True)) for ending in ("csv", "xlsx")
    }  # fmt: skip
    return [
        write_private(
            folder / name, content, mark=content if name.endswith("csv") else _MADE_BY,
        )
        for name, content in files.items()
    ]  # fmt: skip
