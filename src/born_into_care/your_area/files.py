"""A file opened by what it holds and not by what it is called: a table of text, or why not."""

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from operator import eq
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.text import join_words
from born_into_care.your_area.cells import is_blank, match_cells, read_count, read_date
from born_into_care.your_area.contract import aliases, fold_heading
from born_into_care.your_area.periods import read_period
from born_into_care.your_area.remarks import Mask
from born_into_care.your_area.safe_text import plain

Source = str | Path | bytes | bytearray | memoryview | BinaryIO
LARGEST_WORKBOOK = 100_000_000
"""Bytes, unpacked."""
_SAMPLE = 65_536
_HEADER_ROWS = 200
_SPARE_COLUMNS = 12
_REFUSED = {
    b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"\x1f\x8b": "a compressed file", b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file", b"BZh": "a compressed file", b"{\\rtf": "a text document",
    b"PAR1": "a Parquet file", b"SQLite format": "a database", b"MZ": "a program",
    b"\x7fELF": "a program", b"\xd0\xcf\x11\xe0": "an old workbook (.xls), or one with a password",
    b"<!doctype": "a web page", b"<html": "a web page", b"<table": "a web page", b"<?xml": "XML",
    b"{": "JSON", b"[{": "JSON", b'["': "JSON",
}  # fmt: skip
_BYTE_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip
_SAVE_AS = "Open it in a spreadsheet program, save it as 'CSV UTF-8' or .xlsx, and read that."
_LOOKS = re.compile(rb"<(fills|borders|cellStyleXfs|cellStyles|dxfs)\b.*?</\1>", re.S)
_FONT = re.compile(rb"<font(?:/>|>.*?</font>)", re.S)
_STRUCK = re.compile(rb"<strike(?! val=.(?:0|false))")


class UnreadableFileError(Exception):
    """Says why a file gives no table: kind, sentence, remedy, then sheets to choose from."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as its file holds it.

    Attributes:
        cells: text, one categorical column for each heading.
        rows: the number of each row as a spreadsheet shows it.
        hidden: the rows that the workbook hides, filters out or strikes through.
        too_long: the rows with more cells than there are headings.
        part: for each row how many breaks stand above it: a blank row, a title, headings again.
        notes: what was done to read it, in sentences.
        above: the words above the headings.
    """

    cells: pd.DataFrame = field(repr=False)
    rows: npt.NDArray[np.int64] = field(repr=False)
    hidden: Mask = field(repr=False)
    too_long: Mask = field(repr=False)
    part: npt.NDArray[np.int64] = field(repr=False)
    notes: tuple[str, ...] = ()
    above: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, each different."""
        return tuple(map(str, self.cells))


def open_sheet(source: Source, sheet: str | None = None) -> Sheet:
    """Return the table in a file, as text.

    Parameters:
        source: a path, the bytes of an upload, or an open binary file.
        sheet: which sheet of a workbook; None for the only visible one with a table.

    Raises:
        PackError: for a path that can't be opened.
        UnreadableFileError: for a file that gives no table.
    """
    content = _read_bytes(source)
    if not content[:_SAMPLE].strip(b'\x00 \r\n\t,;|"'):
        raise UnreadableFileError("empty-file", "The file is empty.", "Is it the right one?")
    if content.startswith(b"PK"):
        return _read_workbook(io.BytesIO(content), sheet)
    start = content[:_SAMPLE].removeprefix(codecs.BOM_UTF8).lstrip()[:20]
    for magic, what in _REFUSED.items():
        if start.startswith(magic) or start.lower().startswith(magic):
            raise UnreadableFileError("not-a-table", f"It is {what}, not a table.", _SAVE_AS)
    return _read_text(content)


def _read_bytes(source: Source) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    if not isinstance(source, str | Path):
        return source.read()
    path = Path(source).expanduser()
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackError(
            f"'{path}' can't be opened ({error.strerror}). Check the name, which ends in .csv or "
            ".xlsx, and close it in other programs."
        ) from None


# Text ---------------------------------------------------------------------------------------


def _read_text(content: bytes) -> Sheet:
    encoding = _find_encoding(content)
    sample = codecs.getincrementaldecoder(encoding)("replace").decode(content[:_SAMPLE])
    delimiter, top = _find_delimiter(sample, whole=len(content) <= _SAMPLE)
    try:
        frame = pd.read_csv(
            io.BytesIO(content), header=None, names=range(max(map(len, top)) + _SPARE_COLUMNS),
            sep=delimiter, dtype="category", encoding=encoding, encoding_errors="replace",
            na_filter=False, skip_blank_lines=False,
        )  # fmt: skip
    except pd.errors.ParserError:
        raise UnreadableFileError(
            "broken-rows", "A row has many more cells than others, or a quotation mark is open.",
            "Look for stray commas and quotation marks, or save the table as .xlsx.",
        ) from None  # fmt: skip
    # pandas makes numbers of a column whose heading is one too, such as 2019.
    frame = frame.apply(_name_categories)
    note = "It is not in UTF-8, and read as Windows-1252: check names with accents."
    return _table(frame, top, [note] * (encoding == "cp1252"), is_text=True)


def _name_categories(column: pd.Series) -> pd.Series:
    numbers = pd.api.types.is_numeric_dtype(column.cat.categories)
    return column.cat.rename_categories(str) if numbers else column


def _find_encoding(content: bytes) -> str:
    """Return the encoding: by its mark, else UTF-8 where all of it is, else Windows-1252."""
    for mark, encoding in _BYTE_MARKS.items():
        if content.startswith(mark):
            return encoding
    if sum(byte < 9 or 13 < byte < 32 for byte in content[:_SAMPLE]) > 0.02 * _SAMPLE:
        raise UnreadableFileError("not-text", "It has no text that can be read.", _SAVE_AS)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content, final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _find_delimiter(sample: str, *, whole: bool) -> tuple[str, list[list[str]]]:
    """Return what parts the cells, and the first rows: most known headings, else most cells."""
    found = []
    for delimiter in ",;\t|":
        lines = csv.reader(io.StringIO(sample.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        rows = [*lines]
        rows = rows[: len(rows) - (not whole)][:_HEADER_ROWS] or rows
        widths = sorted(len(row) for row in rows if any(row))
        found.append((max(map(_recognised, rows)), widths[len(widths) // 2], delimiter, rows))
    best = max(found, key=lambda score: score[:2])
    if max(map(len, best[3])) < 2:
        raise UnreadableFileError("one-column", "Nothing parts it into columns.", _SAVE_AS)
    return best[2], best[3]


# Workbooks ----------------------------------------------------------------------------------


def _read_workbook(stream: BinaryIO, wanted: str | None) -> Sheet:
    book = _load(stream)
    sheets = {s.title: s for s in book.worksheets}
    shown = [title for title, s in sheets.items() if s.sheet_state == "visible"]
    rows = {
        title: [[_cell_text(cell) for cell in row] for row in s.iter_rows()]
        for title, s in sheets.items() if title == wanted or (title in shown and not wanted)
    }  # fmt: skip
    tables = [title for title in rows if wanted or _has_data(rows[title])]
    tables = shown if len(shown) == 1 and not wanted else tables
    if len(tables) != 1:
        fault = "Which sheet has the table?" if tables else "No visible sheet has a table."
        raise UnreadableFileError("which-sheet", fault, "Name the sheet.", *(tables or shown))
    chosen, texts = sheets[tables[0]], rows[tables[0]]
    notes = [f"The sheet '{plain(tables[0])}' is read."] * (len(sheets) > 1)
    notes += ["Hidden sheets are not read."] * (len(shown) < len(sheets))
    notes += ["Hidden columns are not read."] * _clear_hidden_columns(chosen, texts)
    notes += ["Merged cells are filled down."] * _fill_merged(chosen, texts)
    frame = pd.DataFrame(texts, dtype=object).fillna("").astype("category")
    hidden = [number for number, row in chosen.row_dimensions.items() if row.hidden]
    if any(font.strike for font in book._fonts):
        hidden += [c.row for row in chosen.iter_rows() for c in row if c.value and c.font.strike]
    table = _table(frame, texts[:_HEADER_ROWS], notes, hidden=hidden)
    return replace(table, above=f"{tables[0]} {table.above}")


def _load(stream: BinaryIO) -> Any:
    """Return the workbook, without its properties and looks, but for what is struck through.

    Other programs write empty fills, fonts of unknown families and dates without a namespace, at
    which openpyxl 3.1 stops.
    """
    from openpyxl import load_workbook

    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(stream) as old, zipfile.ZipFile(copy, "w") as new:
            if sum(member.file_size for member in old.infolist()) > LARGEST_WORKBOOK:
                raise UnreadableFileError("too-large", "It is too large.", "Save it as CSV.")
            for name in old.namelist():
                if not name.startswith("docProps/"):
                    content = old.read(name)
                    if "styles" in name:
                        content = _FONT.sub(_plain_font, _LOOKS.sub(b"", content))
                    new.writestr(name, content)
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(copy, data_only=True)
    except UnreadableFileError:
        raise
    except Exception:  # openpyxl raises whatever its parsers do
        fault = "It is damaged, locked, or no .xlsx workbook."
        raise UnreadableFileError("not-a-workbook", fault, _SAVE_AS) from None


def _plain_font(font: re.Match[bytes]) -> bytes:
    return b"<font><strike/></font>" if _STRUCK.search(font[0]) else b"<font/>"


def _cell_text(cell: Any) -> str:
    """Return a cell as its workbook shows it: percentages as such, dates as year-month-day."""
    value, shown_as = cell.value, str(cell.number_format).casefold()
    if isinstance(value, date):
        if "d" not in shown_as.replace("[red]", ""):
            return f"{value:%b %Y}"
        return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.12g}%" if "%" in shown_as else f"{value:.12g}"
    return "" if value is None else str(value).strip()


def _clear_hidden_columns(sheet: Any, rows: list[list[str]]) -> bool:
    """Clear the cells of columns that the workbook hides, so that no hidden number is counted."""
    hidden = [c for c in sheet.column_dimensions.values() if c.hidden and c.min]
    for row in rows:
        for columns in hidden:
            width = len(row[columns.min - 1 : columns.max])
            row[columns.min - 1 : columns.max] = [""] * width
    return bool(hidden)


def _fill_merged(sheet: Any, rows: list[list[str]]) -> bool:
    """Fill names and years down over merged cells; a count over several rows is not theirs."""
    filled = False
    for merged in sheet.merged_cells.ranges:
        text = rows[merged.min_row - 1][merged.min_col - 1]
        if read_count(text)[1] or read_period(text):
            for row in rows[merged.min_row : merged.max_row]:
                row[merged.min_col - 1], filled = text, True
    return filled


# Headings -----------------------------------------------------------------------------------


def _recognised(row: Sequence[str]) -> int:
    return sum(fold_heading(cell) in aliases() for cell in row)


def _is_data(text: str) -> bool:
    return not (read_count(text)[1] and read_date(text, "day-first")[1])


def _has_data(rows: list[list[str]]) -> bool:
    header = _find_header(rows[:_HEADER_ROWS])
    return header is not None and any(_is_data(c) for row in rows[header + 1 : 400] for c in row)


def _find_header(top: Sequence[Sequence[str]]) -> int | None:
    """Return which row holds the headings: two cells or more, no number but years.

    Of such rows it is that with most headings that we have; without any, the first with a number
    or date below each other's words.
    """
    scores = {
        n: _recognised(row)
        for n, row in enumerate(top)
        if sum(map(bool, row)) > 1 and all(read_period(c) or not _is_data(c) for c in row if c)
    }
    best = max(scores, key=lambda n: scores[n], default=None)
    if best is None or scores[best]:
        return best
    below = (n for n in scores if any(_is_data(c) for row in top[n + 1 : n + 5] for c in row))
    return next(below, None)


def _has_two_rows(top: Sequence[Sequence[str]], header: int) -> bool:
    """Return whether the headings stand in two rows, one of which groups the other by year."""
    above, below = (
        [bool(read_period(cell)) for row in rows for cell in row if cell]
        for rows in (top[header - 1 : header], top[header + 1 : header + 2])
    )
    gaps = not all(top[header][: len(top[header]) - 1])
    return sum(above) > 1 or (gaps and len(below) > 1 and all(below))


def _table(
    frame: pd.DataFrame, top: list[list[str]], notes: Sequence[str] = (),
    *, hidden: Sequence[int] = (), is_text: bool = False,
) -> Sheet:  # fmt: skip
    """Return the rows below the headings, without rows and columns that hold nothing."""
    top = [[cell.strip() for cell in row] for row in top]
    header = _find_header(top)
    if header is None:
        raise UnreadableFileError(
            "no-headings", "No row of headings was found.",
            "Put a row of headings above the table, as in 'born-into-care template'.",
        )  # fmt: skip
    if _has_two_rows(top, header):
        raise UnreadableFileError(
            "two-rows-of-headings", f"The headings stand in two rows, at row {header + 1}.",
            "Make them one row: a column for the year, and one for each count.",
        )  # fmt: skip
    rows = np.arange(len(frame)) + 1
    blank = np.column_stack([match_cells(frame[c], is_blank) for c in frame])
    named = [(c, name) for c, name in enumerate(top[header]) if name]
    same = sum(match_cells(frame[c], partial(eq, name)).astype(int) for c, name in named)
    again = (rows > header + 1) & (same >= max(2, len(named) / 2))
    keep = (rows > header + 1) & np.any(~blank, axis=1) & ~again
    if not keep.any():
        raise UnreadableFileError("no-rows", "There are no rows below the headings.", _SAVE_AS)
    names = [plain(name, limit=60) for name in top[header]]
    while is_text and not names[-1]:
        names.pop()
    used = [c for c, name in enumerate(names) if name or not blank[keep, c].all()]
    headings = [
        names[c] if names[c] and names.count(names[c]) == 1
        else f"{names[c]} [column {c + 1}]".strip()
        for c in used
    ]  # fmt: skip
    cells = frame.loc[keep, used].set_axis(headings, axis=1).reset_index(drop=True)
    cells = cells.apply(lambda column: column.cat.remove_unused_categories())
    titles = keep & ((~blank[:, used]).sum(axis=1) == 1) & (len(used) > 2)
    titles[titles] = ~frame.loc[titles, used].astype(str).map(_is_data).any(axis=1)
    part = np.cumsum(~keep | titles)[keep]
    if again.any():
        rows_again = join_words([f"{row:,}" for row in rows[again][:5]])
        notes = [*notes, f"The headings stand once more, and are left out: row {rows_again}."]
    too_long = np.any(~blank[:, len(names) :], axis=1) & is_text
    above = " ".join(cell for row in top[:header] for cell in row if cell)
    return Sheet(
        cells, rows[keep], np.isin(rows[keep], hidden), np.asarray(too_long)[keep], part,
        tuple(notes), above,
    )  # fmt: skip
