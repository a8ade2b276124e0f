"""The years between 2012/13 and 2019/20: what the clues leave open, and what they rule out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import BOTH, AreaValue, counts, figure_value
from born_into_care.charts.wording import format_number, format_trimmed
from born_into_care.errors import require_known
from born_into_care.estimates.bounds import Clue, MissingYears
from born_into_care.evidence.cache import cached

AREAS = (BOTH, "Wales")
CHANGES = {"any amount": None, "a third": 1 / 3, "a tenth": 0.1, "a twentieth": 0.05}
YEARS = tuple(f"{year}/{year % 100 + 1}" for year in range(2012, 2020))
PATHS = 6
"""How many paths that fit a page can show."""

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


@dataclass(frozen=True)
class WordedClue:
    """A clue as a learner meets it.

    Attributes:
        words: what it says of the years.
        source: the row that it comes from; empty for an assumption of ours.
        fits, below, above: what is said of a path, with {value} for what it gives and {off} for
            how far that is from the clue.
    """

    clue: Clue
    words: str
    source: str
    fits: str
    below: str = ""
    above: str = ""

    def judge(self, path: Sequence[float]) -> str:
        """Return the sentence about a path.

        Example:
            >>> find_clues("Wales")[1].judge([41.1, 40, 40, 39, 60, 80, 84, 68.3])
            'Your path gives 83 for 2018.'
        """
        value = self.clue.add_up(path)
        off = max(self.clue.low - value, value - self.clue.high)
        text = self.below if value < self.clue.low else self.above if off > 0 else self.fits
        return text.format(value=format_trimmed(value), off=format_trimmed(off))

    def describe(self) -> dict[str, Any]:
        """Return the clue as plain data for the page that judges a path."""
        own = {name: value for name, value in vars(self).items() if name not in ("clue", "source")}
        return own | {
            "weights": list(self.clue.weights),
            "low": self.clue.low,
            "high": None if self.clue.high == math.inf else self.clue.high,
            "link": evidence.figure(self.source).link if self.source else "",
        }


def between(*, area: str = BOTH, change: str = "a tenth", assumed: bool = True) -> Chart:
    """Return what is known of the years from 2012/13 to 2019/20, and what the clues leave open.

    Parameters:
        area: "England and Wales" (babies) or "Wales" (babies per 10,000 live births).
        change: the most by which a year may differ from the one before: one of `CHANGES`.
        assumed: whether "over 21,000" is read as under 22,000; of Wales it changes nothing.

    Raises:
        PackError: if a choice does not exist; it says which do.

    Source of the method: linear programming over the clues.

    Example:
        >>> between(assumed=False).title
        'England and Wales, 2012/13 to 2019/20: a steady climb could fit'
    """
    require_known("area", area, AREAS)
    require_known("change", change, CHANGES)
    ends, points = _find_ends(area), _find_points(area)
    clues = find_clues(area, assumed=assumed)
    missing = _find_missing_years(area, change, assumed)
    open_ranges = [_round_inwards(ends_, area) for ends_ in missing.find_ranges() or []]
    straight = missing.straight_line()
    band = [(low, min(high, _TOPS[area])) for low, high in open_ranges]
    words = {
        "area": area,
        "change": change,
        "assumed": assumed,
        "ranges": [_describe_range(*ends_) for ends_ in open_ranges],
        "years": YEARS,
        "ends": ends,
        "narrowest": format_number(100 * _least_change(area), 0),
        "fits_straight": all(clue.clue.fits(straight) for clue in clues),
        "clues": [clue.judge(straight).replace("Your", "Its", 1) for clue in clues],
    }
    return make_chart(
        "between",
        words,
        data=[*_lines(band, straight), *_dots(ends, points)],
        rows=_rows(area, ends, points, open_ranges, straight),
        sources=[
            *(name for value in (*ends, *points) for name in value.sources),
            *_derived(area, assumed=assumed),
            *([_COHORT] if area == BOTH else []),
        ],
        **_axes(area),
        height=380,
        margin={"b": 110},
        legend={"y": -0.28},
        meta={
            "narrow": _NARROW,
            "gap": {
                "area": area,
                "unit": "babies" if area == BOTH else "per 10,000",
                "across": "Financial year, April to March",
                "high": _TOPS[area],
                "step": 10 if area == BOTH else 1,
                "years": list(YEARS),
                "ends": [_mark(value, at) for value, at in zip(ends, (0, 7), strict=True)],
                "points": [_mark(value, _place(value)) for value in points],
                "clues": [clue.describe() for clue in clues],
                "straight": [round(value, 2) for value in straight],
                "band": [list(ends_) for ends_ in band],
                "paths": find_paths(area, change, assumed=assumed),
            },
        },
    )


def draw_ends(area: str) -> Chart:
    """Return the two known years and nothing between: what stands there until a path is drawn.

    Example:
        >>> draw_ends("Wales").table.iloc[1, 1]
        'yours to draw'
    """
    ends = _find_ends(area)
    own = {value.period: value for value in ends}
    return make_chart(
        "between-ends",
        {"area": area, "ends": ends},
        data=_dots(ends, []),
        rows=[
            {"Year": year, _UNITS[area]: own[year].text if year in own else "yours to draw"}
            for year in YEARS
        ],
        sources=[name for value in ends for name in value.sources],
        **_axes(area),
        height=380,
        narrow=_NARROW,
        showlegend=False,
        annotations=[marks.label("?", x=3.5, y=_TOPS[area] / 2, panel=1, font={"size": 60})],
    )


def find_clues(area: str, *, assumed: bool = True) -> tuple[WordedClue, ...]:
    """Return the clues about an area, each with its words.

    Example:
        >>> find_clues("Wales")[0].source
        'incidence-wales-2015'
    """
    if area != BOTH:
        return tuple(_calendar_clue(name, place) for name, place in _CALENDAR.items())
    more, floor = evidence.figure(_COHORT), evidence.figure(_FLOOR)
    whole, fewest = (1.0,) * 8, int(more.number or 0) + 1
    most = _ASSUMED - 1
    adds_up = "Your eight years add up to {value}"
    clues = [
        WordedClue(
            Clue(whole, fewest),
            f"Eight years together: {more.value_text} babies, one account says.",
            _COHORT,
            f"{adds_up}.",
            below=f"{adds_up}: {{off}} too few.",
        ),
        WordedClue(
            Clue(whole, high=most),
            f"And under {_ASSUMED:,}: we assume that the account would have said so.",
            "",
            f"{adds_up}.",
            above=f"{adds_up}: {{off}} too many.",
        ),
        WordedClue(
            Clue(tuple(float(place == 4) for place in range(8)), floor.number or 0),
            f"{YEARS[4]}: at least {floor.value_text}. England alone had that many babies under "
            "seven days old, and all of them were under two weeks old, too.",
            _FLOOR,
            f"Your {YEARS[4]} is {{value}}.",
            below=f"Your {YEARS[4]} is {{value}}: {{off}} too few.",
        ),
    ]
    return tuple(clues if assumed else [clues[0], clues[2]])


def find_paths(area: str, change: str, *, assumed: bool = True) -> list[list[float]]:
    """Return paths that fit the clues; none where none does. They are made up, and none is truer.

    None leaves the drawing. Any amount of change would give paths that nobody would believe: a
    third is the most here.

    Example:
        >>> len(find_paths("Wales", "a third"))
        6
    """
    change = "a third" if change == "any amount" else change
    missing = replace(_find_missing_years(area, change, assumed), most=_TOPS[area])
    return [path for number in range(1, PATHS + 1) if (path := missing.draw_path(number))]


@cached
def _find_missing_years(area: str, change: str, assumed: bool) -> MissingYears:
    first, last = _find_ends(area)
    clues = tuple(clue.clue for clue in find_clues(area, assumed=assumed))
    return MissingYears(first.number, last.number, len(YEARS), clues, CHANGES[change])


def _calendar_clue(name: str, place: int) -> WordedClue:
    """Return the clue of a calendar year: a quarter of one financial year, the rest of the next."""
    figure = evidence.figure(name)
    low, high = figure.rounding or (0.0, 0.0)
    weights = {place: 0.25, place + 1: 0.75}
    gives = f"Your path gives {{value}} for {figure.period}"
    return WordedClue(
        Clue(tuple(weights.get(year, 0.0) for year in range(8)), low, high),
        f"Calendar year {figure.period}: {figure.value_text} per 10,000. We take it as a quarter "
        f"of {YEARS[place]} and three quarters of {YEARS[place + 1]}.",
        name,
        f"{gives}.",
        below=f"{gives}: {{off}} too low.",
        above=f"{gives}: {{off}} too high.",
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


def _derived(area: str, *, assumed: bool) -> list[str]:
    if area != BOTH:
        return [f"derived-steady-climb-wales-{year}" for year in (2015, 2018)]
    most = ["derived-missing-years-most-203"] if assumed else []
    return [
        "derived-missing-years-least-203",
        *most,
        "derived-steady-climb-average-203",
        "derived-steady-climb-total-203",
    ]


@cached
def _least_change(area: str) -> float:
    """Return the least change from year to year with which a path fits, to a hundredth."""
    missing = _find_missing_years(area, "any amount", assumed=True)
    return next(
        step / 100
        for step in range(1, 200)
        if replace(missing, most_change=step / 100).find_ranges() is not None
    )


def _round_inwards(ends: tuple[float, float], area: str) -> tuple[float, float]:
    """Return a range in whole babies, or in tenths of a rate."""
    scale = 1 if area == BOTH else 10
    # A hair, since the ends of a whole number come back as 2,446.9999999.
    low, high = math.ceil(ends[0] * scale - 1e-6), ends[1] * scale + 1e-6
    return low / scale, high if high == math.inf else math.floor(high) / scale


def _describe_range(low: float, high: float) -> str:
    if high == math.inf:
        return f"{format_trimmed(low)} or more"
    return f"{format_trimmed(low)} to {format_trimmed(high)}"


def _mark(value: AreaValue, at: float) -> dict[str, Any]:
    words = f"{value.text} or more" if value.kind is _LOWER else value.text
    kinds = {style.DERIVED: "derived", _LOWER: "floor", _CALENDAR_YEAR: "other"}
    return {
        "at": at,
        "value": value.number,
        "words": words,
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
    traces = marks.draw_dots([(_place(value), value) for value in ends], along="y")
    traces += marks.draw_dots([(_place(value), value) for value in points], along="y")
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


def _rows(
    area: str,
    ends: Sequence[AreaValue],
    points: Sequence[AreaValue],
    ranges: Sequence[tuple[float, float]],
    straight: Sequence[float],
) -> list[dict[str, str]]:
    heads = ("Year", _UNITS[area], "What the clues leave open", "A steady climb", "Standing")
    own = {value.period: value for value in ends}
    rows = []
    for place, year in enumerate(YEARS):
        climb = format_trimmed(round(straight[place], 1))
        if year in own:
            text = own[year].text
            rows.append((year, text, text, climb, own[year].standing))
        else:
            left = _describe_range(*ranges[place]) if ranges else "no path"
            rows.append((year, "not in this pack", left, climb, "derived by us"))
    what, words = (
        ("England alone, under seven days old", "at least this")
        if area == BOTH
        else ("calendar year", "about the same two years")
    )
    rows += [(f"{v.period}, {what}", v.text, words, "none", v.standing) for v in points]
    return [dict(zip(heads, row, strict=True)) for row in rows]
