"""The question bank: `data/questions.json` as typed values, filled in from the evidence.

The bank is free of any format: the same questions serve the notebooks, the static site and the
exports for learning platforms.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from born_into_care.activities.answers import Direction, read_number
from born_into_care.activities.references import RichText, fact, resolve
from born_into_care.errors import PackError, choose, unknown
from born_into_care.paths import data_folder

QuestionType = Literal["choice", "choices", "number", "order", "reflection"]

LETTERS = "ABCDEFGHIJ"

SLIP_SUMS: dict[str, Callable[[list[float], float], float]] = {
    "change over the first, per cent": lambda of, _: (of[1] - of[0]) / of[0] * 100,
    "change over the later, per cent": lambda of, _: (of[1] - of[0]) / of[1] * 100,
    "later over first": lambda of, _: of[1] / of[0],
    "later over first, per cent": lambda of, _: of[1] / of[0] * 100,
    "first over second, in the unit": lambda of, per: of[0] / of[1] * per,
    "one in how many": lambda of, per: per / of[0],
    "the rest of 100": lambda of, _: 100 - of[0],
}
"""The sums by which known slips come about, from numbers of the evidence."""


@dataclass(frozen=True)
class Option:
    """Something to choose, or to put in its place.

    Attributes:
        id: a letter that is stable, whatever the order in which options are shown.
        text: what a learner reads.
        correct: whether it belongs to the answer (not used where the order is the answer).
        feedback: why it is right or wrong.
        value_from: the row of the evidence that gives its place, where the order is the answer.
    """

    id: str
    text: RichText
    correct: bool
    feedback: RichText
    value_from: str = ""


@dataclass(frozen=True)
class Slip:
    """A number that a known slip leads to.

    Attributes:
        value: what the slip gives, in the question's unit.
        tolerance: how near a learner's number must be to be taken for it.
        feedback: what happened, and what to look at.
    """

    value: float
    tolerance: float
    feedback: RichText


@dataclass(frozen=True)
class Question:
    """One question of the bank.

    Attributes:
        id: notebook and subject ("01-change-size").
        notebook: the notebook's two digits.
        type: choice (one option), choices (several), number, order, or reflection (free text).
        self_check: whether it stands in its notebook as a self-check.
        stem: what is asked.
        options: what there is to choose from or to order, as shown.
        hint: what is given before the answer, on request.
        right, wrong: what is said to a right and to a wrong answer beyond its own feedback.
        answer_from: the row of the evidence that the number comes from ("figure:...").
        expected: the number, in the question's unit; None for other types.
        unit: the unit as prose says it.
        tolerance: how far from `expected` an answer may be.
        direction: up or down, where the question asks for a change.
        slips: numbers that known slips lead to.
        answer_order: the ids of the options in their right order; empty for other types.
        rests_on: references to every row of the evidence that it rests on.
        difficulty: first steps, steady or stretch.
        outcome: what a learner who answers it can do.
        part: for a reflection, where it stands in the record: learnt, practice or peer.
        illustrative: whether its numbers are made up; then its stem says so.
    """

    id: str
    notebook: str
    type: QuestionType
    self_check: bool
    stem: RichText
    options: tuple[Option, ...]
    hint: RichText
    right: RichText
    wrong: RichText
    answer_from: str
    expected: float | None
    unit: str
    tolerance: float
    direction: Direction | None
    slips: tuple[Slip, ...]
    answer_order: tuple[str, ...]
    rests_on: tuple[str, ...]
    difficulty: str
    outcome: str
    part: str
    illustrative: bool = False

    @property
    def per(self) -> float | None:
        """What the unit is a share of: 100 for per cent, 1 for a share; None for a count."""
        return unit_per(self.unit)

    @property
    def answer(self) -> str | tuple[str, ...] | float:
        """The answer in the form in which `mark` takes it."""
        if self.type == "number":
            assert self.expected is not None
            return self.expected
        if self.type == "order":
            return self.answer_order
        chosen = tuple(option.id for option in self.options if option.correct)
        return chosen[0] if self.type == "choice" else chosen

    @property
    def texts(self) -> tuple[RichText, ...]:
        """What an unsolved question shows: its stem and options, and nothing of its answer."""
        return (self.stem, *(option.text for option in self.options))


def questions(notebook: str | None = None) -> tuple[Question, ...]:
    """Give the questions of the bank, in their order.

    Parameters:
        notebook: the two digits of a notebook ("01"); None for all.

    Raises:
        PackError: if there is no such notebook, or the bank is damaged.

    Example:
        >>> all(one.id.startswith("01-") for one in questions("01"))
        True
    """
    bank = _bank()
    if notebook is None:
        return tuple(bank.values())
    known = sorted({one.notebook for one in bank.values()})
    chosen = choose("notebook", notebook, known)
    return tuple(one for one in bank.values() if one.notebook == chosen)


def question(question_id: str) -> Question:
    """Give one question.

    Parameters:
        question_id: its id ("01-change-size").

    Raises:
        PackError: if there is no such question; it names the nearest.

    Example:
        >>> question("01-change-size").notebook
        '01'
    """
    bank = _bank()
    return bank[choose("question", question_id, bank)]


def unit_per(unit: str) -> float | None:
    """Give what a unit is a share of.

    Example:
        >>> unit_per("per 10,000 live births"), unit_per("percentage points"), unit_per("babies")
        (10000.0, 100.0, None)
    """
    if unit.startswith(("per cent", "percentage points")):
        return 100.0
    if unit.startswith("share"):
        return 1.0
    match = re.match(r"per ([\d,]+)", unit)
    return float(match.group(1).replace(",", "")) if match else None


def as_question(row: Mapping[str, Any]) -> Question:
    """Give a question from its row in the bank, its figures filled in.

    Raises:
        PackError: if a part is missing or leads nowhere; it names the question.
    """
    try:
        return _as_question(row)
    except KeyError as error:
        raise PackError(
            f"The question {row.get('id', '(without id)')!r} has no {error.args[0]!r}. "
            "See data/questions.schema.json for what a question holds."
        ) from error
    except PackError as error:
        raise PackError(f"In the question {row.get('id')!r}: {error}") from error


def _as_question(row: Mapping[str, Any]) -> Question:
    kind: QuestionType = row["type"]
    unit = row.get("unit", "")
    options = tuple(
        Option(
            id=option["id"],
            text=resolve(option["text"]),
            correct=option.get("correct", False),
            feedback=resolve(option.get("feedback", "")),
            value_from=option.get("value_from", ""),
        )
        for option in row.get("options", ())
    )
    feedback = row.get("feedback", {})
    tolerance = float(row.get("tolerance", 0))
    expected = _expected(row, unit) if kind == "number" else None
    return Question(
        id=row["id"],
        notebook=row["notebook"],
        type=kind,
        self_check=row.get("self_check", False),
        stem=resolve(row["stem"]),
        options=options,
        hint=resolve(row.get("hint", "")),
        right=resolve(feedback.get("right", "")),
        wrong=resolve(feedback.get("wrong", "")),
        answer_from=row.get("answer_from", ""),
        expected=expected,
        unit=unit,
        tolerance=tolerance,
        direction=row.get("direction"),
        slips=tuple(
            Slip(
                value=_slip_value(slip, unit),
                tolerance=float(slip.get("tolerance", tolerance)),
                feedback=resolve(slip["feedback"]),
            )
            for slip in row.get("slips", ())
        ),
        answer_order=_order(row, options) if kind == "order" else (),
        rests_on=tuple(row.get("rests_on", ())),
        difficulty=row["difficulty"],
        outcome=row["outcome"],
        part=row.get("part", ""),
        illustrative=row.get("illustrative", False),
    )


def _number(reference: str, unit: str) -> float:
    """The number in a row of the evidence, also where the source wrote it in words."""
    kind, _, name = reference.partition(":")
    found = fact(kind, name)
    if found.value is not None:
        return abs(found.value)
    share = read_number(found.text).share
    per = unit_per(unit)
    if share is None or per is None:
        raise PackError(
            f"{reference!r} gives {found.text!r}, which does not fit the unit {unit!r}."
        )
    return share * per


def _expected(row: Mapping[str, Any], unit: str) -> float:
    # A typed answer is for made-up numbers only: the schema asks such a question to say so.
    if "answer_value" in row:
        return float(row["answer_value"])
    return _number(row["answer_from"], unit)


def _slip_value(slip: Mapping[str, Any], unit: str) -> float:
    """What a slip leads to: a row, or a wrong sum done on rows, so that it moves with them."""
    if "value" in slip:
        return float(slip["value"])
    if "answer_from" in slip:
        return _number(slip["answer_from"], unit)
    if slip["do"] not in SLIP_SUMS:
        raise unknown("sum", slip["do"], SLIP_SUMS)
    values = [_number(reference, unit) for reference in slip["of"]]
    return SLIP_SUMS[slip["do"]](values, unit_per(unit) or 1.0)


def _order(row: Mapping[str, Any], options: tuple[Option, ...]) -> tuple[str, ...]:
    if "order" in row:
        return tuple(row["order"])
    values = {option.id: _number(option.value_from, row.get("unit", "")) for option in options}
    return tuple(
        sorted(values, key=lambda name: values[name], reverse=row["order_by"] == "largest first")
    )


def _bank() -> dict[str, Question]:
    folder = data_folder()
    names = ("questions.json", "figures.csv", "derived.csv", "live_births.csv")
    # The time stamps are part of the key: a corrected figure is read again in a live kernel.
    stamps = tuple(
        (folder / name).stat().st_mtime_ns if (folder / name).exists() else 0 for name in names
    )
    return _read_bank(folder / "questions.json", stamps)


@lru_cache(maxsize=4)
def _read_bank(path: Path, stamps: tuple[int, ...]) -> dict[str, Question]:  # noqa: ARG001
    try:
        rows = json.loads(path.read_text("utf-8"))["questions"]
    except (OSError, ValueError, KeyError) as error:
        raise PackError(
            f"The question bank {path.name} could not be read ({error}). Put it back from a fresh "
            "copy of the pack."
        ) from error
    return {row["id"]: as_question(row) for row in rows}
