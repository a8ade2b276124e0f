"""A file of a learner's, opened by what it holds and not by what it is called."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np

from born_into_care.errors import PackError
from born_into_care.text import join_words
from born_into_care.your_area.header import find_header
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.raw import RawTable, assemble
from born_into_care.your_area.roles import best_role
from born_into_care.your_area.safe_text import plain

Source = str | Path | bytes | bytearray | memoryview | BinaryIO

LARGEST_TEXT = 400_000_000
"""Bytes. Some five million rows of one baby each, more than England and Wales have issued."""
LARGEST_WORKBOOK = 60_000_000
UNPACKED_WORKBOOK = 1_200_000_000
_SAMPLE = 65_536
_DELIMITERS = (",", ";", "\t", "|")
_BLANK_RUN = 2_000

_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "Ask its sender for the table as Excel or CSV"),
    (b"\x89PNG", "a picture", "Ask its sender for the table as Excel or CSV"),
    (b"\xff\xd8\xff", "a picture", "Ask its sender for the table as Excel or CSV"),
    (b"GIF8", "a picture", "Ask its sender for the table as Excel or CSV"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first, and read the table inside it"),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it first, and read the table inside it"),
    (b"Rar!", "a compressed file", "Unpack it first, and read the table inside it"),
    (b"BZh", "a compressed file", "Unpack it first, and read the table inside it"),
    (b"{\\rtf", "a text document", "Copy its table to a spreadsheet and save that as CSV"),
    (b"PAR1", "a Parquet file", "Save the table as CSV"),
    (b"SQLite format", "a database", "Export the table as CSV"),
    (b"MZ", "a program", "Do not open it; ask its sender what it is"),
    (b"\x7fELF", "a program", "Do not open it; ask its sender what it is"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"


def open_raw(source: Source, *, name: str, sheet: str | None = None) -> RawTable:
    """Give the table in a file, as text, whatever the file is called.

    Parameters:
        source: a path, the bytes of an upload, or an open binary file.
        name: what the file is called.
        sheet: which sheet of a workbook; None for the first that looks like a table.

    Returns:
        The table. What is wrong with it stands in its problems; a file that can't be read gives a
        table without columns and a problem that stops.

    Raises:
        PackError: for a path that does not exist.
    """
    stream = _stream(source)
    try:
        return _opened(stream, name, sheet)
    finally:
        if isinstance(source, str | Path):
            stream.close()


def _stream(source: Source) -> BinaryIO:
    if isinstance(source, bytes | bytearray | memoryview):
        return io.BytesIO(bytes(source))
    if isinstance(source, str | Path):
        path = Path(source).expanduser()
        if path.is_dir():
            raise PackError(f"'{path.name}' is a folder. Give the name of a file inside it.")
        if not path.is_file():
            raise PackError(
                f"There is no file '{path}'. Check its name and folder; a file name ends in .csv "
                "or .xlsx, which some computers hide."
            )
        try:
            return path.open("rb")
        except PermissionError:
            raise PackError(
                f"The file '{path.name}' can't be opened. Close it in other programs, or copy it "
                "to a folder of your own."
            ) from None
    return source


def _opened(stream: BinaryIO, name: str, sheet: str | None) -> RawTable:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    head = stream.read(_SAMPLE)
    stream.seek(0)
    if not head.strip(b'\x00 \r\n\t,;|"'):
        return _refusal(
            "empty-file", "The file is empty.",
            "Check that this is the right file and that it was saved before it was closed.",
        )  # fmt: skip
    for magic, what, remedy in _REFUSED:
        if head.startswith(magic):
            return _refusal("not-a-table", f"The file is {what}, not a table.", f"{remedy}.")
    if head.startswith(_OLE):
        return _old_office(head)
    if head.startswith(b"PK"):
        return _workbook(stream, size, name, sheet)
    if (
        head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200]
        .lower()
        .startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        return _refusal(
            "web-page", "The file is a web page or XML, not a table, whatever its name says.",
            "Open it in a spreadsheet program, choose 'Save as' and then CSV or Excel workbook.",
        )  # fmt: skip
    if head.lstrip()[:1] in (b"{", b"[") and b'"' in head[:2000] and b":" in head[:2000]:
        return _refusal(
            "json", "The file holds JSON, not a table.", "Export the table as CSV instead."
        )
    return _text(stream, head, size, name)


def _refusal(kind: str, says: str, remedy: str) -> RawTable:
    problem = Problem(kind, "stops", says, "Nothing is read.", remedy)
    return RawTable("none", (), np.zeros(0, np.int32), (problem,), headed=False)


def _old_office(head: bytes) -> RawTable:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return _refusal(
            "locked", "The workbook is locked with a password.",
            "Open it in Excel, take the password off (File, Info, Protect workbook) and save a "
            "copy "
            "in a safe place; delete the copy when you have finished.",
        )  # fmt: skip
    return _refusal(
        "old-workbook", "The file is a workbook of an old kind (.xls) or another old document.",
        "Open it in Excel and save it as .xlsx, or as CSV UTF-8.",
    )  # fmt: skip


# Text ---------------------------------------------------------------------------------------


def _text(stream: BinaryIO, head: bytes, size: int, name: str) -> RawTable:
    if size > LARGEST_TEXT:
        return _refusal(
            "too-large",
            f"The file holds {size / 1e6:,.0f} MB, more than the {LARGEST_TEXT / 1e6:,.0f} MB "
            "that are read at once.",
            "Keep only the columns that are needed (area, dates, age), or split the file by year.",
        )  # fmt: skip
    encoding, problems = _encoding(stream, head)
    if encoding is None:
        return _refusal(
            "not-text", "The file holds no text that can be read as a table.",
            "Save the table as 'CSV UTF-8' or as an Excel workbook.",
        )  # fmt: skip
    if b"\n" not in head and b"\r" not in head and size > _SAMPLE:
        return _refusal(
            "one-line", "The file has no line ends in its first 65,000 characters, as a table has.",
            "Save the table as 'CSV UTF-8' or as an Excel workbook.",
        )  # fmt: skip
    sample = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    if head.startswith(b"\xef\xbb\xbf"):
        sample = sample.lstrip("\ufeff")
    delimiter, skipped = _delimiter(sample, whole=size <= _SAMPLE)
    if name.casefold().endswith((".xlsx", ".xlsm", ".xls")):
        problems.append(
            Problem(
                "named-as-workbook", "changed",
                "The file is called a workbook, but holds plain text.",
                "It is read as CSV.", "Nothing has to be done.",
            )
        )  # fmt: skip
    if delimiter is None:
        return _refusal(
            "one-column", "The file has only one column: no comma, semicolon, tab or bar parts it.",
            "Save the table as 'CSV UTF-8' or as an Excel workbook.",
        )  # fmt: skip
    # newline="" leaves line ends to the csv module, which knows those inside quotation marks.
    lines = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        if skipped:
            lines.readline()
        rows = csv.reader(lines, delimiter=delimiter)
        return assemble(rows, kind="csv", problems=problems, first=1 + skipped, delimiter=delimiter)
    except csv.Error:
        return _refusal(
            "quotation-mark-open",
            "A cell is longer than any table's: a quotation mark was opened and not closed.",
            "Look for a stray quotation mark (\") in the file, delete it, and read the file again.",
        )  # fmt: skip
    finally:
        lines.detach()


def _encoding(stream: BinaryIO, head: bytes) -> tuple[str | None, list[Problem]]:
    """The encoding of a text, and what has to be said about it."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding, []
    even, odd = head[0:4000:2].count(0), head[1:4000:2].count(0)
    length = len(head[:4000]) / 2
    if odd > 0.4 * length and even < 0.05 * length:
        return "utf-16-le", []
    if even > 0.4 * length and odd < 0.05 * length:
        return "utf-16-be", []
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head)
    if strange > 0.02 * len(head):
        return None, []
    if _is_utf8(stream):
        return "utf-8", []
    note = Problem(
        "encoding", "changed", "The file is not in UTF-8.",
        "It is read as Windows-1252, the usual encoding of older spreadsheets in Western Europe.",
        "Check names with accents in the list of areas; saving as 'CSV UTF-8' avoids the guess.",
    )  # fmt: skip
    return "cp1252", [note]


def _is_utf8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while part := stream.read(1 << 20):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True


def _delimiter(sample: str, *, whole: bool) -> tuple[str | None, int]:
    """What parts the cells, and how many first lines only say so ("sep=;")."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.casefold().startswith("sep=") and len(first) >= 5:
        return first[4], 1
    best: tuple[float, str | None] = (0.0, None)
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if not whole and len(rows) > 1:
            rows.pop()
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        header = find_header(list(enumerate(rows[:30], start=1)))
        known = header is not None and header.below > 0
        score = wide.count(usual) / len(widths) * min(usual, 20) ** 0.5 * (1.2 if known else 1.0)
        if score > best[0]:
            best = (score, delimiter)
    return best[1], 0


# Workbooks ----------------------------------------------------------------------------------


def _workbook(stream: BinaryIO, size: int, name: str, sheet: str | None) -> RawTable:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        return _damaged()
    if "xl/workbook.bin" in members:
        return _refusal(
            "binary-workbook", "The file is a binary workbook (.xlsb).",
            "Open it in Excel and save it as .xlsx, or as CSV UTF-8.",
        )  # fmt: skip
    if "xl/workbook.xml" not in members:
        what = (
            "a Word document" if any(m.startswith("word/") for m in members)
            else "an OpenDocument file" if "mimetype" in members and "content.xml" in members
            else "a compressed file"
        )  # fmt: skip
        return _refusal(
            "not-a-table", f"The file is {what}, not an Excel workbook, whatever its name says.",
            "Save the table as .xlsx or as CSV UTF-8 and read that.",
        )  # fmt: skip
    if size > LARGEST_WORKBOOK or unpacked > UNPACKED_WORKBOOK:
        return _refusal(
            "too-large", f"The workbook holds {max(size, unpacked) / 1e6:,.0f} MB when it is "
            "unpacked, too much to open.",
            "Save the sheet with the table as CSV, which is read much faster, and read that.",
        )  # fmt: skip
    problems = []
    if not name.casefold().endswith((".xlsx", ".xlsm")):
        problems.append(
            Problem(
                "named-otherwise", "changed", "The file is an Excel workbook under another name.",
                "It is read as a workbook.", "Nothing has to be done.",
            )
        )  # fmt: skip
    return _sheets(stream, sheet, problems)


def _damaged() -> RawTable:
    return _refusal(
        "damaged-workbook", "The workbook is damaged and can't be opened.",
        "Open it in Excel, let Excel repair it, and save it again; or ask for a new copy.",
    )  # fmt: skip


class _Damaged(Exception):  # noqa: N818  (a state of a file, never shown)
    """Raised where openpyxl can't read on, so that a fault of our own is not taken for one."""


def _sheets(stream: BinaryIO, sheet: str | None, problems: list[Problem]) -> RawTable:
    from openpyxl import load_workbook

    stream.seek(0)
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    # openpyxl raises whatever its parsers raise; a damaged workbook must not end in a traceback.
    except Exception:
        return _damaged()
    try:
        names = list(book.sheetnames)
        if sheet is not None and sheet not in names:
            return _refusal(
                "no-such-sheet", f"The workbook has no sheet '{plain(sheet)}'.",
                f"Its sheets are {join_words([plain(n) for n in names])}.",
            )  # fmt: skip
        wanted = [sheet] if sheet is not None else names
        candidates = [(n, _table_score(book[n])) for n in wanted if hasattr(book[n], "iter_rows")]
        if not candidates:
            return _refusal(
                "empty-file",
                "The workbook, or the sheet that was named, has charts and no cells.",
                "Name the sheet with the table (sheet='...'); or, in a spreadsheet program, copy "
                "the table to a sheet of its own, and save the workbook again.",
            )  # fmt: skip
        chosen = max(candidates, key=lambda pair: pair[1])[0]
        others = [plain(n) for n, score in candidates if n != chosen and score > 0]
        if others:
            problems.append(
                Problem(
                    "other-sheets", "note",
                    f"The workbook has other sheets with cells: {join_words(others)}.",
                    f"Only the sheet '{plain(chosen)}' is read.",
                    "If another one is meant, name it (sheet='...').",
                )
            )  # fmt: skip
        return assemble(_sheet_rows(book[chosen]), kind="excel", problems=problems)
    except _Damaged:
        return _damaged()
    finally:
        book.close()


def _table_score(sheet: object) -> float:
    """How much a sheet looks like a table, from its first rows."""
    top = list(islice(_sheet_rows(sheet), 30))
    header = find_header(list(enumerate(top, start=1)))
    if header is None:
        return 0.0
    return 1.0 + sum(best_role(name)[1] for name in header.names)


def _sheet_rows(sheet: object) -> Iterator[list[str]]:
    """The rows of a sheet as text; a long run of blank rows ends it."""
    blank = 0
    for cells in _cells(sheet):
        texts = [_cell_text(cell) for cell in cells]
        blank = 0 if any(texts) else blank + 1
        if blank > _BLANK_RUN:
            return
        yield texts


def _cells(sheet: object) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet as openpyxl gives them; whatever it raises becomes `_Damaged`."""
    try:
        sheet.reset_dimensions()  # type: ignore[attr-defined]  # some programs write a wrong size
        rows = iter(sheet.iter_rows(values_only=True))  # type: ignore[attr-defined]
    except Exception as error:
        raise _Damaged from error
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except Exception as error:
            raise _Damaged from error
        yield cells


def _cell_text(cell: object) -> str:
    """A cell as text: dates as year-month-day, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)
