"""The boxes for guesses, and what is said once they are committed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from born_into_care.activities.group_guesses import bin_words, summarise_group
from born_into_care.activities.predicting import (
    Prediction,
    Reveal,
    forget_guesses,
    keep_guesses,
    kept_guesses,
)
from born_into_care.activities.recordfile import RecordNotSavedError
from born_into_care.activities.widgets import ActivityWidget, module, style
from born_into_care.charts.predictions import your_guess
from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError, unknown
from born_into_care.explorers.explorer import view
from born_into_care.explorers.widget import charts_style


class PredictionWidget(ActivityWidget):
    """Labelled boxes, a button that commits, the reveal, and a way to start again."""

    _esm = module("predictor", charts=True)
    _css = style() + charts_style()

    def __init__(self, prediction: Prediction, *, on_reveal: Reveal | None = None) -> None:
        """Take what is guessed; the published figures stay in Python until it is."""
        self.prediction = prediction
        self.on_reveal = on_reveal
        super().__init__(
            {
                "stem": prediction.stem.parts,
                "points": [
                    {"id": point.id, "label": point.label, "unit": point.unit}
                    for point in prediction.points
                ],
                "group": prediction.group,
            }
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the guesses, if any were committed."""
        guesses = kept_guesses(self.prediction)
        if not guesses:
            self.answer(content, what="state", committed=False, guesses={}, sentences=[])
            return
        try:
            self._reveal(content, guesses)
        except PackError as problem:
            # An edited record: the guesses are shown as they are, to be changed.
            self.answer(
                content,
                what="state",
                committed=False,
                guesses=guesses,
                sentences=[],
                notice=str(problem),
            )

    def do_commit(self, content: Mapping[str, Any]) -> None:
        """Compare the guesses, keep them, and answer with what is published."""
        guesses = {name: str(typed) for name, typed in content.get("guesses", {}).items()}
        notice = ""
        self.prediction.compare(guesses)
        try:
            keep_guesses(self.prediction, guesses)
        except RecordNotSavedError as problem:
            notice = str(problem)
        self._reveal(content, guesses, notice=notice)

    def do_reset(self, content: Mapping[str, Any]) -> None:
        """Forget the guesses, and hide what is published."""
        notice = forget_guesses(self.prediction)
        self.answer(
            content,
            what="state",
            committed=False,
            cleared=True,
            guesses={},
            sentences=[],
            notice=notice,
        )

    def do_group(self, content: Mapping[str, Any]) -> None:
        """Answer with the distribution of a room's guesses. None of them is kept."""
        known = {point.id: point for point in self.prediction.points}
        name = str(content.get("point", ""))
        if name not in known:
            raise unknown("figure", name, known)
        point = known[name]
        summary = summarise_group(
            str(content.get("text", "")), unit=point.unit, change=point.change
        )
        if not summary.count:
            raise PackError(summary.sentence)
        last = len(summary.bins) - 1
        unit = "per cent" if point.unit.startswith("share") else point.unit
        self.answer(
            content,
            what="room",
            sentence=summary.sentence,
            caption=f"Guesses: {point.label} ({unit})",
            rows=[
                [bin_words(one, last=place == last), one.count]
                for place, one in enumerate(summary.bins)
            ],
        )

    def _reveal(
        self, content: Mapping[str, Any], guesses: Mapping[str, str], *, notice: str = ""
    ) -> None:
        compared = self.prediction.compare(guesses)
        numbers = {name: one.guess for name, one in compared.items()}
        self.answer(
            content,
            what="state",
            committed=True,
            guesses=dict(guesses),
            sentences=[one.sentence.parts for one in compared.values()],
            notice=notice,
            chart={"view": view(your_guess(numbers)), "config": CONFIG},
        )
        if self.on_reveal is not None:
            self.on_reveal(numbers)
