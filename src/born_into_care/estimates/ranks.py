"""How far a league table can be trusted: the ranks that the areas could as well have had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from born_into_care.errors import PackError
from born_into_care.estimates.checks import check_level, check_part_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankUncertainty:
    """The ranks that areas could have had, in the order of `areas`; rank 1 is the highest value.

    Attributes:
        values: each area's own share, as observed (a fraction).
        low_rank: the better end of each area's rank interval.
        probability_higher: that an area's value is above each other's; one half against itself.
        groups: areas that cannot be told apart, all of them from each other, highest first; an
            area can be in several groups.
    """

    areas: tuple[str, ...]
    values: tuple[float, ...]
    median_rank: tuple[int, ...]
    low_rank: tuple[int, ...]
    high_rank: tuple[int, ...]
    probability_higher: tuple[tuple[float, ...], ...]
    groups: tuple[tuple[str, ...], ...]
    method: str


def simulate_ranks(
    counts: ArrayLike,
    n: ArrayLike,
    *,
    areas: Sequence[str],
    draws: int = 10_000,
    level: float = 0.95,
    seed: int = 2021,
) -> RankUncertainty:
    """Return the ranks that each area could have had, by drawing its value many times.

    Each draw takes a plausible value for every area, independently, and ranks them. Two areas
    cannot be told apart when neither comes out higher in nearly all draws. No correction is made
    for looking at many pairs at once, so a group is at its narrowest.

    Parameters:
        counts: one count for each area.
        n: how many babies each count is out of.
        level: the level of the rank intervals and of telling apart.

    Source of the method: shares drawn from beta distributions (Jeffreys priors), ranked after
    Goldstein and Spiegelhalter 1996 (Journal of the Royal Statistical Society A 159, 385 to 443).

    Example:
        >>> ranks = simulate_ranks([82, 26, 24], [200, 290, 260], areas=["A", "B", "C"])
        >>> ranks.groups
        (('A',), ('C', 'B'))
    """
    import numpy as np

    part, whole = _checked(counts, n)
    if len(areas) != len(part) or len(set(areas)) != len(part):
        raise PackError(
            f"Give one name for each area, each name once. "
            f"You gave {len(set(areas))} different names for {len(part)} areas."
        )
    if draws < 1:
        raise PackError(f"At least one draw is needed. You asked for {draws}. Write draws=10_000.")
    tail = (1 - check_level(level)) / 2
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = chance.beta(part + 0.5, whole - part + 0.5, size=(draws, len(part)))
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    higher = np.stack([(drawn[:, [a]] > drawn).mean(axis=0) for a in range(len(part))])
    np.fill_diagonal(higher, 0.5)
    low, median, high = np.quantile(
        ranks, [tail, 0.5, 1 - tail], axis=0, method="inverted_cdf"
    ).astype(np.int64)
    values = tuple((part / whole).tolist())
    return RankUncertainty(
        areas=tuple(areas),
        values=values,
        median_rank=tuple(median.tolist()),
        low_rank=tuple(low.tolist()),
        high_rank=tuple(high.tolist()),
        probability_higher=tuple(map(tuple, higher.tolist())),
        groups=_groups(areas, values, higher, level=level),
        method=f"Simulated ranks, {draws:,} draws",
    )


def _checked(counts: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    import numpy as np

    part, whole = np.atleast_1d(np.asarray(counts)), np.atleast_1d(np.asarray(n))
    if part.shape != whole.shape or part.ndim != 1 or not part.size:
        raise PackError(
            f"Give one count and one number for each area. "
            f"You gave {part.size} counts and {whole.size} numbers."
        )
    for count, number in zip(part.tolist(), whole.tolist(), strict=True):
        check_part_of(count, number)
    return part.astype("float64"), whole.astype("float64")


def _groups(
    areas: Sequence[str], values: tuple[float, ...], higher: Floats, *, level: float
) -> tuple[tuple[str, ...], ...]:
    """The largest sets of areas, all of which cannot be told apart from each other."""
    order = sorted(range(len(values)), key=lambda area: -values[area])
    # Alike: neither is higher in nearly all draws, but for the noise of a division.
    least = (1 - level) / 2 - 1e-9
    alike = {
        here: {
            there
            for there in order
            if there != here and min(higher[here, there], higher[there, here]) >= least
        }
        for here in order
    }
    groups: list[list[int]] = []

    def grow(group: set[int], candidates: set[int], used: set[int]) -> None:
        # Bron and Kerbosch 1973, with a pivot: without one, 150 areas that all look alike would
        # never finish.
        if not candidates and not used:
            groups.append(sorted(group, key=order.index))
            return
        pivot = max(candidates | used, key=lambda area: (len(alike[area] & candidates), -area))
        for area in sorted(candidates - alike[pivot]):
            grow(group | {area}, candidates & alike[area], used & alike[area])
            candidates = candidates - {area}
            used = used | {area}

    grow(set(), set(order), set())
    groups.sort(key=lambda group: [order.index(area) for area in group])
    return tuple(tuple(areas[index] for index in group) for group in groups)
