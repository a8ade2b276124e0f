"""How many illustrative babies each nation has in each period: a path through what is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from born_into_care.illustration.allocation import Ints, nearest
from born_into_care.illustration.births import Births
from born_into_care.illustration.published import FIRST, LAST, PERIODS, value

YEARLY_MOVEMENT = 0.08
"""How far a number moves from one year to the next, as the spread of its logarithm."""
UNDER_SEVEN_DAYS = 0.9
"""The share of babies whose proceedings were issued before they were seven days old."""
UNDER_SEVEN_PERIOD = "2016/17"
"""The period for which a report counts England's babies under seven days old."""

Floats = NDArray[np.float64]
BirthsByPlace = Mapping[tuple[str, str], Births]


def nations(chance: np.random.Generator, births: BirthsByPlace) -> tuple[Ints, Ints]:
    """Give the numbers of England and of Wales, one for each period.

    Accounts say "over 21,000" for all eight years: paths are drawn until one comes to more than
    that, and to less than the next thousand.

    Parameters:
        chance: where every draw comes from.
        births: live births by area and period.

    Raises:
        RuntimeError: if no path through the published counts comes to such a total.
    """
    least = value("cohort-england-wales")
    england, wales = _england(), _wales(births)
    for _ in range(100_000):
        both = _path(chance, england), _path(chance, wales)
        if least < both[0].sum() + both[1].sum() < least + 1_000:
            return both
    raise RuntimeError(
        f"No path through the published counts came to a total between {least:,.0f} and "
        f"{least + 1_000:,.0f}. Check the counts in data/figures.csv."
    )


def bridge(chance: np.random.Generator, first: float, last: float, steps: int) -> Floats:
    """Give a random path from one number to another, both of them kept.

    Parameters:
        chance: where every draw comes from.
        first: where the path starts.
        last: where the path ends.
        steps: how many years lie between.

    Returns:
        steps + 1 numbers.

    Source of the method: a Brownian bridge on the logarithm.

    Example:
        >>> bridge(np.random.default_rng(1), 100, 200, 3)[[0, -1]].tolist()
        [100.0, 200.0]
    """
    walk = np.concatenate([[0.0], np.cumsum(chance.normal(0, YEARLY_MOVEMENT, steps))])
    time = np.arange(steps + 1) / steps
    path: Floats = np.log(first) * (1 - time) + np.log(last) * time + walk - time * walk[-1]
    # At the ends exactly: the logarithm and back can miss by a hair.
    return np.concatenate([[first], np.exp(path[1:-1]), [last]])


def _england() -> dict[str, float]:
    return {
        FIRST: value("newborns-england-2012-13"),
        # The 2018 report counts babies under seven days: part of those under two weeks.
        UNDER_SEVEN_PERIOD: nearest(value("newborns-england-2016-17") / UNDER_SEVEN_DAYS),
        LAST: value("newborns-england-2019-20"),
    }


def _wales(births: BirthsByPlace) -> dict[str, float]:
    def count(figure_id: str, period: str) -> float:
        # Published for a calendar year; here it stands for the financial year that starts in it.
        return nearest(value(figure_id) * births["Wales", period].number / 10_000)

    return {
        FIRST: value("newborns-wales-2012-13"),
        "2015/16": count("incidence-wales-2015", "2015/16"),
        "2018/19": count("incidence-wales-2018", "2018/19"),
        LAST: value("newborns-wales-2019-20-nfjo"),
    }


def _path(chance: np.random.Generator, known: Mapping[str, float]) -> Ints:
    """Whole numbers for every period, at random between the known ones."""
    places = [PERIODS.index(period) for period in known]
    values = list(known.values())
    path = np.empty(len(PERIODS))
    for start, end, first, last in zip(places, places[1:], values, values[1:], strict=False):
        path[start : end + 1] = bridge(chance, first, last, end - start)
    return np.floor(path + 0.5).astype(np.int64)
