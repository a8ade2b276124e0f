"""Days counted up: how many babies were heard within so many days, and what time that leaves."""

import json
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.notice import published_share
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_count, format_interval, format_number
from born_into_care.errors import PackError
from born_into_care.estimates import NoInterval
from born_into_care.evidence import cached
from born_into_care.evidence.illustrative import notice_day_rows
from born_into_care.paths import data_folder

LONGEST = 30
_LOOKS = {
    "England": {"color": style.BLUE, "dash": "solid"},
    "Wales": {"color": style.VERMILION, "dash": "dash"},
}
_SYMBOLS = {"England": "circle", "Wales": "square", BOTH: "star"}
# Place, band, and the last whole day that the band holds.
_PUBLISHED = (("England", "Short notice", 6), ("Wales", "Short notice", 6), (BOTH, "Same day", 0))


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
    guidance = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))
    when = _describe_days(days)
    babies = {nation: int(shares[days] + 0.5) for nation, shares in within.items()}
    placed = [
        *((days, _illustrative_value(nation, own[days])) for nation, own in within.items()),
        *((last, _published_value(place, band)) for place, band, last in _PUBLISHED),
    ]
    # The table gives the intervals of the published shares; the drawing is of the cohort.
    plain = NoInterval("it is not drawn")
    dots = marks.draw_dots(
        [(day, replace(v, text=f"{v.area}: {v.text}", interval=plain)) for day, v in placed],
        along="y",
    )
    words = [
        f"<b>{when.capitalize()}</b>",
        *(f"{nation}: {number} of 100" for nation, number in babies.items()),
        "(illustrative)",
    ]
    return make_chart(
        "notice-days",
        {
            "days": days,
            "longest": LONGEST,
            "when": when,
            "england": babies["England"],
            "wales": babies["Wales"],
            "step": [step for step in guidance["steps"] if step["from_days"] <= days][-1],
            "guidance": guidance["note"],
        },
        data=[
            *(_line(nation, shares) for nation, shares in within.items()),
            *(dot | {"showlegend": dot["name"].startswith("Published")} for dot in dots),
        ],
        rows=[
            {
                "Area": value.area,
                "Heard": _describe_days(day),
                "Share of newborns": value.text,
                "95% interval": format_interval(value.interval),
                "Standing": value.standing,
            }
            for day, value in placed
        ],
        sources=[*(name for _, value in placed for name in value.sources), *guidance["sources"]],
        illustrative=True,
        margin={"b": 190},
        x=style.axis("Days to the first hearing", range=[-1, LONGEST + 1], dtick=5, tick0=0),
        y=style.axis("Newborns heard by then (per cent)", range=[0, 108], ticksuffix="%"),
        height=620,
        legend=marks.legend_below(plot_height=360),
        # The lines are above this corner on every day.
        annotations=[
            marks.label("<br>".join(words), x=0.98, y=0.2, align="right", font={"size": 14})
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


@cached
def _per_cent_within(nation: str) -> list[float]:
    """Return per cent of babies heard within 0, 1, 2 and up to 30 days."""
    rows = notice_day_rows()
    return [
        round(100 * row["illustrative_babies_within_days"] / row["illustrative_babies"], 2)
        for row in sorted(rows, key=lambda row: row["days"])
        if (row["area"], row["period"]) == (nation, LATER)
    ]


def _illustrative_value(nation: str, share: float) -> AreaValue:
    return AreaValue(
        nation,
        LATER,
        value=share,
        text=f"{format_number(share, decimals=1)}%",
        interval=NoInterval("illustrative"),
        kind=replace(
            style.ILLUSTRATIVE, word=f"{nation}, illustrative", color=_LOOKS[nation]["color"]
        ),
        standing="illustrative",
    )


def _published_value(place: str, band: str) -> AreaValue:
    share = published_share(place, LATER, band)
    word = f"Published: {'both' if place == BOTH else place}, {share.text}"
    kind = style.Kind(word, style.INK, _SYMBOLS[place])
    return replace(share, kind=kind, standing=f"published ({band.lower()})")


def _line(nation: str, shares: list[float]) -> style.Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{style.ILLUSTRATIVE.word}: {nation}",
        "x": list(range(LONGEST + 1)),
        "y": shares,
        # The share stays as it is until the next whole day.
        "line": _LOOKS[nation] | {"shape": "hv", "width": 2.5},
        "hoverinfo": "x+y",
    }


def _describe_days(days: int) -> str:
    if days == 0:
        return "on the day of the application"
    return f"within {format_count(days, 'day', 'days')}"
