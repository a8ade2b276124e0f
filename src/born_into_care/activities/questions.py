"""The question bank: `data/questions.json` as typed values, filled in from the evidence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from born_into_care.activities.number_reading import Direction, unit_per
from born_into_care.activities.rich_text import RichText, find_row, resolve
from born_into_care.errors import PackError, require_known
from born_into_care.evidence import Figure, cached, read_data_file

# The sums by which common slips come about, from numbers of the evidence and what the unit is per.
SLIP_SUMS: dict[str, Callable[[list[float], float], float]] = {
    "change over the first, per cent": lambda of, _: (of[1] - of[0]) / of[0] * 100,
    "change over the later, per cent": lambda of, _: (of[1] - of[0]) / of[1] * 100,
    "later over first": lambda of, _: of[1] / of[0],
    "later over first, per cent": lambda of, _: of[1] / of[0] * 100,
    "first over second, in the unit": lambda of, per: of[0] / of[1] * per,
    "one in how many": lambda of, per: per / of[0],
    "the rest of 100": lambda of, _: 100 - of[0],
}


@dataclass(frozen=True)
class Option:
    """Something to choose, or to put in its place; its id is a letter that stays the same."""

    id: str
    text: RichText
    correct: bool
    feedback: RichText


@dataclass(frozen=True)
class Slip:
    """A number that a common slip leads to, in the question's unit, and what is said to it."""

    value: float
    tolerance: float
    feedback: RichText


@dataclass(frozen=True)
class Question:
    """One question of the bank.

    Attributes:
        right, wrong: what is said to a right and to a wrong answer beyond its own feedback.
        expected: the number, in the question's unit; 0 for other types.
        answer_order: the ids of the options in their right order; empty for other types.
        part: for a reflection, where it stands in the record: learnt, practice or peer.
    """

    id: str
    notebook: str
    type: Literal["choice", "choices", "number", "order", "reflection"]
    stem: RichText
    options: tuple[Option, ...]
    hint: RichText
    right: RichText
    wrong: RichText
    expected: float
    unit: str
    tolerance: float
    direction: Direction | None
    slips: tuple[Slip, ...]
    answer_order: tuple[str, ...]
    rests_on: tuple[str, ...]
    part: str

    @property
    def per(self) -> float | None:
        """What the unit is a share of: 100 for per cent, 1 for a share; None for a count."""
        return unit_per(self.unit)


def questions() -> tuple[Question, ...]:
    """Return the questions of the bank, in their order."""
    return tuple(_read_bank().values())


def question(question_id: str) -> Question:
    """Return one question by its id; for another word, the error names the nearest."""
    bank = _read_bank()
    return bank[require_known("question", question_id, bank)]


@cached
def _read_bank() -> dict[str, Question]:
    return {row["id"]: make_question(row) for row in read_data_file("questions.json")["questions"]}


def make_question(row: Mapping[str, Any]) -> Question:
    """Return a question from its row in the bank, its figures filled in.

    Raises:
        PackError: if a part is missing or leads nowhere; it names the question.
    """
    unit, feedback = row.get("unit", ""), row.get("feedback", {})
    tolerance = float(row.get("tolerance", 0))
    try:
        return Question(
            id=row["id"],
            notebook=row["notebook"],
            type=row["type"],
            stem=resolve(row["stem"]),
            options=tuple(
                Option(
                    given["id"],
                    resolve(given["text"]),
                    given.get("correct", False),
                    resolve(given.get("feedback", "")),
                )
                for given in row.get("options", ())
            ),
            hint=resolve(row.get("hint", "")),
            right=resolve(feedback.get("right", "")),
            wrong=resolve(feedback.get("wrong", "")),
            expected=_find_number(row, unit) if row["type"] == "number" else 0.0,
            unit=unit,
            tolerance=tolerance,
            direction=row.get("direction"),
            slips=tuple(
                Slip(
                    _find_number(slip, unit),
                    float(slip.get("tolerance", tolerance)),
                    resolve(slip["feedback"]),
                )
                for slip in row.get("slips", ())
            ),
            answer_order=_find_order(row) if row["type"] == "order" else (),
            rests_on=tuple(row.get("rests_on", ())),
            part=row.get("part", ""),
        )
    except (KeyError, PackError) as error:
        problem = f"{error} is missing" if isinstance(error, KeyError) else error
        raise PackError(f"In the question {row.get('id')!r}: {problem}") from error


def _find_number(row: Mapping[str, Any], unit: str) -> float:
    """Return an answer or a slip: a made-up number, a row's, or a wrong sum on rows."""
    # A typed number is for made-up examples only: the schema asks such a question to say so.
    if "answer_value" in row or "value" in row:
        return float(row.get("answer_value", row.get("value")))
    if "do" in row:
        compute = SLIP_SUMS[require_known("sum", row["do"], SLIP_SUMS)]
        return compute([_read_value(reference) for reference in row["of"]], unit_per(unit) or 1.0)
    return _read_value(row["answer_from"])


def _read_value(reference: str) -> float:
    """Return the number in a row of the evidence; a share in words, such as "half", in per cent."""
    row = find_row(reference)
    number = row.number if isinstance(row, Figure) else row.value
    if number is None:
        raise PackError(f"{reference!r} holds no number")
    return abs(number)


def _find_order(row: Mapping[str, Any]) -> tuple[str, ...]:
    if "order" in row:
        return tuple(row["order"])
    values = {option["id"]: _read_value(option["value_from"]) for option in row["options"]}
    return tuple(sorted(values, key=values.__getitem__, reverse=row["order_by"] == "largest first"))
