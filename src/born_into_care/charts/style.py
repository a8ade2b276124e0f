"""The look that all charts share: colours, symbols, dashes, layout and display settings.

Colours are from the Okabe and Ito palette, which keeps apart under the common kinds of colour
blindness; no meaning rests on a colour alone, since each has a symbol or a dash of its own.
"""

import html
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Spec = dict[str, Any]
"""A plotly figure, or a part of one, as plain data."""

BLUE = "#0072B2"
VERMILION = "#B34700"
GREEN = "#006B4F"
PURPLE = "#8F3F71"
INK = "#1F2328"
GREY = "#5B6470"
PALE = "#D5DAE0"
PAPER = "#FFFFFF"
CLEAR = "rgba(0,0,0,0)"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Kind:
    """One kind of figure as it is drawn: its symbol tells it apart without its colour."""

    word: str
    color: str
    symbol: str


PUBLISHED = Kind("Published", BLUE, "circle")
OTHER_REPORT = Kind("Another report, another definition", GREEN, "triangle-up")
DERIVED = Kind("Derived by us", PURPLE, "x")
BOUND = Kind("A bound: more than this", GREY, "triangle-right")

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    # The buttons over a chart have no names that a screen reader could say, and cover its title.
    "displayModeBar": False,
    # plotly.js 4 offers to upload a chart to a service: no figure may leave the machine.
    "showSendToCloud": False,
    "responsive": True,
    "scrollZoom": False,
}


def wrap(text: str, *, width: int = 42) -> str:
    """Return the text broken into lines, since plotly breaks none itself."""
    return "<br>".join(textwrap.wrap(text, width=width))


def axis(title: str, **settings: Any) -> dict[str, Any]:
    """Return one axis with its title; the title names the unit."""
    return {
        # Short lines, since a phone leaves about 250 pixels to the axis.
        "title": {"text": wrap(title, width=34), "standoff": 12, "font": {"size": 14}},
        "showgrid": True, "gridcolor": "#E6E9ED", "zeroline": False, "linecolor": GREY,
        "ticks": "outside", "tickcolor": GREY, "automargin": True, "fixedrange": True,
    } | settings  # fmt: skip


def layout(
    *, x: dict[str, Any], y: dict[str, Any], height: int = 380,
    margin: Mapping[str, int] | None = None, legend: Mapping[str, Any] | None = None,
    narrow: Mapping[str, Any] | None = None, **settings: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return a plotly layout in the style of the pack, without the title, for a wide place.

    Parameters:
        height: in pixels, fixed so that a page does not jump on a redraw.
        narrow: what is laid over it where the place is a phone's, as `forWidth` does
            (explorer.js): settings of a part are added to that part, all else takes its place.
        margin: what of it is not the shared one, in pixels ("b" for below).
        legend: what of it is not the shared one; a chart without a legend names its marks itself.
        settings: further layout settings, which win over the shared ones.
    """
    return {
        # An empty template: plotly's own would add 7 kB to every saved chart.
        "template": {"layout": {}},
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": PAPER, "plot_bgcolor": CLEAR,
        "height": height, "autosize": True,
        "margin": {"l": 12, "r": 24, "t": 30, "b": 84} | dict(margin or {}),
        "xaxis": x, "yaxis": y,
        "hoverlabel": {"font": {"size": 14, "family": FONT}},
        "legend": {
            "orientation": "h", "traceorder": "normal", "bgcolor": CLEAR,
            "x": 0, "xanchor": "left", "y": -0.18, "yanchor": "top",
            **(legend or {}),
            # To hide a layer by its legend is for a mouse alone: nobody can, so nobody misses it.
            "itemclick": False, "itemdoubleclick": False,
        },
        "showlegend": legend is not None,
        "hovermode": "closest", "dragmode": False,
        **({"meta": {"narrow": dict(narrow)}} if narrow else {}),
    } | settings  # fmt: skip


def add_title(layout: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return a layout with its title drawn, for a notebook, where plotly alone draws the chart."""
    # Plotly reads a few tags: a name from a reader's own table must not hold one.
    lines = wrap(html.escape(title, quote=False), width=58)
    breaks = lines.count("<br>")
    height = 24 * (breaks + 1)
    return {
        **layout,
        # By this the pages know a chart of the pack.
        "meta": layout.get("meta", {}) | {"title_height": height},
        "height": layout["height"] + height,
        "margin": layout["margin"] | {"t": layout["margin"]["t"] + height},
        "title": {
            "text": f"<b>{lines}</b>", "font": {"size": 16},
            "x": 0, "xref": "container", "xanchor": "left",
            "y": 1, "yref": "container", "yanchor": "top",
            # Plotly moves the first line up by half a line for each line that follows.
            "pad": {"l": 12, "t": 8 + 11 * breaks},
        },
    }  # fmt: skip
