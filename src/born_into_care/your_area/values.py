"""Dates and numbers out of the texts of a column, each distinct text read once.

A text that can't be read is not guessed at: it gets a fault, a fixed name from `FAULTS`, and the
row is listed under it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.raw import Column, is_blank

DateStyle = Literal["day first", "month first", "year first"]

FAULTS: dict[str, tuple[str, str]] = {
    "no-such-day": (
        "no such day is in the calendar",
        "Correct the day or the month, or say whether the file writes the day or the month first.",
    ),
    "not-a-date": (
        "the cell does not hold a date that can be read",
        "Write the date as 2019-03-05 or 05/03/2019.",
    ),
    "two-styles": (
        "the date is written month first in a column that writes the day first",
        "Write all dates of the column in one style, best as 2019-03-05.",
    ),
    "no-year": ("the date has no year", "Write the date with its year, as 05/03/2019."),
    "excel-error": (
        "the cell holds an error of the spreadsheet, such as #REF!",
        "Mend the formula in the spreadsheet and save the file again.",
    ),
    "too-early": ("the date is before 1990", "Check the year."),
    "in-future": ("the date lies in the future", "Check the year."),
    "percentage": (
        "the cell holds a percentage where a number of babies or births is needed",
        "Put the number in; the pack works out percentages itself.",
    ),
    "hidden-already": (
        "the number was hidden before it reached you (such as '<5', '*' or 'c')",
        "Nothing has to be done: it stays hidden, and so does every total that it is part of.",
    ),
    "not-a-number": (
        "the cell holds words where a number is needed",
        "Put a whole number in, or leave the cell blank where the number is not known.",
    ),
    "not-whole": ("the number is not a whole one", "Put a whole number of babies or days in."),
    "negative": ("the number is below zero", "Check the sign, or the two numbers it came from."),
    "too-large": ("the number is too large to be true", "Check for digits typed twice."),
    "not-days": (
        "the age or notice is given in months or years",
        "Give it in whole days: a baby is newborn up to day 13.",
    ),
}
"""What can be wrong with one cell: what it is, and what to do about it."""


@dataclass(frozen=True, eq=False)
class Read:
    """The values of a column, and for each row the fault that kept a value from being read.

    Attributes:
        values: float64; days since 1 January 1970 for dates; not a number where there is none.
        faults: for each row an index into `names`; 0 is no fault.
        names: "" and then the names of the faults met.
        changed: rows whose text was understood in another way than it was written.
        note: how it was understood, "" where nothing was changed.
        style: how dates were read.
        ambiguous: whether no date of the column shows if the day or the month is first.
    """

    values: npt.NDArray[np.float64]
    faults: npt.NDArray[np.int16]
    names: tuple[str, ...]
    changed: npt.NDArray[np.bool_]
    note: str = ""
    style: DateStyle | None = None
    ambiguous: bool = False

    def fault(self, name: str) -> npt.NDArray[np.bool_]:
        """Where this fault was met, one truth value for each row."""
        if name not in self.names:
            return np.zeros(len(self.values), dtype=bool)
        return np.asarray(self.faults == self.names.index(name), dtype=bool)


_EPOCH = date(1970, 1, 1)
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ionawr",
            "feb february chwefror",
            "mar march mawrth",
            "apr april ebrill",
            "may mai",
            "jun june mehefin",
            "jul july gorffennaf",
            "aug august awst",
            "sep sept september medi",
            "oct october hydref",
            "nov november tachwedd",
            "dec december rhagfyr",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(
    r"[T\s,]+\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|BST|[+-]\d{2}:?\d{2})?$",
    re.I,
)
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.I)
_YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$")
_COMPACT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_THREE = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2}|\d{4})$")
_DAY_MONTH_NAME = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[-/. ,]*(?:of )?([a-z]{3,10})\.?[-/. ,]+(\d{2}|\d{4})$", re.I
)
_MONTH_NAME_DAY = re.compile(
    r"^([a-z]{3,10})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?[-/. ,]+(\d{2}|\d{4})$", re.I
)
_NO_YEAR = re.compile(r"^\d{1,2}[-/. ](\d{1,2}|[a-z]{3,9})$", re.I)
_SERIAL = re.compile(r"^(\d{5})(\.\d+)?$")
_FIRST_YEAR = 1990


def read_dates(column: Column, *, today: date, style: DateStyle | None = None) -> Read:
    """Give the dates of a column, in days since 1 January 1970.

    Parameters:
        column: the column as text.
        today: no date may come after it.
        style: how days and months are ordered; None lets the column's own dates decide, and
            takes the day first (as is usual in the United Kingdom) where they leave it open.
    """
    split = [_parts(text) for text in column.values]
    chosen, ambiguous = _style(split, style)
    values = np.full(max(1, len(split)), np.nan)
    faults: list[str] = [""] * len(values)
    changed = np.zeros(len(values), dtype=bool)
    for i, (text, parts) in enumerate(zip(column.values, split, strict=True)):
        if is_blank(text):
            continue
        day, fault = _day(text, parts, chosen, mixed=style is None)
        if day is not None:
            fault = _out_of_range(day, today)
        changed[i] = parts is not None and parts[0] == "serial"
        if fault:
            faults[i] = fault
        elif day is not None:
            values[i] = (day - _EPOCH).days
    note = "They hold day numbers of a spreadsheet, which are turned into dates." * bool(
        changed.any()
    )
    return _read(column, values, faults, changed, note, chosen, ambiguous)


_Parts = tuple[str, int, int, int]


def _parts(text: str) -> _Parts | None:
    """The three numbers of a date and how they are ordered, or None."""
    bare = _WEEKDAY.sub("", _TIME.sub("", text.strip()))
    if match := _YEAR_FIRST.match(bare) or _COMPACT.match(bare):
        return ("year first", int(match[1]), int(match[2]), int(match[3]))
    if match := _THREE.match(bare):
        return ("three", int(match[1]), int(match[2]), _year(match[3]))
    if (match := _DAY_MONTH_NAME.match(bare)) and match[2].casefold() in _MONTHS:
        return ("year first", _year(match[3]), _MONTHS[match[2].casefold()], int(match[1]))
    if (match := _MONTH_NAME_DAY.match(bare)) and match[1].casefold() in _MONTHS:
        return ("year first", _year(match[3]), _MONTHS[match[1].casefold()], int(match[2]))
    if match := _SERIAL.match(bare):
        return ("serial", int(match[1]), 0, 0)
    return None


def _year(text: str) -> int:
    """A year of four digits. Two digits mean this century: no baby here was born in the last."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def _style(split: Sequence[_Parts | None], asked: DateStyle | None) -> tuple[DateStyle, bool]:
    """How the column orders days and months, and whether its dates leave that open."""
    three = [parts for parts in split if parts is not None and parts[0] == "three"]
    if not three:
        return asked or "year first", False
    day_first = sum(first > 12 for _, first, _, _ in three)
    month_first = sum(second > 12 for _, _, second, _ in three)
    if asked in ("day first", "month first"):
        return asked, False
    if month_first > day_first:
        return "month first", False
    return "day first", day_first == 0


def _day(
    text: str, parts: _Parts | None, style: DateStyle, *, mixed: bool
) -> tuple[date | None, str]:
    if parts is None:
        if text.startswith("#"):
            return None, "excel-error"
        return None, "no-year" if _NO_YEAR.match(text.strip()) else "not-a-date"
    kind, first, second, third = parts
    if kind == "serial":
        return (
            (_EXCEL_EPOCH + timedelta(days=first), "") if first > 20_000 else (None, "not-a-date")
        )
    if kind == "year first":
        year, month, day = first, second, third
    elif style == "month first":
        year, month, day = third, first, second
    else:
        year, month, day = third, second, first
    try:
        return date(year, month, day), ""
    except ValueError:
        other = kind == "three" and mixed and month > 12 and day <= 12
        return None, "two-styles" if other else "no-such-day"


def _out_of_range(day: date, today: date) -> str:
    if day > today:
        return "in-future"
    return "too-early" if day.year < _FIRST_YEAR else ""


_HIDDEN = re.compile(
    r"^(?:[<≤]\s*\d+|\*+|[†‡]|c|x|z|\[[a-z]\]|:|\.\.|supp?r?e?s?s?e?d?\.?|\d+\s*or (?:less"
    r"|fewer)|[1-9]\s*(?:-|–|to)\s*\d)$",
    re.I,
)
_THOUSANDS = re.compile(r"^\d{1,3}(?:[, \u00a0\u202f'’]\d{3})+(?:\.\d+)?$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?(?:e\+?\d{1,2})?$|^\.\d+$", re.I)
_DAYS = re.compile(r"^(\d+)\s*(d|days?|diwrnod)(?:\s*old)?$", re.I)
_WEEKS = re.compile(
    r"^(\d+)\s*(w|wks?|weeks?)(?:\s*(?:and\s*)?(\d)\s*(?:d|days?))?(?:\s*old)?$", re.I
)
_LONGER = re.compile(r"^\d+(?:\.\d+)?\s*(m|mths?|months?|y|yrs?|years?)\b", re.I)
_SAME_DAY = frozenset({"same day", "same-day", "none given", "day of issue"})
_LARGEST = 10_000_000


def read_numbers(column: Column, *, days: bool = False, largest: float = _LARGEST) -> Read:
    """Give the whole numbers of a column.

    Parameters:
        column: the column as text.
        days: whether it holds days, so that "2 weeks" and "same day" can be read.
        largest: a number above it is a fault.
    """
    values = np.full(max(1, len(column.values)), np.nan)
    faults = [""] * len(values)
    changed = np.zeros(len(values), dtype=bool)
    for i, text in enumerate(column.values):
        if is_blank(text):
            continue
        value, fault, altered = _number(text.strip(), days=days)
        if value is not None and not fault:
            fault = (
                "negative" if value < 0
                else "not-whole" if value != int(value)
                else "too-large" if value > largest
                else ""
            )  # fmt: skip
        if fault:
            faults[i] = fault
        elif value is not None:
            values[i], changed[i] = value, altered
    note = "They hold separators, units or words, which are taken away." * bool(changed.any())
    return _read(column, values, faults, changed, note)


def _number(text: str, *, days: bool) -> tuple[float | None, str, bool]:
    """The number, the fault, and whether the text was altered to read it."""
    bare = text.replace("−", "-").replace("‒", "-").replace("﹣", "-").strip("'\" \u00a0")
    if bare.startswith("#"):
        return None, "excel-error", False
    if "%" in bare or re.search(r"per ?cent", bare, re.I):
        return None, "percentage", False
    if days:
        if bare.casefold() in _SAME_DAY:
            return 0.0, "", True
        if match := _DAYS.match(bare):
            return float(match[1]), "", True
        if match := _WEEKS.match(bare):
            return float(match[1]) * 7 + float(match[3] or 0), "", True
        if _LONGER.match(bare):
            return None, "not-days", False
    elif _HIDDEN.match(bare):
        return None, "hidden-already", False
    sign = 1.0
    if match := re.match(r"^\(\s*(.+?)\s*\)$", bare):
        bare, sign = match[1], -1.0
    if bare.startswith(("-", "+")):
        sign, bare = (-sign if bare[0] == "-" else sign), bare[1:].strip()
    if _THOUSANDS.match(bare):
        return sign * float(re.sub(r"[, \u00a0\u202f'’]", "", bare)), "", True
    if _DECIMAL_COMMA.match(bare):
        return sign * float(bare.replace(",", ".")), "", True
    if _NUMBER.match(bare):
        return sign * float(bare), "", False
    return None, "not-a-number", False


def _read(
    column: Column,
    values: npt.NDArray[np.float64],
    faults: Sequence[str],
    changed: npt.NDArray[np.bool_],
    note: str,
    style: DateStyle | None = None,
    ambiguous: bool = False,
) -> Read:
    names = ("", *dict.fromkeys(fault for fault in faults if fault))
    index = np.array([names.index(fault) for fault in faults], np.int16)
    codes = column.codes
    return Read(values[codes], index[codes], names, changed[codes], note, style, ambiguous)


_FINANCIAL = re.compile(
    r"^(?:fy|financial year)?\s*((?:19|20)\d{2})\s*[-/–_ ]\s*((?:19|20)?\d{2})$", re.I
)
_SHORT_FINANCIAL = re.compile(r"^(?:fy)?\s*(\d{2})\s*[-/–]\s*(\d{2})$", re.I)
_CALENDAR = re.compile(r"^((?:19|20)\d{2})(?:\.0)?$")
_QUARTER = re.compile(r"^(?:q([1-4])\s*[,-]?\s*(.+)|(.+?)\s*[,-]?\s*q([1-4]))$", re.I)
_YEAR_ENDING = re.compile(
    r"^(?:year (?:ending|ended|to)|ye)\s*(?:31 )?mar(?:ch)?\s*((?:19|20)\d{2})$", re.I
)


def period_name(text: str) -> str | None:
    """Give a period as the pack writes it, or None where it is none.

    Parameters:
        text: what a file calls it.

    Example:
        >>> [period_name(text) for text in ("FY2019-20", "2019", "Q2 2019/20", "soon")]
        ['2019/20', '2019', '2019/20 Q2', None]
    """
    bare = " ".join(text.split())
    if match := _FINANCIAL.match(bare):
        return _financial(int(match[1]), match[2])
    if match := _SHORT_FINANCIAL.match(bare):
        return _financial(2000 + int(match[1]), match[2])
    if match := _YEAR_ENDING.match(bare):
        return _financial(int(match[1]) - 1, match[1][2:])
    if match := _CALENDAR.match(bare):
        return match[1]
    if match := _QUARTER.match(bare):
        year = period_name(match[2] or match[3])
        return f"{year} Q{match[1] or match[4]}" if year and " Q" not in year else None
    return None


def _financial(start: int, end: str) -> str | None:
    return f"{start}/{end[-2:]}" if (start + 1) % 100 == int(end[-2:]) else None


def today() -> date:
    """Give today's date; tests replace it."""
    return datetime.now().date()
