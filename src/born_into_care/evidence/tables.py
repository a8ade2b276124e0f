"""The one loader of the evidence's tables, and the tables themselves as data frames."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from born_into_care.errors import PackError, unknown
from born_into_care.evidence.kept import stamped
from born_into_care.evidence.other_tables import TABLES
from born_into_care.evidence.schema import Column, Table
from born_into_care.text import join_words


def figures() -> pd.DataFrame:
    """Give the published figures, one row each.

    Returns:
        A fresh copy of `data/figures.csv`; `value` is NaN where the source gives words only.

    Raises:
        PackError: if the table is damaged.

    Example:
        >>> table = figures().set_index("figure_id")
        >>> table.loc["newborns-england-2012-13", "value_text"]
        '2,425'
    """
    return _held("figures")


def sources() -> pd.DataFrame:
    """Give the sources, one row each.

    Example:
        >>> sources().set_index("source_id").loc["swansea2021", "read_as"]
        'page (in Welsh)'
    """
    return _held("sources")


def live_births() -> pd.DataFrame:
    """Give official live births, one row for each area and calendar year.

    Example:
        >>> live_births().query("area == 'London' and year == 2019")["live_births"].item()
        117897
    """
    return _held("live_births")


def derived() -> pd.DataFrame:
    """Give our own arithmetic on published figures, one row each.

    Example:
        >>> derived().set_index("derived_id").loc["derived-change-newborns-england", "value_text"]
        '20.2'
    """
    return _held("derived")


def read_table(path: str | Path, *, table: Table | None = None) -> pd.DataFrame:
    """Give a table of the evidence, checked cell by cell.

    Parameters:
        path: a CSV file, UTF-8, whose name is that of its table ("figures.csv"). Ids are looked
            up in the tables that lie in the same folder.
        table: what the file must hold, where its name does not say so.

    Returns:
        One column for each heading: text as text (empty where empty), numbers as numbers.

    Raises:
        PackError: if the file is missing or damaged; it names the file, line and column.

    Example:
        >>> from born_into_care.paths import data_folder
        >>> len(read_table(data_folder() / "live_births.csv").columns)
        4
    """
    path = Path(path)
    if table is None:
        if path.stem not in TABLES:
            raise unknown("table", path.stem, TABLES)
        table = TABLES[path.stem]
    rows = list(_rows(path, table))
    _check_keys(path, table, rows)
    _check_words_say_the_value(path, table, rows)
    _check_references(path, table, rows)
    return pd.DataFrame(
        {
            column.name: _series([row[position] for _, row in rows], column)
            for position, column in enumerate(table.columns)
        }
    )


def records(name: str) -> Mapping[str, Mapping[Hashable, Any]]:
    """Give the rows of a table by the id in their first column, for one to be looked up at a time.

    A chart names dozens of rows with each move of a control: to search a data frame for each of
    them took longer than all the rest.

    Parameters:
        name: a table whose first column is its id ("figures", "sources", "derived").

    Returns:
        The same rows each time: they are for reading only.

    Example:
        >>> records("figures")["newborns-england-2012-13"]["value_text"]
        '2,425'
    """
    return _cached_records(*stamped(name))


def _held(name: str) -> pd.DataFrame:
    return _cached(*stamped(name)).copy()


@lru_cache(maxsize=8)
def _cached(path: Path, stamp: int) -> pd.DataFrame:  # noqa: ARG001
    return read_table(path)


@lru_cache(maxsize=8)
def _cached_records(path: Path, stamp: int) -> Mapping[str, Mapping[Hashable, Any]]:
    rows = _cached(path, stamp).to_dict("records")
    return {str(next(iter(row.values()))): row for row in rows}


def _rows(path: Path, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it starts, its cells checked."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    line = 1
    try:
        headings = next(reader, [])
        _check_headings(path, table, headings)
        line = reader.line_num + 1
        for row in reader:
            if len(row) != len(headings):
                raise _damaged(
                    path,
                    line,
                    None,
                    f"has {len(row)} cells, where the headings are {len(headings)}. Look for a "
                    "missing or extra comma, and put text that holds a comma in double quotes",
                )
            for cell, column in zip(row, table.columns, strict=True):
                _check_cell(path, line, cell, column)
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise _damaged(
            path, line, None, f"could not be read ({error}). Look for an unclosed double quote"
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise PackError(
            f"The file {path.name} is not in the folder {path.parent.name}. Put it back from a "
            "fresh copy of the pack."
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        start = error.object.rfind(b"\n", 0, error.start) + 1
        end = error.object.find(b"\n", error.start)
        before = error.object[start : error.start].decode("utf-8", errors="replace")
        headings = error.object.splitlines()[0].decode("utf-8", errors="replace").split(",")
        # A line may hold a return of its own, at which the reader would stop in one string.
        cells = list(csv.reader(io.StringIO(before, newline="")))
        position = len(cells[-1]) - 1 if cells and end != start else 0
        column = headings[position] if 0 <= position < len(headings) else None
        raise _damaged(
            path, line, column, "is not UTF-8 text. Save the file again as 'CSV UTF-8'"
        ) from None


def _check_headings(path: Path, table: Table, headings: Sequence[str]) -> None:
    missing = [name for name in table.headings if name not in headings]
    extra = [name for name in headings if name not in table.headings]
    if missing:
        hint = f" It has {extra[0]!r}, which is not one of its columns." if extra else ""
        raise PackError(
            f"{path.name}, line 1: the column {missing[0]!r} is missing.{hint} "
            f"The headings are {join_words(table.headings)}."
        )
    if extra:
        raise PackError(
            f"{path.name}, line 1: the column {extra[0]!r} is not known. Remove it; "
            f"the headings are {join_words(table.headings)}."
        )
    if list(headings) != table.headings:
        raise PackError(
            f"{path.name}, line 1: put the columns in this order, each once: "
            f"{join_words(table.headings)}."
        )


def _check_cell(path: Path, line: int, cell: str, column: Column) -> None:
    if not cell:
        if column.required:
            raise _damaged(path, line, column.name, "is empty. Every row needs a value here")
        return
    if cell != cell.strip():
        raise _damaged(path, line, column.name, f"holds {cell!r}. Take out the space at its end")
    if column.type != "string" and not _is_number(cell, whole=column.type == "integer"):
        wanted = "a whole number" if column.type == "integer" else "a number"
        raise _damaged(
            path,
            line,
            column.name,
            f"holds {cell!r}, which is not {wanted}. Write digits, without commas or words",
        )
    if column.allowed and cell not in column.allowed:
        raise _damaged(
            path,
            line,
            column.name,
            f"holds {cell!r}. It may hold {join_words(column.allowed, last='or')}",
        )


def _check_keys(path: Path, table: Table, rows: Sequence[tuple[int, list[str]]]) -> None:
    if not table.key:
        return
    positions = [table.headings.index(name) for name in table.key]
    first_seen: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        key = tuple(row[position] for position in positions)
        if key in first_seen:
            raise _damaged(
                path,
                line,
                join_words(table.key),
                f"repeats {' '.join(key)!r} from line {first_seen[key]}. Give each row its own, "
                "or remove one of the two",
            )
        first_seen[key] = line


def _check_words_say_the_value(
    path: Path, table: Table, rows: Sequence[tuple[int, list[str]]]
) -> None:
    """A figure stands twice in its row, as a number and in words: a slip in one shows."""
    if not {"value", "value_text"} <= set(table.headings):
        return
    at_value, at_text = (table.headings.index(name) for name in ("value", "value_text"))
    for line, row in rows:
        said = re.search(r"\d[\d,]*(?:\.\d+)?", row[at_text])
        if not row[at_value]:
            continue
        if said is None or float(said[0].replace(",", "")) != abs(float(row[at_value])):
            raise _damaged(
                path,
                line,
                "value",
                f"holds {row[at_value]!r}, but value_text says {row[at_text]!r}. Look at the "
                "source, and correct the one that is wrong",
            )


def _check_references(path: Path, table: Table, rows: Sequence[tuple[int, list[str]]]) -> None:
    for position, column in enumerate(table.columns):
        if not column.refers_to:
            continue
        if column.refers_to == table.name:
            known = {row[0] for _, row in rows}
        else:
            other = path.with_name(f"{column.refers_to}.csv")
            known = {row[0] for _, row in _rows(other, TABLES[column.refers_to])}
        for line, row in rows:
            cell = row[position]
            for name in filter(None, cell.split(";") if column.several else [cell]):
                if name not in known:
                    message = str(unknown("row", name, known))
                    raise _damaged(
                        path,
                        line,
                        column.name,
                        f"names {name!r}, which is not in {column.refers_to}.csv. {message[:-1]}",
                    )


def _series(cells: Sequence[str], column: Column) -> pd.Series:
    if column.type == "integer" and column.required:
        return pd.Series([int(cell) for cell in cells], dtype="int64")
    if column.type == "string":
        return pd.Series(list(cells), dtype="str")
    return pd.Series([float(cell) if cell else math.nan for cell in cells], dtype="float64")


def _is_number(cell: str, *, whole: bool) -> bool:
    try:
        number = float(cell)
    except ValueError:
        return False
    plain = set(cell) <= set("0123456789.-")
    return plain and math.isfinite(number) and not (whole and "." in cell)


def _damaged(path: Path, line: int, column: str | None, trouble: str) -> PackError:
    where = f"{path.name}, line {line}" + (f", column {column!r}" if column else "")
    return PackError(f"{where}: {trouble}.")
