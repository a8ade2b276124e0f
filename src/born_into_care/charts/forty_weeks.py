"""Forty weeks and seven days on one scale: local calendars, the law's line, and six seats."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.errors import require_known

SEATS = tuple(seat["name"] for seat in evidence.read_data_file("forty_weeks.json")["seats"])
_BIRTH = 40
_COURT = style.Kind("The first day on which anyone can apply", style.VERMILION, "diamond")
_SHORT_NOTICE = ("short-notice-england-2019-20", "short-notice-wales-2019-20")


def forty_weeks(*, seat: str = SEATS[0]) -> Chart:
    """Return one pregnancy on one line, from the first appointment to the first hearings.

    The picture sets local calendars and the week after birth on one scale. Beside it stands what
    the law, guidelines and research say of each moment, and what may be seen there from a seat.

    Example:
        >>> forty_weeks(seat="Judge").title
        'The judge opens the file when forty weeks have gone'
    """
    line = evidence.read_data_file("forty_weeks.json")
    chosen = line["seats"][SEATS.index(require_known("seat", seat, SEATS))]
    calendars = line["calendars"]
    present = [moment for moment in line["moments"] if seat in moment["seats"]]
    lines = [
        f"<b>{seat}</b>: from “{present[0]['title'].lower()}”",
        *(f"{calendar['area']}: {calendar['text']}" for calendar in calendars),
        "The court: not before birth, then most in 7 days",
    ]
    return make_chart(
        "forty-weeks",
        {
            "finding": chosen["finding"], "seat": seat.lower(), "about": line["about"],
            "moments": len(line["moments"]), "present": len(present),
            "first": present[0]["title"],
        },
        data=[
            marks.line([chosen["from_week"], 43.5], [0, 0], "Your seat", width=10),
            *_draw_calendars(calendars),
            marks.points(_COURT, x=[_BIRTH], y=[1 - len(lines)]),
        ],
        rows=_list_rows(calendars),
        sources=[
            *_SHORT_NOTICE, "same-day-england-wales-2019-20",
            *(calendar["source"] for calendar in calendars),
            *(name for moment in line["moments"] for name in moment["sources"]), "london2024",
        ],
        steps=[_tell_moment(moment, seat) for moment in line["moments"]],
        margin={"b": 56, "t": 4, "r": 12, "l": 8},
        x=style.axis("Week of pregnancy", range=[-1.5, 44], showgrid=False)
        | {"tickvals": [0, 12, 20, 28, _BIRTH], "ticktext": ["0", "12", "20", "28", "birth"]},
        y={"visible": False, "fixedrange": True, "range": [0.6 - len(lines), 1]},
        annotations=[
            marks.label(line, x=-0.6, y=-row + 0.22, panel=1, yanchor="bottom", bgcolor=style.CLEAR)
            for row, line in enumerate(lines)
        ],
        shapes=[marks.box((_BIRTH, _BIRTH + 1), (0, 1), yref="paper", fillcolor="#F6E3D8")],
    )  # fmt: skip


def _draw_calendars(calendars: Sequence[Mapping[str, Any]]) -> list[style.Spec]:
    joined: style.Spec = {"mode": "lines+markers", "line": {"color": style.BLUE, "width": 4}}
    return [
        marks.points(style.PUBLISHED, x=weeks, y=[-row] * len(weeks), hoverinfo="skip", **joined)
        for row, weeks in enumerate((calendar["weeks"] for calendar in calendars), start=1)
    ]


def _list_rows(calendars: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    rows = []
    for calendar in calendars:
        weeks = calendar["weeks"]
        named = " to ".join(map(str, weeks)) if any(weeks) else "none named"
        rows.append((calendar["area"], named, calendar["text"]))
    for figure in map(evidence.figure, _SHORT_NOTICE):
        rows.append(
            (figure.geography, "after the birth", f"{figure.value_text}% heard in under 7 days")
        )
    heads = ("Whose", "Week of pregnancy", "What it says")
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _tell_moment(moment: Mapping[str, Any], seat: str) -> tuple[str, ...]:
    """Return a moment's heading, what is known of it, and what may be seen of it from a seat."""
    title = moment["title"]
    text = re.sub(
        r"\{figure:([\w-]+)\}", lambda found: evidence.figure(found[1]).value_text, moment["text"]
    )
    return (
        f"{moment['when']}: {title[0].lower()}{title[1:]}.",
        text,
        f"{seat}: {moment['seats'].get(seat, 'not there yet.')}",
    )
