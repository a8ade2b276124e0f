"""The four views of regions: rows of dots, a tile map, a funnel plot and ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from born_into_care import evidence
from born_into_care.charts import funnel, style
from born_into_care.charts.dots import draw_dots, rows_axis
from born_into_care.charts.marks import draw_nothing, label, on_panel, points
from born_into_care.charts.regions.measures import (
    ILLUSTRATIVE,
    LOOKS,
    MISSING,
    REAL,
    UNNAMED,
    Measure,
    Year,
    has_unnamed,
    kind_of,
)
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval
from born_into_care.estimates import Interval, RankUncertainty
from born_into_care.text import capital

DOTS, TILES, FUNNEL, RANKS = VIEWS = ("Dot plot", "Tile map", "Funnel plot", "Ranks")

# How an area is named beside a point and on a tile, and the tile's column and row, from the foot.
_TILES = {
    "North East": ("NE", "North<br>East", 2, 4),
    "North West": ("NW", "North<br>West", 1, 3),
    "Yorkshire and The Humber": ("YH", "Yorks &<br>Humber", 2, 3),
    "East Midlands": ("EM", "East<br>Midlands", 2, 2),
    "West Midlands": ("WM", "West<br>Midlands", 1, 2),
    "East of England": ("EE", "East of<br>England", 3, 2),
    "London": ("L", "London", 3, 1),
    "South East": ("SE", "South<br>East", 2, 1),
    "South West": ("SW", "South<br>West", 1, 1),
    "Wales": ("W", "Wales", 0, 2),
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
        draw = {TILES: _draw_tiles, FUNNEL: _draw_funnel, RANKS: _draw_ranks}[view]
        drawings = [draw(measure, year, panel, highlight) for panel, year in enumerate(years, 1)]
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
    shifts = {year.period: 0.16 - 0.32 * at for at, year in enumerate(years)}
    if len(years) == 1:
        shifts = {years[0].period: 0.0}
    drawing = Drawing(
        style.axis(measure.axis, range=[0, measure.top]),
        rows_axis(
            [_row_name(area) for area in order], heights=[*rows.values()], below=0.7, above=0.7
        ),
    )
    for year in years:
        placed = [(rows[value.area] + shifts[year.period], value) for value in year.values]
        drawing.data.extend(
            trace | {"name": f"{trace['name']}, {year.period}"}
            for trace in draw_dots(_in_order(placed), hover=_hover)
        )
    reach = max((value.limits or (0.0, value.value or 0.0))[1] for value in values)
    for area in order:
        own = [value for value in values if value.area == area]
        drawing.annotations.extend(_gaps(own, rows[area], shifts, low=0.4 * reach))
    if highlight in rows:
        row = rows[highlight]
        drawing.shapes.append(
            _rectangle(0, row - 0.42, 1, row + 0.42)
            | {"xref": "x domain", "fillcolor": "rgba(0,0,0,0.05)"}
            | {"line": {"color": style.INK, "width": 2}}
        )
    drawing.data.extend(_reference_lines(measure, years, top=len(order) - 0.3))
    return drawing


def _in_order(placed: Sequence[tuple[float, AreaValue]]) -> list[tuple[float, AreaValue]]:
    drawn = [(height, value) for height, value in placed if value.standing in LOOKS]
    return sorted(drawn, key=lambda pair: list(LOOKS).index(pair[1].standing))


def _gaps(
    own: Sequence[AreaValue], row: float, shifts: Mapping[str, float], *, low: float
) -> list[dict[str, Any]]:
    """Return the words that stand in the row of an area where marks are missing."""
    gaps = [value for value in own if value.standing == MISSING]
    # Two notes in one row would cover each other where the chart is low, as on a slide.
    if len(gaps) == len(own):
        return [_gap("not published here", 0, row, size=12)]
    # Beside the mark of the other year, which it would cover in a low row.
    ends = [value.limits or (value.value, value.value) for value in own if value.value is not None]
    x = next((round(high, 4) for start, high in ends if start < low), 0)
    return [
        _gap(f"{gap.period}: not published here", x, row + shifts[gap.period], size=10)
        for gap in gaps
    ]


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
    drawing = Drawing(
        # Nine regions and Wales lie in four columns and four rows.
        hidden | {"range": [-0.55, 3.55]},
        hidden | {"range": [0.45, 4.55], "scaleanchor": on_panel(panel)["xaxis"]},
    )
    for value in year.values:
        _, _, column, row = _TILES[value.area]
        ringed = value.area == highlight
        color = LOOKS.get(value.standing, (style.GREY,))[0]
        line = {
            "color": style.INK if ringed else color,
            "width": 5 if ringed else 2,
            "dash": "solid" if value.standing in REAL else "dash",
        }
        tile = _rectangle(column - 0.46, row - 0.46, column + 0.46, row + 0.46, panel)
        drawing.shapes.append(tile | {"fillcolor": _shade(value, measure), "line": line})
    drawing.data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [_TILES[value.area][2] for value in year.values],
            "y": [_TILES[value.area][3] for value in year.values],
            "text": [
                f"<b>{_TILES[value.area][1]}</b><br>{_tile_text(value, measure)}"
                for value in year.values
            ],
            "textfont": {"size": 12, "color": style.INK},
            "hovertext": [_hover(value) for value in year.values],
            "hoverinfo": "text",
            "showlegend": False,
            "name": "Areas",
            **on_panel(panel),
        }
    )
    return drawing


def _shade(value: AreaValue, measure: Measure) -> str:
    """Return a colour from white to a blue that dark letters can still be read on."""
    part = min(1.0, (value.value or 0.0) / measure.top)
    mixed = (round(255 + (dark - 255) * part) for dark in (104, 172, 220))
    return style.PAPER if value.value is None else "rgb({},{},{})".format(*mixed)


def _tile_text(value: AreaValue, measure: Measure) -> str:
    if value.value is None:
        return "not<br>published"
    digits = measure.format(value.value).removesuffix(" per 10,000")
    return f"{digits}<br>illustrative" if value.standing == ILLUSTRATIVE else digits


def _draw_funnel(measure: Measure, year: Year, panel: int, highlight: str) -> Drawing:
    """Draw each area's value over its size, with the limits that chance alone would keep to."""
    share = measure.kind == "share"
    over = "Newborn babies in care proceedings" if share else "Live births in the year"
    drawing = Drawing(
        style.axis(over, rangemode="tozero"),
        style.axis(measure.axis, range=[measure.funnel_from, measure.top]),
    )
    placed = [value for value in year.values if value.size]
    if not placed:
        text = "No area can be placed:<br>the number behind each<br>value is not published here."
        drawing.data.append(draw_nothing(**on_panel(panel)))
        drawing.annotations.append(_words(text, 0.5, 0.5, panel, "center"))
        return drawing
    largest = max(value.size or 0.0 for value in placed)
    if year.line is not None:
        drawing.data.extend(_funnel_lines(measure, year.line, largest, panel))
    areas = [value.area for value in placed]
    sides = funnel.place_labels(
        [(value.size or 0.0, value.value or 0.0) for value in placed],
        across=(0.0, 1.15 * largest),
        up=(measure.funnel_from, measure.top),
        ringed=areas.index(highlight) if highlight in areas else None,
    )
    for standing in LOOKS:
        own = [pair for pair in zip(placed, sides, strict=True) if pair[0].standing == standing]
        if own:
            trace = points(
                kind_of(standing),
                x=[value.size for value, _ in own],
                y=[value.value for value, _ in own],
                # The letters of the highlighted area belong to its ring, which would cover them.
                text=["" if value.area == highlight else _TILES[value.area][0] for value, _ in own],
                panel=panel,
                legendgroup=standing,
                showlegend=panel == 1,
                hovertext=[_hover(value) for value, _ in own],
            )
            drawing.data.append(trace | {"textposition": [side for _, side in own]})
    for value, side in zip(placed, sides, strict=True):
        if value.area == highlight:
            letters = {"mode": "markers+text", "text": [_TILES[highlight][0]], "textposition": side}
            drawing.data.append(_ring(value.size, value.value, highlight, panel) | letters)
    return drawing


def _funnel_lines(
    measure: Measure, line: AreaValue, largest: float, panel: int
) -> list[dict[str, Any]]:
    # Loaded here, because the first chart of most learners needs no funnel.
    import numpy as np

    # Enough points for a smooth curve where it bends, which is on the left.
    sizes = np.unique(np.geomspace(max(20.0, largest / 15), largest * 1.15, 40).round()).tolist()
    centre = {
        "type": "scatter",
        "mode": "lines",
        "name": line_label(line),
        "x": [sizes[0], sizes[-1]],
        "y": [round(line.value or 0.0, 4)] * 2,
        "line": {"color": style.INK, "width": 2, "dash": "dash"},
        "hoverinfo": "skip",
        **on_panel(panel),
    }
    return [*funnel.draw_limits(line.value or 0.0, sizes, measure.kind, panel=panel), centre]


def _draw_ranks(_: Measure, year: Year, panel: int, highlight: str) -> Drawing:
    """Draw each area's middle rank and the ranks that it could as well have had."""
    ranks = year.ranks
    found = [] if ranks is None else _rank_values(ranks, year.values)
    last = max(len(found), 2)
    names = [_row_name(value.area) for value in found]
    heights = [len(found) - 1.0 - place for place in range(len(found))]
    drawing = Drawing(
        style.axis("Rank (1 is the highest)", range=[0.5, last + 0.5], dtick=1),
        rows_axis(names, heights=heights, range=[-0.7, last - 0.3]),
    )
    if not found:
        text = (
            "Fewer than two areas<br>can be ranked: the numbers<br>behind them are<br>"
            "not published."
        )
        drawing.data.append(draw_nothing(**on_panel(panel)))
        drawing.annotations.append(_words(text, 0.5, 0.5, panel, "center"))
    placed = list(zip(heights, found, strict=True))
    drawing.data.extend(
        trace | {"legendgroup": trace["name"], "showlegend": panel == 1}
        for trace in draw_dots(_in_order(placed), panel=panel)
    )
    drawing.data.extend(
        _ring(value.value, height, highlight, panel)
        for height, value in placed
        if value.area == highlight
    )
    return drawing


def _rank_values(ranks: RankUncertainty, values: Sequence[AreaValue]) -> list[AreaValue]:
    """Return the middle rank of each area with the ranks that it could have, the highest first."""
    standings = {value.area: value.standing for value in values}
    columns = zip(
        ranks.values, ranks.areas, ranks.median_rank, ranks.low_rank, ranks.high_rank, strict=True
    )
    return [
        AreaValue(
            area=area,
            period=values[0].period,
            value=middle,
            text=f"{area}<br>middle rank {middle}, from {low} to {high}",
            interval=Interval(middle, low, high, ranks.method),
            kind=kind_of(standings[area]),
            standing=standings[area],
        )
        for _, area, middle, low, high in sorted(columns, key=lambda column: -column[0])
    ]


def _ring(x: float | None, y: float | None, area: str, panel: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(x or 0.0, 4)],
        "y": [round(y or 0.0, 4)],
        "marker": {"symbol": "circle-open", "size": 26, "color": style.INK, "line": {"width": 3}},
        "name": f"Highlighted: {area}",
        "legendgroup": "highlighted",
        "showlegend": panel == 1,
        "hoverinfo": "skip",
        **on_panel(panel),
    }


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
