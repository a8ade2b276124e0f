"""Make the illustrative cohort: babies of ten lettered areas, to practise on. Nobody is in it."""

from typing import Any

import numpy as np

from born_into_care.text import financial_year

SEED = 2021
COHORT_PERIODS = tuple(financial_year(year) for year in range(2012, 2020))
WHOLE = "All ten areas"
# Of each area: live births in the first year, newborns per 10,000 of them, and the share heard on
# the day. Round numbers of our own, with an area or two far out, for there to be something to find.
COHORT_AREAS = {
    "Area A": (28_000, 50, 0.31),
    "Area B": (64_000, 24, 0.09),
    "Area C": (40_000, 42, 0.17),
    "Area D": (33_000, 38, 0.14),
    "Area E": (52_000, 35, 0.16),
    "Area F": (24_000, 46, 0.20),
    "Area G": (45_000, 33, 0.12),
    "Area H": (36_000, 44, 0.22),
    "Area I": (30_000, 40, 0.15),
    "Area J": (20_000, 52, 0.18),
}
# Each year there are fewer births, and a higher incidence.
BIRTHS_CHANGE, INCIDENCE_CHANGE = 0.985, 1.045
# Of babies not heard on the day: one or two days, three to six, seven or more.
LATER = ((1, 3, 0.35), (3, 7, 0.48), (7, 31, 0.17))

Rows = list[dict[str, Any]]


def generate(seed: int = SEED) -> tuple[Rows, Rows]:
    """Return the babies, a row each, and their counts by area and period.

    The same seed gives the same rows. Bands of notice are nested: never add them up.

    Example:
        >>> babies, counts = generate()
        >>> len(counts), sum(row["illustrative_babies"] for row in counts[:80]) == len(babies)
        (88, True)
    """
    chance = np.random.default_rng(seed)
    babies, counts = [], []
    for area, (births, incidence, same_day) in COHORT_AREAS.items():
        for year, period in enumerate(COHORT_PERIODS):
            born = round(births * BIRTHS_CHANGE**year)
            size = chance.poisson(born * incidence * INCIDENCE_CHANGE**year / 10_000)
            days = _draw_days(chance, size, same_day)
            # Half of the babies are under two days old, and nobody is over thirteen.
            ages = np.minimum(chance.geometric(0.35, size) - 1, 13)
            counts.append(_count(area, period, days, born))
            babies += [
                {
                    "illustrative": "illustrative",
                    "baby_id": "",
                    "area": area,
                    "period": period,
                    "illustrative_days_to_first_hearing": int(day),
                    "illustrative_age_days_at_issue": int(age),
                }
                for day, age in zip(days, ages, strict=True)
            ]
    numbered = [{**row, "baby_id": f"i{number:05d}"} for number, row in enumerate(babies, 1)]
    return numbered, counts + [_add_up(counts, period) for period in COHORT_PERIODS]


def _draw_days(chance: np.random.Generator, size: int, same_day: float) -> np.ndarray:
    days = np.zeros(size, np.int64)
    later = chance.random(size) >= same_day
    bands = chance.choice(len(LATER), size, p=[share for _, _, share in LATER])
    for band, (start, end, _) in enumerate(LATER):
        own = later & (bands == band)
        days[own] = chance.integers(start, end, own.sum())
    return days


def _count(area: str, period: str, days: np.ndarray, births: int) -> dict[str, Any]:
    return {
        "illustrative": "illustrative",
        "area": area,
        "period": period,
        "illustrative_babies": len(days),
        "illustrative_same_day": int((days == 0).sum()),
        "illustrative_emergency": int((days < 3).sum()),
        "illustrative_short_notice": int((days < 7).sum()),
        "illustrative_live_births": births,
    }


def _add_up(counts: Rows, period: str) -> dict[str, Any]:
    own = [row for row in counts if row["period"] == period]
    return {
        name: sum(row[name] for row in own) if isinstance(value, int) else value
        for name, value in own[0].items()
    } | {"area": WHOLE}
