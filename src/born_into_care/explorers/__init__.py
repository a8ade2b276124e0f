"""Explorers: a chart, the controls that steer it, and one sentence, declared in one place."""

from born_into_care.errors import require_known
from born_into_care.explorers.declarations import EXPLORERS
from born_into_care.explorers.explorer import (
    Choice,
    Explorer,
    ExplorerWidget,
    Gap,
    Number,
    Switch,
    export,
)

__all__ = [
    "EXPLORERS", "Choice", "Explorer", "ExplorerWidget", "Gap", "Number", "Switch", "explore",
    "explorer", "export",
]  # fmt: skip


def explorer(name: str) -> Explorer:
    """Return an explorer's declaration by its name.

    Example:
        >>> explorer("regions").title
        'Regions side by side'
    """
    return EXPLORERS[require_known("explorer", name, EXPLORERS)]


def explore(name: str, **state: object) -> ExplorerWidget:
    """Return a live explorer, to be shown as the last line of a cell.

    The state is where its controls start: the default of each that is not named.
    """
    return explorer(name).widget(**state)
