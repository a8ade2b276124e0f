"""Possible worlds: how events could lie over areas of which only the total is known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


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
        >>> worlds.draw(1) == worlds.draw(1), sum(worlds.draw(1))
        (True, 411)
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

    def draw(self, number: int) -> tuple[int, ...]:
        """Return the events of each area in one possible world, the same for the same number.

        Worlds with the same total are about equally likely: two areas at a time share out again,
        at random, what they have together (a Gibbs sampler).
        """
        chance = random.Random(number)
        ends = [(self.mark, self.top)] * self.reaching
        ends += [(0, self.mark - 1)] * (self.areas - self.reaching)
        chance.shuffle(ends)
        rest = chance.randint(*self.totals) - self.reaching * self.mark
        events = []
        for low, high in ends:
            events.append(low + min(rest, high - low))
            rest -= events[-1] - low
        for _ in range(50 * self.areas):
            first, second = chance.sample(range(self.areas), 2)
            both = events[first] + events[second]
            low = max(ends[first][0], both - ends[second][1])
            high = min(ends[first][1], both - ends[second][0])
            events[first] = chance.randint(low, high)
            events[second] = both - events[first]
        return tuple(events)
