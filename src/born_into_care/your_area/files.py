"""A file opened by what it holds and not by what it is called: a table of text, or why not.

A sheet is one rectangle: words above, a row of headings, rows, notes below. What departs from it
in a way that could change a count stops the file.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from born_into_care.errors import PackError, require_known
from born_into_care.evidence.periods import read_period
from born_into_care.text import plain
from born_into_care.your_area.contract import find_alias, find_other_unit
from born_into_care.your_area.remarks import name_words
from born_into_care.your_area.values import is_data, is_value, read_count

_END_ROWS = 200
_NO_TEXT = re.compile(r'\A\s*(?:%PDF|<|\{|\[\{|\[")|\A[\s,;|"]*\Z|[\x00-\x08]{2}')
"""How a document, a web page, XML and JSON begin; nothing; what a text does not hold."""
_BESIDE = {
    "text that is struck through": rb"<strike(?! val=.(?:0|false))",
    "comments on cells": b"<comment ",
    "days that are counted from 1904": b"<workbookPr[^>]* date1904=.(?:1|true)",
    "text boxes": b"<xdr:txBody",
    "the head or foot of the printed page": b"<(?:odd|first|even)(?:Head|Foot)er>",
    "formulas without their values (open it in a spreadsheet program and save it)":
        rb'<c (?:(?!t="str")[^>])*><f(?:[^>]*/>|[^<]*</f>)\s*(?:<v ?/>|<v></v>)?\s*</c>',
}  # fmt: skip
"""What a workbook can hold beside its cells, and how its parts write it."""
_LEFT_OUT = re.compile(
    rb"<r>(?:(?!</r>).)*?(?:<vertAlign val=.superscript|<strike(?! val=.(?:0|false))).*?</r>"
    rb"|<(fonts|fills|borders|cellStyleXfs|cellStyles|dxfs|conditionalFormatting)\b.*?</\1>",
    re.S,
)
"""A part of a cell that is raised, as the mark of a footnote is, or struck out; and styles."""
_PLAIN_FORMAT = re.compile(
    r'(?!;)(?:general|@|[#0?](?:[#0?,.]*[#0?])?|;|_.|\*.|"-"|\\?[-+() ]|\[\$-[0-9a-f]+\]'
    r"|\[(?:black|blue|cyan|green|magenta|red|white|yellow)\])*"
)
"""A format that shows a number itself: not in thousands, not with words beside it."""


class UnreadableFileError(Exception):
    """Says why a file gives no table: what stops or has to be asked, and the words in its text."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as its file holds it, with rows by the numbers that a spreadsheet shows.

    Attributes:
        cells: text, one categorical column for each heading; its index are the rows.
        doubtful: rows that may be in no count, by the question about them.
        around: what stands outside the table, in words.
        notes: what was done to read it, in sentences.
    """

    cells: pd.DataFrame = field(repr=False)
    doubtful: Mapping[str, Sequence[int]]
    around: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, each different."""
        return tuple(map(str, self.cells))


def open_sheet(source: Path | bytes, wanted: str | None = None) -> Sheet:
    """Return the table in a file, as text: of a workbook in its only visible sheet with a table.

    Raises:
        PackError: for a path that can't be opened, or a sheet that does not exist.
        UnreadableFileError: for a file that gives no table.
    """
    if isinstance(source, Path) and not source.is_file():
        raise PackError(f"'{source}' can't be opened. Check the name, which ends in .csv or .xlsx.")
    content = source if isinstance(source, bytes) else source.read_bytes()
    return (
        _read_workbook(content, wanted)
        if content.startswith(b"PK\x03\x04")
        else _read_text(content)
    )


def _read_text(content: bytes) -> Sheet:
    """Return the table in a text: UTF-16 by its mark, else UTF-8 where all of it is, else 1252."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if "\ufffd" in content.decode(encoding, "replace"):
        encoding = "cp1252"
    sample = content[:65_536].decode(encoding, "replace")
    lines = sample.splitlines()[:_END_ROWS] or [""]
    # What parts the cells: by headings that we have, else by their number.
    delimiter = max(
        ",;\t|",
        key=lambda mark: (
            max(_count_known(line.split(mark)) for line in lines), sample.count(mark)
        ),
    )  # fmt: skip
    if _NO_TEXT.search(sample) or delimiter not in sample:
        raise UnreadableFileError("not-a-table")
    width = max(line.count(delimiter) for line in lines) + 1
    try:
        frame = pd.read_csv(
            io.BytesIO(content), header=None, names=range(1, width + 4), sep=delimiter,
            dtype=object, encoding=encoding, encoding_errors="replace", na_filter=False,
            skip_blank_lines=False,
        )  # fmt: skip
    except pd.errors.ParserError:
        raise UnreadableFileError("broken-rows") from None
    frame = frame.astype("category").apply(lambda c: c.map(str.strip).astype("category"))
    texts = chain(*(frame[column].cat.categories for column in frame))
    for text in (text for text in texts if "\n" in text):
        # Where a quotation mark is left open, a cell runs on over the next rows.
        if any(line.count(delimiter) >= max(1, width - 2) for line in text.split("\n")[1:]):
            raise UnreadableFileError("broken-rows")
    return _make_sheet(
        frame, {"It is not in UTF-8: check names with accents.": encoding == "cp1252"}, {}, [],
        is_text=True,
    )  # fmt: skip


# Workbooks ----------------------------------------------------------------------------------


def _read_workbook(content: bytes, wanted: str | None) -> Sheet:
    book, beside = _load(content)
    every = [sheet.title for sheet in book]  # without sheets that are a chart
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    read = [require_known("sheet", wanted, every)] if wanted else shown
    frames = {title: _read_cells(book[title]) for title in read}
    tables = [t for t in read if len(read) == 1 or frames[t].map(is_data).any(axis=None)]
    if len(tables) != 1:
        raise UnreadableFileError("sheet", {"only": tables or shown})
    title, sheet, frame = tables[0], book[tables[0]], frames.pop(tables[0])
    columns = sheet.column_dimensions.values()
    hidden = [n for n in frame if any(c.hidden and c.min <= n <= c.max for c in columns)]
    elsewhere = " ".join(chain(*(other.to_numpy().ravel() for other in frames.values())))
    notes = {
        f"The sheet '{plain(title)}' is read.": len(every) > 1,
        "Hidden sheets are not read.": len(shown) < len(every),
        "Merged cells are filled down.": sheet.merged_cells.ranges,
    }
    around = {
        "hidden columns": hidden,
        "the words in other sheets": find_other_unit("words", elsewhere),
        "the name of the sheet": find_other_unit("words", title),
    }
    return _make_sheet(
        frame.drop(columns=hidden).astype("category"), notes, beside | around,
        [n for n, row in sheet.row_dimensions.items() if row.hidden or row.height == 0],
        is_text=False,
    )  # fmt: skip


def _load(content: bytes) -> tuple[Any, dict[str, object]]:
    """Return the workbook, and whether it holds what can stand beside its cells.

    Its properties and styles are left out. Other programs write empty fills, fonts of unknown
    families and dates without a namespace, at which openpyxl 3.1 stops.
    """
    from openpyxl import load_workbook

    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(copy, "w") as new:
            parts = {name: old.read(name) for name in old.namelist() if "docProps/" not in name}
            for name, part in parts.items():
                new.writestr(name, _LEFT_OUT.sub(b"", part))
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(copy, data_only=True)
    except Exception:  # openpyxl's parsers raise whatever they like
        raise UnreadableFileError("not-a-workbook") from None
    return book, {
        what: any(re.search(written, part) for part in parts.values())
        for what, written in _BESIDE.items()
    }


def _read_cells(sheet: Any) -> pd.DataFrame:
    """Return the text of each cell, with columns and rows from 1.

    Names, dates and years are filled down over merged cells. A count over several rows is that of
    none of them, and stands as words, so that it stops the table.
    """
    texts = [[_read_cell(cell) for cell in row] for row in sheet.iter_rows()]
    frame = pd.DataFrame(texts).rename(index=lambda n: n + 1, columns=lambda n: n + 1)
    for merged in sheet.merged_cells.ranges:
        text = frame.loc[merged.min_row, merged.min_col]
        is_count = not (read_count(text)[1] or read_period(text))
        frame.loc[merged.min_row : merged.max_row, merged.min_col] = (
            "over several rows" if is_count and merged.max_row > merged.min_row else text
        )
    return frame


def _read_cell(cell: Any) -> str:
    """Return a cell as its workbook shows it: dates as year-month-day.

    A number whose format shows more or less than its digits, such as a percentage or thousands, is
    no count, and has the mark of a percentage.
    """
    value, shown_as = cell.value, str(cell.number_format).casefold()
    if isinstance(value, date) and "d" not in shown_as:
        return f"{value:%b %Y}" if "m" in shown_as else f"{value:%Y}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value).strip()
    return f"{value:.12g}" + ("" if _PLAIN_FORMAT.fullmatch(shown_as) else "%")


# The rectangle ------------------------------------------------------------------------------


def _count_known(row: list[str]) -> int:
    return sum(bool(find_alias(cell)[0]) for cell in row)


def _find_header(top: list[list[str]]) -> int:
    """Return which row holds the headings: no number but years, most headings that we have, widest.

    A name before a colon is a setting of the report. It stops where headings stand in two rows or
    twice, or an empty column parts them: years above counts, two tables abreast.
    """
    able = [
        n for n, row in enumerate(top)
        if sum(map(bool, row)) > 1 and not row[0].endswith(":")
        and not any(is_data(c) and not read_period(c) and not find_alias(c)[0] for c in row)
        # A heading that we have may stand beside one that looks like a mark in place of a number.
        and (
            _count_known(row)
            or {"hidden", "missing"}.isdisjoint(read_count(cell)[1] for cell in row if cell)
        )
    ]  # fmt: skip
    if not able:
        raise UnreadableFileError("no-headings")
    header = max(able, key=lambda n: (_count_known(top[n]), sum(map(bool, top[n]))))
    names = [name.casefold() for name in top[header]]
    twice = [n for n in names if names.count(n) > 1 and find_alias(n)[0]]
    below = [read_period(cell) for row in top[header + 1 : header + 2] for cell in row if cell]
    gaps = [
        c for c in range(len(names))
        if any(names[:c]) and sum(map(bool, names[c:])) > 1 and not any(r[c] for r in top[header:])
    ]  # fmt: skip
    if twice or gaps or (len(below) > 1 and all(below)):
        raise UnreadableFileError("headings", {"row": f"{header + 1}"})
    return header


def _make_sheet(
    frame: pd.DataFrame, notes: Mapping[str, object], around: Mapping[str, object],
    hidden_rows: list[int], *, is_text: bool,
) -> Sheet:  # fmt: skip
    """Return the rows below the headings, without rows and columns that hold nothing.

    Parameters:
        notes, around: what the sheet has for each, where it holds.
    """
    top = frame.head(_END_ROWS).to_numpy(dtype=object).tolist()
    header = _find_header(top)
    names = [plain(name, limit=60) for name in top[header]]
    rows = np.arange(len(frame)) + 1
    blank = np.column_stack([frame[column] == "" for column in frame])
    # Rows that say the headings again: two of them at least, and half of them.
    same = [frame[c] == name for c, name in zip(frame, top[header], strict=True) if name]
    again = (np.sum(same, axis=0) >= max(2, len(same) / 2)) & (rows > header + 1)
    keep = (rows > header + 1) & ~blank.all(axis=1) & ~again
    if not keep.any():
        raise UnreadableFileError("no-rows")
    width = max(n for n, name in enumerate(names) if name) + 1 if is_text else len(names)
    used = [n for n in range(width) if names[n] or not blank[keep, n].all()]
    headings = [
        names[n] if names[n] and names.count(names[n]) == 1
        else f"{names[n]} [column {frame.columns[n]}]".strip()
        for n in used
    ]  # fmt: skip
    # A table ends with its last row that has a number, a date or a mark beside its first cell.
    ends = {*rows[keep][:_END_ROWS], *rows[keep][-_END_ROWS:]}
    of_table = [n for n in sorted(ends) if any(map(is_value, frame.iloc[n - 1, used[1:]]))]
    first, last = (of_table[0], of_table[-1]) if of_table else (len(rows), len(rows))
    above, below = ~blank.all(axis=1) & (rows <= header), keep & (rows > last)
    beside = {
        name_words(rows[part], frame[part].astype(str).to_numpy().ravel()): part.any()
        for part in (above, below)
    }  # fmt: skip
    titles = blank[:, used[1:]].all(axis=1) & (len(used) > 2)
    breaks = rows[(~keep | titles) & (rows > first) & (rows < last)]
    doubtful = {
        "hidden-rows": hidden_rows, "too-long": rows[~blank[:, width:].all(axis=1)].tolist(),
        "parts": rows[rows >= breaks.min(initial=len(rows) + 1)].tolist(),
    }  # fmt: skip
    keep &= ~below
    cells = frame[keep].iloc[:, used].set_axis(headings, axis=1).set_axis(rows[keep])
    return Sheet(
        cells.apply(lambda column: column.cat.remove_unused_categories()), doubtful,
        tuple(what for what, is_so in {**beside, **around}.items() if is_so),
        tuple(note for note, is_so in notes.items() if is_so),
    )  # fmt: skip
