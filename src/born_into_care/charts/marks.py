"""The marks that charts are made of: points with intervals, bands, bars, labels and headings.

Each kind of figure has a colour and a symbol of its own, the same on every chart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from born_into_care.charts import style

Number = float | int | None
Place = Number | str


@dataclass(frozen=True)
class Kind:
    """One kind of figure as it is drawn.

    Attributes:
        word: what a legend calls it.
        color: its colour.
        symbol: its plotly symbol, which tells it apart without the colour.
    """

    word: str
    color: str
    symbol: str


PUBLISHED = Kind("Published", style.BLUE, "circle")
PUBLISHED_ALSO = Kind("Published, and disputed", style.INK, "square")
OTHER_REPORT = Kind("Another report, another definition", style.GREEN, "triangle-up")
DERIVED = Kind("Derived by us", style.PURPLE, "x")
ILLUSTRATIVE = Kind(style.ILLUSTRATIVE_WORD, style.VERMILION, "diamond-open")
BOUND = Kind("A bound: more than this", style.GREY, "triangle-right")
GUESS = Kind("your guess", style.INK, "square-open")


def points(
    kind: Kind,
    *,
    x: Sequence[Place],
    y: Sequence[Place],
    name: str = "",
    text: Sequence[str] | None = None,
    position: str | None = "middle right",
    low: Sequence[Number] | None = None,
    high: Sequence[Number] | None = None,
    along: Literal["x", "y"] = "y",
    panel: int = 1,
    **settings: Any,
) -> dict[str, Any]:
    """Return points, each with its label and, where known, its interval.

    Parameters:
        kind: what is drawn.
        x, y: where; None leaves a gap.
        name: what the legend says, where not the kind's own word.
        text: a label for each point.
        position: where the label stands; None where it only shows under the pointer.
        low, high: the limits of each interval; None where there is none.
        along: the axis on which the intervals lie.
        panel: which panel it belongs to, counted from 1.
        settings: further settings of the trace, which win.
    """
    places = list(x if along == "x" else y)
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers" if text is None or position is None else "markers+text",
        "name": name or kind.word,
        "x": [_tidy(value) for value in x],
        "y": [_tidy(value) for value in y],
        "marker": {
            "color": kind.color,
            "symbol": kind.symbol,
            "size": 11,
            "line": {"color": kind.color, "width": 2 if "open" in kind.symbol else 0},
        },
        "cliponaxis": False,
        "hoverinfo": "text" if text is not None else "x+y",
    }
    if text is not None:
        trace["hovertext"] = list(text)
        if position is not None:
            trace |= {"text": list(text), "textposition": position}
    if low is not None and high is not None and any(end is not None for end in low):
        trace[f"error_{along}"] = {
            "type": "data",
            "symmetric": False,
            "array": _lengths(places, high, sign=1),
            "arrayminus": _lengths(places, low, sign=-1),
            "color": kind.color,
            "thickness": 2,
            "width": 6,
        }
    return trace | on_panel(panel) | settings


def draw_nothing(*, xaxis: str, yaxis: str) -> dict[str, Any]:
    """Return a trace that draws nothing, for a panel that is empty in some states.

    An axis that loses its last trace while plotly redraws is drawn at no number, with an error.
    """
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
        "showlegend": False,
        "xaxis": xaxis,
        "yaxis": yaxis,
    }


def on_panel(panel: int) -> dict[str, str]:
    """Return the axes of a panel, as a trace or an annotation names them."""
    number = "" if panel == 1 else str(panel)
    return {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def label(
    text: str,
    *,
    x: Place,
    y: Place,
    panel: int | None = None,
    align: Literal["left", "center", "right"] = "left",
    **settings: Any,
) -> dict[str, Any]:
    """Return words on a chart.

    Parameters:
        text: the words; "<br>" breaks the line.
        x, y: where, in the panel's units, or in parts of the whole drawing where panel is None.
        align: which side of the words stands at x.
    """
    where = {"xref": "paper", "yref": "paper"}
    if panel is not None:
        axes = on_panel(panel)
        where = {"xref": axes["xaxis"], "yref": axes["yaxis"]}
    return {
        "text": text,
        "x": x,
        "y": y,
        "xanchor": align,
        "yanchor": "middle",
        "align": align,
        "showarrow": False,
        "font": {"size": 13, "color": style.INK},
        **where,
        **settings,
    }


def heading(text: str, *, x: float, y: float, **settings: Any) -> dict[str, Any]:
    """Return the heading of a panel, its foot on the panel's upper edge."""
    return label(f"<b>{text}</b>", x=x, y=y) | {"yanchor": "bottom", "yshift": 6} | settings


def arrow(
    *, start: tuple[Place, Place], end: tuple[Place, Place], panel: int = 1
) -> dict[str, Any]:
    """Return an arrow from one point to another: a change, not a line of values between them."""
    axes = on_panel(panel)
    return {
        "text": "",
        "x": end[0],
        "y": end[1],
        "ax": start[0],
        "ay": start[1],
        "xref": axes["xaxis"],
        "yref": axes["yaxis"],
        "axref": axes["xaxis"],
        "ayref": axes["yaxis"],
        "showarrow": True,
        "arrowhead": 2,
        "arrowwidth": 1.5,
        "arrowcolor": style.GREY,
        "standoff": 10,
        "startstandoff": 10,
    }


def divider(
    y: float, *, yref: str = "paper", width: float = 2, dash: str = "dash"
) -> dict[str, Any]:
    """Return a line across the chart, such as the one between two definitions.

    Parameters:
        y: where it lies.
        yref: the axis that this is a place on, or "paper" for a part of the drawing's height.
        width: in pixels.
        dash: plotly's name of its dashes.
    """
    return {
        "type": "line",
        "xref": "paper",
        "yref": yref,
        "x0": 0,
        "x1": 1,
        "y0": y,
        "y1": y,
        "line": {"color": style.GREY, "width": width, "dash": dash},
    }


def legend_below(*, plot_height: int, gap: int = 62) -> dict[str, Any]:
    """Return a legend under the axis title, however tall the drawing is.

    Parameters:
        plot_height: about how many pixels lie between the upper and the lower axis line.
        gap: how many pixels the axis labels and the axis title take.
    """
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": round(-gap / plot_height, 3),
        "yanchor": "top",
        "traceorder": "normal",
    }


def _lengths(places: Sequence[Place], ends: Sequence[Number], *, sign: int) -> list[Number]:
    """How far each interval reaches on one side; None where there is no interval."""
    return [
        None
        if value is None or isinstance(value, str) or end is None
        # Rounding for the file must never turn a limit round.
        else max(0.0, round(sign * (end - value), 4))
        for value, end in zip(places, ends, strict=True)
    ]


def _tidy(value: Place) -> Place:
    return round(value, 4) if isinstance(value, float) else value
