"""The two views of regions: rows of dots and a tile map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.marks import draw_dots, label, name_dots, on_panel, rows_axis
from born_into_care.charts.regions.measures import REAL, UNNAMED, Measure, has_unnamed
from born_into_care.charts.style import Spec
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import describe_count, format_interval, format_trimmed
from born_into_care.text import capital

DOTS, TILES = VIEWS = ("Dot plot", "Tile map")

Drawing = tuple[list[Spec], dict[str, Any]]
"""The traces, and the layout as `style.layout` takes it."""

# How an area is named on a tile, and the tile's column and row, from the foot.
_TILES = {
    "North East": ("North<br>East", 2, 4),
    "North West": ("North<br>West", 1, 3),
    "Yorkshire and The Humber": ("Yorks &<br>Humber", 2, 3),
    "East Midlands": ("East<br>Midlands", 2, 2),
    "West Midlands": ("West<br>Midlands", 1, 2),
    "East of England": ("East of<br>England", 3, 2),
    "London": ("London", 3, 1),
    "South East": ("South<br>East", 2, 1),
    "South West": ("South<br>West", 1, 1),
    "Wales": ("Wales", 0, 2),
}
# From the lightest to the darkest tile, and how many steps its scale has.
_LIGHT, _DARK, _STEPS = (240, 246, 251), (104, 172, 220), 3


def draw_dot_plot(
    measure: Measure, values: Sequence[AreaValue], lines: Sequence[AreaValue], highlight: str
) -> Drawing:
    """Draw a row for each area with a value, the highest first, and one line for all others.

    Parameters:
        measure: what is compared.
        values: of every area, the newest year first.
        lines: the published values that areas are held against.
        highlight: the area to mark; without a value it has a row all the same.
    """
    drawn = [value for value in values if value.standing in REAL]
    newest = {value.area: value.number for value in reversed(drawn)}
    names = sorted(newest, key=lambda area: (-newest[area], area))
    if highlight in evidence.AREAS and highlight not in names:
        names.append(highlight)
    both = len({value.period for value in drawn}) == 2
    placed = [
        (
            -names.index(value.area) + (0.2 if value.period == values[0].period else -0.2) * both,
            replace(value, text=f"{shorten(value)} in {value.period}" if both else value.text),
        )
        for value in drawn
    ]
    few = len(drawn) < 12
    dots = draw_dots(placed, position=None if few else "middle right", hover=_hover)
    bottom = 0.5 - max(len(names), 2)
    notes = [] if highlight not in names or highlight in newest else [_gap(highlight, names)]
    others = [area for area in evidence.AREAS if area not in names]
    reference = _reference_lines(measure, values, lines)
    return [*dots, *(_draw_line(line, dash, bottom) for line, dash in reference)], {
        "x": style.axis(measure.axis, range=[0, measure.top], showgrid=not few),
        "y": rows_axis(map(_row_name, names)) | {"range": [bottom - 0.1 * (0.5 - bottom), 0.5]},
        "shapes": [_mark_row(-names.index(highlight))] if highlight in names else [],
        "annotations": [
            *_name_lines(reference),
            *notes,
            *(name_dots(placed) if few else []),
            *_name_others(others),
        ],
        "showlegend": False,
        "margin": {"t": 44, "b": 50},
        "height": 360,
    }


def _gap(area: str, names: Sequence[str]) -> Spec:
    look = {"size": 14, "color": style.GREY}
    return label("not in this pack", x=0, y=-names.index(area), panel=1, xshift=8, font=look)


def _name_others(areas: Sequence[str]) -> list[Spec]:
    """Return the line under the rows that says how many areas have none."""
    if not areas:
        return []
    count = capital(describe_count(len(areas)))
    said = f"{count} other{'s' if len(areas) > 1 else ''}: not in this pack"
    if len(areas) == len(evidence.AREAS):
        said = "No region's value is in this pack."
    return [label(said, x=0, y=0, font={"size": 14, "color": style.GREY}, xshift=8, yshift=10)]


def _mark_row(height: float) -> Spec:
    return {
        "type": "rect",
        "xref": "x domain",
        "yref": "y",
        "layer": "below",
        "x0": 0,
        "x1": 1,
        "y0": height - 0.46,
        "y1": height + 0.46,
        "fillcolor": "rgba(0,0,0,0.04)",
        "line": {"color": style.INK, "width": 2},
    }


def _reference_lines(
    measure: Measure, values: Sequence[AreaValue], lines: Sequence[AreaValue]
) -> list[tuple[AreaValue, str]]:
    """Return what areas are held against, from left to right, each with its dash."""
    both = len(lines) > 1
    named = [
        (
            replace(line, text=f"{line.area}{f', {line.period}' if both else ''}:<br>{line.text}"),
            dash,
        )
        for line, dash in zip(lines, ("dash", "longdashdot"), strict=False)
    ]
    if has_unnamed(measure, [value.period for value in values]):
        # The account that says so names no region: a line, since there is no row to put it in.
        some = evidence.figure(UNNAMED)
        text = f"Some, not named:<br>{some.value_text}"
        named.append((AreaValue("", some.period, some.number, text), "dot"))
    return sorted(named, key=lambda line: line[0].number)


def _draw_line(line: AreaValue, dash: str, bottom: float) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.text.replace("<br>", " "),
        "x": [round(line.number, 4)] * 2,
        "y": [bottom, 0.5],
        "line": {"color": style.INK, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _name_lines(lines: Sequence[tuple[AreaValue, str]]) -> list[Spec]:
    """Name each line at its head: the first to its left, a second to its right."""
    sides: tuple[Literal["right", "left"], ...] = ("right", "left")
    return [
        label(line.text, x=round(line.number, 4), y=1, panel=1, align=side)
        | {"yref": "paper", "yanchor": "bottom", "yshift": 2, "font": {"size": 13}}
        for (line, _), side in zip(lines, sides, strict=False)
    ]


def draw_tile_map(
    measure: Measure, values: Sequence[AreaValue], _: object, highlight: str
) -> Drawing:
    """Draw ten equal tiles for each year, each with its name and its value; darker is higher."""
    periods = [*dict.fromkeys(value.period for value in values)]
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    two = len(periods) == 2
    columns = [(0.0, 0.38), (0.42, 0.8)] if two else [(0.1, 0.7)]
    stack = [(0.53, 0.93), (0.05, 0.45)] if two else [(0.1, 1.0)]
    data, shapes, notes = [], [], []
    wide: dict[str, Any] = {}
    narrow: dict[str, Any] = {"height": 780 if two else 430, "margin": {"b": 56}}
    for panel, period in enumerate(periods, start=1):
        number = "" if panel == 1 else "2"
        own = [value for value in values if value.period == period]
        data.append(_write_tiles(own, panel))
        shapes += [_draw_tile(v, measure, panel, ringed=v.area == highlight) for v in own]
        # Nine regions and Wales lie in four columns and four rows.
        square = {"scaleanchor": f"x{number}", "anchor": f"x{number}", "range": [0.45, 4.55]}
        across = {"domain": list(columns[panel - 1]), "anchor": f"y{number}"}
        wide |= {f"x{number}": hidden | across | {"range": [-0.55, 3.55]}}
        wide |= {f"y{number}": hidden | square}
        narrow |= {f"xaxis{number}": {"domain": [0, 1]}}
        narrow |= {f"yaxis{number}": {"domain": list(stack[panel - 1])}}
        if two:
            place: Spec = {"xref": f"x{number}", "yref": f"y{number}"}
            notes.append(label(f"<b>{period}</b>", x=-0.5, y=4.3, **place))
    scale = [_draw_step(step, measure, below=False) for step in range(_STEPS + 1)]
    below = [_draw_step(step, measure, below=True) for step in range(_STEPS + 1)]
    narrow |= {
        "shapes": [*shapes, *(box for box, _ in below)],
        "annotations": [*notes, *(words for _, words in below)],
    }
    return data, {
        **{name.replace("2", "axis2"): value for name, value in wide.items()},
        "shapes": [*shapes, *(box for box, _ in scale)],
        "annotations": [*notes, *(words for _, words in scale)],
        "showlegend": False,
        "margin": {"t": 8, "b": 8},
        "height": 360,
        "narrow": narrow,
    }


def _write_tiles(values: Sequence[AreaValue], panel: int) -> Spec:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [_TILES[value.area][1] for value in values],
        "y": [_TILES[value.area][2] for value in values],
        "text": [
            _TILES[value.area][0]
            if value.value is None
            else f"{_TILES[value.area][0]}<br><b>{shorten(value)}</b>"
            for value in values
        ],
        "textfont": {"size": 13, "color": "#000000"},
        "hovertext": [_hover(value) for value in values],
        "hoverinfo": "text",
        "name": "Areas",
        **on_panel(panel),
    }


def _draw_tile(value: AreaValue, measure: Measure, panel: int, *, ringed: bool) -> Spec:
    _, column, row = _TILES[value.area]
    axes = on_panel(panel)
    real = value.standing in REAL
    return {
        "type": "rect",
        "xref": axes["xaxis"],
        "yref": axes["yaxis"],
        "layer": "below",
        "x0": column - 0.46,
        "x1": column + 0.46,
        "y0": row - 0.46,
        "y1": row + 0.46,
        "fillcolor": _shade(value.value, measure),
        "line": {
            "color": style.INK if ringed else value.kind.color if real else style.GREY,
            "width": 5 if ringed else 2 if real else 1,
            "dash": "solid" if real or ringed else "dash",
        },
    }


def _draw_step(step: int, measure: Measure, *, below: bool) -> tuple[Spec, Spec]:
    """Return a step of the scale and its words, beside or below the tiles; the first is a gap."""
    value = None if step == 0 else measure.top * (step - 1) / (_STEPS - 1)
    words = "not in this pack" if value is None else format_trimmed(value) + measure.unit
    left, low = (0.83, 0.25 + 0.13 * step)
    high = low + 0.1
    if below:
        words = words.removesuffix(" per 10,000")
        left, low, high = (0.0, 0.5, 0.66, 0.83)[step], -40, -24
    box = {
        "type": "rect",
        "xref": "paper",
        "yref": "paper",
        "x0": left,
        "x1": left + 0.04,
        "y0": low,
        "y1": high,
        "fillcolor": _shade(value, measure),
        "line": {"color": style.GREY, "width": 1, "dash": "dash" if value is None else "solid"},
    }
    if below:
        # So many pixels under the tiles, however high they are.
        box |= {"ysizemode": "pixel", "yanchor": 0}
        return box, label(words, x=left + 0.05, y=0, yshift=-32, font={"size": 12})
    return box, label(words, x=left + 0.05, y=low + 0.05)


def _shade(value: float | None, measure: Measure) -> str:
    """Return a tile's colour: black letters can be read on each, and turned for a dark page too."""
    if value is None:
        return style.PAPER
    part = min(1.0, value / measure.top)
    ends = zip(_LIGHT, _DARK, strict=True)
    return "rgb({},{},{})".format(*(round(light + (dark - light) * part) for light, dark in ends))


def shorten(value: AreaValue) -> str:
    """Return a value as a title or a tile has room for it ("41%", "81.3")."""
    return value.text.removesuffix(" per 10,000")


def _hover(value: AreaValue) -> str:
    limits = "" if value.limits is None else f"<br>95% interval {format_interval(value.interval)}"
    return f"{value.area}, {value.period}<br>{value.text}{limits}"


def _row_name(area: str) -> str:
    return "Yorkshire and<br>The Humber" if area.startswith("Yorkshire") else area
