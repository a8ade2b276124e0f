"""Read the tables of `data/`, and keep what is read and computed from them."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from born_into_care.errors import PackError, require_known
from born_into_care.paths import data_folder
from born_into_care.text import join_words

Row = Mapping[str, Any]
"""A row by its columns: text, a number or None, or a tuple where a cell may hold several ids."""

_NUMBERS = {"integer": r"-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
_Function = TypeVar("_Function", bound=Callable[..., Any])
_clearings: list[Callable[[], None]] = []


def cached(function: _Function) -> _Function:
    """Keep each result of a function, which nobody may change, until `reload` is called."""
    remembering = cache(function)
    _clearings.append(remembering.cache_clear)
    return cast("_Function", remembering)


def reload() -> None:
    """Read the tables of `data/` again from now on; for those who edit them in a live kernel."""
    for clear in _clearings:
        clear()


def read_list(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of ours that stands beside the module that reads it."""
    return csv.DictReader(path.read_text("utf-8").splitlines())


@cached
def read_data_file(name: str) -> dict[str, Any]:
    """Return what a file of `data/` in JSON holds.

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
def table_rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of `data/`, with its folder in the name where it has one.

    What a row may hold, `make data` checks against the descriptor, `data/datapackage.json`.

    Raises:
        PackError: naming the file and the line that can't be read, and what to do.
    """
    tables = read_data_file("datapackage.json")["resources"]
    schemas = {Path(table["path"]).stem: table["schema"] for table in tables}
    schema = schemas[require_known("table", Path(name).name, schemas)]
    fields = {field["name"]: field for field in schema["fields"]}
    rows: list[Row] = []
    line = 1
    try:
        with (data_folder() / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            # Strict: an unclosed quote would otherwise swallow the rows below it.
            lines = csv.reader(file, strict=True)
            if next(lines, []) != [*fields]:
                raise ValueError(f"the headings must be {join_words([*fields])}, in this order")
            line = 2
            for cells in filter(None, lines):
                if len(cells) != len(fields):
                    raise ValueError(f"{len(cells)} cells stand under {len(fields)} headings")
                row = zip(cells, fields.items(), strict=True)
                rows.append({column: _read_cell(cell, field) for cell, (column, field) in row})
                line = lines.line_num + 1
    except (OSError, ValueError, csv.Error) as error:
        raise PackError(
            f"{name}.csv could not be read from line {line} on ({error}). Mend the line, or put "
            "the file back from a fresh copy of the pack."
        ) from error
    return tuple(rows)


def _read_cell(cell: str, field: Mapping[str, Any]) -> Any:
    if "separator" in field:
        return tuple(filter(None, cell.split(field["separator"])))
    if field["type"] == "string":
        return cell
    if not cell and "required" not in field.get("constraints", {}):
        return None
    if not re.fullmatch(_NUMBERS[field["type"]], cell):
        raise ValueError(f"{field['name']} holds {cell!r}, where a number must stand")
    return int(cell) if field["type"] == "integer" else float(cell)
