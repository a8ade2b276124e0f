"""An explorer without a kernel: the chart of every state, in as few bytes as it takes."""

from __future__ import annotations

import json
from typing import Any

from born_into_care.charts.style import CONFIG
from born_into_care.explorers.explorer import Explorer, view


def export(explorer: Explorer) -> dict[str, Any]:
    """Return an explorer as plain data that a page can steer alone.

    Returns:
        `declaration`, `config`, `default` (state), `parts` (each trace, layout or text once) and
        `states`: for each distinct state, by the place of each control's value among its values,
        the places of its title, sentence, steps, words, layout and traces in `parts`.
    """
    places: dict[str, int] = {}
    states = {}
    for state in explorer.states():
        shown = view(explorer.chart_for(**state))
        spec = shown["spec"]
        texts = [shown[name] for name in ("title", "sentence", "steps", "words")]
        parts = [*texts, spec["layout"], *spec["data"]]
        written = [json.dumps(part, sort_keys=True, ensure_ascii=False) for part in parts]
        chosen = (control.values.index(state[control.name]) for control in explorer.controls)
        states[".".join(map(str, chosen))] = [
            places.setdefault(text, len(places)) for text in written
        ]
    return {
        "declaration": explorer.declaration(),
        "config": CONFIG,
        "default": explorer.default,
        "parts": [json.loads(text) for text in places],
        "states": states,
    }
