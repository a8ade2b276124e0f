"""The areas of a table side by side: which differ from all of them by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from born_into_care.charts.funnel import LEVELS, compute_limits
from born_into_care.your_area.counts import ALL_AREAS
from born_into_care.your_area.measures import MEASURES, Measure, MeasureResult, compute_measure
from born_into_care.your_area.protection import Protected

_FEWEST_AREAS = 4
"""Fewer areas than this make no funnel."""


@dataclass(frozen=True)
class Peer:
    """One area in a funnel.

    Attributes:
        part: the babies counted.
        whole: the babies or live births they are counted over.
        value: per cent for a share, per 10,000 for a rate.
        limits: the lower and upper 95% limit of the funnel at its size, then those at 99.8%.
    """

    area: str
    part: int
    whole: int
    value: float
    limits: tuple[float, ...]

    @property
    def stands(self) -> str:
        """Where it stands: "inside", "above", "below", "far above" or "far below"."""
        low, high, far_low, far_high = self.limits
        far = "" if far_low <= self.value <= far_high else "far "
        return (
            far + "above" if self.value > high else far + "below" if self.value < low else "inside"
        )


@dataclass(frozen=True)
class Peers:
    """All areas of a table whose value can be shown, on one measure and period.

    Attributes:
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
        """Return where one area stands among all, as a sentence."""
        outside = sum(peer.stands != "inside" for peer in self.areas)
        text = (
            f"{self.measure.title}, {self.period}: {outside or 'none'} of {len(self.areas)} areas "
            f"{'lies' if outside == 1 else 'lie'} outside the 95% limits of the funnel, where "
            "chance alone would put about one in twenty."
        )
        text += "".join(f" {area} lies {p.stands} them." for p in self.areas if p.area == area)
        if self.left_out:
            text += (
                f" {self.left_out} area{'s' * (self.left_out != 1)} can't be shown; those shown "
                "are the larger ones, so the centre is theirs and not that of all."
            )
        return text


@lru_cache(maxsize=4)
def compare_peers(protected: Protected, period: str) -> tuple[Peers, ...]:
    """Return a funnel for each share and rate that can be shown for four areas or more.

    An incomplete period has none.

    Source of the method: `estimates.funnel_limits`; the centre is that of the areas shown, so that
    no hidden area can be worked out from it.
    """
    names = [area for area in protected.areas if area != ALL_AREAS]
    funnels = []
    for measure in MEASURES:
        if measure.kind == "count" or not protected.is_complete(period):
            continue
        results = {area: compute_measure(protected, measure, area, period) for area in names}
        shown = {area: result for area, result in results.items() if result.value is not None}
        if len(shown) >= _FEWEST_AREAS:
            funnels.append(_place_in_funnel(measure, period, shown, len(names) - len(shown)))
    return tuple(funnels)


def _place_in_funnel(
    measure: Measure, period: str, shown: dict[str, MeasureResult], left_out: int
) -> Peers:
    rows = [(area, result.part or 0, result.whole or 0) for area, result in shown.items()]
    rows.sort(key=lambda row: (-row[2], row[0]))
    wholes = [whole for *_, whole in rows]
    kind: Literal["rate", "share"] = "rate" if measure.kind == "rate" else "share"
    scale = 10_000 if kind == "rate" else 100
    centre = sum(part for _, part, _ in rows) / sum(wholes) * scale
    limits = [end for level in LEVELS for end in compute_limits(centre, wholes, kind, level)]
    areas = tuple(
        Peer(area, part, whole, part / whole * scale, tuple(float(limit[i]) for limit in limits))
        for i, (area, part, whole) in enumerate(rows)
    )
    return Peers(measure, period, centre, areas, left_out)
