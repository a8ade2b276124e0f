"""What published figures leave open: years between known ones, and areas of a known total.

Source of the methods: linear programming for the years, counting and a Gibbs sampler for the areas.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations


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
        """Return whether the weighted sum of a path lies between the two ends."""
        return self.low <= self.add_up(path) <= self.high


@dataclass(frozen=True)
class MissingYears:
    """The years from a first known one to a last, and what a path through them must keep to.

    Attributes:
        years: how many there are with those two. None lies below zero, and none above `most`.
        most_change: how much a year may differ from the one before, as a part of that; None for
            any amount.
    """

    first: float
    last: float
    years: int
    clues: tuple[Clue, ...]
    most_change: float | None = None
    most: float = math.inf

    def straight_line(self) -> list[float]:
        """Return the years on a straight line from the first to the last.

        Example:
            >>> MissingYears(10, 20, years=3, clues=()).straight_line()
            [10.0, 15.0, 20.0]
        """
        steps = self.years - 1
        return [self.first + (self.last - self.first) * year / steps for year in range(self.years)]

    def find_ranges(self) -> list[tuple[float, float]] | None:
        """Return the lowest and the highest that each year can be; None where no path fits.

        Source of the method: linear programming, since every clue and every limit is linear.

        Example:
            >>> together = Clue((1, 1, 1, 1), low=50, high=52)
            >>> MissingYears(10, 20, years=4, clues=(together,)).find_ranges()
            [(10.0, 10.0), (0.0, 22.0), (0.0, 22.0), (20.0, 20.0)]
        """
        ranges = []
        for year in range(self.years):
            objective = [float(place == year) for place in range(self.years)]
            low, high = self._solve(objective), self._solve([-value for value in objective])
            if low is None:
                return None
            ranges.append((low[year], math.inf if high is None else high[year]))
        return ranges

    def draw_path(self, number: int) -> list[float] | None:
        """Return a path in whole numbers that fits, the same for the same number; or None.

        It is the middle of three that lie far apart, each the best for objectives drawn at random.

        Example:
            >>> together = Clue((1, 1, 1, 1), low=50, high=52)
            >>> 50 <= sum(MissingYears(10, 20, 4, (together,)).draw_path(1)) <= 52
            True
        """
        # A hundred tries, each with a seed that no other of these numbers has.
        for chance in map(random.Random, range(number, number + 100_000, 1000)):
            objectives = ([chance.uniform(-1, 1) for _ in range(self.years)] for _ in range(3))
            paths = [path for path in map(self._solve, objectives) if path is not None]
            if len(paths) < 3:
                return None
            middle = [round(sum(values) / 3, 0) for values in zip(*paths, strict=True)]
            path = [self.first, *middle[1:-1], self.last]
            if all(clue.fits(path) for clue in self.clues):
                return path
        return None

    def _solve(self, objective: Sequence[float]) -> list[float] | None:
        """Return the path with the least objective; None where none fits or there is no end."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        limits = [LinearConstraint([clue.weights], clue.low, clue.high) for clue in self.clues]
        if self.most_change is not None:
            before, after = np.eye(self.years)[:-1], np.eye(self.years)[1:]
            limits += [
                LinearConstraint(after - (1 + self.most_change) * before, -math.inf, 0),
                LinearConstraint(after - (1 - self.most_change) * before, 0, math.inf),
            ]
        between = self.years - 2
        bounds = Bounds(
            [self.first, *[0] * between, self.last], [self.first, *[self.most] * between, self.last]
        )
        path = milp(objective, constraints=limits, bounds=bounds).x
        return None if path is None else path.tolist()


def average_of_rest(total: float, overall: float, seen: Sequence[tuple[float, float]]) -> float:
    """Return the share in the areas that are not seen, in the unit of the other shares.

    Parameters:
        total, overall: the babies in all areas, and the share among them.
        seen: the share and the number of babies of each area that is seen.

    Example:
        >>> round(average_of_rest(3117, 100 / 6, [(41, 200), (9, 290)]), 2)
        15.66
    """
    rest = total - sum(size for _, size in seen)
    return (overall * total - sum(share * size for share, size in seen)) / rest


@dataclass(frozen=True)
class Worlds:
    """Every way to spread whole events over areas of equal size, some of which reach a mark.

    Attributes:
        low, high: the fewest and the most events in all areas together; `top` is the most of one.
        mark: with how many events an area reaches the mark; so many do as `reaching` says.

    Example:
        >>> worlds = Worlds(low=411, high=411, areas=8, top=134, mark=82, reaching=2)
        >>> worlds.is_possible, worlds.others_at_most
        (True, 247)
        >>> worlds.find_range(1), worlds.find_range(8)
        ((82, 134), (0, 41))
        >>> [sum(world) for world in worlds.draw(3)]
        [411, 411, 411]
    """

    low: int
    high: int
    areas: int
    top: int
    mark: int
    reaching: int

    @property
    def totals(self) -> tuple[int, int]:
        """The fewest and the most events that the areas can share out; crossed if none."""
        others = self.areas - self.reaching
        least = max(self.low, self.reaching * self.mark)
        return least, min(self.high, self.reaching * self.top + others * (self.mark - 1))

    @property
    def is_possible(self) -> bool:
        """Whether so many areas can reach the mark."""
        return self.totals[0] <= self.totals[1]

    @property
    def others_at_most(self) -> int:
        """The most events that the areas below the mark can have together."""
        most = (self.areas - self.reaching) * (self.mark - 1)
        return min(self.totals[1] - self.reaching * self.mark, most)

    def most_reaching(self, *, least: int = 0) -> int:
        """Return how many areas at most can reach the mark, where each has at least so many."""
        return min(self.areas, (self.high - self.areas * least) // (self.mark - least))

    def find_range(self, place: int) -> tuple[int, int]:
        """Return the fewest and the most events of the area in a place; 1 has the most events."""
        lows = [self.mark] * self.reaching + [0] * (self.areas - self.reaching)
        highs = [self.top] * self.reaching + [self.mark - 1] * (self.areas - self.reaching)
        # Its kind are the areas from start to end: those that reach the mark, or those that don't.
        start, end = (0, self.reaching) if place <= self.reaching else (self.reaching, self.areas)
        fewest, most = self.totals
        # Fewest: all areas before it and of the other kind have the most they can, and it shares
        # what is left evenly with those of its kind after it, none of which has more than it.
        left = fewest - sum(highs[: place - 1]) - sum(highs[end:])
        least = max(lows[place - 1], math.ceil(left / (end - place + 1)))
        # Most: the other way round, with those of its kind before it, none of which has less.
        left = most - sum(lows[:start]) - sum(lows[place:])
        return least, min(highs[place - 1], left // (place - start))

    def draw(self, count: int, *, seed: int = 2021) -> list[list[int]]:
        """Return the events of each area in so many possible worlds, a row for each world.

        Worlds with the same total are about equally likely: two areas at a time share out again,
        at random, what they have together (a Gibbs sampler).
        """
        import numpy as np

        chance = np.random.Generator(np.random.PCG64(seed))
        reach = np.tile(np.arange(self.areas) < self.reaching, (count, 1))
        chance.permuted(reach, axis=1, out=reach)
        low, high = np.where(reach, self.mark, 0), np.where(reach, self.top, self.mark - 1)
        rest = chance.integers(*self.totals, size=count, endpoint=True) - low.sum(axis=1)
        room = high - low
        # What is left goes to the first areas, as much as each can have.
        events = low + np.clip(rest[:, None] - (room.cumsum(axis=1) - room), 0, room)
        for first, second in [*combinations(range(self.areas), 2)] * 5:
            both = events[:, first] + events[:, second]
            least = np.maximum(low[:, first], both - high[:, second])
            most = np.minimum(high[:, first], both - low[:, second])
            events[:, first] = chance.integers(least, most, endpoint=True)
            events[:, second] = both - events[:, first]
        worlds: list[list[int]] = events.tolist()
        return worlds
