"""The limits of a funnel plot: how far chance alone would take an area from a target."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from born_into_care.errors import PackError, require_known
from born_into_care.estimates.checks import check_level, check_number
from born_into_care.estimates.counts import BASE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


def funnel_limits(
    target: float,
    n: ArrayLike,
    *,
    kind: Literal["share", "rate"] = "share",
    level: float = 0.95,
) -> tuple[Floats, Floats]:
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
    sizes = _sizes(n, whole=kind == "share")
    centre = check_number("the target", target)
    tail = (1 - check_level(level)) / 2
    if kind == "share":
        if not 0 <= centre <= 1:
            raise PackError(
                f"The target of a share must be between 0 and 1. You gave {target}. "
                "Write 0.17 for 17 per cent, or choose kind='rate'."
            )
        low, high = (_binomial_point(p, sizes, centre) / sizes for p in (tail, 1 - tail))
        # Below a handful of babies an interpolated limit can leave the scale, or cross the target.
        return np.clip(low, 0, centre), np.clip(high, centre, 1)
    if centre < 0:
        raise PackError(
            f"A target rate cannot be below zero. You gave {target}. "
            "Write 47.7 for 47.7 per 10,000 live births."
        )
    expected = sizes * (centre / BASE)
    low, high = (_poisson_point(p, expected) / sizes * BASE for p in (tail, 1 - tail))
    return np.clip(low, 0, centre), np.maximum(high, centre)


def _sizes(n: ArrayLike, *, whole: bool) -> Floats:
    import numpy as np

    try:
        sizes = np.asarray(n, dtype=np.float64)
    except (TypeError, ValueError):
        raise PackError(
            "The sizes of a funnel must be numbers: how many babies, or live births, each area "
            "has. Write them in square brackets, in digits without commas, such as [50, 200, 800]."
        ) from None
    if not np.all(np.isfinite(sizes)) or not np.all(sizes > 0):
        raise PackError(
            "A funnel needs a number above zero for every area. "
            "Leave out areas whose number is missing or zero, and say which they are."
        )
    if whole and np.any(sizes != np.floor(sizes)):
        raise PackError(
            "A funnel for shares needs whole numbers of babies for every area, such as "
            "[50, 200, 800]. For a rate over live births, choose kind='rate'."
        )
    return sizes


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
