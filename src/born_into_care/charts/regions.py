"""The nine regions of England, and Wales, side by side: as rows of dots or as a tile map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.regional_values import (
    MEASURES,
    NEWEST,
    PUBLISHED,
    RegionalMeasure,
    find_reference,
    find_value,
    has_value,
)
from born_into_care.charts.style import Spec
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import describe_count, format_interval, format_trimmed
from born_into_care.errors import require_known
from born_into_care.text import capital

BOTH_YEARS = "Both years"
PERIODS = (NEWEST, "2012/13", BOTH_YEARS)
DOTS, TILES = VIEWS = ("Dot plot", "Tile map")
NOBODY = "No area"
HIGHLIGHTS = (NOBODY, *evidence.AREAS)

_UNNAMED = "same-day-some-regions-2019-20"
"""One account gives a share for some regions and names none; others name the North East."""
# How an area is named on a tile, and the tile's column and row, from the foot.
_TILES = {
    "North East": ("North<br>East", 2, 4),
    "North West": ("North<br>West", 1, 3),
    "Yorkshire and The Humber": ("Yorks &<br>Humber", 2, 3),
    "East Midlands": ("East<br>Midlands", 2, 2),
    "West Midlands": ("West<br>Midlands", 1, 2),
    "East of England": ("East of<br>England", 3, 2),
    "London": ("London", 3, 1),
    "South East": ("South<br>East", 2, 1),
    "South West": ("South<br>West", 1, 1),
    "Wales": ("Wales", 0, 2),
}
# The lightest and the darkest tile.
_LIGHT, _DARK = (240, 246, 251), (104, 172, 220)
# The width of a highlighted tile's edge.
_HIGHLIGHT = 5
_GREY = {"size": 14, "color": style.GREY}

Drawing = tuple[list[Spec], dict[str, Any]]
"""The traces, and the layout as `style.layout` takes it."""


def regions(
    *,
    measure: str = "Same-day hearings",
    period: str = NEWEST,
    view: str = DOTS,
    highlight: str = NOBODY,
) -> Chart:
    """Return the nine regions of England, and Wales, side by side.

    Parameters:
        measure: one of `MEASURES`.
        period: one of `PERIODS`.
        view: one of `VIEWS`; both years are always dots.
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
    view = DOTS if period == BOTH_YEARS else view
    values = [find_value(measure, area, when) for when in periods for area in evidence.AREAS]
    values.sort(key=lambda value: (-(value.value or -1.0), value.area, value.period))
    published = [value for value in values if value.value is not None]
    lines = [line for when in periods if (line := find_reference(chosen, when))]
    unnamed = evidence.figure(_UNNAMED) if measure == "Same-day hearings" else None
    if NEWEST not in periods:
        unnamed = None
    if view == DOTS:
        data, layout = _draw_dot_plot(chosen, published, lines, unnamed, highlight)
    else:
        data, layout = _draw_tile_map(chosen, values, highlight)
    sources = [name for value in (*values, *lines) for name in value.sources]
    return make_chart(
        "regions",
        {
            "measure": chosen,
            "view": view,
            "periods": sorted(periods),
            "published": published,
            "short": {value: _shorten(value) for value in published},
            "missing": list_missing(measure, period),
            "lines": sorted(lines, key=lambda line: line.period),
            "unnamed": unnamed,
            "moves": _pair_years(published),
            "highlight": highlight,
            "highlighted": [value for value in published if value.area == highlight],
        },
        data=data,
        rows=[
            {
                "Area": value.area,
                "Year": value.period,
                "Value": value.text,
                "95% interval": format_interval(value.interval),
                "Standing": value.standing,
                "Over": _size(value, chosen),
            }
            for value in values
        ],
        sources=(sources + [_UNNAMED] * bool(unnamed)) or ["nfjo2021"],
        showlegend=False,
        height=360,
        **layout,
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
        if not any(has_value(measure, area, when) for when in _list_periods(period))
    ]


def _list_periods(period: str) -> tuple[str, ...]:
    return PERIODS[:2] if period == BOTH_YEARS else (period,)


def _pair_years(published: Sequence[AreaValue]) -> list[tuple[AreaValue, AreaValue]]:
    """Return the earlier and the later value of each area that has both."""
    older = {value.area: value for value in published if value.period != NEWEST}
    return [
        (older[value.area], value)
        for value in published
        if value.period == NEWEST and value.area in older
    ]


def _size(value: AreaValue, measure: RegionalMeasure) -> str:
    if value.size is None:
        return "not known"
    approximate = measure.is_share and value.standing == PUBLISHED and value.area != "Wales"
    thing = "babies" if measure.is_share else "live births"
    return f"{'about ' * approximate}{value.size:,.0f} {thing}"


def _draw_dot_plot(
    measure: RegionalMeasure,
    published: Sequence[AreaValue],
    lines: Sequence[AreaValue],
    unnamed: evidence.Figure | None,
    highlight: str,
) -> Drawing:
    """Draw a row for each area with a value, the highest first, and one line for all others.

    Parameters:
        lines: the published values that areas are held against.
        highlight: the area to mark; without a value it has a row all the same.
    """
    both = len({value.period for value in published}) == 2
    newest_first = sorted(published, key=lambda value: value.period != NEWEST)
    # The newest value decides the order.
    latest = {value.area: value.number for value in reversed(newest_first)}
    names = sorted(latest, key=lambda area: (-latest[area], area))
    notes = []
    if highlight != NOBODY and highlight not in names:
        names.append(highlight)
        at: Spec = {"x": 0, "y": 1 - len(names), "panel": 1, "xshift": 8, "font": _GREY}
        notes.append(marks.label("not in this pack", **at))
    placed = [
        (
            -names.index(value.area) + (0.2 if value.period == NEWEST else -0.2) * both,
            replace(value, text=f"{_shorten(value)} in {value.period}" if both else value.text),
        )
        for value in newest_first
    ]
    few = len(published) < 12
    bottom = 0.5 - max(len(names), 2)
    others = len(evidence.AREAS) - len(names)
    if others:
        count = f"{capital(describe_count(others))} other{'s' * (others > 1)}: not in this pack"
        words = count if names else "No region's value is in this pack."
        notes.append(marks.label(words, x=0, y=0, font=_GREY, xshift=8, yshift=10))
    row = names.index(highlight) if highlight in names else None
    reference = _reference_lines(lines, unnamed)
    return [
        *marks.draw_dots(placed, position=None if few else "middle right", hover=_hover),
        *(
            marks.line([x] * 2, [bottom, 0.5], text.replace("<br>", " "), dash=dash)
            for x, text, dash in reference
        ),
    ], {
        "x": style.axis(measure.axis, range=[0, measure.top], showgrid=not few),
        "y": marks.rows_axis(map(_row_name, names)) | {"range": [1.1 * bottom - 0.05, 0.5]},
        "shapes": [] if row is None else [_mark_row(-row)],
        "annotations": [
            *_name_lines(reference),
            *notes,
            *(marks.name_dots(placed) if few else []),
        ],
        "margin": {"t": 44, "b": 50},
    }


def _mark_row(height: float) -> Spec:
    frame = {"fillcolor": "rgba(0,0,0,0.04)", "line": {"color": style.INK, "width": 2}}
    return marks.box((0, 1), (height - 0.46, height + 0.46), xref="x domain", **frame)


def _reference_lines(
    lines: Sequence[AreaValue], unnamed: evidence.Figure | None
) -> list[tuple[float, str, str]]:
    """Return what areas are held against, from left to right: where, its words and its dash."""
    both = len(lines) > 1
    named = [
        (round(line.number, 4), f"{line.area}{f', {line.period}' * both}:<br>{line.text}", dash)
        for line, dash in zip(lines, ("dash", "longdashdot"), strict=False)
    ]
    if unnamed:
        # The account that says so names no region: a line, since there is no row to put it in.
        named.append((unnamed.number or 0.0, f"Some, not named:<br>{unnamed.value_text}", "dot"))
    return sorted(named)


def _name_lines(lines: Sequence[tuple[float, str, str]]) -> list[Spec]:
    """Name each line at its head: the first to its left, a second to its right."""
    sides: tuple[Literal["right", "left"], ...] = ("right", "left")
    above: Spec = {"yref": "paper", "yanchor": "bottom", "yshift": 2, "font": {"size": 13}}
    return [
        marks.label(text, x=x, y=1, panel=1, align=side) | above
        for (x, text, _), side in zip(lines, sides, strict=False)
    ]


def _draw_tile_map(
    measure: RegionalMeasure, values: Sequence[AreaValue], highlight: str
) -> Drawing:
    """Draw ten equal tiles, each with its name and its value; darker is higher."""
    placed = [(*_TILES[value.area], value) for value in values]
    tiles: Spec = {
        "type": "scatter",
        "mode": "text",
        "x": [column for _, column, _, _ in placed],
        "y": [row for _, _, row, _ in placed],
        "text": [
            name if value.value is None else f"{name}<br><b>{_shorten(value)}</b>"
            for name, _, _, value in placed
        ],
        "textfont": {"size": 13, "color": "#000000"},
        "hovertext": [_hover(value) for value in values],
        "hoverinfo": "text",
        "name": "Areas",
    }
    shapes = [
        _tile(
            (column - 0.46, column + 0.46),
            (row - 0.46, row + 0.46),
            _shade(value.value, measure),
            width=_HIGHLIGHT if value.area == highlight else 2,
        )
        for _, column, row, value in placed
    ]
    labels = []
    # The scale stands in the free corner over Wales.
    for step, number in enumerate((None, 0.0, measure.top / 2, measure.top)):
        top = 4.46 - 0.24 * step
        shapes.append(_tile((-0.46, -0.2), (top - 0.2, top), _shade(number, measure), width=1))
        words = "not in this pack" if number is None else format_trimmed(number) + measure.unit
        labels.append(marks.label(words, x=-0.12, y=top - 0.1, panel=1, font={"size": 13}))
    hidden = {"visible": False, "fixedrange": True, "constrain": "domain"}
    return [tiles], {
        "x": hidden | {"range": [-0.55, 3.55]},
        "y": hidden | {"range": [0.45, 4.55], "scaleanchor": "x"},
        "shapes": shapes,
        "annotations": labels,
        "margin": {"t": 8, "b": 8},
    }


def _tile(x: tuple[float, float], y: tuple[float, float], color: str, *, width: int) -> Spec:
    """Return a tile: dashed where it is empty, unless its edge is as thick as a highlight's."""
    dashed = color == style.PAPER and width < _HIGHLIGHT
    edge = {
        "color": style.GREY if dashed else style.INK,
        "width": width,
        "dash": "dash" if dashed else "solid",
    }
    return marks.box(x, y, fillcolor=color, line=edge)


def _shade(value: float | None, measure: RegionalMeasure) -> str:
    """Return a tile's colour: black letters can be read on each, and turned for a dark page too."""
    if value is None:
        return style.PAPER
    part = min(1.0, value / measure.top)
    ends = zip(_LIGHT, _DARK, strict=True)
    return "rgb({},{},{})".format(*(round(light + (dark - light) * part) for light, dark in ends))


def _shorten(value: AreaValue) -> str:
    """Return a value as a title or a tile has room for it ("41%", "81.3")."""
    return value.text.removesuffix(" per 10,000")


def _hover(value: AreaValue) -> str:
    limits = "" if value.limits is None else f"<br>95% interval {format_interval(value.interval)}"
    return f"{value.area}, {value.period}<br>{value.text}{limits}"


def _row_name(area: str) -> str:
    return "Yorkshire and<br>The Humber" if area.startswith("Yorkshire") else area
