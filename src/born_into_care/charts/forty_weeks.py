"""Forty weeks and seven days on one scale: local calendars, the law's line, and six seats."""

import re
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.errors import require_known

SEATS = tuple(seat["name"] for seat in evidence.read_data_file("forty_weeks.json")["seats"])
BIRTH = 40
_COURT = style.Kind("The first day on which anyone can apply", style.VERMILION, "diamond")
_SHORT_NOTICE = ("short-notice-england-2019-20", "short-notice-wales-2019-20")
_FIGURE = re.compile(r"\{figure:([\w-]+)\}")


def forty_weeks(*, seat: str = SEATS[0]) -> Chart:
    """Return one pregnancy on one line, from the first appointment to the first hearings.

    The picture sets local calendars and the week after birth on one scale. Beside it stands what
    the law, guidelines and research say of each moment, and what one person may see there.

    Parameters:
        seat: whose seat one looks from.

    Raises:
        PackError: if there is no such seat; it says which there are.

    Example:
        >>> forty_weeks(seat="Judge").title
        'The judge opens the file when forty weeks have gone'
    """
    line = evidence.read_data_file("forty_weeks.json")
    chosen = line["seats"][SEATS.index(require_known("seat", seat, SEATS))]
    calendars = line["calendars"]
    lines = [
        f"<b>{seat}</b>: from “{_first(seat)['title'].lower()}”",
        *(f"{one['area']}: {one['text']}" for one in calendars),
        "The court: not before birth, then most in 7 days",
    ]
    present = [moment for moment in line["moments"] if seat in moment["seats"]]
    return make_chart(
        "forty-weeks",
        {
            "finding": chosen["finding"],
            "seat": seat.lower(),
            "moments": len(line["moments"]),
            "present": len(present),
            "first": _first(seat)["title"],
            "about": line["about"],
        },
        data=[
            marks.line([chosen["from_week"], 43.5], [0, 0], "Your seat", width=10),
            *(_draw_calendar(one["weeks"], -row) for row, one in enumerate(calendars, start=1)),
            marks.points(_COURT, x=[BIRTH], y=[1 - len(lines)]),
        ],
        rows=[
            *(
                {
                    "Whose": one["area"],
                    "Week of pregnancy": " to ".join(map(str, one["weeks"]))
                    if any(one["weeks"])
                    else "none named",
                    "What it says": one["text"],
                }
                for one in calendars
            ),
            *(
                {
                    "Whose": evidence.figure(name).geography,
                    "Week of pregnancy": "after the birth",
                    "What it says": f"{evidence.figure(name).value_text}% heard in under 7 days",
                }
                for name in _SHORT_NOTICE
            ),
        ],
        sources=[
            *_SHORT_NOTICE,
            "same-day-england-wales-2019-20",
            *(one["source"] for one in calendars),
            *(name for moment in line["moments"] for name in moment["sources"]),
            "london2024",
        ],
        steps=[
            (
                f"{moment['when']}: {moment['title'][0].lower()}{moment['title'][1:]}.",
                _fill(moment["text"]),
                f"{seat}: {moment['seats'].get(seat, 'not there yet.')}",
            )
            for moment in line["moments"]
        ],
        height=380,
        margin={"b": 56, "t": 4, "r": 12, "l": 8},
        x=style.axis("Week of pregnancy", range=[-1.5, 44], showgrid=False)
        | {"tickvals": [0, 12, 20, 28, BIRTH], "ticktext": ["0", "12", "20", "28", "birth"]},
        y={"visible": False, "fixedrange": True, "range": [0.6 - len(lines), 1]},
        annotations=[
            marks.label(line, x=-0.6, y=-row + 0.22, panel=1, yanchor="bottom", bgcolor=style.CLEAR)
            for row, line in enumerate(lines)
        ],
        shapes=[marks.box((BIRTH, BIRTH + 1), (0, 1), yref="paper", fillcolor="#F6E3D8")],
    )


def _draw_calendar(weeks: list[int], height: int) -> style.Spec:
    return marks.points(
        style.PUBLISHED,
        x=weeks,
        y=[height] * len(weeks),
        mode="lines+markers",
        line={"color": style.BLUE, "width": 4},
        hoverinfo="skip",
    )


def _first(seat: str) -> dict[str, str]:
    """Return the first moment at which somebody is there."""
    moments: list[dict[str, Any]] = evidence.read_data_file("forty_weeks.json")["moments"]
    return next(moment for moment in moments if seat in moment["seats"])


def _fill(text: str) -> str:
    return _FIGURE.sub(lambda found: evidence.figure(found[1]).value_text, text)
