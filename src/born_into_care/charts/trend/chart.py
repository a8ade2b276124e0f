"""The trend chart: three panels on one time axis, each with a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import BOTH, EARLIER, changes
from born_into_care.charts.trend import words
from born_into_care.charts.trend.known import PANELS, UP_BOUND, Mark, Panel, indexed, known
from born_into_care.charts.wording import name_in_sentence
from born_into_care.errors import choose

AREAS = (*evidence.NATIONS, BOTH, *evidence.REGIONS)
_DOMAINS: dict[Panel, tuple[float, float]] = {
    "count": (0.72, 0.96),
    "births": (0.37, 0.61),
    "incidence": (0.02, 0.26),
}
_UNITS: dict[Panel, str] = {"count": "Babies", "births": "Births", "incidence": "Per 10,000"}
_FIRST, _LAST = 2006.2, 2025.2
_HEIGHT = 780


def trend(
    *,
    area: str = "England",
    index: bool = False,
    other_reports: bool = False,
    illustrative: bool = False,
) -> Chart:
    """Give count, live births and incidence of one area over time, on three linked panels.

    Parameters:
        area: a nation, "England and Wales", or a region of England.
        index: whether each panel has its value of 2012/13 set to 100, on one scale.
        other_reports: whether figures of other definitions stand beside, never joined.
        illustrative: whether what is not published is filled from the illustrative cohort.

    Raises:
        PackError: if there is no such area; it says which there are.

    Source of the method: exact Poisson intervals (Garwood 1936); exact conditional intervals for an
    index; Kitagawa (1955) for the split of the change.

    Example:
        >>> trend(area="South West").sentence.partition("; ")[2]
        'live births fell by 10.1 per cent from 2014 to 2019.'
    """
    choose("area", area, AREAS)
    found = known(area, other_reports=other_reports, illustrative=illustrative)
    if index:
        found = indexed(found, area)
    title = f"Newborns in care proceedings, live births and incidence, {name_in_sentence(area)}"
    if found:
        first, last = (min(one.first_year for one in found), max(one.last_year for one in found))
        title += f", {first} to {last}"
    if index:
        title += f", {EARLIER} as 100"
    return Chart(
        key="trend",
        title=title,
        sentence=words.sentence(area, found, index=index),
        description=words.description(area, found, index=index),
        spec={
            "data": [*_traces(found), *_labels(found, index=index)],
            "layout": _layout(title, found, index=index),
        },
        rows=(words.table(area, found, index=index)),
        sources=_sources(area, found),
        notes=words.notes(area, found, index=index, other_reports=other_reports),
        illustrative=any(one.kind is marks.ILLUSTRATIVE for one in found),
    )


def _traces(found: Sequence[Mark]) -> list[dict[str, Any]]:
    data = []
    named: set[str] = set()
    for panel in PANELS:
        own = [one for one in found if one.panel == panel]
        if not own:
            data.append(marks.nothing(xaxis="x", yaxis=_axis_name(panel)))
        for kind in dict.fromkeys(one.kind for one in own):
            same = [one for one in own if one.kind == kind]
            trace = _births_line(same) if _is_line(panel, kind) else _points(kind, same)
            trace |= {"xaxis": "x", "yaxis": _axis_name(panel)}
            # One entry for each kind, however many panels it is on.
            trace["showlegend"] = trace["name"] not in named
            trace["legendgroup"] = trace["name"]
            trace["legendrank"] = 1 + [*_LEGEND_ORDER, trace["name"]].index(trace["name"])
            named.add(trace["name"])
            data.append(trace)
    return data


def _is_line(panel: Panel, kind: marks.Kind) -> bool:
    return panel == "births" and kind is marks.PUBLISHED


def _births_line(same: Sequence[Mark]) -> dict[str, Any]:
    years = {one.first_year: one for one in same}
    span = list(range(min(years), max(years) + 1))
    # A year that is not held is a gap in the line, never bridged.
    line = marks.line(
        marks.PUBLISHED,
        x=span,
        y=[years[year].value if year in years else None for year in span],
        name="Live births, official",
    )
    line["marker"] |= {"size": 6}
    line["hovertext"] = [f"{year}: {years[year].text if year in years else ''}" for year in span]
    line["hoverinfo"] = "text"
    return line


def _points(kind: marks.Kind, same: Sequence[Mark]) -> dict[str, Any]:
    trace = marks.points(
        kind,
        x=[_x(one) for one in same],
        y=[one.value for one in same],
        text=[f"{one.period}: {one.text}" for one in same],
        position=None,
        low=[one.low for one in same],
        high=[one.high for one in same],
        name=_LEGEND.get(kind.word, kind.word),
    )
    if any(one.last_year != one.first_year for one in same):
        # A value for several years together lies over all of them.
        trace["error_x"] = {
            "type": "data",
            "array": [(one.last_year - one.first_year) / 2 for one in same],
            "color": kind.color,
            "thickness": 2,
            "width": 6,
        }
    # Small enough that the interval of a large count still shows around it; a bound has none.
    trace["marker"] |= {"size": 12 if kind is UP_BOUND else 8}
    return trace


_LEGEND = {
    marks.OTHER_REPORT.word: "Another report's definition",
    marks.BOUND.word: "More than this",
}
_LEGEND_ORDER = (
    marks.PUBLISHED.word,
    marks.PUBLISHED_ALSO.word,
    "Live births, official",
    *_LEGEND.values(),
    marks.DERIVED.word,
    marks.ILLUSTRATIVE.word,
)


def _x(one: Mark) -> float:
    # Two values for one year stand apart, or they would hide each other's interval.
    return (one.first_year + one.last_year) / 2 + (0.8 if one.version == "241" else 0.0)


def _axis_name(panel: Panel) -> str:
    return {"count": "y3", "births": "y2", "incidence": "y"}[panel]


def _layout(title: str, found: Sequence[Mark], *, index: bool) -> dict[str, Any]:
    shared = _reach(found, index=True) if index else None
    axes = {
        _axis_name(panel).replace("y", "yaxis"): style.axis(
            "2012/13 = 100" if index else _UNITS[panel],
            domain=list(_DOMAINS[panel]),
            range=shared or _reach([one for one in found if one.panel == panel], index=False),
            nticks=5,
            tickformat=",~g" if panel == "incidence" or index else ",d",
            # A scale with nothing on it would be numbers of our own making.
            showticklabels=index or any(one.panel == panel for one in found),
        )
        for panel in PANELS
    }
    layout = style.layout(
        title=title,
        x=style.axis(
            "Year (newborns: from April)",
            range=[_FIRST, _LAST],
            tickvals=[2008, 2012, 2019, 2024],
            anchor="y",
        ),
        y=axes.pop("yaxis"),
        height=_HEIGHT,
        annotations=[*_headings(), *_empty(found, index=index)],
        shapes=_base_lines(found) if index else [],
        legend=marks.legend_below(plot_height=500, gap=66),
        **axes,
    )
    layout["margin"] |= {"b": 170}
    return layout


def _reach(found: Sequence[Mark], *, index: bool) -> list[float]:
    """An axis from zero, or around 100, with room for the labels above the marks."""
    tops = [one.high if one.high is not None else one.value for one in found] or [1.0]
    if not index:
        return [0, round(1.3 * max(tops), 2)]
    lows = [one.low if one.low is not None else one.value for one in found] or [100.0]
    reach = max(*tops, 110) - min(*lows, 90)
    return [round(min(*lows, 90) - 0.12 * reach, 1), round(max(*tops, 110) + 0.25 * reach, 1)]


def _headings() -> list[dict[str, Any]]:
    return [
        marks.heading(words.PANEL_NAMES[panel], x=0, y=_DOMAINS[panel][1], yshift=8)
        for panel in PANELS
    ]


def _labels(found: Sequence[Mark], *, index: bool) -> list[dict[str, Any]]:
    """The values that are read off a chart: published and derived ones, and a few of births."""
    made = []
    for panel in PANELS:
        shown = [
            one
            for one in found
            if one.panel == panel
            and one.kind is not marks.ILLUSTRATIVE
            and (panel != "births" or _is_end(one, found))
            and not (index and one.text == "100")
        ]
        if shown:
            made.append(
                {
                    "type": "scatter",
                    # Marks that cannot be seen keep the words clear of those that can.
                    "mode": "markers+text",
                    "marker": {"size": 13, "opacity": 0},
                    "x": [_x(one) for one in shown],
                    "y": [round(_edge(one, found), 2) for one in shown],
                    # A bound stands a line lower, clear of the labels of 2019/20.
                    "text": [
                        f"<br>{one.text}" if one.kind is UP_BOUND else one.text for one in shown
                    ],
                    "textposition": [_beside(one, found) for one in shown],
                    "textfont": {"size": 12},
                    "cliponaxis": False,
                    "hoverinfo": "skip",
                    "showlegend": False,
                    "xaxis": "x",
                    "yaxis": _axis_name(panel),
                }
            )
    return made


def _below(one: Mark, found: Sequence[Mark]) -> bool:
    # Where an illustrative mark of the same year, another value of it, or the end of the births
    # line stands above.
    if one.kind is marks.OTHER_REPORT and _is_lower(one, found, made_up=True):
        return True
    return one.first_year == 2019 and (one.panel == "births" or _is_lower(one, found))


def _edge(one: Mark, found: Sequence[Mark]) -> float:
    """The end of the interval at which the label stands."""
    edge = one.low if _below(one, found) else one.high
    return one.value if edge is None else edge


def _beside(one: Mark, found: Sequence[Mark]) -> str:
    if one.kind is UP_BOUND:
        return "bottom center"
    next_year = any(
        other.panel == one.panel
        and other.first_year == one.first_year + 1
        and other.kind is marks.PUBLISHED
        for other in found
    )
    if one.kind is marks.OTHER_REPORT and next_year and one.first_year < 2012:
        return "middle left"
    return "bottom center" if _below(one, found) else "top center"


def _is_end(one: Mark, found: Sequence[Mark]) -> bool:
    years = {
        other.first_year for other in found if other.panel == "births" and other.kind == one.kind
    }
    first = 2012 if 2012 in years else min(years)
    return one.first_year in (first, 2019, max(years))


def _is_lower(one: Mark, found: Sequence[Mark], *, made_up: bool = False) -> bool:
    return any(
        other.panel == one.panel
        and other.first_year == one.first_year
        and other.value > one.value
        and (other.kind is marks.ILLUSTRATIVE) is made_up
        for other in found
    )


def _empty(found: Sequence[Mark], *, index: bool) -> list[dict[str, Any]]:
    made = []
    for panel in PANELS:
        if not any(one.panel == panel for one in found):
            low, high = _DOMAINS[panel]
            made.append(
                marks.label(
                    f"no value for {EARLIER} is held" if index else "not published here",
                    x=0.5,
                    y=round((low + high) / 2, 4),
                    align="center",
                    font={"size": 14, "color": style.GREY},
                )
            )
    return made


def _base_lines(found: Sequence[Mark]) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": _axis_name(panel),
            "x0": 0,
            "x1": 1,
            "y0": 100,
            "y1": 100,
            "line": {"color": style.GREY, "width": 1.5, "dash": "dot"},
            "layer": "below",
        }
        for panel in PANELS
        if any(one.panel == panel for one in found)
    ]


def _sources(area: str, found: Sequence[Mark]) -> tuple[str, ...]:
    ids = [name for one in found for name in one.sources]
    for _, last in changes(area):
        tail = f"{area.casefold()}-{last.version}" if last.version else area.casefold()
        if area != BOTH:
            ids += [f"derived-change-from-births-{tail}", f"derived-change-from-incidence-{tail}"]
    # The change in births is said in every state, also where an index leaves none to draw.
    ids.append(f"derived-change-births-{evidence.area_slug(area)}")
    return tuple(dict.fromkeys(ids))


__all__ = ["AREAS", "trend"]
