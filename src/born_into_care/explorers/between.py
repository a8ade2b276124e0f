"""The explorer of the years between: a path drawn by hand, and the clues that judge it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from born_into_care.charts.between import AREAS, CHANGES, between, draw_ends
from born_into_care.charts.values import BOTH
from born_into_care.explorers.controls import Choice, Switch
from born_into_care.explorers.explorer import Explorer, ExplorerWidget
from born_into_care.explorers.frontend import read_frontend


class PathWidget(ExplorerWidget):
    """An explorer whose chart is drawn on. What is drawn stays on the page: Python never has it."""

    _esm = read_frontend(
        "page.js", "handles.js", "between.js", "explorer.js", "library.js", "live.js"
    )
    _css = f"{ExplorerWidget._css}\n{read_frontend('handles.css')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget, and for a saved notebook the two known years: no answer before a path.

        What the clues leave open stands folded below them.
        """
        data, metadata = super()._repr_mimebundle_(**kwargs)
        answer, ends = self.explorer.chart_for(**self.state), draw_ends(str(self.state["area"]))
        folded = (
            "<details><summary>Show what the clues leave open, without drawing</summary>"
            f"<p><strong>{answer.title}</strong></p>{answer.to_html()}</details>"
        )
        forms = ends.mimebundle()
        return {**data, **forms, "text/html": forms["text/html"] + folded}, metadata


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
            label="Yearly change at most",
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
