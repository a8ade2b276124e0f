"""Newborns as a share of all infants in care proceedings: four statements, four definitions."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import describe_rounding, percent_text, rounded_value
from born_into_care.estimates import NoInterval

_FORTNIGHT, _WEEK = "under two weeks old", "under seven days old"
# Who gives the shares and how they are drawn, what newborn means, where these words stand, and the
# figures. Figures of two definitions are never joined.
_DEFINITIONS = (
    (
        replace(style.BOUND, word="2021 report, England"),
        _FORTNIGHT,
        ("newborn-share-england-2019-20",),
    ),
    (
        replace(style.OTHER_REPORT, word="2018 report, England"),
        _WEEK,
        ("newborn-share-england-2007-08", "newborn-share-england-2016-17"),
    ),
    (
        style.Kind("2019 report, Wales", style.BLUE, "circle"),
        _FORTNIGHT,
        ("newborn-share-wales-2015", "newborn-share-wales-2018"),
    ),
    (
        style.Kind("Magazine", style.INK, "diamond"),
        "no definition, no area",
        ("newborn-share-2015-16", "newborn-share-2022-23"),
    ),
)
_NO_INTERVAL = NoInterval("the number of infants behind this share was not published")


def shares() -> Chart:
    """Return newborns as a share of infants in care proceedings, each definition in its own panel.

    "Over half" is a bound: it is drawn as a band that is open to the right, never as 50.

    Example:
        >>> shares().table["Share of infants"].tolist()
        ['over half', '32%', '42%', '38%', '52%', '41%', '55%']
    """
    groups, rows = [], []
    for kind, newborn, names in _DEFINITIONS:
        figures = [evidence.figure(name) for name in names]
        values = [replace(rounded_value(one, kind), text=percent_text(one)) for one in figures]
        groups.append((f"<b>{kind.word}</b>: {newborn}", values))
        rows += [
            {
                "Area and year": f"{figure.geography}, {figure.period}",
                "Share of infants": percent_text(figure),
                "Its rounding": describe_rounding(figure),
                "95% interval": str(_NO_INTERVAL),
                "Newborn means": newborn,
                "From": kind.word,
            }
            for figure in figures
        ]
    # Headings start at the edge of the drawing, so that a phone has room.
    placed, grouped = marks.place_groups(groups, shift=84)
    bound, *exact = marks.draw_dots(placed, position="middle right")
    for trace in exact:
        trace["error_x"]["width"] = 10
    at = placed[0][0]
    band = marks.box((50, 100), (at - 0.36, at + 0.36), fillcolor=style.PALE)
    return make_chart(
        "shares",
        {},
        data=[bound, *exact],
        rows=rows,
        sources=[name for _, value in placed for name in value.sources],
        x=style.axis(
            "Newborns as a share of infants", range=[0, 100], ticksuffix="%", showgrid=False
        ),
        y=marks.rows_axis(
            [value.period for _, value in placed],
            heights=[height for height, _ in placed],
            above=1.5,
            showline=False,
        ),
        height=428,
        margin={"b": 56, "t": 6},
        **grouped | {"shapes": [band, *grouped["shapes"]]},
    )
