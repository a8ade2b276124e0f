"""Self-checks: `check` shows a question or marks an answer, `hint` gives its hint."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from born_into_care.activities.marking import Mark, mark
from born_into_care.activities.questions import LETTERS, Question, question
from born_into_care.activities.recordfile import RecordNotSavedError, record_file
from born_into_care.activities.references import plain
from born_into_care.activities.showing import Activity, Line
from born_into_care.errors import PackError
from born_into_care.text import verb_entry

if TYPE_CHECKING:
    from born_into_care.activities.marking import Hint
    from born_into_care.activities.selfcheck_widget import SelfCheckWidget

_UNSET: Any = object()


def check(question_id: str, *, answer: Any = _UNSET) -> Activity | Mark:
    """Give a self-check to answer, or the mark for an answer.

    Parameters:
        question_id: a question of the bank ("01-change-size").
        answer: the answer, for the route without controls: a number or text for a number ("20%",
            "one in six"), a letter for a choice, letters with commas for several or for an order.

    Returns:
        Without an answer, the question with its controls; with one, what there is to say about it.

    Raises:
        PackError: if there is no such question. Never for what was typed as an answer.

    Example:
        >>> print(check("01-trend", answer=""))
        This question waits for your choice: A, B, C or D.
    """
    asked = question(question_id)
    if asked.type == "reflection":
        raise PackError(
            f"{asked.id!r} is a reflection and has no right answer. Use reflect({asked.id!r})."
        )
    if answer is not _UNSET:
        result = mark(asked, answer)
        # A record that cannot be written must not stand between a learner and the mark. What could
        # not be saved waits, and record() tells of it.
        with suppress(RecordNotSavedError):
            keep_attempt(asked, result, answer)
        return result
    return Activity(
        name=f"Self-check {asked.id}",
        lines=question_lines(asked),
        note=f"Run this cell to answer here, or type check({asked.id!r}, answer=…).",
        make=lambda: _widget(asked),
        call=verb_entry("check", asked.id),
    )


def hint(question_id: str) -> Hint:
    """Give the hint of a question. It helps on, and does not give the answer away.

    Raises:
        PackError: if there is no such question, or it has no hint.

    Example:
        >>> print(hint("02-rate-england"))
        Hint: Divide the babies by the births. Then multiply by 10,000.
    """
    from born_into_care.activities.marking import Hint

    asked = question(question_id)
    if not asked.hint.plain:
        raise PackError(f"The question {asked.id!r} has no hint. Try check({asked.id!r}).")
    return Hint(asked.id, asked.hint)


def question_lines(asked: Question) -> tuple[Line, ...]:
    """Give an unsolved question as lines: its stem and its options, nothing of its answer."""
    ask = {
        "choice": "Choose one.",
        "choices": "Choose one or more.",
        "number": f"Answer with a number ({asked.unit}).",
        "order": "Put them in order.",
        "reflection": "",
    }[asked.type]
    options = [
        Line(option.text, f"{LETTERS[place]}.") for place, option in enumerate(asked.options)
    ]
    return (Line(asked.stem), *options, *([Line(plain(ask))] if ask else []))


def attempt_id(question_id: str) -> str:
    """Give the name of a question's entry in the record."""
    return f"check-{question_id}"


def keep_attempt(asked: Question, result: Mark, answer: Any) -> int:
    """Save an attempt in the learner's record, and give how many there are now.

    The same answer given again, as when a notebook is run again, is one attempt.

    Raises:
        RecordNotSavedError: if the record cannot be written.
    """
    file = record_file()
    name = attempt_id(asked.id)
    entry = file.read().entries.get(name)
    attempts = list(entry.fields.get("attempts", [])) if entry else []
    if not result.is_attempt:
        return len(attempts)
    plain_answer = _as_data(answer)
    if not attempts or attempts[-1]["answer"] != plain_answer:
        attempts.append({"answer": plain_answer, "correct": result.correct, "kind": result.kind})
        file.save(
            name,
            "check",
            {"question": asked.id, "notebook": asked.notebook, "attempts": attempts},
        )
    return len(attempts)


def _as_data(answer: Any) -> Any:
    """An answer as plain data, whatever a learner passed."""
    if isinstance(answer, Mapping):
        return {str(name): _as_data(value) for name, value in answer.items()}
    if isinstance(answer, list | tuple | set):
        return [_as_data(value) for value in answer]
    return answer if isinstance(answer, str | int | float | bool | None) else str(answer)


def _widget(asked: Question) -> SelfCheckWidget:
    from born_into_care.activities.selfcheck_widget import SelfCheckWidget

    return SelfCheckWidget(asked)
