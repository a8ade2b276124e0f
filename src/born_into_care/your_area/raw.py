"""A table as its file holds it: text only, each column as codes into its distinct values.

A case-level table of a million rows has few distinct dates, ages and areas. Keeping the distinct
texts once, and a 4-byte code for each row, holds it in little memory and lets every later step
(reading dates, spotting postcodes) look at each distinct text once.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.header import Header, find_header
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.totals import is_total

BLANKS = frozenset(
    [
        "",
        "na",
        "n/a",
        "#n/a",
        "nan",
        "null",
        "none",
        "nil",
        "-",
        "–",
        "—",
        ".",
        "..",
        "…",
        "?",
        "tbc",
        "not known",
        "unknown",
        "not stated",
        "not recorded",
    ]
)
"""Texts, in lower case, that say that a value is not there."""
_LONGEST_BLANK = 30

_CHUNK = 20_000
_HEADER_ROWS = 30
_LINES_IN_A_CELL = 5
_MOST_COLUMNS = 500
_MOST_KINDS = 50_000
"""A column with more distinct texts than this is not searched for headings and totals."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column: `values[codes[i]]` is the text of row i.

    Attributes:
        name: its heading, made harmless for showing.
        codes: one code for each row, int32.
        values: the distinct texts, without spaces around them.
    """

    name: str
    codes: npt.NDArray[np.int32]
    values: tuple[str, ...]

    @cached_property
    def blank_values(self) -> npt.NDArray[np.bool_]:
        """Which of the distinct texts mean that there is no value."""
        return np.array([is_blank(text) for text in self.values] or [True], dtype=bool)

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Where the column holds nothing, one truth value for each row."""
        return self.blank_values[self.codes]

    @property
    def names_used(self) -> tuple[str, ...]:
        """The distinct texts of its rows that mean something."""
        used = np.unique(self.codes).tolist()
        return tuple(self.values[i] for i in used if not self.blank_values[i])

    def kept(self, keep: npt.NDArray[np.bool_]) -> Column:
        """The same column with the rows that `keep` marks."""
        column = Column(self.name, self.codes[keep], self.values)
        # The texts are the same, so what was found out about them is not found out again.
        column.__dict__["blank_values"] = self.blank_values
        return column


@dataclass(frozen=True, eq=False)
class RawTable:
    """All columns of a table, the spreadsheet number of each row, and what was noticed on the way.

    Attributes:
        kind: "csv" or "excel".
        columns: in the order of the file.
        rows: the number of each row as a spreadsheet shows it, int32.
        problems: what reading itself found.
        headed: whether the file has a row of headings.
    """

    kind: str
    columns: tuple[Column, ...]
    rows: npt.NDArray[np.int32]
    problems: tuple[Problem, ...] = field(default=())
    headed: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The headings, in the order of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this heading."""
        return next(column for column in self.columns if column.name == name)

    def __len__(self) -> int:
        return len(self.rows)


def is_blank(text: str) -> bool:
    """Say whether a cell's text means that there is no value.

    Example:
        >>> [is_blank(text) for text in ("", " N/A ", "0")]
        [True, True, False]
    """
    return len(text) < _LONGEST_BLANK and text.strip().casefold() in BLANKS


def assemble(
    rows: Iterable[list[str]],
    *,
    kind: str,
    problems: Sequence[Problem] = (),
    first: int = 1,
    delimiter: str = "",
) -> RawTable:
    """Give the table that lies in a stream of rows: find its headings, then code each column.

    Parameters:
        rows: the cells of each row, from the top of the file, blank rows among them.
        kind: "csv" or "excel".
        problems: what opening the file has found already.
        first: the number of the first row, as a spreadsheet shows it.
        delimiter: what parts the cells of a text; "" for a workbook.
    """
    stream = iter(rows)
    top = list(islice(stream, _HEADER_ROWS))
    header = find_header(list(enumerate(top, start=first)))
    found = list(problems)
    if header is None:
        return _unreadable(kind, (*found, _nothing(top)))
    if len(header.names) > _MOST_COLUMNS:
        return _unreadable(kind, (_too_many_columns(),))
    found.extend(header.problems)
    coder = _Coder(header, first + header.below)
    # A million short lists would set off the garbage collector again and again, for nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        coder.add(top[header.below :])
        while chunk := list(islice(stream, _CHUNK)):
            coder.add(chunk)
    finally:
        if collecting:
            gc.enable()
    return coder.table(kind, found, delimiter)


def _unreadable(kind: str, problems: tuple[Problem, ...]) -> RawTable:
    return RawTable(kind, (), np.zeros(0, np.int32), problems, headed=False)


def _too_many_columns() -> Problem:
    return Problem(
        "too-many-columns", "stops", f"The table has more than {_MOST_COLUMNS} columns.",
        "Nothing is read.",
        "Keep only the columns that are needed: area, period, dates, age or counts.",
    )  # fmt: skip


def _nothing(top: Sequence[list[str]]) -> Problem:
    if not any(cell.strip() for cells in top for cell in cells):
        return Problem(
            "empty-file", "stops", "The file holds no rows.", "Nothing is counted.",
            "Check that this is the right file and that it was saved before it was closed.",
        )  # fmt: skip
    return Problem(
        "one-column", "stops", "No table with at least two columns was found in the file.",
        "Nothing is counted.",
        "Save the table as CSV with one heading for each column, or begin from the template.",
    )  # fmt: skip


class _Coder:
    """Turns rows into coded columns, and keeps account of the rows that are not like the others."""

    def __init__(self, header: Header, first: int) -> None:
        self._header = header
        self._next = first
        self._width = len(header.names)
        self._codes: list[defaultdict[str, int]] = [
            defaultdict(count().__next__) for _ in header.names
        ]
        self._parts: list[list[npt.NDArray[np.int32]]] = [[] for _ in header.names]
        self._rows: list[npt.NDArray[np.int32]] = []
        self._long: list[int] = []
        self._short: list[int] = []

    def add(self, chunk: Sequence[list[str]]) -> None:
        """Code the next rows."""
        numbers = np.arange(self._next, self._next + len(chunk), dtype=np.int32)
        self._next += len(chunk)
        if set(map(len, chunk)) != {self._width}:
            numbers, chunk = self._evened(numbers, chunk)
        if not chunk:
            return
        columns = zip(*chunk, strict=True)
        for codes, parts, texts in zip(self._codes, self._parts, columns, strict=True):
            parts.append(np.fromiter(map(codes.__getitem__, texts), np.int32, len(chunk)))
        self._rows.append(numbers)

    def _evened(
        self, numbers: npt.NDArray[np.int32], chunk: Sequence[list[str]]
    ) -> tuple[npt.NDArray[np.int32], list[list[str]]]:
        """The rows at the header's width; what had to be done to them is noted."""
        kept: list[int] = []
        rows: list[list[str]] = []
        for number, cells in zip(numbers.tolist(), chunk, strict=True):
            filled = len(cells)
            while filled and not cells[filled - 1].strip():
                filled -= 1
            if filled == 0:
                continue
            if filled > self._width:
                self._long.append(number)
                continue
            # A footnote has one cell; it is set aside below, not called a short row.
            if len(cells) < self._width and filled > 1:
                self._short.append(number)
            kept.append(number)
            rows.append((cells + [""] * self._width)[: self._width])
        return np.array(kept, np.int32), rows

    def table(self, kind: str, problems: list[Problem], delimiter: str) -> RawTable:
        """The table, without its blank rows, footnotes and repeated headings."""
        rows = np.concatenate(self._rows) if self._rows else np.zeros(0, np.int32)
        columns = tuple(
            _stripped(name, np.concatenate(parts) if parts else np.zeros(0, np.int32), codes)
            for name, parts, codes in zip(self._header.names, self._parts, self._codes, strict=True)
        )
        filled = np.zeros(len(rows), np.int16)
        says_total = np.zeros(len(rows), dtype=bool)
        for column in columns:
            filled += ~column.blank
            says_total |= _has(column, is_total)
        repeated = np.zeros(len(rows), np.int16)
        for column, name in zip(columns, self._header.found, strict=True):
            repeated += _has(column, _is_heading(name))
        headings = repeated >= max(2, self._width // 2)
        # A lone cell below the rows is a footnote.
        notes = (filled == 1) & (self._width > 2) & self._at_the_end(filled)
        # A row that says "Total" and little else counts the rows above it.
        totals = (filled <= max(2, self._width // 3)) & says_total
        # A cell of a workbook has lines because somebody wrote them; none was torn open.
        torn = np.zeros(len(rows), dtype=bool)
        if delimiter:
            torn |= _have_swallowed(columns, delimiter, alone=(filled > 0).sum() == 1)
        keep = (filled > 0) & ~headings & ~notes & ~totals & ~torn
        problems.extend(
            self._remarks(rows[headings], rows[notes & ~totals & ~torn], rows[totals], rows[torn])
        )
        if not keep.any():
            problems.append(_no_rows())
        return RawTable(
            kind, tuple(column.kept(keep) for column in columns), rows[keep], tuple(problems)
        )

    def _at_the_end(self, filled: npt.NDArray[np.int16]) -> npt.NDArray[np.bool_]:
        """Marks the rows below the last one that holds a table's worth of cells."""
        full = np.flatnonzero(filled > 1)
        return np.arange(len(filled)) > (full[-1] if len(full) else -1)

    def _remarks(
        self,
        headings: npt.NDArray[np.int32],
        notes: npt.NDArray[np.int32],
        totals: npt.NDArray[np.int32],
        torn: npt.NDArray[np.int32],
    ) -> Iterator[Problem]:
        if self._long:
            yield Problem(
                "too-many-cells", "left out", "These rows have more cells than there are headings.",
                "They are left out, because it cannot be told which cell belongs where.",
                "Look for a comma or other separator inside a name, and put quotation marks around "
                "that name; or save the table again from the spreadsheet it came from.",
                rows=tuple(self._long[:20]), count=len(self._long),
            )  # fmt: skip
        short = sorted({*self._short} - {*torn.tolist()})
        if short:
            yield Problem(
                "too-few-cells", "changed", "These rows have fewer cells than there are headings.",
                "The missing cells at the end are taken as blank.",
                "Check that nothing was cut off in these rows.",
                rows=tuple(short[:20]), count=len(short),
            )  # fmt: skip
        if len(torn):
            yield Problem(
                "quotation-mark-open", "left out",
                "A cell runs over many lines: a quotation mark was opened and not closed.",
                "The row is left out, and the rows that it swallowed are lost with it.",
                "Go to the named row, close or delete the stray quotation mark, and read the file "
                "again.",
                rows=tuple(torn[:20].tolist()), count=len(torn),
            )  # fmt: skip
        if len(headings):
            yield Problem(
                "headings-repeated", "left out", "These rows repeat the headings.",
                "They are not counted.", "Nothing has to be done.",
                rows=tuple(headings[:20].tolist()), count=len(headings),
            )  # fmt: skip
        if len(totals):
            yield Problem(
                "totals-row", "left out", "These rows are totals of other rows.",
                "They are not counted; the pack adds up the rows itself.", "Nothing has to be "
                "done.",
                rows=tuple(totals[:20].tolist()), count=len(totals),
            )  # fmt: skip
        if len(notes):
            yield Problem(
                "footnotes", "left out", "These rows below the table hold a single cell, as "
                "notes do.",
                "They are not counted.", "Nothing has to be done if they are notes.",
                rows=tuple(notes[:20].tolist()), count=len(notes),
            )  # fmt: skip


def _is_heading(name: str) -> Callable[[str], bool]:
    return lambda text: bool(text) and text == name


def _has(column: Column, test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Where a column's text passes a test; long texts and columns of single values do not."""
    if len(column.values) > _MOST_KINDS:
        return np.zeros(len(column.codes), dtype=bool)
    return np.array([len(t) < 70 and test(t) for t in column.values] or [False])[column.codes]


def _have_swallowed(
    columns: Sequence[Column], delimiter: str, *, alone: bool
) -> npt.NDArray[np.bool_]:
    """Where a cell holds rows of the file, because a quotation mark before them was not closed."""
    long = [[text.count("\n") > _LINES_IN_A_CELL for text in column.values] for column in columns]
    if not any(map(any, long)):
        return np.zeros(len(columns[0].codes), dtype=bool)
    known = [frozenset(text for text in c.values if not is_blank(text)) for c in columns]
    torn = np.zeros(len(columns[0].codes), dtype=bool)
    for column, marks in zip(columns, long, strict=True):
        found = [
            is_long and _is_swallowed(text, delimiter, known, alone=alone)
            for text, is_long in zip(column.values, marks, strict=True)
        ]
        torn |= np.array(found or [False])[column.codes]
    return torn


def _is_swallowed(
    text: str, delimiter: str, known: Sequence[frozenset[str]], *, alone: bool
) -> bool:
    """Whether most lines of a long cell are rows: as wide, with a cell that others have there.

    A note may have as many commas as a row. Where no other row is left to compare with, the width
    has to do.
    """
    lines = [line.split(delimiter) for line in text.split("\n")[1:]]
    rows = sum(
        len(cells) >= len(known)
        and (alone or any(c.strip() in texts for c, texts in zip(cells, known, strict=False)))
        for cells in lines
    )
    return 2 * rows >= len(lines)


def _no_rows() -> Problem:
    return Problem(
        "no-rows", "stops", "There are headings, but no rows below them.", "Nothing is counted.",
        "Check that the table was exported with its rows, or begin from the template.",
    )  # fmt: skip


def _stripped(name: str, codes: npt.NDArray[np.int32], seen: defaultdict[str, int]) -> Column:
    """The column with spaces around its texts taken away, each distinct text once."""
    texts = [*map(str.strip, seen)]
    if len(set(texts)) == len(texts):
        return Column(name, codes, tuple(texts))
    merged: dict[str, int] = {}
    to_merged = np.array([merged.setdefault(text, len(merged)) for text in texts], np.int32)
    return Column(name, to_merged[codes], tuple(merged))
