"""Make the illustrative cohort and its tables from the published figures and a seed."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from born_into_care.evidence import AREAS, REGIONS
from tools.data.cohort.allocation import Ints, nearest
from tools.data.cohort.notice import (
    EMERGENCY_DAYS,
    LONGEST_DAYS,
    SHORT_NOTICE_DAYS,
    count_by_age,
    count_by_days,
    count_under_seven_days,
    draw_bands,
)
from tools.data.cohort.sizes import BOTH, PERIODS, births_table, draw_sizes

SEED = 2021
GROUPS = {**{area: (area,) for area in AREAS}, "England": REGIONS, BOTH: AREAS}
"""The areas that the tables count: the ten, the nation made of nine, and both nations."""


class Babies(NamedTuple):
    """The illustrative babies of one area and period: one number a baby in each array."""

    days_to_hearing: Ints
    age_days: Ints


Cohort = dict[tuple[str, str], Babies]
"""The babies by area and period."""

Rows = list[dict[str, Any]]
"""The rows of a table of `data/illustrative/`, by its columns."""


def generate(seed: int = SEED) -> Cohort:
    """Return an illustrative cohort: invented, and held to what is published.

    Parameters:
        seed: the same seed gives the same cohort; another gives one that meets the same
            published figures and differs everywhere else.

    Raises:
        RuntimeError: if the published figures can no longer be met together.

    Example:
        >>> len(generate()["Wales", "2019/20"].age_days)
        203
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    sizes = draw_sizes(chance, births_table())
    bands = draw_bands(chance, sizes)
    young = count_under_seven_days(sizes)
    cohort = {}
    for column, period in enumerate(PERIODS):
        for row, area in enumerate(AREAS):
            size = int(sizes[row, column])
            days = count_by_days([int(band[row, column]) for band in bands], size)
            ages = count_by_age(int(young[row, column]), size)
            cohort[area, period] = Babies(_shuffle(chance, days), _shuffle(chance, ages))
    return cohort


def cohort_rows(cohort: Cohort) -> Rows:
    """Return one row for each illustrative baby."""
    babies = [
        (area, period, int(days), int(age))
        for (area, period), group in cohort.items()
        for days, age in zip(*group, strict=True)
    ]
    return [
        {
            "illustrative": "illustrative",
            "baby_id": f"i{number:05d}",
            "area": area,
            "period": period,
            "illustrative_days_to_first_hearing": days,
            "illustrative_age_days_at_issue": age,
        }
        for number, (area, period, days, age) in enumerate(babies, 1)
    ]


def summary_rows(cohort: Cohort) -> Rows:
    """Return babies, bands of notice and births, one row for each group and period."""
    births = births_table()
    return [
        {
            "illustrative": "illustrative",
            "area": name,
            "period": period,
            "illustrative_babies": len(days),
            "illustrative_same_day": int((days == 0).sum()),
            "illustrative_emergency": int((days < EMERGENCY_DAYS).sum()),
            "illustrative_short_notice": int((days < SHORT_NOTICE_DAYS).sum()),
            "illustrative_live_births": nearest(births[name, period].number),
            "births_basis": births[name, period].basis,
        }
        for name, period, days in _groups(cohort)
    ]


def notice_day_rows(cohort: Cohort) -> Rows:
    """Return babies heard within 0 to 30 days, for each nation and both, each period."""
    return [
        {
            "illustrative": "illustrative",
            "area": name,
            "period": period,
            "days": most,
            "illustrative_babies_within_days": int((days <= most).sum()),
            "illustrative_babies": len(days),
        }
        for name, period, days in _groups(cohort)
        if name not in REGIONS
        for most in range(LONGEST_DAYS + 1)
    ]


def _groups(cohort: Cohort) -> Iterator[tuple[str, str, Ints]]:
    """Yield the days to the first hearing of each group of areas in each period."""
    for name, areas in GROUPS.items():
        for period in PERIODS:
            days = [cohort[area, period].days_to_hearing for area in areas]
            yield name, period, np.concatenate(days)


def _shuffle(chance: np.random.Generator, counts: Ints) -> Ints:
    """Return each index as often as its count says, in random order."""
    return chance.permutation(np.repeat(np.arange(len(counts)), counts))
