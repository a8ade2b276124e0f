"""Explorers: a chart, the controls that steer it, and one sentence, declared in one place."""

from __future__ import annotations

from importlib import import_module

from born_into_care.errors import require_known
from born_into_care.explorers.controls import Choice, Gap, Number, Switch
from born_into_care.explorers.explorer import Explorer, ExplorerWidget, export

# Each is declared as EXPLORER in a module of its own, which is imported when first asked for.
EXPLORERS = ("between", "trend", "regions", "eight", "hundred", "forty-weeks", "share-change")


def explorer(name: str) -> Explorer:
    """Return an explorer's declaration by its name.

    Raises:
        PackError: if there is no explorer of that name; it says which there are.

    Example:
        >>> explorer("regions").title
        'Regions side by side'
    """
    own = require_known("explorer", name, EXPLORERS).replace("-", "_")
    declared: Explorer = import_module(f"born_into_care.explorers.{own}").EXPLORER
    return declared


def explore(name: str, **state: object) -> ExplorerWidget:
    """Return a live explorer, to be shown as the last line of a cell.

    Parameters:
        name: the explorer's name ("regions").
        state: where its controls start, by keyword; the default where not named.

    Raises:
        PackError: if the explorer, a control or a value does not exist; it says which do.
    """
    return explorer(name).widget(**state)


__all__ = [
    "EXPLORERS",
    "Choice",
    "Explorer",
    "Gap",
    "Number",
    "Switch",
    "explore",
    "explorer",
    "export",
]
