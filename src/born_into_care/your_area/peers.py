"""The areas of a table side by side: which differ from all of them by more than chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from born_into_care.charts.funnel import LEVELS, compute_limits
from born_into_care.your_area.counts import ALL_AREAS
from born_into_care.your_area.measures import MEASURES, Measure, MeasureResult, compute_measure
from born_into_care.your_area.protection import Protected

_FEWEST_AREAS = 4
"""Fewer areas than this make no funnel."""
_STANDINGS = ("inside", "above", "far above", "far below", "below")


@dataclass(frozen=True)
class Peers:
    """All areas of a table whose value can be shown, on one measure and period.

    Attributes:
        centre: the value of all of them together.
        results: that of each area, the largest first.
        stands: where each area stands in the funnel: "inside" its 95% limits, "above" or "below"
            them, "far above" or "far below" those at 99.8%.
        left_out: how many areas can't be shown.
    """

    measure: Measure
    period: str
    centre: float
    results: tuple[MeasureResult, ...]
    stands: Mapping[str, str]
    left_out: int

    def text(self, area: str) -> str:
        """Return where one area stands among all, as a sentence."""
        outside = sum(stands != "inside" for stands in self.stands.values())
        text = (
            f"{self.measure.title}, {self.period}: {outside or 'none'} of {len(self.results)} "
            f"areas {'lies' if outside == 1 else 'lie'} outside the 95% limits of the funnel, "
            "where chance alone would put about one in twenty."
        )
        if area in self.stands:
            text += f" {area} lies {self.stands[area]} them."
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
            for level in LEVELS
        )
        # How many limits a value lies above, or below if negative.
        beyond = 1 * (values > high) + (values > far_high) - (values < low) - (values < far_low)
        stands = {r.area: _STANDINGS[steps] for r, steps in zip(shown, beyond, strict=True)}
        left_out = len(names) - len(shown)
        funnels.append(Peers(measure, period, centre, tuple(shown), stands, left_out))
    return tuple(funnels)
