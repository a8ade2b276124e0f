"""Clues about years that were not published: what a path must keep to, and what it leaves open."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Clue:
    """A sum over the years, each times its weight, that lies between two ends, both included."""

    weights: tuple[float, ...]
    low: float = 0.0
    high: float = math.inf

    def add_up(self, path: Sequence[float]) -> float:
        """Return the weighted sum of a path's years.

        Example:
            >>> Clue((0, 0.25, 0.75), low=38.5, high=39.5).add_up([50, 40, 38])
            38.5
        """
        return sum(weight * value for weight, value in zip(self.weights, path, strict=True))

    def fits(self, path: Sequence[float]) -> bool:
        """Return whether the weighted sum of a path lies between the two ends.

        Example:
            >>> Clue((1, 1), low=10).fits([4, 5])
            False
        """
        return self.low <= self.add_up(path) <= self.high


@dataclass(frozen=True)
class MissingYears:
    """The years between some that are known, and the clues about them.

    Attributes:
        known: the value of each known year, by its place; the first and the last among them.
        years: how many years there are, with those known.
        clues: what every path must keep to. No year lies below zero.
        most_change: how much a year may differ from the one before, as a part of that; None for
            any amount.
        most: what no year is above.
    """

    known: Mapping[int, float]
    years: int
    clues: tuple[Clue, ...]
    most_change: float | None = None
    most: float | None = None

    def straight_line(self) -> list[float]:
        """Return the years on a straight line from the first to the last.

        Example:
            >>> MissingYears({0: 10, 2: 20}, years=3, clues=()).straight_line()
            [10.0, 15.0, 20.0]
        """
        first, last, steps = self.known[0], self.known[self.years - 1], self.years - 1
        return [first + (last - first) * year / steps for year in range(self.years)]

    def find_ranges(self) -> list[tuple[float, float]] | None:
        """Return the lowest and the highest that each year can be; None where no path fits.

        Source of the method: linear programming, since every clue and every limit is linear.

        Example:
            >>> together = Clue((1, 1, 1, 1), low=50, high=52)
            >>> MissingYears({0: 10, 3: 20}, years=4, clues=(together,)).find_ranges()
            [(10.0, 10.0), (0.0, 22.0), (0.0, 22.0), (20.0, 20.0)]
        """
        found = []
        for year in range(self.years):
            objective = [float(place == year) for place in range(self.years)]
            low, high = self._solve(objective), self._solve([-value for value in objective])
            if low is None:
                return None
            found.append((low[year], math.inf if high is None else high[year]))
        return found

    def draw_path(self, number: int, decimals: int = 0) -> list[float] | None:
        """Return a path that fits, the same for the same number; None where there is none.

        It is the middle of three that lie far apart, each the best for objectives drawn at random.

        Example:
            >>> together = Clue((1, 1, 1, 1), low=50, high=52)
            >>> 50 <= sum(MissingYears({0: 10, 3: 20}, 4, (together,)).draw_path(1)) <= 52
            True
        """
        chance = random.Random(number)
        objectives = ([chance.uniform(-1, 1) for _ in range(self.years)] for _ in range(3))
        found = [path for path in map(self._solve, objectives) if path is not None]
        if len(found) < 3:
            return None
        middle = [round(sum(values) / 3, decimals) for values in zip(*found, strict=True)]
        path = [self.known.get(year, value) for year, value in enumerate(middle)]
        return (
            path if all(clue.fits(path) for clue in self.clues) else self.draw_path(number + 1000)
        )

    def _solve(self, objective: Sequence[float]) -> list[float] | None:
        """Return the path with the least objective; None where none fits or there is no end."""
        from scipy.optimize import linprog

        rows, limits = [], []
        for clue in self.clues:
            rows += [[-weight for weight in clue.weights]]
            limits += [-clue.low]
            if clue.high < math.inf:
                rows += [list(clue.weights)]
                limits += [clue.high]
        if self.most_change is not None:
            for year in range(1, self.years):
                for sign in (1, -1):
                    row = [0.0] * self.years
                    row[year], row[year - 1] = sign, -sign * (1 + sign * self.most_change)
                    rows += [row]
                    limits += [0.0]
        bounds = [
            (self.known[year],) * 2 if year in self.known else (0, self.most)
            for year in range(self.years)
        ]
        solved = linprog(objective, A_ub=rows, b_ub=limits, bounds=bounds)
        return solved.x.tolist() if solved.status == 0 and solved.x is not None else None
