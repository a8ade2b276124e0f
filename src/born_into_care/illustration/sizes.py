"""How many illustrative babies each area has in each period."""

from __future__ import annotations

import numpy as np

from born_into_care.evidence import REGIONS
from born_into_care.illustration.allocation import Ints, nearest, share_out
from born_into_care.illustration.nations import BirthsByPlace, Floats, bridge, nations
from born_into_care.illustration.published import FIRST, LAST, PERIODS, value

REGIONAL_SPREAD = 0.06
"""How far a region lies from its guide, as the spread of its logarithm."""

_PUBLISHED = {
    FIRST: {"North East": "incidence-north-east-2012-13"},
    LAST: {
        "North East": "incidence-north-east-2019-20",
        "London": "incidence-london-2019-20",
    },
}
_GUIDES = {
    "London": "incidence-london-2008-16",
    "South East": "incidence-south-east-2008-16",
    "North West": "incidence-north-west-2008-16",
    "Yorkshire and The Humber": "incidence-yorkshire-humber-2008-16",
}


def sizes(chance: np.random.Generator, births: BirthsByPlace) -> Ints:
    """Give the number of illustrative babies, one row for each area and one column a period.

    Parameters:
        chance: where every draw comes from.
        births: live births by area and period.

    Raises:
        RuntimeError: if no path through the published figures comes to a total they allow.
    """
    england, wales = nations(chance, births)
    born = np.array([[births[area, period].number for period in PERIODS] for area in REGIONS])
    weights = _levels(chance, england, born) * born
    regions = np.empty(born.shape, np.int64)
    for column, period in enumerate(PERIODS):
        fixed = {
            REGIONS.index(area): nearest(value(figure_id) * births[area, period].number / 10_000)
            for area, figure_id in _PUBLISHED.get(period, {}).items()
        }
        others = [row for row in range(len(REGIONS)) if row not in fixed]
        regions[list(fixed), column] = list(fixed.values())
        rest = int(england[column]) - sum(fixed.values())
        regions[others, column] = share_out(rest, weights[others, column])
    return np.vstack([regions, wales])


def _levels(chance: np.random.Generator, england: Ints, born: Floats) -> Floats:
    """Each region's incidence before it is scaled to England's total; a column for each period."""
    known = {area: value(figure_id) for area, figure_id in _GUIDES.items()}
    middle = sum(known.values()) / len(known)
    guide = np.array([known.get(area, middle) for area in REGIONS])
    ends = []
    for period in (FIRST, LAST):
        column = PERIODS.index(period)
        level = guide * np.exp(chance.normal(0, REGIONAL_SPREAD, len(REGIONS)))
        # Brought to England's level, so that a published incidence can stand among them.
        level *= england[column] / (level * born[:, column]).sum() * 10_000
        for area, figure_id in _PUBLISHED[period].items():
            level[REGIONS.index(area)] = value(figure_id)
        ends.append(level)
    steps = len(PERIODS) - 1
    return np.stack([bridge(chance, first, last, steps) for first, last in zip(*ends, strict=True)])
