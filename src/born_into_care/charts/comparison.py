"""One measure across areas and years, with every row that is published and every gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import comparison_words as words
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.comparison_words import ANY, Row
from born_into_care.charts.counts import BOTH
from born_into_care.charts.intervals import figure_interval
from born_into_care.charts.wording import format_number
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval
from born_into_care.evidence.matching import match_area, match_measure, match_period
from born_into_care.text import capital

BIRTHS = "live births"
_BIRTHS_YEARS = ("2012", "2019")
_MOST = 24
_OTHER_WORDS = replace(marks.OTHER_REPORT, word="Defined in other words")


def compare(measure: str, *areas: str, period: str | int | None = None) -> Chart:
    """Give one measure across areas and years, each value with its interval where one is known.

    Parameters:
        measure: a measure's name, full or short ("incidence", "same-day", "live births").
        areas: the areas to set side by side; every area that has a figure where none is named.
        period: a year or years; every one that is published where none is named.

    Raises:
        PackError: if the measure, an area or the period does not exist; it says which do.

    Example:
        >>> compare("newborns", "Wales").table["Value"].tolist()
        ['145', '203', '241']
        >>> compare("same-day", "London", "South West", period="2019/20").table["Value"].tolist()
        ['9', 'not published here']
    """
    name = _measure(measure)
    rows = _births_rows(areas, period) if name == BIRTHS else _rows(name, areas, period)
    if len(rows) > _MOST:
        raise PackError(
            f"{name.capitalize()} has {len(rows)} rows, too many for one chart. Name the areas, as "
            f'in compare("{measure}", "England", "Wales"), or one period.'
        )
    unit = _unit(name)
    shown = [one for one in rows if one.value is not None]
    title = f"{capital(name)}, {words.where(rows)}, {words.when(rows)}"
    sentence = words.sentence(name, unit, rows)
    return Chart(
        key="compare",
        title=title,
        sentence=sentence,
        description=f"{sentence} {words.rest(rows)}",
        spec={"data": _traces(rows), "layout": _layout(title, name, unit, rows)},
        rows=([words.table_row(one) for one in rows]),
        sources=tuple(dict.fromkeys(one.source for one in shown)) or _all_sources(name),
        notes=words.notes(rows),
    )


def _measure(asked: str) -> str:
    return match_measure(asked, [*evidence.figures()["measure"], BIRTHS])


def _rows(name: str, areas: Sequence[str], period: str | int | None) -> list[Row]:
    table = evidence.figures()
    own = table[table["measure"] == name]
    known_areas = [*table["geography"], *evidence.AREAS, *evidence.NATIONS, BOTH]
    wanted = [match_area(area, known_areas) for area in areas] or list(
        dict.fromkeys(own["geography"])
    )
    when = None if period is None else match_period(period, own["period"])
    rows: list[Row] = []
    for area in dict.fromkeys(wanted):
        here = own[own["geography"] == area]
        if when is not None:
            here = here[here["period"] == when]
        figures = sorted(
            (evidence.figure(one) for one in here["figure_id"]), key=lambda one: one.period
        )
        rows += [_row(one, figures) for one in figures] or [_missing(area, when or ANY)]
    return _told_apart(rows)


def _told_apart(rows: list[Row]) -> list[Row]:
    """The rows, each with another symbol where its definition is not that of most of them."""
    definitions = [one.definition for one in rows if one.value is not None]
    if not definitions:
        return rows
    main = max(dict.fromkeys(definitions), key=definitions.count)
    return [
        replace(one, kind=_OTHER_WORDS)
        if one.kind is marks.PUBLISHED and one.value is not None and one.definition != main
        else one
        for one in rows
    ]


def _row(figure: evidence.Figure, beside: Sequence[evidence.Figure]) -> Row:
    bound = figure.precision.startswith("bound")
    rivals = [one.id for one in beside if one.id in figure.disagrees_with]
    second = bool(rivals) and figure.id > min(rivals)
    kind = marks.BOUND if bound else marks.PUBLISHED_ALSO if second else marks.PUBLISHED
    return Row(
        area=figure.geography,
        period=figure.period,
        value=_value(figure),
        text=figure.value_text.partition(" (")[0],
        interval=figure_interval(figure).interval,
        kind=kind,
        definition=figure.definition,
        standing=figure.standing,
        source=figure.id,
    )


def _value(figure: evidence.Figure) -> float:
    """Where a figure is drawn; words are drawn where they point, and keep their words."""
    if figure.one_in is not None and figure.unit == "share of births":
        return 10_000 / figure.one_in
    assert figure.number is not None
    return figure.number


def _missing(area: str, period: str) -> Row:
    return Row(
        area=area,
        period=period,
        value=None,
        text="not published here",
        interval=NoInterval("there is no published value"),
        kind=marks.PUBLISHED,
        definition="none",
        standing="missing",
        source="",
    )


def _births_rows(areas: Sequence[str], period: str | int | None) -> list[Row]:
    held = evidence.births_by_id().values()
    names = list(dict.fromkeys(one.area for one in held))
    wanted = [match_area(area, names) for area in areas] or ["England", "Wales"]
    years: tuple[str, ...] = _BIRTHS_YEARS
    if period is not None:
        years = (match_period(period, [str(one.year) for one in held]),)
    rows = []
    for area in dict.fromkeys(wanted):
        for year in years:
            found = [one for one in held if one.area == area and str(one.year) == year]
            if not found:
                rows.append(_missing(_short(area), year))
            for one in found:
                rows.append(
                    Row(
                        area=_short(area),
                        period=year,
                        value=one.live_births,
                        text=format_number(one.live_births),
                        interval=NoInterval("every registered birth is counted"),
                        kind=marks.PUBLISHED,
                        definition="registered live births; calendar year",
                        standing="official statistics",
                        source=one.id,
                    )
                )
    return rows


def _short(area: str) -> str:
    return area.partition(" (")[0]


def _unit(name: str) -> str:
    if name == BIRTHS:
        return "live births"
    table = evidence.figures()
    units = [unit for unit in table[table["measure"] == name]["unit"] if unit != "share"]
    unit = units[0] if units else "per cent"
    return "per 10,000 live births" if unit == "share of births" else unit


def _traces(rows: Sequence[Row]) -> list[dict[str, Any]]:
    data = []
    for kind in dict.fromkeys(one.kind for one in rows):
        own = [(place, one) for place, one in enumerate(rows) if one.kind == kind]
        own = [(place, one) for place, one in own if one.value is not None]
        if not own:
            continue
        ends = [_ends(one.interval) for _, one in own]
        trace = marks.points(
            kind,
            x=[one.value for _, one in own],
            y=[-place for place, _ in own],
            text=[one.text for _, one in own],
            position=None,
            low=[low for low, _ in ends],
            high=[high for _, high in ends],
            along="x",
        )
        data.append(trace)
    return data


def _ends(interval: Interval | NoInterval) -> tuple[float | None, float | None]:
    if isinstance(interval, NoInterval):
        return None, None
    return interval.low, interval.high


def _layout(title: str, name: str, unit: str, rows: Sequence[Row]) -> dict[str, Any]:
    tops = [end for one in rows for end in (one.value, _ends(one.interval)[1]) if end is not None]
    bottoms = [one.value for one in rows if one.value is not None] + [0.0]
    top = max([*tops, 1.0]) if max([*tops, 0.0]) <= 0 or not tops else max(tops)
    labels = [_label(one, place, middle=0.6 * top) for place, one in enumerate(rows)]
    # Rows are of one height, that of the longest label.
    lines = max(_row_label(one, rows).count("<br>") + 1 for one in rows)
    plot_height = (10 + 17 * lines) * len(rows) + 20
    layout = style.layout(
        title=title,
        x=style.axis(
            f"{_AXIS_WORDS[name]} ({unit})" if name in _AXIS_WORDS else unit.capitalize(),
            range=[1.1 * min(bottoms), 1.35 * top],
            tickformat=",~f",
            # Long numbers leave a phone room for few of them.
            nticks=5 if top < 5_000 else 3,
        ),
        y=style.axis(
            "",
            range=[-len(rows) + 0.4, 0.6],
            tickvals=[-place for place in range(len(rows))],
            ticktext=[_row_label(one, rows) for one in rows],
            showgrid=False,
            ticks="",
            tickfont={"size": 12},
        ),
        height=plot_height + 220,
        showlegend=any(one.kind != marks.PUBLISHED for one in rows),
        annotations=labels,
        legend=marks.legend_below(plot_height=plot_height, gap=72),
    )
    layout["margin"] |= {"b": 130 if layout["showlegend"] else 90}
    return layout


def _label(one: Row, place: int, *, middle: float) -> dict[str, Any]:
    """The value beside its mark, on the side that has room for it on a phone."""
    low, high = _ends(one.interval)
    value = one.value or 0.0
    left = value <= middle
    return marks.label(
        one.text,
        x=(value if high is None else high) if left else (value if low is None else low),
        y=-place,
        panel=1,
        xshift=10 if left else -10,
        align="left" if left else "right",
    )


def _row_label(one: Row, rows: Sequence[Row]) -> str:
    area, _, rest = words.name_of(one, rows).partition(", ")
    lines = [style.wrap(capital(area), width=16)]
    return "<br>".join([*lines, *([style.wrap(rest, width=18)] if rest else [])])


# What the axis is of, in few enough words for a phone; the title says it in full.
_AXIS_WORDS = {
    "newborns in care proceedings": "Newborns",
    "incidence of newborns in care proceedings": "Newborns",
    "newborns heard on the day of issue": "Heard on the day",
    "newborns heard at short notice": "Heard at short notice",
    "newborns as a share of infants in care proceedings": "Share of infants",
}


def _all_sources(name: str) -> tuple[str, ...]:
    """The figures of the measure elsewhere: what was looked through when an area has none."""
    table = evidence.figures()
    return tuple(table[table["measure"] == name]["figure_id"][:6])
