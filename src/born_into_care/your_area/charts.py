"""Charts of what a protected table says: newborns over time, and a share among its areas."""

from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import Chart, marks, style
from born_into_care.charts.values import AreaValue
from born_into_care.errors import PackError
from born_into_care.text import for_html, plain
from born_into_care.your_area.counts import ALL_AREAS, ALL_PERIODS, lower_total
from born_into_care.your_area.findings import Findings
from born_into_care.your_area.table_measures import MEASURE, compute_measure

OTHERS = style.Kind("Other areas of your table", style.GREY, "circle-open")


def over_time(findings: Findings) -> Chart:
    """Return the chart of an area's newborns in each period, with gaps where they are hidden.

    Raises:
        PackError: if fewer than two periods can be shown.
    """
    protected = findings.protected
    periods = [period for period in protected.periods if period != ALL_PERIODS]
    results = [compute_measure(protected, MEASURE["count"], findings.area, p) for p in periods]
    shown = [result for result in results if result.value is not None]
    area = plain(lower_total(findings.area))
    if len(shown) < 2:
        together = findings.area != ALL_AREAS and ALL_AREAS in protected.areas
        raise PackError(
            f"Newborns of {area} can be shown in fewer than two periods. "
            f"Choose {'all areas together, or ' * together}a table of more or longer periods."
        )
    gaps = [column for column, result in enumerate(results) if result.value is None]
    kind = _own_kind(findings)
    values = (
        (column, AreaValue(area, r.period, r.value.value, r.value_text, r.value, kind))
        for column, r in enumerate(results)
        if r.value
    )
    axis = style.axis(
        "Period", tickvals=[*range(len(periods))], ticktext=periods,
        range=[-0.5, len(periods) - 0.5],
    )  # fmt: skip
    not_shown = [
        marks.label("not shown", x=column, y=0, panel=1, align="center", yshift=12)
        for column in gaps
    ]
    title, last = f"Newborn babies in care proceedings, {area}", shown[-1]
    words = f"{title}: {last.value_text} in {last.period}."
    change = next((c for c in findings.changes if c.first.measure.key == "count"), None)
    if change:
        start, end = change.first.value_text, change.last.value_text
        title, words = f"{plain(findings.area)} went from {start} babies to {end}", change.text
    if gaps:
        words += f" {len(gaps)} of {len(periods)} periods can't be shown."
    rows = [
        {"Area": plain(findings.area), "Period": r.period, "Babies": r.value_text,
         "95% interval": r.interval_text}
        for r in results
    ]  # fmt: skip
    return _make_chart(
        findings, "count", "your-area-over-time", title, words,
        marks.draw_dots(values, along="y", position="middle right"), axis, rows,
        "Exact Poisson 95% intervals.", annotations=not_shown,
    )  # fmt: skip


def funnel(findings: Findings, measure: str = "short_notice") -> Chart:
    """Return the chart of areas by size, inside the limits where chance alone would put them.

    Parameters:
        measure: the key of a measure that is a share.

    Raises:
        PackError: if fewer than four areas can be shown.
    """
    peers = next((peers for peers in findings.peers if peers.measure.key == measure), None)
    if peers is None:
        raise PackError(
            "A funnel needs four areas or more whose value can be shown. Put more years together, "
            "or choose another measure."
        )
    wholes = [result.whole or 0 for result in peers.results]
    step = max(1, (max(wholes) - min(wholes)) // 40)
    data = marks.draw_funnel(peers.centre, range(min(wholes), max(wholes) + step, step))
    named = replace(_own_kind(findings), word=for_html(findings.area))
    for kind, position in ((OTHERS, None), (named, "top center")):
        values = (
            (r.whole or 0, AreaValue(r.area, r.period, r.value.value, for_html(r.area), kind=kind))
            for r in peers.results
            if r.value and (r.area == findings.area) is (kind == named)
        )
        data += marks.draw_dots(values, along="y", position=position)
    rows = [
        {"Area": plain(r.area), "Babies": f"{r.part:,}", "Babies altogether": f"{r.whole:,}",
         "Value": r.value_text, "Against the 95% limits": peers.standings[r.area]}
        for r in peers.results
    ]  # fmt: skip
    return _make_chart(
        findings, measure, "your-area-funnel",
        f"{peers.measure.title} by area and size, {peers.period}", peers.text(findings.area), data,
        style.axis("Number of babies", rangemode="tozero"), rows,
        "Limits after Spiegelhalter 2005; the centre is the value of the areas shown together.",
        showlegend=True,
    )  # fmt: skip


def _make_chart(
    findings: Findings, measure: str, key: str, title: str, words: str,
    data: list[dict[str, Any]], x: dict[str, Any], rows: list[dict[str, str]], method: str,
    **layout: Any,
) -> Chart:  # fmt: skip
    """Return a chart whose sources define its measure: no published figure is in it."""
    y = style.axis("Babies" if measure == "count" else "Per cent", rangemode="tozero")
    return Chart(
        key=key, title=title, sentence=words, description=words,
        spec={"data": data, "layout": style.layout(x=x, y=y, **layout)}, rows=rows,
        sources=evidence.sources_of((*MEASURE[measure].published, "newborns-england-2019-20")[0]),
        notes=(
            method,
            "The counts are those of your table; the sources say how they are defined.",
            findings.protected.summary,
        ),
    )  # fmt: skip


def _own_kind(findings: Findings) -> style.Kind:
    if findings.protected.illustrative:
        return style.Kind("Illustrative table", style.VERMILION, "diamond-open")
    return style.Kind("Your table", style.VERMILION, "diamond")
