"""Charts of what a protected table says: newborns over time, and a share among its areas."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.briefing.document import lower_total
from born_into_care.charts import Chart, marks, style
from born_into_care.charts.chart import make_chart
from born_into_care.charts.values import AreaValue
from born_into_care.errors import PackError, require_known
from born_into_care.text import for_html, plain
from born_into_care.your_area.findings import SHARES, Findings, compute_measure
from born_into_care.your_area.protection import ALL_PERIODS

OTHERS = style.Kind("Other areas of your table", style.GREY, "circle-open")
# No published figure is in these charts: their sources define what is counted.
_DEFINITION = "newborns-england-2019-20"


def over_time(findings: Findings) -> Chart:
    """Return the chart of an area's newborns in each period, with gaps where they are hidden.

    Raises:
        PackError: if fewer than two periods can be shown.
    """
    protected, measure = findings.protected, findings.results["count"].measure
    periods = [period for period in protected.periods if period != ALL_PERIODS]
    results = [compute_measure(protected, measure, findings.area, p) for p in periods]
    shown = [result for result in results if result.value]
    area, place = plain(findings.area), plain(lower_total(findings.area))
    if len(shown) < 2:
        together = "" if findings.area == protected.areas[-1] else "all areas together, or "
        raise PackError(
            f"Newborns of {place} can be shown in fewer than two periods. Choose {together}a table "
            "of more or longer periods."
        )
    values = (
        (column, AreaValue(place, r.period, r.value.value, r.value_text, r.value, _kind(findings)))
        for column, r in enumerate(results)
        if r.value
    )
    # Above the intervals, which stand close together on a phone.
    labels = [
        marks.label(
            r.value_text if r.value else "not shown",
            x=column, y=r.value.high if r.value else 0, panel=1, align="center", yshift=12,
        )
        for column, r in enumerate(results)
    ]  # fmt: skip
    facts = {
        "area": area, "place": place, "last": shown[-1], "summary": protected.summary,
        "hidden": len(periods) - len(shown), "periods": len(periods),
        "change": findings.changes.get("count"),
    }  # fmt: skip
    rows = [
        {"Area": area, "Period": r.period, "Babies": r.value_text, "95% interval": r.interval_text}
        for r in results
    ]
    return make_chart(
        "your-area-over-time", facts, rows=rows, sources=evidence.sources_of(_DEFINITION),
        data=marks.draw_dots(values, along="y"),
        x=style.axis("Period", tickvals=[*range(len(periods))], ticktext=periods,
                     range=[-0.5, len(periods) - 0.5]),
        y=style.axis("Babies", rangemode="tozero"), annotations=labels,
        narrow={"xaxis": {"tickangle": -90}},
    )  # fmt: skip


def funnel(findings: Findings, measure: str = "short_notice") -> Chart:
    """Return the chart of areas by size, inside the limits where chance alone would put them.

    Parameters:
        measure: the key of a measure that is a share.

    Raises:
        PackError: if fewer than four areas can be shown.
    """
    require_known("share", measure, SHARES)
    peers = findings.peers.get(measure)
    if not peers:
        raise PackError(
            "A funnel needs four areas or more whose value can be shown. Put more years together, "
            "or choose another measure."
        )
    parts, wholes = zip(*((result.part, result.whole) for result in peers.results), strict=True)
    low, high = min(wholes), max(wholes)
    step = max(1, (high - low) // 40)
    # Where all areas are of one size, the limits are lines too.
    data = marks.draw_funnel(
        100 * sum(parts) / sum(wholes), range(low, max(high, low + 9) + step, step)
    )
    named = replace(_kind(findings), word=for_html(findings.area))
    for kind, position in ((OTHERS, None), (named, "top center")):
        values = (
            (r.whole, AreaValue(r.area, r.period, r.value.value, for_html(r.area), kind=kind))
            for r in peers.results
            if r.value and (r.area == findings.area) is (kind == named)
        )
        data += marks.draw_dots(values, along="y", position=position)
    rows = [
        {"Area": plain(r.area), "Babies": f"{r.part:,}", "Babies altogether": f"{r.whole:,}",
         "Value": r.value_text, "Against the 95% limits": peers.standings[r.area]}
        for r in peers.results
    ]  # fmt: skip
    facts = {"peers": peers, "area": findings.area, "summary": findings.protected.summary}
    return make_chart(
        "your-area-funnel", facts, data=data, rows=rows,
        sources=evidence.sources_of((*peers.measure.published, _DEFINITION)[0]),
        x=style.axis("Number of babies", rangemode="tozero"),
        y=style.axis("Per cent", rangemode="tozero"), showlegend=True,
    )  # fmt: skip


def _kind(findings: Findings) -> style.Kind:
    made_up = findings.protected.illustrative
    word, symbol = ("Illustrative", "diamond-open") if made_up else ("Your", "diamond")
    return style.Kind(f"{word} table", style.VERMILION, symbol)
