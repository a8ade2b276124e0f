"""The thin shell that every activity's widget is: messages in, pure functions, messages out.

What a learner writes travels in messages and is never part of a widget's state, so that no saved
notebook can hold it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from born_into_care.errors import PackError
from born_into_care.explorers.widget import charts_frontend, named_drawings, plotly_bundle

FRONTEND = Path(__file__).parent / "frontend"

UNEXPECTED = (
    "Something went wrong that should not have. What you entered is kept. Run the set-up cell and "
    "this cell again; if it stays, tell whoever gave you this pack."
)


def module(name: str, *, charts: bool = False) -> str:
    """Give the code of a front end as one module: what all share, its own, and its entrance.

    Parameters:
        name: the front end.
        charts: whether it draws a chart.
    """
    shared = (FRONTEND / "common.js").read_text("utf-8")
    own = (FRONTEND / f"{name}.js").read_text("utf-8")
    drawing = charts_frontend() if charts else ""
    return "\n".join([named_drawings(), drawing, shared, own, "export default { render };\n"])


def style() -> str:
    """Give the style sheet of all activities."""
    return (FRONTEND / "activities.css").read_text("utf-8")


class ActivityWidget(anywidget.AnyWidget):
    """A widget that answers messages.

    Subclasses give `_esm` and a method `do_<name>` for each thing that a message may ask.
    """

    _css = style()

    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: Mapping[str, Any]) -> None:
        """Take what the front end shows at the start."""
        super().__init__(spec=dict(spec))
        self.on_msg(self._on_message)

    def receive(self, content: Mapping[str, Any]) -> None:
        """Do what a message asks, and answer it.

        Raises:
            PackError: if it asks for something that is not there.
            Exception: whatever a `do_` method raises, after the learner has been told.
        """
        action = getattr(self, f"do_{content.get('do')}", None)
        number = content.get("number", 0)
        if action is None:
            raise PackError(f"This activity cannot do {content.get('do')!r}.")
        try:
            action(content)
        except PackError as problem:
            self.answer(content, what="problem", problem=str(problem))
        except Exception:
            self.send({"what": "problem", "problem": UNEXPECTED, "number": number})
            # Raised again for the log and for the tests: a callback never swallows an error.
            raise

    def answer(
        self, content: Mapping[str, Any], *, buffers: list[bytes] | None = None, **parts: Any
    ) -> None:
        """Send an answer to one message."""
        self.send({**parts, "number": content.get("number", 0)}, buffers=buffers)

    def _on_message(self, _: object, content: Mapping[str, Any], __: object) -> None:
        if content.get("want") == "plotly":
            self.send({"have": "plotly"}, buffers=[plotly_bundle()])
            return
        self.receive(content)
