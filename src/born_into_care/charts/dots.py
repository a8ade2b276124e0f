"""Rows of dots: a row for each area or year, a dot for each value, a line for its interval."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from born_into_care.charts import style
from born_into_care.charts.marks import points
from born_into_care.charts.values import AreaValue


def draw_dots(
    placed: Iterable[tuple[float, AreaValue]],
    *,
    along: Literal["x", "y"] = "x",
    position: str | None = None,
    hover: Callable[[AreaValue], str] | None = None,
    panel: int = 1,
    **settings: Any,
) -> list[dict[str, Any]]:
    """Return a trace for each kind of value, with intervals along its axis.

    Parameters:
        placed: where a row (or a column, where along is "y") is, and the value in it; values that
            are None are left out.
        along: the axis on which the values are read.
        position: where each value's text stands; None where it only shows under the pointer.
        hover: what the pointer says of a value, where that is not its text.
        panel: which panel the rows belong to, counted from 1.
        settings: further settings of each trace, which win.
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
            low=[value.low for _, value in own],
            high=[value.high for _, value in own],
            along=along,
            panel=panel,
            **settings,
        )
        if hover is not None:
            trace["hovertext"] = [hover(value) for _, value in own]
        traces.append(trace)
    return traces


def rows_axis(
    names: Iterable[str],
    *,
    heights: Sequence[float] | None = None,
    below: float = 0.6,
    above: float = 0.6,
    **settings: Any,
) -> dict[str, Any]:
    """Return the axis that names the rows from the top one down.

    Parameters:
        names: the name of each row.
        heights: where each row is; 0, -1, -2 and so on where not given.
        below, above: how far the axis reaches beyond the last and the first row.
        settings: further settings of the axis, which win.
    """
    texts = list(names)
    at = [-row for row in range(len(texts))] if heights is None else list(heights)
    ends = [round(at[-1] - below, 4), round(at[0] + above, 4)] if at else None
    rows = {"range": ends, "tickvals": at, "ticktext": texts, "showgrid": False, "ticks": ""}
    return style.axis("", **rows | settings)
