"""Periods as official tables write them: what each can mean, in words, compared by their months.

`period_words.csv` lists words that are read as another; one in capitals may stand before the year
or after it. `periods.csv` lists, for each meaning, how a period is then written, and what it is:
its first month, how many months it has, the earliest year that is so written, the words that may
come before ("" for none), and the spellings. In them "year" and "first" are of its first month,
"end_year", "last" and "day" of its last.
"""

import re
from calendar import month_abbr, month_name, monthrange
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from born_into_care.evidence.tables import read_list

MARK = (
    r"\s*(?:[(\[](?:[pr]|note ?\d*|\d|provisional|revised)[)\]]|(?<=\d) ?[pr]|\*+|[¹²³]"
    r"|\b(?:provisional|revised))$"
)
"""A mark after a period that tells of a note, to be sought whatever the case of its letters."""
_HERE = Path(__file__).parent
_FOLDS = [
    (MARK, ""),
    # "Q1(2019)" becomes "q 1 2019".
    (r"(?:\.0\b|[\s.,:()_])+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " "),
    *((rf"\b{row['pattern']}\b", row["read_as"]) for row in read_list(_HERE / "period_words.csv")),
    # "apr to jun" and "2019 - 20" become "apr/jun" and "2019/20"; "apr OF" becomes "apr/apr OF".
    (r" to (?=[a-z])| ?[-–/] ?", "/"),
    (r"(?<!/)\b([a-z]{3}) OF", r"\1/\1 OF"),
    # "Q1/2019" and "apr/19" become "Q1 2019" and "apr 19".
    (r"(?<=[A-Z])/|(?<=[QH]\d)/|/(?=[A-Z])|(?<=[a-z])/(?=\d)", " "),
]
"""What is put in place of what, in this order, before a text is looked up among the spellings."""


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
        first, last = _name_ends(self)["since"], _name_ends(self)["until"]
        if self.months == 12:
            return {0: first[-4:], 3: f"{first[-4:]}/{last[-2:]}"}.get(
                self.start % 12, f"year ending {last}"
            )
        return last if self.months == 1 else f"{first.removesuffix(last[-5:])} to {last}"

    @property
    def words(self) -> str:
        """Its name, with the months of a year: "2019/20 (April 2019 to March 2020)"."""
        months = " ({since} to {until})" if self.months == 12 else ""
        return self.label + months.format_map(_name_ends(self))


@cache
def _name_ends(period: Period) -> dict[str, str]:
    """Return what the spellings name: the first month of a period, and the last."""
    (year, first), (end_year, last) = divmod(period.start, 12), divmod(period.end - 1, 12)
    return {
        "year": f"{year}", "yy": f"{year % 100:02}", "first_mm": f"{first + 1:02}",
        "end_year": f"{end_year}", "end_yy": f"{end_year % 100:02}",
        "mm": f"{last + 1:02}", "m": f"{last + 1}",
        "first": month_abbr[first + 1].casefold(), "last": month_abbr[last + 1].casefold(),
        "months": f"{month_abbr[first + 1]}/{month_abbr[last + 1]}".casefold(),
        "day": f"{monthrange(end_year, last + 1)[1]}",
        "since": f"{month_name[first + 1]} {year}", "until": f"{month_name[last + 1]} {end_year}",
    }  # fmt: skip


@cache
def _list_spellings() -> dict[str, dict[str, Period]]:
    """Return what each spelling of a period can mean, of those that begin before 2045."""
    made: dict[str, dict[str, Period]] = {}
    for row in read_list(_HERE / "periods.csv"):
        spellings = [
            f"{before} {spelling}".strip()
            for before in row["before"].split("|") for spelling in row["spellings"].split("|")
        ]  # fmt: skip
        for year, first, months in product(
            range(int(row["from"]), 2045), row["first"].split("|"), row["months"].split("|")
        ):
            period = Period(12 * year + int(first) - 1, int(months))
            for spelling in spellings:
                text = spelling.format_map(_name_ends(period))
                made.setdefault(text, {})[row["meaning"]] = period
    return made


def _list_parts(year: Period) -> Iterator[tuple[Period, set[str]]]:
    """Yield the months, quarters and halves of a year, and the whole of it, each with its names."""
    for letter, months in {"M": 1, "Q": 3, "H": 6, "Y": 12}.items():
        for number in range(12 // months):
            part = Period(year.start + number * months, months)
            yield part, {"OF", f"{letter}{number + 1}", _name_ends(part)["months"]}


def read_period(text: str, kind: str = "") -> dict[str, Period]:
    """Return what a period can mean, by kind; nothing where it is none.

    Marks such as "(p)" are read past. What a heading says beside it is given in the words of
    `periods.csv`: "FINANCIAL", "ENDING mar". The kinds returned are "financial" and "academic" for
    two years; "calendar", "starts" and "ends" for a single one, which starts or ends a financial
    year; "month", "quarter" and "year" for a month, the last that is counted; "" where there is no
    doubt.

    Example:
        >>> {kind: period.label for kind, period in read_period("2019").items()}
        {'calendar': '2019', 'starts': '2019/20', 'ends': '2018/19'}
        >>> read_period("Q2 2019/20 (p)")["financial"].label
        'July to September 2019'
    """
    bare = text.strip().casefold()
    for pattern, put in _FOLDS:
        bare = re.sub(pattern, put, bare)
    words = sorted(
        [*(word for word in kind.split() if word not in bare.split()), *bare.split()],
        key=str.isupper, reverse=True,
    )  # fmt: skip
    parts = {
        word
        for word in words
        if words.count(word) == 1 and re.fullmatch(r"OF|[QH]\d|[a-z]{3}/[a-z]{3}", word)
    }
    years = _list_spellings().get(" ".join(word for word in words if word not in parts), {})
    read = {
        meaning: part
        for meaning, year in years.items()
        if year.months == 12 and meaning != "year" and "ENDING" not in words
        for part, names in _list_parts(year)
        # Months beside a year, and no quarter, say that it isn't a whole one.
        if parts <= names and (part == year or any(map(str.isupper, parts)))
    }
    return _list_spellings().get(" ".join(words), read)


def year_of(label: str) -> int | None:
    """Return the calendar year whose births belong to a period; None for a part of a year.

    A financial year goes with the calendar year in which it starts, as in the published reports.

    Example:
        >>> year_of("2019/20"), year_of("2019"), year_of("April to June 2019")
        (2019, 2019, None)
    """
    return int(label[:4]) if re.fullmatch(r"\d{4}(?:/\d\d)?", label) else None
