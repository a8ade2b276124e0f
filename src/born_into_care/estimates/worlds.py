"""Possible worlds: how events could lie over areas of which only the total is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

_SWEEPS = 5


def average_of_rest(total: float, overall: float, seen: Sequence[tuple[float, float]]) -> float:
    """Return the share in the areas that are not seen, in the unit of the other shares.

    Parameters:
        total: babies in all areas.
        overall: the share in all areas.
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
        low, high: the fewest and the most events in all areas together.
        areas: how many areas there are.
        top: the most events that an area may have.
        mark: with how many events an area reaches the mark.
        reaching: how many areas reach it; all others stay below.

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
        # The areas before it that reach the mark, or don't, as it does, and those after it.
        start, end = (0, self.reaching) if place <= self.reaching else (self.reaching, self.areas)
        fewest, most = self.totals
        rest = fewest - sum(highs[: place - 1]) - sum(highs[end:])
        least = max(lows[place - 1], -(-rest // (end - place + 1)))
        rest = most - sum(lows[:start]) - sum(lows[place:])
        return least, min(highs[place - 1], rest // (place - start))

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
        for first, second in [*combinations(range(self.areas), 2)] * _SWEEPS:
            both = events[:, first] + events[:, second]
            least = np.maximum(low[:, first], both - high[:, second])
            most = np.minimum(high[:, first], both - low[:, second])
            events[:, first] = chance.integers(least, most, endpoint=True)
            events[:, second] = both - events[:, first]
        worlds: list[list[int]] = events.tolist()
        return worlds
