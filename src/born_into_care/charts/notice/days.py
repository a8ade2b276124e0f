"""Days counted up: how many babies were heard within so many days, and what time that leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import BOTH, LATER, NEWBORN
from born_into_care.charts.notice.known import published
from born_into_care.charts.wording import format_count, format_interval, format_number
from born_into_care.errors import PackError
from born_into_care.evidence.cache import cached
from born_into_care.evidence.illustrative import notice_day_rows
from born_into_care.paths import data_folder

LONGEST = 30
_DASHES = {"England": "solid", "Wales": "dash"}
_COLORS = {"England": style.BLUE, "Wales": style.VERMILION}
# Published points: place, band, and the last whole day that the band holds.
_KNOWN = (("England", "Short notice", 6), ("Wales", "Short notice", 6), (BOTH, "Same day", 0))


@dataclass(frozen=True)
class _Step:
    """What a parent may and may not have time for, from some number of days on."""

    from_days: int
    may: str
    may_not: str


def notice_days(*, days: int = 3) -> Chart:
    """Give the share of the illustrative cohort heard within so many days, nation by nation.

    Parameters:
        days: whole days from application to first hearing, 0 to 30; 0 is the same day.

    Raises:
        PackError: if the number is not between 0 and 30.

    Example:
        >>> notice_days(days=0).table["Area"].tolist()[:2]
        ['England', 'Wales']
    """
    if isinstance(days, bool) or days not in range(LONGEST + 1):
        raise PackError(
            f"Days are whole and run from 0 to {LONGEST}. You gave {days!r}. "
            "Write days=3, for example."
        )
    within = {place: _within(place) for place in evidence.NATIONS}
    title = (
        "Newborns in care proceedings heard within so many days of the application, England and "
        f"Wales, {LATER}: illustrative"
    )
    sentence = _sentence(within, days)
    step = _step(days)
    return Chart(
        key="notice-days",
        title=title,
        sentence=sentence,
        description=(
            f"{sentence} With {format_count(days, 'day', 'days') if days else 'no day between'} "
            "a parent may "
            f"{step.may}; they may not be able to "
            f"{step.may_not}. The lines rise from left to right; the steepest part is in the first "
            "week. Filled marks are the published shares, which the cohort is held to."
        ),
        spec={"data": _traces(within, days), "layout": _layout(title, within, days)},
        rows=(_table(within, days)),
        sources=(*_published_ids(), *_steps_file()["sources"]),
        notes=(
            "The lines come from the illustrative cohort, which our own script made. Only the "
            "filled marks are published: under seven days in each nation, and the same day in "
            "England and Wales together.",
            f"What parents may have time for: {_steps_file()['note'][0].lower()}"
            f"{_steps_file()['note'][1:]}",
            "Days are whole days from application to first hearing; within six days is the same as "
            "under seven.",
            NEWBORN,
        ),
        illustrative=True,
    )


@cached
def _within(place: str) -> tuple[float, ...]:
    """Per cent of babies heard within 0, 1, 2 and up to 30 days."""
    rows = [row for row in notice_day_rows() if row["area"] == place and row["period"] == LATER]
    return tuple(
        round(100 * row["illustrative_babies_within_days"] / row["illustrative_babies"], 2)
        for row in sorted(rows, key=lambda row: row["days"])
    )


@cache
def _steps_file() -> dict[str, Any]:
    text = (data_folder() / "notice_steps.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _step(days: int) -> _Step:
    steps = [_Step(**one) for one in _steps_file()["steps"]]
    return [one for one in steps if one.from_days <= days][-1]


def _traces(within: dict[str, tuple[float, ...]], days: int) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = []
    for place, values in within.items():
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": f"{style.ILLUSTRATIVE_WORD}: {place}",
                "x": list(range(LONGEST + 1)),
                "y": list(values),
                # The share stays as it is until the next whole day.
                "line": {
                    "shape": "hv",
                    "color": _COLORS[place],
                    "dash": _DASHES[place],
                    "width": 2.5,
                },
                "hoverinfo": "x+y",
            }
        )
    for place, values in within.items():
        data.append(
            marks.points(
                marks.Kind(
                    f"{place}, {style.ILLUSTRATIVE_WORD.lower()}",
                    _COLORS[place],
                    marks.ILLUSTRATIVE.symbol,
                ),
                x=[days],
                y=[values[days]],
                text=[f"{place}: {_of_hundred(values[days])}"],
                position=None,
                showlegend=False,
            )
        )
    for place, band, last in _KNOWN:
        share = published(place, LATER, band)
        assert share is not None
        symbol = {"England": "circle", "Wales": "square", BOTH: "star"}[place]
        data.append(
            marks.points(
                marks.Kind(f"Published: {place}", style.INK, symbol),
                x=[last],
                y=[share.value],
                text=[f"{place}, {band.lower()}: {share.text}"],
                position=None,
                name=f"Published: {'both' if place == BOTH else place}, {share.text}",
            )
        )
    return data


def _layout(title: str, within: dict[str, tuple[float, ...]], days: int) -> dict[str, Any]:
    layout = style.layout(
        title=title,
        x=style.axis("Days to the first hearing", range=[-1, LONGEST + 1], dtick=5, tick0=0),
        y=style.axis("Newborns heard by then (per cent)", range=[0, 108], ticksuffix="%"),
        height=620,
        legend=marks.legend_below(plot_height=360),
        annotations=[
            # The lines are above this corner on every day.
            marks.label(
                f"<b>{_when(days).capitalize()}</b><br>"
                + "<br>".join(
                    f"{place}: {_of_hundred(values[days])}" for place, values in within.items()
                )
                + "<br>(illustrative)",
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
    layout["margin"] |= {"b": 190}
    return layout


def _of_hundred(value: float) -> str:
    return f"{int(value + 0.5)} of 100"


def _when(days: int) -> str:
    return (
        "on the day of the application"
        if days == 0
        else f"within {format_count(days, 'day', 'days')}"
    )


def _sentence(within: dict[str, tuple[float, ...]], days: int) -> str:
    england, wales = (int(within[place][days] + 0.5) for place in evidence.NATIONS)
    if england == wales:
        how = "as many in Wales"
    else:
        how = f"{'fewer' if wales < england else 'more'} in Wales, {wales}"
    if days == LONGEST:
        return f"In the illustrative cohort all newborns are heard {_when(days)}, in both nations."
    return (
        f"In the illustrative cohort {england} of every hundred newborns in England are heard "
        f"{_when(days)}, and {how}."
    )


def _table(within: dict[str, tuple[float, ...]], days: int) -> list[dict[str, str]]:
    rows = [
        {
            "Area": place,
            "Heard": _when(days),
            "Share of newborns": f"{format_number(values[days], 1)}%",
            "95% interval": "none: illustrative",
            "Standing": "illustrative",
        }
        for place, values in within.items()
    ]
    for place, band, last in _KNOWN:
        share = published(place, LATER, band)
        assert share is not None
        rows.append(
            {
                "Area": place,
                "Heard": _when(last),
                "Share of newborns": share.text,
                "95% interval": format_interval(share.interval),
                "Standing": f"published ({band.lower()})",
            }
        )
    return rows


def _published_ids() -> tuple[str, ...]:
    found = [published(place, LATER, band) for place, band, _ in _KNOWN]
    return tuple(name for share in found if share is not None for name in share.sources)
