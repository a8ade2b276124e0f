"""Counts that may be shown: small ones hidden, and none that could be worked out from the rest."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

import numpy as np

from born_into_care.errors import PackError, choose
from born_into_care.your_area.counts import (
    ALL_AREAS,
    ALL_PERIODS,
    LEVELS,
    THRESHOLD,
    Counts,
    Level,
    Place,
    Year,
)
from born_into_care.your_area.linear_program import Mask, Numbers, Table, with_totals
from born_into_care.your_area.safe_text import for_sheet
from born_into_care.your_area.suppression import Progress, Suppression, groups_of, weigh_loss

SMALLEST_DENOMINATOR = 20
_LOWEST, _HIGHEST = 3, 100
HIDDEN = "hidden"
NOT_KNOWN = "not known"


@dataclass(frozen=True, eq=False)
class Protected:
    """Counts that may be shown. The counts that are hidden are not in here at all.

    A count that is hidden because it is small, and one that is hidden to protect another, look the
    same on purpose: to know which is which would be to know that the first is small.

    Attributes:
        areas: the areas, and "All areas of the table" as the last where there are several.
        periods: the periods, and "All periods" as the last where there are several.
        counts: shape (areas, periods, levels); NaN where hidden or not known.
        not_known: same shape, where the table itself did not give the count.
        births: live births of the table, shape (areas, periods); NaN where not known.
        threshold: counts under it are hidden.
        rounded_to: 5 where counts are rounded, else 0.
        smallest_denominator: no percentage is given of fewer babies than this.
        newborn, year, incomplete, places, level, table_name, illustrative, account: as in `Counts`.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[str, ...]
    counts: Numbers = field(repr=False)
    not_known: Mask = field(repr=False)
    births: Numbers = field(repr=False)
    threshold: int = THRESHOLD
    rounded_to: int = 0
    smallest_denominator: int = SMALLEST_DENOMINATOR
    newborn: str = ""
    year: Year = "financial"
    incomplete: tuple[str, ...] = ()
    places: tuple[Place | None, ...] = ()
    level: Level = "own"
    table_name: str = ""
    illustrative: bool = False
    account: tuple[tuple[str, int], ...] = ()

    def count(self, level: str, area: str, period: str) -> int | None:
        """Return one count, or None where it is hidden or not known.

        Raises:
            PackError: for a level, area or period that the table does not have.
        """
        value = self.counts[self._index(area, period, level)]
        return None if np.isnan(value) else int(value)

    def shown(self, level: str, area: str, period: str) -> str:
        """Return one count as it is printed: a number, "hidden" or "not known"."""
        count = self.count(level, area, period)
        if count is not None:
            return f"{count:,}"
        return NOT_KNOWN if self.not_known[self._index(area, period, level)] else HIDDEN

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
        return tuple(held.index(choose(what, name, held)) for what, name, held in wanted)

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
        hidden = int((np.isnan(self.counts) & ~self.not_known).sum())
        known = int((~self.not_known).sum())
        if not hidden:
            text = f"None of the {known:,} counts had to be hidden."
        else:
            text = (
                f"Of {known:,} counts, {hidden:,} are hidden: those under {self.threshold}, and "
                "others without which one of those could be worked out. The two look alike on "
                "purpose."
            )
        if self.rounded_to:
            text += f" The counts shown are rounded to the nearest {self.rounded_to}."
        return (
            f"{text} No percentage is given of fewer than {self.smallest_denominator} babies. "
            "Names, dates, record numbers and postcodes are not in these counts."
        )

    def to_csv(self) -> str:
        """Return the counts as CSV in which a spreadsheet runs nothing."""
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(("area", "period", "measure", "count"))
        writer.writerows([for_sheet(cell) for cell in row] for row in self.rows)
        return table.getvalue()

    def to_json(self) -> str:
        """Return everything in here as text that `from_json` reads, the same each time."""
        content = {each.name: getattr(self, each.name) for each in fields(self)}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain)

    @classmethod
    def from_json(cls, text: str) -> Protected:
        """Return the protected counts that `to_json` wrote."""
        content = json.loads(text)
        places = [place and Place(**place) for place in content.pop("places")]
        arrays = {
            name: np.array(content.pop(name), dtype=kind)
            for name, kind in (("counts", float), ("not_known", bool), ("births", float))
        }
        lists = {name: tuple(part) for name, part in content.items() if isinstance(part, list)}
        lists["account"] = tuple((reason, rows) for reason, rows in content["account"])
        return cls(**content | arrays | lists | {"places": tuple(places)})


def protect(
    counts: Counts,
    *,
    threshold: int = THRESHOLD,
    round_to_5: bool = False,
    smallest_denominator: int | None = None,
    progress: Progress | None = None,
) -> Protected:
    """Return the counts of a confirmed table that may be shown.

    Parameters:
        counts: the counts of a confirmed table.
        threshold: counts under it are hidden; zero too, because it says the same of everybody.
        round_to_5: whether the counts that are shown are rounded to the nearest 5.
        smallest_denominator: no percentage is given of fewer babies than this; None for 20, or
            for the threshold where that is higher, and no less than that.
        progress: called with how many parts of the table are done, and of how many.

    Raises:
        PackError: for a threshold or denominator out of range.

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
    fewest = max(threshold, SMALLEST_DENOMINATOR)
    if smallest_denominator is not None and smallest_denominator < fewest:
        raise PackError(
            f"The smallest denominator can't be below {SMALLEST_DENOMINATOR} or the threshold of "
            f"{threshold}. Choose {fewest} or more."
        )
    known = ~np.isnan(counts.values)
    source_hidden = np.zeros_like(known) if counts.source_hidden is None else counts.source_hidden
    babies = _babies_at_each_level(counts.values)
    adds_up = np.triu(np.ones((len(counts.levels),) * 2))
    groups, ends = groups_of(adds_up, counts.levels)
    table = Table(babies, adds_up, groups)
    sums, all_known = table.sums(adds_up), _known_with_totals(known)
    guarded = _known_with_totals(known | source_hidden)
    # A group is known where the counts that it lies between are.
    small = (table.sums(groups) < threshold) & ((~all_known * 1.0) @ ends.T == 0)
    hidden = (sums < threshold) | ~all_known
    shown = _rounded(sums) if round_to_5 else sums
    reach = 2 if round_to_5 else 0
    search = Suppression(
        table, hidden, small, guarded, threshold,
        (np.maximum(shown - reach, 0) - sums, shown + reach - sums),
    )  # fmt: skip
    hidden = search.hide_until_open(weigh_loss(counts.levels, sums), progress)
    return Protected(
        areas=counts.areas + (ALL_AREAS,) * (len(counts.areas) > 1),
        periods=counts.periods + (ALL_PERIODS,) * (len(counts.periods) > 1),
        levels=counts.levels,
        counts=np.where(hidden, np.nan, shown),
        not_known=~guarded,
        births=with_totals(counts.births[..., None])[..., 0],
        threshold=threshold,
        rounded_to=5 * round_to_5,
        smallest_denominator=smallest_denominator or fewest,
        newborn=counts.newborn,
        year=counts.year,
        incomplete=counts.incomplete,
        places=counts.places,
        level=counts.level,
        table_name=counts.table_name,
        illustrative=counts.illustrative,
        account=counts.account,
    )


def _babies_at_each_level(values: Numbers) -> Numbers:
    """Return how many babies are counted at each level and not at the next; those of unknown
    counts stand at a number that fits the levels around them, which is nowhere shown."""
    counts = np.concatenate([values, np.zeros((*values.shape[:2], 1))], axis=-1)
    for level in reversed(range(values.shape[-1])):
        missing = np.isnan(counts[..., level])
        counts[missing, level] = counts[missing, level + 1]
    return -np.diff(counts, axis=-1)


def _known_with_totals(known: Mask) -> Mask:
    """Return where counts are known, and totals, which are if all their parts are."""
    return np.asarray(with_totals(np.where(known, 0.0, 1.0)) == 0)


def _rounded(values: Numbers) -> Numbers:
    return np.asarray(np.floor(values / 5 + 0.5) * 5)


def _plain(value: Any) -> Any:
    if isinstance(value, Place):
        return asdict(value)
    cells = value.astype(object)
    cells[np.isnan(value)] = None
    return cells.tolist()
