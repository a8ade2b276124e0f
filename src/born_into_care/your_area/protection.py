"""Counts that may be shown: small ones hidden, and none that could be worked out from the rest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from born_into_care.errors import PackError, require_known
from born_into_care.text import for_sheet
from born_into_care.your_area.counts import (
    ALL_AREAS,
    ALL_PERIODS,
    LEVELS,
    THRESHOLD,
    Counts,
    Place,
)
from born_into_care.your_area.suppression import Mask, Progress, Suppression, with_totals

SMALLEST_DENOMINATOR = 20
_LOWEST, _HIGHEST = 3, 100
HIDDEN = "hidden"
NOT_KNOWN = "not known"


@dataclass(frozen=True, eq=False, kw_only=True)
class Protected(Counts):
    """Counts that may be shown, with totals. The counts that are hidden are not in here at all.

    A count that is hidden because it is small, and one that is hidden to protect another, look the
    same on purpose: to know which is which would be to know that the first is small.

    Attributes:
        areas: the areas, and "All areas of the table" as the last where there are several.
        periods: the periods, and "All periods" as the last where there are several.
        values: shape (areas, periods, levels); NaN where hidden or not known.
        not_known: same shape, where the table itself did not give the count.
        threshold: counts under it are hidden.
        rounded_to: 5 where counts are rounded, else 0.
        smallest_denominator: no percentage is given of fewer babies than this.
    """

    not_known: Mask = field(repr=False)
    threshold: int
    rounded_to: int
    smallest_denominator: int

    def count(self, level: str, area: str, period: str) -> int | None:
        """Return one count, or None where it is hidden or not known.

        Raises:
            PackError: for a level, area or period that the table does not have.
        """
        value = self.values[self._index(area, period, level)]
        return None if np.isnan(value) else int(value)

    def shown(self, level: str, area: str, period: str) -> str:
        """Return one count as it is printed: a number, "hidden" or "not known"."""
        at = self._index(area, period, level)
        count = self.count(level, area, period)
        return (NOT_KNOWN if self.not_known[at] else HIDDEN) if count is None else f"{count:,}"

    def births_in(self, area: str, period: str) -> int | None:
        """Return the table's live births of an area and period, or None where not known."""
        value = self.births[self._index(area, period)]
        return None if np.isnan(value) else int(value)

    def place_of(self, area: str) -> Place | None:
        """Return the official place that an area is, if that is known."""
        return dict(zip(self.areas, self.places, strict=False)).get(area)

    def is_complete(self, period: str) -> bool:
        """Return whether no month of a period, or of all of them, is missing."""
        return period not in self.incomplete and not (period == ALL_PERIODS and self.incomplete)

    def _index(self, area: str, period: str, *level: str) -> tuple[int, ...]:
        names = ("area", area, self.areas), ("period", period, self.periods)
        wanted = (*names, *(("count", name, self.levels) for name in level))
        return tuple(held.index(require_known(what, name, held)) for what, name, held in wanted)

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
        known, hidden = ~self.not_known, np.isnan(self.values) & ~self.not_known
        text = f"None of the {known.sum():,} counts had to be hidden."
        if hidden.any():
            text = (
                f"Of {known.sum():,} counts, {hidden.sum():,} are hidden: those under "
                f"{self.threshold}, and others without which one of those could be worked out. The "
                "two look alike on purpose."
            )
        if self.rounded_to:
            text += f" The counts shown are rounded to the nearest {self.rounded_to}."
        return (
            f"{text} No percentage is given of fewer than {self.smallest_denominator} babies. "
            "Names, dates, record numbers and postcodes are not in these counts."
        )

    def to_csv(self) -> str:
        """Return the counts as CSV in which a spreadsheet runs nothing."""
        table = pd.DataFrame(self.rows, columns=["area", "period", "measure", "count"])
        return table.map(for_sheet).to_csv(index=False)

    def to_json(self) -> str:
        """Return everything in here as text that `from_json` reads, the same each time."""
        return json.dumps(
            vars(self), ensure_ascii=False, separators=(",", ":"), default=_to_plain_data
        )

    @classmethod
    def from_json(cls, text: str) -> Protected:
        """Return the protected counts that `to_json` wrote."""
        content = json.loads(text)
        kinds = {"values": float, "births": float, "not_known": bool}
        arrays = {name: np.array(content.pop(name), dtype=kind) for name, kind in kinds.items()}
        places = tuple(place and Place(**place) for place in content.pop("places"))
        account = tuple((reason, rows) for reason, rows in content.pop("account"))
        names = {name: tuple(part) for name, part in content.items() if isinstance(part, list)}
        return cls(**content | names | arrays, places=places, account=account)


def exposes_small_counts(first: Protected, second: Protected) -> bool:
    """Return whether a small count might be worked out from two results together.

    Two results on the same areas under another threshold, rounding, age of a newborn or kind of
    year hide other counts, or count other babies: 40 babies under 14 days old and 38 under seven
    give away two. So any two are warned of, unless they count and show the same.

    Parameters:
        first, second: protected results; those with no area in common give nothing away.

    Example:
        >>> from dataclasses import replace
        >>> babies = np.array([[[40.0]]])
        >>> counts = Counts(("Leeds",), ("2019/20",), ("newborns",), babies, babies[0])
        >>> under_7_days = protect(replace(counts, values=babies - 2, newborn="under 7 days old"))
        >>> exposes_small_counts(protect(counts), under_7_days)
        True
    """
    counted = ("areas", "periods", "levels", "newborn", "year")
    return bool(set(first.areas) & set(second.areas) - {ALL_AREAS}) and not (
        all(getattr(first, of) == getattr(second, of) for of in counted)
        and np.array_equal(first.values, second.values, equal_nan=True)
    )


def protect(
    counts: Counts,
    *,
    threshold: int = THRESHOLD,
    round_to_5: bool = False,
    progress: Progress | None = None,
) -> Protected:
    """Return the counts of a confirmed table that may be shown.

    Parameters:
        counts: the counts of a confirmed table.
        threshold: counts under it are hidden; zero too, because it says the same of everybody.
        round_to_5: whether the counts that are shown are rounded to the nearest 5.
        progress: called with how many parts of the table are done, and of how many.

    Raises:
        PackError: for a threshold out of range.

    Example:
        >>> babies = np.array([[[3.0]], [[40.0]], [[50.0]]])
        >>> shown = protect(Counts(("A", "B", "C"), ("2019/20",), ("newborns",), babies, babies))
        >>> [count for *_, count in shown.rows]
        ['hidden', 'hidden', '50', '93']
    """
    if not _LOWEST <= threshold <= _HIGHEST:
        raise PackError(
            f"The threshold {threshold} can't be used. Choose a whole number from {_LOWEST} to "
            f"{_HIGHEST}; 6 hides the counts from 0 to 5."
        )
    none_hidden = np.zeros(counts.values.shape, dtype=bool)
    source_hidden = none_hidden if counts.source_hidden is None else counts.source_hidden
    rounded_to = 5 if round_to_5 else 0
    search = Suppression(counts.values, source_hidden, counts.levels, threshold, rounded_to)
    search.hide_until_open(progress)
    may_be_shown: dict[str, Any] = {
        "areas": counts.areas + (ALL_AREAS,) * (len(counts.areas) > 1),
        "periods": counts.periods + (ALL_PERIODS,) * (len(counts.periods) > 1),
        "values": np.where(search.hidden, np.nan, search.shown),
        "births": with_totals(counts.births[..., None])[..., 0],
        "source_hidden": None,
    }
    return Protected(
        **vars(counts) | may_be_shown,
        not_known=search.not_known,
        threshold=threshold,
        rounded_to=rounded_to,
        smallest_denominator=max(threshold, SMALLEST_DENOMINATOR),
    )


def _to_plain_data(value: Any) -> Any:
    if isinstance(value, Place):
        return asdict(value)
    return np.where(np.isnan(value), np.array(None), value).tolist()
