"""Draw how many illustrative babies each area has in each period, held to published figures."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from born_into_care.evidence import NATIONS, REGIONS, area_slug, births_by_id, figure
from tools.data.cohort.allocation import Floats, Ints, nearest, share_out

BOTH = "England and Wales"
FIRST, LAST = "2012/13", "2019/20"
PERIODS = tuple(f"{year}/{year % 100 + 1}" for year in range(2012, 2020))
FIRST_YEAR_OF_REGIONS = 2014
"""The first year for which births are held for each region."""
YEARLY_MOVEMENT = 0.08
"""How far a number moves from one year to the next, as the spread of its logarithm."""
REGIONAL_SPREAD = 0.06
"""How far a region lies from its guide, as the spread of its logarithm."""
UNDER_SEVEN_DAYS = 0.9
"""The share of babies whose proceedings were issued before they were seven days old."""
UNDER_SEVEN_PERIOD = "2016/17"
"""The period for which a report counts England's babies under seven days old."""

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


class Births(NamedTuple):
    """Live births of one area in one year; "assumed" where a share of a larger area's births."""

    number: float
    basis: str


BirthsTable = Mapping[tuple[str, str], Births]


def published(figure_id: str) -> float:
    """Return a published figure as a number; a bound gives the number that it is above.

    Raises:
        ValueError: if its words hold no number and no simple fraction.

    Example:
        >>> published("cohort-england-wales")
        21000.0
    """
    found = figure(figure_id)
    if found.number is None:
        raise ValueError(f"{figure_id} is published as {found.value_text!r}: there is no number.")
    return found.number


def births_table() -> dict[tuple[str, str], Births]:
    """Return live births by area and period, for the regions, the nations and both.

    A financial year has the births of the calendar year in which it starts. Where they are not
    held, an area's share of the larger area's births is taken to be that of 2014.

    Example:
        >>> births_table()["Wales", "2012/13"], births_table()["North East", "2012/13"].basis
        (Births(number=35238, basis='official'), 'assumed')
    """
    official = {name: count.live_births for name, count in births_by_id().items()}
    table = {
        (BOTH, period): Births(official[f"{area_slug(BOTH)}-{period[:4]}"], "official")
        for period in PERIODS
    }
    # Nations first: where a region's births are assumed, they are a share of England's.
    for area in (*NATIONS, *REGIONS):
        slug, whole = area_slug(area), "England" if area in REGIONS else BOTH
        share = (
            official[f"{slug}-{FIRST_YEAR_OF_REGIONS}"]
            / official[f"{area_slug(whole)}-{FIRST_YEAR_OF_REGIONS}"]
        )
        for period in PERIODS:
            held = official.get(f"{slug}-{period[:4]}")
            assumed = Births(table[whole, period].number * share, "assumed")
            table[area, period] = assumed if held is None else Births(held, "official")
    for period in PERIODS:
        # The two nations added up, so that it holds the same mothers as they do: the official
        # count for both also holds babies of mothers who live elsewhere.
        nations = [table[nation, period] for nation in NATIONS]
        total = sum(nearest(nation.number) for nation in nations)
        table[BOTH, period] = Births(total, min(nation.basis for nation in nations))
    return table


def draw_sizes(chance: np.random.Generator, births: BirthsTable) -> Ints:
    """Return the number of illustrative babies: a row for each of AREAS, a column a period.

    Raises:
        RuntimeError: if no path through the published figures comes to a total they allow.
    """
    england, wales = _draw_nations(chance, births)
    born = np.array([[births[area, period].number for period in PERIODS] for area in REGIONS])
    weights = _draw_levels(chance, england, born) * born
    regions = np.empty(born.shape, np.int64)
    for column, period in enumerate(PERIODS):
        fixed = {
            REGIONS.index(area): _babies(figure_id, births[area, period])
            for area, figure_id in _PUBLISHED.get(period, {}).items()
        }
        others = [row for row in range(len(REGIONS)) if row not in fixed]
        regions[list(fixed), column] = list(fixed.values())
        rest = int(england[column]) - sum(fixed.values())
        regions[others, column] = share_out(rest, weights[others, column])
    return np.vstack([regions, wales])


def _babies(incidence_id: str, births: Births) -> int:
    return nearest(published(incidence_id) * births.number / 10_000)


def _draw_nations(chance: np.random.Generator, births: BirthsTable) -> tuple[Ints, Ints]:
    """Return the numbers of England and of Wales, a random path through what is published.

    Accounts say "over 21,000" for all eight years: paths are drawn until one comes to more than
    that, and to less than the next thousand.
    """
    england = {
        FIRST: published("newborns-england-2012-13"),
        # The 2018 report counts babies under seven days: part of those under two weeks.
        UNDER_SEVEN_PERIOD: nearest(published("newborns-england-2016-17") / UNDER_SEVEN_DAYS),
        LAST: published("newborns-england-2019-20"),
    }
    wales = {
        FIRST: published("newborns-wales-2012-13"),
        # Published for a calendar year, for which the financial year that starts in it stands.
        "2015/16": _babies("incidence-wales-2015", births["Wales", "2015/16"]),
        "2018/19": _babies("incidence-wales-2018", births["Wales", "2018/19"]),
        LAST: published("newborns-wales-2019-20-nfjo"),
    }
    least = published("cohort-england-wales")
    for _ in range(100_000):
        both = _draw_path(chance, england), _draw_path(chance, wales)
        if least < both[0].sum() + both[1].sum() < least + 1_000:
            return both
    raise RuntimeError(
        f"No path through the published counts came to a total between {least:,.0f} and "
        f"{least + 1_000:,.0f}. Check the counts in data/figures.csv."
    )


def _draw_path(chance: np.random.Generator, published_counts: Mapping[str, float]) -> Ints:
    """Return whole numbers for every period, at random between the published ones."""
    columns = [PERIODS.index(period) for period in published_counts]
    values = list(published_counts.values())
    path = np.empty(len(PERIODS))
    for start, end, first, last in zip(columns, columns[1:], values, values[1:], strict=False):
        path[start : end + 1] = _draw_bridge(chance, first, last, end - start)
    return np.floor(path + 0.5).astype(np.int64)


def _draw_bridge(chance: np.random.Generator, first: float, last: float, steps: int) -> Floats:
    """Return steps + 1 numbers from one to another: a Brownian bridge on the logarithm."""
    walk = np.concatenate([[0.0], np.cumsum(chance.normal(0, YEARLY_MOVEMENT, steps))])
    time = np.arange(steps + 1) / steps
    path: Floats = np.log(first) * (1 - time) + np.log(last) * time + walk - time * walk[-1]
    # At the ends exactly: the logarithm and back can miss by a hair.
    return np.concatenate([[first], np.exp(path[1:-1]), [last]])


def _draw_levels(chance: np.random.Generator, england: Ints, born: Floats) -> Floats:
    """Return each region's incidence before it is scaled to England's total; a column a period."""
    guides = {area: published(figure_id) for area, figure_id in _GUIDES.items()}
    middle = sum(guides.values()) / len(guides)
    guide = np.array([guides.get(area, middle) for area in REGIONS])
    ends = []
    for period in (FIRST, LAST):
        column = PERIODS.index(period)
        level = guide * np.exp(chance.normal(0, REGIONAL_SPREAD, len(REGIONS)))
        # Brought to England's level, so that a published incidence can stand among them.
        level *= england[column] / (level * born[:, column]).sum() * 10_000
        for area, figure_id in _PUBLISHED[period].items():
            level[REGIONS.index(area)] = published(figure_id)
        ends.append(level)
    return np.stack(
        [
            _draw_bridge(chance, first, last, len(PERIODS) - 1)
            for first, last in zip(*ends, strict=True)
        ]
    )
