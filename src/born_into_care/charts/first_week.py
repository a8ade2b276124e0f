"""Two counts with near names: newborns in care proceedings, and babies looked after in week one."""

from __future__ import annotations

from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import counts
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.estimates import no_interval

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
_NO_INTERVAL = no_interval("the number of babies behind this rate was not published")


@dataclass(frozen=True)
class _Point:
    """One published rate, as it is drawn."""

    figure: evidence.Figure
    rate: float
    text: str


def first_week() -> Chart:
    """Give newborns in care proceedings beside babies looked after in their first week of life.

    The two are counted by different bodies, of different babies: they are two panels on one scale,
    and nothing joins them.

    Example:
        >>> first_week().table["Per 10,000 live births"].tolist()[-2:]
        ['one baby in 98 (102.0)', '26.5']
    """
    proceedings = [_point(name) for name in _PROCEEDINGS]
    looked_after = [_point(name) for name in _LOOKED_AFTER]
    title = (
        "Newborn babies in care proceedings, and babies looked after in week one, England and "
        "regions, 2008 to 2019/20"
    )
    panels = (
        (proceedings, marks.PUBLISHED, 1, (0.0, 0.37)),
        (looked_after, marks.OTHER_REPORT, 2, (0.59, 0.96)),
    )
    axes = {}
    data = []
    for points, kind, panel, domain in panels:
        number = "" if panel == 1 else "2"
        places = [-place for place in range(len(points))]
        data.append(
            marks.points(
                kind,
                x=[one.rate for one in points],
                y=places,
                text=[one.text for one in points],
                panel=panel,
                name="In care proceedings" if panel == 1 else "Looked after in the first week",
            )
        )
        axes[f"xaxis{number}"] = style.axis(
            "Babies per 10,000 live births", range=[0, 155], anchor=f"y{number}"
        )
        axes[f"yaxis{number}"] = style.axis(
            "",
            domain=list(domain),
            anchor=f"x{number}",
            range=[-len(points) + 0.4, 0.6],
            tickvals=places,
            ticktext=[f"{one.figure.geography}<br>{one.figure.period}" for one in points],
            showgrid=False,
            ticks="",
        )
    layout = style.layout(
        title=title,
        x=axes.pop("xaxis"),
        y=axes.pop("yaxis"),
        height=740,
        showlegend=False,
        annotations=[
            marks.heading("Looked after in the first week<br>(children looked after)", x=0, y=0.96),
            marks.heading("Under two weeks old<br>(care proceedings)", x=0, y=0.37),
        ],
        shapes=[marks.divider(0.47)],
        **axes,
    )
    layout["margin"] |= {"b": 60}
    england, later = proceedings[1], looked_after[1]
    sentence = (
        f"In England {england.figure.value_text} newborns per 10,000 live births were in care "
        f"proceedings in {england.figure.period}, and {later.figure.value_text} per 10,000 were "
        f"looked after in their first week in {later.figure.period}: near numbers, but not the "
        "same babies."
    )
    return Chart(
        key="first-week",
        title=title,
        sentence=sentence,
        description=(
            f"{sentence} One is a count of applications to a court, for babies under two weeks "
            "old; the other of children whom a local authority looks after, which can be by "
            "agreement. The rate of babies looked after in the first week rose from "
            f"{looked_after[0].text} in 2008 to {later.text} in 2018. In the North East in 2018 it "
            f"was {looked_after[2].figure.value_text}, the highest value here. The two sets of "
            "figures are never joined."
        ),
        spec={"data": data, "layout": layout},
        rows=([_row(one) for one in (*proceedings, *looked_after)]),
        sources=(*_PROCEEDINGS, *_LOOKED_AFTER),
        notes=(
            f"{_NO_INTERVAL} England's counts in care proceedings are: the table gives their exact "
            "Poisson 95% intervals.",
            f"{looked_after[2].figure.text.capitalize()} is drawn at "
            f"{format_number(looked_after[2].rate)} per 10,000, which is our arithmetic.",
            "The two sets differ in the age of the babies, in the years, and in what is counted. "
            "The authors of the first-week figures find almost half as many babies again as the "
            "count of proceedings did.",
            "London in one panel and Inner London in the other are different areas.",
        ),
    )


def _point(name: str) -> _Point:
    figure = evidence.figure(name)
    if figure.one_in is not None:
        return _Point(figure, 10_000 / figure.one_in, figure.value_text.replace("baby ", ""))
    assert figure.value is not None
    return _Point(figure, figure.value, figure.value_text)


def _row(one: _Point) -> dict[str, str]:
    looked_after = one.figure.id in _LOOKED_AFTER
    published = one.figure.value_text
    return {
        "Area and year": f"{one.figure.geography}, {one.figure.period}",
        "Per 10,000 live births": (
            published
            if one.figure.value is not None
            else f"{published} ({format_number(one.rate, 1)})"
        ),
        "What is counted": (
            "babies looked after in the first week of life"
            if looked_after
            else "newborns under two weeks old in care proceedings"
        ),
        "95% interval": _interval(one.figure),
        "Standing": one.figure.standing,
    }


def _interval(figure: evidence.Figure) -> str:
    found = [
        format_interval(one.rate) for one in counts(figure.geography) if one.period == figure.period
    ]
    return found[0] if found and figure.id in _PROCEEDINGS else str(_NO_INTERVAL)
