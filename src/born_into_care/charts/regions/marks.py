"""How each standing is drawn: a shape and a word of its own, so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from born_into_care.charts import style
from born_into_care.charts.regions.known import Known, Standing

DRAWN: tuple[Standing, ...] = ("published", "transcribed", "illustrative")
NAMES: dict[Standing, str] = {
    "published": "Published",
    "transcribed": "Typed in from the report",
    "illustrative": "Illustrative (made by our script)",
    "not published": "Not published here",
}
_COLOURS = {"published": style.BLUE, "transcribed": style.GREEN, "illustrative": style.VERMILION}
# The newer period has round marks, the older one square marks; hollow is illustrative.
_SYMBOLS = {
    ("published", True): "circle",
    ("published", False): "square",
    ("transcribed", True): "hexagon",
    ("transcribed", False): "pentagon",
    ("illustrative", True): "circle-open",
    ("illustrative", False): "square-open",
}


@dataclass
class Drawing:
    """Traces and layout parts of one panel, gathered while it is drawn."""

    data: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)


def marker(standing: Standing, *, newest: bool = True, size: int = 12) -> dict[str, Any]:
    """Give the marker of a standing."""
    symbol = _SYMBOLS[standing, newest]
    width = 2 if symbol.endswith("open") else 1
    colour = _COLOURS[standing]
    return {
        "color": colour,
        "symbol": symbol,
        "size": size,
        "line": {"color": colour, "width": width},
    }


def colour(standing: Standing) -> str:
    """Give the colour of a standing."""
    return _COLOURS.get(standing, style.GREY)


def ring(
    x: Sequence[float], y: Sequence[float], *, area: str, axes: dict[str, str]
) -> dict[str, Any]:
    """Give the ring around the highlighted area."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(x),
        "y": list(y),
        "marker": {"symbol": "circle-open", "size": 26, "color": style.INK, "line": {"width": 3}},
        "name": f"Highlighted: {area}",
        "legendgroup": "highlighted",
        "showlegend": axes["xaxis"] == "x",
        "hoverinfo": "skip",
        **axes,
    }


def hover(one: Known) -> str:
    """Give what a pointer over a mark says."""
    limits = (
        "" if one.limits is None else f"<br>95% interval {one.limits[0]:.1f} to {one.limits[1]:.1f}"
    )
    return f"{one.area}, {one.period}<br>{one.text}{limits}"


def note(text: str, **place: Any) -> dict[str, Any]:
    """Give a small text in a panel."""
    return {"text": text, "showarrow": False, "font": {"size": 13, "color": style.INK}} | place
