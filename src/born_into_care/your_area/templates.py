"""What a table begins from: templates empty and filled, the dictionary, a table to practise on."""

import io
import zipfile
from pathlib import Path

import pandas as pd

from born_into_care.errors import require_known
from born_into_care.evidence.tables import table_rows
from born_into_care.paths import write_private
from born_into_care.your_area.contract import LAYOUTS, ROLES, aliases

Rows = list[list[str]]
_MADE_BY = b"Template of born-into-care"
_COHORT = {
    "area": "area", "period": "period", "age_days": "illustrative_age_days_at_issue",
    "notice_days": "illustrative_days_to_first_hearing",
}  # fmt: skip
_FAULTY = (("3", "-2"), ("", "6"), ("9999", "0"), ("about 3", "5"))
"""Ages and days of notice, each with a fault that the checks find."""


def list_template(layout: str, *, filled: bool = False) -> Rows:
    """Return a template's headings and, where it is filled, three invented rows.

    Raises:
        PackError: for another layout than "babies" or "counts".

    Example:
        >>> list_template("counts", filled=True)[1][:4]
        ['Area A', '2018/19', '160', '44']
    """
    columns = LAYOUTS[require_known("layout", layout, LAYOUTS)].columns
    roles = [column.metadata["role"] for column in columns.values()]
    examples = {role.title: role.examples.split("|") for role in roles}
    used = {title: values for title, values in examples.items() if any(values)}
    return [[*used], *([values[n] for values in used.values()] for n in range(3 * filled))]


def list_dictionary() -> Rows:
    """Return the data dictionary: each column, what belongs in it, headings that are taken too."""
    rows = [["layout", "column", "role", "meaning", "holds", "needed", "headings taken as it"]]
    for layout, schema in LAYOUTS.items():
        for role in map(ROLES.__getitem__, schema.columns):
            taken = "; ".join(h for h, (key, _) in aliases().items() if key == role.key)
            rows.append(
                [layout, role.title, role.key, role.meaning, role.holds, role.needed, taken]
            )
    return rows


def list_practice() -> Rows:
    """Return the pack's illustrative cohort as a table of babies; no row stands for a baby."""
    rows = [["Illustrative", *(ROLES[role].title for role in _COHORT)]]
    rows += [
        ["illustrative", *(str(row[name]) for name in _COHORT.values())]
        for row in table_rows("illustrative/cohort")
    ]
    return rows + [[*rows[1][:3], *faulty] for faulty in _FAULTY]


def to_csv(rows: Rows) -> bytes:
    """Return rows as a CSV file that Excel opens with its accents right."""
    text = pd.DataFrame(rows).to_csv(header=False, index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def to_xlsx(rows: Rows) -> bytes:
    """Return rows as an Excel workbook, marked as made by the pack."""
    content = io.BytesIO()
    pd.DataFrame(rows).to_excel(content, sheet_name="Table", header=False, index=False)
    with zipfile.ZipFile(content, "a") as archive:
        archive.comment = _MADE_BY
    return content.getvalue()


def write_template(layout: str, folder: str | Path) -> list[Path]:
    """Write a layout's template, empty and filled with invented rows, as CSV and as Excel.

    Raises:
        PackError: for another layout, or over a file that the pack did not make.
    """
    written = []
    for kind in ("template", "example"):
        rows = list_template(layout, filled=kind == "example")
        for ending, content, mark in (
            ("csv", to_csv(rows), to_csv(rows)),
            ("xlsx", to_xlsx(rows), _MADE_BY),
        ):
            path = Path(folder).expanduser() / f"{layout}-{kind}.{ending}"
            written.append(write_private(path, content, mark=mark))
    return written
