"""How far chance alone would take an area from a target, or to another place in a league table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from born_into_care.errors import PackError, require_known, require_number
from born_into_care.estimates.intervals import (
    BASE,
    Interval,
    check_count,
    check_level,
    check_part_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

FUNNEL_LEVELS = (0.95, 0.998)
"""The levels of a funnel's inner and outer limits."""


def funnel_limits(
    target: float, n: ArrayLike, *, kind: Literal["share", "rate"] = "share", level: float = 0.95,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return the lower and upper funnel limits around a target, one pair for each size.

    Parameters:
        target: what every area is held against: a share between 0 and 1, or a rate per 10,000.
        n: how many babies (for a share) or live births (for a rate) an area has, in any shape.

    Source of the method: Spiegelhalter 2005 (Statistics in Medicine 24, 1185 to 1202), appendix
    A.1.1: exact binomial or Poisson quantiles, interpolated so that the limits are smooth.

    Example:
        >>> low, high = funnel_limits(1 / 6, [50, 200, 800])
        >>> (low.round(2), high.round(2))
        (array([0.06, 0.11, 0.14]), array([0.27, 0.22, 0.19]))
    """
    import numpy as np  # by the functions that need it: the first chart of most learners needs none

    require_known("kind of funnel", kind, ["share", "rate"])
    whole = np.asarray(n)
    for number in whole.ravel().tolist():
        check_count("The number of an area", number, least=1)
    sizes = whole.astype("float64")
    tail = (1 - check_level(level)) / 2
    if kind == "share":
        must = "between 0 and 1: write 0.17 for 17 per cent, or choose kind='rate'"
        centre = require_number("The target", target, lambda value: 0 <= value <= 1, must)
        low, high = (_binomial_point(p, sizes, centre) / sizes for p in (tail, 1 - tail))
        # Below a handful of babies an interpolated limit can leave the scale, or cross the target.
        return np.clip(low, 0, centre), np.clip(high, centre, 1)
    must = "zero or more: write 47.7 for 47.7 per 10,000 live births"
    centre = require_number("The target", target, lambda value: value >= 0, must)
    expected = sizes * (centre / BASE)
    low, high = (_poisson_point(p, expected) / sizes * BASE for p in (tail, 1 - tail))
    return np.clip(low, 0, centre), np.maximum(high, centre)


def find_standings(
    counts: ArrayLike, n: ArrayLike, *, kind: Literal["share", "rate"] = "share"
) -> list[str]:
    """Return where each area stands in the funnel around the value of all of them together.

    It is "inside" the 95% limits, "above" or "below" them, or "far above" or "far below" those at
    99.8%.

    Example:
        >>> find_standings([40, 78, 85, 92], [100, 100, 100, 100])
        ['far below', 'inside', 'above', 'far above']
    """
    import numpy as np

    parts, sizes = np.asarray(counts), np.asarray(n)
    unit = BASE if kind == "rate" else 1
    values, centre = unit * parts / sizes, unit * parts.sum() / sizes.sum()
    (low, high), (far_low, far_high) = (
        funnel_limits(centre, sizes, kind=kind, level=level) for level in FUNNEL_LEVELS
    )
    standings = np.select(
        [values > far_high, values > high, values < far_low, values < low],
        ["far above", "above", "far below", "below"],
        "inside",
    )
    return [str(standing) for standing in standings]


def _binomial_point(p: float, n: Floats, share: float) -> Floats:
    """The interpolated count below which a binomial falls with probability p."""
    from scipy.special import bdtr, bdtrik

    if share in (0.0, 1.0):
        return n * share
    whole = n.astype("int64")
    return _interpolate(p, bdtrik(p, whole, share), lambda count: bdtr(count, whole, share))


def _poisson_point(p: float, expected: Floats) -> Floats:
    """The interpolated count below which a Poisson falls with probability p."""
    from scipy.special import pdtr, pdtrik

    return _interpolate(p, pdtrik(p, expected), lambda count: pdtr(count, expected))


def _interpolate(p: float, start: ArrayLike, cumulative: Callable[[Floats], ArrayLike]) -> Floats:
    """A point between two whole counts, in proportion to where p falls between their chances."""
    import numpy as np

    count = np.ceil(np.nan_to_num(np.asarray(start, dtype=np.float64))).clip(min=0)
    # The inverse is found by iteration and can be one count too high at a whole number.
    lower = np.maximum(count - 1, 0)
    count = np.where(np.asarray(cumulative(lower)) >= p, lower, count)
    at = np.asarray(cumulative(count), dtype=np.float64)
    below = np.where(count > 0, cumulative(np.maximum(count - 1, 0)), 0.0)
    return count - (at - p) / (at - below)


def simulate_ranks(
    counts: ArrayLike, n: ArrayLike, *, draws: int = 10_000, level: float = 0.95, seed: int = 2021
) -> list[Interval]:
    """Return the middle rank of each area and the ranks it could have had; rank 1 is the highest.

    Each of many draws takes a plausible value for every area, independently, and ranks them.

    Source of the method: shares drawn from beta distributions (Jeffreys priors), ranked after
    Goldstein and Spiegelhalter 1996 (Journal of the Royal Statistical Society A 159, 385 to 443).

    Example:
        >>> ranks = simulate_ranks([82, 26, 24], [200, 290, 260])
        >>> [(rank.low, rank.high) for rank in ranks]
        [(1, 1), (2, 3), (2, 3)]
    """
    import numpy as np

    parts, wholes = np.atleast_1d(np.asarray(counts)), np.atleast_1d(np.asarray(n))
    if parts.shape != wholes.shape or parts.ndim != 1 or not parts.size:
        raise PackError(
            f"Give one count and one number for each area. "
            f"You gave {parts.size} counts and {wholes.size} numbers."
        )
    for pair in zip(parts.tolist(), wholes.tolist(), strict=True):
        check_part_of(*pair)
    tail = (1 - check_level(level)) / 2
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = chance.beta(parts + 0.5, wholes - parts + 0.5, size=(draws, len(parts)))
    ranks = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    ends = np.quantile(ranks, [0.5, tail, 1 - tail], axis=0, method="inverted_cdf")
    middles, lows, highs = ends.astype(np.int64).tolist()
    return [
        Interval(middle, low, high, "Simulated ranks")
        for middle, low, high in zip(middles, lows, highs, strict=True)
    ]
