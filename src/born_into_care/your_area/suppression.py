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
with all that is shown and holds a count at another value: a witness that the count is open. Where
there is none, it finds the counts that have to be hidden for one to exist, at the least loss.
"""

from __future__ import annotations

import numpy as np

from born_into_care.your_area.programme import TINY, Block, Mask, Numbers, Table, blocks_of

_LEVEL_LOSS = {
    "infants": 9.0,
    "newborns": 12.0,
    "notice_known": 8.0,
    "short_notice": 3.0,
    "emergency": 2.5,
    "same_day": 2.5,
}
_TOTAL_OVER_PERIODS = 12.0
_TOTAL_OVER_AREAS = 40.0
_ROUNDS = 6


def primary(table: Table, *, threshold: int) -> Mask:
    """Give the counts that are hidden because they are small or not known.

    Parameters:
        table: the counts.
        threshold: a count under it is small; zero is small, because it says the same of everybody.
    """
    return (table.totals < threshold) | ~table.all_known


def secondary(table: Table, hidden: Mask, *, threshold: int, slack: int = 0) -> Mask:
    """Give the counts to hide, those of `hidden` among them, so that none can be worked out.

    Parameters:
        table: the counts.
        hidden: what is hidden already, in the shape of `table.totals`.
        threshold: each hidden count and each small difference stays open by at least this much.
        slack: how far a shown count may be from the true one, 2 for counts rounded to 5.
    """
    return _Search(table, hidden.copy(), threshold, slack).run()


class _Search:
    """Hides counts until each that has to be open has two witnesses far enough apart."""

    def __init__(self, table: Table, hidden: Mask, threshold: int, slack: int) -> None:
        self.table = table
        self.hidden = hidden
        self.threshold = threshold
        self.slack = slack
        self.loss = _loss(table)
        sums = table.totals
        self.small = (table.differences(sums) < threshold) & table.differences_known(
            table.all_known
        )
        # How far up and down each difference is known to be able to go, from the true value.
        self.up = np.zeros(self.small.shape)
        self.down = np.zeros(self.small.shape)
        self.rng = np.random.default_rng(20_210_604)

    def run(self) -> Mask:
        blocks = list(blocks_of(self.table, self.slack))
        for block in blocks:
            self._open_many(block)
            self._open_each(block)
        # A total hidden for one group of areas is a new count to keep open for all of them.
        while (still := self._closed()).any():
            before = self.hidden.sum()
            for block in blocks:
                self._open_each(block)
            if (self._closed() == still).all() and self.hidden.sum() == before:
                raise RuntimeError("The table can't be protected.")  # all hidden is always open
        return self.hidden

    def _wanted(self) -> Mask:
        """Which differences have to be open: the small ones, and every hidden count."""
        wanted = self.small.copy()
        whole = len(self.table.levels)
        known = self.table.all_known
        for v, (i, j) in enumerate(self.table.intervals):
            if j == whole:
                wanted[..., v] |= self.hidden[..., i] & known[..., i]
        return wanted

    def _closed(self) -> Mask:
        return self._wanted() & (self.up + self.down < self.threshold - TINY)

    def _open_many(self, block: Block, rounds: int = _ROUNDS) -> None:
        """Looks for witnesses to many differences at once, hiding nothing."""
        for turn in range(rounds):
            targets = np.flatnonzero(block.of(self._closed()).ravel())
            if not len(targets):
                return
            signs = self.rng.choice([-1.0, 1.0], len(targets)) if turn else np.ones(len(targets))
            moved = block.move_many(targets, signs, self.hidden, self.threshold)
            self._witness(block, moved)

    def _open_each(self, block: Block) -> None:
        """Opens one difference after another, hiding what has to be hidden for it."""
        while len(targets := np.flatnonzero(block.of(self._closed()).ravel())):
            target = int(targets[block.order[targets].argmin()])
            # Before anything is hidden: how far can it go as things are?
            for sign in (1.0, -1.0):
                at, way = np.array([target]), np.array([sign])
                self._witness(block, block.move_many(at, way, self.hidden, self.threshold))
                if not block.of(self._closed()).ravel()[target]:
                    break
            else:
                far = self.threshold - block.of(self.down).ravel()[target]
                moved, used = block.move_up(target, far, self.hidden, self.loss)
                block.hide(self.hidden, used)
                self._witness(block, moved)
                if block.of(self._closed()).ravel()[target]:
                    raise RuntimeError("No table was found that opens a hidden count.")
                # What was hidden for one often opens others.
                self._open_many(block, rounds=2)

    def _witness(self, block: Block, moved: Numbers) -> None:
        """Notes how far a table that agrees with all that is shown lies from the true one."""
        change = block.changes(moved)
        at = block.at(self.up.shape)
        self.up[at] = np.maximum(self.up[at], change)
        self.down[at] = np.maximum(self.down[at], -change)


def _loss(table: Table) -> Numbers:
    """What is lost by hiding each count: most by hiding a total."""
    loss = np.empty(table.totals.shape)
    loss[:] = [_LEVEL_LOSS.get(level, 3.0) for level in table.levels]
    if table.values.shape[1] > 1:
        loss[:, -1] *= _TOTAL_OVER_PERIODS
    if table.values.shape[0] > 1:
        loss[-1] *= _TOTAL_OVER_AREAS
    # Of two counts that would do, the smaller is hidden: the larger says more.
    return np.asarray(loss * (1 + 0.02 * np.log1p(table.totals)))
