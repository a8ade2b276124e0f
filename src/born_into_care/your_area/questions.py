"""What a manager might ask next: questions that follow from a result, never answers."""

from __future__ import annotations

import math

import numpy as np

from born_into_care.your_area.counts import ALL_PERIODS
from born_into_care.your_area.findings import Findings

_AT_LEAST = 3
_WIDE = 20.0
"""An interval of a share that is wider than this, in percentage points, is called wide."""
_ALWAYS = (
    "In which week of pregnancy did help, and not only assessment, begin for these families?",
    "Which of these counts would a parent recognise as true, and what do we not count?",
    "On what day did the parents first hear the plan, and do we record it?",
)


def ask_questions(findings: Findings) -> tuple[str, ...]:
    """Return the questions, those that follow from this result first; at least three."""
    protected, area, period = findings.protected, findings.area, findings.period
    short, same_day = findings.best("short_notice"), findings.best("same_day")
    share = short.value if short else None
    # For an interval of five points either way.
    likely = min(max(share.value / 100, 0.1), 0.9) if share else 0
    needed = math.ceil(1.96**2 * likely * (1 - likely) / 0.05**2 / 10) * 10
    change = next((change for change in findings.changes if change.clear), None)
    unlike = next((p for p in findings.peers if p.stands.get(area, "inside") != "inside"), None)
    row = protected.areas.index(area)
    hidden = np.isnan(protected.values[row]) & ~protected.not_known[row]
    babies = known = None
    if {"newborns", "notice_known"} <= set(protected.levels):
        babies = protected.count("newborns", area, period)
        known = protected.count("notice_known", area, period)
    follow_on = (
        (
            share is not None and share.value >= 50,
            "How many of the pregnancies behind the short-notice hearings were known to us before "
            "the birth, and for how long?",
        ),
        (
            same_day is not None and same_day.part,
            "For hearings on the day of issue, what was decided on the day itself and what could "
            "have been prepared with the parents and their lawyers before?",
        ),
        (
            change,
            f"What was counted or recorded differently between {change and change.first.period} "
            f"and {change and change.last.period}, before we look for a reason in practice?",
        ),
        (
            unlike,
            f"Does {area} count {unlike and unlike.measure.title.casefold()} as the other areas "
            "do, and would two of them compare ten records with us?",
        ),
        (
            hidden.any() and period != ALL_PERIODS,
            "Which years, or which neighbouring areas, could be put together so that more can be "
            "shown without pointing to a family?",
        ),
        (
            babies and known is not None and known < 0.95 * babies,
            "Why is the date of the first hearing missing for some babies, and would the figures "
            "change if it were filled in?",
        ),
        (
            share is not None and share.width > _WIDE,
            "Can we decide on this yet? For a share that is sure to within five percentage points "
            f"it takes about {needed} babies; we have {(short and short.whole) or 0:,}.",
        ),
        (
            any(comparison.match != "same" for comparison in findings.comparisons),
            "Can we count again by the definition of the published figures (under two weeks old at "
            "issue, financial years), so that the two can be compared?",
        ),
    )
    asked = [question for applies, question in follow_on if applies]
    return (*asked, *_ALWAYS[: max(0, _AT_LEAST - len(asked))])
