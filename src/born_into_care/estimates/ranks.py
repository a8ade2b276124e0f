"""How far a league table can be trusted: the ranks that the areas could as well have had."""

from __future__ import annotations

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
    """The ranks that areas could have had, in their order; rank 1 is the highest value.

    Attributes:
        low_rank: the better end of each area's rank interval.
    """

    median_rank: tuple[int, ...]
    low_rank: tuple[int, ...]
    high_rank: tuple[int, ...]
    method: str


def simulate_ranks(
    counts: ArrayLike, n: ArrayLike, *, draws: int = 10_000, level: float = 0.95, seed: int = 2021
) -> RankUncertainty:
    """Return the ranks that each area could have had, by drawing its value many times.

    Each draw takes a plausible value for every area, independently, and ranks them.

    Parameters:
        counts: one count for each area.
        n: how many babies each count is out of.

    Source of the method: shares drawn from beta distributions (Jeffreys priors), ranked after
    Goldstein and Spiegelhalter 1996 (Journal of the Royal Statistical Society A 159, 385 to 443).

    Example:
        >>> ranks = simulate_ranks([82, 26, 24], [200, 290, 260])
        >>> ranks.low_rank, ranks.high_rank
        ((1, 2, 2), (1, 3, 3))
    """
    import numpy as np

    part, whole = _check_areas(counts, n)
    if draws < 1:
        raise PackError(f"At least one draw is needed. You asked for {draws}. Write draws=10_000.")
    tail = (1 - check_level(level)) / 2
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = chance.beta(part + 0.5, whole - part + 0.5, size=(draws, len(part)))
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    ends = np.quantile(ranks, [0.5, tail, 1 - tail], axis=0, method="inverted_cdf")
    median, low, high = ends.astype(np.int64).tolist()
    method = f"Simulated ranks, {draws:,} draws"
    return RankUncertainty(tuple(median), tuple(low), tuple(high), method)


def _check_areas(counts: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
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
