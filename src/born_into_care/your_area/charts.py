"""Charts of what a protected table says: over time, and among its areas."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import Chart, marks, style
from born_into_care.charts.funnel_limits import draw_limits
from born_into_care.charts.values import AreaValue
from born_into_care.errors import PackError
from born_into_care.your_area.counts import ALL_AREAS, ALL_PERIODS, lower_total
from born_into_care.your_area.findings import Findings
from born_into_care.your_area.measures import MEASURE, Measure, compute_measure
from born_into_care.your_area.periods import year_of
from born_into_care.your_area.safe_text import for_html, plain

OTHERS = style.Kind("Other areas of your table", style.GREY, "circle-open")
_UNITS = {"count": "Babies", "rate": "Per 10,000 live births", "share": "Per cent"}
_DEFINED_WITH = {"count": "newborns-england-2019-20", "emergency": "short-notice-england-2019-20"}
"""Measures that no published figure stands beside, and one whose sources define them."""


def over_time(findings: Findings, measure: str = "count") -> Chart:
    """Return the chart of one measure of an area in each period, with gaps where it is hidden.

    Parameters:
        measure: the key of a measure.

    Raises:
        PackError: if fewer than two periods can be shown.
    """
    chosen, protected = MEASURE[measure], findings.protected
    periods = [period for period in protected.periods if period != ALL_PERIODS]
    results = [compute_measure(protected, chosen, findings.area, period) for period in periods]
    shown = [result for result in results if result.value is not None]
    area = plain(lower_total(findings.area))
    if len(shown) < 2:
        together = findings.area != ALL_AREAS and ALL_AREAS in protected.areas
        raise PackError(
            f"{chosen.title} of {area} can be shown in fewer than two periods. "
            f"Choose {'all areas together, ' * together}another measure, or a table of more or "
            "longer periods."
        )
    title = f"{chosen.title} by period, {area}"
    gaps = [column for column, result in enumerate(results) if result.value is None]
    kind = _own_kind(findings)
    values = (
        (column, AreaValue(area, r.period, r.value.value, r.value_text, r.value, kind))
        for column, r in enumerate(results)
        if r.value
    )
    data = marks.draw_dots(values, along="y", position="middle right")
    axis = style.axis(
        "Period", tickvals=[*range(len(periods))], ticktext=periods,
        range=[-0.5, len(periods) - 0.5],
    )  # fmt: skip
    not_shown = [
        marks.label("not shown", x=column, y=0, panel=1, align="center", yshift=12)
        for column in gaps
    ]
    last, change = shown[-1], [c.text for c in findings.changes if c.measure == chosen]
    words = change[0] if change else f"{title}: {last.value_text} in {last.period}."
    if gaps:
        words += f" {len(gaps)} of {len(periods)} periods can't be shown."
    rows = [
        {
            "Measure": chosen.title,
            "Area": plain(findings.area),
            "Period": result.period,
            "Value": result.value_text,
            "95% interval": result.interval_text,
        }
        for result in results
    ]
    return _make_chart(
        findings, chosen, "your-area-over-time", title, words,
        data, axis, rows, [findings.area], periods,
        "Exact Poisson 95% intervals for counts and rates, Wilson for shares.",
        annotations=not_shown, showlegend=False,
    )  # fmt: skip


def funnel(findings: Findings, measure: str = "short_notice") -> Chart:
    """Return the chart of areas by size, inside the limits where chance alone would put them.

    Parameters:
        measure: the key of a measure that is a share or a rate.

    Raises:
        PackError: if fewer than four areas can be shown.
    """
    peers = next((peers for peers in findings.peers if peers.measure.key == measure), None)
    if peers is None:
        raise PackError(
            "A funnel needs four areas or more whose value can be shown. Put more years together, "
            "or choose another measure."
        )
    chosen, wholes = peers.measure, [result.whole or 0 for result in peers.results]
    thing = "live births" if chosen.kind == "rate" else "babies"
    step = max(1, (max(wholes) - min(wholes)) // 40)
    sizes = range(min(wholes), max(wholes) + step, step)
    data = draw_limits(peers.centre, sizes, "rate" if chosen.kind == "rate" else "share")
    named = replace(_own_kind(findings), word=for_html(findings.area))
    for kind, position in ((OTHERS, None), (named, "top center")):
        values = (
            (r.whole or 0, AreaValue(r.area, r.period, r.value.value, for_html(r.area), kind=kind))
            for r in peers.results
            if r.value and (r.area == findings.area) is (kind == named)
        )
        data += marks.draw_dots(values, along="y", position=position)
    rows = [
        {
            "Area": plain(result.area),
            "Babies": f"{result.part:,}",
            f"{thing.capitalize()} altogether": f"{result.whole:,}",
            "Value": result.value_text,
            "Against the 95% limits": peers.standings[result.area],
        }
        for result in peers.results
    ]
    return _make_chart(
        findings, chosen, "your-area-funnel",
        f"{chosen.title} by area and size, {peers.period}", peers.text(findings.area), data,
        style.axis(f"Number of {thing}", rangemode="tozero"), rows,
        list(peers.standings), [peers.period],
        "Limits after Spiegelhalter 2005; the centre is the value of the areas shown together.",
    )  # fmt: skip


def _make_chart(
    findings: Findings, measure: Measure, key: str, title: str, words: str,
    data: list[dict[str, Any]], x: dict[str, Any], rows: list[dict[str, str]],
    areas: Sequence[str], periods: Sequence[str], method: str, **layout: Any,
) -> Chart:  # fmt: skip
    """Return a chart with its sources: of the measure's definition, and of births it takes."""
    protected = findings.protected
    # No published figure is in these charts.
    sources = evidence.sources_of(_DEFINED_WITH.get(measure.key) or measure.published[0])
    if measure.kind == "rate":
        taken = [
            f"{evidence.area_slug(place.name)}-{year_of(period)}"
            for area in areas
            for period in periods
            if (place := protected.place_of(area)) and protected.births_in(area, period) is None
        ]
        sources += tuple(name for name in taken if name in evidence.births_by_id())
    axis = style.axis(_UNITS[measure.kind], rangemode="tozero")
    return Chart(
        key=key, title=title, sentence=words, description=words,
        spec={"data": data, "layout": style.layout(x=x, y=axis, **layout)},
        rows=rows, sources=sources,
        notes=(
            method,
            "The counts are those of your table; the sources say how they are defined.",
            protected.summary,
        ),
    )  # fmt: skip


def _own_kind(findings: Findings) -> style.Kind:
    if findings.protected.illustrative:
        return style.Kind("Illustrative table", style.VERMILION, "diamond-open")
    return style.Kind("Your table", style.VERMILION, "diamond")
