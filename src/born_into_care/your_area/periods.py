"""Periods as official tables write them: what each can mean, in words, compared by their months."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBER = {name[:3].casefold(): number for number, name in enumerate(MONTHS)}
_YEAR = r"(?:199\d|20\d\d)"
_NAME = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_MARKS = re.compile(
    r"\s*(?:[\(\[](?:p|r|provisional|revised|note ?\d*|\d)[\)\]]|(?<=\d) ?[pr]|\*+|[¹²³]"
    r"|\b(?:provisional|revised))$"
    r"|\((?:apr[a-z]* ?(?:-|–|to) ?mar|jan[a-z]* ?(?:-|–|to) ?dec)[a-z]*\)"
    r"|\breporting year(?: of)?"
)
# Beside a quarter they say which months it has; beside a year, that it isn't a whole one.
_SOME_MONTHS = re.compile(r"\(([a-z]{3})[a-z]{0,6} ?(?:-|–|to) ?[a-z]{3,9}\)")
_KIND_OF_YEAR = {
    "financial": r"\bfinancial year\b(?! (?:end|to))|^f/?y\b|^fy(?=\d)|\bfy$",
    "calendar": r"\bcalendar year\b",
    "academic": r"\b(?:academic|school) year\b",
    "ending": r"^(?:(?:year|12 months) (?:ending|ended|to)|y/?e)\b",
}
_PART = re.compile(rf"\bq(?:uarter|tr)? ?([1-4])\b|(?<=\d)q([1-4])\b|^({_NAME})[a-z]* of\b")
_PAIR = re.compile(rf"({_YEAR}|\d\d)( to | ?[-/–] ?|)({_YEAR}|\d\d)")
_SPAN = re.compile(
    rf"(?:\d\d? )?({_NAME})[a-z]* ?({_YEAR}|\d\d)? ?(?:-|–|to) ?"
    rf"(?:\d\d? )?({_NAME})[a-z]* ?({_YEAR}|\d\d)"
)
_MONTH_FORMATS = (
    "%b %Y", "%B %Y", "%b-%Y", "%b-%y", "%b %y", "%b%y", "%B %y", "%Y-%m", "%Y%m", "%m/%Y", "%Y/%m",
    "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d",
)  # fmt: skip
_MEANINGS = {
    "": ("", "financial", "academic", "calendar", "starts", "ends", "month", "quarter", "year"),
    "financial": ("", "financial", "starts", "ends"),
    "calendar": ("", "calendar"),
    "academic": ("", "academic"),
    "ending": ("", "financial", "calendar", "ends"),
    "ending march": ("", "financial", "ends"),
    "ending december": ("", "calendar"),
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
        (year, first), (last_year, last) = divmod(self.start, 12), divmod(self.end - 1, 12)
        if self.months == 12 and first in (0, 3):
            return str(year) if first == 0 else f"{year}/{last_year % 100:02d}"
        if self.months == 12:
            return f"year ending {MONTHS[last]} {last_year}"
        years = f" {year}" * (year != last_year)
        return f"{MONTHS[first]}{years} to " * (self.months > 1) + f"{MONTHS[last]} {last_year}"

    @property
    def words(self) -> str:
        """Its name, with the months of a year: "2019/20 (April 2019 to March 2020)"."""
        (year, first), (last_year, last) = divmod(self.start, 12), divmod(self.end - 1, 12)
        months = f" ({MONTHS[first]} {year} to {MONTHS[last]} {last_year})"
        return self.label + months * (self.months == 12)


def read_period(text: str, kind: str = "") -> dict[str, Period]:
    """Return what a period can mean, by kind; nothing where it is none.

    Parameters:
        text: what a table calls it; marks such as "(p)" are read past.
        kind: what its heading says: "financial", "calendar", "academic", "ending",
            "ending march", "ending december", "month"; "" for nothing.

    Returns:
        The kinds are "financial" and "academic" for two years; "calendar", "starts" and "ends" for
        a single one, which starts or ends a financial year; "month", "quarter" and "year" for a
        month, the last that is counted; "" where there is no doubt.

    Example:
        >>> {kind: period.label for kind, period in read_period("2019").items()}
        {'calendar': '2019', 'starts': '2019/20', 'ends': '2018/19'}
        >>> read_period("Q2 2019/20 (p)")["financial"].label
        'July to September 2019'
    """
    bare = " ".join(_MARKS.sub("", text.strip().casefold()).split())
    for own, pattern in _KIND_OF_YEAR.items():
        if found := re.search(pattern, bare):
            rest = bare[: found.start()] + bare[found.end() :]
            agrees = kind in ("", own) or kind.startswith(own)
            return read_period(rest.strip(" :,()-").removeprefix("of "), own) if agrees else {}
    if part := _PART.search(bare):
        rest = _SOME_MONTHS.sub("", bare[: part.start()] + bare[part.end() :])
        years = read_period(rest.strip(" ,:-_/()").removeprefix("of "), kind)
        made = {k: _take_part(year, part) for k, year in years.items() if year.months == 12}
        months = _SOME_MONTHS.search(bare)
        first = _NUMBER.get(months[1]) if months else None
        return {k: p for k, p in made.items() if not months or p.start % 12 == first}
    return {k: period for k, period in _read_whole(bare, kind) if k in _MEANINGS[kind]}


def _read_whole(text: str, kind: str) -> list[tuple[str, Period]]:
    """Return what a text that is no part of a year can mean."""
    if (found := _PAIR.fullmatch(text)) and (_full(found[1]) + 1) % 100 == int(found[3]) % 100:
        start = 12 * _full(found[1])
        academic = [("academic", Period(start + 8, 12))]
        plain = [("financial", Period(start + 3, 12))]
        singles = _read_single(text) * (len(text) == 4)
        return plain + singles + academic * (found[2] == " to " or kind == "academic")
    if found := _SPAN.fullmatch(text):
        first, end = _NUMBER[found[1]], 12 * _full(found[4]) + _NUMBER[found[3]] + 1
        period = Period(end - (end - first - 1) % 12 - 1, (end - first - 1) % 12 + 1)
        agrees = not found[2] or 12 * _full(found[2]) + first == period.start
        return [("", period)] * agrees
    if (last := _read_last_month(text)) is not None:
        if kind.startswith("ending"):
            return [("", Period(last - 11, 12))]
        lengths = {"month": 1, "quarter": 3, "year": 12}
        return [(k, Period(last - months + 1, months)) for k, months in lengths.items()]
    return _read_single(text, short=kind == "financial")


def _read_single(text: str, *, short: bool = False) -> list[tuple[str, Period]]:
    """Return what a single year can mean: 2019, or 19 after "FY"."""
    if not re.fullmatch(rf"{_YEAR}(?:\.0)?" + r"|\d\d" * short, text):
        return []
    first = {"calendar": 0, "starts": 3, "ends": -9}
    return [(k, Period(12 * _full(text[:4]) + month, 12)) for k, month in first.items()]


def _read_last_month(text: str) -> int | None:
    """Return a month, or that of a date that is a month's last day, counted from the year 0."""
    text = re.sub(r"(?<=sep)t\b|\.", "", text)
    for written in _MONTH_FORMATS:
        with suppress(ValueError):
            day = datetime.strptime(text, written)
            is_month = "%d" not in written or (day + timedelta(1)).day == 1
            is_month &= 1990 <= day.year < 2100
            return 12 * day.year + day.month - 1 if is_month else None
    return None


def _take_part(year: Period, part: re.Match[str]) -> Period:
    """Return the quarter or the month of a year."""
    if month := part[3]:
        return Period(year.start + (_NUMBER[month] - year.start) % 12, 1)
    return Period(year.start + 3 * int(part[1] or part[2]) - 3, 3)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def find_meanings(read: Iterable[dict[str, Period]]) -> tuple[str, ...]:
    """Return the meanings by which every period of a column can be read; "" for no doubt.

    Example:
        >>> find_meanings(map(read_period, ["2019/20", "2020/21"]))
        ('financial',)
        >>> find_meanings(map(read_period, ["2019 to 2020"]))
        ('financial', 'academic')
    """
    read = [meanings for meanings in read if meanings]
    doubtful = [meanings for meanings in read if "" not in meanings]
    shared = (k for k in _MEANINGS[""] if all(k in meanings for meanings in doubtful))
    return tuple(shared) if doubtful else ("",)


def year_of(label: str) -> int | None:
    """Return the calendar year whose births belong to a period; None for a part of a year.

    A financial year goes with the calendar year in which it starts, as in the published reports.

    Example:
        >>> year_of("2019/20"), year_of("2019"), year_of("April to June 2019")
        (2019, 2019, None)
    """
    return int(label[:4]) if re.fullmatch(r"\d{4}(?:/\d\d)?", label) else None


def overlapping(periods: Iterable[Period]) -> frozenset[Period]:
    """Return the periods that share a month with another one."""
    ordered = sorted(periods)
    return frozenset(
        p for p in ordered for o in ordered if p != o and p.start < o.end and o.start < p.end
    )
