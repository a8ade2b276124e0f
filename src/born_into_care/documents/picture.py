"""Where everything of a picture stands; `templates/picture.svg` draws it."""

from __future__ import annotations

from born_into_care.documents.blocks import KINDS, Picture

WIDTH, LEFT, RIGHT = 700, 190, 30
TOP, ROW, FOOT = 10, 46, 58


def layout_picture(picture: Picture) -> dict[str, object]:
    """Return the positions of a picture's axis, rows, marks and legend, in pixels."""
    foot = TOP + ROW * len(picture.rows)
    rows = [(row, TOP + ROW * (number + 0.5)) for number, row in enumerate(picture.rows)]
    ticks = [picture.highest / 5 * i for i in range(6)]
    kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in picture.marks)]
    return {
        "width": WIDTH,
        "height": foot + FOOT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "top": TOP,
        "foot": foot,
        "ticks": [(f"{tick:g}", _x(picture, tick)) for tick in ticks],
        "rows": [(*row.partition(", ")[::2], y) for row, y in rows],
        "marks": [mark for row, y in rows for mark in _place_marks(picture, row, y)],
        "legend": [(kind, KINDS[kind], LEFT + 230 * n) for n, kind in enumerate(kinds)],
    }


def _place_marks(picture: Picture, row: str, middle: float) -> list[dict[str, object]]:
    """Return a row's marks, each with the places of its symbol, label and interval."""
    marks = sorted((m for m in picture.marks if m.row == row), key=lambda mark: mark.value)
    own = [mark for mark in marks if mark.kind != "published"]
    published = [mark for mark in marks if mark.kind == "published"]
    placed = []
    for mark in own:
        y = middle - (8 if published else 0)
        ends = [end if end is None else _x(picture, end) for end in (mark.low, mark.high)]
        placed.append((mark, y, (0, -10, "middle"), ends))
    for number, mark in enumerate(published):
        # The lowest has its label to the left, the highest to the right, any between underneath,
        # so that no two labels run into each other.
        label = (9, 4, "start")
        if 0 < number < len(published) - 1:
            label = (0, 18, "middle")
        elif number == 0 and len(published) > 1:
            label = (-9, 4, "end")
        elif _x(picture, mark.value) > WIDTH - 90:
            label = (5, 18, "end")
        placed.append((mark, middle + (10 if own else 0), label, [None, None]))
    return [
        {"mark": mark, "x": (x := _x(picture, mark.value)), "y": y, "low": low, "high": high}
        | {"label_x": x + dx, "label_y": y + dy, "anchor": anchor}
        for mark, y, (dx, dy, anchor), (low, high) in placed
    ]


def _x(picture: Picture, value: float) -> float:
    share = min(max(value, 0.0), picture.highest) / picture.highest
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)
