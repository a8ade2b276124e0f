"""Explorers: a chart, the controls that steer it, and one sentence, declared in one place."""

from __future__ import annotations

from importlib import import_module

from born_into_care.errors import require_known
from born_into_care.explorers.controls import Choice, Gap, Number, Switch
from born_into_care.explorers.explorer import Explorer, ExplorerWidget
from born_into_care.explorers.export import export

# name -> module that holds it as EXPLORER; imported when first asked for.
EXPLORERS: dict[str, str] = {
    "between": "born_into_care.explorers.between",
    "trend": "born_into_care.explorers.trend",
    "regions": "born_into_care.explorers.regions",
    "eight": "born_into_care.explorers.eight",
    "hundred": "born_into_care.explorers.hundred",
    "forty-weeks": "born_into_care.explorers.forty_weeks",
    "share-change": "born_into_care.explorers.share_change",
}


def explorer(name: str) -> Explorer:
    """Return an explorer's declaration by its name.

    Raises:
        PackError: if there is no explorer of that name; it says which there are.

    Example:
        >>> explorer("regions").title
        'Regions side by side'
    """
    module = EXPLORERS[require_known("explorer", name, EXPLORERS)]
    declared: Explorer = import_module(module).EXPLORER
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
