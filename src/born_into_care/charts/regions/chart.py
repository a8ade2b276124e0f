"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions.measures import (
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
from born_into_care.charts.regions.views import DOTS, VIEWS, draw_view
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import (
    format_interval,
    name_in_sentence,
    write_words,
)
from born_into_care.errors import require_known

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
) -> Chart:
    """Return the nine regions of England, and Wales, side by side.

    Parameters:
        measure: one of `MEASURE_NAMES`.
        period: one of `PERIODS`.
        view: one of `VIEWS`.
        sort: one of `SORTS`; for the dot plot.
        highlight: one of `HIGHLIGHTS`.

    Raises:
        PackError: if a choice does not exist; it says which do.

    Source of the method: Wilson and exact Poisson intervals.

    Example:
        >>> chart = regions(measure="Incidence", highlight="London")
        >>> chart.sentence.startswith("In 2019/20, as published: the North East 81.3 per 10,000")
        True
    """
    chosen = MEASURES[require_known("measure", measure, MEASURES)]
    require_known("period", period, PERIODS)
    require_known("view", view, VIEWS)
    require_known("order", sort, SORTS)
    require_known("area", highlight, HIGHLIGHTS)
    periods = PERIODS[:2] if period == BOTH else (period,)
    years = [_read_year(chosen, when) for when in periods]
    values = [value for year in years for value in year.values]
    unnamed = evidence.figure(UNNAMED) if has_unnamed(chosen, years) else None
    by_name = sort == "By name"
    lines = [year.line for year in years if year.line is not None]
    words = write_words(
        "regions",
        measure=chosen,
        view=view,
        years=[_year_facts(year) for year in years],
        values=values,
        real=REAL,
        unnamed=unnamed,
        moves=_moves(years),
        highlighted=[value for value in values if value.area == highlight],
        gaps=sum(value.standing not in REAL for value in values),
    )
    sources = [name for value in (*values, *lines) for name in value.sources]
    return Chart(
        key="regions",
        **words,
        spec=draw_view(view, words["title"], chosen, years, highlight=highlight, by_name=by_name),
        rows=_rows(chosen, values, by_name=by_name),
        sources=tuple(dict.fromkeys(sources + [UNNAMED] * bool(unnamed))) or ("nfjo2021",),
    )


def _read_year(measure: Measure, period: str) -> Year:
    values = tuple(find_value(measure.name, area, period) for area in evidence.AREAS)
    return Year(period, values, find_reference(measure, period))


def _year_facts(year: Year) -> dict[str, Any]:
    """Return what the words say of one year."""
    drawn = [value for value in year.values if value.value is not None]
    ordered = sorted(year.values, key=lambda value: -(value.value or 0))
    line = year.line
    return {
        "period": year.period,
        "line": line and _line_text(line),
        "published": [value for value in ordered if value.standing in REAL],
        "missing": [value for value in ordered if value.standing == MISSING],
        "above": [value.area for value in drawn if line and value.number > line.number],
        "below": [value.area for value in drawn if line and value.number <= line.number],
    }


def _line_text(line: AreaValue) -> str:
    return f"{line.area} ({line.text})"


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


def _rows(measure: Measure, values: list[AreaValue], *, by_name: bool) -> list[dict[str, str]]:
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
        for value in values
    ]


def _size(value: AreaValue, measure: Measure) -> str:
    if value.size is None:
        return "not known"
    share = measure.kind == "share"
    about = "about " if share and value.standing == PUBLISHED and value.area != "Wales" else ""
    return f"{about}{value.size:,.0f} {'babies' if share else 'live births'}"
