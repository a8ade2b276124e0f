"""Two counts with near names: newborns in care proceedings, and babies looked after in week one."""

import re
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import NO_VALUE, AreaValue, figure_value
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
    groups = []
    for names, kind, counted in (
        (_PROCEEDINGS, style.PUBLISHED, "<b>In care proceedings</b>: under two weeks old"),
        (_LOOKED_AFTER, style.OTHER_REPORT, "<b>Looked after</b>: in the first week of life"),
    ):
        groups.append((counted, [figure_value(evidence.figure(name), kind) for name in names]))
    placed, grouped = marks.place_groups(groups, shift=140)
    # Without whiskers: most of these rates have none.
    dots = [
        (height, replace(value, interval=NO_VALUE, text=value.text.replace("baby ", "")))
        for height, value in placed
    ]
    return make_chart(
        "first-week",
        {},
        data=marks.draw_dots(dots, position="middle right"),
        rows=[
            _row(value, re.sub("<[^>]*>", "", heading))
            for heading, values in groups
            for value in values
        ],
        sources=(*_PROCEEDINGS, *_LOOKED_AFTER),
        margin={"b": 56, "t": 6},
        height=428,
        x=style.axis("Babies per 10,000 live births", range=[0, 155], showgrid=False),
        y=marks.rows_axis(
            [f"{value.area}, {value.period}" for _, value in placed],
            heights=[height for height, _ in placed],
            above=1.5,
            showline=False,
        ),
        **grouped,
    )


def _row(value: AreaValue, counted: str) -> dict[str, str]:
    drawn_at = f" ({format_number(value.number, decimals=1)})"
    return {
        "Area and year": f"{value.area}, {value.period}",
        "Per 10,000 live births": value.text + drawn_at * value.text.startswith("one "),
        "What is counted": counted,
        "95% interval": format_interval(value.interval),
        "Standing": value.standing,
    }
