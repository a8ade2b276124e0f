"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions import sentences
from born_into_care.charts.regions.measures import (
    ILLUSTRATIVE,
    MEASURES,
    MISSING,
    PUBLISHED,
    TYPED,
    UNNAMED,
    Measure,
    Year,
    find_reference,
    find_value,
    has_unnamed,
)
from born_into_care.charts.regions.views import DOTS, FUNNEL, RANKS, TILES, VIEWS, draw_view
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval
from born_into_care.errors import choose
from born_into_care.estimates import NoInterval, RankUncertainty, simulate_ranks
from born_into_care.evidence.cache import cached
from born_into_care.text import capital

MEASURE_NAMES = tuple(MEASURES)
BOTH = "Both years"
PERIODS = ("2019/20", "2012/13", BOTH)
SORTS = ("By value", "By name")
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)
_NAMED = "same-day-north-east-2019-20"
_TITLES = {DOTS: "", TILES: ": tile map", FUNNEL: ": funnel plot", RANKS: ": ranks"}
_HOW = {
    DOTS: "Each area has a row; a line on either side of a dot is its 95% interval, by the method "
    "named in the notes.",
    TILES: "Each area is a tile of the same size, placed roughly as on a map; darker is higher.",
    FUNNEL: "Areas to the right have more babies or births; the limits narrow from left to right "
    "as numbers grow, because small numbers swing more by chance.",
    RANKS: "Rank 1 is the highest. A dot is the middle rank, and its line the ranks from 95 of 100 "
    "simulations: the longer the line, the less the rank says.",
}


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
    title = (
        f"{capital(chosen.described)}, by region of England and in Wales, "
        f"{' and '.join(sorted(periods))}{_TITLES[view]}"
        f"{' (with illustrative values)' if made_up else ''}"
    )
    sentence = _sentence(chosen, years, view, highlight)
    return Chart(
        key="regions",
        title=title,
        sentence=sentence,
        description=f"{sentence}{_description(chosen, years, view)}",
        spec=draw_view(view, title, chosen, years, highlight=highlight, by_name=sort == "By name"),
        rows=_rows(chosen, years, view, by_name=sort == "By name"),
        sources=_sources(chosen, years),
        notes=_notes(chosen, years, view),
        illustrative=made_up or any(year.line and not year.line.sources for year in years),
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
    if len(ready) < 2:
        return None
    return simulate_ranks(
        [round((value.value or 0) * (value.size or 0) / measure.per) for value in ready],
        [round(value.size or 0) for value in ready],
        areas=[value.area for value in ready],
        kind=measure.kind,
    )


def _sentence(measure: Measure, years: Sequence[Year], view: str, highlight: str) -> str:
    values = [value for year in years for value in year.values]
    if view == FUNNEL:
        parts = [sentences.describe_funnel(year, measure) for year in years]
    elif view == RANKS:
        parts = [sentences.describe_ranks(year) for year in years]
    else:
        parts = [sentences.describe_values(year) for year in years]
        parts += [sentences.describe_directions(values)] * (len(years) == 2)
    parts += [sentences.describe_highlight(values, highlight)] * (highlight != NOBODY)
    return " ".join(parts)


def _description(measure: Measure, years: Sequence[Year], view: str) -> str:
    """Return what follows the sentence: how to read the drawing, and what is missing."""
    values = [value for year in years for value in year.values]
    missing = sum(value.standing in (MISSING, ILLUSTRATIVE) for value in values)
    hollow = any(value.standing == ILLUSTRATIVE for value in values)
    parts = [_HOW[view], *(f"In {year.period}, {sentences.describe_sides(year)}" for year in years)]
    if view == DOTS and has_unnamed(measure, years):
        some = evidence.figure(UNNAMED)
        parts.insert(
            0,
            f"A dotted line stands at {some.value_text}, which one account gives for some regions "
            f"in {some.period} without naming them.",
        )
    end = "; hollow marks stand in for them." if hollow else "."
    parts.append(f"{missing} of {len(values)} values are not published here{end}")
    return " " + " ".join(parts)


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


def _sources(measure: Measure, years: Sequence[Year]) -> tuple[str, ...]:
    shown = [value for year in years for value in year.values]
    shown += [year.line for year in years if year.line is not None]
    ids = [name for value in shown for name in value.sources]
    ids += [UNNAMED] * has_unnamed(measure, years)
    return tuple(dict.fromkeys(ids)) or ("nfjo2021",)


def _notes(measure: Measure, years: Sequence[Year], view: str) -> tuple[str, ...]:
    values = [value for year in years for value in year.values]
    share = measure.kind == "share"
    notes = [measure.definition]
    if has_unnamed(measure, years):
        some, named = (evidence.figure(name).value_text for name in (UNNAMED, _NAMED))
        notes.append(
            f"One account says {some} in some regions, without naming them; others give the "
            f"North East {named}%. Both are kept."
        )
    if any(value.standing == MISSING for value in values):
        notes.append(
            "The report's own regional table is not held here: an area without a mark was not "
            "measured as zero. A lecturer who holds the report can type its table in."
        )
    notes += [_interval_note(value) for value in values if value.standing in (PUBLISHED, TYPED)]
    if any(value.standing == ILLUSTRATIVE for value in values):
        how = "Wilson" if share else "exact Poisson"
        notes.append(f"Illustrative values carry {how} 95% intervals over illustrative numbers.")
    if view == FUNNEL:
        lines = [sentences.describe_line(year.line) for year in years if year.line is not None]
        around = " and ".join(lines) or "a line that is not published here"
        notes.append(f"Funnel limits: exact {'binomial' if share else 'Poisson'}, around {around}.")
    if view == RANKS:
        notes.append("Ranks: 10,000 simulations with a fixed seed from each area's own numbers.")
    typed = sorted({value.citation for value in values if value.citation})
    return (*notes, *(f"Typed in from the report: {citation}." for citation in typed))


def _interval_note(value: AreaValue) -> str:
    where = f"{value.area}, {value.period}"
    if isinstance(value.interval, NoInterval):
        return f"{where}. {value.interval}"
    return f"{where}: {value.interval.method}. {value.interval.note}".strip()
