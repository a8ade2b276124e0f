"""The illustrative cohort, made from the published figures and a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from born_into_care.evidence import AREAS, NATIONS, REGIONS
from born_into_care.illustration.ages import ages, under_seven_days
from born_into_care.illustration.allocation import nearest
from born_into_care.illustration.births import all_births
from born_into_care.illustration.nations import BirthsByPlace
from born_into_care.illustration.notice import (
    EMERGENCY_DAYS,
    LONGEST_DAYS,
    SHORT_NOTICE_DAYS,
    bands,
    days,
)
from born_into_care.illustration.published import PERIODS
from born_into_care.illustration.sizes import sizes

SEED = 2021
WORD = "illustrative"
BOTH = "England and Wales"


@dataclass(frozen=True)
class Illustration:
    """The three illustrative tables, made together.

    Attributes:
        cohort: one row for each illustrative baby.
        summary: one row for each area and period, nations and both together among the areas.
        notice_days: babies heard within 0 to 30 days, for each nation and both, each period.
    """

    cohort: pd.DataFrame
    summary: pd.DataFrame
    notice_days: pd.DataFrame


def generate(seed: int = SEED) -> Illustration:
    """Give an illustrative cohort and its summaries: invented, and held to what is published.

    Parameters:
        seed: the same seed gives the same tables; another gives others that meet the same
            published figures.

    Raises:
        RuntimeError: if the published figures can no longer be met together.

    Example:
        >>> generate().cohort["illustrative"].unique().tolist()
        ['illustrative']
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    births = all_births()
    numbers = sizes(chance, births)
    notice = bands(chance, numbers)
    young = under_seven_days(numbers)
    parts = []
    for column, period in enumerate(PERIODS):
        for row, area in enumerate(AREAS):
            here = (row, column)
            size = int(numbers[here])
            heard = days(
                int(notice.same_day[here]),
                int(notice.emergency[here]),
                int(notice.short_notice[here]),
                size,
            )
            parts.append(
                pd.DataFrame(
                    {
                        "area": area,
                        "period": period,
                        "illustrative_days_to_first_hearing": _shuffled(chance, heard),
                        "illustrative_age_days_at_issue": _shuffled(
                            chance, ages(int(young[here]), size)
                        ),
                    }
                )
            )
    cohort = pd.concat(parts, ignore_index=True)
    cohort.insert(0, "illustrative", WORD)
    cohort.insert(1, "baby_id", [f"i{number:05d}" for number in range(1, len(cohort) + 1)])
    return Illustration(
        cohort=cohort, summary=summarise(cohort, births), notice_days=count_within_days(cohort)
    )


def summarise(cohort: pd.DataFrame, births: BirthsByPlace) -> pd.DataFrame:
    """Give the summary of an illustrative cohort: babies, bands of notice and births.

    Parameters:
        cohort: one row for each baby, as generate() makes it.
        births: live births by area and period.
    """
    waited = cohort["illustrative_days_to_first_hearing"]
    counted = cohort[["area", "period"]].assign(
        illustrative_babies=1,
        illustrative_same_day=waited == 0,
        illustrative_emergency=waited < EMERGENCY_DAYS,
        illustrative_short_notice=waited < SHORT_NOTICE_DAYS,
    )
    rows = []
    for name, areas in _places().items():
        within = counted[counted["area"].isin(areas)]
        for period, babies in within.groupby("period", sort=True):
            number, basis = _births(births, name, str(period))
            sums = babies.drop(columns=["area", "period"]).sum().astype(int)
            rows.append(
                {
                    "illustrative": WORD,
                    "area": name,
                    "period": period,
                    **sums.to_dict(),
                    "illustrative_live_births": number,
                    "births_basis": basis,
                }
            )
    return pd.DataFrame(rows)


def count_within_days(cohort: pd.DataFrame) -> pd.DataFrame:
    """Give how many illustrative babies were heard within each number of days, 0 to 30.

    Parameters:
        cohort: one row for each baby, as generate() makes it.
    """
    rows = []
    for name, areas in _places().items():
        if name in REGIONS:
            continue
        within = cohort[cohort["area"].isin(areas)]
        for period, babies in within.groupby("period", sort=True):
            waited = babies["illustrative_days_to_first_hearing"].to_numpy()
            rows += [
                {
                    "illustrative": WORD,
                    "area": name,
                    "period": period,
                    "days": within_days,
                    "illustrative_babies_within_days": int((waited <= within_days).sum()),
                    "illustrative_babies": len(waited),
                }
                for within_days in range(LONGEST_DAYS + 1)
            ]
    return pd.DataFrame(rows)


def _places() -> dict[str, tuple[str, ...]]:
    """The ten areas, the nation made of nine of them, and both nations together."""
    return {**{area: (area,) for area in AREAS}, "England": REGIONS, BOTH: AREAS}


def _births(births: BirthsByPlace, name: str, period: str) -> tuple[int, str]:
    if name != BOTH:
        return nearest(births[name, period].number), births[name, period].basis
    # The two nations added up, so that it holds the same mothers as they do: the official count
    # for both also holds babies of mothers who live elsewhere.
    nations = [births[nation, period] for nation in NATIONS]
    bases = {nation.basis for nation in nations}
    return sum(nearest(nation.number) for nation in nations), min(bases)


def _shuffled(chance: np.random.Generator, numbers: np.ndarray) -> np.ndarray:
    """Each value as often as its number says, in random order."""
    values = np.repeat(np.arange(len(numbers)), numbers)
    chance.shuffle(values)
    return values
