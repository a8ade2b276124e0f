"""The explorer of the years between: a path drawn by hand, and the clues that judge it."""

from __future__ import annotations

from dataclasses import dataclass

from born_into_care.charts.between import AREAS, CHANGES, between
from born_into_care.charts.counts import BOTH
from born_into_care.explorers.controls import Choice, Switch
from born_into_care.explorers.explorer import Explorer, ExplorerWidget
from born_into_care.explorers.frontend import read_frontend


class PathWidget(ExplorerWidget):
    """An explorer whose chart is drawn on. What is drawn stays on the page: Python never has it."""

    _esm = read_frontend(
        "drawings.js", "handles.js", "between.js", "explorer.js", "library.js", "live.js"
    )
    _css = f"{ExplorerWidget._css}\n{read_frontend('handles.css')}"


@dataclass(frozen=True)
class PathExplorer(Explorer):
    """An explorer with a path to draw."""

    def widget(self, **state: object) -> PathWidget:
        """Return the live widget, starting at a state."""
        return PathWidget(self, self.check(state))


EXPLORER = PathExplorer(
    key="between",
    title="What happened in between?",
    question="Only the first and the last year are in this pack. How did the six between them go?",
    chart=between,
    controls=(
        Choice(name="area", label="Area", options=AREAS),
        Choice(
            name="change",
            label="From one year to the next, at most",
            options=tuple(CHANGES),
            default="a tenth",
        ),
        Switch(
            name="assumed",
            label="Read “over 21,000” as under 22,000",
            default=True,
            applies={"area": (BOTH,)},
        ),
    ),
)
