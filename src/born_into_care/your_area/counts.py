"""The counts that a table gives, before anything is protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.values import DateStyle

Year = Literal["financial", "calendar", "as given"]

ALL_AREAS = "All areas of the table"
ALL_PERIODS = "All periods"
WHOLE_TABLE = "Whole table"


@dataclass(frozen=True)
class Settings:
    """What a learner has said about a table.

    Attributes:
        dates: how days and months are ordered, or None to let the dates decide.
        year: how issue dates are gathered into periods.
        newborn_days: a baby younger than this on the date of issue is newborn; 14 in the reports
            of 2019 (Wales) and 2021, 7 in the report of 2018.
        all_newborns: that every row is a newborn, where no column gives an age.
        area: what a table without a column of areas is about.
        births: live births by area and period, where the table has none.
        newborn: for an aggregate table, what its newborns are; "" where that was not said.
        not_personal: columns that look personal by their contents and are not.
    """

    dates: DateStyle | None = None
    year: Literal["financial", "calendar"] = "financial"
    newborn_days: int = 14
    all_newborns: bool = False
    area: str = ""
    births: Mapping[tuple[str, str], int] = field(default_factory=dict)
    newborn: str = ""
    not_personal: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of babies by area, period and level, each level a part of the one before it.

    Its printed form shows no count: nothing here is protected yet.

    Attributes:
        areas: names, as they are shown.
        periods: names, in order of time.
        levels: some of "infants", "newborns", "notice_known", "short_notice", "emergency",
            "same_day", in this order.
        values: shape (areas, periods, levels), not a number where a count is not known.
        births: live births, shape (areas, periods), not a number where not known.
        newborn: what "newborn" means in this table ("under 14 days old at issue").
        year: how periods are made.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[str, ...]
    values: npt.NDArray[np.float64] = field(repr=False)
    births: npt.NDArray[np.float64] = field(repr=False)
    newborn: str = ""
    year: Year = "financial"
