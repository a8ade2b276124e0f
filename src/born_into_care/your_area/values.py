"""Numbers, dates and periods out of the texts of a column, each distinct text read once.

A number or date that can't be read gets a fault, by which its row is set aside or the table stops.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.evidence.periods import MARK, read_period
from born_into_care.your_area.contract import today
from born_into_care.your_area.protection import Numbers
from born_into_care.your_area.remarks import ANSWERS, TableCheck

NAN = float("nan")
_EPOCH = float(datetime(1970, 1, 1).toordinal())
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
    "share": re.compile(r"-?\d+(?:[.,]\d+)?\s*(?:%|per ?cent)|[-+]?\d*[.,]\d+"),
    # To a person "none" is zero, to a program it is not known.
    "unclear": re.compile(r"none|#.*"),
    "words": re.compile(r"\D+"),
}
"""What a cell can mean that is no number: never zero."""
_NOUGHT = re.compile(r"nil|zero|same[- ]day|(?:<|under |less than ) ?(?:1|one)(?: days?)?")
FOOTNOTE = re.compile(r"(?<=\d)\s*(?:[rpe]|\*+|[\(\[](?:[a-z]|note ?\d*|\d)[\)\]])$", re.I)
"""A mark after a number that tells of a note."""
_NO_DIGIT = re.compile(r"(?<!^0)(?<=\d)[, \u00a0\u202f](?=\d{3}(?!\d))|(?<=\d)(?:[.,]0+|\.)$")
"""The mark of thousands, or decimals that are zero."""
_NOT_OF_THE_DATE = re.compile(
    r"[T\s,:]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?$"
    r"|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|(?<=\d)(?:st|nd|rd|th)\b|\bof\b"
    r"|(?<=\bsep)t\b",
    re.I,
)
_ANY_ORDER = ("%Y %m %d", "%d %b %Y", "%d %B %Y", "%d %b %y", "%b %d %Y", "%B %d %Y", "%d%b%Y")
_FORMATS = {
    "": _ANY_ORDER,
    "day-first": ("%d %m %Y", "%d %m %y", *_ANY_ORDER),
    "month-first": ("%m %d %Y", "%m %d %y", *_ANY_ORDER),
}
_IN_NUMBERS = re.compile(r"^\D*(?P<first>\d\d?)[-/. ](?P<second>\d\d?)[-/. ](?P<year>\d{2,4})\b")


def read_cells(
    column: pd.Series, read: Callable[[str], tuple[float, str]]
) -> tuple[Numbers, npt.NDArray[np.str_]]:
    """Return the value and the fault of each cell, each distinct text read once."""
    values, faults = zip(*map(read, column.cat.categories), strict=True)
    return np.array(values)[column.cat.codes], np.array(faults)[column.cat.codes]


def is_data(text: str) -> bool:
    """Return whether a cell holds a number or a date."""
    return not (read_count(text)[1] and read_date(text, "day-first")[1])


def is_value(text: str) -> bool:
    """Return whether a cell holds a number, a mark in place of one, or a date; and no phrase."""
    phrases = ("words", "unclear") if " " in text else ("words",)
    return bool(text) and (is_data(text) or read_count(text)[1] not in phrases)


def read_count(text: str) -> tuple[float, str]:
    """Return a whole number and "", or not-a-number and the fault.

    The fault is one of "missing", "hidden", "share" (or another part of a whole), "words" and
    "unclear".

    Example:
        >>> [read_count(text)[0] for text in ("1,204", "12 [r]", "nil", "3 days", "same day")]
        [1204.0, 12.0, 0.0, 3.0, 0.0]
        >>> [read_count(text)[1] for text in ("<5", "z", "86%", "Per cent", "c.40", "999")]
        ['hidden', 'missing', 'share', 'words', 'unclear', 'unclear']
    """
    bare = text.strip("'\" \u00a0").replace("−", "-").casefold()
    bare = "0" if _NOUGHT.fullmatch(bare) else _NO_DIGIT.sub("", FOOTNOTE.sub("", bare))
    # 999 is written for what is not known.
    if number := re.fullmatch(r"(?!9{3,}$)([-+]?\d{1,9})(?: ?d(?:ays?)?(?: old)?)?", bare):
        return float(number[1]), ""
    return NAN, next((f for f, means in _NO_NUMBER.items() if means.fullmatch(bare)), "unclear")


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
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z"))
        here = moment.astimezone(ZoneInfo("Europe/London")) if moment.tzinfo else moment
        return here.toordinal() - _EPOCH, ""
    if re.fullmatch(r"[34]\d{4}(?:\.\d+)?", text):  # days as a spreadsheet counts them
        return float(text) // 1 + datetime(1899, 12, 30).toordinal() - _EPOCH, ""
    bare = " ".join(re.sub(r"[-/.,]", " ", _NOT_OF_THE_DATE.sub("", text)).split())
    for written in _FORMATS[order]:
        with suppress(ValueError):
            return datetime.strptime(bare, written).toordinal() - _EPOCH, ""
    return NAN, "missing" if _NO_NUMBER["missing"].fullmatch(text.casefold()) else "unclear"


def find_order(texts: Iterable[str]) -> str:
    """Return how day and month are ordered: "day-first", "month-first", "", or what is wrong.

    "" where no date tells. "both" where some dates can only have the day first and others only
    the month. "swapped" where every date of numbers has a day over 12 and every other date one of
    12 or less: so a spreadsheet leaves them that took the month first wherever it could. "late"
    where times are midnight or 23:00: so universal time leaves a day of summer. "short" where
    years have two digits, and what stands first differs less than what stands last. "one-day"
    where all dates are of one day of the month: so a list tells no more than the month.
    """
    cells = pd.Series([*texts], dtype=str)
    parts = cells.str.extract(_IN_NUMBERS).dropna().astype(int)
    short = parts[parts["year"] < 100].nunique()
    times = {*cells.str.extract(r"\d[T ](\d?\d:\d\d)")[0].dropna()}
    days = pd.to_datetime([read_date(text, "")[0] for text in cells], unit="D").day.dropna()
    day_first = int((parts["first"].between(13, 31) & (parts["second"] < 13)).sum())
    month_first = int((parts["second"].between(13, 31) & (parts["first"] < 13)).sum())
    found = {
        "short": short["first"] < short["year"],
        "late": "23:00" in times and times <= {"00:00", "23:00"},
        "one-day": (len(days) > 4 and days.nunique() == 1)
        or (len(parts) > 4 and not month_first and parts["first"].nunique() == 1),
        "swapped": len(days) > 2 and max(days) < 13 and 2 < day_first + month_first == len(parts),
        "both": day_first and month_first,
        "month-first": month_first,
        "day-first": day_first or (parts["first"] == parts["second"]).all(),
        "": True,
    }
    return next(order for order, is_so in found.items() if is_so)


def this_month() -> float:
    """Return the month of today, counted from the year 0."""
    return 12.0 * 1970 + pd.Timestamp(today(), unit="D").to_period("M").ordinal


def read_periods(
    check: TableCheck, column: pd.Series, part: pd.Series | None, units: Mapping[str, str]
) -> pd.Series:
    """Return the period of each row, or None; ask what can't be told from the texts alone.

    Parameters:
        part: the quarters or months, where they have a column of their own.
        units: what the headings of "period" and "quarter" say beside their role ("FINANCIAL").
    """
    heading, unit = str(column.name or ""), units.get("quarter", "")
    quarters = "" if part is None else part.astype(str).map(
        lambda quarter: f"{unit} column {quarter} of " if quarter.strip() else ""
    )  # fmt: skip
    texts = quarters + check.fill_down("period", column.astype(str).str.strip(), column=heading)
    read = {text: read_period(text, units.get("period", "")) for text in texts[check.used].unique()}
    doubtful = [found for found in read.values() if found and "" not in found]
    shared = [
        meaning
        for meaning in ANSWERS["period-is"]
        if doubtful and all(meaning in found for found in doubtful)
    ]
    answer = check.ask("period-is", shared) if len(shared) > 1 else "".join(shared)
    periods = {
        text: found.get(answer) or found[""]
        for text, found in read.items()
        if not found.keys().isdisjoint((answer, ""))
    }
    faults = {
        "The period can't be read.": [
            text for text, found in read.items() if found.keys().isdisjoint(("", *shared))
        ],
        "The period has not begun.": [t for t, p in periods.items() if p.start > this_month()],
        "These periods share months with others.": [
            text
            for text, p in periods.items()
            if any(p != o and p.start < o.end and o.start < p.end for o in periods.values())
        ],
    }
    for fault, wrong in faults.items():
        check.say("period", column=heading, mask=texts.isin(wrong).to_numpy(), fault=fault)
    check.say(
        "marks", column=heading, what="periods, such as '(p)',",
        mask=texts.isin([text for text in read if re.search(MARK, text, re.I)]).to_numpy(),
    )  # fmt: skip
    return texts.map(periods).astype(object)
