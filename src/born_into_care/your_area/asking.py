"""What a manager might ask next: questions that follow from a result, never answers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from born_into_care.your_area.counts import ALL_PERIODS

if TYPE_CHECKING:
    from born_into_care.your_area.finding import Findings

_AT_LEAST = 3
_WIDE = 20.0
"""An interval of a share that is wider than this, in percentage points, is called wide."""


def questions(findings: Findings) -> tuple[str, ...]:
    """Give the questions, those that follow from this result first; at least three.

    Parameters:
        findings: what a table says about one area.
    """
    asked = [
        *_about_notice(findings),
        *_about_change(findings),
        *_about_peers(findings),
        *_about_what_is_missing(findings),
        *_about_width(findings),
        *_about_definitions(findings),
    ]
    for question in _ALWAYS:
        if len(asked) >= _AT_LEAST:
            break
        asked.append(question)
    return tuple(dict.fromkeys(asked))


_ALWAYS = (
    "In which week of pregnancy did help, and not only assessment, begin for these families?",
    "Which of these counts would a parent recognise as true, and what do we not count?",
    "On what day did the parents first hear the plan, and do we record it?",
)


def _about_notice(findings: Findings) -> list[str]:
    asked = []
    short, same = findings.best("short_notice"), findings.best("same_day")
    if short is not None and short.value is not None and short.value.value >= 50:
        asked.append(
            "How many of the pregnancies behind the short-notice hearings were known to us before "
            "the birth, and for how long?"
        )
    if same is not None and same.value is not None and (same.part or 0) > 0:
        asked.append(
            "For hearings on the day of issue, what was decided on the day itself and what could "
            "have been prepared with the parents and their lawyers before?"
        )
    return asked


def _about_change(findings: Findings) -> list[str]:
    clear = [change for change in findings.changes if change.clear]
    if not clear:
        return []
    return [
        f"What was counted or recorded differently between {clear[0].before} and {clear[0].after}, "
        "before we look for a reason in practice?"
    ]


def _about_peers(findings: Findings) -> list[str]:
    for peers in findings.peers:
        mine = next((p for p in peers.areas if p.area == findings.area), None)
        if mine is not None and mine.stands != "inside":
            return [
                f"Does {findings.area} count {peers.measure.title.casefold()} as the other "
                f"areas do, "
                "and would two of them compare ten records with us?"
            ]
    return []


def _about_what_is_missing(findings: Findings) -> list[str]:
    asked = []
    if findings.hidden and findings.period != ALL_PERIODS:
        asked.append(
            "Which years, or which neighbouring areas, could be put together so that more can be "
            "shown without pointing to a family?"
        )
    protected, area, period = findings.protected, findings.area, findings.period
    if {"newborns", "notice_known"} <= set(protected.levels):
        babies = protected.count("newborns", area, period)
        known = protected.count("notice_known", area, period)
        if babies and known is not None and known < 0.95 * babies:
            asked.append(
                "Why is the date of the first hearing missing for some babies, and would the "
                "figures change if it were filled in?"
            )
    return asked


def _about_width(findings: Findings) -> list[str]:
    """How many babies it would take for an interval of five points either way."""
    short = findings.best("short_notice")
    if short is None or short.value is None or short.value.width <= _WIDE:
        return []
    share = min(max(short.value.value / 100, 0.1), 0.9)
    needed = math.ceil(1.96**2 * share * (1 - share) / 0.05**2 / 10) * 10
    return [
        f"Can we decide on this yet? For a share that is sure to within five percentage points it "
        f"takes about {needed} babies; we have {short.whole:,}."
    ]


def _about_definitions(findings: Findings) -> list[str]:
    unsure = [c for c in findings.comparisons if c.match != "same"]
    return [
        "Can we count again by the definition of the published figures (under two weeks old at "
        "issue, financial years), so that the two can be compared?"
    ] * bool(unsure)
