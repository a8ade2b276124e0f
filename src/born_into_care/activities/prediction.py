"""Predict, then see: guesses are kept until they are reset, and set beside what is published."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from born_into_care.activities.activity import Activity, ActivityWidget, Line, frontend_module
from born_into_care.activities.group import summarise_group
from born_into_care.activities.number_reading import (
    form_asked,
    format_number,
    in_unit,
    read_number,
)
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, plain, resolve
from born_into_care.charts.predictions import your_guess
from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError, choose
from born_into_care.evidence import Derived, Figure, derivation, figure
from born_into_care.explorers.explorer import view
from born_into_care.explorers.frontend import read_frontend
from born_into_care.text import verb_entry

ComparisonKind = Literal["exact", "close", "higher", "lower", "fits", "outside"]

_FRACTIONS = {
    0.1: "a tenth",
    0.2: "a fifth",
    0.25: "a quarter",
    1 / 3: "a third",
    0.4: "two fifths",
    0.5: "half",
    0.6: "three fifths",
    2 / 3: "two thirds",
    0.75: "three quarters",
    0.8: "four fifths",
    0.9: "nine tenths",
}


@dataclass(frozen=True)
class Comparison:
    """A guess beside what is published, both in the unit of the figure.

    Attributes:
        kind: exact, close (within a twentieth), higher or lower; for a bound, fits or outside.
        published: the published number, or the bound.
        sentence: what to say, kindly and exactly, with the figure linked.
    """

    kind: ComparisonKind
    guess: float
    published: float
    sentence: RichText

    def __repr__(self) -> str:
        """Return the sentence."""
        return self.sentence.plain


@dataclass(frozen=True)
class Prediction:
    """What is guessed, and where the guess is kept.

    Attributes:
        key: names the entry in the record.
        stem: what is asked.
        rows: the figures to guess by id, in order.
        labels: what is guessed, where and when, by the figure's id.
    """

    key: str
    stem: RichText
    rows: Mapping[str, Figure | Derived]
    labels: Mapping[str, str]

    def compare(self, guesses: Mapping[str, Any]) -> dict[str, Comparison]:
        """Return each guess beside its figure.

        Raises:
            PackError: if a guess is missing or cannot be read; it names the figure.
        """
        compared = {}
        for name, label in self.labels.items():
            typed = guesses.get(name)
            if typed is None or not str(typed).strip():
                raise PackError(f"There is no guess yet for {label}. Any number will do.")
            try:
                compared[name] = compare_prediction(typed, self.rows[name])
            except PackError as problem:
                raise PackError(f"{label}: {problem}") from problem
        return compared


def predict(
    *figure_ids: str,
    guess: str | float | Sequence[str | float] | None = None,
    question: str | None = None,
    group: bool = False,
) -> Activity | Comparison | list[Comparison]:
    """Return boxes to guess figures in before they are shown, or compare a guess.

    Parameters:
        figure_ids: one or more figures or derived figures.
        guess: the guess, or one for each figure, for the route without controls.
        question: what is asked; may hold references such as {figure:…}. None for a plain one.
        group: whether a room's guesses can be collected, too.

    Returns:
        The boxes; with `guess`, what there is to say about it.

    Raises:
        PackError: if there is no such figure, or a guess cannot be read.

    Example:
        >>> predict("incidence-england-2019-20", guess=30).kind
        'lower'
    """
    prediction = make_prediction(figure_ids, question=question)
    if guess is not None:
        typed = [guess] if isinstance(guess, str | int | float) else list(guess)
        if len(typed) != len(figure_ids):
            raise PackError(
                f"There are {len(figure_ids)} figures and {len(typed)} guesses. Give one for each."
            )
        compared = list(prediction.compare(dict(zip(figure_ids, typed, strict=True))).values())
        return compared[0] if len(compared) == 1 else compared
    choices = {"question": question, "group": group or None}
    given = {name: value for name, value in choices.items() if value is not None}
    boxes = [
        Line(plain(f"{label} ({prediction.rows[name].unit})"), "?")
        for name, label in prediction.labels.items()
    ]
    return Activity(
        name=f"Prediction: {', '.join(figure_ids)}",
        lines=(Line(prediction.stem), *boxes),
        note="Run this cell to write your guess here before you look.",
        make=lambda: PredictionWidget(prediction, group=group),
        call=verb_entry("predict", *figure_ids, **given),
    )


def make_prediction(figure_ids: Sequence[str], *, question: str | None = None) -> Prediction:
    """Return what is to be guessed.

    Raises:
        PackError: if no figure is named, or one does not exist.
    """
    if not figure_ids:
        raise PackError("Name a figure to guess: predict('newborns-england-2019-20').")
    rows = {name: _find_row(name) for name in figure_ids}
    measures = {row.measure for row in rows.values()}
    labels = {name: f"{row.geography}, {row.period}" for name, row in rows.items()}
    about = f" ({measures.pop()})" if len(measures) == 1 else ""
    if not about:
        # Two boxes for one place and time are figure_text apart by their measures.
        labels = {name: f"{rows[name].measure}: {label}" for name, label in labels.items()}
    stem = resolve(question or f"Before you look: what do you expect?{about}")
    return Prediction(f"predict-{'+'.join(figure_ids)}", stem, rows, labels)


def compare_prediction(guess: str | float, published: str | Figure | Derived) -> Comparison:
    """Return what there is to say about a guess.

    Parameters:
        guess: the guess as it was typed, or a number in the figure's unit.
        published: a figure or a derived figure, or the id of one.

    Raises:
        PackError: if the guess cannot be read as a number of the figure's kind, or there is no
            such figure.

    Example:
        >>> compare_prediction("a fifth", "same-day-england-wales-2019-20").kind
        'higher'
    """
    row = _find_row(published) if isinstance(published, str) else published
    kind = "derived" if row.id.startswith("derived-") else "figure"
    value, unit, bound = published_number(row)
    number = in_unit(read_number(guess), unit, value)
    if number < 0 and not may_be_negative(row):
        raise PackError(
            f"No figure of this kind lies below 0. Write your guess as {form_asked(unit)}."
        )
    lead = f"You expected {_format_guess(number, unit)}. "
    figure_text = resolve(f"{{{kind}:{row.id}|unit}}") + plain(
        f" ({row.geography}, {row.period}). "
    )
    if bound:
        fits = number > value and not math.isclose(number, value)
        verdict = "Your guess fits that." if fits else "Your guess lies below that."
        if math.isclose(number, value):
            verdict = "Your guess is the limit that it names: the figure is more than that."
        sentence = plain(f"{lead}The source says only ") + figure_text + plain(verdict)
        return Comparison("fits" if fits else "outside", number, value, sentence)
    outcome, verdict = _verdict(number, value, unit)
    source = "Our own sum gives " if kind == "derived" else "The published figure is "
    return Comparison(outcome, number, value, plain(lead + source) + figure_text + plain(verdict))


def published_number(row: Figure | Derived) -> tuple[float, str, bool]:
    """Return what a guess is set beside: the number, its unit, and whether it is only a bound.

    Raises:
        PackError: if the row holds no number.
    """
    if match := re.match(r"(?:over|more than|above) (.+)", row.value_text):
        reading = read_number(match[1])
        share = reading.share if reading.per == 1 else None
        return (reading.number if share is None else share), row.unit, True
    if row.value is not None:
        return row.value, row.unit, False
    share = read_number(row.value_text).share
    if share is None:
        raise PackError(f"{row.id!r} holds no number that a guess could be set beside.")
    return share, "share", False


def may_be_negative(row: Figure | Derived) -> bool:
    """Return whether a guess at a figure may be a fall: whether it is a change, no count or share.

    Example:
        >>> may_be_negative(derivation("derived-change-births-england"))
        True
    """
    change = row.measure.startswith(("change in", "difference in", "part of the difference"))
    gap = "compared with" in row.measure or " minus " in row.measure
    return change or gap or row.unit == "percentage points"


def describe_direction(guess: float, value: float) -> str:
    """Return which way a guess lies from a figure; a page without Python says the same.

    Parameters:
        value: what is published or derived; another number than the guess.

    Example:
        >>> describe_direction(60, 47.7), describe_direction(-5, -12.1)
        ('higher', 'a smaller fall')
    """
    if guess * value < 0:
        return "in the other direction"
    if guess < 0:
        # "Higher" for a fall of 5 beside one of 12 would leave a reader to work it out.
        return "a smaller fall" if guess > value else "a larger fall"
    return "higher" if guess > value else "lower"


def _find_row(name: object) -> Figure | Derived:
    return derivation(name) if str(name).startswith("derived-") else figure(name)  # type: ignore[arg-type]


def _verdict(guess: float, value: float, unit: str) -> tuple[ComparisonKind, str]:
    """Return how a guess lies to a figure, and the sentence that says by how much."""
    if math.isclose(guess, value, rel_tol=1e-9):
        return "exact", "That is what you expected."
    kind: ComparisonKind = "higher" if guess > value else "lower"
    word = describe_direction(guess, value)
    opposite = guess * value < 0
    if unit == "share" or unit.startswith(("per cent", "percentage points")):
        points = abs(guess - value) * (100 if unit == "share" else 1)
        if points <= 2 and not opposite:
            return "close", f"Your guess was close: {word}, by {_format_points(points)}."
        by, away = ("", " away") if opposite else ("by ", "")
        return kind, f"Your guess was {word}, {by}{_format_points(points)}{away}."
    if opposite or value == 0 or (guess == 0 and value < 0):
        return kind, f"Your guess was {word}."
    # The two are on one side of zero: what is compared is how far from zero they are.
    times = abs(guess) / abs(value)
    apart = abs(times - 1)
    if apart <= 0.05:
        return "close", f"Your guess was close: {word}, and within a twentieth."
    if times >= 1.95:
        shown = f"{format_number(round(times, 1) if times < 10 else round(times))} times"
        return kind, f"Your guess was {word}: about {'twice' if times < 2.25 else shown} as much."
    if apart > 0.95:
        far = word.replace("lower", "far lower").replace("smaller", "far smaller")
        return kind, f"Your guess was {far}: under a twentieth of it."
    nearest = min(_FRACTIONS, key=lambda part: abs(part - apart))
    return kind, f"Your guess was {word}, by about {_FRACTIONS[nearest]} of it."


def _format_points(points: float) -> str:
    shown = round(points, 1) if points < 10 else round(points)
    if not shown:
        return "less than 0.1 percentage points"
    return f"{format_number(shown)} percentage {'point' if shown == 1 else 'points'}"


def _format_guess(number: float, unit: str) -> str:
    if unit == "share":
        return f"{format_number(round(number * 100, 1))} per cent"
    return f"{format_number(number)} per cent" if unit == "per cent" else format_number(number)


class PredictionWidget(ActivityWidget):
    """Labelled boxes, a button that commits, the reveal, and a way to start again."""

    _esm = frontend_module("predictor", charts=True)
    _css = ActivityWidget._css + read_frontend("explorer.css")

    def __init__(self, prediction: Prediction, *, group: bool = False) -> None:
        """Take what is guessed; the published figures stay in Python until it is."""
        self.prediction = prediction
        super().__init__(
            stem=prediction.stem.parts,
            points=[
                {"id": name, "label": label, "unit": prediction.rows[name].unit}
                for name, label in prediction.labels.items()
            ],
            group=group,
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the guesses, if any were committed."""
        points = record_file().read().entry(self.prediction.key).named_rows("guesses")
        guesses = {name: str(point.get("guess", "")) for name, point in points.items()}
        try:
            if guesses:
                self._reveal(content, guesses)
            else:
                self._hide(content)
        except PackError as problem:
            # An edited record: the guesses are shown as they are, to be changed.
            self._hide(content, guesses=guesses, notice=str(problem))

    def do_commit(self, content: Mapping[str, Any]) -> None:
        """Compare the guesses, keep them, and answer with what is published."""
        guesses = {name: str(typed) for name, typed in content.get("guesses", {}).items()}
        self.prediction.compare(guesses)
        points = {
            name: {"label": label, "unit": self.prediction.rows[name].unit, "guess": guesses[name]}
            for name, label in self.prediction.labels.items()
        }
        fields = {"question": self.prediction.stem.plain, "guesses": points}
        notice = record_file().try_save(self.prediction.key, "prediction", fields)
        self._reveal(content, guesses, notice=notice)

    def do_reset(self, content: Mapping[str, Any]) -> None:
        """Forget the guesses, and hide what is published."""
        record_file().remove(self.prediction.key)
        self._hide(content, cleared=True)

    def do_group(self, content: Mapping[str, Any]) -> None:
        """Answer with the distribution of a room's guesses. None of them is kept."""
        name = choose("figure", str(content.get("point", "")), self.prediction.rows)
        row = self.prediction.rows[name]
        summary = summarise_group(
            str(content.get("text", "")), unit=row.unit, change=may_be_negative(row)
        )
        if not summary.numbers:
            raise PackError(summary.sentence)
        unit = "per cent" if row.unit.startswith("share") else row.unit
        caption = f"Guesses: {self.prediction.labels[name]} ({unit})"
        rows = [list(step) for step in summary.bins]
        self.answer(content, what="room", sentence=summary.sentence, caption=caption, rows=rows)

    def _hide(self, content: Mapping[str, Any], **parts: Any) -> None:
        state = {"committed": False, "guesses": {}, "sentences": []}
        self.answer(content, what="state", **{**state, **parts})

    def _reveal(
        self, content: Mapping[str, Any], guesses: Mapping[str, str], *, notice: str = ""
    ) -> None:
        compared = self.prediction.compare(guesses)
        numbers = {name: found.guess for name, found in compared.items()}
        self.answer(
            content,
            what="state",
            committed=True,
            guesses=dict(guesses),
            sentences=[found.sentence.parts for found in compared.values()],
            notice=notice,
            chart={"view": view(your_guess(numbers)), "config": CONFIG},
        )
