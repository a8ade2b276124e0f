"""The four views of one choice: dot plot, tile map, funnel plot, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from born_into_care.charts import style
from born_into_care.charts.marks import nothing
from born_into_care.charts.regions import letters, places
from born_into_care.charts.regions.known import Known, Reference
from born_into_care.charts.regions.marks import (
    DRAWN,
    NAMES,
    Drawing,
    colour,
    hover,
    marker,
    note,
    ring,
)
from born_into_care.charts.regions.measures import Measure
from born_into_care.estimates import RankUncertainty, funnel_limits

DOTS, TILES, FUNNEL, RANKS = VIEWS = ("Dot plot", "Tile map", "Funnel plot", "Ranks")
FUNNEL_LEVELS = (0.95, 0.998)


def axis_names(panel: int) -> dict[str, str]:
    """Give the plotly axis names of a panel, counted from one."""
    suffix = "" if panel == 1 else str(panel)
    return {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}


def dots(
    values: Sequence[Known],
    order: Sequence[str],
    lines: Sequence[Reference],
    highlight: str,
) -> Drawing:
    """Give a dot for each area with its interval, both periods on one scale."""
    drawing = Drawing()
    periods = sorted({one.period for one in values}, reverse=True)
    place = {area: len(order) - 1 - at for at, area in enumerate(order)}
    shift = {
        period: (0.0 if len(periods) == 1 else 0.16 - 0.32 * at)
        for at, period in enumerate(periods)
    }
    where = {(one.area, one.period): place[one.area] + shift[one.period] for one in values}
    for period in periods:
        for standing in DRAWN:
            drawn = [one for one in values if one.standing == standing and one.period == period]
            if not drawn:
                continue
            reach = [one.limits or (one.value or 0.0, one.value or 0.0) for one in drawn]
            drawing.data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": f"{NAMES[standing]}, {period}",
                    "x": [_number(one.value) for one in drawn],
                    "y": [where[one.area, one.period] for one in drawn],
                    "error_x": {
                        "type": "data",
                        "symmetric": False,
                        "array": [
                            _number(high - (one.value or 0))
                            for one, (_, high) in zip(drawn, reach, strict=True)
                        ],
                        "arrayminus": [
                            _number((one.value or 0) - low)
                            for one, (low, _) in zip(drawn, reach, strict=True)
                        ],
                        "color": colour(standing),
                        "thickness": 2,
                        "width": 6,
                    },
                    "marker": marker(standing, newest=period == "2019/20"),
                    "text": [hover(one) for one in drawn],
                    "hoverinfo": "text",
                }
            )
    farthest = max((one.limits or (0.0, one.value or 0.0))[1] for one in values)
    for area in order:
        known = [one for one in values if one.area == area and one.value is not None]
        gaps = [one for one in values if one.area == area and one.standing == "not published"]
        # Two notes in one row would cover each other where the chart is low, as on a slide.
        if gaps and len(gaps) == len(periods):
            drawing.annotations.append(_gap("not published here", place[area], size=12))
        else:
            # Beside the mark of the other year, which it would cover in a low row.
            reach = [one.limits or (one.value or 0.0, one.value or 0.0) for one in known]
            beside = next((high for low, high in reach if low < 0.4 * farthest), 0.0)
            drawing.annotations += [
                _gap(
                    f"{one.period}: not published here",
                    where[area, one.period],
                    x=_number(beside),
                    size=10,
                )
                for one in gaps
            ]
    if highlight in place:
        drawing.shapes.append(
            {
                "type": "rect",
                "xref": "x domain",
                "yref": "y",
                "x0": 0,
                "x1": 1,
                "y0": place[highlight] - 0.42,
                "y1": place[highlight] + 0.42,
                "line": {"color": style.INK, "width": 2},
                "fillcolor": "rgba(0,0,0,0.05)",
                "layer": "below",
            }
        )
    drawing.data += [
        upright(line, dash=dash, top=len(order) - 0.3)
        for line, dash in zip(lines, ("dash", "longdashdot"), strict=False)
    ]
    return drawing


def upright(line: Reference, *, dash: str, top: float) -> dict[str, Any]:
    """Give a line over all rows; its words stand in the legend, where they have room."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.label,
        "x": [_number(line.value)] * 2,
        "y": [-0.7, top],
        "line": {"color": style.INK, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _gap(text: str, height: float, *, size: int, x: float = 0) -> dict[str, Any]:
    """Give the words that stand in a row without a mark, on paper of their own."""
    return note(
        text,
        x=x,
        y=height,
        xref="x",
        yref="y",
        xanchor="left",
        xshift=4 if x == 0 else 10,
        bgcolor=style.PAPER,
        borderpad=0,
        font={"size": size, "color": style.GREY},
    )


def tiles(values: Sequence[Known], chosen: Measure, panel: int, highlight: str) -> Drawing:
    """Give ten equal tiles, each with its name and its value; darker is higher."""
    axes = axis_names(panel)
    drawing = Drawing()
    for one in values:
        column, row = places.tile(one.area)
        drawing.shapes.append(
            {
                "type": "rect",
                "xref": axes["xaxis"],
                "yref": axes["yaxis"],
                "x0": column - 0.46,
                "x1": column + 0.46,
                "y0": row - 0.46,
                "y1": row + 0.46,
                "fillcolor": _shade(one, chosen),
                "line": {
                    "color": style.INK if one.area == highlight else colour(one.standing),
                    "width": 5 if one.area == highlight else 2,
                    "dash": "solid" if one.standing in ("published", "transcribed") else "dash",
                },
                "layer": "below",
            }
        )
    spots = [places.tile(one.area) for one in values]
    drawing.data.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [column for column, _ in spots],
            "y": [row for _, row in spots],
            "text": [
                f"<b>{places.on_tile(one.area)}</b><br>{_on_tile(one, chosen)}" for one in values
            ],
            "textfont": {"size": 12, "color": style.INK},
            "hovertext": [hover(one) for one in values],
            "hoverinfo": "text",
            "showlegend": False,
            "name": "Areas",
            **axes,
        }
    )
    return drawing


def funnel(
    values: Sequence[Known], chosen: Measure, line: Reference | None, panel: int, highlight: str
) -> Drawing:
    """Give each area's value over its size, with the limits that chance alone would keep to."""
    axes = axis_names(panel)
    drawing = Drawing()
    placed = [one for one in values if one.size is not None]
    if placed:
        largest = max(one.size or 0.0 for one in placed)
        if line is not None:
            drawing.data += _funnel_lines(chosen, line, largest, axes)
        names = [one.area for one in placed]
        found = letters.sides(
            [(one.size or 0.0, one.value or 0.0) for one in placed],
            across=(0.0, 1.15 * largest),
            up=(chosen.funnel_from, chosen.top),
            ringed=names.index(highlight) if highlight in names else None,
        )
        side = dict(zip(names, found, strict=True))
    for standing in DRAWN:
        drawn = [one for one in placed if one.standing == standing]
        if not drawn:
            continue
        drawing.data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": NAMES[standing],
                "x": [_number(one.size) for one in drawn],
                "y": [_number(one.value) for one in drawn],
                "marker": marker(standing),
                # The letters of the highlighted area belong to its ring, which would cover them.
                "text": ["" if one.area == highlight else places.code(one.area) for one in drawn],
                "textposition": [side[one.area] for one in drawn],
                "hovertext": [hover(one) for one in drawn],
                "hoverinfo": "text",
                "legendgroup": standing,
                "showlegend": panel == 1,
                **axes,
            }
        )
    ringed = [one for one in placed if one.area == highlight]
    if ringed:
        one = ringed[0]
        drawing.data.append(
            ring([_number(one.size)], [_number(one.value)], area=one.area, axes=axes)
            | {
                "mode": "markers+text",
                "text": [places.code(one.area)],
                "textposition": side[one.area],
            }
        )
    if not placed:
        drawing.data.append(nothing(**axes))
        drawing.annotations.append(
            note(
                "No area can be placed:<br>the number behind each<br>value is not published here.",
                x=0.5,
                y=0.5,
                xref=f"{axes['xaxis']} domain",
                yref=f"{axes['yaxis']} domain",
            )
        )
    return drawing


def ranks(
    values: Sequence[Known], found: RankUncertainty | None, panel: int, highlight: str
) -> Drawing:
    """Give each area's middle rank and the ranks that it could as well have had."""
    axes = axis_names(panel)
    drawing = Drawing()
    if found is None:
        drawing.data.append(nothing(**axes))
        drawing.annotations.append(
            note(
                "Fewer than two areas<br>can be ranked: the numbers<br>"
                "behind them are<br>not published.",
                x=0.5,
                y=0.5,
                xref=f"{axes['xaxis']} domain",
                yref=f"{axes['yaxis']} domain",
            )
        )
        return drawing
    standing_of = {one.area: one.standing for one in values}
    rows = sorted(range(len(found.areas)), key=lambda at: -found.values[at])
    height = {at: len(rows) - 1 - row for row, at in enumerate(rows)}
    for standing in DRAWN:
        drawn = [at for at in rows if standing_of[found.areas[at]] == standing]
        if not drawn:
            continue
        drawing.data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": NAMES[standing],
                "x": [found.median_rank[at] for at in drawn],
                "y": [height[at] for at in drawn],
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [found.high_rank[at] - found.median_rank[at] for at in drawn],
                    "arrayminus": [found.median_rank[at] - found.low_rank[at] for at in drawn],
                    "color": colour(standing),
                    "thickness": 3,
                    "width": 8,
                },
                "marker": marker(standing),
                "text": [
                    f"{found.areas[at]}<br>middle rank {found.median_rank[at]}, "
                    f"from {found.low_rank[at]} to {found.high_rank[at]}"
                    for at in drawn
                ],
                "hoverinfo": "text",
                "legendgroup": standing,
                "showlegend": panel == 1,
                **axes,
            }
        )
    if highlight in found.areas:
        at = found.areas.index(highlight)
        drawing.data.append(ring([found.median_rank[at]], [height[at]], area=highlight, axes=axes))
    return drawing


def rank_names(found: RankUncertainty) -> list[str]:
    """Give the areas from the lowest row to the highest, as `ranks` places them."""
    return [
        found.areas[at] for at in sorted(range(len(found.areas)), key=lambda at: found.values[at])
    ]


def _funnel_lines(
    chosen: Measure, line: Reference, largest: float, axes: dict[str, str]
) -> list[dict[str, Any]]:
    # Enough points for a smooth curve where it bends, which is on the left.
    sizes = np.unique(np.geomspace(max(20.0, largest / 15), largest * 1.15, 40).round())
    target = line.value / chosen.per if chosen.kind == "share" else line.value
    factor = chosen.per if chosen.kind == "share" else 1.0
    traces: list[dict[str, Any]] = []
    for level, dash in zip(FUNNEL_LEVELS, ("dot", "dashdot"), strict=True):
        low, high = funnel_limits(target, sizes, kind=chosen.kind, level=level)
        for first, limit in ((True, low), (False, high)):
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": f"{level * 100:.1f}% limits".replace(".0%", "%"),
                    "legendgroup": f"{level}",
                    "showlegend": first and axes["xaxis"] == "x",
                    "x": sizes.tolist(),
                    "y": [_number(value * factor) for value in limit],
                    "line": {"color": style.GREY, "width": 2, "dash": dash},
                    "hoverinfo": "skip",
                    **axes,
                }
            )
    traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "name": line.label,
            "x": [float(sizes[0]), float(sizes[-1])],
            "y": [_number(line.value)] * 2,
            "line": {"color": style.INK, "width": 2, "dash": "dash"},
            "hoverinfo": "skip",
            **axes,
        }
    )
    return traces


def _shade(one: Known, chosen: Measure) -> str:
    """From white to a blue that dark letters can still be read on."""
    if one.value is None:
        return style.PAPER
    part = min(1.0, one.value / chosen.top)
    light, dark = (255, 255, 255), (104, 172, 220)
    mixed = (round(a + (b - a) * part) for a, b in zip(light, dark, strict=True))
    return "rgb({},{},{})".format(*mixed)


def _on_tile(one: Known, chosen: Measure) -> str:
    if one.value is None:
        return "not<br>published"
    number = f"{one.value:.1f}".removesuffix(".0")
    shown = f"{number}%" if chosen.kind == "share" else number
    return f"{shown}<br>illustrative" if one.standing == "illustrative" else shown


def _number(value: float | None) -> float:
    """A number as it is written into a figure: short, and the same on every machine."""
    assert value is not None
    return round(float(value), 4)
