"""The eight regions without a published share: what the published figures leave for them."""

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import funnel_limits, marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.intervals import figure_value, fraction_rounding
from born_into_care.charts.marks import draw_dots, rows_axis
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.errors import PackError, require_known
from born_into_care.estimates import Interval, NoInterval, RankUncertainty, simulate_ranks
from born_into_care.estimates.worlds import Worlds, average_of_rest
from born_into_care.evidence.cache import cached
from born_into_care.text import capital

READINGS = ("Anything that rounds to one in six", "Exactly one in six")
DOTS, FUNNEL, RANKS = VIEWS = ("Dots", "Funnel plot", "Ranks")
WORLDS = 12
LETTERS = "ABCDEFGH"
POSSIBLE = tuple(range(6))
"""How many of the eight can reach one in four; with more, there is no world to draw."""

_OVERALL_SHARE, _ONE_IN_FOUR = "same-day-england-wales-2019-20", "same-day-some-regions-2019-20"
_TOTALS = tuple(f"derived-newborns-england-wales-2019-20-{wales}" for wales in ("203", "241"))
# The derived rows of the average that each reading gives.
_ENDS = dict(zip(READINGS, (("least", "most"), ("exact",)), strict=True))
_PUBLISHED_REGIONS = ("north-east", "london")
_NAMES = ("North East", "London")
_HEARD = "% heard on the day of issue"
_HOLLOW = "hollow: made up"
_POSSIBLE_WORLD = style.Kind("Illustrative: one possible world", style.VERMILION, "circle-open")


def eight(
    *, reading: str = READINGS[0], reaching: int = 0, view: str = DOTS, world: int = 1
) -> Chart:
    """Return what one in six overall and two published regions leave for the other eight.

    Parameters:
        reading: one of `READINGS`.
        reaching: how many of the eight reach one in four, 0 to 8.
        view: one of `VIEWS`.
        world: the number of a possible world, from 1.

    Raises:
        PackError: if a choice does not exist; it says which do.

    Source of the method: the total less its published parts; worlds drawn by a Gibbs sampler.

    Example:
        >>> eight(reading="Exactly one in six").title
        'The other eight areas average about 15.7%, 2019/20'
        >>> eight(reaching=6).title
        'At most five of eight equal areas reach one in four, 2019/20'
    """
    require_known("reading", reading, READINGS)
    require_known("view", view, VIEWS)
    for name, number, start, end in (("areas", reaching, 0, 8), ("worlds", world, 1, 10_000)):
        if isinstance(number, bool) or number not in range(start, end + 1):
            raise PackError(f"Write a whole number of {name} from {start} to {end:,}.")
    ends = average_of_eight(exact=reading == READINGS[1])
    worlds = find_worlds(ends, reaching)
    size = area_size()
    events = worlds.draw(world) if worlds.is_possible else ()
    made = [_made_value(*drawn, size) for drawn in zip(LETTERS, events, strict=False)]
    values = (*map(_seen_value, _PUBLISHED_REGIONS), *made)
    ranks = _rank(values) if made and view == RANKS else None
    draw = {DOTS: _draw_rows, FUNNEL: _draw_funnel, RANKS: _draw_ranks}[view if made else DOTS]
    data, axes = draw(values, ends, ranks)
    below = [100 * number / size for number in events if number < worlds.mark]
    return make_chart(
        "eight",
        {
            "exact": ends[0] == ends[1],
            "ends": ends,
            "overall": _overall(exact=ends[0] == ends[1]),
            "widest": widest_average(),
            "reaching": reaching,
            "worlds": worlds,
            "size": size,
            "most": worlds.most_reaching(),
            "above_london": worlds.most_reaching(least=math.ceil(values[1].number * size / 100)),
            "others": 100 * worlds.others_at_most / size / max(1, 8 - reaching),
            "view": view,
            "world": world,
            "below": below,
            "outside": _outside(values),
            "ranks": ranks,
            "alike": max(ranks.groups, key=len) if ranks else (),
        },
        data=data,
        rows=_rows(values, ends, ranks),
        sources=[
            _OVERALL_SHARE,
            *(f"derived-average-of-eight-{end}-203" for end in _ENDS[reading]),
            *_TOTALS,
            *(name for value in values for name in value.sources),
            _ONE_IN_FOUR,
        ],
        margin={"t": 44, "b": 72},
        height=380,
        showlegend=False,
        **axes,
    )


def average_of_eight(*, exact: bool) -> tuple[float, float]:
    """Return the lowest and the highest average of the eight, in per cent.

    Example:
        >>> [round(end, 1) for end in average_of_eight(exact=False)]
        [14.1, 17.5]
    """
    seen = [(_seen_value(area).number, _size(area)) for area in _PUBLISHED_REGIONS]
    total = evidence.derivation(_TOTALS[0]).value
    low, high = (average_of_rest(total, share, seen) for share in _overall(exact=exact))
    return low, high


def widest_average() -> tuple[float, float]:
    """Return the ends of that average where sizes, shares and total may all be off.

    The sizes by half of what they are rounded to, the shares by their rounding, and the total by
    the other count of Wales. The average rises or falls all along with each of them, so that its
    ends are among the corners.
    """
    averages = [
        average_of_rest(evidence.derivation(total).value, share, (north_east, london))
        for total in _TOTALS
        for share in _overall(exact=False)
        for north_east in _corners(_PUBLISHED_REGIONS[0], 50)
        for london in _corners(_PUBLISHED_REGIONS[1], 5)
    ]
    return min(averages), max(averages)


def find_worlds(ends: tuple[float, float], reaching: int) -> Worlds:
    """Return the possible worlds for eight areas with an average between two ends, in per cent.

    None of them goes above the North East, which no bound rests on.
    """
    size = area_size()
    mark = math.ceil(size / (evidence.figure(_ONE_IN_FOUR).one_in or 1))
    low, high = (end * _unseen_babies() / 100 for end in ends)
    if ends[0] == ends[1]:
        low = high = round(low)  # Babies are whole, so a single average is met by the nearest.
    top = math.floor(_seen_value(_PUBLISHED_REGIONS[0]).number * size / 100)
    return Worlds(math.ceil(low), math.floor(high), len(LETTERS), top, mark, reaching)


def area_size() -> int:
    """Return how many babies each of the eight has, where all have the same."""
    return round(_unseen_babies() / len(LETTERS))


def _unseen_babies() -> float:
    return evidence.derivation(_TOTALS[0]).value - sum(map(_size, _PUBLISHED_REGIONS))


def _percent(name: str) -> float:
    return figure_value(evidence.figure(name)).number


def _overall(*, exact: bool) -> tuple[float, float]:
    """Return the ends of what the overall share may be, in per cent."""
    return (
        (_percent(_OVERALL_SHARE),) * 2
        if exact
        else fraction_rounding(evidence.figure(_OVERALL_SHARE))
    )


def _figure(area: str) -> evidence.Figure:
    return evidence.figure(f"same-day-{area}-2019-20")


def _corners(area: str, off: float) -> Iterator[tuple[float, float]]:
    ends = (_size(area) - off, _size(area) + off)
    return itertools.product(_figure(area).rounding or (), ends)


def _size(area: str) -> float:
    return evidence.derivation(f"derived-denominator-{area}-2019-20").value


def _seen_value(area: str) -> AreaValue:
    value = figure_value(_figure(area))
    return replace(value, text=f"{value.text}%", standing="Published")


def _made_value(letter: str, events: int, size: int) -> AreaValue:
    share = 100 * events / size
    return AreaValue(
        f"Area {letter}",
        LATER,
        share,
        f"{format_number(share, 1)}%",
        NoInterval("it is made up"),
        _POSSIBLE_WORLD,
        "Illustrative (made up)",
        size=size,
    )


@cached
def _rank(values: tuple[AreaValue, ...]) -> RankUncertainty:
    sizes = [round(value.size or 0) for value in values]
    events = [round(v.number * size / 100) for v, size in zip(values, sizes, strict=True)]
    return simulate_ranks(events, sizes, areas=[value.area for value in values])


Drawing = tuple[list[style.Spec], dict[str, Any]]


def _draw_rows(values: Sequence[AreaValue], ends: tuple[float, float], _: object) -> Drawing:
    """Draw a row for each area, the band of the average, and one in four as a line."""
    made = {value.area: f"{value.area}  <b>{value.text}</b>" for value in values[2:]}
    names = [made.get(area, area) for area in (*_NAMES, *(f"Area {letter}" for letter in LETTERS))]
    bottom = 0.5 - len(names)
    average = " to ".join(dict.fromkeys(f"{end:.1f}" for end in ends))
    lines = [
        _line(
            [*ends, *ends[::-1], ends[0]],
            [bottom, bottom, 0.6, 0.6, bottom],
            "Average of the eight, derived",
        )
        | {"fill": "toself", "fillcolor": "rgba(143,63,113,0.18)"},
        _line([_percent(_ONE_IN_FOUR)] * 2, [bottom, 0.6], "One in four", style.GREY, "dot"),
    ]
    at: style.Spec = {"yref": "paper", "yanchor": "bottom", "panel": 1}
    notes = [
        marks.label(f"Average of the eight:<br>{average}%", x=ends[1], y=1, align="right", **at),
        marks.label(
            capital(evidence.figure(_ONE_IN_FOUR).value_text),
            x=_percent(_ONE_IN_FOUR),
            y=1,
            yshift=18,
            **at,
        ),
    ]
    placed = [(-float(row), value) for row, value in enumerate(values)]
    axes = {
        "x": style.axis(f"{_HEARD}; {_HOLLOW}" if made else _HEARD, range=[0, 55], showgrid=False),
        "y": rows_axis(names) | {"range": [bottom, 0.6]},
        "annotations": [
            *notes,
            *marks.name_dots(placed[:2]),
            *([] if made else [marks.label("No possible world", x=28, y=-5.5, panel=1)]),
        ],
    }
    return [*lines, *draw_dots(placed)], axes


def _line(
    x: Sequence[float],
    y: Sequence[float],
    name: str,
    color: str = style.PURPLE,
    dash: str = "solid",
) -> style.Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [round(value, 4) for value in x],
        "y": list(y),
        "line": {"color": color, "width": 2, "dash": dash},
        "hoverinfo": "skip",
    }


def _draw_funnel(values: Sequence[AreaValue], _: object, __: object) -> Drawing:
    """Draw each share over its number of babies, with the limits around one in six.

    The eight are of one size, so they stand one above another: their names have a column beside.
    """
    whole, last = _percent(_OVERALL_SHARE), 340.0
    # More points on the left, where the curves bend.
    sizes = [round(20 * (last / 20) ** (step / 40)) for step in range(41)]
    words = evidence.figure(_OVERALL_SHARE).value_text
    centre = _line([sizes[0], last], [whole] * 2, f"{BOTH}: {words}", style.INK, "dash")
    limits = funnel_limits.draw_limits(whole, sizes, "share")
    made = sorted(values[2:], key=lambda value: value.number)
    north_east, london = _named(values[:2])
    heights = _spread([value.number for value in made], apart=3.6)
    on_line: dict[str, Any] = {"align": "center", "panel": 1, "bgcolor": style.PAPER}
    axes = {
        "x": style.axis(f"Newborn babies, about; {_HOLLOW}", range=[0, 510], showgrid=False),
        "y": style.axis(_HEARD, range=[0, 55], showgrid=False),
        "annotations": [
            *marks.name_dots([(north_east.number, replace(north_east, value=north_east.size))]),
            # To its left: the eight have their names to the right.
            marks.label(london.text, x=london.size or 0, y=london.number, **on_line)
            | {"xanchor": "right", "xshift": -10},
            *(
                marks.label(value.text, x=last, y=height, panel=1)
                for value, height in zip(_named(made), heights, strict=True)
            ),
            # A lower limit of each pair has no place for its name where the curves begin.
            *(
                marks.label(
                    limit["name"].removesuffix(" limits"), x=60, y=limit["y"][17], **on_line
                )
                for limit in limits
                if limit["showlegend"] is False
            ),
            marks.label(words, x=60, y=whole, **on_line),
        ],
    }
    dots = draw_dots(
        [(v.size or 0.0, replace(v, interval=NoInterval())) for v in _named(values)], along="y"
    )
    return [*limits, centre, *dots], axes


def _named(values: Sequence[AreaValue]) -> list[AreaValue]:
    """Return values with their area in the text that stands at them."""
    return [replace(value, text=f"{value.area} {value.text}") for value in values]


def _spread(heights: Sequence[float], *, apart: float) -> list[float]:
    """Return heights in their order, each at least so far above the one below it.

    Example:
        >>> _spread([3, 4, 20], apart=2)
        [3, 5, 20]
    """
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + apart) if placed else height)
    return placed


def _draw_ranks(values: Sequence[AreaValue], _: object, ranks: RankUncertainty | None) -> Drawing:
    """Draw the middle rank of each area and the ranks that it could as well have had."""
    assert ranks is not None
    columns = zip(_named(values), ranks.median_rank, ranks.low_rank, ranks.high_rank, strict=True)
    ranked = [
        replace(
            value,
            value=middle,
            text=f"{value.text}: middle rank {middle}, from {low} to {high}",
            interval=Interval(middle, low, high, ranks.method),
        )
        for value, middle, low, high in sorted(columns, key=lambda column: -column[0].number)
    ]
    axes = {
        "x": style.axis(
            f"Rank (1 is the highest); {_HOLLOW}", range=[0.5, len(values) + 0.5], dtick=1
        ),
        "y": rows_axis([value.text.partition(":")[0] for value in ranked]),
    }
    return draw_dots([(-row, value) for row, value in enumerate(ranked)]), axes


def _outside(values: Sequence[AreaValue]) -> list[str]:
    """Return the areas outside the outer limits of the funnel."""
    low, high = funnel_limits.compute_limits(
        _percent(_OVERALL_SHARE), [value.size or 0.0 for value in values], "share", 0.998
    )
    limits = zip(values, low, high, strict=True)
    return [value.area for value, least, most in limits if not least <= value.number <= most]


def _rows(
    values: Sequence[AreaValue], ends: tuple[float, float], ranks: RankUncertainty | None
) -> list[dict[str, str]]:
    derived = " to ".join(dict.fromkeys(f"{end:.1f}%" for end in ends))
    rows = [
        (v.area, v.text, f"about {v.size:,.0f}", format_interval(v.interval), v.standing)
        for v in values
    ]
    rows.append(
        (
            "Average of the other eight",
            derived,
            f"about {_unseen_babies():,.0f}",
            "No interval: these are bounds.",
            "Derived by us",
        )
    )
    heads = ("Area", "Heard on the day", "Newborn babies", "95% interval", "Standing")
    table = [dict(zip(heads, row, strict=True)) for row in rows]
    if ranks is not None:
        spans = [
            f"{low} to {high}" for low, high in zip(ranks.low_rank, ranks.high_rank, strict=True)
        ]
        for row, span in zip(table, [*spans, "no rank"], strict=True):
            row["Ranks it could have"] = span
    return table
