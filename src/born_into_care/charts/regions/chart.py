"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import funnel
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions.measures import (
    ILLUSTRATIVE,
    MEASURES,
    MISSING,
    PUBLISHED,
    REAL,
    UNNAMED,
    Measure,
    Year,
    find_reference,
    find_value,
    has_unnamed,
)
from born_into_care.charts.regions.views import DOTS, FUNNEL, RANKS, VIEWS, draw_view
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import (
    describe_count,
    format_interval,
    name_in_sentence,
    names_in_sentence,
    write_words,
)
from born_into_care.errors import choose
from born_into_care.estimates import RankUncertainty, simulate_ranks
from born_into_care.evidence.cache import cached

MEASURE_NAMES = tuple(MEASURES)
BOTH = "Both years"
PERIODS = ("2019/20", "2012/13", BOTH)
SORTS = ("By value", "By name")
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)


def regions(
    *,
    measure: str = "Same-day hearings",
    period: str = "2019/20",
    view: str = DOTS,
    sort: str = "By value",
    highlight: str = NOBODY,
    illustrative: bool = False,
) -> Chart:
    """Return the nine regions of England and Wales side by side.

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
    chosen = MEASURES[choose("measure", measure, MEASURES)]
    choose("period", period, PERIODS)
    choose("view", view, VIEWS)
    choose("order", sort, SORTS)
    choose("area", highlight, HIGHLIGHTS)
    periods = PERIODS[:2] if period == BOTH else (period,)
    years = [_read_year(chosen, when, view, illustrative=illustrative) for when in periods]
    values = [value for year in years for value in year.values]
    made_up = any(value.standing == ILLUSTRATIVE for value in values)
    unnamed = evidence.figure(UNNAMED) if has_unnamed(chosen, years) else None
    by_name = sort == "By name"
    lines = [year.line for year in years if year.line is not None]
    words = write_words(
        "regions",
        measure=chosen,
        view=view,
        years=[_year_facts(chosen, year, view) for year in years],
        values=values,
        real=REAL,
        made_up=made_up,
        unnamed=unnamed,
        moves=_moves(years),
        highlighted=[value for value in values if value.area == highlight],
        lines=[_line_text(line) for line in lines],
        gaps=sum(value.standing not in REAL for value in values),
    )
    sources = [name for value in (*values, *lines) for name in value.sources]
    return Chart(
        key="regions",
        **words,
        spec=draw_view(view, words["title"], chosen, years, highlight=highlight, by_name=by_name),
        rows=_rows(chosen, years, view, by_name=by_name),
        sources=tuple(dict.fromkeys(sources + [UNNAMED] * bool(unnamed))) or ("nfjo2021",),
        illustrative=made_up or any(not line.sources for line in lines),
    )


def _read_year(measure: Measure, period: str, view: str, *, illustrative: bool) -> Year:
    values = tuple(
        find_value(measure.name, area, period, illustrative=illustrative) for area in evidence.AREAS
    )
    line = find_reference(measure, period, illustrative=illustrative)
    return Year(period, values, line, _rank(measure, values) if view == RANKS else None)


@cached
def _rank(measure: Measure, values: Sequence[AreaValue]) -> RankUncertainty | None:
    # A rank needs the number of babies, as an interval does.
    ready = [value for value in values if value.limits is not None]
    per = 100 if measure.kind == "share" else 10_000
    if len(ready) < 2:
        return None
    return simulate_ranks(
        [round(value.number * (value.size or 0) / per) for value in ready],
        [round(value.size or 0) for value in ready],
        areas=[value.area for value in ready],
        kind=measure.kind,
    )


def _year_facts(measure: Measure, year: Year, view: str) -> dict[str, Any]:
    """Return what the words say of one year."""
    drawn = [value for value in year.values if value.value is not None]
    ordered = sorted(year.values, key=lambda value: -(value.value or 0))
    line, ranks = year.line, year.ranks
    placed = [value for value in drawn if value.size]
    return {
        "period": year.period,
        "line": line and _line_text(line),
        "published": [value for value in ordered if value.standing in REAL],
        "illustrative": [value for value in ordered if value.standing == ILLUSTRATIVE],
        "missing": [value for value in ordered if value.standing == MISSING],
        "above": [value.area for value in drawn if line and value.number > line.number],
        "below": [value.area for value in drawn if line and value.number <= line.number],
        "placed": placed,
        "outside": _outside(measure, placed, line) if line and view == FUNNEL else [],
        "ranks": ranks,
        "leader": ranks and max(zip(ranks.probability_of_first, ranks.areas, strict=True)),
        "alike": max(ranks.groups, key=len) if ranks else (),
        "unranked": [value.area for value in drawn if not value.limits],
    }


def _line_text(line: AreaValue) -> str:
    return f"{line.area} ({line.text})"


def _outside(measure: Measure, placed: Sequence[AreaValue], line: AreaValue) -> list[str]:
    """Return how areas lie against the limits of a funnel, as parts of a sentence."""
    inside, parts = list(placed), []
    for level in reversed(funnel.LEVELS):
        sizes = [value.size or 0.0 for value in inside]
        ends = funnel.compute_limits(line.number, sizes, measure.kind, level)
        limits = list(zip(inside, *ends, strict=True))
        above = [value.area for value, _, high in limits if value.number > high]
        below = [value.area for value, low, _ in limits if value.number < low]
        inside = [value for value in inside if value.area not in (*above, *below)]
        parts += [
            f"{names_in_sentence(areas)} {_lie(areas)} {side} the {funnel.level_name(level)} limits"
            for areas, side in ((above, "above"), (below, "below"))
            if areas
        ]
    if inside:
        parts.append(f"{describe_count(len(inside))} {_lie(inside)} within the 95% limits")
    return parts


def _lie(areas: Sequence[object]) -> str:
    return "lies" if len(areas) == 1 else "lie"


def _moves(years: Sequence[Year]) -> list[str]:
    """Return which areas went up and which down, where both years are published."""
    newest, *older = (
        {value.area: value for value in year.values if value.standing in REAL} for year in years
    )
    pairs = [(before[area], newest[area]) for before in older for area in newest if area in before]
    return [
        f"{name_in_sentence(last.area)} {_verb(last.number - first.number)} from {first.text} to "
        f"{last.text}"
        for first, last in pairs
    ]


def _verb(change: float) -> str:
    return "rose" if change > 0 else "fell" if change < 0 else "stayed the same"


def _rows(
    measure: Measure, years: Sequence[Year], view: str, *, by_name: bool
) -> list[dict[str, str]]:
    ranks = {year.period: year.ranks for year in years}
    values = [value for year in years for value in year.values]
    values.sort(key=lambda value: (by_name or -(value.value or -1.0), value.area, value.period))
    return [
        {
            "Area": value.area,
            "Year": value.period,
            "Value": value.text,
            "95% interval": "none" if value.limits is None else format_interval(value.interval),
            "Standing": value.standing,
            "Over": _size(value, measure),
        }
        | ({"Ranks it could have": _ranks(value, ranks[value.period])} if view == RANKS else {})
        for value in values
    ]


def _size(value: AreaValue, measure: Measure) -> str:
    if value.size is None:
        return "not known"
    share = measure.kind == "share"
    about = "about " if share and value.standing == PUBLISHED and value.area != "Wales" else ""
    return f"{about}{value.size:,.0f} {'babies' if share else 'live births'}"


def _ranks(value: AreaValue, ranks: RankUncertainty | None) -> str:
    if ranks is None or value.area not in ranks.areas:
        return "none"
    at = ranks.areas.index(value.area)
    return f"{ranks.low_rank[at]} to {ranks.high_rank[at]}"
