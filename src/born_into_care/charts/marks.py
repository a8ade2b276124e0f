"""The marks that charts are made of: points with intervals, rows, labels, headings and arrows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from born_into_care.charts import style
from born_into_care.charts.style import Kind, Spec
from born_into_care.charts.values import AreaValue

Number = float | int | None
Place = Number | str


def points(
    kind: Kind,
    *,
    x: Sequence[Place],
    y: Sequence[Place],
    text: Sequence[str] | None = None,
    position: str | None = "middle right",
    limits: Sequence[tuple[float, float] | None] = (),
    along: Literal["x", "y"] = "y",
    panel: int = 1,
    **settings: Any,
) -> Spec:
    """Return points, each with its label and, where known, its interval.

    Parameters:
        x, y: where; None leaves a gap.
        position: where a label stands; None where it only shows under the pointer.
        limits: of each point's interval; None where there is none.
        along: the axis on which the intervals lie.
        settings: further settings of the trace, which win.
    """
    trace: Spec = {
        "type": "scatter",
        "mode": "markers" if text is None or position is None else "markers+text",
        "name": kind.word,
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
    if any(limits):
        values = x if along == "x" else y
        trace[f"error_{along}"] = {
            "type": "data",
            "symmetric": False,
            "array": [_length(*pair, high=True) for pair in zip(values, limits, strict=True)],
            "arrayminus": [_length(*pair, high=False) for pair in zip(values, limits, strict=True)],
            "color": kind.color,
            "thickness": 2,
            "width": 6,
        }
    return trace | on_panel(panel) | settings


def draw_dots(
    placed: Iterable[tuple[float, AreaValue]],
    *,
    along: Literal["x", "y"] = "x",
    position: str | None = None,
    hover: Callable[[AreaValue], str] | None = None,
    panel: int = 1,
) -> list[Spec]:
    """Return the points of each kind of value, with intervals along the axis of the values.

    Parameters:
        placed: where a value's row is (its column, where along is "y"), and the value; one of None
            is left out.
        hover: what the pointer says of a value, where that is not its text.
    """
    drawn = [(place, value) for place, value in placed if value.value is not None]
    traces = []
    for kind in dict.fromkeys(value.kind for _, value in drawn):
        own = [(place, value) for place, value in drawn if value.kind == kind]
        places, numbers = [place for place, _ in own], [value.value for _, value in own]
        trace = points(
            kind,
            x=numbers if along == "x" else places,
            y=places if along == "x" else numbers,
            text=[value.text for _, value in own],
            position=position,
            limits=[value.limits for _, value in own],
            along=along,
            panel=panel,
        )
        if hover is not None:
            trace["hovertext"] = [hover(value) for _, value in own]
        traces.append(trace)
    return traces


def name_dots(
    placed: Iterable[tuple[float, AreaValue]], *, panel: int = 1, **settings: Any
) -> list[Spec]:
    """Return the text of each value above its dot."""
    return [
        label(
            f"<b>{value.text}</b>",
            x=_tidy(value.number),
            y=place,
            panel=panel,
            align="center",
            yanchor="bottom",
            yshift=8,
            **settings,
        )
        for place, value in placed
        if value.value is not None
    ]


def rows_axis(
    names: Iterable[str],
    *,
    heights: Sequence[float] | None = None,
    below: float = 0.6,
    above: float = 0.6,
    **settings: Any,
) -> Spec:
    """Return the axis that names rows from the top one down, at 0, -1, -2 and so on by itself.

    It reaches so far below the last row and above the first.
    """
    texts = list(names)
    at = [-row for row in range(len(texts))] if heights is None else list(heights)
    ends = [round(at[-1] - below, 4), round(at[0] + above, 4)] if at else None
    rows = {"range": ends, "tickvals": at, "ticktext": texts, "showgrid": False, "ticks": ""}
    return style.axis("", **rows | settings)


def place_groups(
    groups: Iterable[tuple[str, Sequence[AreaValue]]], *, shift: int
) -> tuple[list[tuple[float, AreaValue]], Spec]:
    """Return the rows of each group with their heights, and the layout that sets the groups apart.

    Parameters:
        groups: the heading of each and its values, from the top one down.
        shift: by how many pixels a heading starts to the left of the panel, over its rows' names.
    """
    placed: list[tuple[float, AreaValue]] = []
    headings, dividers = [], []
    top = 0.0
    for text, values in groups:
        headings.append(label(text, x=0, y=top, panel=1, xshift=-shift))
        dividers.append(divider(round(top + 0.65, 2), yref="y", width=1))
        placed += [(top - 1 - row, value) for row, value in enumerate(values)]
        top = round(top - len(values) - 1.35, 2)
    return placed, {"annotations": headings, "shapes": dividers[1:]}


def on_panel(panel: int) -> dict[str, str]:
    """Return the axes of a panel, counted from 1, as a trace names them."""
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
) -> Spec:
    """Return words whose left, centre or right stands at x.

    In a panel they have paper of their own, so that no line runs through them. Without a panel, x
    and y are parts of the whole drawing.
    """
    on = {"xref": "paper", "yref": "paper"}
    if panel is not None:
        axes = on_panel(panel)
        on = {"xref": axes["xaxis"], "yref": axes["yaxis"], "bgcolor": style.PAPER}
    return {
        "text": text,
        "x": x,
        "y": y,
        **on,
        "xanchor": align,
        "yanchor": "middle",
        "align": align,
        "showarrow": False,
        "font": {"size": 14, "color": style.INK},
        **settings,
    }


def heading(text: str, *, x: float, y: float, **settings: Any) -> Spec:
    """Return the heading of a panel, its foot on the panel's upper edge."""
    return label(f"<b>{text}</b>", x=x, y=y) | {"yanchor": "bottom", "yshift": 6} | settings


def line(
    x: Sequence[Number],
    y: Sequence[Number],
    name: str,
    *,
    color: str = style.INK,
    dash: str = "solid",
    width: float = 2,
    panel: int = 1,
    **settings: Any,
) -> Spec:
    """Return a line through places; None leaves a gap."""
    trace = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [_tidy(value) for value in x],
        "y": [_tidy(value) for value in y],
        "line": {"color": color, "width": width, "dash": dash},
        "hoverinfo": "skip",
    }
    return trace | on_panel(panel) | settings


def divider(y: float, *, yref: str = "paper", width: float = 2, dash: str = "dash") -> Spec:
    """Return a line across the chart, such as the one between two definitions."""
    look = {"color": style.GREY, "width": width, "dash": dash}
    return {"type": "line", "xref": "paper", "yref": yref, "x0": 0, "x1": 1, "y0": y, "y1": y} | {
        "line": look
    }


def box(x: tuple[float, float], y: tuple[float, float], **settings: Any) -> Spec:
    """Return a rectangle behind the marks, without an edge."""
    shape = {"type": "rect", "xref": "x", "yref": "y", "layer": "below", "line": {"width": 0}}
    return shape | {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]} | settings


def _length(value: Place, limits: tuple[float, float] | None, *, high: bool) -> float | None:
    """Return how far an interval reaches on one side; None where there is none."""
    if limits is None or value is None or isinstance(value, str):
        return None
    # Rounding for the file must never turn a limit round.
    return max(0.0, round(limits[1] - value if high else value - limits[0], 4))


def _tidy(value: Place) -> Place:
    return round(value, 4) if isinstance(value, float) else value
