"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions import sentences, views
from born_into_care.charts.regions.known import Known, Reference, known, reference
from born_into_care.charts.regions.marks import NAMES, Drawing, note
from born_into_care.charts.regions.measures import MEASURES, Measure, measure
from born_into_care.estimates import Interval, NoInterval, RankUncertainty, simulate_ranks
from born_into_care.messages import choose

if TYPE_CHECKING:
    import pandas as pd

MEASURE_NAMES = tuple(one.name for one in MEASURES)
BOTH = "Both years"
PERIODS = ("2019/20", "2012/13", BOTH)
DOTS, TILES, FUNNEL, RANKS = VIEWS = ("Dot plot", "Tile map", "Funnel plot", "Ranks")
SORTS = ("By value", "By name")
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)
# One account gives a share for some regions and names none; others name the North East.
_UNNAMED, _NAMED = "same-day-some-regions-2019-20", "same-day-north-east-2019-20"


def regions(
    *,
    measure: str = "Same-day hearings",
    period: str = "2019/20",
    view: str = DOTS,
    sort: str = "By value",
    highlight: str = NOBODY,
    illustrative: bool = False,
) -> Chart:
    """Give the nine regions of England and Wales side by side.

    Parameters:
        measure: one of `MEASURE_NAMES`.
        period: one of `PERIODS`.
        view: one of `VIEWS`.
        sort: one of `SORTS`; for the dot plot.
        highlight: one of `HIGHLIGHTS`.
        illustrative: whether hollow, illustrative marks stand where nothing is published.

    Raises:
        PackError: if a choice does not exist; it says which do.

    Source of the method: Wilson and exact Poisson intervals; Spiegelhalter 2005 for the funnel;
    ranks by simulation after Goldstein and Spiegelhalter 1996.

    Example:
        >>> chart = regions(measure="Incidence", highlight="London")
        >>> chart.sentence.startswith("In 2019/20, as published: the North East 81.3 per 10,000")
        True
    """
    chosen = _measure(measure)
    for kind, asked, options in (
        ("period", period, PERIODS),
        ("view", view, VIEWS),
        ("order", sort, SORTS),
        ("area", highlight, HIGHLIGHTS),
    ):
        choose(kind, asked, options)
    years = ("2019/20", "2012/13") if period == BOTH else (period,)
    values = [
        known(measure, area, year, illustrative=illustrative)
        for year in years
        for area in evidence.AREAS
    ]
    lines = {year: reference(chosen, year, illustrative=illustrative) for year in years}
    found = (
        {year: _ranked(chosen, tuple(_of(values, year))) for year in years} if view == RANKS else {}
    )
    sentence = _sentence(values, chosen, lines, found, view, highlight)
    made_up = any(one.standing == "illustrative" for one in values)
    when = " and ".join(sorted(years))
    title = (
        f"{chosen.said[0].upper()}{chosen.said[1:]}, by region of England and in Wales, {when}"
        f"{_TITLES[view]}{' (with illustrative values)' if made_up else ''}"
    )
    return Chart(
        key="regions",
        title=title,
        sentence=sentence,
        description=_description(values, lines, view, sentence),
        spec=_spec(title, values, chosen, lines, found, view, sort, highlight),
        table=_table(values, chosen, found, sort),
        sources=_sources(values, lines, chosen),
        notes=_notes(values, chosen, lines, view),
        illustrative=made_up
        or any(line is not None and not line.sources for line in lines.values()),
    )


_TITLES = {DOTS: "", TILES: ": tile map", FUNNEL: ": funnel plot", RANKS: ": ranks"}


def _measure(name: str) -> Measure:
    return measure(name)


def _of(values: Sequence[Known], year: str) -> list[Known]:
    return [one for one in values if one.period == year]


@lru_cache(maxsize=64)
def _ranked(chosen: Measure, values: tuple[Known, ...]) -> RankUncertainty | None:
    # A rank needs the number of babies, as an interval does.
    ready = [one for one in values if one.can_be_ranked]
    if len(ready) < 2:
        return None
    return simulate_ranks(
        [round(one.events(chosen.per) or 0) for one in ready],
        [round(one.size or 0) for one in ready],
        areas=[one.area for one in ready],
        kind=chosen.kind,
    )


def _sentence(
    values: Sequence[Known],
    chosen: Measure,
    lines: dict[str, Reference | None],
    found: dict[str, RankUncertainty | None],
    view: str,
    highlight: str,
) -> str:
    said = []
    for year, line in lines.items():
        of_year = _of(values, year)
        if view == FUNNEL:
            said.append(sentences.funnel_sentence(of_year, chosen, line, year))
        elif view == RANKS:
            said.append(sentences.rank_sentence(found[year], of_year, year))
        else:
            said.append(sentences.known_sentence(of_year, year))
    if len(lines) == 2 and view in (DOTS, TILES):
        said.append(sentences.direction_sentence(values, chosen))
    if highlight != NOBODY:
        said.append(sentences.highlight_sentence(values, highlight))
    return " ".join(said)


_HOW = {
    DOTS: "Each area has a row; a line on either side of a dot is its 95% interval, by the method "
    "named in the notes.",
    TILES: "Each area is a tile of the same size, placed roughly as on a map; darker is higher.",
    FUNNEL: "Areas to the right have more babies or births; the limits narrow from left to right "
    "as numbers grow, because small numbers swing more by chance.",
    RANKS: "Rank 1 is the highest. A dot is the middle rank, and its line the ranks from 95 of 100 "
    "simulations: the longer the line, the less the rank says.",
}


def _description(
    values: Sequence[Known], lines: dict[str, Reference | None], view: str, sentence: str
) -> str:
    parts = [_HOW[view]]
    parts += [
        f"In {year}, {sentences.reference_sentence(_of(values, year), line)}"
        for year, line in lines.items()
    ]
    missing = sum(one.standing in ("not published", "illustrative") for one in values)
    hollow = any(one.standing == "illustrative" for one in values)
    parts.append(
        f"{missing} of {len(values)} values are not published here"
        f"{'; hollow marks stand in for them.' if hollow else '.'}"
    )
    return f"{sentence} {' '.join(parts)}"


def _table(
    values: Sequence[Known], chosen: Measure, found: dict[str, RankUncertainty | None], sort: str
) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for one in sorted(values, key=lambda one: _row_order(one, sort)):
        row = {
            "Area": one.area,
            "Year": one.period,
            "Value": one.text,
            "95% interval": "none"
            if one.limits is None
            else f"{one.limits[0]:.1f} to {one.limits[1]:.1f}",
            "Standing": NAMES[one.standing],
            "Over": "not known" if one.size is None else _over(one, chosen),
        }
        ranked = found.get(one.period)
        if found:
            placed = ranked is not None and one.area in ranked.areas
            at = ranked.areas.index(one.area) if ranked is not None and placed else 0
            row["Ranks it could have"] = (
                f"{ranked.low_rank[at]} to {ranked.high_rank[at]}"
                if ranked is not None and placed
                else "none"
            )
        rows.append(row)
    return pd.DataFrame(rows)


def _over(one: Known, chosen: Measure) -> str:
    about = (
        "about "
        if one.standing == "published" and chosen.kind == "share" and one.area != "Wales"
        else ""
    )
    return f"{about}{one.size:,.0f} {'babies' if chosen.kind == 'share' else 'live births'}"


def _row_order(one: Known, sort: str) -> tuple[float, str, str]:
    return (0.0 if sort == "By name" else -(one.value or -1.0), one.area, one.period)


def _sources(
    values: Sequence[Known], lines: dict[str, Reference | None], chosen: Measure
) -> tuple[str, ...]:
    ids = [name for one in values for name in one.sources]
    ids += [name for line in lines.values() if line is not None for name in line.sources]
    if chosen.name == "Same-day hearings" and "2019/20" in lines:
        ids.append(_UNNAMED)
    return tuple(dict.fromkeys(ids)) or ("nfjo2021",)


def _notes(
    values: Sequence[Known], chosen: Measure, lines: dict[str, Reference | None], view: str
) -> tuple[str, ...]:
    notes = [chosen.definition]
    if chosen.name == "Same-day hearings" and "2019/20" in lines:
        said, named = (evidence.figure(name).value_text for name in (_UNNAMED, _NAMED))
        notes.append(
            f"One account says {said} in some regions, without naming them; others give the "
            f"North East {named}%. Both are kept."
        )
    if any(one.standing == "not published" for one in values):
        notes.append(
            "The report's own regional table is not held here: an area without a mark was not "
            "measured as zero. A lecturer who holds the report can type its table in."
        )
    for one in values:
        if isinstance(one.interval, Interval) and one.standing != "illustrative":
            notes.append(_interval_note(one, one.interval))
        elif isinstance(one.interval, NoInterval) and one.value is not None:
            notes.append(f"{one.area}, {one.period}. {one.interval}")
    if any(one.standing == "illustrative" for one in values):
        how = "Wilson" if chosen.kind == "share" else "exact Poisson"
        notes.append(f"Illustrative values carry {how} 95% intervals over illustrative numbers.")
    if view == FUNNEL:
        how = "binomial" if chosen.kind == "share" else "Poisson"
        notes.append(f"Funnel limits: exact {how}, around {_around(lines)}.")
    if view == RANKS:
        notes.append("Ranks: 10,000 simulations with a fixed seed from each area's own numbers.")
    typed = sorted({one.citation for one in values if one.citation})
    return (*notes, *(f"Typed in from the report: {citation}." for citation in typed))


def _around(lines: dict[str, Reference | None]) -> str:
    said = [line.said for line in lines.values() if line is not None]
    return " and ".join(said) if said else "a line that is not published here"


def _interval_note(one: Known, interval: Interval) -> str:
    text = f"{one.area}, {one.period}: {interval.method}."
    return f"{text} {interval.note}" if interval.note else text


def _spec(
    title: str,
    values: Sequence[Known],
    chosen: Measure,
    lines: dict[str, Reference | None],
    found: dict[str, RankUncertainty | None],
    view: str,
    sort: str,
    highlight: str,
) -> dict[str, Any]:
    years = list(lines)
    if view == DOTS:
        return _dots_spec(title, values, chosen, lines, sort, highlight)
    drawings, axes = [], {}
    for panel, year in enumerate(years, start=1):
        of_year = _of(values, year)
        x, y = _axes(chosen, view, found.get(year), views.axis_names(panel)["xaxis"])
        if view == TILES:
            drawings.append(views.tiles(of_year, chosen, panel, highlight))
        elif view == FUNNEL:
            drawings.append(views.funnel(of_year, chosen, lines[year], panel, highlight))
        else:
            drawings.append(views.ranks(of_year, found[year], panel, highlight))
        names = views.axis_names(panel)
        suffix = "" if panel == 1 else str(panel)
        domain = [0.0, 1.0] if len(years) == 1 else ([0.58, 0.96] if panel == 1 else [0.06, 0.44])
        axes[f"xaxis{suffix}"] = x | {"anchor": names["yaxis"]}
        axes[f"yaxis{suffix}"] = y | {"anchor": names["xaxis"], "domain": domain}
        if len(years) == 2:
            drawings[-1].annotations.append(
                note(
                    f"<b>{year}</b>",
                    x=0,
                    y=1,
                    xref=f"{names['xaxis']} domain",
                    yref=f"{names['yaxis']} domain",
                    xanchor="left",
                    yanchor="bottom",
                    yshift=6,
                )
            )
    height = 560 if len(years) == 1 else 1000
    return _joined(title, drawings, axes, height=height, legend=view != TILES, years=len(years))


def _dots_spec(
    title: str,
    values: Sequence[Known],
    chosen: Measure,
    lines: dict[str, Reference | None],
    sort: str,
    highlight: str,
) -> dict[str, Any]:
    order = _order(values, sort)
    drawn = [
        line if len(lines) == 1 else replace(line, label=f"{year}, {line.label}")
        for year, line in lines.items()
        if line is not None
    ]
    drawing = views.dots(values, order, drawn, highlight)
    if chosen.name == "Same-day hearings" and "2019/20" in lines:
        # The account that says so names no region: a line, since there is no row to put it in.
        some = evidence.figure(_UNNAMED)
        assert some.number is not None
        unnamed = Reference(
            label=f"Some regions, not named: {some.value_text}",
            value=some.number,
            said="",
            sources=(),
        )
        drawing.data.append(views.upright(unnamed, dash="dot", top=len(order) - 0.3))
    axes = {
        "xaxis": style.axis(chosen.axis, range=[0, chosen.top]),
        "yaxis": style.axis(
            "",
            tickmode="array",
            tickvals=list(range(len(order))),
            ticktext=[_two_lines(area) for area in reversed(order)],
            range=[-0.7, len(order) - 0.3],
            showgrid=False,
        ),
    }
    return _joined(title, [drawing], axes, height=600, legend=True, years=1)


def _joined(
    title: str,
    drawings: Sequence[Drawing],
    axes: dict[str, Any],
    *,
    height: int,
    legend: bool,
    years: int,
) -> dict[str, Any]:
    layout = style.layout(
        title=title,
        x=axes["xaxis"],
        y=axes["yaxis"],
        height=height,
        **{name: axis for name, axis in axes.items() if name[-1].isdigit()},
    )
    layout["shapes"] = [shape for one in drawings for shape in one.shapes]
    layout["annotations"] = [text for one in drawings for text in one.annotations]
    layout["showlegend"] = legend
    layout["margin"] = layout["margin"] | {
        "t": layout["margin"]["t"] + 20,
        "b": 96 if legend else 16,
    }
    layout["legend"] = layout["legend"] | {"y": -0.2 if years == 1 else -0.06}
    return {"data": [trace for one in drawings for trace in one.data], "layout": layout}


def _axes(
    chosen: Measure, view: str, found: RankUncertainty | None, xaxis: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    if view == TILES:
        hidden = {"visible": False, "fixedrange": True}
        # Nine regions and Wales lie in four columns and four rows.
        square = {"scaleanchor": xaxis, "constrain": "domain"}
        return (
            hidden | {"range": [-0.55, 3.55], "constrain": "domain"},
            hidden | {"range": [0.45, 4.55]} | square,
        )
    if view == FUNNEL:
        over = (
            "Newborn babies in care proceedings"
            if chosen.kind == "share"
            else "Live births in the year"
        )
        return (
            style.axis(over, rangemode="tozero"),
            style.axis(chosen.axis, range=[chosen.funnel_from, chosen.top]),
        )
    names = [] if found is None else views.rank_names(found)
    last = max(len(names), 2)
    return (
        style.axis("Rank (1 is the highest)", range=[0.5, last + 0.5], dtick=1),
        style.axis(
            "",
            tickmode="array",
            tickvals=list(range(len(names))),
            ticktext=[_two_lines(area) for area in names],
            range=[-0.7, last - 0.3],
            showgrid=False,
        ),
    )


def _order(values: Sequence[Known], sort: str) -> list[str]:
    """Areas from the top row to the lowest; those without a value come last, by name."""
    if sort == "By name":
        return sorted(evidence.AREAS)
    best: dict[str, float] = {}
    for one in reversed(values):  # the newest year comes first in values, so it is kept
        if one.value is not None:
            best[one.area] = one.value
    return sorted(evidence.AREAS, key=lambda area: (-best.get(area, -1.0), area))


def _two_lines(area: str) -> str:
    return "Yorkshire and<br>The Humber" if area.startswith("Yorkshire") else area
