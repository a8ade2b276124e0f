"""Days counted up: how many babies can have been heard by then, and what time that leaves."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.intervals import fraction_rounding
from born_into_care.charts.notice import published_share
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_count, format_interval, format_number
from born_into_care.errors import PackError
from born_into_care.estimates import NoInterval
from born_into_care.paths import data_folder

LONGEST = 30
_SYMBOLS = {"England": "circle", "Wales": "square", BOTH: "star"}
# Place, band, and the last whole day that the band holds.
_PUBLISHED = (("England", "Short notice", 6), ("Wales", "Short notice", 6), (BOTH, "Same day", 0))

_SHORT_NOTICE = tuple(
    f"derived-short-notice-england-wales-2019-20-{wales}" for wales in ("203", "241")
)


def notice_days(*, days: int = 3) -> Chart:
    """Return between what shares the newborns heard within so many days must lie.

    Parameters:
        days: whole days from application to first hearing, 0 to 30; 0 is the same day.

    Raises:
        PackError: if the number is not between 0 and 30.

    Example:
        >>> notice_days(days=0).rows[0]["Share of newborns"]
        '15 to 18 of every hundred'
    """
    if isinstance(days, bool) or days not in range(LONGEST + 1):
        raise PackError(
            f"Days are whole and run from 0 to {LONGEST}. You gave {days!r}. "
            "Write days=3, for example."
        )
    bounds = [bound_share(day) for day in range(LONGEST + 1)]
    guidance = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))
    when = _describe_days(days)
    least, most = (format_number(end) for end in bounds[days])
    placed = [(last, _published_value(place, band)) for place, band, last in _PUBLISHED]
    # The table gives the intervals of the published shares; the drawing is of bounds.
    plain = NoInterval("it is not drawn")
    dots = marks.draw_dots(
        [(day, replace(v, text=f"{v.area}: {v.text}", interval=plain)) for day, v in placed],
        along="y",
    )
    found = f"{least} of 100" if least == most else f"at least {least},<br>at most {most} of 100"
    lows, highs = zip(*bounds, strict=True)
    return make_chart(
        "notice-days",
        {
            "days": days,
            "when": when,
            "least": least,
            "most": most,
            "step": [step for step in guidance["steps"] if step["from_days"] <= days][-1],
            "guidance": guidance["note"],
            "same_day": bounds[0],
            "week": bounds[6],
        },
        data=[
            _edge(lows, showlegend=False),
            _edge(highs, fill="tonexty", fillcolor="rgba(143,63,113,0.18)"),
            *dots,
        ],
        rows=[
            {
                "Area": BOTH,
                "Heard": when,
                "Share of newborns": f"{least} to {most} of every hundred",
                "95% interval": "none: bounds",
                "Standing": "derived by us",
            },
            *(
                {
                    "Area": value.area,
                    "Heard": _describe_days(day),
                    "Share of newborns": value.text,
                    "95% interval": format_interval(value.interval),
                    "Standing": value.standing,
                }
                for day, value in placed
            ),
        ],
        sources=[
            *(name for _, value in placed for name in value.sources),
            *_SHORT_NOTICE,
            *guidance["sources"],
        ],
        margin={"b": 150},
        x=style.axis("Days to the first hearing", range=[-1, LONGEST + 1], dtick=5, tick0=0),
        y=style.axis("Newborns heard by then (per cent)", range=[0, 108], ticksuffix="%"),
        height=620,
        legend=marks.legend_below(plot_height=360),
        annotations=[
            marks.label(
                f"<b>{when.capitalize()}</b><br>{found}",
                x=0.98,
                y=0.2,
                align="right",
                font={"size": 14},
            )
        ],
        shapes=[
            {
                "type": "line",
                "xref": "x",
                "yref": "paper",
                "x0": days,
                "x1": days,
                "y0": 0,
                "y1": 1,
                "line": {"color": style.GREY, "width": 1.5, "dash": "dot"},
            }
        ],
    )


def bound_share(days: int) -> tuple[float, float]:
    """Return the least and the most that can have been heard within so many days, in per cent.

    England and Wales together. A share within more days is never smaller: it is at least the last
    published one before it, and at most the next one after it.

    Example:
        >>> [round(end, 1) for end in bound_share(3)]
        [15.4, 85.6]
    """
    same_day = fraction_rounding(evidence.figure("same-day-england-wales-2019-20"))
    week = [evidence.derivation(name) for name in _SHORT_NOTICE]
    ends = [end for row in week for end in (row.low or row.value, row.high or row.value)]
    least = min(ends) if days >= 6 else same_day[0]
    return least, same_day[1] if days == 0 else max(ends) if days <= 6 else 100.0


def _published_value(place: str, band: str) -> AreaValue:
    share = published_share(place, LATER, band)
    word = f"Published: {'both' if place == BOTH else place}, {share.text}"
    kind = style.Kind(word, style.INK, _SYMBOLS[place])
    return replace(share, kind=kind, standing=f"published ({band.lower()})")


def _edge(shares: Sequence[float], **settings: Any) -> style.Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Where the share must lie, derived",
        "x": list(range(LONGEST + 1)),
        "y": [round(share, 2) for share in shares],
        # The share stays as it is until the next whole day.
        "line": {"color": style.PURPLE, "shape": "hv", "width": 2},
        "hoverinfo": "skip",
        **settings,
    }


def _describe_days(days: int) -> str:
    if days == 0:
        return "on the day of the application"
    return f"within {format_count(days, 'day', 'days')}"
