"""One measure across areas and years, with every row that is published and every gap."""

import re
from collections.abc import Sequence
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH
from born_into_care.charts.intervals import births_value, figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, method_in_sentence, name_in_sentence
from born_into_care.errors import PackError
from born_into_care.estimates import Interval
from born_into_care.evidence.matching import match_area, match_measure, match_period
from born_into_care.text import capital, verb_entry

BIRTHS = "live births"
_ANY_YEAR = "any year"
_MOST = 24
_OTHER_WORDS = replace(style.OTHER_REPORT, word="Defined in other words")
# What the axis is of, in few enough words for a phone; the title says it in full.
_AXIS_WORDS = {
    "newborns in care proceedings": "Newborns",
    "incidence of newborns in care proceedings": "Newborns",
    "newborns heard on the day of issue": "Heard on the day",
    "newborns heard at short notice": "Heard at short notice",
    "newborns as a share of infants in care proceedings": "Share of infants",
}


def compare(measure: str, *areas: str, period: str | int | None = None) -> Chart:
    """Return one measure across areas and years, each value with its interval where there is one.

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
        ['9', 'not in this pack']
    """
    name = match_measure(measure, [row.measure for row in evidence.all_figures()])
    figures = [row for row in evidence.all_figures() if row.measure == name]
    rows = [_read_figure(row) for row in figures]
    if name == BIRTHS:
        births = map(births_value, evidence.all_births())
        rows = [row for row in births if period or row.period in ("2012", "2019")]
    nations = evidence.NATIONS if name == BIRTHS else ()
    values = _choose_rows(rows, areas or nations, period)
    if len(values) > _MOST:
        raise PackError(
            f"{name.capitalize()} has {len(values)} rows, too many for one chart. Name the areas, "
            f'as in compare("{measure}", "England", "Wales"), or one period.'
        )
    unit = _unit(name, figures)
    drawn = [source for value in values for source in value.sources]
    chart = make_chart(
        "compare",
        {"name": name, "values": values} | _facts(unit, values),
        data=marks.draw_dots((-float(row), value) for row, value in enumerate(values)),
        rows=[_row(value) for value in values],
        # Where an area has no figure, those of others: what was looked through.
        sources=drawn or [figure.id for figure in figures[:6]],
        **_layout(name, unit, values),
    )
    choices = {"period": period} if period else {}
    return replace(chart, call=verb_entry("compare", measure, *areas, **choices))


def _facts(unit: str, values: Sequence[AreaValue]) -> style.Spec:
    """Return what the words say of the rows."""
    names = {value: _name(value, values) for value in values}
    drawn = [value for value in values if value.value is not None]
    bounds = [value for value in drawn if value.kind is style.BOUND]
    exact = sorted(
        (value for value in drawn if value not in bounds), key=lambda value: value.number
    )
    ordered = exact or bounds[:1]
    intervals = [value.interval for value in values if isinstance(value.interval, Interval)]
    same = len(exact) > 1 and exact[0].number == exact[-1].number
    disputed = [value for value in values if value.standing == "disputed"]
    return {
        "areas": list(dict.fromkeys(name_in_sentence(value.area) for value in values)),
        "periods": sorted({_short(value.period) for value in drawn}),
        "drawn": drawn,
        "bounds": bounds,
        "gaps": [names[value] for value in values if value.value is None],
        "described": [f"{_with_unit(value, unit)} ({names[value]})" for value in ordered],
        "level": _with_unit(exact[0], unit) if same else "",
        "disputed": disputed,
        "disputed_names": list(dict.fromkeys(names[value] for value in disputed)),
        "intervals": intervals,
        "methods": list(dict.fromkeys(method_in_sentence(one.method) for one in intervals)),
        "reasons": [str(value.interval) for value in values if value.limits is None],
        "in_words": any(value.text.startswith("one ") for value in values),
    }


def _choose_rows(
    rows: Sequence[AreaValue], areas: Sequence[str], period: str | int | None
) -> list[AreaValue]:
    """Return the rows of the areas and the period, with a gap for an area that has none."""
    known = [*(row.geography for row in evidence.all_figures()), *evidence.AREAS, BOTH]
    wanted = [match_area(area, known) for area in areas] or [row.area for row in rows]
    when = None if period is None else match_period(period, [row.period for row in rows])
    values: list[AreaValue] = []
    for area in dict.fromkeys(wanted):
        own = [row for row in rows if row.area == area and when in (None, row.period)]
        gap = AreaValue(area, when or _ANY_YEAR, definition="none", standing="missing")
        values += sorted(own, key=lambda row: row.period) or [gap]
    definitions = [value.definition for value in values if value.value is not None]
    usual = max(dict.fromkeys(definitions), key=definitions.count, default="")
    return [
        # Another symbol where the definition is not that of most rows.
        replace(value, kind=_OTHER_WORDS)
        if value.kind is style.PUBLISHED and value.definition not in (usual, "none")
        else value
        for value in values
    ]


def _read_figure(figure: evidence.Figure) -> AreaValue:
    rivals = [
        row.id
        for row in map(evidence.figure, figure.disagrees_with)
        if (row.measure, row.geography) == (figure.measure, figure.geography)
    ]
    kind = style.PUBLISHED_ALSO if rivals and figure.id > min(rivals) else style.PUBLISHED
    if figure.precision.startswith("bound"):
        kind = style.BOUND
    text = figure.value_text.partition(" (")[0]
    return replace(figure_value(figure, kind), text=text, sources=(figure.id,))


def _unit(name: str, figures: Sequence[evidence.Figure]) -> str:
    if name == BIRTHS:
        return "live births"
    unit = next((row.unit for row in figures if row.unit != "share"), "per cent")
    return "per 10,000 live births" if unit == "share of births" else unit


def _layout(name: str, unit: str, values: Sequence[AreaValue]) -> style.Spec:
    drawn = [value for value in values if value.value is not None]
    ends = [end for value in drawn for end in (value.number, *(value.limits or (0.0,)))]
    top = max(ends, default=0.0) or 1.0
    names = [_row_name(value, values) for value in values]
    # Rows are of one height, that of the longest name.
    plot_height = (27 + 17 * max(text.count("<br>") for text in names)) * len(values) + 20
    legend = any(value.kind != style.PUBLISHED for value in values)
    return {
        "x": style.axis(
            f"{_AXIS_WORDS[name]} ({unit})" if name in _AXIS_WORDS else unit.capitalize(),
            range=[1.1 * min([0.0, *(value.number for value in drawn)]), 1.35 * top],
            tickformat=",~f",
            # Long numbers leave a phone room for few of them.
            nticks=5 if top < 5_000 else 3,
        ),
        "y": marks.rows_axis(names, tickfont={"size": 12}),
        "height": plot_height + 220,
        "showlegend": legend,
        "annotations": [_label(value, row, 0.6 * top) for row, value in enumerate(values)],
        "legend": marks.legend_below(plot_height=plot_height, gap=72),
        "margin": {"b": 130 if legend else 90},
    }


def _label(value: AreaValue, row: int, middle: float) -> style.Spec:
    """Return the value beside its mark, on the side that has room for it on a phone."""
    low, high = value.limits or (value.value or 0.0, value.value or 0.0)
    right = (value.value or 0.0) <= middle
    return marks.label(
        value.text,
        x=high if right else low,
        y=-row,
        panel=1,
        xshift=10 if right else -10,
        align="left" if right else "right",
    )


def _row_name(value: AreaValue, values: Sequence[AreaValue]) -> str:
    area, _, rest = _name(value, values).partition(", ")
    lines = (style.wrap(capital(area), width=16), style.wrap(rest, width=18))
    return "<br>".join(filter(None, lines))


def _short(period: str) -> str:
    return period.partition(" (")[0]


def _name(value: AreaValue, values: Sequence[AreaValue]) -> str:
    """Return a row in words; by its definition too, where area and year are not enough."""
    place = (value.area, value.period)
    same = {other.definition for other in values if (other.area, other.period) == place}
    period = "" if value.period == _ANY_YEAR else _short(value.period)
    definition = value.definition.replace(", ", " ") if len(same) > 1 else ""
    return ", ".join(filter(None, (name_in_sentence(value.area), period, definition)))


def _with_unit(value: AreaValue, unit: str) -> str:
    in_words = value.text.startswith(("one ", "over half")) or "%" in value.text
    return value.text if in_words or unit.split()[0] in value.text else f"{value.text} {unit}"


def _row(value: AreaValue) -> dict[str, str]:
    # A count's limits are whole babies; a value with two decimals keeps them.
    decimals = 2 if re.fullmatch(r"\d+\.\d\d", value.text) else 1
    if value.value is not None and value.value >= 100:
        decimals = 0
    return {
        "Area and year": f"{value.area}, {value.period}",
        "Value": value.text,
        "95% interval": format_interval(value.interval, decimals),
        "Definition": value.definition,
        "Standing": value.standing,
    }
