"""Limits and labels of a funnel: the one in charts/eight.py and the one of a table of your own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from born_into_care.charts import style
from born_into_care.charts.marks import on_panel
from born_into_care.estimates import funnel_limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

CONFIDENCE_LEVELS = (0.95, 0.998)
_DASHES = ("dot", "dashdot")

# The plot as a phone shows it, in pixels: what is clear there is clear wherever there is more room.
_PHONE = (245.0, 215.0)
_LETTERS = (25.0, 16.0)
_MARK = 13.0
# Letters that stand nearer to another point say something wrong: worse than half of them covered.
_MISLEADING = 165.0
_SIDES = {
    "top center": (0.0, 1.0),
    "bottom center": (0.0, -1.0),
    "middle right": (1.0, 0.0),
    "middle left": (-1.0, 0.0),
    "top right": (1.0, 1.0),
    "top left": (-1.0, 1.0),
    "bottom right": (1.0, -1.0),
    "bottom left": (-1.0, -1.0),
}

_Box = tuple[float, float, float, float]


def compute_limits(
    target: float, sizes: ArrayLike, kind: Literal["share", "rate"], level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lower and upper limits in the unit that is drawn: per cent, or per 10,000."""
    factor = 100.0 if kind == "share" else 1.0
    low, high = funnel_limits(target / factor, sizes, kind=kind, level=level)
    return low * factor, high * factor


def level_name(level: float) -> str:
    """Return a level as a legend says it ("95%", "99.8%")."""
    return f"{level * 100:.1f}%".replace(".0%", "%")


def draw_limits(
    target: float, sizes: Sequence[float], kind: Literal["share", "rate"]
) -> list[dict[str, Any]]:
    """Return the curves of the limits at each level, each level once in the legend."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{level_name(level)} limits",
            "legendgroup": f"{level}",
            "showlegend": first,
            "x": list(sizes),
            "y": [round(float(value), 4) for value in limit],
            "line": {"color": style.GREY, "width": 2, "dash": dash},
            "hoverinfo": "skip",
            **on_panel(1),
        }
        for level, dash in zip(CONFIDENCE_LEVELS, _DASHES, strict=True)
        for first, limit in zip(
            (True, False), compute_limits(target, sizes, kind, level), strict=True
        )
    ]


def place_labels(
    points: Sequence[tuple[float, float]],
    *,
    across: tuple[float, float],
    up: tuple[float, float],
) -> list[str]:
    """Return the side of each point on which its letters have room, in plotly's words.

    Plotly places a label where it is told, over whatever is there.

    Parameters:
        across, up: where each axis begins and ends.

    Example:
        >>> place_labels([(10, 50), (11, 50)], across=(0, 100), up=(0, 100))
        ['top center', 'bottom center']
    """
    at = [
        tuple(
            (value - start) / (end - start) * pixels
            for value, (start, end), pixels in zip(point, (across, up), _PHONE, strict=True)
        )
        for point in points
    ]
    marks = [_box(point, (_MARK, _MARK)) for point in at]
    labels: dict[int, _Box] = {}
    chosen: dict[int, str] = {}

    def cost(place: int, side: str) -> float:
        box = _label_box(at[place], side)
        on_marks = sum(_overlap(box, mark) for other, mark in enumerate(marks) if other != place)
        on_labels = sum(_overlap(box, label) for other, label in labels.items() if other != place)
        middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        away = [math.dist(middle, point) for point in at]
        return on_marks + 3 * on_labels + _MISLEADING * (min(away) < away[place])

    # The most crowded choose first, and all choose once more when the others have chosen.
    crowded = [sum(abs(x - a) < 40 and abs(y - b) < 40 for a, b in at) for x, y in at]
    order = sorted(range(len(at)), key=lambda place: -crowded[place])
    for place in order * 3:
        if place not in chosen or cost(place, chosen[place]) > 0:
            chosen[place] = min(_SIDES, key=lambda side: cost(place, side))
            labels[place] = _label_box(at[place], chosen[place])
    return [chosen[place] for place in range(len(at))]


def _label_box(point: Sequence[float], side: str) -> _Box:
    away = [(_MARK + length) / 2 for length in _LETTERS]
    middle = [p + way * far for p, way, far in zip(point, _SIDES[side], away, strict=True)]
    return _box(middle, _LETTERS)


def _box(middle: Sequence[float], size: tuple[float, float]) -> _Box:
    (x, y), (width, height) = middle, size
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(first: _Box, second: _Box) -> float:
    width = min(first[2], second[2]) - max(first[0], second[0])
    height = min(first[3], second[3]) - max(first[1], second[1])
    return max(0.0, width) * max(0.0, height)
