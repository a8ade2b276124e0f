"""Where everything stands on the regional chart: panels, axes, the order of rows, the legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.regions import views
from born_into_care.charts.regions.known import UNNAMED, Known, Reference, of_year
from born_into_care.charts.regions.marks import Drawing, note
from born_into_care.charts.regions.measures import Measure
from born_into_care.estimates import RankUncertainty


def spec(
    title: str,
    values: Sequence[Known],
    chosen: Measure,
    lines: dict[str, Reference | None],
    found: dict[str, RankUncertainty | None],
    view: str,
    sort: str,
    highlight: str,
) -> dict[str, Any]:
    """Give the plotly figure of a choice: one panel, or one above the other for both years.

    Parameters:
        title: of the whole drawing.
        values: what is known of each area in each year.
        chosen: the measure.
        lines: for each year, what areas are held against.
        found: for each year, the ranks, where ranks are drawn.
        view: one of `views.VIEWS`.
        sort: "By value" or "By name".
        highlight: the area to mark.
    """
    years = list(lines)
    if view == views.DOTS:
        return _dots_spec(title, values, chosen, lines, sort, highlight)
    drawings, axes = [], {}
    for panel, year in enumerate(years, start=1):
        shown = of_year(values, year)
        x, y = _axes(chosen, view, found.get(year), views.axis_names(panel)["xaxis"])
        if view == views.TILES:
            drawings.append(views.tiles(shown, chosen, panel, highlight))
        elif view == views.FUNNEL:
            drawings.append(views.funnel(shown, chosen, lines[year], panel, highlight))
        else:
            drawings.append(views.ranks(shown, found[year], panel, highlight))
        names = views.axis_names(panel)
        suffix = "" if panel == 1 else str(panel)
        domain = [0.0, 1.0] if len(years) == 1 else ([0.58, 0.96] if panel == 1 else [0.06, 0.44])
        axes[f"xaxis{suffix}"] = x | {"anchor": names["yaxis"]}
        axes[f"yaxis{suffix}"] = y | {"anchor": names["xaxis"], "domain": domain}
        if len(years) == 2:
            drawings[-1].annotations.append(
                note(
                    f"<b>{year}</b>",
                    x=0,
                    y=1,
                    xref=f"{names['xaxis']} domain",
                    yref=f"{names['yaxis']} domain",
                    xanchor="left",
                    yanchor="bottom",
                    yshift=6,
                )
            )
    height = 590 if len(years) == 1 else 1000
    return _joined(title, drawings, axes, height=height, legend=view != views.TILES)


def _dots_spec(
    title: str,
    values: Sequence[Known],
    chosen: Measure,
    lines: dict[str, Reference | None],
    sort: str,
    highlight: str,
) -> dict[str, Any]:
    order = _order(values, sort)
    drawn = [
        # In two lines where it is long, since a legend on a phone is narrow.
        line
        if len(lines) == 1
        else replace(line, label=style.wrap(f"{year}, {line.label}", width=40))
        for year, line in lines.items()
        if line is not None
    ]
    drawing = views.dots(values, order, drawn, highlight)
    if chosen.name == "Same-day hearings" and "2019/20" in lines:
        # The account that says so names no region: a line, since there is no row to put it in.
        some = evidence.figure(UNNAMED)
        assert some.number is not None
        unnamed = Reference(
            label=f"Some regions, not named: {some.value_text}",
            value=some.number,
            said="",
            sources=(),
        )
        drawing.data.append(views.upright(unnamed, dash="dot", top=len(order) - 0.3))
    axes = {
        "xaxis": style.axis(chosen.axis, range=[0, chosen.top]),
        "yaxis": style.axis(
            "",
            tickmode="array",
            tickvals=list(range(len(order))),
            ticktext=[_two_lines(area) for area in reversed(order)],
            range=[-0.7, len(order) - 0.3],
            showgrid=False,
        ),
    }
    # Two years have twice the legend.
    height = 600 if len(lines) == 1 else 650
    return _joined(title, [drawing], axes, height=height, legend=True)


def _joined(
    title: str,
    drawings: Sequence[Drawing],
    axes: dict[str, Any],
    *,
    height: int,
    legend: bool,
) -> dict[str, Any]:
    layout = style.layout(
        title=title,
        x=axes["xaxis"],
        y=axes["yaxis"],
        height=height,
        **{name: axis for name, axis in axes.items() if name[-1].isdigit()},
    )
    layout["shapes"] = [shape for one in drawings for shape in one.shapes]
    layout["annotations"] = [text for one in drawings for text in one.annotations]
    layout["showlegend"] = legend
    layout["margin"] = layout["margin"] | {
        "t": layout["margin"]["t"] + 20,
        "b": 96 if legend else 16,
    }
    # At the foot of the drawing, where no axis title is, however many lines each of them takes.
    layout["legend"] = layout["legend"] | {"yref": "container", "y": 0, "yanchor": "bottom"}
    return {"data": [trace for one in drawings for trace in one.data], "layout": layout}


def _axes(
    chosen: Measure, view: str, found: RankUncertainty | None, xaxis: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    if view == views.TILES:
        hidden = {"visible": False, "fixedrange": True}
        # Nine regions and Wales lie in four columns and four rows.
        square = {"scaleanchor": xaxis, "constrain": "domain"}
        return (
            hidden | {"range": [-0.55, 3.55], "constrain": "domain"},
            hidden | {"range": [0.45, 4.55]} | square,
        )
    if view == views.FUNNEL:
        over = (
            "Newborn babies in care proceedings"
            if chosen.kind == "share"
            else "Live births in the year"
        )
        return (
            style.axis(over, rangemode="tozero"),
            style.axis(chosen.axis, range=[chosen.funnel_from, chosen.top]),
        )
    names = [] if found is None else views.rank_names(found)
    last = max(len(names), 2)
    return (
        style.axis("Rank (1 is the highest)", range=[0.5, last + 0.5], dtick=1),
        style.axis(
            "",
            tickmode="array",
            tickvals=list(range(len(names))),
            ticktext=[_two_lines(area) for area in names],
            range=[-0.7, last - 0.3],
            showgrid=False,
        ),
    )


def _order(values: Sequence[Known], sort: str) -> list[str]:
    """Areas from the top row to the lowest; those without a value come last, by name."""
    if sort == "By name":
        return sorted(evidence.AREAS)
    best: dict[str, float] = {}
    for one in reversed(values):  # the newest year comes first in values, so it is kept
        if one.value is not None:
            best[one.area] = one.value
    return sorted(evidence.AREAS, key=lambda area: (-best.get(area, -1.0), area))


def _two_lines(area: str) -> str:
    return "Yorkshire and<br>The Humber" if area.startswith("Yorkshire") else area
