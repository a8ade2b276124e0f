"""Predict, then see: a guess is kept until it is reset, and set beside what is published.

A room full of guesses is counted without names, and none of them is kept.
"""

import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from born_into_care.activities.activity import Activity, ActivityWidget, Line, frontend_module
from born_into_care.activities.number_reading import (
    form_asked,
    format_number,
    in_unit,
    read_number,
    unit_per,
)
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, plain, resolve
from born_into_care.charts.predictions import your_guess
from born_into_care.charts.style import CONFIG
from born_into_care.errors import PackError
from born_into_care.evidence import Derived, Figure, derivation, figure
from born_into_care.explorers.explorer import view
from born_into_care.explorers.frontend import read_frontend
from born_into_care.text import verb_entry

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
    """A guess in the unit of its figure, and what to say of it, with the figure linked."""

    guess: float
    sentence: RichText


@dataclass(frozen=True)
class Prediction:
    """What is guessed: a figure that has a number, and what is asked."""

    row: Figure | Derived
    stem: RichText

    @property
    def key(self) -> str:
        """The name of its entry in the record."""
        return f"predict-{self.row.id}"

    @property
    def label(self) -> str:
        """Where and when."""
        return f"{self.row.geography}, {self.row.period}"


def predict(figure_id: str, *, question: str | None = None, group: bool = False) -> Activity:
    """Return a box to guess a figure in before it is shown.

    Parameters:
        figure_id: a figure or a derived figure.
        question: what is asked; may hold references such as {figure:…}. None for a plain one.
        group: whether a room's guesses can be collected, too.

    Raises:
        PackError: if there is no such figure, or it holds no number.

    Example:
        >>> predict("incidence-england-2019-20").name
        'Prediction: incidence-england-2019-20'
    """
    prediction = make_prediction(figure_id, question=question)
    given = {**({"question": question} if question else {}), **({"group": True} if group else {})}
    box = Line(plain(f"{prediction.label} ({prediction.row.unit})"), "?")
    return Activity(
        name=f"Prediction: {figure_id}",
        lines=(Line(prediction.stem), box),
        note="Run this cell to write your guess here before you look.",
        make=lambda: PredictionWidget(prediction, group=group),
        call=verb_entry("predict", figure_id, **given),
    )


def make_prediction(figure_id: str, *, question: str | None = None) -> Prediction:
    """Return what is to be guessed.

    Raises:
        PackError: if there is no such figure, or it holds no number.
    """
    row = derivation(figure_id) if str(figure_id).startswith("derived-") else figure(figure_id)
    if row.value is None:
        raise PackError(f"{figure_id!r} holds no number that a guess could be set beside.")
    return Prediction(
        row, resolve(question or f"Before you look: what do you expect? ({row.measure})")
    )


def compare_prediction(guess: str | float, figure_id: str) -> Comparison:
    """Return what there is to say about a guess.

    Parameters:
        guess: the guess as it was typed, or a number in the figure's unit.
        figure_id: a figure or a derived figure.

    Raises:
        PackError: if the guess cannot be read as a number of the figure's kind, or there is no
            such figure.

    Example:
        >>> compare_prediction("a fifth", "same-day-north-east-2019-20").guess
        20.0
    """
    row = make_prediction(figure_id).row
    value = float(row.value or 0)
    number = in_unit(read_number(guess), row.unit)
    if number < 0 and not is_change(row):
        asked = form_asked(row.unit)
        raise PackError(f"No figure of this kind lies below 0. Write your guess as {asked}.")
    shown = f"{format_number(number)}{' per cent' if row.unit == 'per cent' else ''}"
    kind, opening = "figure", "The published figure is "
    if isinstance(row, Derived):
        kind, opening = "derived", "Our own sum gives "
    found = resolve(f"{{{kind}:{figure_id}|unit}}") + plain(f" ({row.geography}, {row.period}). ")
    verdict = _describe_distance(number, value, share=unit_per(row.unit) == 100)
    lead = plain(f"You expected {shown}. {opening}")
    return Comparison(number, lead + found + plain(verdict))


def is_change(row: Figure | Derived) -> bool:
    """Return whether a figure is a change or a gap, which may lie below 0."""
    gap = "compared with" in row.measure or " minus " in row.measure
    change = row.measure.startswith(("change in", "difference in", "part of the difference"))
    return change or gap or row.unit == "percentage points"


def _describe_distance(guess: float, value: float, *, share: bool) -> str:
    """Return the sentence that says how a guess lies to a figure, and by how much."""
    if math.isclose(guess, value, rel_tol=1e-9):
        return "That is what you expected."
    word = "higher" if guess > value else "lower"
    if share:
        points = abs(guess - value)
        shown = format_number(round(points, 1 if points < 10 else 0))
        by = f"{'less than 0.1' if shown == '0' else shown} percentage point{'s' * (shown != '1')}"
        return f"Your guess was {'close: ' * (points <= 2)}{word}, by {by}."
    if guess < 0 or value <= 0:
        return f"Your guess was {word}."
    times = guess / value
    if abs(times - 1) <= 0.05:
        return f"Your guess was close: {word}, and within a twentieth."
    if times >= 1.95:
        shown = format_number(round(times, 1 if times < 10 else 0))
        return (
            f"Your guess was {word}: about {'twice' if times < 2.25 else shown + ' times'} as much."
        )
    if times < 0.05:
        return "Your guess was far lower: under a twentieth of it."
    nearest = min(_FRACTIONS, key=lambda part: abs(part - abs(times - 1)))
    return f"Your guess was {word}, by about {_FRACTIONS[nearest]} of it."


@dataclass(frozen=True)
class GroupSummary:
    """The guesses of a room, without names.

    Attributes:
        numbers: the guesses that are counted, from the lowest.
        bins: the distribution in equal steps: each step in words, and how many lie in it.
    """

    numbers: tuple[float, ...]
    bins: tuple[tuple[str, int], ...]
    sentence: str


def summarise_group(guesses: str, *, unit: str, change: bool = False) -> GroupSummary:
    """Return the distribution of a room's guesses, without who guessed what.

    Guesses are taken apart at line ends, at semicolons, at commas that set no thousands apart, and
    at spaces between bare numbers: "10, 15" and "10 15" are two guesses; "1,039", "30 %", "1 in 6"
    and "one in six" are one each.

    Parameters:
        guesses: what was typed. What stands before a colon is taken for a name and dropped.
        unit: the unit that guesses are counted in ("per cent"), so that "one in five" and "20%"
            are the same guess.
        change: whether a change is guessed, which may lie below 0 or above 100 per cent.

    Example:
        >>> print(summarise_group("30; 45; Ana: 60", unit="per cent").sentence)
        3 guesses, from 30 to 60; half are 45 or below.
    """
    share = unit_per(unit) == 100
    numbers: list[float] = []
    unread = outside = 0
    for text in _split_guesses(guesses):
        try:
            number = in_unit(read_number(text), unit)
        except PackError:
            unread += 1
            continue
        if change or 0 <= number <= (100 if share else math.inf):
            numbers.append(number)
        else:
            outside += 1
    more = "more " if numbers else ""
    sentences = []
    if numbers:
        steps = min(numbers), statistics.median(numbers), max(numbers)
        low, middle, high = (format_number(round(number, 1)) for number in steps)
        guess = "guess" if len(numbers) == 1 else "guesses"
        sentences = [f"{len(numbers)} {guess}, from {low} to {high}; half are {middle} or below."]
    if outside:
        limits = "outside 0 to 100" if share else "below 0"
        sentences.append(f"{outside} {more}{'lies' if outside == 1 else 'lie'} {limits}.")
    if unread:
        sentences.append(f"{unread} {more}could not be read as a number.")
    if not numbers:
        sentences.append("Write one guess to a line, such as 48.")
    return GroupSummary(tuple(sorted(numbers)), _count_in_steps(numbers), " ".join(sentences))


def _split_guesses(text: str) -> Iterator[str]:
    """Return the guesses in what a room typed, without names, by the rule of summarise_group."""
    for piece in re.split(r"[\n;]|,(?!\d{3}(?!\d))", text):
        words = piece.rpartition(":")[2].strip()
        listed = re.fullmatch(r"[-+−–\d.,% \t]+", words)
        yield from re.split(r"(?<=[\d%])\s+(?!%)", words) if listed else filter(None, [words])


def _count_in_steps(numbers: Sequence[float]) -> tuple[tuple[str, int], ...]:
    """Return about six equal steps of a round size, in words, and how many numbers lie in each."""
    if len(set(numbers)) < 2:
        return tuple((format_number(round(number, 1)), len(numbers)) for number in set(numbers))
    low, high = min(numbers), max(numbers)
    rough = (high - low) / 6
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999999)
    start = math.floor(low / step) * step
    count = max(1, math.ceil((high - start) / step - 1e-9))
    edges = [round(start + step * place, 10) for place in range(count + 1)]
    # The last step includes its end.
    ends = [*edges[1:-1], math.inf]
    return tuple(
        (
            f"{format_number(edge)} to {'under ' if end < math.inf else ''}{format_number(above)}",
            sum(edge <= number < end for number in numbers),
        )
        for edge, above, end in zip(edges, edges[1:], ends, strict=False)
    )


class PredictionWidget(ActivityWidget):
    """A labelled box, a button that commits, the reveal, and a way to start again."""

    _esm = frontend_module("predictor", charts=True)
    _css = ActivityWidget._css + read_frontend("explorer.css")

    def __init__(self, prediction: Prediction, *, group: bool = False) -> None:
        """Take what is guessed; the published figure stays in Python until it is."""
        self.prediction = prediction
        super().__init__(
            stem=prediction.stem.parts,
            label=f"{prediction.label} ({prediction.row.unit})",
            group=group,
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the guess, if one was committed."""
        guess = record_file().read().entry(self.prediction.key).text("guess")
        if guess:
            self._reveal(content, guess)
        else:
            self.answer(content, what="state", committed=False, guess="")

    def do_commit(self, content: Mapping[str, Any]) -> None:
        """Compare the guess, keep it, and answer with what is published."""
        guess = str(content.get("guess", ""))
        if not guess.strip():
            label = self.prediction.label
            raise PackError(f"There is no guess yet for {label}. Any number will do.")
        compare_prediction(guess, self.prediction.row.id)
        fields = {
            "question": self.prediction.stem.plain,
            "label": self.prediction.label,
            "unit": self.prediction.row.unit,
            "guess": guess,
        }
        notice = record_file().try_save(self.prediction.key, "prediction", fields)
        self._reveal(content, guess, notice=notice)

    def do_reset(self, content: Mapping[str, Any]) -> None:
        """Forget the guess, and hide what is published."""
        record_file().remove(self.prediction.key)
        self.answer(content, what="state", committed=False, guess="", cleared=True)

    def do_group(self, content: Mapping[str, Any]) -> None:
        """Answer with the distribution of a room's guesses. None of them is kept."""
        row = self.prediction.row
        guesses = str(content.get("text", ""))
        summary = summarise_group(guesses, unit=row.unit, change=is_change(row))
        if not summary.numbers:
            raise PackError(summary.sentence)
        caption = f"Guesses: {self.prediction.label} ({row.unit})"
        rows = [list(step) for step in summary.bins]
        self.answer(content, what="room", sentence=summary.sentence, caption=caption, rows=rows)

    def _reveal(self, content: Mapping[str, Any], guess: str, *, notice: str = "") -> None:
        name = self.prediction.row.id
        compared = compare_prediction(guess, name)
        self.answer(
            content,
            what="state",
            committed=True,
            guess=guess,
            sentence=compared.sentence.parts,
            notice=notice,
            chart={"view": view(your_guess(name, compared.guess)), "config": CONFIG},
        )
