"""The period of each row of a table, and the month of today."""

import re
from collections.abc import Mapping

import pandas as pd

from born_into_care.evidence.periods import MARK, read_period
from born_into_care.your_area.contract import today
from born_into_care.your_area.remarks import ANSWERS, TableCheck


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
    texts = check.fill_down("period", column.astype(str).str.strip(), column=heading)
    if part is not None:
        texts = (
            part.map(lambda t: f"{unit} column {t} of " if t.strip() else "").astype(str) + texts
        )
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
