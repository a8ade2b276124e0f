"""The counts that a table gives, before anything is protected, and the words for them."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

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

THRESHOLD = 6
"""Counts under it are hidden, unless somebody chooses another."""
ALL_AREAS = "All areas of the table"
ALL_PERIODS = "All periods"
WHOLE_TABLE = "Whole table"
NEWBORN = "under {} days old at issue"


def lower_total(name: str) -> str:
    """Return the name of an area or a period as it stands inside a sentence.

    Example:
        >>> lower_total("All areas of the table"), lower_total("Leeds")
        ('all areas of the table', 'Leeds')
    """
    ours = name in (ALL_AREAS, ALL_PERIODS, WHOLE_TABLE)
    return name[0].lower() + name[1:] if ours else name


AreaKind = Literal["authority", "region", "nation", "own"]


@dataclass(frozen=True)
class Place:
    """An official place of England or Wales.

    Attributes:
        code: its code (E06000005).
        name: its name, as the evidence spells regions and nations.
        kind: what kind of place it is.
        region: the region of England that it is or lies in; "" for a nation and in Wales.
        nation: "England" or "Wales"; "" for both together.
    """

    code: str
    name: str
    kind: Literal["authority", "region", "nation"]
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
        area_kind: what the areas are.
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
    area_kind: AreaKind = "own"
    table_name: str = ""
    illustrative: bool = False
    account: tuple[tuple[str, int], ...] = ()
