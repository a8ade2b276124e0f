"""A field of a hundred babies, sorted by how many days lay before the first hearing."""

from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.style import Kind
from born_into_care.charts.values import BOTH, figure_value, percent_text
from born_into_care.charts.wording import format_count, format_interval
from born_into_care.errors import PackError, require_known
from born_into_care.estimates import NoInterval

LONGEST = 12
SAME_DAY, LAST_SHORT = 0, 6
_PUBLISHED = {
    BOTH: {
        SAME_DAY: "same-day-england-wales-2019-20",
        LAST_SHORT: "derived-short-notice-england-wales-2019-20-203",
    },
    "England": {LAST_SHORT: "short-notice-england-2019-20"},
    "Wales": {LAST_SHORT: "short-notice-wales-2019-20"},
    "North East": {SAME_DAY: "same-day-north-east-2019-20"},
    "London": {SAME_DAY: "same-day-london-2019-20"},
    "England and Wales, 2022/23": {
        SAME_DAY: "same-day-england-wales-2022-23",
        LAST_SHORT: "short-notice-england-wales-2022-23",
    },
}
PLACES = tuple(_PUBLISHED)
# Filled is published; what the figures leave open is a ring. Shape and size tell all apart.
_ON_THE_DAY = Kind("the same day", style.INK, "square")
_HEARD = Kind("heard by then", style.BLUE, "circle")
_OPEN = Kind("can't tell", style.PURPLE, "circle-open")
_LATER = Kind("not yet", style.PALE, "diamond")
_SIZES = {_ON_THE_DAY: 17, _HEARD: 19, _OPEN: 17, _LATER: 14}
_ROWS, _GAP = 10, 2.0
_PLURAL = ("day", "days")


@dataclass(frozen=True)
class _Count:
    """How many of a hundred had been heard by a day, as it is published or derived."""

    day: int
    babies: int
    text: str
    interval: str
    standing: str
    source: str

    def row(self) -> dict[str, str]:
        """Return it as a row of the table."""
        return _row(self.day, str(self.babies), self.text, self.interval, self.standing)


def hundred(*, place: str = BOTH, days: int = LAST_SHORT) -> Chart:
    """Return a hundred newborns in care proceedings, sorted by whether they'd been heard by a day.

    More days never mean fewer babies heard. So at least as many had been heard as at the last day
    with a figure, and at most as many as at the next one.

    Parameters:
        place: whose babies.
        days: whole days from application to first hearing; 0 is the same day.

    Raises:
        PackError: if the place or the number of days does not exist.

    Example:
        >>> hundred(place="England", days=3).title
        'England 2019/20: at most 86 of 100 within 3 days'
    """
    require_known("place", place, PLACES)
    if isinstance(days, bool) or days not in range(LONGEST + 1):
        raise PackError(
            f"Days are whole and run from 0 to {LONGEST}. You gave {days!r}. "
            "Write days=3, for example."
        )
    known = _read_counts(place)
    least, most = bound_babies(place, days)
    on_the_day = next((one.babies for one in known if one.day == SAME_DAY), 0)
    published = next((one for one in known if one.day == days), None)
    guidance = evidence.read_data_file("notice_steps.json")
    step = [step for step in guidance["steps"] if step["from_days"] <= days][-1]
    hidden = {"visible": False, "fixedrange": True}
    area, _, later = place.partition(", ")
    rows = [one.row() for one in known]
    if published is None:
        bounds = str(least) if least == most else f"{least} to {most}"
        rows.append(_row(days, bounds, "none", "No interval: bounds.", "derived by us"))
    return make_chart(
        "hundred",
        {
            "area": area,
            "year": later or "2019/20",
            "days": days,
            "when": _describe_days(days),
            "least": least,
            "most": most,
            "published": published,
            "fraction": published is not None and published.text.startswith("one in"),
            "known": known,
            "account": bool(later),
            "guidance": guidance["note"],
        },
        data=[_draw_babies(least, most, on_the_day)],
        rows=rows,
        sources=[*(one.source for one in known), *guidance["sources"]],
        steps=(
            (f"{_with_days(days)} a parent may", f"{step['may']}."),
            ("They may not be able to", f"{step['may_not']}."),
            _name_band(days),
        ),
        height=380,
        margin={"l": 8, "r": 8, "b": 8, "t": 8},
        showlegend=False,
        annotations=_name_groups(least, most, on_the_day),
        x=hidden | {"range": [-0.7, 14.7]},
        y=hidden | {"range": [-9.7, 2.4]},
    )


def bound_babies(place: str, days: int) -> tuple[int, int]:
    """Return the least and the most of a hundred babies that had been heard by a day.

    Example:
        >>> bound_babies("England and Wales", 3)
        (17, 86)
    """
    known = _read_counts(place)
    least = max((one.babies for one in known if one.day <= days), default=0)
    most = min((one.babies for one in known if one.day >= days), default=100)
    return least, most


def list_missing(day: int) -> list[str]:
    """Return the places without a figure of their own for a day.

    Example:
        >>> list_missing(SAME_DAY)
        ['England', 'Wales']
    """
    return [place for place, figures in _PUBLISHED.items() if day not in figures]


@evidence.cached
def _read_counts(place: str) -> tuple[_Count, ...]:
    """Return what is published or derived of a place, the earliest day first."""
    return tuple(_read_count(day, name) for day, name in _PUBLISHED[place].items())


def _read_count(day: int, name: str) -> _Count:
    if name.startswith("derived-"):
        row = evidence.derivation(name)
        interval = str(NoInterval("it is worked out from two shares"))
        return _Count(day, int(row.value + 0.5), f"{row.value_text}%", interval, "derived", name)
    figure = evidence.figure(name)
    value = figure_value(figure)
    interval = format_interval(value.interval)
    return _Count(
        day, int(value.number + 0.5), percent_text(figure), interval, figure.standing, name
    )


def _group_babies(least: int, most: int) -> list[tuple[Kind, range, float]]:
    """Return each group with its babies, from the first heard, and the column it starts in."""
    groups, column = [], 0.0
    ends = ((_HEARD, 0, least), (_OPEN, least, most), (_LATER, most, 100))
    for kind, first, end in ends:
        if first < end:
            groups.append((kind, range(first, end), column))
            column += -((first - end) // _ROWS) + _GAP
    return groups


def _draw_babies(least: int, most: int, on_the_day: int) -> style.Spec:
    dots = [
        (
            _ON_THE_DAY if baby < min(on_the_day, least) else kind,
            start + place // _ROWS,
            -(place % _ROWS),
        )
        for kind, babies, start in _group_babies(least, most)
        for place, baby in enumerate(babies)
    ]
    kinds = [kind for kind, _, _ in dots]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "A hundred babies",
        # A baby keeps its name from state to state, so that its dot moves.
        "ids": [str(baby) for baby in range(len(dots))],
        "x": [x for _, x, _ in dots],
        "y": [y for _, _, y in dots],
        "marker": {
            "symbol": [kind.symbol for kind in kinds],
            "color": [kind.color for kind in kinds],
            "size": [_SIZES[kind] for kind in kinds],
            "opacity": 1,
            "line": {
                "color": [style.GREY if kind == _LATER else kind.color for kind in kinds],
                "width": [{_OPEN: 2.5, _LATER: 1}.get(kind, 0) for kind in kinds],
            },
        },
        "hoverinfo": "text",
        "hovertext": [kind.word for kind in kinds],
        "cliponaxis": False,
    }


def _name_groups(least: int, most: int, on_the_day: int) -> list[style.Spec]:
    words = []
    for kind, babies, start in _group_babies(least, most):
        word = f"<br>{kind.word}"
        if kind == _HEARD and on_the_day:
            word = f" heard,<br>{on_the_day} the same day"
            if on_the_day == least:
                word = "<br>same day"
        text = f'<span style="font-size:20px"><b>{len(babies)}</b></span>{word}'
        words.append(marks.label(text, x=start - 0.45, y=0.75, panel=1, yanchor="bottom"))
    return words


def _name_band(days: int) -> tuple[str, str]:
    if days == SAME_DAY:
        return "The same day", "is inside emergency, and inside short notice."
    if days <= 2:
        return "Under three days", "is called an emergency; it is inside short notice."
    if days <= LAST_SHORT:
        return "Under seven days", "is called short notice; emergency and same day are inside it."
    return "Past the sixth day", "short notice has ended; no figure in this pack goes further."


def _row(days: int, babies: str, text: str, interval: str, standing: str) -> dict[str, str]:
    return {
        "First hearing": _describe_days(days).capitalize(),
        "Of a hundred babies": babies,
        "Source's own words": text,
        "95% interval": interval,
        "Standing": standing,
    }


def _describe_days(days: int) -> str:
    if days == SAME_DAY:
        return "on the day of the application"
    return f"within {format_count(days, *_PLURAL)}"


def _with_days(days: int) -> str:
    return f"With {format_count(days, *_PLURAL)}" if days else "On the day itself"
