"""A table beside published figures where the place fits, and its areas beside each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from born_into_care import evidence
from born_into_care.charts.marks import FUNNEL_LEVELS, compute_funnel
from born_into_care.estimates import Interval
from born_into_care.your_area.counts import ALL_AREAS, NEWBORN
from born_into_care.your_area.protection import Protected
from born_into_care.your_area.table_measures import (
    MEASURES,
    MeasureResult,
    TableMeasure,
    compute_measure,
)

_BOTH_NATIONS = "England and Wales"


@dataclass(frozen=True)
class Comparison:
    """A published figure beside a table's own value.

    Attributes:
        differences: in what the definitions differ or may differ; empty where they are the same.
        text: where the published figure lies against the table's interval, as sentences; "" where
            that would mean nothing.
    """

    measure: TableMeasure
    figure: evidence.Figure
    differences: tuple[str, ...]
    text: str


def compare_with_published(
    measure: TableMeasure,
    value: Interval | None,
    protected: Protected,
    area: str,
    region: str | None = None,
) -> list[Comparison]:
    """Return the published figures that fit where an area is, its region's before its nation's.

    Parameters:
        value: the table's value with its interval, in the figures' unit.
        area: an area of the table; both nations' figures fit one whose place is not known.
        region: the region or nation that it lies in, where its owner has said so.
    """
    fitting = _find_geographies(protected, area, region)
    comparisons = []
    for figure in map(evidence.figure, measure.published):
        if figure.geography in fitting:
            differences = list_differences(protected, figure)
            text = "" if differences else _describe_place(measure, value, figure)
            comparisons.append(Comparison(measure, figure, differences, text))
    return comparisons


def _find_geographies(protected: Protected, area: str, region: str | None) -> set[str]:
    if region:
        return {region, "Wales" if region == "Wales" else "England", _BOTH_NATIONS}
    places = dict(zip(protected.areas, protected.places, strict=False))
    # All areas together lie in a region or nation if each of them does.
    meant = [places[area]] if area in places else list(places.values())
    if not meant or None in meant:
        return {*evidence.NATIONS, _BOTH_NATIONS}
    shared = set.intersection(*({p.name, p.region, p.nation} for p in meant if p))
    return {*shared, _BOTH_NATIONS}


def list_differences(protected: Protected, figure: evidence.Figure) -> tuple[str, ...]:
    """Return in what the definitions of a table and of a published figure differ or may differ.

    A share or rate moves little from one kind of year to the other, but a reader should know.
    """
    yours = "" if protected.year == "as given" else f"{protected.year} year"
    published = "financial year" if "/" in figure.period else "calendar year"
    pairs = (
        ("who is newborn", protected.newborn, NEWBORN.format(14)),
        ("year", yours, published),
    )
    return tuple(
        f"{what} (yours: {own or 'not stated'}; published: {theirs})"
        for what, own, theirs in pairs
        if own != theirs
    )


def _describe_place(measure: TableMeasure, value: Interval | None, figure: evidence.Figure) -> str:
    if value is None or figure.value is None:
        return ""
    low, high = figure.rounding or (figure.value, figure.value)
    place = "inside your interval: the two can't be told apart"
    if high < value.low:
        place = "below your interval: yours is higher than chance alone would explain"
    if low > value.high:
        place = "above your interval: yours is lower than chance alone would explain"
    return (
        f"{measure.title}: {figure.text} in {figure.geography}, {figure.period}, as published. It "
        f"lies {place}."
    )


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

    measure: TableMeasure
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
            compute_funnel(centre, wholes, "rate" if measure.kind == "rate" else "share", level)
            for level in FUNNEL_LEVELS
        )
        # How many limits a value lies above, or below if negative.
        beyond = 1 * (values > high) + (values > far_high) - (values < low) - (values < far_low)
        standings = {r.area: _STANDINGS[steps] for r, steps in zip(shown, beyond, strict=True)}
        left_out = len(names) - len(shown)
        funnels.append(Peers(measure, period, centre, tuple(shown), standings, left_out))
    return tuple(funnels)
