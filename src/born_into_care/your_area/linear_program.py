"""A table's sums as linear programmes, which find other tables that agree with all that is shown.

A move is a change of the numbers of babies under which every shown count stays as it is: the table
with the move made is another table that could be the true one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

TINY = 1e-6
_WHOLE, _BLOCK, _PERIODS = 420, 240, 6
"""A table of so many unknowns is one block; a larger one is cut into blocks of about so many, with
at least so many periods, because the time of a programme grows faster than its size."""


@dataclass(frozen=True, eq=False)
class Table:
    """Numbers of babies, and the counts and groups that add them up.

    Attributes:
        babies: babies of each kind, shape (areas, periods, kinds); where they are not known, any
            numbers that fit all that is shown.
        counts: which kinds of babies each count adds up, shape (counts, kinds).
        groups: the same for each group of babies to protect, shape (groups, kinds).
    """

    babies: Numbers
    counts: Numbers
    groups: Numbers

    def sums(self, of: Numbers) -> Numbers:
        """Return the counts or groups of all areas and periods, and their totals."""
        return with_totals(self.babies @ of.T)


class Block:
    """Some areas and periods whose babies are moved while all others stay as they are."""

    def __init__(self, table: Table, areas: Sequence[int], periods: Sequence[int]) -> None:
        from scipy import sparse

        self.babies = table.babies[np.ix_(areas, periods)].ravel()
        self.rows: list[list[int]] = []
        sums: list[Numbers] = []
        for chosen, length in zip((areas, periods), table.babies.shape, strict=False):
            several = length > 1
            self.rows.append([*chosen, length] if several else [*chosen])
            sums.append(np.concatenate([np.eye(len(chosen)), np.ones((int(several), len(chosen)))]))
        over_areas, over_periods = map(sparse.csr_array, sums)
        both = sparse.kron(over_areas, over_periods, format="csr")
        self.counts = sparse.csr_array(sparse.kron(both, table.counts, format="csr"))
        self.groups = sparse.csr_array(sparse.kron(both, table.groups, format="csr"))

    def at(self, whole: npt.NDArray[Any]) -> tuple[Indices, ...]:
        """Return the block's index in an array over the whole table and its totals."""
        return np.ix_(*self.rows, range(whole.shape[-1]))

    def find_move(
        self, targets: Indices, far: Numbers, limits: tuple[Numbers, Numbers], price: Numbers
    ) -> Numbers:
        """Return the move that takes groups as far as it can, at the least price.

        Parameters:
            targets: the groups to move.
            far: how far each is to go at the most; below zero for down.
            limits: how far down and up each count may move for nothing.
            price: of moving each count beyond its limits by one baby, at most 1e5; infinite where
                it must not.
        """
        from scipy import sparse

        held = np.isfinite(limits[1])
        paid = np.flatnonzero(np.isfinite(price[held]))
        bought = sparse.csr_array(
            (np.ones(len(paid)), (paid, np.arange(len(paid)))), (held.sum(), len(paid))
        )
        towards = sparse.diags_array(np.sign(far)) @ self.groups[targets]
        rows: list[list[Any]] = [
            [self.counts[held], bought, -bought, None],
            [towards, None, None, -sparse.eye_array(len(far))],
        ]
        cost, zeros, ends = price[held][paid], np.zeros(len(far)), np.full(len(far), np.inf)
        found = solve(
            np.concatenate([0 * self.babies, cost, cost, zeros - _WORTH]),
            sparse.block_array(rows),
            (np.append(limits[0][held], zeros), np.append(limits[1][held], ends)),
            np.concatenate([-self.babies, np.zeros(2 * len(paid)), zeros]),
            np.concatenate([np.full(len(self.babies) + 2 * len(paid), np.inf), np.abs(far)]),
        )
        if found is None:
            raise RuntimeError("The solver found no table, though to move nothing is one.")
        return found[: len(self.babies)]


_WORTH = 1e6
"""What a target is worth for each baby that it goes: more than any count can cost."""


def solve(
    cost: Numbers, matrix: Any, sums: tuple[Numbers, Numbers], least: Numbers, most: Numbers
) -> Numbers | None:
    """Return the numbers of least cost between their ends and with sums between theirs, or None."""
    # milp, without whole numbers, because linprog takes no rows with two ends.
    from scipy.optimize import Bounds, LinearConstraint, milp

    # Simplifying a programme this small takes longer than solving it.
    found = milp(
        cost, bounds=Bounds(least, most), constraints=LinearConstraint(matrix, *sums),
        options={"presolve": False},
    )  # fmt: skip
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)


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


def blocks_of(table: Table) -> Iterator[Block]:
    """Yield blocks of areas of like size, small ones together, so that they hide each other.

    One of the largest areas is in each: its babies can make up for those of many small ones, so
    that no total has to be hidden for them.
    """
    areas, periods, kinds = table.babies.shape
    if areas * periods * kinds <= _WHOLE:
        yield Block(table, range(areas), range(periods))
        return
    spans = np.array_split(range(periods), -(-periods // max(_PERIODS, _BLOCK // (areas * kinds))))
    size = max(3, _BLOCK // (len(spans[0]) * kinds))
    order = np.argsort(table.babies.sum(axis=(1, 2)), kind="stable")
    number = max(1, round(areas / size))
    for group, largest in zip(
        np.array_split(order[: areas - number], number), order[areas - number :], strict=True
    ):
        for span in spans:
            yield Block(table, [*group, largest], span.tolist())
