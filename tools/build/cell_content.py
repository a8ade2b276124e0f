"""What a code cell becomes where there is no kernel: a chart, a scale to guess on, a question."""

import json
import math
from dataclasses import dataclass
from typing import Any

from born_into_care.activities.practice_themes import themes
from born_into_care.activities.prediction import Prediction, make_prediction
from born_into_care.activities.questions import question
from born_into_care.activities.reflection import find_prompt
from born_into_care.charts import Chart, show
from born_into_care.charts.style import CONFIG
from born_into_care.evidence import Derived, Figure
from born_into_care.explorers import Explorer, explorer
from tools.build.notebook import Block


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
class PaperQuestion:
    """A question on paper: what is asked, what there is to choose from, and the answer.

    Attributes:
        stem: what is asked.
        options: each option with its letter; empty where a number or words are wanted.
        unit: the unit to answer in; empty where there is none.
        answer: the answer in a few words; empty where there is none.
        why: what the right answer's feedback says.
    """

    stem: str
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    answer: str = ""
    why: str = ""


def make_chart(block: Block) -> Chart | None:
    """Return the chart of a block that shows or explores; None for another verb."""
    call = block.call
    if call is None or not call.arguments:
        return None
    if call.verb == "show":
        return show(*call.arguments, **call.choices)
    shown = find_explorer(block)
    return shown.chart_for(**call.choices) if shown else None


def find_explorer(block: Block) -> Explorer | None:
    """Return the explorer of a block; None for another verb."""
    if block.call is None or block.verb != "explore":
        return None
    return explorer(str(block.call.arguments[0]))


def chart_data(chart: Chart) -> str:
    """Return what plotly draws a chart from, as JSON for a block of a page."""
    return to_json({**chart.spec, "config": CONFIG})


def to_json(data: Any) -> str:
    """Return plain data as JSON in which no text can end the block of a page that holds it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def list_themes(block: Block) -> list[tuple[int, str, str]]:
    """Return the practice themes of a block that shows them: number, title, a question."""
    if block.verb != "themes_panel":
        return []
    return [(theme.number, theme.title, theme.reflective_questions[0]) for theme in themes()]


def find_prediction(block: Block) -> Prediction | None:
    """Return what a block asks to predict; None for another verb."""
    if block.call is None or block.verb != "predict":
        return None
    return make_prediction(*block.call.arguments, question=block.call.choices.get("question"))


def list_scales(block: Block) -> list[Scale]:
    """Return a line for each figure that a block asks to predict."""
    prediction = find_prediction(block)
    if prediction is None:
        return []
    return [make_scale(prediction.row, prediction.label)]


def make_scale(row: Figure | Derived, label: str) -> Scale:
    """Return a line that a figure can be guessed on, long enough not to give it away.

    Example:
        >>> from born_into_care.evidence import figure
        >>> make_scale(figure("newborns-england-2019-20"), "England").top
        10000.0
    """
    is_share = "per cent" in row.unit or row.unit == "share"
    top = 100.0 if is_share or row.value is None else _round_up(2 * abs(row.value))
    return Scale(label, "per cent" if is_share else row.unit, top, row.text)


def find_question(block: Block) -> PaperQuestion | None:
    """Return the question of a block that checks or reflects; None for another verb."""
    if block.call is None or block.verb not in ("check", "reflect"):
        return None
    name = str(block.call.arguments[0])
    if block.verb == "reflect":
        return PaperQuestion(find_prompt(name).text.plain)
    asked = question(name)
    right = [option for option in asked.options if option.correct]
    letters = [name.upper() for name in asked.answer_order or (one.id for one in right)]
    return PaperQuestion(
        asked.stem.plain,
        tuple((option.letter, option.text.plain) for option in asked.options),
        asked.unit,
        ", ".join(letters) or f"{round(asked.expected or 0, 1):,g} {asked.unit}",
        asked.right.plain or " ".join(option.feedback.plain for option in right),
    )


def _round_up(value: float) -> float:
    """The next number of the form 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value - 1e-9)
