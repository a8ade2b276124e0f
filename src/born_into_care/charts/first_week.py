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

    The two are counted by different bodies, of different babies: they are two panels on one scale,
    and nothing joins them.

    Example:
        >>> first_week().table["Per 10,000 live births"].tolist()[-2:]
        ['one baby in 98 (102.0)', '26.5']
    """
    across = style.axis("Babies per 10,000 live births", range=[0, 155])
    data, rows, panels = [], [], []
    for panel, names, kind, counted, domain in (
        (
            1,
            _PROCEEDINGS,
            style.PUBLISHED,
            "newborns under two weeks old in care proceedings",
            (0.0, 0.37),
        ),
        (
            2,
            _LOOKED_AFTER,
            style.OTHER_REPORT,
            "babies looked after in the first week of life",
            (0.59, 0.96),
        ),
    ):
        values = [figure_value(evidence.figure(name), kind) for name in names]
        # Without whiskers: most of these rates have none.
        dots = [replace(v, interval=NO_VALUE, text=v.text.replace("baby ", "")) for v in values]
        places = [-place for place in range(len(dots))]
        data += marks.draw_dots(
            zip(places, dots, strict=True), position="middle right", panel=panel
        )
        names_of_rows = [f"{value.area}<br>{value.period}" for value in values]
        panels.append((across, marks.rows_axis(names_of_rows), domain))
        rows += [_row(value, counted) for value in values]
    return make_chart(
        "first-week",
        {},
        data=data,
        rows=rows,
        sources=(*_PROCEEDINGS, *_LOOKED_AFTER),
        margin={"b": 60},
        height=740,
        showlegend=False,
        annotations=[
            marks.heading("Looked after in the first week<br>(children looked after)", x=0, y=0.96),
            marks.heading("Under two weeks old<br>(care proceedings)", x=0, y=0.37),
        ],
        shapes=[marks.divider(0.47)],
        **style.stack_panels(panels),
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
