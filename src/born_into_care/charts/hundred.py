"""A field of a hundred babies, sorted by how many days lay before the first hearing."""

import math
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.style import Kind
from born_into_care.charts.values import BOTH, LATER, AreaValue, figure_value, percent_text
from born_into_care.charts.wording import format_count, format_interval
from born_into_care.errors import require_known, require_number
from born_into_care.estimates import NoInterval

LONGEST = 12
SAME_DAY, LAST_SHORT = 0, 6
# The day of each figure: on the day itself, or in under seven days.
FIGURE_OF_DAY = {
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
# Filled is published; what the figures leave open is a ring. Shape and size tell all apart.
_ON_THE_DAY = Kind("the same day", style.INK, "square")
_HEARD = Kind("heard by then", style.BLUE, "circle")
_OPEN = Kind("can't tell", style.PURPLE, "circle-open")
_LATER = Kind("not yet", style.PALE, "diamond")
_SIZES = {_ON_THE_DAY: 17, _HEARD: 19, _OPEN: 17, _LATER: 14}
# What a hearing is called up to a day.
_BANDS = (
    (0, "The same day", "is inside emergency, and inside short notice."),
    (2, "Under three days", "is called an emergency; it is inside short notice."),
    (6, "Under seven days", "is called short notice; emergency and same day are inside it."),
    (12, "Past the sixth day", "short notice has ended; no figure in this pack goes further."),
)


def hundred(*, place: str = BOTH, days: int = LAST_SHORT) -> Chart:
    """Return a hundred newborns in care proceedings, sorted by whether they'd been heard by a day.

    More days never mean fewer babies heard. So at least as many had been heard as at the last day
    with a figure, and at most as many as at the next one.

    Parameters:
        days: whole days from application to first hearing, 0 to 12; 0 is the same day.

    Example:
        >>> hundred(place="England", days=3).title
        'England 2019/20: at most 86 of 100 within 3 days'
    """
    require_known("place", place, FIGURE_OF_DAY)
    require_number(
        "The number of days", days, lambda day: day in range(LONGEST + 1),
        f"a whole number from 0 to {LONGEST}",
    )  # fmt: skip
    known = _read_shares(place)
    least, most = bound_babies(place, days)
    published = known.get(days)
    guidance = evidence.read_data_file("notice_steps.json")
    step = [step for step in guidance["steps"] if step["from_days"] <= days][-1]
    area, _, later = place.partition(", ")
    listed = [(day, f"{value.number:.0f}", value) for day, value in known.items()]
    if published is None:
        bounds = str(least) if least == most else f"{least} to {most}"
        reason, standing = NoInterval("bounds"), "derived by us"
        own = AreaValue(area, later, text="none", interval=reason, standing=standing)
        listed.append((days, bounds, own))
    on_the_day, _ = bound_babies(place, SAME_DAY)
    trace, words = _draw_babies(least, most, on_the_day)
    hidden = {"visible": False, "fixedrange": True}
    opening = f"With {format_count(days, 'day', 'days')}" if days else "On the day itself"
    return make_chart(
        "hundred",
        {
            "area": area, "year": later or LATER, "account": bool(later),
            "days": days, "when": _describe_days(days),
            "least": least, "most": most, "known": known, "published": published,
            "fraction": published is not None and published.text.startswith("one in"),
            "guidance": guidance["note"],
        },
        data=[trace],
        rows=[
            {
                "First hearing": _describe_days(day).capitalize(), "Of a hundred babies": babies,
                "Source's own words": value.text,
                "95% interval": format_interval(value.interval), "Standing": value.standing,
            }
            for day, babies, value in listed
        ],
        sources=[*(value.sources[0] for value in known.values()), *guidance["sources"]],
        steps=(
            (f"{opening} a parent may", f"{step['may']}."),
            ("They may not be able to", f"{step['may_not']}."),
            next((name, text) for last, name, text in _BANDS if days <= last),
        ),
        margin={"l": 8, "r": 8, "b": 8, "t": 8},
        annotations=words,
        x=hidden | {"range": [-0.7, 14.7]},
        y=hidden | {"range": [-9.7, 2.4]},
    )  # fmt: skip


def bound_babies(place: str, days: int) -> tuple[int, int]:
    """Return the least and the most of a hundred babies that had been heard by a day.

    Example:
        >>> bound_babies("England and Wales", 3)
        (17, 86)
    """
    known = {day: int(value.number) for day, value in _read_shares(place).items()}
    least = max((babies for day, babies in known.items() if day <= days), default=0)
    most = min((babies for day, babies in known.items() if day >= days), default=100)
    return least, most


@evidence.cached
def _read_shares(place: str) -> dict[int, AreaValue]:
    """Return what is published or derived of a place by its day, in whole babies of a hundred."""
    shares = {}
    for day, name in FIGURE_OF_DAY[place].items():
        if name.startswith("derived-"):
            row = evidence.derivation(name)
            reason = NoInterval("it is worked out from two shares")
            value = AreaValue(
                place, row.period, row.value, f"{row.value_text}%", reason, standing="derived",
                sources=(name,),
            )  # fmt: skip
        else:
            figure = evidence.figure(name)
            value = replace(figure_value(figure), text=percent_text(figure))
        shares[day] = replace(value, value=int(value.number + 0.5))
    return shares


def _draw_babies(least: int, most: int, on_the_day: int) -> tuple[style.Spec, list[style.Spec]]:
    """Return a dot for each baby, in columns of ten from the first heard, and the groups' names."""
    dots: list[tuple[Kind, float, int]] = []
    words, column = [], 0.0
    for kind, first, end in ((_HEARD, 0, least), (_OPEN, least, most), (_LATER, most, 100)):
        if first < end:
            for baby in range(first, end):
                across, down = divmod(baby - first, 10)
                own = _ON_THE_DAY if baby < on_the_day else kind
                dots.append((own, column + across, -down))
            word = f"<br>{kind.word}"
            if kind == _HEARD and on_the_day:
                same_day = f" heard,<br>{on_the_day} the same day"
                word = "<br>same day" if on_the_day == least else same_day
            text = f'<span style="font-size:20px"><b>{end - first}</b></span>{word}'
            words.append(marks.label(text, x=column - 0.45, y=0.75, panel=1, yanchor="bottom"))
            column += math.ceil((end - first) / 10) + 2
    kinds = [kind for kind, _, _ in dots]
    trace = {
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
    return trace, words


def _describe_days(days: int) -> str:
    return (
        f"within {format_count(days, 'day', 'days')}" if days else "on the day of the application"
    )
