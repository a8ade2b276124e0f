"""Read the tables of `data/`, checked against the data package's descriptor."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from born_into_care.errors import PackError, require_known, unknown
from born_into_care.evidence.cache import cached
from born_into_care.paths import data_folder
from born_into_care.text import join_words

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
"""A row by its columns: text, a number or None, or a tuple where a cell may hold several ids."""

_DTYPES = {"string": "str", "integer": "int64", "number": "float64"}
_FORMS = {"string": r"(?s).*", "integer": r"-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}

Schema = Mapping[str, Any]
"""What the descriptor `data/datapackage.json` says of one table (Frictionless Table Schema)."""

_Problem = tuple[int, str, str]
"""The line and column of a cell, and what is wrong with it."""


def figures() -> pd.DataFrame:
    """Return the published figures; `value` is NaN where the source gives words only.

    Example:
        >>> table = figures().set_index("figure_id")
        >>> table.loc["newborns-england-2012-13", "value_text"]
        '2,425'
    """
    return data_frame("figures", table_rows("figures"))


def sources() -> pd.DataFrame:
    """Return the sources as a data frame, one row each."""
    return data_frame("sources", table_rows("sources"))


def live_births() -> pd.DataFrame:
    """Return official live births as a data frame, one row for each area and calendar year."""
    return data_frame("live_births", table_rows("live_births"))


def derived() -> pd.DataFrame:
    """Return our own arithmetic on published figures as a data frame, one row each."""
    return data_frame("derived", table_rows("derived"))


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a table that the data package describes, checked cell by cell.

    Parameters:
        path: a CSV file, UTF-8, whose name is that of its table ("figures.csv"). Ids are looked
            up in the tables that lie in the same folder.

    Example:
        >>> len(read_table(data_folder() / "live_births.csv").columns)
        4
    """
    return data_frame(Path(path).stem, read_rows(Path(path)))


def data_frame(name: str, rows: Collection[Row]) -> pd.DataFrame:
    """Return rows of a table as a data frame with the columns of the table's schema."""
    import pandas as pd

    columns = {}
    for field in table_schema(name)["fields"]:
        cells = [row[field["name"]] for row in rows]
        if "separator" in field:
            cells = [field["separator"].join(cell) for cell in cells]
        dtype = "float64" if None in cells else _DTYPES[field["type"]]
        columns[field["name"]] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(columns)


@cached
def read_data_file(name: str) -> dict[str, Any]:
    """Return what a file of `data/` in JSON holds.

    Raises:
        PackError: if it is damaged; it says what to do.

    Example:
        >>> read_data_file("forty_weeks.json")["seats"][0]["name"]
        'Mother'
    """
    try:
        return dict(json.loads((data_folder() / name).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise PackError(
            f"{name} could not be read ({error}). Put it back from a fresh copy of the pack."
        ) from error


@cached
def table_schema(name: str) -> Schema:
    """Return the schema of a table by its file's name without ".csv"."""
    package = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))
    schemas = {Path(table["path"]).stem: table["schema"] for table in package["resources"]}
    return dict(schemas[require_known("table", name, schemas)])


@cached
def table_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of `data/`, with its folder in the name where it has one."""
    return read_rows(data_folder() / f"{name}.csv")


def read_rows(path: Path, table: str = "") -> tuple[Row, ...]:
    """Read the rows of a table, checked cell by cell; by another table's schema if one is named."""
    schema = table_schema(table or path.stem)
    fields = schema["fields"]
    lines = _numbered_lines(path)
    _check_headings(path, next(lines, (1, []))[1], [field["name"] for field in fields])
    rows: dict[int, Row] = {}
    for line, cells in lines:
        if len(cells) != len(fields):
            raise _damage(
                path, line, "", f"has {len(cells)} cells, where the headings are {len(fields)}. "
                "Look for a missing or extra comma, and put text that holds a comma in double "
                "quotes",
            )  # fmt: skip
        for cell, field in zip(cells, fields, strict=True):
            if problem := _cell_problem(cell, field):
                raise _damage(path, line, field["name"], problem)
        rows[line] = {f["name"]: _value(cell, f) for cell, f in zip(cells, fields, strict=True)}
    problems = chain(
        _repeated_keys(rows, schema["primaryKey"]),
        _differing_values(rows),
        _missing_references(path, rows, schema),
    )
    for line, column, problem in problems:
        raise _damage(path, line, column, problem)
    return tuple(rows.values())


def _numbered_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's cells with the number of the line on which it starts."""
    try:
        # Bytes that are not UTF-8 become surrogates, which the check of each cell names.
        text = path.read_bytes().decode("utf-8-sig", errors="surrogateescape")
    except FileNotFoundError:
        raise PackError(
            f"The file {path.name} is not in the folder {path.parent.name}. Put it back from a "
            "fresh copy of the pack."
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        problem = f"could not be read ({error}). Look for an unclosed double quote"
        raise _damage(path, line, "", problem) from error


def _check_headings(path: Path, found: Sequence[str], wanted: Sequence[str]) -> None:
    if list(found) == list(wanted):
        return
    missing = [f"the column {name!r} is missing" for name in wanted if name not in found]
    extra = [f"the column {name!r} is not known" for name in found if name not in wanted]
    problem = join_words([*missing, *extra]) or "the columns are in another order"
    raise _damage(path, 1, "", f"{problem}. Write the headings {join_words(wanted)}, in this order")


def _cell_problem(cell: str, field: Mapping[str, Any]) -> str:
    """Return what is wrong with a cell and what to do about it; empty where nothing is."""
    limits = field.get("constraints", {})
    if not cell:
        return "is empty. Every row needs a value here" if limits.get("required") else ""
    if any("\udc80" <= letter <= "\udcff" for letter in cell):
        return "is not UTF-8 text. Save the file again as 'CSV UTF-8'"
    if cell != cell.strip():
        return f"holds {cell!r}. Take out the space at its end"
    if not re.fullmatch(_FORMS[field["type"]], cell):
        wanted = "a whole number" if field["type"] == "integer" else "a number"
        return f"holds {cell!r}, which is not {wanted}. Write digits, without commas or words"
    if cell not in limits.get("enum", [cell]):
        return f"holds {cell!r}. It may hold {join_words(limits['enum'], last='or')}"
    return ""


def _value(cell: str, field: Mapping[str, Any]) -> Any:
    if field["type"] == "string":
        separator = field.get("separator")
        return tuple(filter(None, cell.split(separator))) if separator else cell
    if not cell:
        return None
    return int(cell) if field["type"] == "integer" else float(cell)


def _repeated_keys(rows: Mapping[int, Row], key: Sequence[str]) -> Iterator[_Problem]:
    first_lines: dict[tuple[Any, ...], int] = {}
    for line, row in rows.items():
        values = tuple(row[name] for name in key)
        first = first_lines.setdefault(values, line)
        if first != line:
            repeated = f"repeats {' '.join(map(str, values))!r} from line {first}"
            yield line, join_words(key), f"{repeated}. Give each row its own, or remove one of them"


def _differing_values(rows: Mapping[int, Row]) -> Iterator[_Problem]:
    """Yield each figure whose number and words differ: a slip in one of them shows."""
    for line, row in rows.items():
        value, text = row.get("value"), row.get("value_text", "")
        if value is None or not text:
            continue
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", text)
        if digits is None or float(digits[0].replace(",", "")) != abs(value):
            differing = f"holds {value:.10g}, but value_text says {text!r}"
            yield line, "value", f"{differing}. Look at the source, and correct the wrong one"


def _missing_references(path: Path, rows: Mapping[int, Row], schema: Schema) -> Iterator[_Problem]:
    """Yield each id that is not in the table that it refers to, in the same folder."""
    keys = schema.get("foreignKeys", ())
    tables = {key["fields"][0]: key["reference"]["resource"] for key in keys}
    # A foreign key of the standard cannot say so of a cell with several ids.
    tables |= {f["name"]: f["refersTo"] for f in schema["fields"] if "refersTo" in f}
    for column, table in tables.items():
        ids = {cells[0] for _, cells in _numbered_lines(path.with_name(f"{table}.csv"))}
        for line, row in rows.items():
            names = row[column] if isinstance(row[column], tuple) else [row[column]]
            for name in names:
                if name and name not in ids:
                    nearest = str(unknown("row", name, sorted(ids))).removesuffix(".")
                    yield line, column, f"names {name!r}, which is not in {table}.csv. {nearest}"


def _damage(path: Path, line: int, column: str, problem: str) -> PackError:
    place = f"{path.name}, line {line}" + (f", column {column!r}" if column else "")
    return PackError(f"{place}: {problem}.")
