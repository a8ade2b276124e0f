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
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from born_into_care.documents import make_environment
from born_into_care.errors import PackError
from born_into_care.evidence.places import Place
from born_into_care.text import for_sheet, plain

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
HIDDEN, NOT_KNOWN, NO_COLUMN = "hidden", "not known", "no column"
WITHOUT_COUNT = {
    HIDDEN: "Withheld: a count behind it is hidden, so that small numbers can't be worked out.",
    NOT_KNOWN: "Not known: the table does not give a count behind it.",
    NO_COLUMN: "The table has no column for it.",
}
"""Why there is no number where a count would stand."""

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


def write_sentences(template: str, **facts: object) -> str:
    """Return what a template of this room says, on one line."""
    environment = make_environment("born_into_care.your_area")
    return " ".join(environment.get_template(f"{template}.txt").render(facts, plain=plain).split())


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
        incomplete: the periods of which some months are missing; if any, all of them together too.
        places: the official place that an area is, or None; areas of which none is known can lack.
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
    places: Mapping[str, Place | None] = field(default_factory=dict)
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

    def count(self, level: str, area: str, period: str) -> int:
        """Return one count.

        Raises:
            PackError: where there is none to show, with the reason.
        """
        shown = self.shown(level, area, period) if level in self.levels else NO_COLUMN
        if shown in WITHOUT_COUNT:
            raise PackError(WITHOUT_COUNT[shown])
        return int(shown.replace(",", ""))

    def shown(self, level: str, area: str, period: str) -> str:
        """Return one count as it is printed: a number, "hidden" or "not known"."""
        at = self.areas.index(area), self.periods.index(period), self.levels.index(level)
        if np.isnan(self.values[at]):
            return HIDDEN if self.hidden[at] else NOT_KNOWN
        return f"{self.values[at]:,.0f}"

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
        return write_sentences("protected", protected=self)

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
        content |= {
            "places": {area: p and Place(*p) for area, p in content["places"].items()},
            "account": tuple((reason, rows) for reason, rows in content["account"]),
        }
        return cls(**content)


def protect(
    counts: Counts, *, threshold: int = THRESHOLD, round_to_5: bool = False,
    progress: Progress = lambda *_: None,
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
    search = Suppression(counts, threshold, rounded_to or 1)
    blocks = cut_blocks(search.babies)
    for done, block in enumerate(blocks, start=1):
        search.open_groups(block)
        progress(done, len(blocks))
    may_be_shown = {
        "areas": (*counts.areas, ALL_AREAS) if len(counts.areas) > 1 else counts.areas,
        "periods": (*counts.periods, ALL_PERIODS) if len(counts.periods) > 1 else counts.periods,
        "values": np.where(search.shown, search.rounded, np.nan)[..., search.is_count][..., ::-1],
        "births": with_totals(counts.births),
        "incomplete": counts.incomplete and (*counts.incomplete, ALL_PERIODS),
        "hidden": search.to_open[..., search.is_count][..., ::-1],
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
    """Holds which counts are shown, and how far each group of babies can be from what it is.

    A group is the babies who are in one count and not in another, or in none: each count is one.
    All arrays but `babies` have an element for each area, period and group, totals with them.

    Attributes:
        babies: at exactly one level, in an area and a period; shape (areas, periods, levels).
        groups: sparse, which of these babies each group adds up.
        is_count: which of the groups are counts, the last level first.
        shown: where a count is shown.
        to_open: where a group must be able to differ by the threshold.
        reach: how far down and up each group is known to be able to go, in tables that agree with
            all that is shown; shape (2, number of groups).
    """

    def __init__(self, given: Counts, threshold: int, round_to: int) -> None:
        self.threshold = threshold
        first, last = np.array(list_groups(given.levels)).T
        self.is_count = last == len(given.levels)
        # A level more, which counts nobody: what is left of a count without it is the whole.
        values = np.pad(given.values, [(0, 0), (0, 0), (0, 1)])
        numbers = with_totals(values[..., first] - values[..., last])
        # To work with, a count that is not known is put at the next one, which it holds.
        counts = np.fmax.accumulate(values[..., ::-1], axis=-1)[..., ::-1]
        self.babies = counts[..., :-1] - counts[..., 1:]
        self.shown = self.is_count & (numbers >= threshold)
        # A count that is not known only for what the source hides is hidden here, too.
        but_hidden = with_totals(np.where(given.hidden, 0, given.values))[..., first]
        is_hidden = self.is_count & np.isnan(numbers) & ~np.isnan(but_hidden)
        self.to_open = (numbers < threshold) | is_hidden
        self.rounded = np.floor(numbers / round_to + 0.5) * round_to
        self.low = np.maximum(self.rounded - round_to // 2, 0) - numbers
        self.high = self.rounded + round_to // 2 - numbers
        self.reach = np.zeros((2, numbers.size))
        areas, periods, levels = given.values.shape
        self.loss = (1 + _LARGER_COUNT * np.log1p(numbers)) * [
            _LEVEL_LOSS[given.levels[i]] for i in first
        ]
        self.loss[:, periods:] *= _ALL_PERIODS_TIMES
        self.loss[areas:] *= _ALL_AREAS_TIMES
        # Which areas, and which periods, a sum is over: each alone and, of several, all.
        of_areas, of_periods = (with_totals(np.eye(n)[:, None])[:, 0] for n in (areas, periods))
        below = np.tri(levels + 1, levels, k=-1)
        places = scipy.sparse.kron(of_areas, of_periods)
        self.groups = scipy.sparse.kron(places, below[last] - below[first], format="csc")

    def open_groups(self, block: Indices) -> None:
        """Open each group that has to be open and has babies in a block, hiding what that takes.

        A count that is hidden for it has babies in the block too, and is opened here as well.

        Parameters:
            block: places of the babies that are moved, while all others stay as they are.
        """
        groups = self.groups[:, block].tocsr()
        at = np.flatnonzero(np.diff(groups.indptr))
        groups, low, high = groups[at], self.low.flat[at], self.high.flat[at]
        area, period, _ = np.unravel_index(at, self.shown.shape)
        while (closed := self.are_closed(at)).any():
            shown, targets = self.shown.flat[at], np.flatnonzero(closed)
            # At a time, groups of which no two share an area or a period.
            for shared in (area, period):
                targets = targets[np.unique(shared[targets], return_index=True)[1]]
            move = find_move(
                groups[shown], groups[targets], self.babies.flat[block],
                self.threshold - self.reach[0, at[targets]], low[shown], high[shown],
                self.loss.flat[at[shown]],
            )  # fmt: skip
            # The table that this leads to agrees with all that is shown.
            moved = np.asarray(groups @ move)
            hidden = at[shown & ((moved < low - _TOLERANCE) | (moved > high + _TOLERANCE))]
            self.shown.flat[hidden], self.to_open.flat[hidden] = False, True
            self.reach[:, at] = np.maximum(self.reach[:, at], [-moved, moved])

    def are_closed(self, at: Indices) -> Mask:
        """Return which of some groups have to be open and aren't known to be so."""
        reach = self.reach[:, at].sum(axis=0)
        return np.asarray(self.to_open.flat[at] & (reach < self.threshold - _TOLERANCE))


def find_move(
    counts: Any, groups: Any, babies: Numbers, far: Numbers, low: Numbers, high: Numbers,
    loss: Numbers,
) -> Numbers:  # fmt: skip
    """Return the move of babies that takes groups up as far as it can, at the least loss.

    Parameters:
        counts: sparse, which numbers of babies each count that is shown adds up.
        groups: the same of the groups to move.
        babies: these numbers, of which none goes below zero.
        far: how far each group is to go at the most.
        low, high: how far each count may move for nothing.
        loss: of moving each count beyond that by one baby.
    """
    no_move, no_group = np.zeros(len(loss)), np.zeros(len(far))
    # How far a count moves down or up beyond what costs nothing.
    beyond = scipy.sparse.eye_array(len(loss))
    rows: list[list[Any]] = [
        [counts, beyond, -beyond, None],
        [groups, None, None, -scipy.sparse.eye_array(len(far))],
    ]
    # milp, without whole numbers, because linprog takes no rows with two ends; without
    # simplifying the programme, which takes longer than solving one so small.
    found = scipy.optimize.milp(
        np.concatenate([np.zeros(len(babies)), loss, loss, no_group - _WORTH_OF_A_BABY]),
        bounds=scipy.optimize.Bounds(
            np.concatenate([-babies, no_move, no_move, no_group]),
            np.concatenate([np.full(len(babies) + 2 * len(loss), np.inf), far]),
        ),
        constraints=scipy.optimize.LinearConstraint(
            scipy.sparse.block_array(rows), np.append(low, no_group),
            np.append(high, no_group + np.inf),
        ),
        options={"presolve": False},
    )  # fmt: skip
    assert found.x is not None, found.message
    return np.asarray(found.x[: len(babies)], dtype=np.float64)


def cut_blocks(babies: Numbers) -> list[Indices]:
    """Return the places of babies in blocks: of areas of like size, small ones together.

    One of the largest areas is in each: its babies can make up for those of many small ones, so
    that no total has to be hidden for them.
    """
    places = np.arange(babies.size).reshape(babies.shape)
    if babies.size <= _ONE_BLOCK:
        return [places.ravel()]
    areas, periods, levels = babies.shape
    most = max(_FEWEST_PERIODS, _BLOCK_SIZE // (areas * levels))
    spans = np.array_split(range(periods), int(np.ceil(periods / most)))
    number = max(1, round(areas * levels * len(spans[0]) / _BLOCK_SIZE))
    order = np.argsort(babies.sum(axis=(1, 2)), kind="stable")
    groups = np.array_split(order[: areas - number], number)
    return [
        places[np.ix_([*group, largest], span)].ravel()
        for group, largest in zip(groups, order[areas - number :], strict=True)
        for span in spans
    ]


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


def list_groups(levels: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the groups of babies that are in one count and not in another, or in none.

    Those whose notice is not known are no group of people that anything is said about.

    Example:
        >>> list_groups(("newborns", "short_notice"))
        [(1, 2), (0, 1), (0, 2)]
    """
    names = [*levels, ""]
    pairs = itertools.combinations(range(len(names)), 2)
    spoken_of = [(i, j) for i, j in pairs if (names[i], names[j]) != ("newborns", "notice_known")]
    return sorted(spoken_of, key=lambda pair: (pair[1] - pair[0], -pair[0]))
