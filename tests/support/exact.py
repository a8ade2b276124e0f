"""Compute limits from the distributions themselves, to hold charts against."""

from __future__ import annotations

from scipy.stats import beta, chi2


def poisson(count: int) -> tuple[float, float]:
    """Return the exact 95% limits of a count above zero, from the chi-squared distribution."""
    return float(chi2.ppf(0.025, 2 * count) / 2), float(chi2.ppf(0.975, 2 * count + 2) / 2)


def percentage_change(before: int, after: int) -> tuple[float, float]:
    """Return the exact 95% limits of the change from one count to another, in per cent."""
    low = float(beta.ppf(0.025, after, before + 1))
    high = float(beta.ppf(0.975, after + 1, before))
    return 100 * (low / (1 - low) - 1), 100 * (high / (1 - high) - 1)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the Wilson 95% limits of a share as the roots of its quadratic."""
    z2 = 1.959963984540054**2
    a, b, c = 1 + z2 / n, -(2 * share + z2 / n), share**2
    root = (b * b - 4 * a * c) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)
