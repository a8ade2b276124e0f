"""The counts of a table, before and after they are protected, and the words for them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.documents import make_environment
from born_into_care.errors import require_known
from born_into_care.text import for_sheet

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
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
FEW_BABIES = 20
"""No share is given of fewer babies, and a count of fewer is called unsure."""
ALL_AREAS = "All areas of the table"
ALL_PERIODS = "All periods"
WHOLE_TABLE = "Whole table"
NEWBORN = "under {} days old at issue"
HIDDEN = "hidden"
NOT_KNOWN = "not known"


def lower_total(name: str) -> str:
    """Return the name of an area or a period as it stands inside a sentence.

    Example:
        >>> lower_total("All areas of the table"), lower_total("Leeds")
        ('all areas of the table', 'Leeds')
    """
    ours = name in (ALL_AREAS, ALL_PERIODS, WHOLE_TABLE)
    return name[0].lower() + name[1:] if ours else name


def write_sentences(template: str, **facts: object) -> str:
    """Return what a template of this room says, on one line."""
    environment = make_environment("born_into_care.your_area")
    return " ".join(environment.get_template(f"{template}.txt").render(facts).split())


AreaKind = Literal["authority", "region", "nation", "own"]


class Place(NamedTuple):
    """An official place of England or Wales.

    Attributes:
        name: its name, as the evidence spells regions and nations.
        region: the region of England that it is or lies in; "" for a nation and in Wales.
        nation: "England" or "Wales"; "" for both together.
        gone: the month from which others had replaced it, or a far one, counted from the year 0.
    """

    code: str
    name: str
    kind: Literal["authority", "region", "nation"]
    region: str
    nation: str
    gone: int = 12 * 2200


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts of babies by area, period and level, before protection; printed, it shows no count.

    Attributes:
        levels: some of LEVELS, in their order; each level counts a part of the one before it.
        values: babies, shape (areas, periods, levels); NaN where the source gives no count.
        births: live births of the table, shape (areas, periods); NaN where it gives none.
        newborn: what "newborn" means in this table ("under 14 days old at issue").
        hidden: shape of `values` or none; true where the source suppressed the count itself, whose
            value is NaN.
        incomplete: the periods of which some months are missing.
        places: for each area the official place that it is, or None; empty for none known.
        account: why rows were counted or set aside, and how many.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[str, ...]
    values: Numbers = field(repr=False)
    births: Numbers = field(repr=False)
    newborn: str = ""
    year: Year = "financial"
    hidden: Mask = field(default_factory=lambda: np.array(False), repr=False)
    incomplete: tuple[str, ...] = ()
    places: tuple[Place | None, ...] = ()
    table_name: str = ""
    illustrative: bool = False
    account: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Protected(Counts):
    """Counts that may be shown, with totals. The counts that are hidden are not in here at all.

    A count that is hidden because it is small, and one that is hidden to protect another, look the
    same on purpose: to know which is which would be to know that the first is small.

    Attributes:
        areas, periods: with all of them together as the last, where there are several.
        values: shape (areas, periods, levels); NaN where hidden or not known.
        hidden: same shape; what is neither shown nor hidden, the table itself did not give.
        rounded_to: 5 where counts are rounded, else 0.
        smallest_denominator: no percentage is given of fewer babies than this.
    """

    threshold: int
    rounded_to: int
    smallest_denominator: int

    def count(self, level: str, area: str, period: str) -> int | None:
        """Return one count, or None where it is hidden or not known.

        Raises:
            PackError: for a level, area or period that the table does not have.
        """
        value = self.values[self._index(level, area, period)]
        return None if np.isnan(value) else int(value)

    def shown(self, level: str, area: str, period: str) -> str:
        """Return one count as it is printed: a number, "hidden" or "not known"."""
        at = self._index(level, area, period)
        if np.isnan(self.values[at]):
            return HIDDEN if self.hidden[at] else NOT_KNOWN
        return f"{self.values[at]:,.0f}"

    def births_in(self, area: str, period: str) -> int | None:
        """Return the table's live births of an area and period, or None where not known."""
        value = self.births[self.areas.index(area), self.periods.index(period)]
        return None if np.isnan(value) else int(value)

    def place_of(self, area: str) -> Place | None:
        """Return the official place that an area is, if that is known."""
        return dict(zip(self.areas, self.places, strict=False)).get(area)

    def is_complete(self, period: str) -> bool:
        """Return whether no month of a period, or of all of them, is missing."""
        return period not in self.incomplete and not (period == ALL_PERIODS and self.incomplete)

    def _index(self, level: str, area: str, period: str) -> tuple[int, ...]:
        held = {"area": self.areas, "period": self.periods, "count": self.levels}
        wanted = zip(held.items(), (area, period, level), strict=True)
        return tuple(names.index(require_known(what, n, names)) for (what, names), n in wanted)

    @property
    def rows(self) -> tuple[tuple[str, str, str, str], ...]:
        """Every count as it may be shown: area, period, what is counted, and the count as text."""
        return tuple(
            (area, period, LEVELS[level], self.shown(level, area, period))
            for area in self.areas
            for period in self.periods
            for level in self.levels
        )

    @property
    def summary(self) -> str:
        """What was protected, in a few sentences."""
        known, hidden = (~np.isnan(self.values) | self.hidden).sum(), self.hidden.sum()
        return write_sentences("protected", protected=self, known=known, hidden=hidden)

    def to_csv(self) -> str:
        """Return the counts as CSV in which a spreadsheet runs nothing."""
        table = pd.DataFrame(self.rows, columns=["area", "period", "measure", "count"])
        return table.map(for_sheet).to_csv(index=False)

    def to_json(self) -> str:
        """Return everything in here as text that `from_json` reads, the same each time."""
        return json.dumps(
            vars(self), ensure_ascii=False, separators=(",", ":"), default=np.ndarray.tolist
        )

    @classmethod
    def from_json(cls, text: str) -> Protected:
        """Return the protected counts that `to_json` wrote."""
        content = json.loads(text)
        content |= {name: tuple(v) for name, v in content.items() if isinstance(v, list)}
        content |= {name: np.array(content[name]) for name in ("values", "births", "hidden")}
        content["places"] = tuple(place and Place(*place) for place in content["places"])
        content["account"] = tuple((reason, rows) for reason, rows in content["account"])
        return cls(**content)
