"""Newborns as a share of all infants in care proceedings: four statements, four definitions."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.intervals import describe_rounding, percent_text, rounded_value
from born_into_care.estimates import NoInterval

_FORTNIGHT, _WEEK = "under two weeks old", "under seven days old"
# Who gives the shares and how they are drawn, what newborn means, where these words stand, and the
# figures with where each stands below. Figures of two definitions are never joined.
_DEFINITIONS = (
    (
        replace(style.BOUND, word="2021 report, England"),
        _FORTNIGHT,
        0.0,
        {"newborn-share-england-2019-20": -0.95},
    ),
    (
        replace(style.OTHER_REPORT, word="2018 report, England"),
        _WEEK,
        -2.7,
        {"newborn-share-england-2007-08": -3.65, "newborn-share-england-2016-17": -4.4},
    ),
    (
        style.Kind("2019 report, Wales", style.BLUE, "circle"),
        _FORTNIGHT,
        -5.75,
        {"newborn-share-wales-2015": -6.7, "newborn-share-wales-2018": -7.45},
    ),
    (
        style.Kind("Magazine, area not stated", style.INK, "diamond"),
        "not stated",
        -8.8,
        {"newborn-share-2015-16": -9.75, "newborn-share-2022-23": -10.5},
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
    heights, values, rows, words, dividers = [], [], [], [], []
    for kind, newborn, top, figures in _DEFINITIONS:
        means = "is not defined" if newborn == "not stated" else f"means {newborn}"
        heading = f"<b>{kind.word}</b><br>newborn {means}"
        words.append(marks.label(heading, x=0, y=top, panel=1, xshift=4))
        dividers.append(marks.divider(round(top + 0.7, 3), yref="y", width=1.5))
        for name, height in figures.items():
            figure = evidence.figure(name)
            heights.append(height)
            values.append(replace(rounded_value(figure, kind), text=percent_text(figure)))
            rows.append(
                {
                    "Area and year": f"{figure.geography}, {figure.period}",
                    "Share of infants": percent_text(figure),
                    "Its rounding": describe_rounding(figure),
                    "95% interval": str(_NO_INTERVAL),
                    "Newborn means": newborn,
                    "From": kind.word,
                }
            )
    bound, *exact = marks.draw_dots(zip(heights, values, strict=True), position="middle right")
    for trace in exact:
        trace["error_x"]["width"] = 10
    at = heights[0]
    band = {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": 50,
        "x1": 100,
        "y0": at - 0.22,
        "y1": at + 0.22,
        "fillcolor": style.PALE,
        "line": {"width": 0},
        "layer": "below",
    }
    open_end = marks.label("no upper value given", x=100, y=at - 0.5, panel=1, align="right")
    return make_chart(
        "shares",
        {},
        data=[bound | {"textposition": "middle left"}, *exact],
        rows=rows,
        sources=[name for value in values for name in value.sources],
        x=style.axis("Newborns as a share of infants (per cent)", range=[0, 100], ticksuffix="%"),
        y=marks.rows_axis([v.period for v in values], heights=heights, below=0.75, above=1.65),
        height=620,
        margin={"b": 60},
        showlegend=False,
        annotations=[*words, open_end],
        shapes=[band, *dividers[1:]],
    )
