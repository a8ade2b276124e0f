"""A timer for a discussion: minutes to choose, start, pause, and a quiet end."""

from pathlib import Path

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"


class Timer(anywidget.AnyWidget):
    """A clock that counts down on the page itself, so that a lost kernel does not stop it.

    A room can change the minutes that it starts at. It makes no sound unless someone asks for one,
    and nothing in it moves but its figures.
    """

    _esm = STATIC / "timer.js"
    _css = STATIC / "timer.css"

    minutes = traitlets.Int(5).tag(sync=True)
