"""Read the tables of `data/`, checked against the data package's descriptor."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from born_into_care.errors import PackError, require_known
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


def data_frame(name: str, rows: Collection[Row]) -> pd.DataFrame:
    """Return rows of a table as a data frame with the columns of the table's schema.

    A number that its source gives in words only is NaN.
    """
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


def read_rows(path: Path) -> tuple[Row, ...]:
    """Read the rows of a table, checked cell by cell."""
    schema = table_schema(path.stem)
    fields = schema["fields"]
    lines = _numbered_lines(path)
    _check_headings(path, next(lines, (1, []))[1], [field["name"] for field in fields])
    rows = []
    first_lines: dict[tuple[Any, ...], int] = {}
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
        row = {f["name"]: _value(cell, f) for cell, f in zip(cells, fields, strict=True)}
        key = tuple(row[name] for name in schema["primaryKey"])
        first = first_lines.setdefault(key, line)
        if first != line:
            repeated = f"repeats {' '.join(map(str, key))!r} from line {first}"
            remedy = "Give each row its own, or remove one of them"
            raise _damage(path, line, join_words(schema["primaryKey"]), f"{repeated}. {remedy}")
        rows.append(row)
    return tuple(rows)


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


def _damage(path: Path, line: int, column: str, problem: str) -> PackError:
    location = f"{path.name}, line {line}" + (f", column {column!r}" if column else "")
    return PackError(f"{location}: {problem}.")
