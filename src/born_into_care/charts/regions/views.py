"""The two views of regions: rows of dots and a tile map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.marks import draw_dots, label, on_panel, rows_axis
from born_into_care.charts.regions.measures import (
    LOOKS,
    MISSING,
    REAL,
    UNNAMED,
    Measure,
    Year,
    has_unnamed,
)
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval
from born_into_care.text import capital

DOTS, TILES = VIEWS = ("Dot plot", "Tile map")

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


@dataclass(frozen=True)
class Drawing:
    """One panel: its axes, and what is drawn in it."""

    x: dict[str, Any]
    y: dict[str, Any]
    data: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)


def draw_view(
    view: str, title: str, measure: Measure, years: Sequence[Year], *, highlight: str, by_name: bool
) -> dict[str, Any]:
    """Return the plotly figure of a choice: one panel, or one above the other for both years.

    Parameters:
        view: one of `VIEWS`.
        title: of the whole drawing.
        measure: what is compared.
        years: the years, the newest first.
        highlight: the area to mark.
        by_name: whether the rows of dots are in the order of their names, not of their values.
    """
    if view == DOTS:
        drawings = [_draw_rows(measure, years, highlight, by_name=by_name)]
        # Two years have twice the legend.
        height = 600 if len(years) == 1 else 650
    else:
        drawings = [
            _draw_tiles(measure, year, panel, highlight) for panel, year in enumerate(years, 1)
        ]
        height = 590 if len(years) == 1 else 1000
    if len(drawings) == 2:
        for panel, (drawing, year) in enumerate(zip(drawings, years, strict=True), 1):
            heading = _words(f"<b>{year.period}</b>", 0, 1, panel, "left")
            drawing.annotations.append(heading | {"yanchor": "bottom", "yshift": 6})
    domains = [(0.0, 1.0)] if len(drawings) == 1 else [(0.58, 0.96), (0.06, 0.44)]
    panels = [
        (drawing.x, drawing.y, domain) for drawing, domain in zip(drawings, domains, strict=True)
    ]
    layout = style.layout(
        title=title,
        height=height,
        margin={"t": 50, "b": 16 if view == TILES else 96},
        shapes=[shape for drawing in drawings for shape in drawing.shapes],
        annotations=[words for drawing in drawings for words in drawing.annotations],
        showlegend=view != TILES,
        **style.stack_panels(panels),
    )
    # At the foot of the drawing, where no axis title is, however many lines each of them takes.
    layout["legend"] |= {"yref": "container", "y": 0, "yanchor": "bottom"}
    return {"data": [trace for drawing in drawings for trace in drawing.data], "layout": layout}


def _draw_rows(
    measure: Measure, years: Sequence[Year], highlight: str, *, by_name: bool
) -> Drawing:
    """Draw a row for each area with a dot and its interval, both years on one scale."""
    values = [value for year in years for value in year.values]
    newest = {value.area: value.value for value in reversed(values) if value.value is not None}
    order = sorted(evidence.AREAS, key=lambda area: (by_name or -newest.get(area, -1.0), area))
    rows = {area: len(order) - 1.0 - place for place, area in enumerate(order)}
    apart = 0.16 * (len(years) - 1)
    shifts = {year.period: apart - 0.32 * at for at, year in enumerate(years)}
    heights = {value: rows[value.area] + shifts[value.period] for value in values}
    reach = max((value.limits or (0.0, value.value or 0.0))[1] for value in values)
    dots = [
        trace | {"name": f"{trace['name']}, {year.period}"}
        for year in years
        for trace in draw_dots(_in_order(year.values, heights), hover=_hover)
    ]
    own = [[value for value in values if value.area == area] for area in order]
    return Drawing(
        style.axis(measure.axis, range=[0, measure.top]),
        rows_axis(map(_row_name, order), heights=[*rows.values()], below=0.7, above=0.7),
        data=[*dots, *_reference_lines(measure, years, top=len(order) - 0.3)],
        shapes=[_mark_row(rows[highlight])] if highlight in rows else [],
        annotations=[gap for some in own for gap in _gaps(some, rows, heights, low=0.4 * reach)],
    )


def _mark_row(height: float) -> dict[str, Any]:
    return _rectangle(0, height - 0.42, 1, height + 0.42) | {
        "xref": "x domain",
        "fillcolor": "rgba(0,0,0,0.05)",
        "line": {"color": style.INK, "width": 2},
    }


def _in_order(
    values: Sequence[AreaValue], heights: Mapping[AreaValue, float]
) -> list[tuple[float, AreaValue]]:
    """Return the values that are drawn with their heights, published ones first."""
    return [
        (heights[value], value)
        for standing in LOOKS
        for value in values
        if value.standing == standing
    ]


def _gaps(
    own: Sequence[AreaValue],
    rows: Mapping[str, float],
    heights: Mapping[AreaValue, float],
    *,
    low: float,
) -> list[dict[str, Any]]:
    """Return the words that stand in the row of an area where marks are missing."""
    gaps = [value for value in own if value.standing == MISSING]
    # Two notes in one row would cover each other where the chart is low, as on a slide.
    if len(gaps) == len(own):
        return [_gap("not published here", 0, rows[own[0].area], size=12)]
    # Beside the mark of the other year, which it would cover in a low row.
    ends = [value.limits or (value.value, value.value) for value in own if value.value is not None]
    x = next((round(high, 4) for start, high in ends if start < low), 0)
    return [_gap(f"{gap.period}: not published here", x, heights[gap], size=10) for gap in gaps]


def _gap(text: str, x: float, y: float, *, size: int) -> dict[str, Any]:
    return label(
        text,
        x=x,
        y=y,
        panel=1,
        xshift=4 if x == 0 else 10,
        font={"size": size, "color": style.GREY},
        # On paper of their own, so that no grid line runs through them.
        bgcolor=style.PAPER,
        borderpad=0,
    )


def _reference_lines(
    measure: Measure, years: Sequence[Year], *, top: float
) -> list[dict[str, Any]]:
    """Return lines over all rows; their words stand in the legend, where they have room."""
    lines = [(year.line, f"{year.period}, ") for year in years if year.line is not None]
    labelled = [
        # In two lines where it is long, since a legend on a phone is narrow.
        (
            line,
            style.wrap(when + line_label(line), width=40) if years[1:] else line_label(line),
            dash,
        )
        for (line, when), dash in zip(lines, ("dash", "longdashdot"), strict=False)
    ]
    if has_unnamed(measure, years):
        # The account that says so names no region: a line, since there is no row to put it in.
        some = evidence.figure(UNNAMED)
        unnamed = AreaValue("", some.period, some.number)
        labelled.append((unnamed, f"Some regions, not named: {some.value_text}", "dot"))
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": [round(float(line.value or 0), 4)] * 2,
            "y": [-0.7, top],
            "line": {"color": style.INK, "width": 2, "dash": dash},
            "hoverinfo": "skip",
        }
        for line, name, dash in labelled
    ]


def line_label(line: AreaValue) -> str:
    """Return what a legend calls a reference line."""
    return capital(f"{line.area}: {line.text}")


def _draw_tiles(measure: Measure, year: Year, panel: int, highlight: str) -> Drawing:
    """Draw ten equal tiles, each with its name and its value; darker is higher."""
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    names = {
        "type": "scatter",
        "mode": "text",
        "x": [_TILES[value.area][1] for value in year.values],
        "y": [_TILES[value.area][2] for value in year.values],
        "text": [
            f"<b>{_TILES[value.area][0]}</b><br>{_tile_text(value, measure)}"
            for value in year.values
        ],
        "textfont": {"size": 12, "color": style.INK},
        "hovertext": [_hover(value) for value in year.values],
        "hoverinfo": "text",
        "showlegend": False,
        "name": "Areas",
        **on_panel(panel),
    }
    return Drawing(
        # Nine regions and Wales lie in four columns and four rows.
        hidden | {"range": [-0.55, 3.55]},
        hidden | {"range": [0.45, 4.55], "scaleanchor": on_panel(panel)["xaxis"]},
        data=[names],
        shapes=[
            _draw_tile(value, measure, panel, ringed=value.area == highlight)
            for value in year.values
        ],
    )


def _draw_tile(value: AreaValue, measure: Measure, panel: int, *, ringed: bool) -> dict[str, Any]:
    _, column, row = _TILES[value.area]
    color = style.GREY if value.standing == MISSING else value.kind.color
    return _rectangle(column - 0.46, row - 0.46, column + 0.46, row + 0.46, panel) | {
        "fillcolor": _shade(value, measure),
        "line": {
            "color": style.INK if ringed else color,
            "width": 5 if ringed else 2,
            "dash": "solid" if value.standing in REAL else "dash",
        },
    }


def _shade(value: AreaValue, measure: Measure) -> str:
    """Return a colour from white to a blue that dark letters can still be read on."""
    part = min(1.0, (value.value or 0.0) / measure.top)
    mixed = (round(255 + (dark - 255) * part) for dark in (104, 172, 220))
    return style.PAPER if value.value is None else "rgb({},{},{})".format(*mixed)


def _tile_text(value: AreaValue, measure: Measure) -> str:
    if value.value is None:
        return "not<br>published"
    return measure.format(value.value).removesuffix(" per 10,000")


def _rectangle(x0: float, y0: float, x1: float, y1: float, panel: int = 1) -> dict[str, Any]:
    axes = on_panel(panel)
    corners = {"x0": x0, "y0": y0, "x1": x1, "y1": y1}
    return {
        "type": "rect",
        "xref": axes["xaxis"],
        "yref": axes["yaxis"],
        "layer": "below",
    } | corners


def _words(
    text: str, x: float, y: float, panel: int, align: Literal["left", "center"]
) -> dict[str, Any]:
    """Return words in a panel, placed in parts of its width and height."""
    axes = on_panel(panel)
    refs = {"xref": f"{axes['xaxis']} domain", "yref": f"{axes['yaxis']} domain"}
    return label(text, x=x, y=y, align=align) | refs


def _hover(value: AreaValue) -> str:
    limits = "" if value.limits is None else f"<br>95% interval {format_interval(value.interval)}"
    return f"{value.area}, {value.period}<br>{value.text}{limits}"


def _row_name(area: str) -> str:
    return "Yorkshire and<br>The Humber" if area.startswith("Yorkshire") else area
