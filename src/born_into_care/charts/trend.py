"""Count, births and incidence of one area over time, in three panels side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, EARLIER, LATER, Change, changes, counts
from born_into_care.charts.intervals import births_value, figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_number, format_signed
from born_into_care.errors import PackError, require_known
from born_into_care.estimates import NoInterval, ratio_of_rates
from born_into_care.text import join_words

AREAS = (*evidence.NATIONS, BOTH, *evidence.REGIONS)
INDEX_AREAS = AREAS[:3]
"""The areas with values of 2012/13, which an index divides by."""

Panels = dict[str, list[AreaValue]]
"""The values of each panel, from left to right, in the order in which a table lists them."""

COUNT, BIRTHS, INCIDENCE = (
    "Babies in care proceedings",
    "Live births",
    "Babies per 10,000 births",
)
_UNITS = {COUNT: "Babies", BIRTHS: "Births", INCIDENCE: "Per 10,000"}
# Where panels begin and end, from left to right in a wide place, from the top in a narrow one.
_COLUMNS = ((0.0, 0.26), (0.375, 0.635), (0.74, 1.0))
_STACK = ((0.74, 0.96), (0.37, 0.59), (0.0, 0.22))
_OFFICIAL = replace(style.PUBLISHED, word="Live births, official")


def trend(*, area: str = "England", index: bool = False) -> Chart:
    """Return count, live births and incidence of one area over time, in three linked panels.

    Parameters:
        area: a nation, "England and Wales", or a region of England.
        index: whether each panel has its value of 2012/13 set to 100, on one scale.

    Raises:
        PackError: if there is no such area, or no value of 2012/13 for an index; it says which
            areas there are.

    Source of the method: exact Poisson (Garwood 1936) and exact conditional intervals; the split
    of a change after Kitagawa 1955.

    Example:
        >>> trend(area="London").title
        'London: 24.9 babies per 10,000 births in 2019/20'
    """
    require_known("area", area, AREAS)
    if index and area not in INDEX_AREAS:
        raise PackError(
            f"An index needs values of {EARLIER}, and this pack has them for "
            f"{join_words(INDEX_AREAS)}. Choose one of these, or leave out index=True."
        )
    slug = evidence.area_slug(area)
    panels = _read_panels(area)
    change = next(iter(changes(area)), None)
    if index and change is not None:
        panels = {name: _index_panel(name, own, change) for name, own in panels.items()}
    parts = ("births", "incidence") if change is not None and area != BOTH else ()
    count, births, incidence = (
        {value.period: value.text for value in panels[name]} for name in (COUNT, BIRTHS, INCIDENCE)
    )
    return make_chart(
        "trend",
        {
            "area": area,
            "slug": slug,
            "index": index,
            "change": change,
            "count": count,
            "births": births,
            "incidence": incidence,
        },
        data=[
            trace for number, own in enumerate(panels.items(), 1) for trace in _draw(number, *own)
        ],
        rows=[
            *_rows(area, panels, index=index),
            *([] if index or change is None else _split_rows(change)),
        ],
        sources=[
            *(name for values in panels.values() for value in values for name in value.sources),
            *(f"derived-change-from-{part}-{change.slug}" for part in parts if change),
            f"derived-change-births-{slug}",
        ],
        **_layout(panels, index=index),
    )


def _read_panels(area: str) -> Panels:
    """Return what is published of an area, the earliest year first, with 203 babies in Wales."""
    slug = evidence.area_slug(area)
    of_area = [count for count in counts(area) if count.version != "241"]
    incidence = [
        replace(figure_value(figure), sources=(figure.id,))
        for figure in evidence.all_figures()
        if figure.id in (f"incidence-{slug}-2012-13", f"incidence-{slug}-2019-20")
    ]
    panels = {
        COUNT: [count.value for count in of_area],
        BIRTHS: [
            # All the years of one table: the table is the source.
            replace(births_value(births, _OFFICIAL), sources=(births.source_id,))
            for births in evidence.all_births()
            if evidence.area_slug(births.area) == slug
        ],
        INCIDENCE: incidence or [count.incidence for count in of_area],
    }
    return {name: sorted(own, key=lambda value: value.first_year) for name, own in panels.items()}


def _index_panel(panel: str, values: Sequence[AreaValue], change: Change) -> list[AreaValue]:
    """Return values with 2012/13 as 100, and the interval of the change since then."""
    (base,) = (value for value in values if value.first_year == 2012)
    first, last = change.first, change.last
    births = (first.births, last.births) if panel == INCIDENCE else (1, 1)
    since = ratio_of_rates(first.babies, births[0], last.babies, births[1]).scaled(100)
    indexed = []
    for value in values:
        number, interval = 100 * value.number / base.number, value.interval
        if value is base:
            interval = NoInterval("the base of the index")
        elif panel != BIRTHS:
            number, interval = since.value, since
        indexed.append(
            replace(
                value,
                value=number,
                text="100" if value is base else format_number(number, decimals=1),
                interval=interval,
                standing=f"derived by us; {value.standing}",
            )
        )
    return indexed


def _draw(number: int, panel: str, values: Sequence[AreaValue]) -> Iterator[style.Spec]:
    """Yield the marks of a panel, one trace for each kind, then the values that stand at them."""
    if not values:
        # The panel's axes are drawn all the same.
        yield {"type": "scatter", "x": [None], "y": [None]} | marks.on_panel(number)
        return
    if panel == BIRTHS:
        yield _births_line(values)
    else:
        told = [(v.first_year, replace(v, text=f"{v.period}: {v.text}")) for v in values]
        for trace in marks.draw_dots(told, along="y", panel=number):
            # Small enough that the interval of a large count still shows around it.
            trace["marker"]["size"] = 9
            yield trace
    named = [v for v in values if panel != BIRTHS or v.first_year in (2019, values[0].first_year)]
    shown = [value for value in named if value.text != "100"]
    yield {
        "type": "scatter",
        # Marks that can't be seen keep the words clear of those that can, and of their whiskers.
        "mode": "markers+text",
        "marker": {"size": 13, "opacity": 0},
        "x": [value.first_year for value in shown],
        "y": [round((v.limits or (0, v.number))[1], 2) for v in shown],
        "text": [f"<b>{value.text}</b>" for value in shown],
        # Of births it stands clear of their line.
        "textposition": ["bottom left" if v.period == "2019" else "top center" for v in shown],
        "cliponaxis": False,
        "hoverinfo": "skip",
    } | marks.on_panel(number)


def _births_line(values: Sequence[AreaValue]) -> style.Spec:
    by_year = {value.first_year: value for value in values}
    # A year that is not held is a gap in the line, never bridged.
    span = range(min(by_year), max(by_year) + 1)
    line = marks.points(
        _OFFICIAL,
        x=list(span),
        y=[by_year[year].value if year in by_year else None for year in span],
        panel=2,
        mode="lines+markers",
        line={"color": _OFFICIAL.color, "width": 2},
        connectgaps=False,
        hoverinfo="text",
        hovertext=[f"{year}: {by_year[year].text if year in by_year else ''}" for year in span],
    )
    line["marker"]["size"] = 6
    return line


def _layout(panels: Panels, *, index: bool) -> style.Spec:
    """Return the axes of each panel, its heading, a line at 100, and words where it is empty."""
    wide: style.Spec = {"annotations": [], "shapes": []}
    narrow: style.Spec = {"annotations": [], "height": 560, "margin": {"b": 64}}
    every = [value for values in panels.values() for value in values]
    grey: style.Spec = {"align": "center", "font": {"size": 14, "color": style.GREY}}
    for number, (panel, values) in enumerate(panels.items(), start=1):
        on = marks.on_panel(number)
        x, y = (name.replace("axis", "axis" + on["xaxis"][1:]) for name in on)
        across, up = _COLUMNS[number - 1], _STACK[number - 1]
        wide[x] = style.axis(
            "Year" if panel == BIRTHS else "Year from April",
            range=[2009, 2024.5],
            tickvals=[2012, 2019],
            tickangle=0,
            showgrid=False,
            domain=list(across),
            anchor=on["yaxis"],
        )
        wide[y] = style.axis(
            f"{EARLIER} = 100" if index else _UNITS[panel],
            range=_range(every if index else values, index=index),
            nticks=5,
            showgrid=False,
            tickformat=",~g" if panel == INCIDENCE or index else ",d",
            # A scale with nothing on it would be numbers of our own making.
            showticklabels=bool(values),
            anchor=on["xaxis"],
        )
        title = style.axis("Year (babies: from April)" if number == 3 else "")["title"]
        narrow |= {x: {"domain": [0, 1], "title": title}, y: {"domain": list(up)}}
        for words, left, middle, top in (
            (wide, across[0], (sum(across) / 2, 0.5), 1),
            (narrow, 0, (0.5, sum(up) / 2), up[1]),
        ):
            words["annotations"].append(marks.heading(panel, x=left, y=top))
            if not values:
                gap = marks.label("not in this pack", x=middle[0], y=middle[1], **grey)
                words["annotations"].append(gap)
        if index:
            line = marks.divider(100, yref=on["yaxis"], width=1.5, dash="dot")
            wide["shapes"].append(line | {"xref": f"{on['xaxis']} domain", "layer": "below"})
    return {
        "x": wide.pop("xaxis"),
        "y": wide.pop("yaxis"),
        **wide,
        "height": 370,
        "margin": {"t": 34, "b": 52},
        "showlegend": False,
        "narrow": narrow,
    }


def _range(values: Sequence[AreaValue], *, index: bool) -> list[float]:
    """Return an axis from zero, or around 100, with room for the labels above the marks."""
    ends = [end for value in values for end in value.limits or (value.number, value.number)]
    if not index:
        return [0, round(1.25 * max(ends, default=1.0), 2)]
    low, high = min(ends), max(ends)
    return [round(low - 0.12 * (high - low), 1), round(high + 0.2 * (high - low), 1)]


def _rows(area: str, panels: Panels, *, index: bool) -> Iterator[dict[str, str]]:
    for panel, values in panels.items():
        decimals = 0 if panel == COUNT and not index else 1
        for v in values:
            yield _row(panel, v.period, v.text, format_interval(v.interval, decimals), v.standing)
        for gap in _gaps(area, panel, values):
            yield _row(panel, gap, "not in this pack", "No interval: no value.", "missing")


def _gaps(area: str, panel: str, values: Sequence[AreaValue]) -> list[str]:
    """Return the years without a value; of financial years those with one stand at the ends."""
    years = {value.first_year for value in values}
    if panel == BIRTHS:
        span = range(2007 if area == BOTH else 2012, max(years, default=0))
        return [str(year) for year in span if year not in years]
    missing = [f"{year}/{year % 100 + 1}" for year in range(2012, 2020) if year not in years]
    return [f"{missing[0]} to {missing[-1]}"]


def _split_rows(change: Change) -> Iterator[dict[str, str]]:
    for part, babies in (
        ("of all babies", change.babies),
        ("that goes with births", change.split.from_births),
        ("that goes with incidence", change.split.from_incidence),
    ):
        yield _row(
            f"Change {part}",
            f"{EARLIER} to {LATER}",
            f"{format_signed(babies)} babies",
            "No interval: a split of two counts.",
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
