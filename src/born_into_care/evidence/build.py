"""Writes the files of `data/` that are made from its tables, and finds those that are stale."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from born_into_care.evidence.derive import derive
from born_into_care.evidence.other_tables import TABLES
from born_into_care.evidence.package import descriptor, dictionary
from born_into_care.evidence.page import pages
from born_into_care.evidence.schema import DERIVED, DICTIONARY, Table
from born_into_care.evidence.tables import sources
from born_into_care.paths import data_folder

COMMAND = "python -m born_into_care.evidence"


def build(folder: Path | None = None) -> list[Path]:
    """Write every generated file, and give the paths written.

    Parameters:
        folder: where to write; None for `data/`.
    """
    folder = folder or data_folder()
    written = []
    for name, text in generated().items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def generated() -> dict[str, str]:
    """Give what every generated file should hold, by its name.

    Example:
        >>> sorted(generated())[:2]
        ['datapackage.json', 'derived.csv']
    """
    made: dict[str, str] = {
        "derived.csv": as_csv(derive(), DERIVED),
        "dictionary.csv": as_csv(dictionary(), DICTIONARY),
        **{str(name): text for name, text in pages().items()},
    }
    contents = {
        name: made[table.path].encode()
        if table.path in made
        else (data_folder() / table.path).read_bytes()
        for name, table in TABLES.items()
    }
    return {**made, "datapackage.json": descriptor(contents, sources())}


def stale(folder: Path | None = None) -> list[str]:
    """Give what in the generated files no longer follows from the tables, each with its place.

    Parameters:
        folder: the folder that holds the generated files; None for `data/`.

    Returns:
        A sentence for the first place in each file that differs; none when all is fresh.

    Example:
        >>> stale()
        []
    """
    folder = folder or data_folder()
    found = []
    for name, wanted in generated().items():
        path = folder / name
        if not path.exists():
            found.append(f"{name} is missing. Run '{COMMAND}'.")
        elif (held := path.read_bytes().decode()) != wanted:
            found.append(_first_difference(name, held, wanted))
    return found


def changed_tables(folder: Path | None = None) -> list[str]:
    """Give the tables that are not what the data package's descriptor says they are.

    Parameters:
        folder: the folder that holds the tables and `datapackage.json`; None for `data/`.

    Example:
        >>> changed_tables()
        []
    """
    folder = folder or data_folder()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [
        f"{resource['path']} is not the file that datapackage.json describes: its hash differs. "
        f"If the change is meant, run '{COMMAND}'."
        for resource in package["resources"]
        if resource["hash"] != _hash(folder / resource["path"])
    ]


def as_csv(rows: pd.DataFrame, table: Table) -> str:
    """Give a table as the text of its CSV file: UTF-8, one line feed to a row.

    Parameters:
        rows: the table's columns; missing numbers become empty cells.
        table: what each column is.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.headings)
    for row in rows[table.headings].itertuples(index=False):
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


def _hash(path: Path) -> str:
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def _first_difference(name: str, held: str, wanted: str) -> str:
    """Where the first value differs, else the first line: a link's words follow from a value."""
    heading = ""
    found: list[tuple[bool, str]] = []
    lines = zip_longest(held.splitlines(), wanted.splitlines())
    for number, (old, new) in enumerate(lines, start=1):
        if new is not None and new.startswith("### "):
            heading = f" ({new[4:]})"
        if old != new:
            is_value = new is not None and new.startswith("**")
            place = f"{name}, line {number}{heading}"
            found.append((not is_value, f"{place}: it says {old!r}, and the tables give {new!r}"))
    if not found:
        return f"{name}: the ends of its lines differ. Run '{COMMAND}'."
    return f"{min(found, key=lambda one: one[0])[1]}. Run '{COMMAND}'."
