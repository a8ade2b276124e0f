"""The areas of a table side by side: which differ from all of them by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from born_into_care.estimates import funnel_limits
from born_into_care.your_area.counts import ALL_AREAS
from born_into_care.your_area.measures import MEASURES, Measure
from born_into_care.your_area.protection import Protected
from born_into_care.your_area.working import work_out

_FEWEST_AREAS = 4
"""Fewer areas than this make no funnel."""


@dataclass(frozen=True)
class Peer:
    """One area in a funnel.

    Attributes:
        area: its name.
        part: the babies counted.
        whole: the babies or live births they are counted over.
        value: per cent for a share, per 10,000 for a rate.
        low: the lower 95% limit of the funnel at its size.
        high: the upper one.
        far_low: the lower 99.8% limit.
        far_high: the upper one.
    """

    area: str
    part: int
    whole: int
    value: float
    low: float
    high: float
    far_low: float
    far_high: float

    @property
    def stands(self) -> str:
        """Where it stands: "inside", "above", "below", "far above" or "far below"."""
        if self.value > self.far_high:
            return "far above"
        if self.value < self.far_low:
            return "far below"
        if self.value > self.high:
            return "above"
        return "below" if self.value < self.low else "inside"


@dataclass(frozen=True)
class Peers:
    """All areas of a table whose value can be shown, on one measure and period.

    Attributes:
        measure: what is measured.
        period: when.
        centre: the value of all of them together.
        areas: each area, the largest first.
        left_out: how many areas can't be shown.
    """

    measure: Measure
    period: str
    centre: float
    areas: tuple[Peer, ...]
    left_out: int

    def text(self, area: str) -> str:
        """Where one area stands among all, as a sentence."""
        outside = sum(peer.stands != "inside" for peer in self.areas)
        text = (
            f"{self.measure.title}, {self.period}: {outside or 'none'} of {len(self.areas)} areas "
            f"{'lies' if outside == 1 else 'lie'} outside the 95% limits of the funnel, where "
            "chance alone would put about one in twenty."
        )
        mine = next((peer for peer in self.areas if peer.area == area), None)
        if mine is not None:
            text += f" {area} lies {mine.stands} them."
        if self.left_out:
            text += (
                f" {self.left_out} area{'s' * (self.left_out != 1)} can't be shown; those shown "
                "are the larger ones, so the centre is theirs and not that of all."
            )
        return text


@lru_cache(maxsize=4)
def set_among_peers(protected: Protected, period: str) -> tuple[Peers, ...]:
    """Give a funnel for each measure that can be shown for four areas or more.

    Parameters:
        protected: the counts that may be shown.
        period: which period.

    Source of the method: `estimates.funnel_limits`; the centre is that of the areas shown, so that
    no hidden area can be worked out from it.
    """
    names = [a for a in protected.areas if a != ALL_AREAS]
    made = []
    for measure in MEASURES:
        if measure.kind == "count" or len(names) < _FEWEST_AREAS:
            continue
        shown = [row for a in names if (row := _pair(protected, measure, a, period)) is not None]
        if len(shown) < _FEWEST_AREAS:
            continue
        made.append(_funnel(measure, period, shown, len(names) - len(shown)))
    return tuple(made)


def _pair(
    protected: Protected, measure: Measure, area: str, period: str
) -> tuple[str, int, int] | None:
    found = work_out(protected, measure, area, period)
    if found.value is None or found.part is None or found.whole is None:
        return None
    return area, found.part, found.whole


def _funnel(
    measure: Measure, period: str, shown: list[tuple[str, int, int]], left_out: int
) -> Peers:
    shown = sorted(shown, key=lambda row: (-row[2], row[0]))
    parts = np.array([part for _, part, _ in shown], dtype=np.float64)
    wholes = np.array([whole for _, _, whole in shown], dtype=np.float64)
    rate = measure.kind == "rate"
    scale = 10_000 if rate else 100
    centre = float(parts.sum() / wholes.sum())
    limits = []
    for level in (0.95, 0.998):
        low, high = funnel_limits(
            centre * 10_000 if rate else centre,
            wholes,
            kind="rate" if rate else "share",
            level=level,
        )
        limits += [low, high] if rate else [low * 100, high * 100]
    areas = tuple(
        Peer(name, part, whole, part / whole * scale, *(float(limit[i]) for limit in limits))
        for i, (name, part, whole) in enumerate(shown)
    )
    return Peers(measure, period, centre * scale, areas, left_out)
