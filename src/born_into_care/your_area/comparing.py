"""Published figures beside a learner's, with the definitions of both held against each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from born_into_care import evidence
from born_into_care.estimates import Interval
from born_into_care.your_area.measures import Measure
from born_into_care.your_area.protection import Protected

Match = Literal["same", "differs", "not known"]

_UNDER = re.compile(r"\bunder (\d+|[a-z]+) (day|week)s?\b(?! between)", re.IGNORECASE)
"""How old a newborn is at most; "under seven days between ..." is about notice."""
_NUMBERS = {"one": 1, "two": 2, "seven": 7, "fourteen": 14}


@dataclass(frozen=True)
class Check:
    """One part of a definition, theirs and ours.

    Attributes:
        what: the part ("who is newborn").
        yours: how the learner's table has it.
        published: how the published figure has it.
        match: whether the two are the same.
    """

    what: str
    yours: str
    published: str
    match: Match


@dataclass(frozen=True)
class Comparison:
    """A published figure beside a learner's.

    Attributes:
        measure: what is measured.
        figure: the published figure.
        checks: the definitions held against each other.
        match: "same" only if every check is.
        stands: where the published figure stands against the learner's interval; "" where the
            definitions differ, so that it would mean nothing.
    """

    measure: Measure
    figure: evidence.Figure
    checks: tuple[Check, ...]
    match: Match
    stands: str

    @property
    def text(self) -> str:
        """The published figure as a sentence, and whether the two can be compared."""
        said = (
            f"{self.measure.title}: {self.figure.text} in {self.figure.geography}, "
            f"{self.figure.period}, as published."
        )
        if self.match == "same":
            return f"{said} {self.stands}".strip()
        parts = [c for c in self.checks if c.match != "same"]
        why = "; ".join(f"{c.what}: yours {c.yours}, published {c.published}" for c in parts)
        word = "differ" if self.match == "differs" else "may differ"
        return f"{said} The definitions {word} ({why}), so the two are not compared."


def compare_with(
    measure: Measure, value: Interval | None, protected: Protected, place: str | None
) -> tuple[Comparison, ...]:
    """Give the published figures that stand beside a measure, nearest place first.

    Parameters:
        measure: what is measured.
        value: the learner's value with its interval, in the figures' unit.
        protected: the learner's table, for its definitions.
        place: the region or nation that the area is or lies in, if that was said.
    """
    ids = [*measure.regions, *measure.published]
    figures = [evidence.figure(name) for name in ids]
    wanted = [f for f in figures if f.id in measure.published or f.geography == place]
    return tuple(_compared(measure, value, protected, figure) for figure in wanted)


def _compared(
    measure: Measure, value: Interval | None, protected: Protected, figure: evidence.Figure
) -> Comparison:
    checks = (_newborn(protected, figure), _year(protected, figure))
    matches = {check.match for check in checks}
    match: Match = (
        "differs" if "differs" in matches else "not known" if "not known" in matches else "same"
    )
    stands = _stands(value, figure) if match == "same" else ""
    return Comparison(measure, figure, checks, match, stands)


def _newborn(protected: Protected, figure: evidence.Figure) -> Check:
    """Who is newborn: under two weeks in the report of 2021, under seven days in that of 2018."""
    theirs = _days(figure.definition)
    if theirs is None and figure.period == "2019/20":
        # The figures of this year are from one report, whose own definition its other rows state.
        theirs = _days(evidence.figure("newborns-england-2019-20").definition)
    yours = _days(protected.newborn)
    published = f"under {theirs} days old" if theirs else "not stated"
    if yours is None:
        said = protected.newborn or "not stated"
        return Check("who is newborn", said, published, "not known")
    match: Match = "not known" if theirs is None else "same" if yours == theirs else "differs"
    return Check("who is newborn", f"under {yours} days old", published, match)


def _year(protected: Protected, figure: evidence.Figure) -> Check:
    """Financial or calendar year; a share or rate moves little, but the reader should know."""
    published = "financial year" if "/" in figure.period else "calendar year"
    yours = {"financial": "financial year", "calendar": "calendar year"}.get(
        protected.year, "not stated"
    )
    match: Match = (
        "not known" if yours == "not stated" else "same" if yours == published else "differs"
    )
    return Check("year", yours, published, match)


def _days(definition: str) -> int | None:
    """How many days old a newborn is at most, as a definition says it; None where it does not.

    Example:
        >>> _days("newborn = under two weeks old"), _days("under 17 days old at issue")
        (14, 17)
    """
    found = _UNDER.search(definition)
    if found is None:
        return None
    number = _NUMBERS.get(found[1].casefold()) or (int(found[1]) if found[1].isdigit() else 0)
    return number * (7 if found[2].casefold() == "week" else 1) or None


def _stands(value: Interval | None, figure: evidence.Figure) -> str:
    if value is None:
        return "There is no value of yours to set beside it."
    if figure.value is None:
        return "It was published in words, so no more than a rough comparison is possible."
    low, high = figure.rounding or (figure.value, figure.value)
    if high < value.low:
        return "It lies below your interval: yours is higher than chance alone would explain."
    if low > value.high:
        return "It lies above your interval: yours is lower than chance alone would explain."
    return "It lies inside your interval: the two can't be told apart."
