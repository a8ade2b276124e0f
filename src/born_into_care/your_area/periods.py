"""Periods as official tables write them: read, put in words, and compared by their months."""

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_NUMBER = {name[:3].casefold(): number for number, name in enumerate(_MONTHS)}
_YEAR = r"(?:19|20)\d\d"
_NAME = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.]?"
_MARK = re.compile(
    r"\s*(?:[\(\[](?:p|r|provisional|revised|note ?\d*|\d)[\)\]]|(?<=\d) ?[pr]|\*+|[¹²³]"
    r"|\b(?:provisional|revised))$"
    r"|\((?:apr[a-z]* ?(?:-|–|to) ?mar|jan[a-z]* ?(?:-|–|to) ?dec)[a-z]*\)"
)
# Beside a quarter they say which months it has; beside a year, that it isn't a whole one.
_SOME_MONTHS = re.compile(r"\([a-z]{3,9} ?(?:-|–|to) ?[a-z]{3,9}\)")
_KIND = re.compile(r"\b(financial|calendar|academic|school) year\b(?! (?:end|to))")
_QUARTER = re.compile(r"\bq(?:uarter|tr)? ?([1-4])\b|(?<=\d)q([1-4])\b")


_WHOLE = {
    "": "", "year": "", "all": "", "total": "", "reporting year": "",
    "fy": "/", "financial year": "/", "cy": ".", "calendar year": ".",
}  # fmt: skip
"""What a column of quarters says of a whole year, and whether that year is "2019/20" or "2019"."""


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
            return f"year ending {_MONTHS[last]} {last_year}"
        years = f" {year}" * (year != last_year)
        return f"{_MONTHS[first]}{years} to " * (self.months > 1) + f"{_MONTHS[last]} {last_year}"

    @property
    def words(self) -> str:
        """Its name, with the months of a year.

        Example:
            >>> read_period("201920").words
            '2019/20 (April 2019 to March 2020)'
        """
        (year, first), (last_year, last) = divmod(self.start, 12), divmod(self.end - 1, 12)
        months = f" ({_MONTHS[first]} {year} to {_MONTHS[last]} {last_year})"
        return self.label + months * (self.months == 12)


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _pair(found: re.Match[str], kind: str) -> Period | None:
    """2019/20 and its kind, two years of which the second follows the first."""
    start = _full(found[1])
    follows = (start + 1) % 100 == int(found[2]) % 100 and kind != "calendar"
    return Period(12 * start + (8 if kind == "academic" else 3), 12) if follows else None


def _single(found: re.Match[str], kind: str) -> Period | None:
    """2019, where the heading or a person says what year that is."""
    first = {
        "": 0,
        "calendar": 0,
        "ending december": 0,
        "starts": 3,
        "ends": -9,
        "ending march": -9,
    }
    return Period(12 * _full(found[1]) + first[kind], 12) if kind in first else None


def _span(found: re.Match[str], _: str) -> Period | None:
    """April 2019 to March 2020; the first year may be left out."""
    first, end = _NUMBER[found[1]], 12 * _full(found[4]) + _NUMBER[found[3]] + 1
    period = Period(end - (end - first - 1) % 12 - 1, (end - first - 1) % 12 + 1)
    same = not found[2] or 12 * _full(found[2]) + first == period.start
    return period if same else None


def _last_day(found: re.Match[str], kind: str) -> Period | None:
    """30/06/2019 or 2019-06-30, the last day of a period: its last month."""
    day, month, year = found.groups() if len(found[1]) < 3 else found.groups()[::-1]
    month_ends = 1 <= int(month) <= 12 and int(day) == monthrange(int(year), int(month))[1]
    return read_period(f"{month}/{year}", kind) if month_ends else None


def _ending(year: str, month: int) -> Period:
    return Period(12 * _full(year) + month - 11, 12)


def _month(year: str, month: int, kind: str) -> Period:
    """A month; under a heading such as "year ending", the year that ends with it."""
    return (
        _ending(year, month) if kind.startswith("ending") else Period(12 * _full(year) + month, 1)
    )


_PATTERNS: Mapping[str, Callable[[re.Match[str], str], Period | None]] = {
    rf"(?:fy|financial year)? ?({_YEAR}|\d\d) ?[-/–—_] ?({_YEAR}|\d\d)": _pair,
    rf"({_YEAR})(\d\d)": _pair,
    rf"({_YEAR}) to ({_YEAR}|\d\d)": lambda m, kind: (
        _pair(m, kind) if kind in ("financial", "starts", "ends", "academic") else None
    ),
    r"(\d\d)(\d\d)": lambda m, kind: _pair(m, kind) if kind == "pairs" else None,
    rf"(?:fy)? ?({_YEAR})(?:\.0)?": _single,
    r"fy ?(\d\d)": _single,
    rf"(?:(?:year|12 months) (?:ending|ended|to)|y/?e) (?:\d\d?(?:st)? )?{_NAME} ?({_YEAR}|\d\d)":
        lambda m, _: _ending(m[2], _NUMBER[m[1]]),
    rf"(?:(?:year|12 months) (?:ending|ended|to)|y/?e) \d\d?/(\d\d)/({_YEAR}|\d\d)":
        lambda m, _: _ending(m[2], int(m[1]) - 1),
    rf"(?:\d\d? )?{_NAME} ?({_YEAR}|\d\d)? ?(?:-|–|to) ?(?:\d\d? )?{_NAME} ?({_YEAR}|\d\d)": _span,
    rf"{_NAME}[ -]?({_YEAR}|\d\d)": lambda m, kind: _month(m[2], _NUMBER[m[1]], kind),
    rf"({_YEAR})[-/]?(0[1-9]|1[0-2])": lambda m, kind: _month(m[1], int(m[2]) - 1, kind),
    rf"(0?[1-9]|1[0-2])/({_YEAR})": lambda m, kind: _month(m[2], int(m[1]) - 1, kind),
    rf"(\d\d?)[./-](\d\d?)[./-]({_YEAR})": _last_day,
    rf"({_YEAR})[./-](\d\d?)[./-](\d\d?)": _last_day,
}  # fmt: skip
"""How periods are written, tried in this order, and what each makes of a match and the kind."""


def read_period(text: str, kind: str = "") -> Period | None:
    """Return the period that a text is, or None where it is none or could be two.

    Parameters:
        text: what a table calls it; marks such as "(p)" are read past.
        kind: what its heading or a person says: "financial", "calendar", "academic", "ending",
            "ending march", "ending december"; "starts" or "ends" for the year that a single one
            names of a financial year; "pairs" where "1920" is 2019/20.

    Example:
        >>> [read_period(text).label for text in ("FY2019-20", "2019", "Q2 2019/20", "Apr-19")]
        ['2019/20', '2019', 'July to September 2019', 'April 2019']
        >>> read_period("Academic year 2019/20").label, read_period("Calendar year 2019").label
        ('year ending August 2020', '2019')
    """
    bare, quarter = split_quarter(text)
    if said := _KIND.search(bare):
        own = said[1].replace("school", "academic")
        if kind not in ("", own):
            return None
        bare, kind = (bare[: said.start()] + bare[said.end() :]).strip(" :,()-"), own
    kind = kind or "financial" * bare.startswith(("fy", "fin"))
    if quarter:
        year = read_period(bare, kind)
        return year and part_of(year, quarter)
    for pattern, make in _PATTERNS.items():
        if (found := re.fullmatch(pattern, bare)) and (period := make(found, kind)):
            return period
    return None


def split_quarter(text: str) -> tuple[str, str]:
    """Return a period without marks such as "(p)" and without its quarter, and the quarter.

    Example:
        >>> split_quarter("Q2 (Jul-Sep) 2019/20 (p)")
        ('2019/20', '2')
    """
    bare = " ".join(_MARK.sub("", text.strip().casefold()).split())
    if not (found := _QUARTER.search(bare)):
        return bare, ""
    rest = _SOME_MONTHS.sub("", bare[: found.start()] + bare[found.end() :])
    return rest.strip(" ,:-_/()"), found[1] or found[2]


def part_of(year: Period, text: str, unit: str = "") -> Period | None:
    """Return the quarter or month of a year that a text names; the year itself for "year".

    A number is a quarter; under a heading whose unit is "month", a month of a calendar year.

    Example:
        >>> part_of(read_period("2019/20"), "Q1").label
        'April to June 2019'
    """
    bare = text.strip().casefold()
    if bare in _WHOLE:
        return year if _WHOLE[bare] in ("", "/" if "/" in year.label else ".") else None
    if unit == "month" and bare.isdigit():
        month = Period(year.start + int(bare) - 1, 1)
        return month if year.start % 12 == 0 and month.end <= year.end else None
    if found := re.fullmatch(r"(?:.* )?(?:q(?:uarter|tr)? ?)?([1-4])(?:\.0)?", bare):
        return Period(year.start + 3 * int(found[1]) - 3, 3) if year.months == 12 else None
    found = re.fullmatch(_NAME, bare)
    return Period(year.start + (_NUMBER[found[1]] - year.start) % 12, 1) if found else None


def year_of(label: str) -> int | None:
    """Return the calendar year whose births belong to a period; None for a part of a year.

    A financial year goes with the calendar year in which it starts, as in the published reports.

    Example:
        >>> year_of("2019/20"), year_of("2019"), year_of("April to June 2019")
        (2019, 2019, None)
    """
    return int(label[:4]) if re.fullmatch(r"\d{4}(?:/\d\d)?", label) else None


def find_kinds(texts: Collection[str], heading_kind: str) -> tuple[str, ...]:
    """Return the kinds with which a column can be read; a person must say where it is several.

    Parameters:
        texts: the distinct texts.
        heading_kind: what the heading says, as in `read_period`.

    Example:
        >>> find_kinds(["2019/20"], ""), find_kinds(["Q1 2019"], ""), find_kinds(["FY20"], "")
        (('',), ('calendar', 'starts', 'ends'), ('starts', 'ends'))
    """
    if heading_kind in ("", "financial") and all(read_period(t, "pairs") for t in texts):
        # "1920" and "2021" are two years each; "2019", "2020" are plain ones.
        four = [t for t in texts if re.fullmatch(r"\d{4}", t)]
        if four and not all(1990 <= int(t) <= 2030 for t in four):
            return ("pairs",)
    years = [split_quarter(text)[0] for text in texts]
    if single := [y for y in years if re.fullmatch(rf"(?:fy ?)?{_YEAR}(?:\.0)?|fy ?\d\d", y)]:
        plain = heading_kind in ("", "ending") and not single[0].startswith("fy")
        if plain or heading_kind in ("", "financial", "ending"):
            return ("calendar",) * plain + ("starts", "ends")
    joined = any(" to " in t and read_period(t, "financial") for t in texts)
    unread = any(not read_period(t, heading_kind) for t in texts)
    return ("financial", "academic") if joined and unread else (heading_kind,)


def overlapping(periods: Iterable[Period]) -> frozenset[Period]:
    """Return the periods that share a month with another one."""
    ordered = sorted(periods)
    return frozenset(
        p for p in ordered for o in ordered if p != o and p.start < o.end and o.start < p.end
    )
