"""The eight regions without a published share: what the published figures leave for them."""

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import BOTH, LATER, AreaValue, figure_value, percent_text
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.errors import require_known, require_number
from born_into_care.estimates import FUNNEL_LEVELS, Interval, NoInterval, simulate_ranks
from born_into_care.estimates.bounds import Worlds, average_of_rest

SHARE_READINGS = ("Rounded", "Exact")
DOTS, THOUSAND, FUNNEL, RANKS = VIEWS = ("Dots", "A thousand worlds", "Funnel plot", "Ranks")
LETTERS = "ABCDEFGH"
POSSIBLE = tuple(range(6))
"""How many of the eight can reach one in four; with more, there is no world to draw."""

_OVERALL_SHARE, _ONE_IN_FOUR = "same-day-england-wales-2019-20", "same-day-some-regions-2019-20"
_TOTALS = tuple(f"derived-newborns-england-wales-2019-20-{wales}" for wales in ("203", "241"))
# The derived rows of the average that each reading gives.
_ENDS = {SHARE_READINGS[0]: ("least", "most"), SHARE_READINGS[1]: ("exact",)}
_HEARD = "% heard on the day of issue"
_HOLLOW = "hollow: made up"
# The funnel's curves: how many points they have, where they end and the names of the eight begin,
# and of which point (67 babies) a curve's name has its height.
_POINTS, _CURVES_END, _NAMED_POINT = 41, 340.0, 17
# How far one name stands above the next at least, in per cent, so that none covers another.
_NAME_HEIGHT = 3.6
_POSSIBLE_WORLD = style.Kind("Illustrative: one possible world", style.VERMILION, "circle-open")
_PLACES = ["Highest", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Lowest"]
_draw_worlds = evidence.cached(Worlds.draw)


@dataclass(frozen=True)
class RankedPlace:
    """The area that comes first, second and so on among the eight, whichever that is.

    Its share, in per cent: the ends of where it can lie, and in each of a thousand possible worlds.
    """

    name: str
    limits: tuple[float, ...]
    drawn: tuple[float, ...]


def eight(
    *, reading: str = SHARE_READINGS[0], reaching: int = 0, view: str = DOTS, world: int = 1
) -> Chart:
    """Return what one in six overall and two published regions leave for the other eight.

    Parameters:
        reading: what "one in six" is taken for: one of `SHARE_READINGS`.
        reaching: how many of the eight reach one in four, 0 to 8.
        world: the number of a possible world, 1 to 1,000; its control has the first twelve.

    Source of the method: the total less its published parts; worlds drawn by a Gibbs sampler.

    Example:
        >>> eight(reading="Exact").title
        'The other eight areas average about 15.7%, 2019/20'
    """
    require_known("reading", reading, SHARE_READINGS)
    require_known("view", view, VIEWS)
    require_number(
        "The number of areas", reaching, lambda n: n in range(9), "a whole number from 0 to 8"
    )
    require_number(
        "The possible world", world, lambda n: n in range(1, 1001), "a whole number from 1 to 1,000"
    )
    exact = reading == SHARE_READINGS[1]
    ends = average_of_eight(exact=exact)
    worlds = find_worlds(ends, reaching)
    view = view if worlds.is_possible else DOTS
    places = rank_places(worlds) if view == THOUSAND else []
    events = _draw_worlds(worlds, 1000)[world - 1] if worlds.is_possible and not places else []
    north_east, london = _published_regions()
    values = [north_east, london, *map(_made_value, LETTERS, events)]
    ranks = _simulate_ranks(tuple(values)) if view == RANKS else []
    if view == FUNNEL:
        data, axes = _draw_funnel(values)
    elif view == RANKS:
        data, axes = _draw_ranks(values, ranks)
    else:
        data, axes = _draw_rows(values, ends, places)
    average = _bounds("Average of the other eight", ends, _unseen_babies(), "Derived by us")
    return make_chart(
        "eight",
        {
            "exact": exact, "ends": ends, "overall": _overall(exact=exact),
            "widest": average_of_eight(widest=True),
            "view": view, "world": world, "places": places, "outside": _outside(values),
            "below": _to_shares(number for number in events if number < worlds.mark),
            "sure": sum(rank.low == rank.high for rank in ranks),
            "widest_rank": max(ranks, key=lambda rank: rank.high - rank.low, default=None),
        }
        | _describe_worlds(worlds),
        data=data,
        rows=_list_rows([*values, *map(_describe_place, places), average], ranks),
        sources=[
            _OVERALL_SHARE, *(f"derived-average-of-eight-{end}-203" for end in _ENDS[reading]),
            *_TOTALS, *(name for value in values for name in value.sources), _ONE_IN_FOUR,
        ],
        margin={"t": 44, "b": 72},
        **axes,
    )  # fmt: skip


def _describe_worlds(worlds: Worlds) -> dict[str, Any]:
    """Return how many of the eight can reach one in four, and what that leaves for the others."""
    size, london = area_size(), _published_regions()[1]
    others = max(1, len(LETTERS) - worlds.reaching)
    return {
        "worlds": worlds, "reaching": worlds.reaching, "size": size,
        "most": worlds.most_reaching(),
        "above_london": worlds.most_reaching(least=math.ceil(london.number * size / 100)),
        "others": 100 * worlds.others_at_most / size / others,
    }  # fmt: skip


def _list_rows(values: Sequence[AreaValue], ranks: Sequence[Interval]) -> list[dict[str, str]]:
    """Return a row for each value; ranks are those of the first ones, or none."""
    in_world = {
        value.area: f"; in this world, rank {_format_rank(rank)}"
        for value, rank in zip(values, ranks, strict=False)
    }
    return [
        {
            "Area": value.area, "Heard on the day": value.text,
            "Newborn babies": f"about {value.size:,.0f}",
            "95% interval": format_interval(value.interval),
            "Standing": value.standing + in_world.get(value.area, ""),
        }
        for value in values
    ]  # fmt: skip


def rank_places(worlds: Worlds) -> list[RankedPlace]:
    """Return the highest of the eight, the second and so on: what must be, and what was drawn.

    Example:
        >>> highest, *_, lowest = rank_places(find_worlds((15.66, 15.66), 2))
        >>> [round(end, 1) for end in (*highest.limits, *lowest.limits)]
        [25.0, 40.9, 0.0, 12.5]
    """
    drawn = (sorted(world, reverse=True) for world in _draw_worlds(worlds, 1000))
    return [
        RankedPlace(name, _to_shares(worlds.find_range(number)), _to_shares(events))
        for number, name, events in zip(range(1, 9), _PLACES, zip(*drawn, strict=True), strict=True)
    ]


def average_of_eight(*, exact: bool = False, widest: bool = False) -> tuple[float, float]:
    """Return the lowest and the highest average of the eight, in per cent.

    With `widest`, sizes may be off by half of what they are rounded to, shares by their rounding,
    and the total by the other count of Wales. The average rises or falls all along with each of
    them, so that its ends are among the corners.

    Example:
        >>> [round(end, 1) for end in average_of_eight()]
        [14.1, 17.5]
    """
    north_east, london = _published_regions()
    seen = [[(value.number, value.size or 0)] for value in (north_east, london)]
    if widest:
        seen = [_corners(north_east, 50), _corners(london, 5)]
    averages = [
        average_of_rest(evidence.derivation(total).value, share, both)
        for total in _TOTALS[: 2 if widest else 1]
        for share in _overall(exact=exact)
        for both in itertools.product(*seen)
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
    top = math.floor(_published_regions()[0].number * size / 100)
    return Worlds(math.ceil(low), math.floor(high), len(LETTERS), top, mark, reaching)


@evidence.cached
def area_size() -> int:
    """Return how many babies each of the eight has, where all have the same."""
    return round(_unseen_babies() / len(LETTERS))


def _unseen_babies() -> float:
    seen = sum(value.size or 0 for value in _published_regions())
    return evidence.derivation(_TOTALS[0]).value - seen


@evidence.cached
def _published_regions() -> list[AreaValue]:
    """Return the North East and London, each over its approximate number of babies."""
    figures = map(evidence.figure, ("same-day-north-east-2019-20", "same-day-london-2019-20"))
    return [
        replace(figure_value(figure), text=percent_text(figure), standing="Published")
        for figure in figures
    ]


def _overall(*, exact: bool) -> tuple[float, float]:
    """Return the ends of what the overall share may be, in per cent."""
    one_in = evidence.figure(_OVERALL_SHARE).one_in or 0
    if exact:
        return (100 / one_in,) * 2
    return 100 / (one_in + 0.5), 100 / (one_in - 0.5)


def _corners(value: AreaValue, off: float) -> list[tuple[float, float]]:
    """Return a share and a number of babies at each end of what they may be."""
    size = value.size or 0
    shares = evidence.figure(value.sources[0]).rounding or ()
    return [*itertools.product(shares, (size - off, size + off))]


def _to_shares(events: Iterable[float]) -> tuple[float, ...]:
    """Return numbers of babies as shares of an area's, in per cent."""
    return tuple(100 * number / area_size() for number in events)


def _made_value(letter: str, events: int) -> AreaValue:
    (share,) = _to_shares([events])
    return AreaValue(
        f"Area {letter}", LATER, share, f"{format_number(share, 1)}%", NoInterval("it is made up"),
        _POSSIBLE_WORLD, "Illustrative (made up)", size=area_size(),
    )  # fmt: skip


def _describe_place(place: RankedPlace) -> AreaValue:
    drawn = _format_ends((min(place.drawn), max(place.drawn)))
    standing = f"Derived by us; a thousand drawn worlds: {drawn}"
    return _bounds(f"{place.name} of A to H", place.limits, area_size(), standing)


def _bounds(area: str, ends: Sequence[float], size: float, standing: str) -> AreaValue:
    reason = NoInterval("these are bounds")
    return AreaValue(area, LATER, None, _format_ends(ends), reason, standing=standing, size=size)


def _format_rank(rank: Interval) -> str:
    return f"{rank.low} to {rank.high}" if rank.low < rank.high else f"{rank.low}"


def _format_ends(ends: Sequence[float]) -> str:
    return " to ".join(dict.fromkeys(format_number(end, 1) for end in ends)) + "%"


@evidence.cached
def _simulate_ranks(values: tuple[AreaValue, ...]) -> list[Interval]:
    sizes = [round(value.size or 0) for value in values]
    events = [round(v.number * size / 100) for v, size in zip(values, sizes, strict=True)]
    return simulate_ranks(events, sizes)


Drawing = tuple[list[style.Spec], dict[str, Any]]


def _draw_rows(
    values: Sequence[AreaValue], ends: tuple[float, float], places: Sequence[RankedPlace]
) -> Drawing:
    """Draw a row for each area or place, the band of the average, and one in four as a line."""
    made = [f"{value.area}  <b>{value.text}</b>" for value in values[2:]]
    made += [f"{place.name}  <b>{_format_ends(place.limits)}</b>" for place in places]
    names = [value.area for value in values[:2]] + (made or [f"Area {one}" for one in LETTERS])
    bottom = 0.5 - len(names)
    some = evidence.figure(_ONE_IN_FOUR)
    quarter = some.number or 0.0
    band = marks.line(
        [*ends, *ends[::-1], ends[0]],
        [bottom, bottom, 0.6, 0.6, bottom],
        "Average of the eight, derived",
        color=style.PURPLE,
        fill="toself",
        fillcolor="rgba(143,63,113,0.18)",
    )
    line = marks.line([quarter] * 2, [bottom, 0.6], "One in four", color=style.GREY, dash="dot")
    average = f"Average of the eight:<br>{_format_ends(ends)}"
    above: style.Spec = {"y": 1, "yref": "paper", "yanchor": "bottom", "panel": 1}
    placed = [(-float(row), value) for row, value in enumerate(values)]
    axes = {
        "x": style.axis(
            f"{_HEARD}; {'outline: made up' if places else _HOLLOW}" if made else _HEARD,
            range=[0, 55],
            showgrid=False,
        ),
        "y": marks.rows_axis(names) | {"range": [bottom, 0.6]},
        "annotations": [
            marks.label(average, x=ends[1], align="right", **above),
            marks.label(some.value_text.capitalize(), x=quarter, yshift=18, **above),
            *marks.name_dots(placed[:2]),
            *([] if made else [marks.label("No possible world", x=28, y=-5.5, panel=1)]),
        ],
    }
    data = [band, line, *(_draw_places(places) if places else []), *marks.draw_dots(placed)]
    return data, axes


def _draw_places(places: Sequence[RankedPlace]) -> list[style.Spec]:
    """Draw where each place must lie as a line, and over it where a thousand worlds put it."""
    gap: tuple[marks.Gappable, marks.Gappable] = (None, None)
    can, drawn = [gap], [gap]
    for row, place in enumerate(places, start=2):
        base = -row - 0.3
        can += [(place.limits[0], base), (place.limits[1], base), gap]
        lowest, highest = min(place.drawn), max(place.drawn)
        # A third of the thousand in one step is as high as it gets: a row has no more room.
        heights = [
            (min(max(step + 0.5, lowest), highest), base + min(count / 350, 0.9))
            for step, count in sorted(Counter(map(math.floor, place.drawn)).items())
        ]
        drawn += [(lowest, base), *heights, (highest, base), gap]
    (x, y), (drawn_x, drawn_y) = (zip(*points, strict=True) for points in (can, drawn))
    name = "Illustrative: a thousand possible worlds"
    return [
        marks.line(x, y, "Where it can lie, derived", color=style.PURPLE, width=5),
        marks.line(drawn_x, drawn_y, name, color=style.VERMILION, width=1.5),
    ]


def _draw_funnel(values: Sequence[AreaValue]) -> Drawing:
    """Draw each share over its number of babies, with the limits around one in six.

    The eight are of one size, so they stand one above another: their names have a column beside.
    """
    whole = _overall(exact=True)[0]
    # From 20 babies on, with more points on the left, where the curves bend.
    sizes = [round(20 * (_CURVES_END / 20) ** (n / (_POINTS - 1))) for n in range(_POINTS)]
    words = evidence.figure(_OVERALL_SHARE).value_text
    centre = marks.line([sizes[0], _CURVES_END], [whole] * 2, f"{BOTH}: {words}", dash="dash")
    limits = marks.draw_funnel(whole, sizes)
    # A lower limit of each pair has no place for its name where the curves begin.
    on_lines = [
        (limit["name"].removesuffix(" limits"), limit["y"][_NAMED_POINT])
        for limit in limits
        if limit["showlegend"] is False
    ]
    north_east, london, *made = _named(values)
    made.sort(key=lambda value: value.number)
    # Names stand in the order of their values, the lowest first.
    names, height = [], -_NAME_HEIGHT
    for value in made:
        height = max(value.number, height + _NAME_HEIGHT)
        names.append(marks.label(value.text, x=_CURVES_END, y=height, panel=1))
    # To its left: the eight have their names to the right.
    left: style.Spec = {"panel": 1, "align": "center", "xanchor": "right", "xshift": -10}
    axes = {
        "x": style.axis(f"Newborn babies, about; {_HOLLOW}", range=[0, 510], showgrid=False),
        "y": style.axis(_HEARD, range=[0, 55], showgrid=False),
        "annotations": [
            *marks.name_dots([(north_east.number, replace(north_east, value=north_east.size))]),
            marks.label(london.text, x=london.size or 0, y=london.number, **left),
            *names,
            *(
                marks.label(name, x=60, y=height, panel=1, align="center")
                for name, height in (*on_lines, (words, whole))
            ),
        ],
    }
    dots = marks.draw_dots(
        [(v.size or 0.0, replace(v, interval=NoInterval())) for v in _named(values)], along="y"
    )
    return [*limits, centre, *dots], axes


def _named(values: Sequence[AreaValue]) -> list[AreaValue]:
    """Return values with their area in the text that stands at them."""
    return [replace(value, text=f"{value.area} {value.text}") for value in values]


def _draw_ranks(values: Sequence[AreaValue], ranks: Sequence[Interval]) -> Drawing:
    """Draw the middle rank of each area and the ranks that it could as well have had."""
    ordered = sorted(zip(_named(values), ranks, strict=True), key=lambda row: -row[0].number)
    placed = []
    for row, (value, rank) in enumerate(ordered):
        text = f"{value.text}: middle rank {rank.value}, from {rank.low} to {rank.high}"
        placed.append((-row, replace(value, value=rank.value, text=text, interval=rank)))
    axes = {
        "x": style.axis(f"Rank (1 is the highest); {_HOLLOW}", range=[0.5, 10.5], dtick=1),
        "y": marks.rows_axis([value.text for value, _ in ordered]),
    }
    return marks.draw_dots(placed), axes


def _outside(values: Sequence[AreaValue]) -> list[str]:
    """Return the areas outside the outer limits of the funnel."""
    sizes, outer = [value.size or 0.0 for value in values], FUNNEL_LEVELS[1]
    low, high = marks.compute_funnel(_overall(exact=True)[0], sizes, "share", outer)
    limits = zip(values, low, high, strict=True)
    return [value.area for value, least, most in limits if not least <= value.number <= most]
