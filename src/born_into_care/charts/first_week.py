"""Two counts with near names: newborns in care proceedings, and babies looked after in week one."""

from __future__ import annotations

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.dots import rows_axis
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_number, write_words

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
    proceedings = [figure_value(evidence.figure(name)) for name in _PROCEEDINGS]
    looked_after = [
        figure_value(evidence.figure(name), marks.OTHER_REPORT) for name in _LOOKED_AFTER
    ]
    words = write_words("first_week")
    return Chart(
        key="first-week",
        **words,
        spec={
            "data": [*_draw(proceedings, panel=1), *_draw(looked_after, panel=2)],
            "layout": _layout(words["title"], proceedings, looked_after),
        },
        rows=[
            _row(value, counted)
            for counted, values in (
                ("newborns under two weeks old in care proceedings", proceedings),
                ("babies looked after in the first week of life", looked_after),
            )
            for value in values
        ],
        sources=(*_PROCEEDINGS, *_LOOKED_AFTER),
    )


def _draw(values: list[AreaValue], *, panel: int) -> list[style.Spec]:
    """Return the points without whiskers: most of these rates have none."""
    return [
        marks.points(
            values[0].kind,
            x=[value.value for value in values],
            y=[-row for row in range(len(values))],
            text=[value.text.replace("baby ", "") for value in values],
            panel=panel,
        )
    ]


def _layout(title: str, *panels: list[AreaValue]) -> style.Spec:
    across = style.axis("Babies per 10,000 live births", range=[0, 155])
    names = [[f"{value.area}<br>{value.period}" for value in values] for values in panels]
    return style.layout(
        title=title,
        margin={"b": 60},
        **style.stack_panels(
            [
                (across, rows_axis(names[0]), (0.0, 0.37)),
                (across, rows_axis(names[1]), (0.59, 0.96)),
            ]
        ),
        height=740,
        showlegend=False,
        annotations=[
            marks.heading("Looked after in the first week<br>(children looked after)", x=0, y=0.96),
            marks.heading("Under two weeks old<br>(care proceedings)", x=0, y=0.37),
        ],
        shapes=[marks.divider(0.47)],
    )


def _row(value: AreaValue, counted: str) -> dict[str, str]:
    text = value.text
    if text.startswith("one "):
        text += f" ({format_number(value.value or 0, decimals=1)})"
    return {
        "Area and year": f"{value.area}, {value.period}",
        "Per 10,000 live births": text,
        "What is counted": counted,
        "95% interval": format_interval(value.interval),
        "Standing": value.standing,
    }
