"""A timer for a discussion: minutes to choose, start, pause, and a quiet end."""

from pathlib import Path

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"


class Timer(anywidget.AnyWidget):
    """A clock that counts down on the page itself, so that a lost kernel does not stop it.

    It makes no sound unless someone asks for one, and nothing in it moves but its figures.
    """

    _esm = STATIC / "timer.js"
    _css = STATIC / "timer.css"

    minutes = traitlets.Int(5).tag(sync=True)


def timer(minutes: int = 5) -> Timer:
    """Return a timer for a discussion.

    Parameters:
        minutes: where it starts; a room can change it.
    """
    return Timer(minutes=minutes)
