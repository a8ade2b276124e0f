"""A table beside published figures where the place fits, and its areas beside each other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from born_into_care import evidence
from born_into_care.charts.funnel_limits import CONFIDENCE_LEVELS, compute_limits
from born_into_care.estimates import Interval
from born_into_care.your_area.counts import ALL_AREAS
from born_into_care.your_area.measures import MEASURES, Measure, MeasureResult, compute_measure
from born_into_care.your_area.protection import Protected

Match = Literal["same", "differs", "not known"]

_GRAVEST_FIRST: tuple[Match, ...] = ("differs", "not known", "same")
_BOTH_NATIONS = "England and Wales"
# "Under seven days between ..." is about notice.
_UNDER = re.compile(r"\bunder (\d+|[a-z]+) (day|week)s?\b(?! between)", re.IGNORECASE)
_NUMBERS = {"one": 1, "two": 2, "seven": 7, "fourteen": 14}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True)
class Check:
    """One part of a definition, as the learner's table and as the published figure has it."""

    what: str
    yours: str
    published: str
    match: Match


@dataclass(frozen=True)
class Comparison:
    """A published figure beside a learner's.

    Attributes:
        match: "same" only if every check is.
        standing: where the published figure stands against the learner's interval; "" where the
            definitions differ, so that it would mean nothing.
    """

    measure: Measure
    figure: evidence.Figure
    checks: tuple[Check, ...]
    match: Match
    standing: str

    @property
    def text(self) -> str:
        """The published figure as a sentence, and whether the two can be compared."""
        published = (
            f"{self.measure.title}: {self.figure.text} in {self.figure.geography}, "
            f"{self.figure.period}, as published."
        )
        if self.match == "same":
            return f"{published} {self.standing}".strip()
        unequal = [check for check in self.checks if check.match != "same"]
        why = "; ".join(f"{c.what}: yours {c.yours}, published {c.published}" for c in unequal)
        word = "differ" if self.match == "differs" else "may differ"
        return f"{published} The definitions {word} ({why}), so the two are not compared."


def compare_with_published(
    measure: Measure,
    value: Interval | None,
    protected: Protected,
    area: str,
    region: str | None = None,
) -> list[Comparison]:
    """Return the published figures that fit where an area is, its region's before its nation's.

    Parameters:
        value: the learner's value with its interval, in the figures' unit.
        area: an area of the table; both nations' figures fit one whose place is not known.
        region: the region or nation that it lies in, where its owner has said so.
    """
    fitting = _fitting_geographies(protected, area, region)
    comparisons = []
    for figure in map(evidence.figure, measure.published):
        if figure.geography in fitting:
            checks = (_check_newborn(protected, figure), _check_year(protected, figure))
            match = min((check.match for check in checks), key=_GRAVEST_FIRST.index)
            standing = _describe_standing(value, figure) if match == "same" else ""
            comparisons.append(Comparison(measure, figure, checks, match, standing))
    return comparisons


def _fitting_geographies(protected: Protected, area: str, region: str | None) -> set[str]:
    if region:
        return {region, "Wales" if region == "Wales" else "England", _BOTH_NATIONS}
    own = [protected.place_of(area)] if area in protected.areas[: len(protected.places)] else []
    places = own or list(protected.places)
    if not places or None in places:
        return {*evidence.NATIONS, _BOTH_NATIONS}
    # All areas together lie in a region or nation if each of them does.
    shared = set.intersection(*({p.name, p.region, p.nation} for p in places if p))
    return {*shared, _BOTH_NATIONS}


def _check_newborn(protected: Protected, figure: evidence.Figure) -> Check:
    """Compare who is newborn: under two weeks in the report of 2021, under seven days in 2018."""
    theirs = _read_days(figure.definition)
    if theirs is None and figure.period == "2019/20":
        # The figures of this year are from one report, whose own definition its other rows state.
        theirs = _read_days(evidence.figure("newborns-england-2019-20").definition)
    yours = _read_days(protected.newborn)
    return Check(
        "who is newborn",
        f"under {yours} days old" if yours else protected.newborn or "not stated",
        f"under {theirs} days old" if theirs else "not stated",
        _match(yours, theirs),
    )


def _check_year(protected: Protected, figure: evidence.Figure) -> Check:
    """Compare the year; a share or rate moves little, but the reader should know."""
    published = "financial year" if "/" in figure.period else "calendar year"
    yours = None if protected.year == "as given" else f"{protected.year} year"
    return Check("year", yours or "not stated", published, _match(yours, published))


def _match(yours: object, published: object) -> Match:
    if yours is None or published is None:
        return "not known"
    return "same" if yours == published else "differs"


def _read_days(definition: str) -> int | None:
    """Return how many days old a newborn is at most, as a definition says it.

    Example:
        >>> _read_days("newborn = under two weeks old"), _read_days("under 17 days old at issue")
        (14, 17)
    """
    found = _UNDER.search(definition)
    if found is None:
        return None
    number = _NUMBERS.get(found[1].casefold(), found[1])
    return int(number) * _DAYS[found[2].casefold()] if str(number).isdigit() else None


def _describe_standing(value: Interval | None, figure: evidence.Figure) -> str:
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


_FEWEST_AREAS = 4
"""Fewer areas than this make no funnel."""
_STANDINGS = ("inside", "above", "far above", "far below", "below")


@dataclass(frozen=True)
class Peers:
    """All areas of a table whose value can be shown, on one measure and period.

    Attributes:
        centre: the value of all of them together.
        results: that of each area, the largest first.
        standings: where each area stands in the funnel: "inside" its 95% limits, "above" or "below"
            them, "far above" or "far below" those at 99.8%.
        left_out: how many areas can't be shown.
    """

    measure: Measure
    period: str
    centre: float
    results: tuple[MeasureResult, ...]
    standings: Mapping[str, str]
    left_out: int

    def text(self, area: str) -> str:
        """Return where one area stands among all, as a sentence."""
        outside = sum(standing != "inside" for standing in self.standings.values())
        text = (
            f"{self.measure.title}, {self.period}: {outside or 'none'} of {len(self.results)} "
            f"areas {'lies' if outside == 1 else 'lie'} outside the 95% limits of the funnel, "
            "where chance alone would put about one in twenty."
        )
        if area in self.standings:
            text += f" {area} lies {self.standings[area]} them."
        if self.left_out:
            text += (
                f" {self.left_out} area{'s' * (self.left_out != 1)} can't be shown; those shown "
                "are the larger ones, so the centre is theirs and not that of all."
            )
        return text


@lru_cache(maxsize=4)
def compare_peers(protected: Protected, period: str) -> tuple[Peers, ...]:
    """Return a funnel for each share and rate that can be shown for four areas or more.

    An incomplete period has none. The centre is the value of the areas shown, so that no hidden
    area can be worked out from it.
    """
    if not protected.is_complete(period):
        return ()
    names = [area for area in protected.areas if area != ALL_AREAS]
    funnels = []
    for measure in (measure for measure in MEASURES if measure.kind != "count"):
        results = [compute_measure(protected, measure, area, period) for area in names]
        shown = sorted(
            (result for result in results if result.value is not None),
            key=lambda result: (-(result.whole or 0), result.area),
        )
        if len(shown) < _FEWEST_AREAS:
            continue
        values = np.array([result.value.value for result in shown if result.value])
        wholes = [result.whole or 0 for result in shown]
        centre = float(np.average(values, weights=wholes))
        (low, high), (far_low, far_high) = (
            compute_limits(centre, wholes, "rate" if measure.kind == "rate" else "share", level)
            for level in CONFIDENCE_LEVELS
        )
        # How many limits a value lies above, or below if negative.
        beyond = 1 * (values > high) + (values > far_high) - (values < low) - (values < far_low)
        standings = {r.area: _STANDINGS[steps] for r, steps in zip(shown, beyond, strict=True)}
        left_out = len(names) - len(shown)
        funnels.append(Peers(measure, period, centre, tuple(shown), standings, left_out))
    return tuple(funnels)
