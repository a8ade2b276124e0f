"""Newborns as a share of all infants in care proceedings: four statements, four definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.wording import format_trimmed
from born_into_care.estimates import no_interval


@dataclass(frozen=True)
class _Group:
    """The figures that share one definition; figures of two groups are never joined."""

    name: str
    newborn: str
    kind: marks.Kind
    figures: tuple[str, ...]


_GROUPS = (
    _Group(
        "2021 report, England",
        "under two weeks old",
        marks.BOUND,
        ("newborn-share-england-2019-20",),
    ),
    _Group(
        "2018 report, England",
        "under seven days old",
        marks.OTHER_REPORT,
        ("newborn-share-england-2007-08", "newborn-share-england-2016-17"),
    ),
    _Group(
        "2019 report, Wales",
        "under two weeks old",
        marks.Kind("2019 report", style.BLUE, "circle"),
        ("newborn-share-wales-2015", "newborn-share-wales-2018"),
    ),
    _Group(
        "Magazine, area not stated",
        "not stated",
        marks.Kind("Magazine", style.INK, "diamond"),
        ("newborn-share-2015-16", "newborn-share-2022-23"),
    ),
)
_NO_INTERVAL = no_interval("the number of infants behind this share was not published")


def shares() -> Chart:
    """Give newborns as a share of infants in care proceedings, each definition in its own panel.

    "Over half" is a bound: it is drawn as a band that is open to the right, never as 50.

    Example:
        >>> shares().table["Share of infants"].tolist()
        ['over half', '32%', '42%', '38%', '52%', '41%', '55%']
    """
    title = (
        "Newborn babies as a share of infants in care proceedings, England and Wales, 2007/08 to "
        "2022/23: four definitions"
    )
    rows = [(group, evidence.figure(name)) for group in _GROUPS for name in group.figures]
    data, words, shapes, ticks = [], [], [], []
    place = 0.0
    for number, group in enumerate(_GROUPS):
        if number:
            shapes.append(marks.divider(round(place + 0.7, 3), yref="y", width=1.5))
        words.append(
            marks.label(
                f"<b>{group.name}</b><br>newborn {_means(group)}", x=0, y=place, panel=1, xshift=4
            )
        )
        figures = [evidence.figure(name) for name in group.figures]
        at = [place - 0.95 - 0.75 * step for step in range(len(figures))]
        ticks += list(zip(at, [figure.period for figure in figures], strict=True))
        data.append(_marks(group, figures, at))
        if group.kind is marks.BOUND:
            shapes.append(_open_band(at[0]))
            words.append(
                marks.label("no upper value given", x=100, y=at[0] - 0.5, panel=1, align="right")
            )
        # The open band has a line of words below it.
        place = at[-1] - (1.75 if group.kind is marks.BOUND else 1.35)
    layout = style.layout(
        title=title,
        x=style.axis("Newborns as a share of infants (per cent)", range=[0, 100], ticksuffix="%"),
        y=style.axis(
            "",
            range=[place + 0.6, 0.7],
            tickvals=[at for at, _ in ticks],
            ticktext=[words for _, words in ticks],
            showgrid=False,
            ticks="",
        ),
        height=620,
        showlegend=False,
        annotations=words,
        shapes=shapes,
    )
    layout["margin"] |= {"b": 60}
    return Chart(
        key="shares",
        title=title,
        sentence=_sentence(),
        description=_description(),
        spec={"data": data, "layout": layout},
        rows=([_row(group, figure) for group, figure in rows]),
        sources=tuple(figure.id for _, figure in rows),
        notes=(
            f"{_NO_INTERVAL} The bar through a point is its rounding: half a percentage point on "
            "either side.",
            "An infant is a child under one year old. A share can rise because there are more "
            "newborns, or because there are fewer older infants.",
            "The magazine does not say that its two values are of England.",
        ),
    )


def _sentence() -> str:
    return (
        f"Newborns were {_text('england-2019-20')} of infants in care proceedings in England in "
        "2019/20; in each other set of figures the share is higher in the later year."
    )


def _description() -> str:
    return (
        f"{_sentence()} For 2019/20 no exact value was read. In the 2018 report, with newborns "
        f"under seven days old, the share in England rose from {_text('england-2007-08')} per "
        f"cent in 2007/08 to {_text('england-2016-17')} per cent in 2016/17. In Wales it rose from "
        f"{_text('wales-2015')} per cent in 2015 to {_text('wales-2018')} per cent in 2018. A "
        f"magazine that defines nothing gives {_text('2015-16')} per cent for 2015/16 and "
        f"{_text('2022-23')} for 2022/23. Four definitions stand in four panels, never joined."
    )


def _text(tail: str) -> str:
    return evidence.figure(f"newborn-share-{tail}").value_text


def _means(group: _Group) -> str:
    return f"means {group.newborn}" if group.newborn != "not stated" else "is not defined"


def _marks(group: _Group, figures: list[evidence.Figure], at: list[float]) -> dict[str, Any]:
    bound = group.kind is marks.BOUND
    ends = [figure.rounding for figure in figures]
    trace = marks.points(
        group.kind,
        x=[50.0 if bound else figure.value for figure in figures],
        y=at,
        text=[_shown(figure) for figure in figures],
        low=[end[0] if end else None for end in ends],
        high=[end[1] if end else None for end in ends],
        along="x",
        name=group.name,
    )
    if bound:
        trace["textposition"] = "middle left"
    else:
        trace["error_x"] |= {"width": 10}
    return trace


def _shown(figure: evidence.Figure) -> str:
    return figure.value_text if figure.value is None else f"{figure.value_text}%"


def _open_band(at: float) -> dict[str, Any]:
    return {
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


def _row(group: _Group, figure: evidence.Figure) -> dict[str, str]:
    ends = figure.rounding
    return {
        "Area and year": f"{figure.geography}, {figure.period}",
        "Share of infants": _shown(figure),
        "Its rounding": (
            f"{format_trimmed(ends[0])} to {format_trimmed(ends[1])}" if ends else figure.precision
        ),
        "95% interval": str(_NO_INTERVAL),
        "Newborn means": group.newborn,
        "From": group.name,
    }
