"""The years between 2012/13 and 2019/20: what the clues leave open, and what they rule out."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import BOTH, AreaValue, counts, figure_value
from born_into_care.charts.wording import format_number, format_trimmed
from born_into_care.errors import require_known
from born_into_care.estimates.bounds import Clue, MissingYears
from born_into_care.text import financial_year

BETWEEN_AREAS = (BOTH, "Wales")
CHANGES = {"any amount": None, "a third": 1 / 3, "a tenth": 0.1, "a twentieth": 0.05}
YEARS = tuple(financial_year(year) for year in range(2012, 2020))

_COHORT, _FLOOR = "cohort-england-wales", "newborns-england-2016-17"
_CALENDAR = {"incidence-wales-2015": 2, "incidence-wales-2018": 5}
"""Each incidence of a calendar year, and the place of the financial year in which it starts."""
_UNITS = {BOTH: "Newborn babies", "Wales": "Per 10,000 live births"}
_TOPS = {BOTH: 4_000, "Wales": 120}
_NARROW = {"xaxis": {"tickvals": [1, 3, 5, 7], "ticktext": list(YEARS[1::2])}}
"""On a phone every second year is named."""
_ASSUMED = 22_000
_LOWER = replace(style.BOUND, symbol="star-triangle-up")
_CALENDAR_YEAR = replace(style.OTHER_REPORT, word="Another report, calendar year")


@dataclass(frozen=True, kw_only=True)
class WordedClue(Clue):
    """A clue as a learner meets it.

    Attributes:
        words: what it says of the years.
        gives: what a path gives, with {value} for the number.
        misses: what is said of a path below the clue, and of one above it ("too few").
        link: to the row that it comes from; empty for an assumption of ours.
    """

    words: str
    gives: str
    misses: tuple[str, str] = ("too few", "too many")
    link: str = ""


def between(*, area: str = BOTH, change: str = "a tenth", assumed: bool = True) -> Chart:
    """Return what is known of the years from 2012/13 to 2019/20, and what the clues leave open.

    Parameters:
        area: "England and Wales" (babies) or "Wales" (babies per 10,000 live births).
        change: the most by which a year may differ from the one before: one of `CHANGES`.
        assumed: whether "over 21,000" is read as under 22,000; of Wales it changes nothing.

    Example:
        >>> between(assumed=False).title
        'England and Wales, 2012/13 to 2019/20: a steady climb could fit'
    """
    require_known("area", area, BETWEEN_AREAS)
    require_known("change", change, CHANGES)
    both = area == BOTH
    ends, points = _find_ends(area), _find_points(area)
    clues = find_clues(area, assumed=assumed)
    missing = _find_missing_years(area, change, assumed)
    straight = missing.straight_line()
    ranges = [_round_inwards(*limits, area) for limits in missing.find_ranges() or []]
    opened = [_describe_range(*limits) for limits in ranges]
    band = [(low, min(high, _TOPS[area])) for low, high in ranges]
    derived = ["steady-climb-wales-2015", "steady-climb-wales-2018"]
    if both:
        most = ["missing-years-most-203"] if assumed else []
        climbs = ["steady-climb-average-203", "steady-climb-total-203"]
        derived = ["missing-years-least-203", *most, *climbs]
    return make_chart(
        "between",
        {
            "area": area, "change": change, "assumed": assumed,
            "ranges": opened, "years": YEARS, "ends": ends,
            "narrowest": format_number(100 * _least_change(area), 0),
            "fits_straight": all(clue.fits(straight) for clue in clues),
        },
        data=[*_lines(band, straight), *_dots(ends, points)],
        rows=_list_rows(area, opened, straight),
        sources=[
            *(name for value in (*ends, *points) for name in value.sources),
            *(f"derived-{name}" for name in derived), *([_COHORT] if both else []),
        ],
        **_axes(area),
        margin={"b": 110},
        legend={"y": -0.28},
        # What the page needs to draw a path by hand and to hold it to the clues.
        meta={"narrow": _NARROW, "gap": {
            "area": area, "unit": "babies" if both else "per 10,000",
            "across": "Financial year, April to March", "high": _TOPS[area],
            "step": 10 if both else 1, "years": list(YEARS),
            "ends": [_mark(value) for value in ends],
            "points": [_mark(value) for value in points],
            # JSON has no number without an end.
            "clues": [
                asdict(clue) | {"high": None if clue.high == math.inf else clue.high}
                for clue in clues
            ],
            "straight": [round(value, 2) for value in straight],
            "band": [list(limits) for limits in band],
            "paths": find_paths(area, change, assumed=assumed),
        }},
    )  # fmt: skip


def _list_rows(area: str, opened: Sequence[str], straight: Sequence[float]) -> list[dict[str, str]]:
    """Return a row for each year, known or open, and for each value of another definition."""
    first, last = _find_ends(area)
    unknown = [AreaValue(area, year, standing="derived by us") for year in YEARS[1:-1]]
    # Of the ends the clues leave nothing open.
    left = [first.text, *(opened or ["no path"] * len(YEARS))[1:-1], last.text]
    climb = [format_trimmed(round(value, 1)) for value in straight]
    rows = [
        (value.period, value.text, *cells, value.standing)
        for value, *cells in zip([first, *unknown, last], left, climb, strict=True)
    ]
    what, so = (
        ("England alone, under seven days old", "at least this") if area == BOTH
        else ("calendar year", "about the same two years")
    )  # fmt: skip
    rows += [
        (f"{value.period}, {what}", value.text, so, "none", value.standing)
        for value in _find_points(area)
    ]
    heads = ("Year", _UNITS[area], "What the clues leave open", "A steady climb", "Standing")
    return [dict(zip(heads, row, strict=True)) for row in rows]


def draw_ends(area: str) -> Chart:
    """Return the two known years and nothing between: what stands there until a path is drawn.

    Example:
        >>> draw_ends("Wales").table.iloc[1, 1]
        'yours to draw'
    """
    first, last = ends = _find_ends(area)
    texts = [first.text, *["yours to draw"] * (len(YEARS) - 2), last.text]
    return make_chart(
        "between-ends", {"area": area, "ends": ends}, data=_dots(ends, []),
        rows=[{"Year": year, _UNITS[area]: text} for year, text in zip(YEARS, texts, strict=True)],
        sources=[*first.sources, *last.sources], **_axes(area), narrow=_NARROW,
        annotations=[marks.label("?", x=3.5, y=_TOPS[area] / 2, panel=1, font={"size": 60})],
    )  # fmt: skip


def find_clues(area: str, *, assumed: bool = True) -> tuple[WordedClue, ...]:
    """Return the clues about an area, each with its words.

    Example:
        >>> find_clues("Wales")[0].gives
        'Your path gives {value} for 2015'
    """
    if area != BOTH:
        return tuple(_calendar_clue(name, place) for name, place in _CALENDAR.items())
    more, floor = evidence.figure(_COHORT), evidence.figure(_FLOOR)
    over = WordedClue(
        (1.0,) * len(YEARS),
        low=int(more.number or 0) + 1,
        words=f"Eight years together: {more.value_text} babies, one account says.",
        gives="Your eight years add up to {value}",
        link=more.link,
    )
    under = WordedClue(
        over.weights,
        high=_ASSUMED - 1,
        words=f"And under {_ASSUMED:,}: we assume that the account would have said so.",
        gives=over.gives,
    )
    least = WordedClue(
        tuple(float(place == 4) for place in range(len(YEARS))),
        low=floor.number or 0,
        words=f"{YEARS[4]}: at least {floor.value_text}. England alone had that many babies under "
        "seven days old, and all of them were under two weeks old, too.",
        gives=f"Your {YEARS[4]} is {{value}}",
        link=floor.link,
    )
    return (over, under, least) if assumed else (over, least)


def find_paths(area: str, change: str, *, assumed: bool = True) -> list[list[float]]:
    """Return six paths that fit the clues; none where none does. They are made up, none is truer.

    None leaves the drawing. Any amount of change would give paths that nobody would believe: a
    third is the most here.

    Example:
        >>> len(find_paths("Wales", "a third"))
        6
    """
    change = "a third" if change == "any amount" else change
    missing = replace(_find_missing_years(area, change, assumed), most=_TOPS[area])
    return [path for number in range(1, 7) if (path := missing.draw_path(number))]


@evidence.cached
def _find_missing_years(area: str, change: str, assumed: bool) -> MissingYears:
    first, last = _find_ends(area)
    clues = find_clues(area, assumed=assumed)
    return MissingYears(first.number, last.number, len(YEARS), clues, CHANGES[change])


@evidence.cached
def _least_change(area: str) -> float:
    """Return the least change from year to year with which a path fits, to a hundredth."""
    missing = _find_missing_years(area, "any amount", assumed=True)
    return next(
        step / 100
        for step in range(1, 200)
        if replace(missing, most_change=step / 100).find_ranges() is not None
    )


def _calendar_clue(name: str, place: int) -> WordedClue:
    """Return the clue of a calendar year: a quarter of one financial year, the rest of the next."""
    figure = evidence.figure(name)
    weights = {place: 0.25, place + 1: 0.75}
    return WordedClue(
        tuple(weights.get(year, 0.0) for year in range(len(YEARS))),
        *(figure.rounding or ()),
        words=f"Calendar year {figure.period}: {figure.value_text} per 10,000. We take it as a "
        f"quarter of {YEARS[place]} and three quarters of {YEARS[place + 1]}.",
        gives=f"Your path gives {{value}} for {figure.period}",
        misses=("too low", "too high"),
        link=figure.link,
    )


def _find_ends(area: str) -> list[AreaValue]:
    """Return the values of the first and of the last year."""
    if area == BOTH:
        return [count.value for count in counts(area)[:2]]
    names = ("incidence-wales-2012-13", "incidence-wales-2019-20")
    return [figure_value(evidence.figure(name)) for name in names]


def _find_points(area: str) -> list[AreaValue]:
    """Return what is published of the years between, under other definitions or other years."""
    names, kind = ((_FLOOR,), _LOWER) if area == BOTH else (_CALENDAR, _CALENDAR_YEAR)
    return [figure_value(evidence.figure(name), kind) for name in names]


def _place(value: AreaValue) -> float:
    """Return where a year lies: a calendar year begins a quarter before its financial year."""
    return value.first_year - 2012 - (0.25 if len(value.period) == 4 else 0.0)


def _axes(area: str) -> style.Spec:
    return {
        "x": style.axis(
            "Financial year, April to March",
            range=[-0.4, 7.5],
            tickvals=list(range(len(YEARS))),
            ticktext=list(YEARS),
            showgrid=False,
        ),
        "y": style.axis(
            _UNITS[area], range=[0, _TOPS[area]], tickformat=",d", nticks=5, showgrid=False
        ),
    }


def _round_inwards(low: float, high: float, area: str) -> tuple[float, float]:
    """Return a range in whole babies, or in tenths of a rate."""
    scale = 1 if area == BOTH else 10
    # A hair, since the ends of a whole number come back as 2,446.9999999.
    low, high = math.ceil(low * scale - 1e-6) / scale, high * scale + 1e-6
    return low, high if high == math.inf else math.floor(high) / scale


def _describe_range(low: float, high: float) -> str:
    return format_trimmed(low) + (" or more" if high == math.inf else f" to {format_trimmed(high)}")


def _mark(value: AreaValue) -> style.Spec:
    """Return a value as the page draws it."""
    kinds = {style.DERIVED: "derived", _LOWER: "floor", _CALENDAR_YEAR: "other"}
    return {
        "at": _place(value),
        "value": value.number,
        "words": f"{value.text} or more" if value.kind is _LOWER else value.text,
        "kind": kinds.get(value.kind, "published"),
        "period": value.period,
    }


def _lines(band: Sequence[tuple[float, float]], straight: Sequence[float]) -> list[style.Spec]:
    """Return the band of what the clues leave open, and a straight line to compare."""
    places = list(range(len(YEARS)))
    around = marks.line(
        [*places, *reversed(places)] if band else [None],
        [low for low, _ in band] + [high for _, high in reversed(band)] or [None],
        "What the clues leave open",
        color=style.PURPLE,
        width=1,
        fill="toself",
        fillcolor="rgba(143,63,113,0.18)",
    )
    name = "A steady climb, to compare"
    return [around, marks.line(places, straight, name, color=style.GREY, dash="dash")]


def _dots(ends: Sequence[AreaValue], points: Sequence[AreaValue]) -> list[style.Spec]:
    traces = marks.draw_dots([(_place(value), value) for value in (*ends, *points)], along="y")
    for trace in traces:
        # Whiskers of a chart that is about other doubts; the table of 01's first chart holds them.
        trace.pop("error_y", None)
        # A label on the side of its mark where no line runs.
        straight = [ends[0].number + (ends[1].number - ends[0].number) * x / 7 for x in trace["x"]]
        sides = [
            "bottom center" if y < line - 1 else "top center"
            for y, line in zip(trace["y"], straight, strict=True)
        ]
        trace |= {"mode": "markers+text", "text": trace["hovertext"], "textposition": sides}
    return traces
