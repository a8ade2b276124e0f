"""Predict, then see: a guess is drawn and stays until it is reset, beside what is published.

The page reads a guess, compares it, and counts a room full of guesses, none of which leaves it.
What is published stays in Python until the guess is made.
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from IPython.core.getipython import get_ipython

from born_into_care.activities.activity import RecordingActivity, frontend_module
from born_into_care.activities.number_reading import unit_per
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import resolve
from born_into_care.errors import PackError
from born_into_care.evidence import Derived, Figure, derivation, figure
from born_into_care.explorers.frontend import read_frontend

# The tag of a cell that would give a guess away: what it shows stays folded until the guess.
AFTER_GUESS = "after-guess"
# The figures that this session asked to guess and has not shown.
_waiting: set[str] = set()


def predict(
    *figure_ids: str, question: str | None = None, group: bool = False
) -> "PredictionActivity":
    """Return a line on which figures are guessed before they are shown.

    Parameters:
        figure_ids: one figure or derived figure, or several in the same unit.
        question: what is asked; may hold references such as {figure:…}. None for a plain one.
        group: whether a room's guesses can be collected, too.

    Raises:
        PackError: if there is no such figure, it holds no number, or units differ.
    """
    if (shell := get_ipython()) and hasattr(shell, "kernel"):
        shell.events.register("pre_run_cell", _fold_tagged_cell)
    return PredictionActivity(figure_ids, question, group)


def veil(content: str = "") -> str:
    """Return HTML or Markdown folded, so that nobody meets it before their guess unasked.

    Without content, it folds whatever else its cell shows. A heading that it begins with stays.
    """
    heading, text = re.fullmatch(r"(#+ [^\n]+\n+)?(.*)", content, re.DOTALL).groups("")  # type: ignore[union-attr]
    words = "<summary>After your guess, or without one: what the figures show</summary>"
    return f'{heading}<details class="bic-veil">{words}\n\n{text}\n\n</details>'


def _fold_tagged_cell(_: object) -> None:
    # JupyterLab unfolds what it runs, and sends a cell's tags with its code; other clients don't.
    shell: Any = get_ipython()
    tags = shell.kernel.get_parent().get("metadata", {}).get("tags", [])
    if _waiting and AFTER_GUESS in tags:
        words = "Guess first: what this cell shows is folded until then."
        shell.display_pub.publish({"text/html": veil(), "text/plain": words})


def is_change(row: Figure | Derived) -> bool:
    """Return whether a figure is a change or a gap, which may lie below 0."""
    gap = "compared with" in row.measure or " minus " in row.measure
    change = row.measure.startswith(("change in", "difference in", "part of the difference"))
    return change or gap or row.unit == "percentage points"


def find_range(rows: Sequence[Figure | Derived]) -> dict[str, float]:
    """Return the ends of a line to guess on, and its smallest step, without giving figures away.

    Example:
        >>> find_range([figure("newborns-england-2019-20")])
        {'low': 0.0, 'high': 5000.0, 'step': 10.0}
    """
    change = any(map(is_change, rows))
    most = 100.0
    if change or unit_per(rows[0].unit) != most:
        reach = max([*(1.3 * abs(row.value or 0) for row in rows), 1.0])
        power = 10.0 ** math.floor(math.log10(reach))
        most = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= reach)
    step = 10.0 ** math.floor(math.log10(most / 100))
    return {"low": -most if change else 0.0, "high": most, "step": step}


def describe_mark(row: Figure | Derived) -> dict[str, Any]:
    """Return what a page knows of a figure before the guess: of what it is, and what it can be."""
    per = unit_per(row.unit)
    limits: dict[str, float | None] = {"least": 0, "most": per}
    if is_change(row):
        # What grows can more than double; what shrinks loses at most all of itself.
        limits = {
            "least": -100 if per == 100 else None,
            "most": 100 if "points" in row.unit else None,
        }
    return {
        "id": row.id, "label": f"{row.geography}, {row.period}", "unit": row.unit, "per": per,
        **limits,
    }  # fmt: skip


def describe_answer(row: Figure | Derived) -> dict[str, Any]:
    """Return a figure as a line shows it: its number, its words, its kind, and its sentence."""
    derived = isinstance(row, Derived)
    reference = f"{{{'derived' if derived else 'figure'}:{row.id}|unit}}"
    opening = "Our own sum gives" if derived else "The published figure is"
    return {
        "value": row.value,
        "words": f"{'Our sum' if derived else 'Published'}: {row.value_text}",
        "kind": "derived" if derived else "published",
        "sentence": resolve(f"{opening} {reference} ({row.geography}, {row.period}).").parts,
    }


class PredictionActivity(RecordingActivity):
    """A line with a mark for each guess, a button that commits, the reveal, and a new start."""

    _esm = frontend_module("numbers", "guesses", "predictor", shared=["handles.js"])
    _css = RecordingActivity._css + read_frontend("handles.css")
    kind = "prediction"
    field_names = ("question", "label", "unit", "guess")

    def __init__(self, figure_ids: Sequence[str], question: str | None, group: bool) -> None:
        self.rows = [
            derivation(name) if str(name).startswith("derived-") else figure(name)
            for name in figure_ids
        ]
        for row in self.rows:
            if row.value is None:
                raise PackError(f"{row.id!r} holds no number that a guess could be set beside.")
        units = sorted({row.unit for row in self.rows})
        if len(units) != 1:
            given = ", ".join(units) or "none"
            raise PackError(f"Guesses on one line need one unit, and these have: {given}.")
        self.labels = {row.id: f"{row.geography}, {row.period}" for row in self.rows}
        self.stem = resolve(
            question or f"Before you look: what do you expect? ({self.rows[0].measure})"
        )
        entries = {name: f"predict-{name}" for name in self.labels}
        self.names = "|".join(map(re.escape, entries.values()))
        record = record_file().read()
        if not all(record.entry(entry).text("guess") for entry in entries.values()):
            _waiting.update(self.labels)
        choices = {"question": question, "group": group}
        super().__init__(
            name=f"Prediction: {', '.join(figure_ids)}",
            lines=[
                ("", self.stem),
                *(("?", f"{label} ({units[0]})") for label in self.labels.values()),
            ],
            note="Run this cell to make your guess here before you look.",
            call=("predict", *figure_ids),
            choices={name: value for name, value in choices.items() if value},
            stem=self.stem.parts,
            marks=[{**describe_mark(row), "entry": entries[row.id]} for row in self.rows],
            unit=units[0],
            range=find_range(self.rows),
            group=group,
        )

    def do_remove(self, content: Mapping[str, Any]) -> None:
        """Forget a guess; what is published waits for another."""
        super().do_remove(content)
        _waiting.update(self.labels)

    def do_reveal(self, content: Mapping[str, Any]) -> None:
        """Answer with what is published, once it is guessed or skipped."""
        _waiting.difference_update(self.labels)
        answers = {row.id: describe_answer(row) for row in self.rows}
        self.answer(content, what="revealed", answers=answers)
