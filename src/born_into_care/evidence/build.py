"""Writes the files of `data/` that are made from its tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from born_into_care.evidence.derive import derive
from born_into_care.evidence.schema import DERIVED, Table
from born_into_care.paths import data_folder


def build(folder: Path | None = None) -> list[Path]:
    """Write every generated file, and give the paths written.

    Parameters:
        folder: where to write; None for `data/`.
    """
    folder = folder or data_folder()
    return [_write(folder / "derived.csv", as_csv(derive(), DERIVED))]


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


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
