"""What a code cell of a notebook becomes where there is no kernel: a chart, a scale, a question."""

from __future__ import annotations

import math
from dataclasses import dataclass

from born_into_care.activities.practice_themes import themes
from born_into_care.activities.prediction import Prediction, make_prediction
from born_into_care.activities.questions import LETTERS, Question, question
from born_into_care.activities.reflection import find_prompt
from born_into_care.charts import Chart, show
from born_into_care.evidence import Derived, Figure
from born_into_care.explorers import Explorer, explorer
from tools.kit.walk import Piece

THEMES = "themes_panel"
"""The verb of notebook 08: themes to read, not a chart to steer."""


@dataclass(frozen=True)
class Scale:
    """A line to mark a guess on.

    Attributes:
        label: what is guessed, where and when.
        unit: in what.
        top: the number at its right end; its left end is 0.
        answer: what is published, with its unit.
    """

    label: str
    unit: str
    top: float
    answer: str


@dataclass(frozen=True)
class Asked:
    """A question on paper: what is asked, what there is to choose from, and the answer.

    Attributes:
        stem: what is asked.
        options: each option with its letter; empty where a number or words are wanted.
        unit: the unit to answer in; empty where there is none.
        answer: the answer in a few words.
        why: what the right answer's feedback says.
    """

    stem: str
    options: tuple[tuple[str, str], ...]
    unit: str
    answer: str
    why: str


def chart_of(piece: Piece) -> Chart | None:
    """Give the chart of a piece that shows or explores; None for another verb."""
    call = piece.call
    if call is None or not call.arguments or piece.verb not in ("show", "explore"):
        return None
    if piece.verb == "show":
        return show(str(call.arguments[0]), **call.choices)
    found = explorer_of(piece)
    return found.chart_for(**call.choices) if found is not None else None


def explorer_of(piece: Piece) -> Explorer | None:
    """Give the explorer of a piece; None for another verb."""
    if piece.call is None or piece.verb != "explore":
        return None
    return explorer(str(piece.call.arguments[0]))


def themes_of(piece: Piece) -> list[tuple[int, str, str]]:
    """Give the practice themes of a piece that shows them: number, title, a question."""
    if piece.verb != THEMES:
        return []
    return [(one.number, one.title, one.reflective_questions[0]) for one in themes()]


def stem_of(piece: Piece) -> str:
    """Give what a piece that predicts asks; empty for another verb."""
    prediction = _prediction(piece)
    return prediction.stem.plain if prediction else ""


def scales_of(piece: Piece) -> list[Scale]:
    """Give a line for each figure that a piece asks to predict."""
    prediction = _prediction(piece)
    labels = prediction.labels if prediction else {}
    return [scale(prediction.rows[name], label) for name, label in labels.items() if prediction]


def scale(row: Figure | Derived, label: str = "") -> Scale:
    """Give a line that a figure can be guessed on, long enough not to give it away.

    Parameters:
        row: the figure.
        label: what is guessed; empty for the figure's own place and time.

    Example:
        >>> scale(figure("newborns-england-2019-20")).top
        10000.0
        >>> scale(figure("same-day-north-east-2019-20")).top
        100.0
    """
    share = "per cent" in row.unit or row.unit == "share"
    top = 100.0 if share or row.value is None else _nice(2 * abs(row.value))
    unit = "per cent" if share else row.unit
    return Scale(label or f"{row.geography}, {row.period}", unit, top, row.text)


def asked_of(piece: Piece) -> Asked | None:
    """Give the question of a piece that checks or reflects; None for another verb."""
    if piece.call is None or piece.verb not in ("check", "reflect") or not piece.call.arguments:
        return None
    name = str(piece.call.arguments[0])
    if piece.verb == "reflect":
        return Asked(find_prompt(name).text.plain, (), "", "", "")
    return asked(question(name))


def asked(one: Question) -> Asked:
    """Give a question of the bank as it stands on paper."""
    letters = {option.id: LETTERS[place] for place, option in enumerate(one.options)}
    options = tuple((letters[option.id], option.text.plain) for option in one.options)
    right = [option for option in one.options if option.correct]
    why = one.right.plain or " ".join(option.feedback.plain for option in right)
    if one.type == "number":
        assert one.expected is not None
        answer = f"{round(one.expected, 1):,g} {one.unit}"
    elif one.type == "order":
        answer = ", ".join(letters[name] for name in one.answer_order)
    else:
        answer = ", ".join(letters[option.id] for option in right)
    return Asked(one.stem.plain, options, one.unit, answer, why)


def _prediction(piece: Piece) -> Prediction | None:
    if piece.call is None or piece.verb != "predict":
        return None
    choices = {name: piece.call.choices.get(name) for name in ("question", "labels")}
    return make_prediction([str(name) for name in piece.call.arguments], **choices)


def _nice(value: float) -> float:
    """The next number of the form 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value - 1e-9)
