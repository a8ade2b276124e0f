"""A picture of a briefing as SVG, drawn here: no browser and no plotting library is needed.

Drawn by hand because a learner's laptop may hold neither, and because the same values then give
the same bytes. Meaning rests on shape and label: a diamond with an interval is the reader's own
value, a filled circle a published one; the colours only repeat it.
"""

from __future__ import annotations

from html import escape

from born_into_care.briefing.blocks import Mark, Picture
from born_into_care.charts import style

_WIDTH = 700
_LEFT = 190
_RIGHT = 30
_ROW = 46
_TOP = 10
_FOOT = 58
_COLOURS = {
    "yours": style.VERMILION,
    "published": style.BLUE,
    "illustrative": style.VERMILION,
}
_WORDS = {
    "yours": "Your table, with 95% interval",
    "published": "Published",
    "illustrative": "Illustrative, with 95% interval",
}


def svg(picture: Picture, *, key: str) -> str:
    """Give a picture as an SVG element with its title and description.

    Parameters:
        picture: what to draw.
        key: makes the ids of the title and description differ from those of other pictures.
    """
    height = _TOP + _ROW * len(picture.rows) + _FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{escape(picture.title)}</title>',
        f'<desc id="{key}-d">{escape(picture.description)}</desc>',
        f'<g font-family="sans-serif" font-size="13" fill="{style.INK}">',
        *_axis(picture, height),
    ]
    for number, row in enumerate(picture.rows):
        parts += _row(picture, row, _TOP + _ROW * number + _ROW / 2)
    parts += _legend(picture, height)
    return "".join([*parts, "</g></svg>"])


def _x(value: float, highest: float) -> float:
    span = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + span * min(max(value, 0.0), highest) / highest, 1)


def _axis(picture: Picture, height: int) -> list[str]:
    """Grid lines with their numbers, and what they count."""
    foot = height - _FOOT
    parts = []
    step = picture.highest / 5
    for i in range(6):
        x = _x(step * i, picture.highest)
        parts.append(f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{foot}" stroke="#E6E9ED"/>')
        parts.append(f'<text x="{x}" y="{foot + 16}" text-anchor="middle">{step * i:g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(
        f'<text x="{middle}" y="{foot + 33}" text-anchor="middle">{escape(picture.unit)}</text>'
    )
    parts.append(
        f'<line x1="{_LEFT}" y1="{foot}" x2="{_WIDTH - _RIGHT}" y2="{foot}" stroke="{style.GREY}"/>'
    )
    return parts


def _row(picture: Picture, row: str, middle: float) -> list[str]:
    measure, _, period = row.partition(", ")
    lift = -4 if period else 4
    parts = [
        f'<text x="{_LEFT - 10}" y="{middle + lift}" text-anchor="end">{escape(measure)}</text>'
    ]
    if period:
        parts.append(
            f'<text x="{_LEFT - 10}" y="{middle + 12}" text-anchor="end" font-size="11">'
            f"{escape(period)}</text>"
        )
    mine = [m for m in picture.marks if m.row == row and m.kind != "published"]
    theirs = [m for m in picture.marks if m.row == row and m.kind == "published"]
    for mark in mine:
        parts += _own(mark, picture.highest, middle - (8 if theirs else 0))
    for place, mark in enumerate(sorted(theirs, key=lambda one: one.value)):
        x = _x(mark.value, picture.highest)
        y = middle + (10 if mine else 0)
        parts.append(f'<circle cx="{x}" cy="{y}" r="5" fill="{style.BLUE}"/>')
        parts.append(_label(mark.label, x, y, place, len(theirs)))
    return parts


def _label(text: str, x: float, y: float, place: int, count: int) -> str:
    """A label beside a mark: the lowest value's to the left, the highest's to the right.

    One between them has its label underneath, so that no two run into each other.
    """
    anchor, step, drop = "start", 9, 4
    if 0 < place < count - 1:
        anchor, step, drop = "middle", 0, 18
    elif place == 0 and count > 1:
        anchor, step = "end", -9
    elif x > _WIDTH - 90:
        anchor, step, drop = "end", 5, 18
    return (
        f'<text x="{x + step}" y="{y + drop}" text-anchor="{anchor}" font-size="11">'
        f"{escape(text)}</text>"
    )


def _own(mark: Mark, highest: float, y: float) -> list[str]:
    colour = _COLOURS[mark.kind]
    x = _x(mark.value, highest)
    fill = "#FFFFFF" if mark.kind == "illustrative" else colour
    parts = []
    if mark.low is not None and mark.high is not None:
        low, high = _x(mark.low, highest), _x(mark.high, highest)
        parts.append(
            f'<path d="M{low} {y}H{high}M{low} {y - 4}v8M{high} {y - 4}v8" stroke="{colour}" '
            'stroke-width="2" fill="none"/>'
        )
    parts.append(
        f'<path d="M{x} {y - 7}l7 7l-7 7l-7 -7z" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )
    parts.append(
        f'<text x="{x}" y="{y - 10}" text-anchor="middle" font-weight="bold">'
        f"{escape(mark.label)}</text>"
    )
    return parts


def _legend(picture: Picture, height: int) -> list[str]:
    parts, x = [], _LEFT
    y = height - 8
    for kind in ("yours", "illustrative", "published"):
        if not any(mark.kind == kind for mark in picture.marks):
            continue
        if kind == "published":
            parts.append(f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{style.BLUE}"/>')
        else:
            fill = "#FFFFFF" if kind == "illustrative" else _COLOURS[kind]
            parts.append(
                f'<path d="M{x} {y - 11}l7 7l-7 7l-7 -7z" fill="{fill}" '
                f'stroke="{_COLOURS[kind]}" stroke-width="2"/>'
            )
        parts.append(f'<text x="{x + 12}" y="{y}">{_WORDS[kind]}</text>')
        x += 230
    return parts
