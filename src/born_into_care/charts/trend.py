"""Count, births and incidence of one area over time, on three linked panels."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, EARLIER, LATER, changes, counts
from born_into_care.charts.intervals import births_value, figure_value
from born_into_care.charts.style import DERIVED, PUBLISHED, PUBLISHED_ALSO
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import (
    format_interval,
    format_number,
    format_signed,
    name_in_sentence,
)
from born_into_care.errors import require_known
from born_into_care.estimates import Interval, NoInterval, ratio_of_rates

AREAS = (*evidence.NATIONS, BOTH, *evidence.REGIONS)

Panels = dict[str, list[AreaValue]]
"""The values of each panel, in the order in which a table lists them."""

COUNT, BIRTHS, INCIDENCE = (
    "Newborns in care proceedings",
    "Live births",
    "Newborns per 10,000 live births",
)
# The axis of each panel, from where to where it reaches, and its unit.
_PANELS = {
    COUNT: ("y3", (0.72, 0.96), "Babies"),
    BIRTHS: ("y2", (0.37, 0.61), "Births"),
    INCIDENCE: ("y", (0.02, 0.26), "Per 10,000"),
}

_OFFICIAL = replace(PUBLISHED, word="Live births, official")
_OTHER = replace(style.OTHER_REPORT, word="Another report's definition")
_BOUND = replace(style.BOUND, word="More than this", symbol="star-triangle-up")
_KINDS = (PUBLISHED, PUBLISHED_ALSO, _OFFICIAL, _OTHER, _BOUND, DERIVED)

# Figures of other definitions, other years or several years together.
OTHER_REPORTS: dict[str, tuple[str, ...]] = {
    "England": (
        "newborns-england-2007-08",
        "newborns-england-2016-17",
        "incidence-england-2008",
        "incidence-england-2016",
    ),
    "Wales": ("incidence-wales-2011", "incidence-wales-2015", "incidence-wales-2018"),
    BOTH: ("newborns-england-wales-2022-23",),
    "London": ("incidence-london-2008-16",),
    "South East": ("incidence-south-east-2008-16",),
    "North West": ("incidence-north-west-2008-16",),
    "Yorkshire and The Humber": ("incidence-yorkshire-humber-2008-16",),
}


def trend(
    *,
    area: str = "England",
    index: bool = False,
    other_reports: bool = False,
) -> Chart:
    """Return count, live births and incidence of one area over time, on three linked panels.

    Parameters:
        area: a nation, "England and Wales", or a region of England.
        index: whether each panel has its value of 2012/13 set to 100, on one scale.
        other_reports: whether figures of other definitions stand beside, never joined.

    Raises:
        PackError: if there is no such area; it says which there are.

    Source of the method: exact Poisson intervals (Garwood 1936); exact conditional intervals for an
    index; Kitagawa (1955) for the split of the change.

    Example:
        >>> trend(area="South West").sentence.partition("; ")[2]
        'live births fell by 10.1 per cent from 2014 to 2019.'
    """
    require_known("area", area, AREAS)
    slug = evidence.area_slug(area)
    panels: Panels = {
        COUNT: [count.value for count in counts(area)],
        BIRTHS: [
            # All the years of one table: the table is the source.
            replace(births_value(births, _OFFICIAL), sources=(births.source_id,))
            for births in evidence.all_births()
            if evidence.area_slug(births.area) == slug
        ],
        INCIDENCE: _incidence(area),
    }
    if other_reports:
        for value in map(_other_report, OTHER_REPORTS.get(area, ())):
            panels[COUNT if value.sources[0].startswith("newborns") else INCIDENCE].append(value)
    for values in panels.values():
        values.sort(key=lambda value: (value.first_year, value.version))
    if index:
        panels = {panel: _index_panel(panel, values) for panel, values in panels.items()}
    every = [value for values in panels.values() for value in values]
    splits = [
        f"derived-change-from-{part}-{change.slug}"
        for change in changes(area)
        for part in ("births", "incidence")
        if area != BOTH
    ]
    sources = [name for value in every for name in value.sources]
    return make_chart(
        "trend",
        {
            "area": area,
            "slug": slug,
            "where": name_in_sentence(area),
            "values": every,
            "index": index,
            "standing": _describe_index(panels),
            "changes": changes(area),
            "incidence": {
                period: [v.text for v in panels[INCIDENCE] if _says_incidence(v, period)]
                for period in (EARLIER, LATER)
            },
            "others": [f"{v.text} for {v.period}" for v in every if v.kind in (_OTHER, _BOUND)],
            "points": changes(area) or panels[INCIDENCE],
            "whiskers": any(value.limits for value in every),
        },
        data=[*_traces(panels), *_labels(panels)],
        rows=[*_rows(area, panels, index=index), *([] if index else _split_rows(area))],
        sources=[*sources, *splits, f"derived-change-births-{slug}"],
        margin={"b": 170},
        x=style.axis(
            "Year (newborns: from April)",
            range=[2006.2, 2025.2],
            tickvals=[2008, 2012, 2019, 2024],
            anchor="y",
        ),
        height=780,
        legend=marks.legend_below(plot_height=500, gap=66),
        **_panels(panels, every, index=index),
    )


def _incidence(area: str) -> list[AreaValue]:
    """Return the published incidence, and what a count gives that none is published for."""
    slug = f"incidence-{evidence.area_slug(area)}"
    published = [
        replace(figure_value(figure), sources=(figure.id,))
        for figure in evidence.all_figures()
        if figure.id in (f"{slug}-2012-13", f"{slug}-2019-20")
    ]
    derived = [count.incidence for count in counts(area) if not published or count.version == "241"]
    return [*published, *derived]


def _other_report(name: str) -> AreaValue:
    figure = evidence.figure(name)
    value = figure_value(figure, _OTHER if figure.value is not None else _BOUND)
    drawn = isinstance(value.interval, Interval)
    return replace(
        value,
        period=figure.period.partition(" (")[0],
        sources=(name,),
        interval=NoInterval("not drawn, another definition") if drawn else value.interval,
        standing=f"another report: {figure.definition}",
    )


def _index_panel(panel: str, values: Sequence[AreaValue]) -> list[AreaValue]:
    """Return our values with 2012/13 as 100; none where the panel has no value for it."""
    ours = [value for value in values if value.kind not in (_OTHER, _BOUND)]
    base = next((value for value in ours if value.first_year == 2012), None)
    return [_index_value(panel, value, base) for value in ours] if base else []


def _index_value(panel: str, value: AreaValue, base: AreaValue) -> AreaValue:
    interval = value.interval if panel == BIRTHS else _index_interval(panel, value, base)
    if value is base:
        interval = NoInterval("the base of the index")
    number = 100 * value.number / base.number
    if isinstance(interval, Interval):
        number = interval.value
    return replace(
        value,
        value=number,
        text="100" if value is base else format_number(number, decimals=1),
        interval=interval,
        standing=f"derived by us; {value.standing}",
    )


def _index_interval(panel: str, value: AreaValue, base: AreaValue) -> Interval | NoInterval:
    """Return the interval of the change since 2012/13, or what the rounding of both allows."""
    for change in changes(value.area):
        # The published incidence of Wales goes with the first of its counts, which gives it back.
        if value.version in ("", change.last.version):
            first, last = change.first, change.last
            births = (first.births, last.births) if panel == INCIDENCE else (1, 1)
            return ratio_of_rates(first.babies, births[0], last.babies, births[1]).scaled(100)
    ends = [evidence.figure(end.sources[0]).rounding for end in (value, base) if end.sources]
    if len(ends) < 2 or ends[0] is None or ends[1] is None:
        return value.interval
    low, high = 100 * ends[0][0] / ends[1][1], 100 * ends[0][1] / ends[1][0]
    return NoInterval(
        "the count was not published. Rounding alone allows "
        f"{format_number(low, decimals=1)} to {format_number(high, decimals=1)}"
    )


def _traces(panels: Panels) -> list[style.Spec]:
    data = []
    named: set[str] = set()
    for panel, values in panels.items():
        axes = {"xaxis": "x", "yaxis": _PANELS[panel][0]}
        if not values:
            data.append(marks.draw_nothing(1) | axes)
        for kind in dict.fromkeys(value.kind for value in values):
            same = [value for value in values if value.kind == kind]
            legend = {
                # One entry for each kind, however many panels it is on.
                "showlegend": kind.word not in named,
                "legendgroup": kind.word,
                "legendrank": 1 + _KINDS.index(kind),
            }
            named.add(kind.word)
            data.append(
                (_births_line(same) if kind is _OFFICIAL else _points(same)) | axes | legend
            )
    return data


def _births_line(values: Sequence[AreaValue]) -> style.Spec:
    by_year = {value.first_year: value for value in values}
    # A year that is not held is a gap in the line, never bridged.
    span = range(min(by_year), max(by_year) + 1)
    line = marks.points(
        _OFFICIAL,
        x=list(span),
        y=[by_year[year].value if year in by_year else None for year in span],
        mode="lines+markers",
        line={"color": _OFFICIAL.color, "width": 2, "dash": "solid"},
        connectgaps=False,
        hoverinfo="text",
        hovertext=[f"{year}: {by_year[year].text if year in by_year else ''}" for year in span],
    )
    line["marker"] |= {"size": 6}
    return line


def _points(values: Sequence[AreaValue]) -> style.Spec:
    (trace,) = marks.draw_dots(
        [(_x(value), replace(value, text=f"{value.period}: {value.text}")) for value in values],
        along="y",
    )
    # Small enough that the interval of a large count still shows around it; a bound has none.
    trace["marker"] |= {"size": 12 if values[0].kind is _BOUND else 8}
    spans = [(value.last_year - value.first_year) / 2 for value in values]
    if any(spans):
        # A value for several years together lies over all of them.
        look = {"color": values[0].kind.color, "thickness": 2, "width": 6}
        trace["error_x"] = {"type": "data", "array": spans, **look}
    return trace


def _x(value: AreaValue) -> float:
    # Two values for one year stand apart, or they would hide each other's interval.
    return (value.first_year + value.last_year) / 2 + (0.8 if value.version == "241" else 0.0)


def _labels(panels: Panels) -> list[style.Spec]:
    """Return the values that are read off a chart: published and derived, and a few of births."""
    traces = []
    for panel, values in panels.items():
        shown = list(values)
        if panel == BIRTHS and shown:
            ends = (max(2012, shown[0].first_year), 2019, shown[-1].first_year)
            shown = [value for value in shown if value.first_year in ends]
        shown = [value for value in shown if value.text != "100"]
        below = [_is_below(value, panel, values) for value in shown]
        trace = {
            "type": "scatter",
            # Marks that cannot be seen keep the words clear of those that can.
            "mode": "markers+text",
            "marker": {"size": 13, "opacity": 0},
            "x": [_x(value) for value in shown],
            "y": [round(_ends(v)[0 if low else 1], 2) for v, low in zip(shown, below, strict=True)],
            # A bound stands a line lower, clear of the labels of 2019/20.
            "text": ["<br>" * (value.kind is _BOUND) + value.text for value in shown],
            "textposition": [
                # Clear of the whisker of 2012/13.
                "middle left"
                if value.kind is _OTHER and value.first_year == 2011
                else f"{'bottom' if low else 'top'} center"
                for value, low in zip(shown, below, strict=True)
            ],
            "textfont": {"size": 12},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
            "xaxis": "x",
            "yaxis": _PANELS[panel][0],
        }
        traces += [trace] if shown else []
    return traces


def _ends(value: AreaValue) -> tuple[float, float]:
    return value.limits or (value.number, value.number)


def _is_below(value: AreaValue, panel: str, values: Sequence[AreaValue]) -> bool:
    """Return whether a label stands below, since another value of the year stands above."""
    return (
        value.kind is _BOUND
        or (panel == BIRTHS and value.first_year == 2019)
        or any(
            other.number > value.number
            and other.first_year == value.first_year
            and value.kind is not _OTHER
            for other in values
        )
    )


def _panels(panels: Panels, every: Sequence[AreaValue], *, index: bool) -> style.Spec:
    """Return the axis of each panel, its heading, a line at 100, and words where it is empty."""
    made: style.Spec = {"annotations": [], "shapes": []}
    empty = []
    for panel, values in panels.items():
        axis, domain, unit = _PANELS[panel]
        made["y" if axis == "y" else axis.replace("y", "yaxis")] = style.axis(
            f"{EARLIER} = 100" if index else unit,
            domain=list(domain),
            range=_range(every if index else values, index=index),
            nticks=5,
            tickformat=",~g" if panel == INCIDENCE or index else ",d",
            # A scale with nothing on it would be numbers of our own making.
            showticklabels=index or bool(values),
        )
        made["annotations"].append(marks.heading(panel, x=0, y=domain[1], yshift=8))
        if values and index:
            line = marks.divider(100, yref=axis, width=1.5, dash="dot")
            made["shapes"].append(line | {"layer": "below"})
        if not values:
            words = f"no value for {EARLIER} is held" if index else "not published here"
            look: style.Spec = {"align": "center", "font": {"size": 14, "color": style.GREY}}
            empty.append(marks.label(words, x=0.5, y=round(sum(domain) / 2, 4), **look))
    made["annotations"] += empty
    return made


def _range(values: Sequence[AreaValue], *, index: bool) -> list[float]:
    """Return an axis from zero, or around 100, with room for the labels above the marks."""
    ends = [end for value in values for end in _ends(value)]
    if not index:
        return [0, round(1.3 * max(ends, default=1.0), 2)]
    low, high = min([90, *ends]), max([110, *ends])
    return [round(low - 0.12 * (high - low), 1), round(high + 0.25 * (high - low), 1)]


def _says_incidence(value: AreaValue, period: str) -> bool:
    """Return whether a sentence gives it: of Wales the published value, not what 241 would give."""
    disputed = value.area == "Wales" and value.kind is DERIVED
    return value.period == period and value.kind in (PUBLISHED, DERIVED) and not disputed


def _describe_index(panels: Panels) -> list[str]:
    """Return where each panel stands in 2019/20; empty where none has a published value."""
    verbs = ("newborns in care proceedings stand", "live births stand", "incidence stands")
    texts = [dict.fromkeys(v.text for v in own if v.first_year == 2019) for own in panels.values()]
    return [f"{verb} at {' or '.join(own)}" for verb, own in zip(verbs, texts, strict=True) if own]


def _rows(area: str, panels: Panels, *, index: bool) -> list[dict[str, str]]:
    rows = []
    for panel, values in panels.items():
        decimals = 0 if panel == COUNT and not index else 1
        for v in values:
            interval = format_interval(v.interval, decimals)
            rows.append(_row(panel, v.period, v.text, interval, v.standing))
        missing = "not held here" if panel == BIRTHS else "not published here"
        gaps = _gaps(area, panel, values)
        if index and not values:
            gaps = [f"all years: no value for {EARLIER} to set to 100"]
        rows += [_row(panel, gap, missing, "none: no value", "missing") for gap in gaps]
    return rows


def _gaps(area: str, panel: str, values: Sequence[AreaValue]) -> list[str]:
    """Return the years without a value; of financial years those with one stand at the ends."""
    years = {value.first_year for value in values if value.kind not in (_OTHER, _BOUND)}
    if panel == BIRTHS:
        span = range(2007 if area == BOTH else 2012, max(years, default=0))
        return [str(year) for year in span if year not in years]
    missing = [f"{year}/{year % 100 + 1}" for year in range(2012, 2020) if year not in years]
    return [f"{missing[0]} to {missing[-1]}"] if missing else []


def _split_rows(area: str) -> Iterator[dict[str, str]]:
    for change in changes(area):
        uses = f", with {change.last.version} in Wales" if change.last.version else ""
        for part, babies in (
            ("in all", change.babies),
            ("that goes with births", change.split.from_births),
            ("that goes with incidence", change.split.from_incidence),
        ):
            yield _row(
                f"Change {part}{uses}",
                f"{EARLIER} to {LATER}",
                f"{format_signed(babies)} babies",
                "none: a split of two counts",
                "derived by us",
            )


def _row(panel: str, year: str, value: str, interval: str, standing: str) -> dict[str, str]:
    return {
        "Panel": panel,
        "Year": year,
        "Value": value,
        "95% interval": interval,
        "Standing": standing,
    }
