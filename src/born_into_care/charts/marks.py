"""The marks that charts are made of: points with intervals, rows, labels, lines, a funnel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from born_into_care.charts import style
from born_into_care.charts.style import Kind, Spec
from born_into_care.charts.values import AreaValue
from born_into_care.estimates import FUNNEL_LEVELS, funnel_limits
from born_into_care.estimates.intervals import format_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from born_into_care.estimates.funnel_and_ranks import Floats

Gappable = float | int | None
Coordinate = Gappable | str


def points(
    kind: Kind, *, x: Sequence[Coordinate], y: Sequence[Coordinate], panel: int = 1, **settings: Any
) -> Spec:
    """Return points of one kind; None leaves a gap, and settings of the trace win."""
    edge = {"color": kind.color, "width": 2 if "open" in kind.symbol else 0}
    trace = {
        "type": "scatter", "mode": "markers", "name": kind.word,
        "x": [_tidy(value) for value in x], "y": [_tidy(value) for value in y],
        "marker": {"color": kind.color, "symbol": kind.symbol, "size": 11, "line": edge},
        "cliponaxis": False, "hoverinfo": "x+y",
    }  # fmt: skip
    return trace | on_panel(panel) | settings


def draw_dots(
    placed: Iterable[tuple[float, AreaValue]], *, along: Literal["x", "y"] = "x",
    position: str | None = None, panel: int = 1,
) -> list[Spec]:  # fmt: skip
    """Return the points of each kind of value, with intervals along the axis of the values.

    Parameters:
        placed: the row of a value (its column, where along is "y") and the value, if it has one.
        position: where a value's text stands; None where it only shows under the pointer.
    """
    drawn = [(place, value) for place, value in placed if value.value is not None]
    traces = []
    for kind in dict.fromkeys(value.kind for _, value in drawn):
        places, values = zip(*(pair for pair in drawn if pair[1].kind == kind), strict=True)
        numbers = [value.number for value in values]
        texts = [value.text for value in values]
        x, y = (numbers, places) if along == "x" else (places, numbers)
        trace = points(kind, x=x, y=y, panel=panel, hoverinfo="text", hovertext=texts)
        if position is not None:
            trace |= {"mode": "markers+text", "text": texts, "textposition": position}
        if any(value.limits for value in values):
            above, below = zip(*map(_measure_whiskers, values), strict=True)
            trace[f"error_{along}"] = {
                "type": "data", "symmetric": False, "array": list(above), "arrayminus": list(below),
                "color": kind.color, "thickness": 2, "width": 6,
            }  # fmt: skip
        traces.append(trace)
    return traces


def name_dots(placed: Iterable[tuple[float, AreaValue]]) -> list[Spec]:
    """Return the text of each value above its dot."""
    above: Spec = {"panel": 1, "align": "center", "yanchor": "bottom", "yshift": 8}
    return [
        label(f"<b>{value.text}</b>", x=_tidy(value.number), y=place, **above)
        for place, value in placed
    ]


def rows_axis(
    names: Iterable[str], *, heights: Sequence[float] | None = None, below: float = 0.6,
    above: float = 0.6, **settings: Any,
) -> Spec:  # fmt: skip
    """Return the axis that names rows from the top one down, at 0, -1, -2 and so on by itself.

    It reaches so far below the last row and above the first.
    """
    texts = list(names)
    at = [-row for row in range(len(texts))] if heights is None else list(heights)
    ends = [round(at[-1] - below, 4), round(at[0] + above, 4)] if at else None
    rows = {"range": ends, "tickvals": at, "ticktext": texts, "showgrid": False, "ticks": ""}
    return style.axis("", **rows | settings)


def on_panel(panel: int) -> dict[str, str]:
    """Return the axes of a panel, counted from 1, as a trace names them."""
    number = "" if panel == 1 else str(panel)
    return {"xaxis": f"x{number}", "yaxis": f"y{number}"}


def label(
    text: str, *, x: Coordinate, y: Coordinate, panel: int | None = None,
    align: Literal["left", "center", "right"] = "left", **settings: Any,
) -> Spec:  # fmt: skip
    """Return words whose left, centre or right stands at x.

    In a panel they have paper of their own, so that no line runs through them. Without a panel, x
    and y are parts of the whole drawing.
    """
    on = {"xref": "paper", "yref": "paper"}
    if panel is not None:
        axes = on_panel(panel)
        on = {"xref": axes["xaxis"], "yref": axes["yaxis"], "bgcolor": style.PAPER}
    return {
        "text": text, "x": x, "y": y, **on,
        "xanchor": align, "yanchor": "middle", "align": align,
        "showarrow": False, "font": {"size": 14, "color": style.INK}, **settings,
    }  # fmt: skip


def line(
    x: Sequence[Gappable], y: Sequence[Gappable], name: str, *, color: str = style.INK,
    dash: str = "solid", width: float = 2, **settings: Any,
) -> Spec:  # fmt: skip
    """Return a line through places; None leaves a gap."""
    trace = {
        "type": "scatter", "mode": "lines", "name": name,
        "x": [_tidy(value) for value in x], "y": [_tidy(value) for value in y],
        "line": {"color": color, "width": width, "dash": dash}, "hoverinfo": "skip",
    }  # fmt: skip
    return trace | on_panel(1) | settings


def box(x: tuple[float, float], y: tuple[float, float], **settings: Any) -> Spec:
    """Return a rectangle behind the marks, without an edge."""
    shape = {"type": "rect", "xref": "x", "yref": "y", "layer": "below", "line": {"width": 0}}
    return shape | {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]} | settings


def compute_funnel(
    target: float, sizes: ArrayLike, kind: Literal["share", "rate"], level: float
) -> tuple[Floats, Floats]:
    """Return the lower and upper limits in the unit that is drawn: per cent, or per 10,000."""
    factor = 100.0 if kind == "share" else 1.0
    low, high = funnel_limits(target / factor, sizes, kind=kind, level=level)
    return low * factor, high * factor


def draw_funnel(target: float, sizes: Sequence[float]) -> list[Spec]:
    """Return the curves of a share's limits, in per cent, each level once in the legend."""
    return [
        line(
            sizes,
            limits.tolist(),
            f"{format_level(level)} limits",
            color=style.GREY,
            dash=dash,
            legendgroup=f"{level}",
            showlegend=is_first,
        )
        for level, dash in zip(FUNNEL_LEVELS, ("dot", "dashdot"), strict=True)
        for is_first, limits in zip(
            (True, False), compute_funnel(target, sizes, "share", level), strict=True
        )
    ]


def _measure_whiskers(value: AreaValue) -> tuple[float | None, float | None]:
    """Return how far an interval reaches above and below its value; None where there is none."""
    if value.limits is None:
        return None, None
    low, high = value.limits
    # Rounding for the file must never turn a limit round.
    return max(0.0, round(high - value.number, 4)), max(0.0, round(value.number - low, 4))


def _tidy(value: Coordinate) -> Coordinate:
    return round(value, 4) if isinstance(value, float) else value
