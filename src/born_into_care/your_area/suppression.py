"""Which counts of a table have to be hidden, so that no small one can be worked out.

A table of counts by area, period and level is tied together by sums: areas add up to all areas,
periods to all periods, and each level is a part of the one before it. Hiding the small counts
(primary suppression) is not enough, because a hidden count is often the difference of shown ones.
So more counts are hidden (secondary suppression), until every hidden count, and every small
difference of two levels (the babies who were *not* heard at short notice, say), could differ by the
threshold or more without any shown count changing.

Method: the cell suppression problem with a sliding protection level, solved as a sequence of
linear programmes over the table's own equations (Fischetti and Salazar, "Models and algorithms for
optimizing cell suppression in tabular data with linear constraints", JASA 95, 2000; Hundepool and
others, "Statistical Disclosure Control", 2012, chapter 4). Each programme finds a table that agrees
with all that is shown and holds groups of babies at other numbers: a witness that they are open.
Where there is none, it finds the counts that have to be hidden for one to exist, at little loss.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

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

        bound = np.isfinite(high)
        priced = np.flatnonzero(np.isfinite(price[bound]))
        # How far a count moves down or up beyond what costs nothing.
        beyond = sparse.csr_array(
            (np.ones(len(priced)), (priced, np.arange(len(priced)))), (bound.sum(), len(priced))
        )
        progress = sparse.diags_array(np.sign(far)) @ self.groups[targets]
        rows: list[list[Any]] = [
            [self.counts[bound], beyond, -beyond, None],
            [progress, None, None, -sparse.eye_array(len(far))],
        ]
        cost, none = price[bound][priced], np.zeros(len(far))
        free = np.full(len(self.babies) + 2 * len(priced), np.inf)
        # milp, without whole numbers, because linprog takes no rows with two ends; without
        # simplifying the programme, which takes longer than solving one so small.
        found = milp(
            np.concatenate([0 * self.babies, cost, cost, none - _WORTH]),
            bounds=Bounds(
                np.concatenate([-self.babies, np.zeros(2 * len(priced)), none]),
                np.append(free, np.abs(far)),
            ),
            constraints=LinearConstraint(
                sparse.block_array(rows), np.append(low[bound], none),
                np.append(high[bound], none + np.inf),
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


Progress = Callable[[int, int], None]

_LEVEL_LOSS = {"infants": 9.0, "newborns": 12.0, "notice_known": 8.0, "short_notice": 3.0}
_OTHER_LOSS = 2.5
_TOTAL_OVER_PERIODS, _TOTAL_OVER_AREAS = 12.0, 40.0
_LOOKS, _TOGETHER = 6, 8
_TINY = 1e-6


class Suppression:
    """Holds what is hidden, and how far each group of babies is known to be able to go for it.

    Parameters:
        values: counts, shape (areas, periods, levels); NaN where not known.
        source_hidden: where the source has suppressed a count, so that it must stay open.
        levels: the level of each count, each a part of the one before it.
        threshold: counts under it are hidden; each hidden count and small difference of counts
            stays open by at least as much.
        round_to: what shown counts are rounded to; 0 for nothing.

    Attributes:
        shown: the counts with their totals, as they would be shown.
        hidden: where they are hidden.
        not_known: where neither the source knows them nor has it hidden them.
    """

    def __init__(
        self, values: Numbers, source_hidden: Mask, levels: Sequence[str], threshold: int,
        round_to: int,
    ) -> None:  # fmt: skip
        self.threshold = threshold
        counts, not_known = _fill(values), np.isnan(values)
        self.babies = counts - np.append(counts[..., 1:], 0 * counts[..., :1], axis=-1)
        sums, unknown = with_totals(counts), _mark_totals(not_known)
        self.not_known = _mark_totals(not_known & ~source_hidden)
        self.hidden = (sums < threshold) | unknown
        self.shown = np.floor(sums / round_to + 0.5) * round_to if round_to else sums
        reach = round_to // 2
        self.limits = np.maximum(self.shown - reach, 0) - sums, self.shown + reach - sums
        # What is lost by hiding each count: most by hiding a total; and of two counts that would
        # do, the smaller is hidden, because the larger says more.
        self.loss = [_LEVEL_LOSS.get(level, _OTHER_LOSS) for level in levels] + 0 * sums
        self.loss[:, values.shape[1] :] *= _TOTAL_OVER_PERIODS
        self.loss[values.shape[0] :] *= _TOTAL_OVER_AREAS
        self.loss *= 1 + 0.02 * np.log1p(sums)
        pairs = list_groups(levels)
        first, last = np.array(pairs).T
        at = np.arange(len(levels))
        groups = np.where((first[:, None] <= at) & (at < last[:, None]), 1.0, 0.0)
        ends_unknown = np.append(unknown, np.zeros_like(unknown[..., :1]), axis=-1)
        small = with_totals(self.babies) @ groups.T < threshold
        self.protected = small & ~ends_unknown[..., first] & ~ends_unknown[..., last]
        self.group_of_count = [pairs.index((i, len(levels))) for i in range(len(levels))]
        adds_up = np.triu(np.ones((len(levels),) * 2))
        self.blocks = [
            Block(self.babies, adds_up, groups, *part) for part in cut_blocks(self.babies)
        ]
        self.up, self.down = np.zeros(small.shape), np.zeros(small.shape)
        self.rng = np.random.default_rng(20_210_604)

    def hide_until_open(self, progress: Progress | None = None) -> None:
        """Hide counts until every group that has to be open is."""
        # A total hidden for one block is a new count to keep open for all of them.
        for done, block in enumerate(itertools.cycle(self.blocks)):
            if not self.closed().any():
                return
            self._hide_in(block)
            if progress is not None and done < len(self.blocks):
                progress(done + 1, len(self.blocks))

    def closed(self) -> Mask:
        """Return which groups have to be open and aren't known to be so."""
        wanted = self.protected.copy()
        wanted[..., self.group_of_count] |= self.hidden & ~self.not_known
        return np.asarray(wanted & (self.up + self.down < self.threshold - _TINY))

    def _look(self, block: Block, rounds: int = _LOOKS) -> None:
        """Look for witnesses to all closed groups of a block at once, hiding nothing."""
        for turn in range(rounds):
            targets = self._targets(block)
            if not len(targets):
                return
            signs = self.rng.choice([-1.0, 1.0], len(targets)) if turn else np.ones(len(targets))
            self._find_move(block, targets, signs, np.full(self.loss.shape, np.inf))

    def _hide_in(self, block: Block) -> None:
        """Open one group after another, or some at once, hiding what has to be hidden for them."""
        self._look(block)
        at = block.at(self.loss)
        while len(targets := self._targets(block)):
            targets = self._choose_apart(block, targets)
            move, beyond = self._find_move(block, targets, np.ones(len(targets)), self.loss)
            used = beyond > _TINY
            self.hidden[at] |= used
            self._note_witness(block, move)
            if not used.any() and targets[0] in self._targets(block):
                raise RuntimeError("The table can't be protected.")  # all hidden is always open
            # What was hidden for some often opens others.
            self._look(block, rounds=1)

    def _targets(self, block: Block) -> Indices:
        return np.flatnonzero(self.closed()[block.at(self.up)])

    def _choose_apart(self, block: Block, targets: Indices) -> Indices:
        """Return a total alone, or some targets of which no two share an area or a period.

        Totals come first: what is hidden for them gives room to the counts that they add up.
        """
        area, period, _ = np.unravel_index(targets, self.up[block.at(self.up)].shape)
        areas, periods, _ = self.babies.shape
        rank = 2 * (np.take(block.rows[0], area) < areas) + (
            np.take(block.rows[1], period) < periods
        )
        chosen: list[int] = []
        for target in np.argsort(rank, kind="stable"):
            apart = not (area[target] in area[chosen] or period[target] in period[chosen])
            if not chosen or (rank[chosen[0]] == 3 and apart and len(chosen) < _TOGETHER):
                chosen.append(int(target))
        return targets[chosen]

    def _find_move(
        self, block: Block, targets: Indices, signs: Numbers, price: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return a move, and how far it takes each count beyond what is shown of it."""
        at, at_groups = block.at(self.hidden), block.at(self.up)
        reached = np.where(
            signs > 0, self.down[at_groups].flat[targets], self.up[at_groups].flat[targets]
        )
        low = np.where(self.hidden[at], -np.inf, self.limits[0][at])
        high = np.where(self.hidden[at], np.inf, self.limits[1][at])
        far = signs * (self.threshold - reached)
        move = block.find_move(targets, far, low.ravel(), high.ravel(), price[at].ravel())
        change = np.asarray(block.counts @ move).reshape(low.shape)
        beyond = np.maximum(np.maximum(low - change, change - high), 0)
        if not (beyond > _TINY).any():
            self._note_witness(block, move)
        return move, beyond

    def _note_witness(self, block: Block, move: Numbers) -> None:
        """Note how far a table that agrees with all that is shown lies from the true one."""
        at = block.at(self.up)
        change = np.asarray(block.groups @ move).reshape(self.up[at].shape)
        self.up[at] = np.maximum(self.up[at], change)
        self.down[at] = np.maximum(self.down[at], -change)


def _fill(values: Numbers) -> Numbers:
    """Return counts with unknown ones at a number that fits their neighbours, nowhere shown."""
    rows = pd.DataFrame(values.reshape(-1, values.shape[-1]))
    return rows.bfill(axis=1).fillna(0).to_numpy().reshape(values.shape)


def _mark_totals(marked: Mask) -> Mask:
    """Return what is marked, and the totals of which a part is."""
    return np.asarray(with_totals(np.where(marked, 1.0, 0.0)) > 0)
