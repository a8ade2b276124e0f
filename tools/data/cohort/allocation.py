"""Share out whole babies by weights: largest remainders, within limits."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def nearest(number: float) -> int:
    """Return the nearest whole number, a half going up.

    Example:
        >>> nearest(519.5)
        520
    """
    return math.floor(number + 0.5)


def share_out(
    total: int,
    weights: ArrayLike,
    *,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
) -> Ints:
    """Return whole numbers that add up to a total, as near to their weights as limits allow.

    Parameters:
        total: what the numbers add up to.
        weights: one for each number, above zero.
        low: the least that each number may be; zero if not given.
        high: the most that each number may be; the total if not given.

    Raises:
        ValueError: if no whole numbers within the limits add up to the total.

    Source of the method: largest remainders (Hamilton), each quota held within its limits.

    Example:
        >>> share_out(10, [1, 1, 1], high=[2, 9, 9]).tolist()
        [2, 4, 4]
    """
    weight = np.asarray(weights, dtype=np.float64)
    least = np.zeros(weight.shape, np.int64) if low is None else np.asarray(low, np.int64)
    most = np.full(weight.shape, total) if high is None else np.asarray(high, np.int64)
    if not least.sum() <= total <= most.sum() or np.any(least > most):
        raise ValueError(
            f"{total} cannot be shared out between limits that add up to {least.sum()} and "
            f"{most.sum()}."
        )
    quota = np.clip(weight * _scale(total, weight, least, most), least, most)
    shares = np.floor(quota).astype(np.int64)
    # A stable sort, so that equal remainders always fall to the same number.
    order = np.argsort(-(quota - shares), kind="stable")
    shares[order[: total - int(shares.sum())]] += 1
    return shares


def _scale(total: int, weight: Floats, least: Ints, most: Ints) -> float:
    """Return the factor at which the clipped quotas add up to the total, by bisection."""
    lower, upper = 0.0, max(1.0, 2 * float((most / weight).max()))
    for _ in range(100):
        middle = (lower + upper) / 2
        if np.clip(weight * middle, least, most).sum() < total:
            lower = middle
        else:
            upper = middle
    return upper
