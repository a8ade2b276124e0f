"""Figures of different definitions, each in a group of its own that nothing joins to another."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.style import Kind
from born_into_care.charts.values import (
    NO_VALUE,
    AreaValue,
    describe_rounding,
    figure_value,
    percent_text,
)
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.estimates import Interval, NoInterval

_FORTNIGHT = "under two weeks old"
# Who gives the shares and how they are drawn, what newborn means there, and the figures.
_SHARES = (
    (replace(style.BOUND, word="2021 report, England"), _FORTNIGHT,
     ("newborn-share-england-2019-20",)),
    (replace(style.OTHER_REPORT, word="2018 report, England"), "under seven days old",
     ("newborn-share-england-2007-08", "newborn-share-england-2016-17")),
    (Kind("2019 report, Wales", style.BLUE, "circle"), _FORTNIGHT,
     ("newborn-share-wales-2015", "newborn-share-wales-2018")),
    (Kind("Magazine", style.INK, "diamond"), "no definition, no area",
     ("newborn-share-2015-16", "newborn-share-2022-23")),
)  # fmt: skip
# How the babies of the first weeks are drawn, who and how old they are, and the figures.
_FIRST_WEEK = (
    (style.PUBLISHED, "In care proceedings", _FORTNIGHT,
     ("incidence-england-2012-13", "incidence-england-2019-20",
      "incidence-north-east-2019-20", "incidence-london-2019-20")),
    (style.OTHER_REPORT, "Looked after", "in the first week of life",
     ("first-week-care-england-2008", "first-week-care-england-2018",
      "first-week-care-north-east-2018", "first-week-care-inner-london-2018")),
)  # fmt: skip
_Placed = list[tuple[float, AreaValue]]


def shares() -> Chart:
    """Return newborns as a share of infants in care proceedings, each definition in its own group.

    "Over half" is a bound: it is drawn as a band that is open to the right, never as 50.

    Example:
        >>> shares().table["Share of infants"].tolist()
        ['over half', '32%', '42%', '38%', '52%', '41%', '55%']
    """
    no_interval = NoInterval("the number of infants behind this share was not published")
    groups, rows = [], []
    for kind, newborn, names in _SHARES:
        values = []
        for figure in map(evidence.figure, names):
            value = replace(figure_value(figure, kind), text=percent_text(figure))
            if figure.rounding:
                rounding = Interval(value.number, *figure.rounding, "Rounding")
                value = replace(value, interval=rounding)
            values.append(value)
            rows.append(
                {
                    "Area and year": f"{value.area}, {value.period}",
                    "Share of infants": value.text,
                    "Its rounding": describe_rounding(figure),
                    "95% interval": str(no_interval),
                    "Newborn means": newborn,
                    "From": kind.word,
                }
            )
        groups.append((f"<b>{kind.word}</b>: {newborn}", values))
    placed, layout = _place_groups(groups, lambda value: value.period, shift=74)
    bound, *exact = marks.draw_dots(placed, position="middle right")
    for trace in exact:
        trace["error_x"]["width"] = 10
    at, _ = placed[0]
    band = marks.box((50, 100), (at - 0.36, at + 0.36), fillcolor=style.PALE)
    layout["shapes"].insert(0, band)
    title = "Newborns as a share of infants"
    return make_chart(
        "shares", {}, data=[bound, *exact], rows=rows,
        sources=[name for _, value in placed for name in value.sources],
        x=style.axis(title, range=[0, 100], ticksuffix="%", showgrid=False), **layout,
    )  # fmt: skip


def first_week() -> Chart:
    """Return newborns in care proceedings beside babies looked after in their first week of life.

    The two are counted by different bodies, of different babies.

    Example:
        >>> first_week().table["Per 10,000 live births"].tolist()[-2:]
        ['one baby in 98 (102.0)', '26.5']
    """
    groups, rows = [], []
    for kind, babies, age, names in _FIRST_WEEK:
        values = [figure_value(evidence.figure(name), kind) for name in names]
        groups.append((f"<b>{babies}</b>: {age}", values))
        rows += [
            {
                "Area and year": f"{value.area}, {value.period}",
                "Per 10,000 live births": value.text
                if value.text[0].isdigit()
                else f"{value.text} ({format_number(value.number, decimals=1)})",
                "What is counted": f"{babies}: {age}",
                "95% interval": format_interval(value.interval),
                "Standing": value.standing,
            }
            for value in values
        ]
    placed, layout = _place_groups(groups, lambda value: f"{value.area}, {value.period}", shift=140)
    # Without whiskers: most of these rates have none.
    dots = [
        (height, replace(value, interval=NO_VALUE, text=value.text.replace("baby ", "")))
        for height, value in placed
    ]
    return make_chart(
        "first-week", {}, data=marks.draw_dots(dots, position="middle right"), rows=rows,
        sources=[value.sources[0] for _, value in placed],
        x=style.axis("Babies per 10,000 live births", range=[0, 155], showgrid=False), **layout,
    )  # fmt: skip


def _place_groups(
    groups: Sequence[tuple[str, Sequence[AreaValue]]], name_row: Callable[[AreaValue], str], *,
    shift: int,
) -> tuple[_Placed, style.Spec]:  # fmt: skip
    """Return the rows of each group with their heights, and the layout that sets the groups apart.

    Parameters:
        groups: the heading of each and its values, from the top one down.
        shift: by how many pixels a heading starts to the left of the rows, at the edge of the
            drawing, so that a phone has room.
    """
    placed: _Placed = []
    headings, dividers, top = [], [], 0.0
    across = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y"}
    across["line"] = {"color": style.GREY, "width": 1, "dash": "dash"}
    for text, values in groups:
        headings.append(marks.label(text, x=0, y=top, panel=1, xshift=-shift))
        dividers.append(across | {"y0": round(top + 0.65, 2), "y1": round(top + 0.65, 2)})
        placed += [(top - 1 - row, value) for row, value in enumerate(values)]
        top = round(top - len(values) - 1.35, 2)
    return placed, {
        "y": marks.rows_axis(
            [name_row(value) for _, value in placed],
            heights=[height for height, _ in placed],
            above=1.5,
            showline=False,
        ),
        "annotations": headings,
        "shapes": dividers[1:],
        "height": 428,
        "margin": {"b": 56, "t": 6},
    }
