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
A count moved a little has to be hidden like one moved far, so it is solved again with each count
weighed by how little it was moved before (Candès, Wakin and Boyd 2008).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from born_into_care.your_area.linear_program import (
    TINY,
    Block,
    Indices,
    Mask,
    Numbers,
    Table,
    blocks_of,
)

Progress = Callable[[int, int], None]

_LEVEL_LOSS = {"infants": 9.0, "newborns": 12.0, "notice_known": 8.0, "short_notice": 3.0}
_OTHER_LOSS = 2.5
_TOTAL_OVER_PERIODS, _TOTAL_OVER_AREAS = 12.0, 40.0
_LOOKS, _TOGETHER, _SPARSER = 6, 8, 3


def groups_of(counts: Numbers, levels: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return the groups of babies in one count and not in another that is a part of it, or in none.

    The babies whose notice is not known are no group of people that anything is said about, so
    they alone need no protection.

    Parameters:
        counts: which kinds of babies each count adds up, shape (counts, kinds).
        levels: the level of each count.

    Returns:
        Which kinds of babies are in each group, small groups first; which counts it lies between.
    """
    ends = [
        *zip(levels, counts, np.eye(len(levels)), strict=True),
        ("", 0 * counts[0], np.zeros(len(levels))),
    ]
    groups = {
        tuple(whole - part): between + part_between
        for level, whole, between in ends
        for part_level, part, part_between in ends
        if (whole > part).any() and (whole >= part).all()
        if (level, part_level) != ("newborns", "notice_known")
    }
    order = sorted(groups, key=lambda group: (sum(group), group))
    return np.array(order), np.array([groups[group] for group in order])


def weigh_loss(levels: Sequence[str], sums: Numbers) -> Numbers:
    """Return what is lost by hiding each count: most by hiding a total.

    Parameters:
        levels: the level of each count.
        sums: the counts, shape (areas with their total, periods with their total, counts).
    """
    loss = np.ones(sums.shape) * [_LEVEL_LOSS.get(level, _OTHER_LOSS) for level in levels]
    loss[:, -1] *= _TOTAL_OVER_PERIODS
    loss[-1] *= _TOTAL_OVER_AREAS
    # Of two counts that would do, the smaller is hidden: the larger says more.
    return np.asarray(loss * (1 + 0.02 * np.log1p(sums)))


class Suppression:
    """Holds how far each group of babies is known to be able to go, and what is hidden for it.

    Attributes:
        hidden: which counts are hidden, shape (areas, periods, counts) with totals.
        protected: which groups have to be open, as far as they are not those of a hidden count.
        guarded: which counts have to be open once they are hidden.
        limits: how far down and up a shown count may be from the table's own.
    """

    def __init__(
        self, table: Table, hidden: Mask, protected: Mask, guarded: Mask, threshold: int,
        limits: tuple[Numbers, Numbers],
    ) -> None:  # fmt: skip
        self.table, self.hidden, self.threshold = table, hidden.copy(), threshold
        self.protected, self.guarded, self.limits = protected, guarded, limits
        same = (table.groups[:, None] == table.counts).all(axis=2)
        self.group_of_count = same.argmax(axis=0)
        self.up, self.down = np.zeros(protected.shape), np.zeros(protected.shape)
        self.rng = np.random.default_rng(20_210_604)

    def closed(self) -> Mask:
        """Return which groups have to be open and aren't known to be so."""
        wanted = self.protected.copy()
        wanted[..., self.group_of_count] |= self.hidden & self.guarded
        return wanted & (self.up + self.down < self.threshold - TINY)

    def hide_until_open(self, loss: Numbers, progress: Progress | None = None) -> Mask:
        """Return what has to be hidden, those of `hidden` among them, so that all is open."""
        blocks = list(blocks_of(self.table))
        for number, block in enumerate(blocks):
            self._hide_in(block, loss)
            if progress is not None:
                progress(number + 1, len(blocks))
        # A total hidden for one block is a new count to keep open for all of them.
        while self.closed().any():
            for block in blocks:
                self._hide_in(block, loss)
        return self.hidden

    def is_any_closed(self) -> bool:
        """Return whether a group stays closed though each was tried alone, hiding nothing."""
        never = np.full(self.hidden.shape, np.inf)
        for block in blocks_of(self.table):
            self.look(block)
            for target in self._targets(block):
                for sign in (1.0, -1.0):
                    move, _ = self._find_move(block, np.array([target]), np.array([sign]), never)
                    self._note(block, move)
            if len(self._targets(block)):
                return True
        return False

    def look(self, block: Block, rounds: int = _LOOKS) -> None:
        """Look for witnesses to all closed groups of a block at once, hiding nothing."""
        never = np.full(self.hidden.shape, np.inf)
        for turn in range(rounds):
            targets = self._targets(block)
            if not len(targets):
                return
            signs = self.rng.choice([-1.0, 1.0], len(targets)) if turn else np.ones(len(targets))
            self._note(block, self._find_move(block, targets, signs, never)[0])

    def _hide_in(self, block: Block, loss: Numbers) -> None:
        self.look(block)
        at = block.at(loss)
        while len(targets := self._targets(block)):
            targets = self._choose_apart(block, targets)
            price, least = loss.copy(), np.inf
            for _ in range(_SPARSER):
                move, beyond = self._find_move(block, targets, np.ones(len(targets)), price)
                lost = loss[at][beyond > TINY].sum()
                if lost < least:
                    least, best, used = lost, move, beyond > TINY
                if not lost:
                    break
                price[at] = loss[at] / (20 * beyond / self.threshold + 1)
            self.hidden[at] |= used
            self._note(block, best)
            if not used.any() and targets[0] in self._targets(block):
                raise RuntimeError("The table can't be protected.")  # all hidden is always open
            # What was hidden for some often opens others.
            self.look(block, rounds=1)

    def _targets(self, block: Block) -> Indices:
        return np.flatnonzero(self.closed()[block.at(self.up)])

    def _choose_apart(self, block: Block, targets: Indices) -> Indices:
        """Return a total alone, or some targets of which no two share an area or a period.

        Totals come first: what is hidden for them gives room to the counts that they add up.
        """
        places = np.unravel_index(targets, self.up[block.at(self.up)].shape)[:2]
        single = [
            np.asarray(row)[place] < length
            for row, place, length in zip(block.rows, places, self.table.babies.shape, strict=False)
        ]
        rank = 2 * single[0] + single[1]
        chosen: list[int] = []
        for target in np.argsort(rank, kind="stable"):
            apart = all((place[target] != place[chosen]).all() for place in places)
            if not chosen or (rank[chosen[0]] == 3 and apart and len(chosen) < _TOGETHER):
                chosen.append(int(target))
        return targets[chosen]

    def _find_move(
        self, block: Block, targets: Indices, signs: Numbers, price: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Return a move, and how far it takes each count beyond what is shown of it."""
        at, at_groups = block.at(self.hidden), block.at(self.up)
        gone = np.where(
            signs > 0, self.down[at_groups].flat[targets], self.up[at_groups].flat[targets]
        )
        low = np.where(self.hidden[at], -np.inf, self.limits[0][at])
        high = np.where(self.hidden[at], np.inf, self.limits[1][at])
        move = block.find_move(
            targets, signs * (self.threshold - gone), (low.ravel(), high.ravel()),
            price[at].ravel(),
        )  # fmt: skip
        change = np.asarray(block.counts @ move).reshape(low.shape)
        return move, np.maximum(np.maximum(low - change, change - high), 0)

    def _note(self, block: Block, move: Numbers) -> None:
        """Note how far a table that agrees with all that is shown lies from the true one."""
        at = block.at(self.up)
        change = np.asarray(block.groups @ move).reshape(self.up[at].shape)
        self.up[at] = np.maximum(self.up[at], change)
        self.down[at] = np.maximum(self.down[at], -change)
