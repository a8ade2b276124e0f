"""Two counts with near names: newborns in care proceedings, and babies looked after in week one."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import NO_VALUE, AreaValue
from born_into_care.charts.wording import format_interval, format_number

_PROCEEDINGS = (
    "incidence-england-2012-13",
    "incidence-england-2019-20",
    "incidence-north-east-2019-20",
    "incidence-london-2019-20",
)
_LOOKED_AFTER = (
    "first-week-care-england-2008",
    "first-week-care-england-2018",
    "first-week-care-north-east-2018",
    "first-week-care-inner-london-2018",
)


def first_week() -> Chart:
    """Return newborns in care proceedings beside babies looked after in their first week of life.

    The two are counted by different bodies, of different babies: they are two groups on one scale,
    and nothing joins them.

    Example:
        >>> first_week().table["Per 10,000 live births"].tolist()[-2:]
        ['one baby in 98 (102.0)', '26.5']
    """
    data, rows, headings = [], [], []
    heights: list[float] = []
    drawn = []
    for top, names, kind, counted, which in (
        (0.0, _PROCEEDINGS, style.PUBLISHED, "In care proceedings", "under two weeks old"),
        (-5.4, _LOOKED_AFTER, style.OTHER_REPORT, "Looked after", "in the first week of life"),
    ):
        values = [figure_value(evidence.figure(name), kind) for name in names]
        # Without whiskers: most of these rates have none.
        dots = [replace(v, interval=NO_VALUE, text=v.text.replace("baby ", "")) for v in values]
        own = [top - 1 - row for row in range(len(dots))]
        data += marks.draw_dots(zip(own, dots, strict=True), position="middle right")
        heading = f"<b>{counted}</b>: {which}"
        headings.append(marks.label(heading, x=0, y=top, panel=1, xshift=-140, font={"size": 14}))
        heights += own
        drawn += values
        rows += [_row(value, f"{counted}: {which}") for value in values]
    return make_chart(
        "first-week",
        {},
        data=data,
        rows=rows,
        sources=(*_PROCEEDINGS, *_LOOKED_AFTER),
        margin={"b": 56, "t": 6},
        height=428,
        showlegend=False,
        annotations=headings,
        shapes=[marks.divider(-4.7, yref="y", width=1)],
        x=style.axis("Babies per 10,000 live births", range=[0, 155], showgrid=False),
        y=marks.rows_axis(
            [f"{value.area}, {value.period}" for value in drawn],
            heights=heights, below=0.6, above=1.5, showline=False,
        ),
    )  # fmt: skip


def _row(value: AreaValue, counted: str) -> dict[str, str]:
    drawn_at = f" ({format_number(value.number, decimals=1)})"
    return {
        "Area and year": f"{value.area}, {value.period}",
        "Per 10,000 live births": value.text + drawn_at * value.text.startswith("one "),
        "What is counted": counted,
        "95% interval": format_interval(value.interval),
        "Standing": value.standing,
    }
