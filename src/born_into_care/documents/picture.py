"""A picture of a document drawn as SVG, without a browser or a plotting library.

The same values give the same bytes. Meaning rests on shape and label: a diamond with an interval is
the reader's own value, a circle a published one; the colours only repeat it.
"""

from __future__ import annotations

from html import escape

from born_into_care.charts import style
from born_into_care.documents.blocks import KINDS, Mark, Picture

_WIDTH, _LEFT, _RIGHT = 700, 190, 30
_TOP, _ROW, _FOOT = 10, 46, 58


def draw_picture(picture: Picture, *, key: str) -> str:
    """Return a picture as an SVG element with a title and a description.

    Parameters:
        key: sets the ids of the title and description apart from those of other pictures.
    """
    height = _TOP + _ROW * len(picture.rows) + _FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img" aria-labelledby="{key}-t {key}-d">',
        f'<title id="{key}-t">{escape(picture.title)}</title>',
        f'<desc id="{key}-d">{escape(picture.description)}</desc>',
        f'<g font-family="sans-serif" font-size="13" fill="{style.INK}">',
        *_draw_axis(picture, height - _FOOT),
    ]
    for number, row in enumerate(picture.rows):
        parts += _draw_row(picture, row, _TOP + _ROW * number + _ROW / 2)
    kinds = [kind for kind in KINDS if any(mark.kind == kind for mark in picture.marks)]
    for number, kind in enumerate(kinds):
        x, y = _LEFT + 230 * number, height - 8
        words = KINDS[kind] + ", with 95% interval" * (kind != "published")
        parts += [_symbol(kind, x, y - 4), _text(x + 12, y, words, "start")]
    return "".join([*parts, "</g></svg>"])


def _draw_axis(picture: Picture, foot: int) -> list[str]:
    """Return grid lines with their numbers, and the title of the axis."""
    parts = []
    for number in (picture.highest / 5 * i for i in range(6)):
        x = _x(picture, number)
        parts.append(f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{foot}" stroke="#E6E9ED"/>')
        parts.append(_text(x, foot + 16, f"{number:g}", "middle"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, foot + 33, picture.unit, "middle"))
    parts.append(f'<path d="M{_LEFT} {foot}H{_WIDTH - _RIGHT}" stroke="{style.GREY}"/>')
    return parts


def _draw_row(picture: Picture, row: str, middle: float) -> list[str]:
    measure, _, period = row.partition(", ")
    parts = [_text(_LEFT - 10, middle + (-4 if period else 4), measure, "end")]
    if period:
        parts.append(_text(_LEFT - 10, middle + 12, period, "end", size=11))
    marks = sorted((m for m in picture.marks if m.row == row), key=lambda mark: mark.value)
    own = [mark for mark in marks if mark.kind != "published"]
    published = [mark for mark in marks if mark.kind == "published"]
    for mark in own:
        parts += _draw_own(picture, mark, middle - (8 if published else 0))
    y = middle + (10 if own else 0)
    for place, mark in enumerate(published):
        x = _x(picture, mark.value)
        # The lowest has its label to the left, the highest to the right, any between underneath,
        # so that no two labels run into each other.
        anchor, dx, dy = "start", 9, 4
        if 0 < place < len(published) - 1:
            anchor, dx, dy = "middle", 0, 18
        elif place == 0 and len(published) > 1:
            anchor, dx = "end", -9
        elif x > _WIDTH - 90:
            anchor, dx, dy = "end", 5, 18
        parts += [_symbol("published", x, y), _text(x + dx, y + dy, mark.label, anchor, size=11)]
    return parts


def _draw_own(picture: Picture, mark: Mark, y: float) -> list[str]:
    x = _x(picture, mark.value)
    parts = [_symbol(mark.kind, x, y), _text(x, y - 10, mark.label, "middle", bold=True)]
    if mark.low is not None and mark.high is not None:
        low, high = _x(picture, mark.low), _x(picture, mark.high)
        bar = f"M{low} {y}H{high}M{low} {y - 4}v8M{high} {y - 4}v8"
        line = f'<path d="{bar}" stroke="{style.VERMILION}" stroke-width="2" fill="none"/>'
        parts.insert(0, line)
    return parts


def _symbol(kind: str, x: float, y: float) -> str:
    if kind == "published":
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{style.BLUE}"/>'
    fill = "#FFFFFF" if kind == "illustrative" else style.VERMILION
    diamond = f"M{x} {y - 7}l7 7l-7 7l-7 -7z"
    return f'<path d="{diamond}" fill="{fill}" stroke="{style.VERMILION}" stroke-width="2"/>'


def _text(x: float, y: float, text: str, anchor: str, *, size: int = 13, bold: bool = False) -> str:
    weight = ' font-weight="bold"' * bold
    place = f'x="{x}" y="{y}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}"{weight}>{escape(text)}</text>'


def _x(picture: Picture, value: float) -> float:
    share = min(max(value, 0.0), picture.highest) / picture.highest
    return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * share, 1)
