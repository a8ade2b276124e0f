"""A table's own equations as linear programmes, which find another table that shows the same.

A move is a change of the counts that keeps every sum; a table and a move give another table. What
the programmes are solved for stands in `suppression`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_WHOLE, _BLOCK = 420, 240
"""A table of so many unknowns is looked at as a whole; a larger one in groups of areas of like
size, each with about so many, because the time of a programme grows faster than its size."""
_SPARSER = 3
TINY = 1e-6


@dataclass(frozen=True, eq=False)
class Table:
    """Counts with their totals.

    Attributes:
        values: shape (areas, periods, levels); every number is known or stands for one that is
            nowhere shown.
        known: same shape, whether a count is known.
        levels: the levels' names.
    """

    values: Numbers
    known: Mask
    levels: tuple[str, ...]

    @property
    def totals(self) -> Numbers:
        """The values with totals over areas and periods as a last row and column, if several."""
        return _with_totals(self.values)

    @property
    def all_known(self) -> Mask:
        """Where a value or total is known: a total only if all its parts are."""
        return np.asarray(_with_totals((~self.known).astype(np.float64)) == 0, dtype=bool)

    @property
    def intervals(self) -> list[tuple[int, int]]:
        """The differences of two levels, as first level and the level where it ends.

        The babies whose notice is not known are no group of people that anything is said about, so
        that difference alone needs no protection.
        """
        count = len(self.levels)
        pairs = [(i, j) for i in range(count) for j in range(i + 1, count + 1)]
        return [
            (i, j)
            for i, j in pairs
            if not (j < count and self.levels[i : j + 1] == ("newborns", "notice_known"))
        ]

    def differences(self, totals: Numbers) -> Numbers:
        """Each interval's number of babies, on a new last axis instead of the levels."""
        padded = np.concatenate([totals, np.zeros((*totals.shape[:2], 1))], axis=-1)
        return np.stack([padded[..., i] - padded[..., j] for i, j in self.intervals], axis=-1)

    def differences_known(self, known: Mask) -> Mask:
        """Where both ends of an interval are known."""
        padded = np.concatenate([known, np.ones((*known.shape[:2], 1), dtype=bool)], axis=-1)
        return np.stack([padded[..., i] & padded[..., j] for i, j in self.intervals], axis=-1)


class Block:
    """Some areas with all their periods, moved among themselves while everything else stays."""

    def __init__(self, table: Table, areas: Sequence[int], slack: int) -> None:
        from scipy import sparse

        self.table, self.areas, self.slack = table, areas, slack
        total, periods, levels = table.values.shape
        self.periods = periods
        self.rows = [*areas, total] if total > 1 else list(areas)
        over_areas = _sums(len(areas), total > 1)
        over_periods = _sums(periods, periods > 1)
        part_of = np.triu(np.ones((levels, levels)))
        intervals = np.zeros((len(table.intervals), levels))
        for v, (i, j) in enumerate(table.intervals):
            intervals[v, i:j] = 1
        sums = sparse.kron(over_areas, over_periods)
        self.cells = sparse.csr_array(sparse.kron(sums, part_of))
        self.forms = sparse.csr_array(sparse.kron(sums, intervals))
        steps = -np.diff(np.concatenate([table.values, np.zeros((total, periods, 1))], -1), axis=-1)
        self.floor = -steps[list(areas)].ravel()
        self.shape = (len(self.rows), over_periods.shape[0])
        # Totals come first: what is hidden for them gives room to the counts that they add up.
        rank = np.zeros(self.shape)
        rank[: -1 if total > 1 else None] += 2
        rank[:, : -1 if periods > 1 else None] += 1
        self.order = np.repeat(rank.ravel(), len(table.intervals))

    def at(self, shape: tuple[int, ...]) -> tuple[npt.NDArray[np.intp], ...]:
        """The places of the block in an array over the whole table."""
        return np.ix_(self.rows, range(shape[1]), range(shape[2]))

    def of(self, whole: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """The block's part of an array over the whole table."""
        return whole[self.at(whole.shape)]

    def changes(self, moved: Numbers) -> Numbers:
        """How far each difference goes under a move."""
        return np.asarray(self.forms @ moved).reshape(*self.shape, -1)

    def hide(self, hidden: Mask, used: npt.NDArray[np.intp]) -> None:
        """Hides the counts that a move changes."""
        part = self.of(hidden).ravel().astype(bool)
        part[used] = True
        hidden[self.at(hidden.shape)] = part.reshape(*self.shape, -1)

    def move_many(
        self,
        targets: npt.NDArray[np.intp],
        signs: Numbers,
        hidden: Mask,
        threshold: int,
    ) -> Numbers:
        """A move that keeps all shown counts and takes many differences as far as they must go."""
        from scipy import sparse

        shown = ~self.of(hidden).ravel().astype(bool)
        free = self._free(shown)
        kept = self.cells[shown][:, free]
        # A row without a free number says nothing; half of them are such.
        says = np.diff(kept.indptr) > 0
        kept, wanted = kept[says], len(targets)
        low, high = self._limits(np.flatnonzero(shown)[says])
        signed = sparse.diags_array(signs) @ self.forms[targets][:, free]
        rows: list[list[Any]] = [[kept, None], [signed, -sparse.eye_array(wanted)]]
        matrix = sparse.block_array(rows)
        found = _solve(
            cost=np.concatenate([np.zeros(free.sum()), -np.ones(wanted)]),
            matrix=matrix,
            low=np.concatenate([low, np.zeros(wanted)]),
            high=np.concatenate([high, np.full(wanted, np.inf)]),
            least=np.concatenate([self.floor[free], np.zeros(wanted)]),
            most=np.concatenate([np.full(free.sum(), np.inf), np.full(wanted, float(threshold))]),
        )
        moved = np.zeros(len(self.floor))
        moved[free] = found[: free.sum()]
        return moved

    def _free(self, shown: Mask) -> Mask:
        """Which numbers are not given at once by two shown counts, one a part of the other.

        Within rounding nothing is given, so everything is free.
        """
        areas, periods, levels = len(self.areas), self.periods, len(self.table.levels)
        seen = shown.reshape(*self.shape, levels)[:areas, :periods]
        after = np.concatenate([seen[..., 1:], np.ones((areas, periods, 1), dtype=bool)], axis=-1)
        return np.asarray(~(seen & after).ravel()) if not self.slack else np.ones(seen.size, bool)

    def move_up(
        self, target: int, far: float, hidden: Mask, loss: Numbers
    ) -> tuple[Numbers, npt.NDArray[np.intp]]:
        """The move that takes one difference up by `far` at the least loss, and what it changes.

        Where it changes a shown count, the programme is solved again with each count weighed by how
        little it was moved before (Candès, Wakin and Boyd 2008), because a count that is moved a
        little has to be hidden like one that is moved far.
        """
        from scipy import sparse

        shown = np.flatnonzero(~self.of(hidden).ravel().astype(bool))
        size, count = len(self.floor), len(shown)
        # Each shown count is kept but for what is taken off it and what is put on it.
        rows: list[list[Any]] = [
            [self.cells[shown], -sparse.eye_array(count), sparse.eye_array(count)],
            [self.forms[[target]], None, None],
        ]
        matrix = sparse.block_array(rows)
        low, high = self._limits(shown)
        lost = self.of(loss).ravel()[shown].astype(np.float64)
        weight, best, used, least = lost, np.zeros(size), shown, np.inf
        for _ in range(_SPARSER):
            found = _solve(
                cost=np.concatenate([np.zeros(size), weight, weight]),
                matrix=matrix,
                low=np.concatenate([low, [far]]),
                high=np.concatenate([high, [np.inf]]),
                least=np.concatenate([self.floor, np.zeros(2 * count)]),
                most=np.full(size + 2 * count, np.inf),
            )
            moved = np.abs(found[size : size + count] - found[size + count :])
            total = lost[moved > TINY].sum()
            if total < least:
                best, used, least = found[:size], shown[moved > TINY], total
            weight = lost / (moved / far + 0.05)
        return best, used

    def _limits(self, shown: npt.NDArray[np.intp]) -> tuple[Numbers, Numbers]:
        """How far a shown count may move: not at all, or within its rounding."""
        if not self.slack:
            return np.zeros(len(shown)), np.zeros(len(shown))
        true = self.of(self.table.totals).ravel()[shown].astype(np.float64)
        printed = rounded(true, 2 * self.slack + 1)
        return np.maximum(printed - self.slack, 0) - true, printed + self.slack - true


def rounded(values: Numbers, base: int) -> Numbers:
    """Give counts rounded to the nearest multiple of a base.

    Example:
        >>> rounded(np.array([7.0, 8.0, 12.0]), 5).tolist()
        [5.0, 10.0, 10.0]
    """
    return np.asarray(np.floor(values / base + 0.5) * base)


def _solve(
    *, cost: Numbers, matrix: Any, low: Numbers, high: Numbers, least: Numbers, most: Numbers
) -> Numbers:
    """The least of a linear cost, with each row of the matrix and each number between two ends."""
    # milp, without whole numbers, because linprog takes no rows with two ends.
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        cost,
        bounds=Bounds(least, most),
        constraints=LinearConstraint(matrix, low, high),
        # Simplifying a programme this small takes longer than solving it.
        options={"presolve": False},
    )
    if found.x is None:
        raise RuntimeError(f"The solver gave no table: {found.message}")
    return np.asarray(found.x, dtype=np.float64)


def _with_totals(values: Numbers) -> Numbers:
    if values.shape[0] > 1:
        values = np.concatenate([values, values.sum(axis=0, keepdims=True)], axis=0)
    if values.shape[1] > 1:
        values = np.concatenate([values, values.sum(axis=1, keepdims=True)], axis=1)
    return values


def _sums(count: int, total: bool) -> Numbers:
    each = np.eye(count)
    return np.concatenate([each, np.ones((1, count))]) if total else each


def blocks_of(table: Table, slack: int) -> Iterator[Block]:
    """Give the areas in groups of like size, small ones together, so that they hide each other.

    Parameters:
        table: the counts.
        slack: how far a shown count may be from the true one.
    """
    areas, periods, levels = table.values.shape
    unknowns = periods * levels
    size = areas if areas * unknowns <= _WHOLE else max(4, _BLOCK // unknowns)
    order = np.argsort(table.values[..., 0].sum(axis=1), kind="stable").tolist()
    groups = max(1, round(areas / size))
    for group in np.array_split(order, groups):
        yield Block(table, group.tolist(), slack)
