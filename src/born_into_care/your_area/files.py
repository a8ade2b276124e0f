"""A file opened by what it holds and not by what it is called: a table of text, or why not.

A sheet is one rectangle: words above, a row of headings, rows, notes below. What departs from it
in a way that could change a count stops the file.
"""

import codecs
import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.errors import PackError, require_known
from born_into_care.text import plain
from born_into_care.your_area.cells import is_blank, is_data, match_cells, read_count
from born_into_care.your_area.contract import find_alias, find_other_unit
from born_into_care.your_area.periods import read_period
from born_into_care.your_area.remarks import name_rows, name_words

_SAMPLE = 65_536
_HEADER_ROWS = 200
_REFUSED = {
    b"%PDF": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"\x1f\x8b": "a compressed file", b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file", b"BZh": "a compressed file", b"{\\rtf": "a text document",
    b"PAR1": "a Parquet file", b"SQLite format": "a database", b"MZ": "a program",
    b"\x7fELF": "a program", b"\xd0\xcf\x11\xe0": "an old workbook (.xls), or one with a password",
    b"<!doctype": "a web page", b"<html": "a web page", b"<table": "a web page", b"<?xml": "XML",
    b"{": "JSON", b"[{": "JSON", b'["': "JSON",
}  # fmt: skip
_STYLES = re.compile(
    rb"<(fills|borders|cellStyleXfs|cellStyles|dxfs|conditionalFormatting)\b.*?</\1>", re.S
)
_FONT = re.compile(rb"<font(?:/>|>.*?</font>)", re.S)
_LITERAL = re.compile(
    r'\[(?:black|blue|cyan|green|magenta|red|white|yellow)\]|[_*].|"([^"]*)"|\\(.)'
)
_DIGITS = re.compile(r"general|@|[#0?](?:[#0?,. ]*[#0?])?")
_STRUCK = re.compile(rb"<strike(?! val=.(?:0|false))")
_LEFT_OUT = re.compile(
    rb"<r>(?:(?!</r>).)*?(?:<vertAlign val=.superscript|%b).*?</r>" % _STRUCK.pattern, re.S
)
"""A part of a cell that is raised, as the mark of a footnote is, or struck out."""
_NOT_COMPUTED = re.compile(
    rb'<c (?:(?!t="str")[^>])*><f(?:[^>]*/>|[^<]*</f>)\s*(?:<v ?/>|<v></v>)?\s*</c>'
)
"""A formula whose value its file does not hold."""


class UnreadableFileError(Exception):
    """Says why a file gives no table: what stops or has to be asked, and the words in its text."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as its file holds it, with rows by the numbers that a spreadsheet shows.

    Attributes:
        cells: text, one categorical column for each heading; its index are the rows.
        hidden_rows: those that the workbook hides, filters out or strikes through.
        too_long: rows with more cells than there are headings.
        breaks: rows that part the table: blank, a title, the headings again.
        around: what stands outside the table, in words.
        notes: what was done to read it, in sentences.
    """

    cells: pd.DataFrame = field(repr=False)
    hidden_rows: npt.NDArray[np.int64]
    too_long: npt.NDArray[np.int64]
    breaks: npt.NDArray[np.int64]
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
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise PackError(
            f"'{error.filename}' can't be opened ({error.strerror}). Check the name, "
            "which ends in .csv or .xlsx, and close it in other programs."
        ) from None
    if not content[:_SAMPLE].strip(b'\x00 \r\n\t,;|"'):
        raise UnreadableFileError("empty-file")
    if content.startswith(b"PK"):
        return _read_workbook(content, wanted)
    start = content[:_SAMPLE].removeprefix(codecs.BOM_UTF8).lstrip()[:20]
    for magic, what in _REFUSED.items():
        if start.startswith(magic) or start.lower().startswith(magic):
            raise UnreadableFileError("not-a-table", {"what": what})
    return _read_text(content)


# Text ---------------------------------------------------------------------------------------


def _read_text(content: bytes) -> Sheet:
    """Return the table in a text: UTF-16 by its mark, else UTF-8 where all of it is, else 1252."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
    sample = content[:_SAMPLE].decode(encoding, "replace")
    if sum(character < " " and not character.isspace() for character in sample) > len(sample) / 50:
        raise UnreadableFileError("not-text")
    delimiter, width = _find_delimiter(sample.splitlines()[:_HEADER_ROWS])
    try:
        frame = pd.read_csv(
            io.BytesIO(content), header=None, names=range(width + 3), sep=delimiter,
            dtype="category", encoding=encoding, encoding_errors="replace", na_filter=False,
            skip_blank_lines=False,
        )  # fmt: skip
    except pd.errors.ParserError:
        raise UnreadableFileError("broken-rows") from None
    for text in chain(*(frame[column].cat.categories for column in frame)):
        # Where a quotation mark is left open, a cell runs on over the next rows.
        if any(line.count(delimiter) >= max(1, width - 2) for line in str(text).split("\n")[1:]):
            raise UnreadableFileError("broken-rows")
    # pandas makes numbers of a column whose heading is one too, such as 2019.
    frame = frame.apply(lambda column: column.cat.rename_categories(str))
    note = "It is not in UTF-8, and read as Windows-1252: check names with accents."
    return _make_sheet(frame, [note] if encoding == "cp1252" else [], [], [], is_text=True)


def _find_delimiter(lines: list[str]) -> tuple[str, int]:
    """Return what parts the cells, and how many a row has: by known headings, else most cells."""
    delimiter = max(
        ",;\t|",
        key=lambda mark: (
            max(_count_known(line.split(mark)) for line in lines),
            np.median([line.count(mark) for line in lines]),
        ),
    )
    width = max(line.count(delimiter) for line in lines) + 1
    if width < 2:
        raise UnreadableFileError("one-column")
    return delimiter, width


# Workbooks ----------------------------------------------------------------------------------


def _read_workbook(content: bytes, wanted: str | None) -> Sheet:
    book = _load(content)
    every = [sheet.title for sheet in book]  # without sheets that are a chart
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    tables = [require_known("sheet", wanted, every)] if wanted else shown
    rows = {title: _read_rows(book[title]) for title in tables}
    if len(tables) > 1:
        tables = [title for title in shown if any(is_data(c) for row in rows[title] for c in row)]
    if len(tables) != 1:
        raise UnreadableFileError("sheet", {"only": tables or shown})
    title, sheet = tables[0], book[tables[0]]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    hidden_rows = [
        number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0
    ]
    if any(font.strike for font in book._fonts):
        hidden_rows += [cell.row for cell in cells if cell.font.strike]
    if book.epoch.year == 1904 and any(cell.value in range(25_000, 60_000) for cell in cells):
        raise UnreadableFileError("days-from-1904")
    elsewhere = " ".join(chain(*(row for other in rows.keys() - {title} for row in rows[other])))
    ends = chain(*([end.left, end.center, end.right] for end in (sheet.oddHeader, sheet.oddFooter)))
    printed = " ".join(part.text or "" for part in ends)
    notes = {
        f"The sheet '{plain(title)}' is read.": len(every) > 1,
        "Hidden sheets are not read.": len(shown) < len(every),
        "Merged cells are filled down.": bool(sheet.merged_cells.ranges),
    }
    around = {
        "hidden columns": not _find_hidden_columns(sheet).isdisjoint(c.column for c in cells),
        "comments on cells": any(cell.comment for cell in cells),
        "the words in other sheets": bool(find_other_unit("words", elsewhere)),
        "the name of the sheet": bool(find_other_unit("words", str(title))),
        "the head or foot of the printed page": bool(find_other_unit("words", printed)),
    }
    frame = pd.DataFrame(rows[title], dtype=object).fillna("").astype("category")
    return _make_sheet(
        frame, [note for note, is_so in notes.items() if is_so], hidden_rows,
        [words for words, is_so in around.items() if is_so], is_text=False,
    )  # fmt: skip


def _load(content: bytes) -> Any:
    """Return the workbook, without its properties and styles, but for what is struck through.

    Other programs write empty fills, fonts of unknown families and dates without a namespace, at
    which openpyxl 3.1 stops.
    """
    from openpyxl import load_workbook

    copy = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(copy, "w") as new:
            if sum(member.file_size for member in old.infolist()) > 100_000_000:
                raise ValueError
            for name in (name for name in old.namelist() if not name.startswith("docProps/")):
                part = _LEFT_OUT.sub(b"", old.read(name))
                if _NOT_COMPUTED.search(part):
                    raise UnreadableFileError("formulas")
                if "styles" in name or b"<conditionalFormatting" in part:
                    part = _FONT.sub(_simplify_font, _STYLES.sub(b"", part))
                new.writestr(name, part)
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(copy, data_only=True)
    except UnreadableFileError:
        raise
    except Exception:  # openpyxl raises whatever its parsers do
        raise UnreadableFileError("not-a-workbook") from None


def _simplify_font(font: re.Match[bytes]) -> bytes:
    return b"<font><strike/></font>" if _STRUCK.search(font[0]) else b"<font/>"


def _read_rows(sheet: Any) -> list[list[str]]:
    """Return the text of each cell; none of columns that the workbook hides.

    Names, dates and years are filled down over merged cells. A count over several rows is that of
    none of them, and stands as words, so that it stops the table.
    """
    hidden = _find_hidden_columns(sheet)
    rows = [
        ["" if cell.column in hidden else _read_cell(cell) for cell in row]
        for row in sheet.iter_rows()
    ]
    for merged in sheet.merged_cells.ranges:
        text = rows[merged.min_row - 1][merged.min_col - 1]
        if merged.max_row > merged.min_row and not (read_count(text)[1] or read_period(text)):
            text = "over several rows"
        for row in rows[merged.min_row - 1 : merged.max_row]:
            row[merged.min_col - 1] = text
    return rows


def _find_hidden_columns(sheet: Any) -> set[int]:
    columns = [c for c in sheet.column_dimensions.values() if c.hidden and c.min]
    return {number for c in columns for number in range(c.min, c.max + 1)}


def _read_cell(cell: Any) -> str:
    """Return a cell as its workbook shows it: percentages as such, dates as year-month-day."""
    value, shown_as = cell.value, str(cell.number_format).casefold()
    if isinstance(value, date) and "d" not in shown_as.replace("[red]", ""):
        return f"{value:%b %Y}" if "m" in shown_as else f"{value:%Y}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value).strip()
    if "%" in shown_as:
        return f"{value * 100:.12g}%"
    return _DIGITS.sub(f"{value:.12g}", _find_shape(shown_as, is_zero=not value), count=1).strip()


@cache
def _find_shape(shown_as: str, *, is_zero: bool) -> str:
    """Return what a format shows of a number, beside it or in its place.

    A zero is a zero, also where the format leaves it out or shows a dash. The comma that makes
    thousands stays, so that it is no number.
    """
    shapes = shown_as.split(";")
    is_word = is_zero and re.search('"[^-"]', "".join(shapes[2:3]))
    return _LITERAL.sub(lambda m: m[1] or m[2] or "", shapes[2 if is_word else 0])


# The rectangle ------------------------------------------------------------------------------


def _count_known(row: list[str]) -> int:
    return sum(bool(find_alias(cell)[0]) for cell in row)


def _is_mark(cell: str) -> bool:
    """Return whether a cell holds a mark in place of a number."""
    return bool(cell) and read_count(cell)[1] in ("hidden", "missing", "share")


def _find_header(top: list[list[str]]) -> int:
    """Return which row holds the headings: no number but years, most headings that we have, widest.

    A name before a colon is a setting of the report. It stops where headings stand in two rows or
    twice: years above counts, two tables abreast.
    """
    able = [
        n
        for n, row in enumerate(top)
        if sum(map(bool, row)) > 1
        and not row[0].endswith(":")
        and not any(is_data(cell) and not read_period(cell) for cell in row)
        # A heading that we have may stand beside one that looks like a mark in place of a number.
        and (_count_known(row) or not any(map(_is_mark, row)))
    ]
    if not able:
        raise UnreadableFileError("no-headings")
    header = max(able, key=lambda n: (_count_known(top[n]), sum(map(bool, top[n]))))
    names = [name.casefold() for name in top[header]]
    twice = [n for n in names if names.count(n) > 1 and find_alias(n)[0]]
    below = [read_period(cell) for row in top[header + 1 : header + 2] for cell in row if cell]
    if twice or (len(below) > 1 and all(below)):
        raise UnreadableFileError("two-rows-of-headings", {"row": f"{header + 1}"})
    return header


def _make_sheet(
    frame: pd.DataFrame, notes: list[str], hidden_rows: list[int], around: list[str], *,
    is_text: bool,
) -> Sheet:  # fmt: skip
    """Return the rows below the headings, without rows and columns that hold nothing."""
    top = [[str(cell).strip() for cell in row] for row in frame.head(_HEADER_ROWS).to_numpy()]
    header = _find_header(top)
    names = [plain(name, limit=60) for name in top[header]]
    rows = np.arange(len(frame)) + 1
    blank = np.column_stack([match_cells(frame[c], is_blank) for c in frame])
    # Rows that say the headings again: two of them at least, and half of them.
    same = [frame[c] == name for c, name in enumerate(top[header]) if name]
    again = (np.sum(same, axis=0) >= max(2, len(same) / 2)) & (rows > header + 1)
    keep = (rows > header + 1) & ~blank.all(axis=1) & ~again
    if not keep.any():
        raise UnreadableFileError("no-rows")
    width = max(c for c, name in enumerate(names) if name) + 1 if is_text else len(names)
    used = [c for c in range(width) if names[c] or not blank[keep, c].all()]
    headings = [
        names[c] if names[c] and names.count(names[c]) == 1
        else f"{names[c]} [column {c + 1}]".strip()
        for c in used
    ]  # fmt: skip
    # A blank column, and more than one heading to its right.
    unused = [c for c in range(used[0], width) if c not in used]
    if "hidden columns" not in around and any(sum(map(bool, names[c:])) > 1 for c in unused):
        raise UnreadableFileError("tables-abreast", {"row": f"{header + 1}"})
    cells = frame.loc[keep, used].set_axis(headings, axis=1).set_axis(rows[keep])
    titles = keep & ((~blank[:, used]).sum(axis=1) == 1) & (len(used) > 2)
    titles[titles] = ~frame.loc[titles, used].astype(str).map(is_data).any(axis=1)
    above = rows[:header][~blank[:header].all(axis=1)]
    if above.any():
        around = [name_words(above, (cell for row in top[:header] for cell in row)), *around]
    if again.any():
        notes = [*notes, f"The headings again are left out: {name_rows(rows[again])}."]
    return Sheet(
        cells.apply(lambda column: column.cat.remove_unused_categories()), np.array(hidden_rows),
        rows[~blank[:, width:].all(axis=1)], rows[(rows > header + 1) & (~keep | titles)],
        tuple(around), tuple(notes),
    )  # fmt: skip
