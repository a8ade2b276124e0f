"""Newborns as a share of all infants in care proceedings: four statements, four definitions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.dots import draw_dots, rows_axis
from born_into_care.charts.intervals import describe_rounding, rounded_value
from born_into_care.estimates import NoInterval

_NO_INTERVAL = NoInterval("the number of infants behind this share was not published")


@dataclass(frozen=True)
class _Definition:
    """The figures that share one definition; figures of two definitions are never joined."""

    name: str
    newborn: str
    kind: marks.Kind
    figures: tuple[str, ...]


_DEFINITIONS = (
    _Definition("2021 report, England", "under two weeks old", marks.BOUND, ("england-2019-20",)),
    _Definition(
        "2018 report, England",
        "under seven days old",
        marks.OTHER_REPORT,
        ("england-2007-08", "england-2016-17"),
    ),
    _Definition(
        "2019 report, Wales",
        "under two weeks old",
        marks.Kind("2019 report", style.BLUE, "circle"),
        ("wales-2015", "wales-2018"),
    ),
    _Definition(
        "Magazine, area not stated",
        "not stated",
        marks.Kind("Magazine", style.INK, "diamond"),
        ("2015-16", "2022-23"),
    ),
)


def shares() -> Chart:
    """Return newborns as a share of infants in care proceedings, each definition in its own panel.

    "Over half" is a bound: it is drawn as a band that is open to the right, never as 50.

    Example:
        >>> shares().table["Share of infants"].tolist()
        ['over half', '32%', '42%', '38%', '52%', '41%', '55%']
    """
    title = (
        "Newborn babies as a share of infants in care proceedings, England and Wales, 2007/08 to "
        "2022/23: four definitions"
    )
    rows = [(one, _figure(name)) for one in _DEFINITIONS for name in one.figures]
    bound, *exact = (figure.value_text for _, figure in rows)
    sentence = (
        f"Newborns were {bound} of infants in care proceedings in England in 2019/20; in each "
        "other set of figures the share is higher in the later year."
    )
    return Chart(
        key="shares",
        title=title,
        sentence=sentence,
        description=(
            f"{sentence} For 2019/20 no exact value was read. In the 2018 report, with newborns "
            f"under seven days old, the share in England rose from {exact[0]} per cent in 2007/08 "
            f"to {exact[1]} per cent in 2016/17. In Wales it rose from {exact[2]} per cent in 2015 "
            f"to {exact[3]} per cent in 2018. A magazine that defines nothing gives {exact[4]} per "
            f"cent for 2015/16 and {exact[5]} for 2022/23. Four definitions stand in four panels, "
            "never joined."
        ),
        spec=_draw(title),
        rows=[
            {
                "Area and year": f"{figure.geography}, {figure.period}",
                "Share of infants": _format_share(figure),
                "Its rounding": describe_rounding(figure),
                "95% interval": str(_NO_INTERVAL),
                "Newborn means": definition.newborn,
                "From": definition.name,
            }
            for definition, figure in rows
        ],
        sources=tuple(figure.id for _, figure in rows),
        notes=(
            f"{_NO_INTERVAL} The bar through a point is its rounding: half a percentage point on "
            "either side.",
            "An infant is a child under one year old. A share can rise because there are more "
            "newborns, or because there are fewer older infants.",
            "The magazine does not say that its two values are of England.",
        ),
    )


def _figure(name: str) -> evidence.Figure:
    return evidence.figure(f"newborn-share-{name}")


def _format_share(figure: evidence.Figure) -> str:
    return figure.value_text if figure.value is None else f"{figure.value_text}%"


def _draw(title: str) -> dict[str, Any]:
    data, words, shapes = [], [], []
    heights, periods = [], []
    top = 0.0
    for definition in _DEFINITIONS:
        means = f"means {definition.newborn}".replace("means not stated", "is not defined")
        heading = f"<b>{definition.name}</b><br>newborn {means}"
        words.append(marks.label(heading, x=0, y=top, panel=1, xshift=4))
        values = []
        for step, figure in enumerate(map(_figure, definition.figures)):
            value = rounded_value(figure, replace(definition.kind, word=definition.name))
            values.append((top - 0.95 - 0.75 * step, replace(value, text=_format_share(figure))))
        heights += [height for height, _ in values]
        periods += [value.period for _, value in values]
        bound = definition.kind is marks.BOUND
        (trace,) = draw_dots(values, position="middle left" if bound else "middle right")
        data.append(trace)
        if bound:
            shapes.append(_open_band(heights[-1]))
            note = "no upper value given"
            words.append(marks.label(note, x=100, y=heights[-1] - 0.5, panel=1, align="right"))
        else:
            trace["error_x"] |= {"width": 10}
        # The open band has a line of words below it.
        top = heights[-1] - (1.75 if bound else 1.35)
        shapes.append(marks.divider(round(top + 0.7, 3), yref="y", width=1.5))
    layout = style.layout(
        title=title,
        x=style.axis("Newborns as a share of infants (per cent)", range=[0, 100], ticksuffix="%"),
        y=rows_axis(periods, heights=heights, below=0.75, above=1.65),
        height=620,
        showlegend=False,
        annotations=words,
        shapes=shapes[:-1],
    )
    layout["margin"] |= {"b": 60}
    return {"data": data, "layout": layout}


def _open_band(height: float) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y",
        "x0": 50,
        "x1": 100,
        "y0": height - 0.22,
        "y1": height + 0.22,
        "fillcolor": style.PALE,
        "line": {"width": 0},
        "layer": "below",
    }
