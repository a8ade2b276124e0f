"""Count, births and incidence of one area over time, in three panels side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import BOTH, AreaValue, Count, CountChange, counts, figure_value
from born_into_care.charts.wording import format_interval, format_signed
from born_into_care.errors import require_known
from born_into_care.estimates import NoInterval
from born_into_care.text import financial_year

TREND_AREAS = (*evidence.NATIONS, BOTH, *evidence.REGIONS)

Panels = dict[str, list[AreaValue]]
"""The values of each panel, from left to right, in the order in which a table lists them."""

COUNT, BIRTHS = "Babies in care proceedings", "Live births"
INCIDENCE = "Babies per 10,000 births"
_UNITS = {COUNT: "Babies", BIRTHS: "Births", INCIDENCE: "Per 10,000"}
# Where panels begin and end, from left to right in a wide place, from the top in a narrow one.
_COLUMNS = ((0.0, 0.26), (0.375, 0.635), (0.74, 1.0))
_STACK = ((0.74, 0.96), (0.37, 0.59), (0.0, 0.22))
_OFFICIAL = replace(style.PUBLISHED, word="Live births, official")
# How the derived rows of an area's split end.
_SPLITS = {"England": "england", "Wales": "wales-203"}


def trend(*, area: str = "England") -> Chart:
    """Return count, live births and incidence over time of one of `TREND_AREAS`, in three panels.

    Source of the method: exact Poisson (Garwood 1936) intervals; the split of a change after
    Kitagawa 1955.

    Example:
        >>> trend(area="London").title
        'London: 24.9 babies per 10,000 births in 2019/20'
    """
    require_known("area", area, TREND_AREAS)
    slug = evidence.area_slug(area)
    own_counts = [count for count in counts(area) if count.version != "241"]
    change = CountChange(*own_counts) if own_counts else None
    panels = _read_panels(slug, own_counts)
    return make_chart(
        "trend",
        {
            "area": area, "slug": slug, "change": change,
            "incidence": {value.period: value.text for value in panels[INCIDENCE]},
        },
        data=[
            trace for number, own in enumerate(panels.items(), 1) for trace in _draw(number, *own)
        ],
        rows=_list_rows(area, panels, change),
        sources=[
            *(name for values in panels.values() for value in values for name in value.sources),
            *(
                f"derived-change-from-{part}-{_SPLITS[area]}"
                for part in ("births", "incidence")
                if area in _SPLITS
            ),
            f"derived-change-births-{slug}",
        ],
        **_layout(panels),
    )  # fmt: skip


def _read_panels(slug: str, own_counts: Sequence[Count]) -> Panels:
    """Return what is published of an area, the earliest year first."""
    incidence = [
        replace(figure_value(figure), sources=(figure.id,))
        for figure in evidence.all_figures()
        if figure.id in (f"incidence-{slug}-2012-13", f"incidence-{slug}-2019-20")
    ]
    births = [
        # All the years of one table: the table is the source.
        AreaValue(
            row.geography, row.period, value=row.value, text=row.value_text, kind=_OFFICIAL,
            interval=NoInterval("every registered birth is counted"),
            standing="official statistics", sources=row.source_ids,
        )
        for row in evidence.all_births()
        if evidence.area_slug(row.geography) == slug
    ]  # fmt: skip
    panels = {
        COUNT: [count.value for count in own_counts],
        BIRTHS: births,
        INCIDENCE: incidence or [count.incidence for count in own_counts],
    }
    return {name: sorted(own, key=lambda value: value.first_year) for name, own in panels.items()}


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
    yield {
        # Marks that can't be seen keep the words clear of those that can, and of their whiskers.
        "type": "scatter", "mode": "markers+text", "marker": {"size": 13, "opacity": 0},
        "x": [value.first_year for value in named],
        "y": [round((v.limits or (0, v.number))[1], 2) for v in named],
        "text": [f"<b>{value.text}</b>" for value in named],
        # Of births it stands clear of their line.
        "textposition": ["bottom left" if v.period == "2019" else "top center" for v in named],
        "cliponaxis": False, "hoverinfo": "skip",
    } | marks.on_panel(number)  # fmt: skip


def _births_line(values: Sequence[AreaValue]) -> style.Spec:
    by_year = {value.first_year: value for value in values}
    # A year that is not held is a gap in the line, never bridged.
    span = range(min(by_year), max(by_year) + 1)
    line = marks.points(
        _OFFICIAL, x=list(span),
        y=[by_year[year].value if year in by_year else None for year in span], panel=2,
        mode="lines+markers", line={"color": _OFFICIAL.color, "width": 2}, connectgaps=False,
        hoverinfo="text",
        hovertext=[f"{year}: {by_year[year].text if year in by_year else ''}" for year in span],
    )  # fmt: skip
    line["marker"]["size"] = 6
    return line


def _layout(panels: Panels) -> style.Spec:
    """Return the axes of each panel, its heading, and words where it is empty."""
    wide: style.Spec = {"annotations": []}
    narrow: style.Spec = {"annotations": [], "height": 560, "margin": {"b": 64}}
    over: style.Spec = {"yanchor": "bottom", "yshift": 6}
    grey: style.Spec = {"align": "center", "font": {"size": 14, "color": style.GREY}}
    for number, (panel, values) in enumerate(panels.items(), start=1):
        on = marks.on_panel(number)
        x, y = (name.replace("axis", "axis" + on["xaxis"][1:]) for name in on)
        across, up = _COLUMNS[number - 1], _STACK[number - 1]
        highest = max(((v.limits or (0, v.number))[1] for v in values), default=1.0)
        wide[x] = style.axis(
            "Year" if panel == BIRTHS else "Year from April", range=[2009, 2024.5],
            tickvals=[2012, 2019], tickangle=0, showgrid=False,
            domain=list(across), anchor=on["yaxis"],
        )  # fmt: skip
        wide[y] = style.axis(
            _UNITS[panel],
            # With room for the labels above the marks.
            range=[0, round(1.25 * highest, 2)],
            nticks=5,
            showgrid=False,
            tickformat=",~g" if panel == INCIDENCE else ",d",
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
            words["annotations"].append(marks.label(f"<b>{panel}</b>", x=left, y=top, **over))
            if not values:
                gap = marks.label("not in this pack", x=middle[0], y=middle[1], **grey)
                words["annotations"].append(gap)
    return {
        "x": wide.pop("xaxis"), "y": wide.pop("yaxis"), **wide,
        "height": 370, "margin": {"t": 34, "b": 52}, "narrow": narrow,
    }  # fmt: skip


def _list_rows(area: str, panels: Panels, change: CountChange | None) -> list[dict[str, str]]:
    heads = ("Panel", "Year", "Value", "95% interval", "Standing")
    rows = []
    for panel, values in panels.items():
        decimals = 0 if panel == COUNT else 1
        rows += [
            (panel, v.period, v.text, format_interval(v.interval, decimals), v.standing)
            for v in values
        ]
        rows += [
            (panel, gap, "not in this pack", "No interval: no value.", "missing")
            for gap in _list_gaps(area, panel, values)
        ]
    if change is not None:
        parts = (
            ("of all babies", change.babies),
            ("that goes with births", change.split.from_births),
            ("that goes with incidence", change.split.from_incidence),
        )
        years, basis = "2012/13 to 2019/20", "No interval: a split of two counts."
        rows += [
            (f"Change {part}", years, f"{format_signed(babies)} babies", basis, "derived by us")
            for part, babies in parts
        ]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _list_gaps(area: str, panel: str, values: Sequence[AreaValue]) -> list[str]:
    """Return the years without a value; of financial years those with one stand at the ends."""
    years = {value.first_year for value in values}
    if panel == BIRTHS:
        span = range(2007 if area == BOTH else 2012, max(years, default=0))
        return [str(year) for year in span if year not in years]
    missing = [financial_year(year) for year in range(2012, 2020) if year not in years]
    return [f"{missing[0]} to {missing[-1]}"]
