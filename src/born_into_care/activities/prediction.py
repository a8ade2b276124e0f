"""Predict, then see: a guess is drawn and kept until it is reset, and set beside what is published.

A room full of guesses is counted without names, and none of them is kept.
"""

import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from IPython.core.getipython import get_ipython

from born_into_care.activities.activity import Activity, ActivityWidget, Line, frontend_module
from born_into_care.activities.number_reading import (
    form_asked,
    format_number,
    in_unit,
    read_number,
    unit_per,
)
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, as_rich, resolve
from born_into_care.errors import PackError
from born_into_care.evidence import Derived, Figure, derivation, figure
from born_into_care.explorers.frontend import read_frontend
from born_into_care.text import verb_entry

AFTER_GUESS = "after-guess"
"""The tag of a cell that would give a guess away: what it shows stays folded until the guess."""

_waiting: set[str] = set()
"""The figures that this session asked to guess and has not shown."""


@dataclass(frozen=True)
class Comparison:
    """A guess in the unit of its figure, and what to say of it, with the figure linked."""

    guess: float
    sentence: RichText


@dataclass(frozen=True)
class Prediction:
    """What is guessed: figures that have a number, all in one unit, and what is asked."""

    rows: tuple[Figure | Derived, ...]
    stem: RichText

    @property
    def unit(self) -> str:
        """The unit of every guess."""
        return self.rows[0].unit

    @property
    def labels(self) -> dict[str, str]:
        """Where and when, by the figure's id."""
        return {row.id: f"{row.geography}, {row.period}" for row in self.rows}


def predict(*figure_ids: str, question: str | None = None, group: bool = False) -> Activity:
    """Return a line on which figures are guessed before they are shown.

    Parameters:
        figure_ids: one figure or derived figure, or several in the same unit.
        question: what is asked; may hold references such as {figure:…}. None for a plain one.
        group: whether a room's guesses can be collected, too.

    Raises:
        PackError: if there is no such figure, it holds no number, or units differ.

    Example:
        >>> predict("incidence-england-2019-20").name
        'Prediction: incidence-england-2019-20'
    """
    prediction = make_prediction(*figure_ids, question=question)
    given = {**({"question": question} if question else {}), **({"group": True} if group else {})}
    boxes = [
        Line(as_rich(f"{label} ({prediction.unit})"), "?") for label in prediction.labels.values()
    ]
    if shell := get_ipython():
        shell.events.register("pre_run_cell", _fold_tagged_cell)
    return Activity(
        name=f"Prediction: {', '.join(figure_ids)}",
        lines=(Line(prediction.stem), *boxes),
        note="Run this cell to make your guess here before you look.",
        make=lambda: PredictionWidget(prediction, group=group),
        call=verb_entry("predict", *figure_ids, **given),
    )


def make_prediction(*figure_ids: str, question: str | None = None) -> Prediction:
    """Return what is to be guessed.

    Raises:
        PackError: if there is no such figure, it holds no number, or units differ.
    """
    rows = tuple(map(_find_row, figure_ids))
    if len({row.unit for row in rows}) != 1:
        units = ", ".join(sorted({row.unit for row in rows})) or "none"
        raise PackError(f"Guesses on one line need one unit, and these have: {units}.")
    stem = question or f"Before you look: what do you expect? ({rows[0].measure})"
    return Prediction(rows, resolve(stem))


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


def _find_row(figure_id: str) -> Figure | Derived:
    row = derivation(figure_id) if str(figure_id).startswith("derived-") else figure(figure_id)
    if row.value is None:
        raise PackError(f"{figure_id!r} holds no number that a guess could be set beside.")
    return row


def find_limits(unit: str, *, change: bool = False) -> tuple[float, float]:
    """Return the least and the most that a number in a unit can be.

    Parameters:
        change: whether it is a change or a gap, which may lie below 0.

    Example:
        >>> find_limits("per cent"), find_limits("babies")
        ((0.0, 100.0), (0.0, inf))
    """
    per = unit_per(unit) or math.inf
    if not change:
        return 0.0, per
    # What grows can more than double; what shrinks loses at most all of itself.
    return (-100.0 if per == 100 else -math.inf), (100.0 if "points" in unit else math.inf)


def find_range(rows: Sequence[Figure | Derived], guesses: Sequence[float] = ()) -> dict[str, float]:
    """Return the ends of a line to guess on, and its smallest step, without giving figures away.

    Parameters:
        rows: figures in one unit.
        guesses: guesses that the line must reach, too.

    Example:
        >>> from born_into_care.evidence import figure
        >>> find_range([figure("newborns-england-2019-20")])
        {'low': 0.0, 'high': 5000.0, 'step': 10.0}
    """
    change = any(map(is_change, rows))
    least, most = find_limits(rows[0].unit, change=change)
    if change or most != 100:
        reach = max([*(1.3 * abs(row.value or 0) for row in rows), *map(abs, guesses), 1.0])
        power = 10.0 ** math.floor(math.log10(reach))
        most = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= reach)
        least = -most if change else 0.0
    return {"low": least, "high": most, "step": 10.0 ** math.floor(math.log10(most / 100))}


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
    row = _find_row(figure_id)
    number = in_unit(read_number(guess), row.unit)
    least, most = find_limits(row.unit, change=is_change(row))
    if not least <= number <= most:
        ends = f"from {format_number(least)} " if math.isfinite(least) else ""
        ends += f"to {format_number(most)}" if math.isfinite(most) else "up"
        raise PackError(f"{format_number(number)} can't be. Write {form_asked(row.unit)}, {ends}.")
    shown = f"{format_number(number)}{' per cent' if row.unit == 'per cent' else ''}"
    verdict = _describe_distance(number, float(row.value or 0), share=unit_per(row.unit) == 100)
    return Comparison(
        number, as_rich(f"You expected {shown}. ") + tell_figure(row) + as_rich(f" {verdict}")
    )


def tell_figure(row: Figure | Derived) -> RichText:
    """Return the sentence that gives a figure, linked to its row."""
    kind, opening = "figure", "The published figure is "
    if isinstance(row, Derived):
        kind, opening = "derived", "Our own sum gives "
    found = resolve(f"{{{kind}:{row.id}|unit}}")
    return as_rich(opening) + found + as_rich(f" ({row.geography}, {row.period}).")


def is_change(row: Figure | Derived) -> bool:
    """Return whether a figure is a change or a gap, which may lie below 0."""
    gap = "compared with" in row.measure or " minus " in row.measure
    change = row.measure.startswith(("change in", "difference in", "part of the difference"))
    return change or gap or row.unit == "percentage points"


def _describe_distance(guess: float, value: float, *, share: bool) -> str:
    """Return the sentence that says how a guess lies to a figure, and by how much."""
    if math.isclose(guess, value, rel_tol=1e-9):
        return "That is what you expected."
    shown = format_number(round(abs(guess - value), 1))
    by = "less than 0.1" if shown == "0" else shown
    points = f" percentage point{'s' * (shown != '1')}" if share else ""
    return f"Your guess was {'higher' if guess > value else 'lower'}, by {by}{points}."


@dataclass(frozen=True)
class GroupSummary:
    """The guesses of a room, without names.

    Attributes:
        numbers: the guesses that are counted, from the lowest.
    """

    numbers: tuple[float, ...]
    sentence: str


def summarise_group(guesses: str, *, unit: str, change: bool = False) -> GroupSummary:
    """Return a room's guesses, without who guessed what.

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
    least, most = find_limits(unit, change=change)
    numbers: list[float] = []
    unread = outside = 0
    for text in _split_guesses(guesses):
        try:
            number = in_unit(read_number(text), unit)
        except PackError:
            unread += 1
            continue
        if least <= number <= most:
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
        limits = f"below {format_number(least)}"
        if math.isfinite(most):
            limits = f"outside {format_number(least)} to {format_number(most)}"
        sentences.append(f"{outside} {more}{'lies' if outside == 1 else 'lie'} {limits}.")
    if unread:
        sentences.append(f"{unread} {more}could not be read as a number.")
    if not numbers:
        sentences.append("Write one guess to a line, such as 48.")
    return GroupSummary(tuple(sorted(numbers)), " ".join(sentences))


def _split_guesses(text: str) -> Iterator[str]:
    """Return the guesses in what a room typed, without names, by the rule of summarise_group."""
    for piece in re.split(r"[\n;]|,(?!\d{3}(?!\d))", text):
        words = piece.rpartition(":")[2].strip()
        listed = re.fullmatch(r"[-+−–\d.,% \t]+", words)
        yield from re.split(r"(?<=[\d%])\s+(?!%)", words) if listed else filter(None, [words])


class PredictionWidget(ActivityWidget):
    """A line with a mark for each guess, a button that commits, the reveal, and a new start."""

    _esm = read_frontend("handles.js") + frontend_module("predictor")
    _css = ActivityWidget._css + read_frontend("handles.css")

    def __init__(self, prediction: Prediction, *, group: bool = False) -> None:
        """Take what is guessed; the published figures stay in Python until it is."""
        self.prediction = prediction
        if not all(self._read_guesses().values()):
            _waiting.update(prediction.labels)
        super().__init__(
            stem=prediction.stem.parts,
            marks=[{"id": name, "label": label} for name, label in prediction.labels.items()],
            unit=prediction.unit,
            range=find_range(prediction.rows),
            group=group,
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the guesses, if they were committed."""
        guesses = self._read_guesses()
        if all(guesses.values()):
            self._reveal(content, guesses)
        else:
            self.answer(content, what="state", shown=False, guesses={})

    def do_commit(self, content: Mapping[str, Any]) -> None:
        """Compare the guesses, keep them, and answer with what is published."""
        guesses = {name: str(text) for name, text in dict(content["guesses"]).items()}
        for name, label in self.prediction.labels.items():
            if not guesses[name].strip():
                raise PackError(f"There is no guess yet for {label}. Any number will do.")
            compare_prediction(guesses[name], name)
        notices = []
        for name, label in self.prediction.labels.items():
            fields = {
                "question": self.prediction.stem.plain,
                "label": label,
                "unit": self.prediction.unit,
                "guess": guesses[name],
            }
            notices.append(record_file().try_save(f"predict-{name}", "prediction", fields))
        self._reveal(content, guesses, notice=max(notices))

    def do_skip(self, content: Mapping[str, Any]) -> None:
        """Answer with what is published, and keep nothing."""
        self._reveal(content, {})

    def do_reset(self, content: Mapping[str, Any]) -> None:
        """Forget the guesses, and hide what is published."""
        for row in self.prediction.rows:
            record_file().remove(f"predict-{row.id}")
        _waiting.update(self.prediction.labels)
        self.answer(content, what="state", shown=False, guesses={}, cleared=True)

    def do_group(self, content: Mapping[str, Any]) -> None:
        """Answer with a room's guesses at one figure. None of them is kept."""
        row = next(row for row in self.prediction.rows if row.id == content["id"])
        text, change = str(content.get("text", "")), is_change(row)
        summary = summarise_group(text, unit=row.unit, change=change)
        if text.strip() and not summary.numbers:
            raise PackError(summary.sentence)
        self.answer(
            content,
            what="room",
            numbers=summary.numbers,
            sentence=summary.sentence,
            range=find_range(self.prediction.rows, summary.numbers),
        )

    def _read_guesses(self) -> dict[str, str]:
        kept = record_file().read()
        return {
            row.id: kept.entry(f"predict-{row.id}").text("guess") for row in self.prediction.rows
        }

    def _reveal(
        self, content: Mapping[str, Any], guesses: Mapping[str, str], *, notice: str = ""
    ) -> None:
        compared = {name: compare_prediction(text, name) for name, text in guesses.items()}
        numbers = {name: found.guess for name, found in compared.items()}
        _waiting.difference_update(self.prediction.labels)
        told = [found.sentence for found in compared.values()] or map(
            tell_figure, self.prediction.rows
        )
        self.answer(
            content,
            what="state",
            shown=True,
            guesses=guesses,
            numbers=numbers,
            answers={row.id: describe_answer(row) for row in self.prediction.rows},
            range=find_range(self.prediction.rows, list(numbers.values())),
            sentences=[sentence.parts for sentence in told],
            notice=notice,
        )


def describe_answer(row: Figure | Derived) -> dict[str, Any]:
    """Return a figure as a line shows it: its number, its words, and how it is drawn."""
    words, kind = ("Our sum", "derived") if isinstance(row, Derived) else ("Published", "published")
    return {"value": row.value, "words": f"{words}: {row.value_text}", "kind": kind}
