"""Dates and numbers out of the texts of a column, each distinct text read once.

A text that can't be read gets a fault, by which its row is set aside or the table stops.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
NAN = float("nan")
_NO_NUMBER = {
    "missing": re.compile(
        r"|[-–—.…:!~?]+|\[?[xzu]\]?|n/?a|nan|null|n/?k|unknown|missing|blank|tbc"
        r"|not (?:known|available|applicable|recorded|stated)"
    ),
    "hidden": re.compile(
        r"(?:<|≤|under|below|fewer than|less than|up to)\s*\d+|\d+\s*or (?:less|fewer)"
        r"|\d+\s*(?:-|–|to)\s*\d+|\*+|[†‡#]|\[?(?:c|k|low|s)\]?|sup(?:p(?:ressed)?)?\.?|redacted"
        r"|withheld|confidential|dpa|hidden"
    ),
    "percent": re.compile(r"-?\d+(?:\.\d+)?\s*(?:%|per ?cent)"),
}
"""What a cell can mean that is no number: never zero."""
_DAYS_IN_WORDS = re.compile(
    r"^same[- ]day$|^(?:<|under |less than ) ?(?:1|one)(?: days?)?$|(?<=\d)\s*(?:d|days?)(?: old)?$"
)
_FOOTNOTE = re.compile(r"(?<=\d)\s*(?:[rpe]|\*+|[\(\[](?:[a-z]|note ?\d*|\d)[\)\]])$")
_THOUSANDS = re.compile(r"(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}$)")
_NOT_OF_THE_DATE = re.compile(
    r"[T\s,:]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?$"
    r"|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|(?<=\d)(?:st|nd|rd|th)\b|\bof\b",
    re.I,
)
_OTHER_MONTHS = {
    "ionawr": "jan", "chwefror": "feb", "mawrth": "mar", "ebrill": "apr", "mai": "may",
    "mehefin": "jun", "gorffennaf": "jul", "awst": "aug", "medi": "sep", "hydref": "oct",
    "tachwedd": "nov", "rhagfyr": "dec", "sept": "sep",
}  # fmt: skip
_ANY_ORDER = ("%Y %m %d", "%d %b %Y", "%d %B %Y", "%d %b %y", "%b %d %Y", "%B %d %Y", "%d%b%Y")
_FORMATS = {
    "": _ANY_ORDER,
    "day-first": ("%d %m %Y", "%d %m %y", *_ANY_ORDER),
    "month-first": ("%m %d %Y", "%m %d %y", *_ANY_ORDER),
}


def read_cells(
    column: pd.Series, read: Callable[[str], tuple[float, str]]
) -> tuple[Numbers, npt.NDArray[np.str_]]:
    """Return the value and the fault of each cell, each distinct text read once."""
    made = [read(str(text).strip()) for text in column.cat.categories.tolist()]
    codes = column.cat.codes.to_numpy()
    return np.array([value for value, _ in made])[codes], np.array([f for _, f in made])[codes]


def match_cells(column: pd.Series, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Return where the text of a cell passes a test, made once for each distinct text."""
    passed = [holds(str(text).strip()) for text in column.cat.categories.tolist()]
    return np.array(passed, dtype=bool)[column.cat.codes.to_numpy()]


def is_blank(text: str) -> bool:
    """Return whether a cell holds nothing."""
    return not text


def is_data(text: str) -> bool:
    """Return whether a cell holds a number or a date."""
    return not (read_count(text)[1] and read_date(text, "day-first")[1])


def is_value(text: str) -> bool:
    """Return whether a cell holds a number, a mark in place of one, or a date, and no words."""
    return bool(text) and (is_data(text) or read_count(text)[1] != "words")


def has_mark(text: str) -> bool:
    """Return whether the mark of a note stands after a number."""
    return bool(_FOOTNOTE.search(text.casefold()))


def read_count(text: str, *, days: bool = False) -> tuple[float, str]:
    """Return a whole number and "", or not-a-number and the fault.

    The fault is one of "missing", "hidden", "percent", "decimal", "words" and "unclear". As days,
    "3 days" and "same day" can be read too.

    Example:
        >>> read_count("1,204"), read_count("12 [r]"), read_count("nil"), read_count("0,86")
        ((1204.0, ''), (12.0, ''), (0.0, ''), (nan, 'decimal'))
        >>> [read_count(text)[1] for text in ("<5", "z", "86%", "Per cent", "c.40")]
        ['hidden', 'missing', 'percent', 'words', 'unclear']
    """
    bare = text.strip("'\" \u00a0").replace("−", "-").casefold()
    if days and bare:
        bare = _DAYS_IN_WORDS.sub("", bare) or "0"
    for fault, pattern in _NO_NUMBER.items():
        if pattern.fullmatch(bare):
            return NAN, fault
    bare = _THOUSANDS.sub("", _FOOTNOTE.sub("", {"nil": "0", "zero": "0"}.get(bare, bare)))
    bare = _DECIMAL_COMMA.sub(".", bare)
    if not re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)", bare):
        # "None" is zero to a person and not known to a program.
        return NAN, "unclear" if re.search(r"\d|^#|^none$", bare) else "words"
    number = float(bare)
    return (NAN, "decimal") if number % 1 else (number, "")


@lru_cache(maxsize=65_536)
def read_date(text: str, order: str) -> tuple[float, str]:
    """Return a date in days since 1 January 1970 and "", or not-a-number and the fault.

    The order of day and month, where both are numbers, is "day-first" or "month-first"; with "" a
    date is read that leaves no doubt.

    Example:
        >>> read_date("3 May 2019", ""), read_date("03/05/19 09:30", "day-first")
        ((18019.0, ''), (18019.0, ''))
        >>> read_date("2019-05-02T23:30:00Z", "")  # half past midnight in the United Kingdom
        (18019.0, '')
    """
    text = text.strip("'\" \u00a0")
    moment = _read_moment(text, order)
    if moment:
        return float((moment.replace(tzinfo=None) - datetime(1970, 1, 1)).days), ""
    if re.fullmatch(r"[34]\d{4}(?:\.\d+)?", text):
        return float(text) // 1 - 25_569, ""  # the day 1 January 1970
    return NAN, "missing" if _NO_NUMBER["missing"].fullmatch(text.casefold()) else "unclear"


def _read_moment(text: str, order: str) -> datetime | None:
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z"))
        return moment.astimezone(ZoneInfo("Europe/London")) if moment.tzinfo else moment
    bare = " ".join(re.sub(r"[-/.,]", " ", _NOT_OF_THE_DATE.sub("", text)).split())
    bare = re.sub("[A-Za-z]+", lambda m: _OTHER_MONTHS.get(m[0].casefold(), m[0]), bare)
    for written in _FORMATS[order]:
        with suppress(ValueError):
            return datetime.strptime(bare, written)
    return None


def find_order(texts: Iterable[str]) -> str:
    """Return how day and month are ordered: "day-first", "month-first", "", or what is wrong.

    "" where no date tells. "both" where some dates can only have the day first and others only
    the month. "swapped" where every date of numbers has a day over 12 and every other date one of
    12 or less: so a spreadsheet leaves them that took the month first wherever it could. "late"
    where a time is 23:00 and all others are midnight: so universal time leaves a day of summer.
    "short" where years have two digits, and what stands first differs less than what stands last.
    """
    texts = list(texts)
    short = [text for text in texts if re.fullmatch(r"\d\d([-/. ])\d\d\1\d\d", text)]
    if len({text[:2] for text in short}) < len({text[-2:] for text in short}):
        return "short"
    timed = [text for text in texts if re.search(r"\d[T ](?!00:00)\d?\d:\d\d", text)]
    if timed and all(re.search(r"[T ]23:00(?::00(?:\.0+)?)?$", text) for text in timed):
        return "late"
    read = [[read_date(text, order)[0] for order in _FORMATS] for text in texts]
    sure, day, month = np.array(read).reshape(-1, 3).T
    has_day, has_month = np.isfinite([day, month]) & np.isnan(sure)
    day_only, month_only = (has_day & ~has_month).sum(), (has_month & ~has_day).sum()
    sure_days = sure[np.isfinite(sure)].astype("datetime64[D]").astype(object)
    is_early = len(sure_days) > 2 and max(date.day for date in sure_days) <= 12
    if is_early and day_only > 2 and not has_month.any():
        return "swapped"
    if month_only:
        return "both" if day_only else "month-first"
    is_open = not day_only and (has_day & has_month & (day != month)).any()
    return "" if is_open else "day-first"
