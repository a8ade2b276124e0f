"""Periods as official tables write them: what each can mean, in words, compared by their months."""

import re
from calendar import month_name, monthrange
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from born_into_care.your_area.cells import match_cells
from born_into_care.your_area.contract import ALIASES, fold_heading, today
from born_into_care.your_area.remarks import Mask, TableCheck

_NUMBER = {name[:3].casefold(): number for number, name in enumerate(month_name[1:])}
_YEAR = r"(?:199\d|20\d\d)"
_WHOLE_NAME = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in month_name[1:]).casefold()
_NAME = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MARKS = re.compile(
    r"\s*(?:[\(\[](?:p|r|provisional|revised|note ?\d*|\d)[\)\]]|(?<=\d) ?[pr]|\*+|[¹²³]"
    r"|\b(?:provisional|revised))$"
    r"|\((?:apr[a-z]* ?(?:-|–|to) ?mar|jan[a-z]* ?(?:-|–|to) ?dec)[a-z]*\)"
    r"|\breporting year(?: of)?"
)
# Beside a quarter they say which months it has; beside a year, that it isn't a whole one.
_SOME_MONTHS = re.compile(r"\(([a-z]{3})[a-z]{0,6} ?(?:-|–|to) ?[a-z]{3,9}\)")
_KIND_OF_YEAR = re.compile(
    r"(?P<financial>\bfinancial year\b(?! (?:end|to))|^f/?y\b|^fy(?=\d)|\bfy$)"
    r"|(?P<calendar>\bcalendar year\b)|(?P<academic>\b(?:academic|school) year\b)"
    r"|(?P<ending>^(?:(?:year|12 months) (?:ending|ended|to)|y/?e)\b)"
)
_PART = re.compile(
    rf"(?:\bq(?:uarter|tr)? ?|(?<=\d)q)([1-4])\b|(?:\bh(?:alf)? ?|(?<=\d)h)([12])\b"
    rf"|^({_NAME})[a-z]* of\b"
)
_PAIR = re.compile(rf"({_YEAR}|\d\d)( to | ?[-/–] ?|)({_YEAR}|\d\d)")
_SPAN = re.compile(
    rf"(?:0?1(?:st)? )?({_NAME})[a-z]* ?({_YEAR}|\d\d)? ?(?:-|–|to) ?"
    rf"(?:(\d\d)(?:st|th)? )?({_NAME})[a-z]* ?({_YEAR}|\d\d)"
)
_DATE = re.compile(rf"(\d\d?)[/-](0?[1-9]|1[0-2])[/-]({_YEAR})")
_MONTH = re.compile(rf"(?:(\d\d?) (?=\D+\d{{4}}))?((?:{_WHOLE_NAME}) |{_NAME}-?)({_YEAR}|\d\d)")
_NUMBERED = re.compile(rf"({_YEAR})[/-]?(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])/({_YEAR})")
_MEANINGS = {
    "": ("", "financial", "academic", "calendar", "starts", "ends", "month", "quarter", "year"),
    "financial": ("", "financial", "starts", "ends"),
    "calendar": ("", "calendar"),
    "academic": ("", "academic"),
    "ending": ("", "financial", "calendar", "ends"),
    "ending march": ("", "financial"),
    "ending june": ("",),
    "ending september": ("",),
    "ending december": ("",),
    "month": ("month",),
}
"""The meanings that are left where a heading or a cell says of which kind a period is."""


class Period(NamedTuple):
    """A period: its first month, counted from the year 0, and how many months it has."""

    start: int
    months: int

    @property
    def end(self) -> int:
        """The month after its last."""
        return self.start + self.months

    @property
    def label(self) -> str:
        """Its name: "2019/20", "2019", "April to June 2019", "year ending September 2020"."""
        year, last = self.start // 12, _name_month(self.end - 1)
        if self.months < 12:
            first = _name_month(self.start)
            if self.start // 12 == (self.end - 1) // 12:
                first = first.partition(" ")[0]
            return last if self.months == 1 else f"{first} to {last}"
        names = {0: f"{year}", 3: f"{year}/{(year + 1) % 100:02d}"}
        return names.get(self.start % 12, f"year ending {last}")

    @property
    def words(self) -> str:
        """Its name, with the months of a year: "2019/20 (April 2019 to March 2020)"."""
        months = f" ({_name_month(self.start)} to {_name_month(self.end - 1)})"
        return self.label + months if self.months == 12 else self.label


def _name_month(month: int) -> str:
    return f"{month_name[month % 12 + 1]} {month // 12}"


def read_period(text: str, kind: str = "") -> dict[str, Period]:
    """Return what a period can mean, by kind; nothing where it is none.

    Marks such as "(p)" are read past. The kind that a heading gives is one of `_MEANINGS`. Those
    returned are "financial" and "academic" for two years; "calendar", "starts" and "ends" for a
    single one, which starts or ends a financial year; "month", "quarter" and "year" for a month,
    the last that is counted; "" where there is no doubt.

    Example:
        >>> {kind: period.label for kind, period in read_period("2019").items()}
        {'calendar': '2019', 'starts': '2019/20', 'ends': '2018/19'}
        >>> read_period("Q2 2019/20 (p)")["financial"].label
        'July to September 2019'
    """
    bare = " ".join(_MARKS.sub("", text.strip().casefold()).split())
    if found := _KIND_OF_YEAR.search(bare):
        own, rest = str(found.lastgroup), bare[: found.start()] + bare[found.end() :]
        if kind and not kind.startswith(own):
            return {}
        return read_period(rest.strip(" :,()-").removeprefix("of "), kind or own)
    if part := _PART.search(bare):
        rest = _SOME_MONTHS.sub("", bare[: part.start()] + bare[part.end() :])
        years = read_period(rest.strip(" ,:-_/()").removeprefix("of "), kind)
        made = {k: _take_part(year, part) for k, year in years.items() if year.months == 12}
        months = _SOME_MONTHS.search(bare)
        return {
            k: p for k, p in made.items() if not months or _NUMBER.get(months[1]) == p.start % 12
        }
    whole = _read_years(bare, kind) or _read_months(bare, kind)
    return {k: period for k, period in whole.items() if k in _MEANINGS[kind]}


def _take_part(year: Period, part: re.Match[str]) -> Period:
    """Return the quarter, the half or the month of a year."""
    if part[3]:
        return Period(year.start + (_NUMBER[part[3]] - year.start) % 12, 1)
    months = 3 if part[1] else 6
    return Period(year.start + months * (int(part[1] or part[2]) - 1), months)


def _read_years(text: str, kind: str) -> dict[str, Period]:
    """Return what two years can mean, or a single one: 2019, or 19 after "FY"."""
    made = {}
    if (pair := _PAIR.fullmatch(text)) and (int(pair[1]) + 1 - int(pair[3])) % 100 == 0:
        january = 12 * _read_year(pair[1])
        made["financial"] = Period(january + 3, 12)
        if pair[2] == " to " or kind == "academic":
            made["academic"] = Period(january + 8, 12)
    short = r"|\d\d" if kind == "financial" else ""  # 19 after "FY"
    if re.fullmatch(rf"{_YEAR}(?:\.0)?{short}", text):
        january = 12 * _read_year(text[:4])
        firsts = {"calendar": january, "starts": january + 3, "ends": january - 9}
        if kind.startswith("ending "):
            firsts = {"": january + _NUMBER[kind[7:10]] - 11}
        made |= {k: Period(first, 12) for k, first in firsts.items()}
    return made


def _read_months(text: str, kind: str) -> dict[str, Period]:
    """Return what "April to June 2019" can mean, or a month, or a date that is its last day."""
    text = re.sub(rf"({_YEAR})-(\d\d)-(\d\d)", r"\3/\2/\1", text)
    text = _DATE.sub(lambda day: f"{day[1]} {[*_NUMBER][int(day[2]) - 1]} {day[3]}", text)
    if span := _SPAN.fullmatch(text):
        first, last = _NUMBER[span[1]], 12 * _read_year(span[5]) + _NUMBER[span[4]]
        start, days = last - (last - first) % 12, monthrange(last // 12, last % 12 + 1)[1]
        agrees = not span[2] or 12 * _read_year(span[2]) + first == start
        agrees &= int(span[3] or days) == days
        return {"": Period(start, last - start + 1)} if agrees else {}
    text = re.sub(r"(?<=sep)t\b|\.", "", text)
    if numbered := _NUMBERED.fullmatch(text):
        number, year = int(numbered[2] or numbered[3]), numbered[1] or numbered[4]
        text = f"{[*_NUMBER][number - 1]} {year}"
    if not (found := _MONTH.fullmatch(text)):
        return {}
    end = 12 * _read_year(found[3]) + _NUMBER[found[2][:3]] + 1
    is_month = int(found[1] or 0) in (0, monthrange((end - 1) // 12, (end - 1) % 12 + 1)[1])
    lengths = {"": 12} if kind.startswith("ending") else {"month": 1, "quarter": 3, "year": 12}
    return {k: Period(end - n, n) for k, n in lengths.items()} if is_month else {}


def _read_year(year: str) -> int:
    return int(year) if len(year) == 4 else int(year) + (1900 if year >= "90" else 2000)


def this_month() -> float:
    """Return the month of today, counted from the year 0."""
    return 12 * 1970 + float(np.datetime64(int(today()), "D").astype("M8[M]").astype(int))


def read_periods(
    check: TableCheck, column: pd.Series, part: pd.Series | None, units: Mapping[str, str]
) -> pd.Series:
    """Return the period of each row, or None; ask what can't be told from the texts alone.

    Parameters:
        part: the quarters or months, where they have a column of their own.
        units: what the headings of "period" and "quarter" say beside their role ("financial").
    """
    heading, unit = str(column.name), units.get("quarter", "")
    texts = check.fill_down("period", column.astype(str).str.strip(), column=heading)
    if part is not None:
        numbers = {str(n): f"Q{n} of " for n in range(1, 5)}
        if unit == "month":
            numbers = {str(n): f"{name} " for n, name in enumerate(month_name) if n}
        bare = {text: str(text).strip().removesuffix(".0") for text in part.cat.categories}
        names = {text: numbers.get(b, f"{b} of ") if b else "" for text, b in bare.items()}
        texts = part.astype(object).map(names) + texts
    kind = units.get("period") or unit.removeprefix("month")
    read = {text: read_period(text, kind) for text in texts[check.used].unique()}
    doubtful = [found for found in read.values() if found and "" not in found]
    shared = [k for k in _MEANINGS[""] if all(k in found for found in doubtful)]
    fitting = {t: {k: found[k] for k in found if k in ("", *shared)} for t, found in read.items()}
    answer = "".join(shared[:1])
    if len(shared) > 1 and doubtful:
        answer = check.ask("period-is", shared)
    named = {text: found.get(answer, found.get("")) for text, found in fitting.items()}
    periods = {period for period in named.values() if period}
    overlap = {
        p for p in periods for o in periods if p != o and p.start < o.end and o.start < p.end
    }
    faults = {
        "The period can't be read.": [text for text, found in fitting.items() if not found],
        "The period has not begun.": [
            text for text, p in named.items() if p and p.start > this_month()
        ],
        "These periods share months with others.": [t for t, p in named.items() if p in overlap],
    }
    for fault, wrong in faults.items():
        check.say("period", column=heading, mask=texts.isin(wrong).to_numpy(), fault=fault)
    marked = match_cells(column, lambda text: bool(re.search(r"\d ?[pr]$|[*)\]¹²³]$", text)))
    check.say("marks", column=heading, mask=marked, what="periods, such as '(p)',")
    return texts.map(named).astype(object)


def find_outside(column: pd.Series, months: pd.Series) -> Mask:
    """Return which months, counted from the year 0, are in nothing their row's period can mean."""
    _, kind = ALIASES[fold_heading(str(column.name))]
    read = {text: [*read_period(text, kind).values()] for text in column.cat.categories}
    rows = zip(column.astype(object).map(read), months, strict=True)
    inside = [not found or any(p.start <= month < p.end for p in found) for found, month in rows]
    return ~np.array(inside, dtype=bool)


def year_of(label: str) -> int | None:
    """Return the calendar year whose births belong to a period; None for a part of a year.

    A financial year goes with the calendar year in which it starts, as in the published reports.

    Example:
        >>> year_of("2019/20"), year_of("2019"), year_of("April to June 2019")
        (2019, 2019, None)
    """
    return int(label[:4]) if re.fullmatch(r"\d{4}(?:/\d\d)?", label) else None
