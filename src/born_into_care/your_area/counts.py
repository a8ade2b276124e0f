"""What is said about a table, and the counts that it gives before anything is protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from numbers import Integral
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from born_into_care.errors import PackError, choose, unknown
from born_into_care.your_area.values import DateStyle

Shape = Literal["case", "aggregate"]
SHAPES: dict[Shape, str] = {
    "case": "one row for each baby",
    "aggregate": "one row for each area and period",
}
Year = Literal["financial", "calendar", "as given"]

LEVELS: dict[str, str] = {
    "infants": "Infants in care proceedings",
    "newborns": "Newborns in care proceedings",
    "notice_known": "Newborns whose notice is known",
    "short_notice": "Short notice: under seven days",
    "emergency": "Emergency: under three days",
    "same_day": "Same day: no days of notice",
}
"""Counts of babies and what they are called; each counts a part of the one before it."""

NEWBORN: dict[str, int | None] = {
    "Under two weeks old at issue": 14,
    "Under seven days old at issue": 7,
    "The table does not say": None,
}
"""Who can be called newborn, as it is chosen on screen, with the days; None for not said."""
_OLDEST_NEWBORN = 364

THRESHOLD = 6
"""Counts under it are hidden, unless somebody chooses another."""
ALL_AREAS = "All areas of the table"
ALL_PERIODS = "All periods"
WHOLE_TABLE = "Whole table"


def lower_total(name: str) -> str:
    """Return the name of an area or a period as it stands inside a sentence.

    Example:
        >>> lower_total("All areas of the table"), lower_total("Leeds")
        ('all areas of the table', 'Leeds')
    """
    ours = name in (ALL_AREAS, ALL_PERIODS, WHOLE_TABLE)
    return name[0].lower() + name[1:] if ours else name


def few_or(count: int) -> str:
    """Give a number of rows of babies, or "fewer than 6" where it is under the threshold.

    Example:
        >>> few_or(1204), few_or(2)
        ('1,204', 'fewer than 6')
    """
    return f"{count:,}" if count >= THRESHOLD else f"fewer than {THRESHOLD}"


@dataclass(frozen=True)
class Settings:
    """What a learner has said about a table.

    Attributes:
        dates: how days and months are ordered, or None to let the dates decide.
        year: how issue dates are gathered into periods.
        newborn_days: a baby younger than this on the date of issue is newborn, from 1 to 364; 14
            in the reports of 2019 (Wales) and 2021, 7 in the report of 2018.
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

    def but(self, changes: Mapping[str, Any]) -> Settings:
        """Give the settings with some of them said anew, each one checked.

        Parameters:
            changes: name of a setting to what is said.

        Raises:
            PackError: for a setting that does not exist, or one that can't be what was said.

        Example:
            >>> Settings().but({"newborn_days": 7}).newborn_days
            7
        """
        for name in changes:
            if name not in self.__dataclass_fields__:
                raise unknown("setting", name, self.__dataclass_fields__)
        said = dict(changes)
        if said.get("dates") is not None:
            choose("order of days and months", said["dates"], ("day first", "month first"))
        if "year" in said:
            choose("kind of year", said["year"], ("financial", "calendar"))
        if "newborn_days" in said and not _whole(said["newborn_days"], 1, _OLDEST_NEWBORN):
            raise PackError(
                f"A newborn can't be under {said['newborn_days']!r} days old. Choose a whole "
                f"number from 1 to {_OLDEST_NEWBORN}: 14 as in the report of 2021, or 7 as in "
                "that of 2018."
            )
        for key, number in dict(said.get("births", {})).items():
            if not (isinstance(key, tuple) and len(key) == 2):
                raise PackError(
                    f"Live births are given by area and period, not by {key!r}: "
                    "births={('Leeds', '2019/20'): 9100}."
                )
            if not _whole(number, 1):
                raise PackError(
                    f"The live births of {key[0]} in {key[1]} can't be {number!r}. Give a whole "
                    "number above zero, or leave them out where they are not known."
                )
        if isinstance(said.get("not_personal"), str):
            said["not_personal"] = (said["not_personal"],)
        return replace(self, **said)


def _whole(number: object, lowest: int, highest: float = float("inf")) -> bool:
    whole = isinstance(number, Integral) and not isinstance(number, bool)
    return whole and lowest <= int(number) <= highest  # type: ignore[call-overload]


def under(days: int | None) -> str:
    """Give who is newborn in words; "" where it was not said.

    Example:
        >>> under(14)
        'under 14 days old at issue'
    """
    return "" if days is None else f"under {days} days old at issue"


Level = Literal["authority", "region", "nation", "own"]


@dataclass(frozen=True)
class Place:
    """An official place of England or Wales.

    Attributes:
        code: its code (E06000005).
        name: its name, as the evidence spells regions and nations.
        level: what kind of place it is.
        region: the region of England that it is or lies in; "" for a nation and in Wales.
        nation: "England" or "Wales"; "" for both together.
    """

    code: str
    name: str
    level: Literal["authority", "region", "nation"]
    region: str
    nation: str


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of babies by area, period and level, before protection; printed, it shows no count.

    Attributes:
        levels: some of LEVELS, in their order; each level counts a part of the one before it.
        values: babies, shape (areas, periods, levels); NaN where the source gives no count.
        births: live births of the table, shape (areas, periods); NaN where it gives none.
        newborn: what "newborn" means in this table ("under 14 days old at issue").
        source_hidden: shape of `values`; true where the source suppressed the count itself (its
            value is NaN). None for nowhere.
        incomplete: the periods of which some months are missing.
        places: for each area the official place that it is, or None; empty for none known.
        level: what the areas are.
        account: why rows were counted or set aside, and how many.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[str, ...]
    values: npt.NDArray[np.float64] = field(repr=False)
    births: npt.NDArray[np.float64] = field(repr=False)
    newborn: str = ""
    year: Year = "financial"
    source_hidden: npt.NDArray[np.bool_] | None = field(default=None, repr=False)
    incomplete: tuple[str, ...] = ()
    places: tuple[Place | None, ...] = ()
    level: Level = "own"
    table_name: str = ""
    illustrative: bool = False
    account: tuple[tuple[str, int], ...] = ()

    def check_births(self, births: Mapping[tuple[str, str], int]) -> None:
        """Raise a PackError where live births were given for an area or period not counted."""
        try:
            for area, period in births:
                choose("area", area, self.areas)
                choose("period", period, self.periods)
        except PackError as error:
            # They may have been given calls ago, and fitted before the kind of year was changed.
            raise PackError(
                f"The live births that you gave don't fit this table. {error} Give births=... "
                "anew, or births={} to leave them out."
            ) from None


def with_births(
    births: npt.NDArray[np.float64],
    said: Mapping[tuple[str, str], int],
    areas: tuple[str, ...],
    periods: tuple[str, ...],
) -> npt.NDArray[np.float64]:
    """Give live births by area and period with those that the learner has given put in.

    Parameters:
        births: what the table itself holds, not a number where it holds none.
        said: live births by area and period.
        areas: the rows of `births`.
        periods: its columns.
    """
    filled = births.copy()
    for (area, period), number in said.items():
        if area in areas and period in periods:
            filled[areas.index(area), periods.index(period)] = number
    return filled
