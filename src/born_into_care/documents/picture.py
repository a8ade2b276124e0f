"""Where everything of a picture stands; `templates/picture.svg` draws it, or pixels do."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import Any

from born_into_care.documents.blocks import KINDS, Mark, Picture

WIDTH, LEFT, RIGHT = 700, 190, 30
TOP, ROW, ONE_LINE, FOOT, LEGEND = 10, 46, 42, 38, 22
INK = {"yours": (179, 71, 0), "illustrative": (179, 71, 0), "published": (0, 114, 178)}


def layout_picture(picture: Picture) -> dict[str, object]:
    """Return the positions of a picture's axis, rows, marks and legend, in pixels."""
    high = ROW if any(", " in row for row in picture.rows) else ONE_LINE
    foot = TOP + high * len(picture.rows)
    rows = [(row, TOP + high * (number + 0.5)) for number, row in enumerate(picture.rows)]
    ticks = [picture.highest / 5 * i for i in range(6)]
    kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in picture.marks)]
    with_interval = {mark.kind for mark in picture.marks if mark.interval}
    legend = [
        (kind, KINDS[kind] + ", with 95% interval" * (kind in with_interval), LEFT + 230 * n)
        for n, kind in enumerate(kinds if picture.legend else ())
    ]
    return {
        "width": WIDTH,
        "height": foot + FOOT + LEGEND * picture.legend,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "top": TOP,
        "foot": foot,
        "ticks": [(f"{tick:g}", _x(picture, tick)) for tick in ticks],
        "rows": [(*row.partition(", ")[::2], y) for row, y in rows],
        "marks": [mark for row, y in rows for mark in _place_marks(picture, row, y)],
        "legend": legend,
    }


def _place_marks(picture: Picture, row: str, middle: float) -> list[dict[str, object]]:
    """Return a row's marks, each with the places of its symbol, label and interval."""
    marks = sorted((m for m in picture.marks if m.row == row), key=lambda mark: mark.value or 0)
    own = [mark for mark in marks if mark.kind != "published"]
    published = [mark for mark in marks if mark.kind == "published"]
    placed = [(mark, middle - 8 * bool(published), (0, -10, "middle")) for mark in own]
    placed += [
        (mark, middle + 10 * bool(own), _offset_label(picture, published, number))
        for number, mark in enumerate(published)
    ]
    return [
        {"mark": mark, "x": (x := _x(picture, mark.value)), "y": y}
        | {"low": _x(picture, mark.low), "high": _x(picture, mark.high)}
        | {"label_x": x + right, "label_y": y + down, "anchor": anchor}
        for mark, y, (right, down, anchor) in placed
    ]


def _offset_label(picture: Picture, published: Sequence[Mark], number: int) -> tuple[int, int, str]:
    """Return how far right and down of a published mark its label begins, and at which of its ends.

    The lowest has its label to the left, the highest to the right, any between underneath, so that
    no two labels run into each other.
    """
    mark = published[number]
    if mark.interval:
        return 0, -9, "middle"
    if 0 < number < len(published) - 1:
        return 0, 18, "middle"
    if number == 0 and len(published) > 1:
        return -9, 4, "end"
    if _x(picture, mark.value) > WIDTH - 90:
        return 5, 18, "end"
    return 0 if mark.value is None else 9, 4, "start"


def _x(picture: Picture, value: float | None) -> float:
    share = min(max(value or 0.0, 0.0), picture.highest) / picture.highest
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)


def draw_pixels(picture: Picture, scale: int = 2) -> bytes:
    """Return the axis, bars and marks of a picture as PNG, without its words.

    Word shows a drawing only beside such a picture in pixels, which older programs show instead.
    """
    import numpy as np

    at: dict[str, Any] = layout_picture(picture)
    image = np.full((scale * at["height"], scale * at["width"], 3), 255, dtype=np.uint8)

    def fill(x: float, y: float, width: float, height: float, ink: tuple[int, int, int]) -> None:
        left, top = round(scale * (x - width / 2)), round(scale * (y - height / 2))
        image[top : top + round(scale * height), left : left + round(scale * width)] = ink

    for _, x in at["ticks"]:
        fill(x, (at["top"] + at["foot"]) / 2, 1, at["foot"] - at["top"], (230, 233, 237))
    fill((at["left"] + at["right"]) / 2, at["foot"], at["right"] - at["left"], 1, (91, 100, 112))
    for placed in at["marks"]:
        mark, x, y, ink = placed["mark"], placed["x"], placed["y"], INK[placed["mark"].kind]
        if mark.interval:
            fill((placed["low"] + placed["high"]) / 2, y, placed["high"] - placed["low"], 2, ink)
        if mark.value is not None:
            fill(x, y, 10, 10, ink)
    lines = b"".join(b"\0" + line.tobytes() for line in image)
    header = struct.pack(">IIBBBBB", image.shape[1], image.shape[0], 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
