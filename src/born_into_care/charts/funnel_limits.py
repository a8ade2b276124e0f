"""Limits of a funnel: the one in charts/eight.py and the one of a table of your own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from born_into_care.charts import marks, style
from born_into_care.estimates import funnel_limits
from born_into_care.estimates.intervals import format_level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

CONFIDENCE_LEVELS = (0.95, 0.998)
_DASHES = ("dot", "dashdot")


def compute_limits(
    target: float, sizes: ArrayLike, kind: Literal["share", "rate"], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and upper limits in the unit that is drawn: per cent, or per 10,000."""
    factor = 100.0 if kind == "share" else 1.0
    low, high = funnel_limits(target / factor, sizes, kind=kind, level=level)
    return low * factor, high * factor


def draw_limits(
    target: float, sizes: Sequence[float], kind: Literal["share", "rate"]
) -> list[dict[str, Any]]:
    """Return the curves of the limits at each level, each level once in the legend."""
    return [
        marks.line(
            sizes,
            [float(value) for value in limit],
            f"{format_level(level)} limits",
            color=style.GREY,
            dash=dash,
            legendgroup=f"{level}",
            showlegend=first,
        )
        for level, dash in zip(CONFIDENCE_LEVELS, _DASHES, strict=True)
        for first, limit in zip(
            (True, False), compute_limits(target, sizes, kind, level), strict=True
        )
    ]
