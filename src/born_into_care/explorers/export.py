"""An explorer without a kernel: every state worked out beforehand, in as few bytes as it takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from born_into_care.charts.style import CONFIG
from born_into_care.explorers.explorer import view

if TYPE_CHECKING:
    from born_into_care.explorers.explorer import Explorer


class _Parts:
    """A list in which each part stands once, however many states share it."""

    def __init__(self) -> None:
        self.items: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, part: Any) -> int:
        written = json.dumps(part, sort_keys=True, ensure_ascii=False)
        if written not in self._places:
            self._places[written] = len(self.items)
            self.items.append(part)
        return self._places[written]


def export(explorer: Explorer) -> dict[str, Any]:
    """Give an explorer as plain data that a page can steer alone.

    Returns:
        `declaration`, `config`, `default` (state), `parts` (each trace, layout or text once)
        and `states`: for each state, in the order of `Explorer.states`, the places of its title,
        sentence, words, layout and traces in `parts`.
    """
    parts = _Parts()
    states = []
    for state in explorer.states():
        shown = view(explorer.chart_for(**state))
        spec = shown["spec"]
        states.append(
            [
                parts.place(shown["title"]),
                parts.place(shown["sentence"]),
                parts.place(shown["words"]),
                parts.place(spec["layout"]),
                *(parts.place(trace) for trace in spec["data"]),
            ]
        )
    return {
        "declaration": explorer.declaration(),
        "config": CONFIG,
        "default": explorer.default,
        "parts": parts.items,
        "states": states,
    }
