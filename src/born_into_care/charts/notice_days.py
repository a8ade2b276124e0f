"""Days counted up: how many babies were heard within so many days, and what time that leaves."""

from __future__ import annotations

import json
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import BOTH, LATER, NEWBORN
from born_into_care.charts.notice import published_share
from born_into_care.charts.wording import format_count, format_interval, format_number, write_words
from born_into_care.errors import PackError
from born_into_care.evidence import cached
from born_into_care.evidence.illustrative import notice_day_rows
from born_into_care.paths import data_folder

LONGEST = 30
_DASHES = {"England": "solid", "Wales": "dash"}
_COLORS = {"England": style.BLUE, "Wales": style.VERMILION}
# Place, band, the last whole day that the band holds, and how it is drawn.
_PUBLISHED = (
    ("England", "Short notice", 6, "circle"),
    ("Wales", "Short notice", 6, "square"),
    (BOTH, "Same day", 0, "star"),
)


def notice_days(*, days: int = 3) -> Chart:
    """Return the share of the illustrative cohort heard within so many days, by nation.

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
    within = {nation: _per_cent_within(nation) for nation in evidence.NATIONS}
    guidance = _read_guidance()
    england, wales = (int(shares[days] + 0.5) for shares in within.values())
    words = write_words(
        "notice_days",
        days=days,
        longest=LONGEST,
        when=_describe_days(days),
        england=england,
        wales=wales,
        step=[step for step in guidance["steps"] if step["from_days"] <= days][-1],
        guidance=guidance["note"],
        newborn=NEWBORN,
    )
    shares = [published_share(place, LATER, band) for place, band, *_ in _PUBLISHED]
    return Chart(
        key="notice-days",
        **words,
        spec={"data": _traces(within, days), "layout": _layout(words["title"], within, days)},
        rows=[
            *(
                _row(
                    nation,
                    days,
                    f"{format_number(shares[days], decimals=1)}%",
                    "No interval: illustrative.",
                    "illustrative",
                )
                for nation, shares in within.items()
            ),
            *(
                _row(
                    share.area,
                    last,
                    share.text,
                    format_interval(share.interval),
                    f"published ({band.lower()})",
                )
                for share, (_, band, last, _) in zip(shares, _PUBLISHED, strict=True)
            ),
        ],
        sources=(*(name for share in shares for name in share.sources), *guidance["sources"]),
        illustrative=True,
    )


@cached
def _per_cent_within(nation: str) -> list[float]:
    """Return per cent of babies heard within 0, 1, 2 and up to 30 days."""
    rows = notice_day_rows()
    return [
        round(100 * row["illustrative_babies_within_days"] / row["illustrative_babies"], 2)
        for row in sorted(rows, key=lambda row: row["days"])
        if (row["area"], row["period"]) == (nation, LATER)
    ]


@cached
def _read_guidance() -> Any:
    return json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))


def _traces(within: dict[str, list[float]], days: int) -> list[dict[str, Any]]:
    lines = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": f"{style.ILLUSTRATIVE_WORD}: {nation}",
            "x": list(range(LONGEST + 1)),
            "y": shares,
            # The share stays as it is until the next whole day.
            "line": {
                "shape": "hv",
                "color": _COLORS[nation],
                "dash": _DASHES[nation],
                "width": 2.5,
            },
            "hoverinfo": "x+y",
        }
        for nation, shares in within.items()
    ]
    chosen = [
        marks.points(
            marks.Kind(f"{nation}, illustrative", _COLORS[nation], marks.ILLUSTRATIVE.symbol),
            x=[days],
            y=[shares[days]],
            text=[f"{nation}: {_of_hundred(shares[days])}"],
            position=None,
            showlegend=False,
        )
        for nation, shares in within.items()
    ]
    published = []
    for place, band, last, symbol in _PUBLISHED:
        share = published_share(place, LATER, band)
        name = f"Published: {'both' if place == BOTH else place}, {share.text}"
        published.append(
            marks.points(
                marks.Kind(name, style.INK, symbol),
                x=[last],
                y=[share.value],
                text=[f"{place}, {band.lower()}: {share.text}"],
                position=None,
            )
        )
    return [*lines, *chosen, *published]


def _layout(title: str, within: dict[str, list[float]], days: int) -> dict[str, Any]:
    shares = [f"{nation}: {_of_hundred(shares[days])}" for nation, shares in within.items()]
    when = f"<b>{_describe_days(days).capitalize()}</b>"
    return style.layout(
        title=title,
        margin={"b": 190},
        x=style.axis("Days to the first hearing", range=[-1, LONGEST + 1], dtick=5, tick0=0),
        y=style.axis("Newborns heard by then (per cent)", range=[0, 108], ticksuffix="%"),
        height=620,
        legend=marks.legend_below(plot_height=360),
        annotations=[
            # The lines are above this corner on every day.
            marks.label(
                "<br>".join((when, *shares, "(illustrative)")),
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


def _of_hundred(share: float) -> str:
    return f"{int(share + 0.5)} of 100"


def _describe_days(days: int) -> str:
    if days == 0:
        return "on the day of the application"
    return f"within {format_count(days, 'day', 'days')}"


def _row(area: str, days: int, share: str, interval: str, standing: str) -> dict[str, str]:
    return {
        "Area": area,
        "Heard": _describe_days(days),
        "Share of newborns": share,
        "95% interval": interval,
        "Standing": standing,
    }
