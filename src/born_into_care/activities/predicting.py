"""Predict, then see: a guess is kept until it is reset, and set beside what is published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from born_into_care.activities.predictions import Comparison, compare_prediction, may_be_below_zero
from born_into_care.activities.recordfile import RecordNotSavedError, record_file
from born_into_care.activities.references import RichText, plain, resolve
from born_into_care.activities.showing import Activity, Line
from born_into_care.errors import PackError
from born_into_care.text import verb_entry

if TYPE_CHECKING:
    from born_into_care.activities.predicting_widget import PredictionWidget

Reveal = Callable[[Mapping[str, float]], object]
"""Called with the guesses by figure id when they are committed: a chart may draw them."""


@dataclass(frozen=True)
class Point:
    """One figure to guess.

    Attributes:
        id: the figure's id.
        label: what is guessed, where and when.
        unit: the unit of the guess.
        change: whether it is a change, which may be a fall.
    """

    id: str
    label: str
    unit: str
    change: bool = False


@dataclass(frozen=True)
class Prediction:
    """What is guessed, and where the guess is kept.

    Attributes:
        key: names the entry in the record.
        stem: what is asked.
        points: the figures to guess, in order.
        group: whether a room's guesses can be collected.
    """

    key: str
    stem: RichText
    points: tuple[Point, ...]
    group: bool

    def compare(self, guesses: Mapping[str, Any]) -> dict[str, Comparison]:
        """Give each guess beside its figure.

        Raises:
            PackError: if a guess is missing or cannot be read; it names the figure.
        """
        compared = {}
        for point in self.points:
            typed = guesses.get(point.id)
            if typed is None or not str(typed).strip():
                raise PackError(f"There is no guess yet for {point.label}. Any number will do.")
            try:
                compared[point.id] = compare_prediction(typed, point.id)
            except PackError as problem:
                raise PackError(f"{point.label}: {problem}") from problem
        return compared


def predict(
    *figure_ids: str,
    guess: str | float | Sequence[str | float] | None = None,
    question: str | None = None,
    labels: Sequence[str] | None = None,
    group: bool = False,
    on_reveal: Reveal | None = None,
) -> Activity | Comparison | list[Comparison]:
    """Give boxes to guess figures in before they are shown, or compare a guess.

    Parameters:
        figure_ids: one or more figures or derived figures.
        guess: the guess, or one for each figure, for the route without controls.
        question: what is asked; may hold references such as {figure:…}. None for a plain one.
        labels: what stands beside each box; None for each figure's place and time.
        group: whether a room's guesses can be collected, too.
        on_reveal: called with the guesses when they are committed.

    Returns:
        The boxes; with `guess`, what there is to say about it.

    Raises:
        PackError: if there is no such figure, or a guess cannot be read.

    Example:
        >>> predict("incidence-england-2019-20", guess=30).kind
        'lower'
    """
    prediction = prediction_of(figure_ids, question=question, labels=labels, group=group)
    if guess is not None:
        single = isinstance(guess, str | int | float)
        typed = [guess] if single else list(guess)  # type: ignore[arg-type]
        if len(typed) != len(figure_ids):
            raise PackError(
                f"There are {len(figure_ids)} figures and {len(typed)} guesses. Give one for each."
            )
        compared = list(prediction.compare(dict(zip(figure_ids, typed, strict=True))).values())
        return compared[0] if len(compared) == 1 else compared
    named = {"question": question, "labels": labels and list(labels), "group": group or None}
    choices = {name: value for name, value in named.items() if value is not None}
    return Activity(
        name=f"Prediction: {', '.join(figure_ids)}",
        lines=(
            Line(prediction.stem),
            *[Line(plain(f"{point.label} ({point.unit})"), "?") for point in prediction.points],
        ),
        note="Run this cell to write your guess here before you look.",
        make=lambda: _widget(prediction, on_reveal),
        call=verb_entry("predict", *figure_ids, **choices),
    )


def prediction_of(
    figure_ids: Sequence[str],
    *,
    question: str | None = None,
    labels: Sequence[str] | None = None,
    group: bool = False,
) -> Prediction:
    """Give what is to be guessed.

    Raises:
        PackError: if no figure is named, one does not exist, or the labels do not match.
    """
    from born_into_care.evidence import derivation, figure

    if not figure_ids:
        raise PackError("Name a figure to guess: predict('newborns-england-2019-20').")
    rows = [
        derivation(name) if str(name).startswith("derived-") else figure(name)
        for name in figure_ids
    ]
    if labels is not None and len(labels) != len(rows):
        raise PackError(
            f"There are {len(rows)} figures and {len(labels)} labels. Give one for each."
        )
    measures = {row.measure for row in rows}
    places = [f"{row.geography}, {row.period}" for row in rows]
    if len(measures) > 1:
        # Two boxes for one place and time must still be told apart by their labels.
        places = [f"{row.measure}: {place}" for row, place in zip(rows, places, strict=True)]
    names = labels or places
    asked = f" ({measures.pop()})" if len(measures) == 1 else ""
    return Prediction(
        key=f"predict-{'+'.join(figure_ids)}",
        stem=resolve(question or f"Before you look: what do you expect?{asked}"),
        points=tuple(
            Point(row.id, name, row.unit, change=may_be_below_zero(row))
            for row, name in zip(rows, names, strict=True)
        ),
        group=group,
    )


def keep_guesses(prediction: Prediction, guesses: Mapping[str, str]) -> None:
    """Save committed guesses in the learner's record.

    Raises:
        RecordNotSavedError: if it could not be written.
    """
    record_file().save(
        prediction.key,
        "prediction",
        {
            "question": prediction.stem.plain,
            "guesses": {
                point.id: {"label": point.label, "unit": point.unit, "guess": guesses[point.id]}
                for point in prediction.points
            },
        },
    )


def kept_guesses(prediction: Prediction) -> dict[str, str]:
    """Give the guesses in the record; none where nothing was committed."""
    entry = record_file().read().entries.get(prediction.key)
    if entry is None:
        return {}
    held = entry.fields.get("guesses", {})
    return {name: str(one.get("guess", "")) for name, one in held.items()}


def forget_guesses(prediction: Prediction) -> str:
    """Remove the guesses from the record, and give what stood in the way, if anything did."""
    try:
        record_file().remove(prediction.key)
    except RecordNotSavedError as problem:
        return str(problem)
    return ""


def _widget(prediction: Prediction, on_reveal: Reveal | None) -> PredictionWidget:
    from born_into_care.activities.predicting_widget import PredictionWidget

    return PredictionWidget(prediction, on_reveal=on_reveal)
