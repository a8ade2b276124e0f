"""Charts of what a protected table says: over time, and among its areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import Chart, marks, style
from born_into_care.errors import PackError
from born_into_care.estimates import funnel_limits
from born_into_care.your_area.counts import ALL_AREAS, ALL_PERIODS, mid_sentence
from born_into_care.your_area.finding import Findings
from born_into_care.your_area.grouping import year_of
from born_into_care.your_area.measures import MEASURE, Measure
from born_into_care.your_area.peers import Peers
from born_into_care.your_area.safe_text import for_html, plain
from born_into_care.your_area.said import interval_text, number
from born_into_care.your_area.working import Found, published_name, work_out

YOURS = marks.Kind("Your table", style.VERMILION, "diamond")
MADE_UP = marks.Kind("Illustrative table", style.VERMILION, "diamond-open")
OTHERS = marks.Kind("Other areas of your table", style.GREY, "circle-open")
_FROM_YOUR_TABLE = "The counts are those of your table; the sources say how they are defined."
_DEFINED_WITH = {"count": "newborns-england-2019-20", "emergency": "short-notice-england-2019-20"}
"""Measures that no published figure stands beside, and one whose sources define them."""
SHARES = ("newborn_share", "short_notice", "emergency", "same_day")


def over_time(findings: Findings, measure: str = "count") -> Chart:
    """Give one measure of an area in each period, with gaps where it is hidden.

    Parameters:
        findings: what a table says about one area.
        measure: the key of a measure.

    Raises:
        PackError: if fewer than two periods can be shown.
    """
    chosen = MEASURE[measure]
    periods = [p for p in findings.protected.periods if p != ALL_PERIODS]
    rows = [work_out(findings.protected, chosen, findings.area, p) for p in periods]
    shown = [row for row in rows if row.value is not None]
    area = plain(mid_sentence(findings.area))
    if len(shown) < 2:
        together = findings.area != ALL_AREAS and ALL_AREAS in findings.protected.areas
        raise PackError(
            f"{chosen.title} of {area} can be shown in fewer than two periods. "
            f"Choose {'all areas together, ' * together}another measure, or a table of more or "
            "longer periods."
        )
    title = f"{chosen.title} by period, {area}"
    units = {"count": "Babies", "rate": "Per 10,000 live births", "share": "Per cent"}
    data = [
        marks.points(
            _kind(findings), x=[r.period for r in shown],
            y=[r.value.value for r in shown if r.value],
            text=[number(r.value.value, chosen.kind, r.whole) for r in shown if r.value],
            low=[r.value.low for r in shown if r.value],
            high=[r.value.high for r in shown if r.value],
        )
    ]  # fmt: skip
    gaps = [r.period for r in rows if r.value is None]
    layout = style.layout(
        title=title,
        x=style.axis("Period", type="category", categoryarray=periods, categoryorder="array"),
        y=style.axis(units[chosen.kind], rangemode="tozero"),
        annotations=[
            marks.label("not shown", x=p, y=0, panel=1, align="center", yshift=12) for p in gaps
        ],
        showlegend=False,
    )
    change = next((c for c in findings.changes if c.measure == chosen), None)
    words = change.text if change else shown[-1].text
    if gaps:
        words += f" {len(gaps)} of {len(periods)} periods can't be shown."
    return _chart(
        "your-area-over-time", title, words, data, layout,
        [_row(findings.area, row) for row in rows], findings,
        (*_definition(chosen), *_births(chosen, findings, (findings.area,), periods)),
        ("Exact Poisson 95% intervals for counts and rates, Wilson for shares.",),
    )  # fmt: skip


def funnel(findings: Findings, measure: str = "short_notice") -> Chart:
    """Give the areas of a table by size, inside the limits where chance alone would put them.

    Parameters:
        findings: what a table says about one area.
        measure: the key of a measure that is a share or a rate.

    Raises:
        PackError: if fewer than four areas can be shown.
    """
    peers = next((p for p in findings.peers if p.measure.key == measure), None)
    if peers is None:
        raise PackError(
            "A funnel needs four areas or more whose value can be shown. Put more years together, "
            "or choose another measure."
        )
    rate = peers.measure.kind == "rate"
    thing = "live births" if rate else "babies"
    title = f"{peers.measure.title} by area and size, {peers.period}"
    data = [*_limits(peers), *_marks(peers, findings.area, _kind(findings))]
    layout = style.layout(
        title=title,
        x=style.axis(f"Number of {thing}", rangemode="tozero"),
        y=style.axis("Per 10,000 live births" if rate else "Per cent", rangemode="tozero"),
    )
    table = [
        {
            "Area": plain(p.area),
            "Babies": f"{p.part:,}",
            f"{thing.capitalize()} in all": f"{p.whole:,}",
            "Value": number(p.value, peers.measure.kind, p.whole),
            "Against the 95% limits": p.stands,
        }
        for p in peers.areas
    ]
    words = peers.text(findings.area)
    return _chart(
        "your-area-funnel", title, words, data, layout, table, findings,
        (
            *_definition(peers.measure),
            *_births(peers.measure, findings, [p.area for p in peers.areas], (peers.period,)),
        ),
        ("Limits after Spiegelhalter 2005; the centre is the value of the areas shown together.",),
    )  # fmt: skip


def _definition(measure: Measure) -> tuple[str, ...]:
    """The sources of a measure's definition: no published figure is in these charts."""
    return evidence.sources_of(_DEFINED_WITH.get(measure.key) or measure.published[0])


def _births(
    measure: Measure, findings: Findings, areas: Sequence[str], periods: Sequence[str]
) -> tuple[str, ...]:
    """The ids of the live births that a rate takes from the evidence."""
    if measure.kind != "rate":
        return ()
    held, ids = evidence.births_by_id(), []
    for area in areas:
        for period in periods:
            place, year = published_name(area), year_of(period)
            if place and year and findings.protected.births_in(area, period) is None:
                ids.append(f"{evidence.area_slug(place)}-{year}")
    return tuple(name for name in ids if name in held)


def _kind(findings: Findings) -> marks.Kind:
    return MADE_UP if findings.protected.illustrative else YOURS


def _limits(peers: Peers) -> list[dict[str, Any]]:
    largest = max(p.whole for p in peers.areas)
    smallest = min(p.whole for p in peers.areas)
    steps = max(1, (largest - smallest) // 40)
    sizes = list(range(smallest, largest + steps, steps))
    rate = peers.measure.kind == "rate"
    lines = []
    for level, dash, name in ((0.95, "dash", "95% limits"), (0.998, "dot", "99.8% limits")):
        low, high = funnel_limits(
            peers.centre if rate else peers.centre / 100, sizes,
            kind="rate" if rate else "share", level=level,
        )  # fmt: skip
        scale = 1 if rate else 100
        for side, limit in (("lower", low), ("upper", high)):
            lines.append(
                {
                    "type": "scatter", "mode": "lines", "name": name, "x": sizes,
                    "y": [round(float(v) * scale, 4) for v in limit], "legendgroup": name,
                    "showlegend": side == "upper", "hoverinfo": "skip",
                    "line": {"color": style.GREY, "width": 1.5, "dash": dash},
                }
            )  # fmt: skip
    return lines


def _marks(peers: Peers, area: str, own: marks.Kind) -> list[dict[str, Any]]:
    made = []
    for kind, chosen in (
        (OTHERS, [p for p in peers.areas if p.area != area]),
        (own, [p for p in peers.areas if p.area == area]),
    ):
        if chosen:
            made.append(
                marks.points(
                    kind, x=[p.whole for p in chosen], y=[p.value for p in chosen],
                    text=[for_html(p.area) for p in chosen],
                    position="top center" if kind is own else None,
                    name=for_html(area) if kind is own else kind.word,
                )
            )  # fmt: skip
    return made


def _row(area: str, found: Found) -> dict[str, str]:
    value = found.value
    return {
        "Measure": found.measure.title,
        "Area": plain(area),
        "Period": found.period,
        "Value": found.withheld
        if value is None
        else number(value.value, found.measure.kind, found.whole),
        "95% interval": ""
        if value is None
        else interval_text(value, found.measure.kind, found.whole),
    }


def _chart(
    key: str,
    title: str,
    words: str,
    data: list[dict[str, Any]],
    layout: dict[str, Any],
    table: list[dict[str, str]],
    findings: Findings,
    sources: tuple[str, ...],
    notes: tuple[str, ...],
) -> Chart:
    return Chart(
        key=key, title=title, sentence=words, description=words,
        spec={"data": data, "layout": layout}, rows=table, sources=sources,
        notes=(*notes, _FROM_YOUR_TABLE, findings.protected.summary),
        illustrative=findings.protected.illustrative,
    )  # fmt: skip
