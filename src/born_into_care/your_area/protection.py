"""Hide small counts of a table, and others so that no small one can be worked out from the rest.

A table of counts by area, period and level is tied together by sums: areas add up to all areas,
periods to all periods, and each level is a part of the one before it. Hiding the small counts
(primary suppression) is not enough, because a hidden count is often the difference of shown ones.
So more counts are hidden (secondary suppression), until every hidden count, and every small
difference of two levels (the babies who were *not* heard at short notice, say), could differ by the
threshold or more without any shown count changing.

Method: the cell suppression problem with a sliding protection level, solved as a sequence of
linear programmes over the table's own equations (Fischetti and Salazar, "Models and algorithms for
optimizing cell suppression in tabular data with linear constraints", JASA 95, 2000; Hundepool and
others, "Statistical Disclosure Control", 2012, chapter 4). Each programme finds a table that holds
some groups of babies at other numbers, at the least loss of counts that have to be hidden for it.
"""

import itertools
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from born_into_care.documents import make_environment
from born_into_care.errors import PackError, require_known
from born_into_care.text import for_sheet

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]
Progress = Callable[[int, int], None]
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

_ONE_BLOCK, _BLOCK_SIZE, _FEWEST_PERIODS = 420, 240, 6
"""A table of so many unknowns is one block; a larger one is cut into blocks of about so many, with
at least so many periods, because the time of a programme grows faster than its size."""
_LEVEL_LOSS = {
    "infants": 9.0, "newborns": 12.0, "notice_known": 8.0, "short_notice": 3.0,
    "emergency": 2.5, "same_day": 2.5,
}  # fmt: skip
_ALL_PERIODS_TIMES, _ALL_AREAS_TIMES, _LARGER_COUNT = 12.0, 40.0, 0.02
"""What is lost by hiding a count: of its level, so many times more for a total over periods or over
areas, and a little more for a larger count, which says more. Chosen by us, and without a unit: only
which of several counts costs less decides anything."""
_WORTH_OF_A_BABY = 1e6
"""What a programme gains for each baby that a group moves: more than any counts can cost."""
_TOLERANCE = 1e-6


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
    def from_json(cls, text: str) -> Self:
        """Return the protected counts that `to_json` wrote."""
        content = json.loads(text)
        content |= {name: tuple(v) for name, v in content.items() if isinstance(v, list)}
        content |= {name: np.array(content[name]) for name in ("values", "births", "hidden")}
        content["places"] = tuple(place and Place(*place) for place in content["places"])
        content["account"] = tuple((reason, rows) for reason, rows in content["account"])
        return cls(**content)


def protect(
    counts: Counts, *, threshold: int = THRESHOLD, round_to_5: bool = False,
    progress: Progress | None = None,
) -> Protected:  # fmt: skip
    """Return the counts of a confirmed table that may be shown.

    Parameters:
        threshold: counts under it are hidden; zero too, because it says the same of everybody.
        progress: called with how many parts of the table are done, and of how many.

    Raises:
        PackError: for a threshold out of range.

    Example:
        >>> babies = np.array([[[3.0]], [[40.0]], [[50.0]]])
        >>> shown = protect(Counts(("A", "B", "C"), ("2019/20",), ("newborns",), babies, babies))
        >>> [count for *_, count in shown.rows]
        ['hidden', 'hidden', '50', '93']
    """
    if threshold not in range(3, 101):
        raise PackError(
            f"The threshold {threshold} can't be used. Choose a whole number from 3 to 100; 6 "
            "hides the counts from 0 to 5."
        )
    rounded_to = 5 if round_to_5 else 0
    search = Suppression(counts, threshold, rounded_to)
    search.hide_until_open(progress)
    may_be_shown = {
        "areas": (*counts.areas, ALL_AREAS) if len(counts.areas) > 1 else counts.areas,
        "periods": (*counts.periods, ALL_PERIODS) if len(counts.periods) > 1 else counts.periods,
        "values": np.where(search.hidden, np.nan, search.shown),
        "births": with_totals(counts.births[..., None])[..., 0],
        "hidden": search.hidden & ~search.not_known,
    }
    return Protected(
        **vars(counts) | may_be_shown,
        threshold=threshold,
        rounded_to=rounded_to,
        smallest_denominator=max(threshold, FEW_BABIES),
    )


def exposes_small_counts(first: Protected, second: Protected) -> bool:
    """Return whether a small count might be worked out from two results together.

    Two results on the same areas under another threshold, rounding, age of a newborn or kind of
    year hide other counts, or count other babies: 40 babies under 14 days old and 38 under seven
    give away two. So any two are warned of, unless they count and show the same, or no area of one
    is in the other.

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


class Suppression:
    """Holds what is hidden, and how far each group of babies is known to be able to go for it.

    Each hidden count and small difference of counts stays open by at least the threshold.

    Attributes:
        shown: the counts with their totals, as they would be shown.
        not_known: where neither the source knows them nor has it hidden them.
    """

    def __init__(self, given: Counts, threshold: int, round_to: int) -> None:
        self.threshold = threshold
        values, levels = given.values, given.levels
        counts, missing = _fill(values), np.isnan(values)
        # Those who are in one level and not in the next, of which none follows the last.
        next_level = np.append(counts[..., 1:], np.zeros_like(counts[..., :1]), axis=-1)
        self.babies = counts - next_level
        sums, unknown = with_totals(counts), _mark_totals(missing)
        self.not_known = _mark_totals(missing & ~given.hidden)
        self.hidden = (sums < threshold) | unknown
        self.shown = np.floor(sums / round_to + 0.5) * round_to if round_to else sums
        reach = round_to // 2
        self.limits = np.maximum(self.shown - reach, 0) - sums, self.shown + reach - sums
        self.loss = np.broadcast_to([_LEVEL_LOSS[level] for level in levels], sums.shape).copy()
        self.loss[:, values.shape[1] :] *= _ALL_PERIODS_TIMES
        self.loss[values.shape[0] :] *= _ALL_AREAS_TIMES
        self.loss *= 1 + _LARGER_COUNT * np.log1p(sums)
        self._list_sums(levels, unknown, values.shape[:2])

    def _list_sums(self, levels: Sequence[str], unknown: Mask, shape: tuple[int, ...]) -> None:
        """Set which babies each count and each group adds up, and which groups are protected."""
        from scipy import sparse

        pairs = list_groups(levels)
        first, last = np.array(pairs).T
        at = np.arange(len(levels))
        groups = np.where((first[:, None] <= at) & (at < last[:, None]), 1.0, 0.0)
        ends_unknown = np.append(unknown, np.zeros_like(unknown[..., :1]), axis=-1)
        small = with_totals(self.babies) @ groups.T < self.threshold
        # A group is known only where the counts at both its ends are.
        self.protected = small & ~ends_unknown[..., first] & ~ends_unknown[..., last]
        self.group_of_count = [pairs.index((i, len(levels))) for i in range(len(levels))]
        self.up, self.down = np.zeros(small.shape), np.zeros(small.shape)
        # Which babies, at exactly one level, each count and each group adds up.
        areas, periods = map(_each_and_all, shape)
        places = sparse.kron(areas, periods, format="csc")
        self.counts = sparse.kron(places, np.triu(np.ones((len(levels),) * 2)), format="csc")
        self.groups = sparse.kron(places, groups, format="csc")

    def hide_until_open(self, progress: Progress | None = None) -> None:
        """Hide counts until every group that has to be open is."""
        blocks = list(cut_blocks(self.babies))
        # A total hidden for one block is a new count to keep open for all of them.
        for done, block in enumerate(itertools.cycle(blocks), start=1):
            if not self.closed().any():
                return
            self._hide_in(block)
            if progress is not None and done <= len(blocks):
                progress(done, len(blocks))

    def closed(self) -> Mask:
        """Return which groups have to be open and aren't known to be so."""
        wanted = self.protected.copy()
        wanted[..., self.group_of_count] |= self.hidden & ~self.not_known
        return np.asarray(wanted & (self.up + self.down < self.threshold - _TOLERANCE))

    def _hide_in(self, block: Indices) -> None:
        """Open the groups of a block, some at a time, hiding what has to be hidden for them.

        Parameters:
            block: places of the babies that are moved, while all others stay as they are.
        """
        counts, groups = (sums[:, block].tocsr() for sums in (self.counts, self.groups))
        of_counts, of_groups = (np.flatnonzero(np.diff(sums.indptr)) for sums in (counts, groups))
        counts, groups = counts[of_counts], groups[of_groups]
        while (closed := self.closed().flat[of_groups]).any():
            targets = _choose_apart(of_groups, closed, self.up.shape)
            hidden = self.hidden.flat[of_counts]
            low = np.where(hidden, -np.inf, self.limits[0].flat[of_counts])
            high = np.where(hidden, np.inf, self.limits[1].flat[of_counts])
            move = find_move(
                counts, groups[targets], self.babies.flat[block],
                self.threshold - self.down.flat[of_groups[targets]], low, high,
                self.loss.flat[of_counts],
            )  # fmt: skip
            moved = np.asarray(counts @ move)
            self.hidden.flat[of_counts] |= (moved < low - _TOLERANCE) | (moved > high + _TOLERANCE)
            # The table that this leads to agrees with all that is shown.
            moved = np.asarray(groups @ move)
            self.up.flat[of_groups] = np.maximum(self.up.flat[of_groups], moved)
            self.down.flat[of_groups] = np.maximum(self.down.flat[of_groups], -moved)


def find_move(
    counts: Any, groups: Any, babies: Numbers, far: Numbers, low: Numbers, high: Numbers,
    loss: Numbers,
) -> Numbers:  # fmt: skip
    """Return the move of babies that takes groups up as far as it can, at the least loss.

    Parameters:
        counts: sparse, which numbers of babies each count adds up.
        groups: the same of the groups to move.
        babies: these numbers, of which none goes below zero.
        far: how far each group is to go at the most.
        low, high: how far each count may move for nothing; infinite for a hidden one.
        loss: of moving each count beyond that by one baby.
    """
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    bound = np.isfinite(high)
    cost = loss[bound]
    no_baby, no_move, no_group = (np.zeros(len(values)) for values in (babies, cost, far))
    # How far a count moves down or up beyond what costs nothing.
    beyond = sparse.eye_array(len(cost))
    rows: list[list[Any]] = [
        [counts[bound], beyond, -beyond, None],
        [groups, None, None, -sparse.eye_array(len(far))],
    ]
    # milp, without whole numbers, because linprog takes no rows with two ends; without
    # simplifying the programme, which takes longer than solving one so small.
    found = milp(
        np.concatenate([no_baby, cost, cost, no_group - _WORTH_OF_A_BABY]),
        bounds=Bounds(
            np.concatenate([-babies, no_move, no_move, no_group]),
            np.concatenate([no_baby + np.inf, no_move + np.inf, no_move + np.inf, far]),
        ),
        constraints=LinearConstraint(
            sparse.block_array(rows), np.append(low[bound], no_group),
            np.append(high[bound], no_group + np.inf),
        ),
        options={"presolve": False},
    )  # fmt: skip
    if found.x is None:
        raise RuntimeError(f"The solver found no table: {found.message}")
    return np.asarray(found.x[: len(babies)], dtype=np.float64)


def _choose_apart(groups: Indices, closed: Mask, shape: tuple[int, ...]) -> Indices:
    """Return the places of some closed groups of which no two share an area or a period."""
    places = np.flatnonzero(closed)
    area, period, _ = np.unravel_index(groups[places], shape)
    first = np.unique(area, return_index=True)[1]
    return places[first[np.unique(period[first], return_index=True)[1]]]


def cut_blocks(babies: Numbers) -> Iterator[Indices]:
    """Yield the places of babies in blocks: of areas of like size, small ones together.

    One of the largest areas is in each: its babies can make up for those of many small ones, so
    that no total has to be hidden for them.
    """
    places = np.arange(babies.size).reshape(babies.shape)
    areas, periods, levels = babies.shape
    if babies.size <= _ONE_BLOCK:
        yield places.ravel()
        return
    most = max(_FEWEST_PERIODS, _BLOCK_SIZE // (areas * levels))
    spans = np.array_split(range(periods), math.ceil(periods / most))
    number = max(1, round(areas * levels * len(spans[0]) / _BLOCK_SIZE))
    order = np.argsort(babies.sum(axis=(1, 2)), kind="stable")
    groups = np.array_split(order[: areas - number], number)
    for group, largest in zip(groups, order[areas - number :], strict=True):
        for span in spans:
            yield places[np.ix_([*group, largest], span)].ravel()


def with_totals(values: Numbers) -> Numbers:
    """Return values with sums over areas and periods as a last row and column, if several.

    Example:
        >>> with_totals(np.array([[1.0, 2.0]])).tolist()
        [[1.0, 2.0, 3.0]]
    """
    for axis in (0, 1):
        if values.shape[axis] > 1:
            values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return values


def list_groups(levels: Sequence[str]) -> list[tuple[int, int]]:
    """Return the groups of babies that are in one count and not in another, or in none.

    Those whose notice is not known are no group of people that anything is said about.

    Example:
        >>> list_groups(["newborns", "short_notice"])
        [(1, 2), (0, 1), (0, 2)]
    """
    names = [*levels, ""]
    pairs = itertools.combinations(range(len(names)), 2)
    spoken_of = [(i, j) for i, j in pairs if (names[i], names[j]) != ("newborns", "notice_known")]
    return sorted(spoken_of, key=lambda pair: (pair[1] - pair[0], -pair[0]))


def _fill(values: Numbers) -> Numbers:
    """Return counts with unknown ones at a number that fits their neighbours, nowhere shown."""
    rows = pd.DataFrame(values.reshape(-1, values.shape[-1]))
    return rows.bfill(axis=1).fillna(0).to_numpy().reshape(values.shape)


def _each_and_all(number: int) -> Numbers:
    """Return a row for each of so many alone and, of several, one for all of them."""
    each = np.eye(number)
    return np.vstack([each, np.ones(number)]) if number > 1 else each


def _mark_totals(marked: Mask) -> Mask:
    """Return what is marked, and the totals of which a part is."""
    return np.asarray(with_totals(np.where(marked, 1.0, 0.0)) > 0)
