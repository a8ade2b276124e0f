"""The live explorer: a thin shell that hands a learner's choice to a chart function."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError
from born_into_care.explorers.explorer import view

if TYPE_CHECKING:
    from born_into_care.charts import Chart
    from born_into_care.explorers.controls import Value
    from born_into_care.explorers.explorer import Explorer

FRONTEND = Path(__file__).parent / "frontend"


def named_drawings() -> str:
    """Give the code that names, for a screen reader, the charts that JupyterLab itself draws.

    Every widget of the pack begins with it; the first on a page does the work.
    """
    return (FRONTEND / "drawings.js").read_text("utf-8")


def charts_frontend() -> str:
    """Give the code that draws a chart with its words, for any widget that shows one."""
    parts = (FRONTEND / name for name in ("explorer.js", "library.js"))
    return "\n".join(part.read_text("utf-8") for part in parts)


def charts_style() -> str:
    """Give the style sheet that belongs to it."""
    return (FRONTEND / "explorer.css").read_text("utf-8")


@cache
def plotly_bundle() -> bytes:
    """Give plotly.js (basic bundle) compressed, as it is sent to a page without it."""
    return gzip.compress((FRONTEND / "plotly" / "plotly-basic.min.js").read_bytes(), mtime=0)


def packed(chart: Chart) -> dict[str, Any]:
    """Give what a page needs to show a chart, its figure and words compressed together."""
    shown = view(chart)
    drawing = json.dumps({"words": shown.pop("words"), "spec": shown.pop("spec")})
    return {**shown, "drawing": gzip.compress(drawing.encode(), compresslevel=4, mtime=0)}


class ExplorerWidget(anywidget.AnyWidget):
    """An explorer in a notebook or in Voila.

    One message comes in for each choice (`ask`) and one goes out with all that it changes. The
    drawing library is sent on demand, once for a page, so that no saved notebook ever holds it.
    """

    _esm = "\n".join(
        (
            named_drawings(),
            charts_frontend(),
            (FRONTEND / "live.js").read_text("utf-8"),
        )
    )
    _css = charts_style()

    declaration = traitlets.Dict().tag(sync=True)
    config = traitlets.Dict(CONFIG).tag(sync=True)
    ask = traitlets.Dict().tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    sentence = traitlets.Unicode().tag(sync=True)
    # Figure and words as compressed JSON: a fifth of the bytes, which bad wifi feels.
    drawing = traitlets.Bytes().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)

    def __init__(self, explorer: Explorer, state: Mapping[str, Value]) -> None:
        """Draw the first chart before the widget is shown, so that it never appears empty."""
        self.explorer = explorer
        super().__init__(
            declaration=explorer.declaration(),
            ask={"number": 0, "state": dict(state)},
            **packed(explorer.chart_for(**state)),
        )
        self.observe(self._answer, names="ask")
        self.on_msg(self._send_bundle)

    @property
    def drawn(self) -> dict[str, Any]:
        """The figure (`spec`) and the words under it, as the page has them now."""
        found: dict[str, Any] = json.loads(gzip.decompress(self.drawing))
        return found

    @property
    def state(self) -> dict[str, Value]:
        """What the controls say now."""
        return dict(self.ask["state"])

    def choose(self, **changes: Value) -> None:
        """Set controls from code, as a hand would.

        Raises:
            PackError: if a control or a value does not exist; it says which do.
        """
        wanted = self.explorer.checked({**self.state, **changes})
        self.ask = {"number": int(self.ask["number"]) + 1, "state": wanted}

    def _answer(self, change: Mapping[str, Any]) -> None:
        ask = change["new"]
        try:
            parts = {**packed(self.explorer.chart_for(**ask["state"])), "error": ""}
        except PackError as problem:
            parts = {"error": str(problem)}
        except Exception:
            self._set({"error": UNEXPECTED, "answered": ask["number"]})
            # Raised again for the log and for the tests: a callback never swallows an error.
            raise
        self._set({**parts, "answered": ask["number"]})

    def _set(self, parts: Mapping[str, Any]) -> None:
        with self.hold_sync():
            for name, value in parts.items():
                setattr(self, name, value)

    def _send_bundle(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("want") == "plotly":
            self.send({"have": "plotly"}, buffers=[plotly_bundle()])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Give the widget, and beside it what a reader without a kernel sees in a saved notebook.

        The picture and its words are those of the state at the start; the text holds no random id,
        so that a saved notebook stays the same.
        """
        shown = super()._repr_mimebundle_(**kwargs)
        data, metadata = shown if isinstance(shown, tuple) else (shown or {}, {})
        chart = self.explorer.chart_for(**self.state)
        return {**data, **chart.mimebundle()}, metadata


UNEXPECTED = (
    "This choice could not be drawn, and your choice is kept. Choose another value; if the same "
    "happens again, run the set-up cell and this cell again."
)
