"""One chart of regions from one choice."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.chart import Chart
from born_into_care.charts.regions.measures import (
    MEASURES,
    PUBLISHED,
    REAL,
    UNNAMED,
    Measure,
    find_reference,
    find_value,
    has_unnamed,
)
from born_into_care.charts.regions.views import DOTS, VIEWS, draw_dot_plot, draw_tile_map, shorten
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, write_words
from born_into_care.errors import require_known

BOTH_YEARS = "Both years"
PERIODS = ("2019/20", "2012/13", BOTH_YEARS)
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)


def regions(
    *,
    measure: str = "Same-day hearings",
    period: str = "2019/20",
    view: str = DOTS,
    highlight: str = NOBODY,
) -> Chart:
    """Return the nine regions of England, and Wales, side by side.

    Parameters:
        measure: one of `MEASURES`.
        period: one of `PERIODS`.
        view: one of `VIEWS`.
        highlight: one of `HIGHLIGHTS`.

    Raises:
        PackError: if a choice does not exist; it says which do.

    Source of the method: Wilson and exact Poisson intervals.

    Example:
        >>> regions(measure="Incidence").title
        'North East 81.3, Wales 68.3, London 24.9: incidence, 2019/20'
    """
    chosen = MEASURES[require_known("measure", measure, MEASURES)]
    require_known("period", period, PERIODS)
    require_known("view", view, VIEWS)
    require_known("area", highlight, HIGHLIGHTS)
    periods = _list_periods(period)
    values = [find_value(measure, area, when) for when in periods for area in evidence.AREAS]
    published = sorted(
        (value for value in values if value.standing in REAL), key=lambda value: -value.number
    )
    lines = [line for when in periods if (line := find_reference(chosen, when))]
    unnamed = evidence.figure(UNNAMED) if has_unnamed(chosen, periods) else None
    words = write_words(
        "regions",
        measure=chosen,
        view=view,
        periods=sorted(periods),
        published=published,
        short={value: shorten(value) for value in published},
        missing=list_missing(measure, period),
        lines=sorted(lines, key=lambda line: line.period),
        unnamed=unnamed,
        moves=_pair_years(published),
        highlight=highlight,
        highlighted=[value for value in published if value.area == highlight],
    )
    draw = draw_dot_plot if view == DOTS else draw_tile_map
    data, layout = draw(chosen, values, lines, highlight)
    sources = [name for value in (*values, *lines) for name in value.sources]
    return Chart(
        key="regions",
        **words,
        spec={"data": data, "layout": style.layout(**layout)},
        rows=_rows(chosen, values),
        sources=tuple(dict.fromkeys(sources + [UNNAMED] * bool(unnamed))) or ("nfjo2021",),
    )


def list_missing(measure: str, period: str) -> list[str]:
    """Return the areas that this pack has no value of, in any of the years of a period.

    Example:
        >>> len(list_missing("Same-day hearings", "2019/20"))
        8
    """
    return [
        area
        for area in evidence.AREAS
        if all(find_value(measure, area, when).value is None for when in _list_periods(period))
    ]


def _list_periods(period: str) -> tuple[str, ...]:
    return PERIODS[:2] if period == BOTH_YEARS else (period,)


def _pair_years(published: Sequence[AreaValue]) -> list[tuple[AreaValue, AreaValue]]:
    """Return the earlier and the later value of each area that has both."""
    newest = [value for value in published if value.period == PERIODS[0]]
    older = {value.area: value for value in published if value.period != PERIODS[0]}
    return [(older[value.area], value) for value in newest if value.area in older]


def _rows(measure: Measure, values: list[AreaValue]) -> list[dict[str, str]]:
    values.sort(key=lambda value: (-(value.value or -1.0), value.area, value.period))
    return [
        {
            "Area": value.area,
            "Year": value.period,
            "Value": value.text,
            "95% interval": format_interval(value.interval),
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
