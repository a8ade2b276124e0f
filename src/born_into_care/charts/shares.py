"""Newborns as a share of all infants in care proceedings: four statements, four definitions."""

from __future__ import annotations

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.dots import draw_dots, rows_axis
from born_into_care.charts.intervals import describe_rounding, rounded_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import write_words
from born_into_care.estimates import NoInterval

# Who gives the shares and how they are drawn, what newborn means, and the figures. Figures of two
# definitions are never joined.
_DEFINITIONS = (
    (
        replace(marks.BOUND, word="2021 report, England"),
        "under two weeks old",
        ("newborn-share-england-2019-20",),
    ),
    (
        replace(marks.OTHER_REPORT, word="2018 report, England"),
        "under seven days old",
        ("newborn-share-england-2007-08", "newborn-share-england-2016-17"),
    ),
    (
        marks.Kind("2019 report, Wales", style.BLUE, "circle"),
        "under two weeks old",
        ("newborn-share-wales-2015", "newborn-share-wales-2018"),
    ),
    (
        marks.Kind("Magazine, area not stated", style.INK, "diamond"),
        "not stated",
        ("newborn-share-2015-16", "newborn-share-2022-23"),
    ),
)
# Where the words above each definition stand, and its values below them.
_HEADINGS = (0.0, -2.7, -5.75, -8.8)
_HEIGHTS = (-0.95, -3.65, -4.4, -6.7, -7.45, -9.75, -10.5)
_NO_INTERVAL = NoInterval("the number of infants behind this share was not published")


def shares() -> Chart:
    """Return newborns as a share of infants in care proceedings, each definition in its own panel.

    "Over half" is a bound: it is drawn as a band that is open to the right, never as 50.

    Example:
        >>> shares().table["Share of infants"].tolist()
        ['over half', '32%', '42%', '38%', '52%', '41%', '55%']
    """
    rows = [
        (kind, newborn, evidence.figure(name))
        for kind, newborn, names in _DEFINITIONS
        for name in names
    ]
    values = [replace(rounded_value(f, kind), text=_format_share(f)) for kind, _, f in rows]
    words = write_words("shares")
    return Chart(
        key="shares",
        **words,
        spec={"data": _traces(values), "layout": _layout(words["title"], values)},
        rows=[
            {
                "Area and year": f"{figure.geography}, {figure.period}",
                "Share of infants": _format_share(figure),
                "Its rounding": describe_rounding(figure),
                "95% interval": str(_NO_INTERVAL),
                "Newborn means": newborn,
                "From": kind.word,
            }
            for kind, newborn, figure in rows
        ],
        sources=tuple(figure.id for *_, figure in rows),
    )


def _format_share(figure: evidence.Figure) -> str:
    return figure.value_text if figure.value is None else f"{figure.value_text}%"


def _traces(values: list[AreaValue]) -> list[style.Spec]:
    bound, *exact = draw_dots(zip(_HEIGHTS, values, strict=True), position="middle right")
    for trace in exact:
        trace["error_x"]["width"] = 10
    return [bound | {"textposition": "middle left"}, *exact]


def _layout(title: str, values: list[AreaValue]) -> style.Spec:
    headings = []
    for (kind, newborn, _), height in zip(_DEFINITIONS, _HEADINGS, strict=True):
        means = "is not defined" if newborn == "not stated" else f"means {newborn}"
        words = f"<b>{kind.word}</b><br>newborn {means}"
        headings.append(marks.label(words, x=0, y=height, panel=1, xshift=4))
    band = {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": 50,
        "x1": 100,
        "y0": _HEIGHTS[0] - 0.22,
        "y1": _HEIGHTS[0] + 0.22,
        "fillcolor": style.PALE,
        "line": {"width": 0},
        "layer": "below",
    }
    open_end = marks.label(
        "no upper value given", x=100, y=_HEIGHTS[0] - 0.5, panel=1, align="right"
    )
    return style.layout(
        title=title,
        x=style.axis("Newborns as a share of infants (per cent)", range=[0, 100], ticksuffix="%"),
        y=rows_axis([v.period for v in values], heights=_HEIGHTS, below=0.75, above=1.65),
        height=620,
        margin={"b": 60},
        showlegend=False,
        annotations=[*headings, open_end],
        shapes=[
            band,
            *(marks.divider(round(y + 0.7, 3), yref="y", width=1.5) for y in _HEADINGS[1:]),
        ],
    )
