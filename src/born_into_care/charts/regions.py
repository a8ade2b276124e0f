"""The nine regions of England, and Wales, side by side: as rows of dots or as a tile map."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.style import PUBLISHED, Spec
from born_into_care.charts.values import BOTH, EARLIER, LATER, AreaValue, figure_value
from born_into_care.charts.wording import describe_count, format_interval, format_trimmed
from born_into_care.errors import require_known
from born_into_care.text import capital

BOTH_YEARS = "Both years"
PERIOD_CHOICES = (LATER, EARLIER, BOTH_YEARS)
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


@dataclass(frozen=True)
class RegionalMeasure:
    """A measure, with the words and the scale with which it is drawn.

    Attributes:
        published_as: the measure's name in the evidence tables; empty where nothing is published.
        unit: what follows the digits of a value.
        top: the end of its axis, fixed so that years can be compared by eye.
        reference_area: the area of the published reference line.
    """

    name: str
    axis: str
    published_as: str
    unit: str
    top: float
    reference_area: str
    definition: str


_REGIONAL_MEASURES = (
    RegionalMeasure(
        "Same-day hearings", axis="% heard on the day of issue",
        published_as="newborns heard on the day of issue", unit="%", top=60, reference_area=BOTH,
        definition="Same day: no days between the application and the first hearing.",
    ),
    RegionalMeasure(
        "Emergency hearings", axis="% heard in under three days",
        published_as="", unit="%", top=100, reference_area=BOTH,
        definition="Emergency: under three days between the application and the first hearing.",
    ),
    RegionalMeasure(
        "Short notice", axis="% heard in under seven days",
        published_as="newborns heard at short notice", unit="%", top=100, reference_area="England",
        definition="Short notice: under seven days between the application and the first hearing.",
    ),
    RegionalMeasure(
        "Incidence", axis="Babies per 10,000 live births",
        published_as="incidence of newborns in care proceedings", unit=" per 10,000", top=100,
        reference_area="England",
        definition="Incidence: newborn babies in care proceedings for every 10,000 live births.",
    ),
)  # fmt: skip
MEASURES = {measure.name: measure for measure in _REGIONAL_MEASURES}


def regions(
    *, measure: str = "Same-day hearings", period: str = LATER, view: str = DOTS,
    highlight: str = NOBODY,
) -> Chart:  # fmt: skip
    """Return the nine regions of England, and Wales, side by side.

    Choices are those of `MEASURES`, `PERIOD_CHOICES`, `VIEWS` (both years are always dots) and
    `HIGHLIGHTS`; another one raises a PackError that says which there are.

    Source of the method: Wilson and exact Poisson intervals.

    Example:
        >>> regions(measure="Incidence").title
        'North East 81.3, Wales 68.3, London 24.9: incidence, 2019/20'
    """
    chosen = MEASURES[require_known("measure", measure, MEASURES)]
    require_known("period", period, PERIOD_CHOICES)
    require_known("view", view, VIEWS)
    require_known("area", highlight, HIGHLIGHTS)
    periods = _list_periods(period)
    values = [find_value(measure, area, when) for when in periods for area in evidence.AREAS]
    values.sort(key=lambda value: (-(value.value or -1.0), value.area, value.period))
    published = [value for value in values if value.value is not None]
    older = {value.area: value for value in published if value.period == EARLIER}
    newer = [value for value in published if value.period == LATER and value.area in older]
    lines = [line for when in periods if (line := find_reference(chosen, when))]
    has_unnamed = measure == "Same-day hearings" and LATER in periods
    unnamed = evidence.figure(_UNNAMED) if has_unnamed else None
    if view == TILES and period != BOTH_YEARS:
        data, layout = _draw_tile_map(chosen, values, highlight)
    else:
        view = DOTS
        data, layout = _draw_dot_plot(chosen, published, lines, unnamed, highlight)
    sources = [name for value in (*values, *lines) for name in value.sources]
    if unnamed:
        sources.append(_UNNAMED)
    return make_chart(
        "regions",
        {
            "measure": chosen, "view": view, "periods": sorted(periods), "published": published,
            "short": {value: _shorten(value) for value in published},
            "missing": list_missing(measure, period), "unnamed": unnamed,
            "lines": sorted(lines, key=lambda line: line.period),
            "moves": [(older[value.area], value) for value in newer],
            "highlight": highlight,
            "highlighted": [value for value in published if value.area == highlight],
        },
        data=data,
        rows=[
            {
                "Area": value.area, "Year": value.period, "Value": value.text,
                "95% interval": format_interval(value.interval), "Standing": value.standing,
                "Over": _describe_size(value, chosen),
            }
            for value in values
        ],
        sources=sources or ["nfjo2021"],
        height=360,
        **layout,
    )  # fmt: skip


def list_missing(measure: str, period: str) -> list[str]:
    """Return the areas that this pack has no value of, in any of the years of a period.

    Example:
        >>> len(list_missing("Same-day hearings", "2019/20"))
        8
    """
    held = {
        figure.geography
        for figure in evidence.all_figures()
        if figure.measure == MEASURES[measure].published_as
        and figure.period in _list_periods(period)
        and figure.value is not None
    }
    return [area for area in evidence.AREAS if area not in held]


@evidence.cached
def find_value(name: str, area: str, period: str) -> AreaValue:
    """Return the published value of an area, by the name of a measure.

    Example:
        >>> find_value("Same-day hearings", "London", "2019/20").text
        '9%'
    """
    measure = MEASURES[name]
    figure = _find_figure(measure, area, period)
    if figure is None or figure.value is None:
        return AreaValue(area, period, standing="Not in this pack")
    kind = PUBLISHED if period == LATER else replace(PUBLISHED, symbol="square")
    value = figure_value(figure, kind)
    return replace(value, text=value.text + measure.unit, standing="Published")


def find_reference(measure: RegionalMeasure, period: str) -> AreaValue | None:
    """Return the value that areas are held against, or None where none is published."""
    figure = _find_figure(measure, measure.reference_area, period)
    if figure is None:
        return None
    words = figure.value_text if figure.value is None else figure.value_text + measure.unit
    return replace(figure_value(figure), text=words, sources=(figure.id,))


def _find_figure(measure: RegionalMeasure, area: str, period: str) -> evidence.Figure | None:
    key = (measure.published_as, area, period)
    figures = evidence.all_figures()
    return next((row for row in figures if (row.measure, row.geography, row.period) == key), None)


def _list_periods(period: str) -> tuple[str, ...]:
    return PERIOD_CHOICES[:2] if period == BOTH_YEARS else (period,)


def _describe_size(value: AreaValue, measure: RegionalMeasure) -> str:
    if value.size is None:
        return "not known"
    if measure.unit != "%":
        return f"{value.size:,.0f} live births"
    return f"{'' if value.area == 'Wales' else 'about '}{value.size:,.0f} babies"


def _draw_dot_plot(
    measure: RegionalMeasure, published: Sequence[AreaValue], lines: Sequence[AreaValue],
    unnamed: evidence.Figure | None, highlight: str,
) -> Drawing:  # fmt: skip
    """Draw a row for each area with a value, the highest first, and one line for all others.

    The area to highlight has a row without a value, too. `lines` are what areas are held against.
    """
    both = len({value.period for value in published}) == 2
    # The newest value decides the order.
    newest_first = sorted(published, key=lambda value: value.period != LATER)
    names = list(dict.fromkeys(value.area for value in newest_first))
    notes, shapes = [], []
    if highlight != NOBODY and highlight not in names:
        names.append(highlight)
        at: Spec = {"x": 0, "y": 1 - len(names), "panel": 1, "xshift": 8, "font": _GREY}
        notes.append(marks.label("not in this pack", **at))
    if highlight in names:
        y = -names.index(highlight)
        frame = {"fillcolor": "rgba(0,0,0,0.04)", "line": {"color": style.INK, "width": 2}}
        shapes = [marks.box((0, 1), (y - 0.46, y + 0.46), xref="x domain", **frame)]
    others = capital(describe_count(len(evidence.AREAS) - len(names)))
    words = f"{others} others: not in this pack" if names else "No region's value is in this pack."
    notes.append(marks.label(words, x=0, y=0, font=_GREY, xshift=8, yshift=10))
    shifts = {LATER: 0.2, EARLIER: -0.2}
    placed = [
        (
            -names.index(value.area) + (shifts[value.period] if both else 0.0),
            replace(value, text=f"{_shorten(value)} in {value.period}" if both else value.text),
        )
        for value in newest_first
    ]
    bottom = 0.5 - max(len(names), 2)
    reference = _list_lines(lines, unnamed)
    above: Spec = {"yref": "paper", "yanchor": "bottom", "yshift": 2, "font": {"size": 13}}
    # Each line has its name at its head: the first to its left, a second to its right.
    heads = [
        marks.label(text, x=x, y=1, panel=1) | above | {"xanchor": side, "align": side}
        for (x, text, _), side in zip(reference, ("right", "left"), strict=False)
    ]
    drawn = [
        marks.line([x] * 2, [bottom, 0.5], text.replace("<br>", " "), dash=dash)
        for x, text, dash in reference
    ]
    dots = marks.draw_dots([(row, replace(value, text=_hover(value))) for row, value in placed])
    return [*dots, *drawn], {
        "x": style.axis(measure.axis, range=[0, measure.top], showgrid=False),
        # Short enough for a phone.
        "y": marks.rows_axis([name.replace("and The", "and<br>The") for name in names])
        | {"range": [1.1 * bottom - 0.05, 0.5]},
        "annotations": [*heads, *notes, *marks.name_dots(placed)], "shapes": shapes,
        "margin": {"t": 44, "b": 50},
    }  # fmt: skip


def _list_lines(
    lines: Sequence[AreaValue], unnamed: evidence.Figure | None
) -> list[tuple[float, str, str]]:
    """Return what areas are held against, from left to right: where, its words and its dash."""
    named = []
    for line, dash in zip(lines, ("dash", "longdashdot"), strict=False):
        name = f"{line.area}, {line.period}" if len(lines) > 1 else line.area
        named.append((round(line.number, 4), f"{name}:<br>{line.text}", dash))
    if unnamed:
        # The account that says so names no region: a line, since there is no row to put it in.
        named.append((unnamed.number or 0.0, f"Some, not named:<br>{unnamed.value_text}", "dot"))
    return sorted(named)


def _draw_tile_map(
    measure: RegionalMeasure, values: Sequence[AreaValue], highlight: str
) -> Drawing:
    """Draw ten equal tiles, each with its name and its value; darker is higher."""
    placed = [(*_TILES[value.area], value) for value in values]
    tiles: Spec = {
        "type": "scatter", "mode": "text", "name": "Areas",
        "x": [column for _, column, _, _ in placed],
        "y": [row for _, _, row, _ in placed],
        "text": [
            name if value.value is None else f"{name}<br><b>{_shorten(value)}</b>"
            for name, _, _, value in placed
        ],
        "textfont": {"size": 13, "color": "#000000"},
        "hovertext": [_hover(value) for value in values], "hoverinfo": "text",
    }  # fmt: skip
    shapes, labels = [], []
    for _, column, row, value in placed:
        x, y = (column - 0.46, column + 0.46), (row - 0.46, row + 0.46)
        width = _HIGHLIGHT if value.area == highlight else 2
        shapes.append(_tile(x, y, _shade(value.value, measure), width=width))
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
        "shapes": shapes, "annotations": labels, "margin": {"t": 8, "b": 8},
    }  # fmt: skip


def _tile(x: tuple[float, float], y: tuple[float, float], color: str, *, width: int) -> Spec:
    """Return a tile: dashed where it is empty, unless its edge is as thick as a highlight's."""
    edge = {"color": style.INK, "width": width, "dash": "solid"}
    if color == style.PAPER and width < _HIGHLIGHT:
        edge |= {"color": style.GREY, "dash": "dash"}
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
