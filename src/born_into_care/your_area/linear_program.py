"""A table's sums as linear programmes, which find other tables that agree with all that is shown.

A move is a change of the numbers of babies under which every shown count stays as it is: the table
with the move made is another table that could be the true one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

_WHOLE, _BLOCK, _PERIODS = 420, 240, 6
"""A table of so many unknowns is one block; a larger one is cut into blocks of about so many, with
at least so many periods, because the time of a programme grows faster than its size."""
_WORTH = 1e6
"""What a target is worth for each baby that it goes: more than any count can cost."""


class Block:
    """Some areas and periods whose babies are moved while all others stay as they are.

    Parameters:
        babies: babies at exactly one level, shape (areas, periods, levels), of the whole table.
        adds_up: which of these levels each count adds up, shape (counts, levels).
        groups: the same for each group of babies to protect, shape (groups, levels).
        areas, periods: those of the block.
    """

    def __init__(
        self, babies: Numbers, adds_up: Numbers, groups: Numbers, areas: Sequence[int],
        periods: Sequence[int],
    ) -> None:  # fmt: skip
        from scipy import sparse

        self.babies = babies[np.ix_(areas, periods)].ravel()
        self.rows: list[list[int]] = []
        sums = sparse.csr_array(np.ones((1, 1)))
        for chosen, length in zip((areas, periods), babies.shape, strict=False):
            several = int(length > 1)
            self.rows.append([*chosen, *([length] * several)])
            each = np.concatenate([np.eye(len(chosen)), np.ones((several, len(chosen)))])
            sums = sparse.kron(sums, sparse.csr_array(each), format="csr")
        self.counts = sparse.csr_array(sparse.kron(sums, adds_up))
        self.groups = sparse.csr_array(sparse.kron(sums, groups))

    def at(self, whole: npt.NDArray[Any]) -> tuple[Indices, ...]:
        """Return the block's index in an array over the whole table and its totals."""
        return np.ix_(*self.rows, range(whole.shape[-1]))

    def find_move(
        self, targets: Indices, far: Numbers, low: Numbers, high: Numbers, price: Numbers
    ) -> Numbers:
        """Return the move that takes groups as far as it can, at the least price.

        Parameters:
            targets: the groups to move.
            far: how far each is to go at the most; below zero for down.
            low, high: how far down and up each count may move for nothing.
            price: of moving each count beyond that by one baby, at most 1e5; infinite where it
                must not.
        """
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        held = np.isfinite(high)
        paid = np.flatnonzero(np.isfinite(price[held]))
        bought = sparse.csr_array(
            (np.ones(len(paid)), (paid, np.arange(len(paid)))), (held.sum(), len(paid))
        )
        towards = sparse.diags_array(np.sign(far)) @ self.groups[targets]
        rows: list[list[Any]] = [
            [self.counts[held], bought, -bought, None],
            [towards, None, None, -sparse.eye_array(len(far))],
        ]
        cost, none = price[held][paid], np.zeros(len(far))
        free = np.full(len(self.babies) + 2 * len(paid), np.inf)
        # milp, without whole numbers, because linprog takes no rows with two ends; without
        # simplifying the programme, which takes longer than solving one so small.
        found = milp(
            np.concatenate([0 * self.babies, cost, cost, none - _WORTH]),
            bounds=Bounds(
                np.concatenate([-self.babies, np.zeros(2 * len(paid)), none]),
                np.append(free, np.abs(far)),
            ),
            constraints=LinearConstraint(
                sparse.block_array(rows), np.append(low[held], none),
                np.append(high[held], none + np.inf),
            ),
            options={"presolve": False},
        )  # fmt: skip
        if found.x is None:
            raise RuntimeError(f"The solver found no table: {found.message}")
        return np.asarray(found.x[: len(self.babies)], dtype=np.float64)


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


def cut_blocks(babies: Numbers) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """Yield areas and periods of blocks: areas of like size, small ones together.

    One of the largest areas is in each: its babies can make up for those of many small ones, so
    that no total has to be hidden for them.
    """
    areas, periods, levels = babies.shape
    if areas * periods * levels <= _WHOLE:
        yield range(areas), range(periods)
        return
    spans = np.array_split(range(periods), -(-periods // max(_PERIODS, _BLOCK // (areas * levels))))
    number = max(1, round(areas * levels * len(spans[0]) / _BLOCK))
    order = np.argsort(babies.sum(axis=(1, 2)), kind="stable")
    groups = np.array_split(order[: areas - number], number)
    for group, largest in zip(groups, order[areas - number :], strict=True):
        yield from (([*group, largest], span.tolist()) for span in spans)
