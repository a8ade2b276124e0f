"""What a manager might ask next: questions that follow from a result, never answers."""

from __future__ import annotations

import math
from collections.abc import Iterator

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
    asked = list(dict.fromkeys(_follow_on(findings)))
    return (*asked, *_ALWAYS[: max(0, _AT_LEAST - len(asked))])


def _follow_on(findings: Findings) -> Iterator[str]:
    short, same = findings.best("short_notice"), findings.best("same_day")
    if short and short.value and short.value.value >= 50:
        yield (
            "How many of the pregnancies behind the short-notice hearings were known to us before "
            "the birth, and for how long?"
        )
    if same and same.part:
        yield (
            "For hearings on the day of issue, what was decided on the day itself and what could "
            "have been prepared with the parents and their lawyers before?"
        )
    for change in [change for change in findings.changes if change.clear][:1]:
        yield (
            f"What was counted or recorded differently between {change.before} and {change.after}, "
            "before we look for a reason in practice?"
        )
    yield from _ask_peers(findings)
    if findings.hidden and findings.period != ALL_PERIODS:
        yield (
            "Which years, or which neighbouring areas, could be put together so that more can be "
            "shown without pointing to a family?"
        )
    protected, area, period = findings.protected, findings.area, findings.period
    if {"newborns", "notice_known"} <= set(protected.levels):
        babies = protected.count("newborns", area, period)
        known = protected.count("notice_known", area, period)
        if babies and known is not None and known < 0.95 * babies:
            yield (
                "Why is the date of the first hearing missing for some babies, and would the "
                "figures change if it were filled in?"
            )
    if short and short.value and short.value.width > _WIDE:
        # For an interval of five points either way.
        share = min(max(short.value.value / 100, 0.1), 0.9)
        needed = math.ceil(1.96**2 * share * (1 - share) / 0.05**2 / 10) * 10
        yield (
            "Can we decide on this yet? For a share that is sure to within five percentage points "
            f"it takes about {needed} babies; we have {short.whole:,}."
        )
    if any(comparison.match != "same" for comparison in findings.comparisons):
        yield (
            "Can we count again by the definition of the published figures (under two weeks old at "
            "issue, financial years), so that the two can be compared?"
        )


def _ask_peers(findings: Findings) -> Iterator[str]:
    for peers in findings.peers:
        if any(p.area == findings.area and p.stands != "inside" for p in peers.areas):
            yield (
                f"Does {findings.area} count {peers.measure.title.casefold()} as the other areas "
                "do, and would two of them compare ten records with us?"
            )
            return
