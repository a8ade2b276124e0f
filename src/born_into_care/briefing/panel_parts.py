"""Parts of the panel that ipywidgets does not have: a file that leaves no trace, a voice, a bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets as widgets
import traitlets

from born_into_care.errors import PackError
from born_into_care.explorers.frontend import read_frontend

if TYPE_CHECKING:
    from born_into_care.briefing.panel import Panel

LARGEST_UPLOAD = 100_000_000
UNEXPECTED = (
    "Something went wrong that should not have. Your file is untouched. Open it once more; if the "
    "same happens again, try the command line: born-into-care check FILE."
)


class FileButton(anywidget.AnyWidget):
    """A labelled button that hands one file to Python, in parts, by messages."""

    _esm = Path(__file__).with_name("choosing.js")
    label = traitlets.Unicode("Choose a table on this computer").tag(sync=True)
    largest = traitlets.Int(LARGEST_UPLOAD).tag(sync=True)

    def __init__(self, chosen: Callable[[str, bytes], None], too_large: Callable[[], None]) -> None:
        """Take what is done with a whole file, and with one that is too large to send."""
        super().__init__()
        self._chosen, self._too_large = chosen, too_large
        self._parts: list[bytes] = []
        self.on_msg(lambda _, content, buffers: self.receive(content, buffers))

    def receive(self, content: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        """Take one part of a file; with the last one, the file is handed on."""
        if content["size"] > self.largest:
            self._parts = []
            self._too_large()
            return
        if content["part"] == 0:
            self._parts = []
        self._parts.append(bytes(buffers[0]))
        if content["part"] == content["parts"] - 1:
            whole, self._parts = b"".join(self._parts), []
            self._chosen(str(content["name"]), whole)


class Said(anywidget.AnyWidget):
    """The sentence of the panel, at one place in the page, read aloud whenever it changes."""

    # With the code that names the panel's charts for who hears them, as every widget of the pack.
    _esm = (
        f"{read_frontend('drawings.js')}\n{Path(__file__).with_name('panel.js').read_text('utf-8')}"
    )
    value = traitlets.Unicode("").tag(sync=True)


class Progress(anywidget.AnyWidget):
    """A bar that fills, with a name that is read aloud; the bar of ipywidgets has none."""

    _esm = Path(__file__).with_name("progress.js")
    label = traitlets.Unicode("Briefings made").tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)
    max = traitlets.Int(1).tag(sync=True)


def told(method: Callable[..., None]) -> Callable[..., None]:
    """Give a callback whose errors are told to the learner, and raised where they are ours."""

    @wraps(method)
    def telling(self: Panel, *arguments: Any) -> None:
        try:
            method(self, *arguments)
        except PackError as error:
            self.say(str(error))
        except Exception as error:
            self.say(UNEXPECTED)
            # ipywidgets logs what a callback raises and goes on; kept here, a test can see it.
            self.faults.append(error)
            raise

    return telling


def row(*controls: widgets.Widget) -> widgets.HBox:
    """Give controls beside each other, and below each other where there is no room."""
    return widgets.HBox(list(controls), layout=widgets.Layout(flex_flow="row wrap"))


def long() -> widgets.Layout:
    """Give the width of a control that holds much text, never wider than the panel."""
    # Each control has a margin of 2 pixels on both sides.
    return widgets.Layout(width="32rem", max_width="calc(100% - 4px)")


def page() -> widgets.HTML:
    """Give a place for a page with tables; one that is too wide scrolls by itself."""
    return widgets.HTML(layout=widgets.Layout(overflow="auto"))
