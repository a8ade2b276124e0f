"""Somebody who tries to work out hidden counts from what is shown, by linear programming.

Written apart from the code that protects: it knows shown tables as anybody sees them, that areas
add up to all areas and periods to all periods, that each level is a part of the one before it, that
babies under seven days old are some of those under 14, and that no count is below zero.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from born_into_care.your_area.protection import ALL_AREAS, ALL_PERIODS, LEVELS, Protected

LEVEL_OF = {words: level for level, words in LEVELS.items()}
Row = tuple[str, str, str, str]


class Attacker:
    """Holds what two shown tables say of babies by area, period, level and age (young or old).

    A table of `wide` counts young and old babies, a table of `narrow` the young ones alone, and
    infants of every age.
    """

    def __init__(self, wide: Protected, narrow: Protected | None = None) -> None:
        self.areas = [area for area in wide.areas if area != ALL_AREAS]
        self.periods = [period for period in wide.periods if period != ALL_PERIODS]
        self.levels = wide.levels
        self.rows = {True: wide.rows, False: narrow.rows if narrow else ()}
        facts: list[tuple[np.ndarray, float, float]] = []
        for is_wide, shown in ((True, wide), (False, narrow)):
            for *row, text in self.rows[is_wide]:
                if text not in ("hidden", "not known") and shown is not None:
                    value, half = float(text.replace(",", "")), shown.rounded_to // 2
                    facts.append((self.babies(*row, is_wide=is_wide), value - half, value + half))
        self.facts = [np.array(part) for part in zip(*facts, strict=True)] if facts else None

    def babies(self, area: str, period: str, words: str, *, is_wide: bool = True) -> np.ndarray:
        """Which unknowns (babies at exactly one level and of one age) a count adds up."""
        unknowns = np.zeros((len(self.areas), len(self.periods), len(self.levels), 2))
        a = slice(None) if area == ALL_AREAS else self.areas.index(area)
        p = slice(None) if period == ALL_PERIODS else self.periods.index(period)
        level = LEVEL_OF[words]
        ages = slice(None) if is_wide or level == "infants" else 0
        unknowns[a, p, self.levels.index(level) :, ages] = 1
        return unknowns.ravel()

    def bounds(self, babies: np.ndarray) -> tuple[float, float]:
        """The lowest and highest number of babies that agree with all that is shown."""
        ends = []
        for sign in (1, -1):
            if self.facts is None:
                return 0, np.inf
            forms, low, high = self.facts
            found = linprog(
                sign * babies, A_ub=np.concatenate([forms, -forms]),
                b_ub=np.concatenate([high, -low]), bounds=(0, None), method="highs",
            )  # fmt: skip
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else sign * -np.inf)
        return ends[0], ends[1]

    def closed(self, babies: np.ndarray, threshold: int, below: float = np.inf) -> bool:
        """Whether a number, perhaps below a limit, is known to within less than the threshold."""
        low, high = self.bounds(babies)
        return high - low < threshold - 1e-6 and low < below - 1e-6

    def worked_out(self, threshold: int, below: float = np.inf) -> Iterator[Row]:
        """Every hidden count, perhaps below a limit, that is known too closely."""
        for is_wide, rows in self.rows.items():
            for row in rows:
                babies = self.babies(*row[:3], is_wide=is_wide)
                if row[3] == "hidden" and self.closed(babies, threshold, below):
                    yield row

    def small_differences(self, values: np.ndarray, threshold: int) -> Iterator[tuple[str, ...]]:
        """Every small number of babies in one count and not in its part that is known too closely.

        Parameters:
            values: the true counts with their totals; not a number where not known.
        """
        named = [*dict.fromkeys(row[:2] for row in self.rows[True])]
        for (area, period), counts in zip(named, values.reshape(-1, len(self.levels)), strict=True):
            for i, j in itertools.combinations(range(len(self.levels)), 2):
                whole, part = self.levels[i], self.levels[j]
                # Babies whose notice is not known are no group that is spoken of.
                if (whole, part) != ("newborns", "notice_known") and counts[i] - counts[
                    j
                ] < threshold:
                    rest = self.babies(area, period, LEVELS[whole])
                    rest = rest - self.babies(area, period, LEVELS[part])
                    if self.closed(rest, threshold):
                        yield area, period, whole, part

    def older(self, threshold: int) -> Iterator[Row]:
        """Every count that holds few more babies in the wide table, to the attacker's knowledge."""
        for row in self.rows[True]:
            if row[2] == LEVELS["infants"] or row[3] == "not known":
                continue
            older = self.babies(*row[:3]) - self.babies(*row[:3], is_wide=False)
            if self.closed(older, threshold, below=threshold):
                yield row
