"""Where the letters beside the points of a funnel stand, so that none lies on another or on a mark.

Plotly places a label where it is told, over whatever is there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

# The plot as a phone shows it, in pixels: what is clear there is clear wherever there is more room.
_WIDTH, _HEIGHT = 245.0, 215.0
_LETTERS = (25.0, 16.0)
_MARK, _RING = 13.0, 28.0
# Letters that stand nearer to another point say something wrong: worse than half of them covered.
_MISLEADING = 165.0
# The side of the point, and which way that is; the first that is free is taken.
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


def sides(
    points: Sequence[tuple[float, float]],
    *,
    across: tuple[float, float],
    up: tuple[float, float],
    ringed: int | None = None,
) -> list[str]:
    """Give the side of each point on which its letters have room, in plotly's words.

    Parameters:
        points: each point in the units of the axes.
        across: where the axis across begins and ends.
        up: where the axis up begins and ends.
        ringed: the place in the list of the point that has a ring around it.

    Example:
        >>> sides([(10, 50), (11, 50)], across=(0, 100), up=(0, 100))
        ['top center', 'bottom center']
    """
    at = [
        (
            (x - across[0]) / (across[1] - across[0]) * _WIDTH,
            (y - up[0]) / (up[1] - up[0]) * _HEIGHT,
        )
        for x, y in points
    ]
    sizes = [_RING if place == ringed else _MARK for place in range(len(at))]
    marks = [_box(x, y, (size, size)) for (x, y), size in zip(at, sizes, strict=True)]
    boxes = [
        {side: _label(point, size, way) for side, way in _SIDES.items()}
        for point, size in zip(at, sizes, strict=True)
    ]
    chosen: dict[int, str] = {}

    def cost(place: int, side: str) -> float:
        box = boxes[place][side]
        on_marks = sum(_overlap(box, mark) for one, mark in enumerate(marks) if one != place)
        on_letters = sum(
            _overlap(box, boxes[one][other]) for one, other in chosen.items() if one != place
        )
        misleads = _MISLEADING if _is_nearer_to_another(box, place, at) else 0.0
        return on_marks + 3 * on_letters + misleads

    # The most crowded choose first: the others have more sides left. Then those who were left
    # without a free side look again, now that all have chosen.
    order = sorted(range(len(at)), key=lambda one: -_near(at[one], at))
    for turn in range(3):
        for place in order:
            if turn == 0 or cost(place, chosen[place]) > 0:
                costs = {side: cost(place, side) for side in _SIDES}
                chosen[place] = min(costs, key=costs.__getitem__)
    return [chosen[place] for place in range(len(at))]


def _label(point: tuple[float, float], mark: float, way: tuple[float, float]) -> _Box:
    away = [(mark + length) / 2 for length in _LETTERS]
    return _box(point[0] + way[0] * away[0], point[1] + way[1] * away[1], _LETTERS)


def _box(x: float, y: float, size: tuple[float, float]) -> _Box:
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _overlap(one: _Box, other: _Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)


def _is_nearer_to_another(box: _Box, place: int, points: Sequence[tuple[float, float]]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    away = [math.hypot(x - point[0], y - point[1]) for point in points]
    return min(away) < away[place]


def _near(point: tuple[float, float], others: Sequence[tuple[float, float]]) -> int:
    return sum(abs(point[0] - x) < 40 and abs(point[1] - y) < 40 for x, y in others)
