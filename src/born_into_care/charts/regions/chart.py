"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from born_into_care import evidence
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions import measures, sentences
from born_into_care.charts.regions.known import (
    UNNAMED,
    Known,
    Reference,
    known,
    of_year,
    reference,
)
from born_into_care.charts.regions.layout import spec
from born_into_care.charts.regions.marks import NAMES
from born_into_care.charts.regions.measures import MEASURES, Measure
from born_into_care.charts.regions.views import DOTS, FUNNEL, RANKS, TILES, VIEWS
from born_into_care.errors import choose
from born_into_care.estimates import Interval, NoInterval, RankUncertainty, simulate_ranks
from born_into_care.text import capital

MEASURE_NAMES = tuple(one.name for one in MEASURES)
BOTH = "Both years"
PERIODS = ("2019/20", "2012/13", BOTH)
SORTS = ("By value", "By name")
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)
_NAMED = "same-day-north-east-2019-20"


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
    chosen = measures.measure(measure)
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
        {year: _ranked(chosen, tuple(of_year(values, year))) for year in years}
        if view == RANKS
        else {}
    )
    sentence = _sentence(values, chosen, lines, found, view, highlight)
    made_up = any(one.standing == "illustrative" for one in values)
    when = " and ".join(sorted(years))
    title = (
        f"{capital(chosen.said)}, by region of England and in Wales, {when}"
        f"{_TITLES[view]}{' (with illustrative values)' if made_up else ''}"
    )
    return Chart(
        key="regions",
        title=title,
        sentence=sentence,
        description=_description(values, lines, view, f"{sentence}{_unnamed(chosen, lines, view)}"),
        spec=spec(title, values, chosen, lines, found, view, sort, highlight),
        rows=_table(values, chosen, found, sort),
        sources=_sources(values, lines, chosen),
        notes=_notes(values, chosen, lines, view),
        illustrative=made_up
        or any(line is not None and not line.sources for line in lines.values()),
    )


_TITLES = {DOTS: "", TILES: ": tile map", FUNNEL: ": funnel plot", RANKS: ": ranks"}


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
        shown = of_year(values, year)
        if view == FUNNEL:
            said.append(sentences.funnel_sentence(shown, chosen, line, year))
        elif view == RANKS:
            said.append(sentences.rank_sentence(found[year], shown, year))
        else:
            said.append(sentences.known_sentence(shown, year))
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


def _unnamed(chosen: Measure, lines: dict[str, Reference | None], view: str) -> str:
    """Say of a line for regions without a name what a reader of the drawing sees of it."""
    if view != DOTS or chosen.name != "Same-day hearings" or "2019/20" not in lines:
        return ""
    some = evidence.figure(UNNAMED)
    return (
        f" A dotted line stands at {some.value_text}, which one account gives for some regions in "
        f"{some.period} without naming them."
    )


def _description(
    values: Sequence[Known], lines: dict[str, Reference | None], view: str, sentence: str
) -> str:
    parts = [_HOW[view]]
    parts += [
        f"In {year}, {sentences.reference_sentence(of_year(values, year), line)}"
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
) -> list[dict[str, str]]:
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
    return rows


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
        ids.append(UNNAMED)
    return tuple(dict.fromkeys(ids)) or ("nfjo2021",)


def _notes(
    values: Sequence[Known], chosen: Measure, lines: dict[str, Reference | None], view: str
) -> tuple[str, ...]:
    notes = [chosen.definition]
    if chosen.name == "Same-day hearings" and "2019/20" in lines:
        said, named = (evidence.figure(name).value_text for name in (UNNAMED, _NAMED))
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
