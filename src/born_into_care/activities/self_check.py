"""Self-checks: a question of the bank, the marking of an answer, and its controls."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from born_into_care.activities.activity import Activity, frontend_module
from born_into_care.activities.number_reading import NumberRead, form_asked, read_number
from born_into_care.activities.questions import Option, Question, question
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, as_rich, join_texts
from born_into_care.errors import PackError
from born_into_care.text import join_words, verb_entry

# The kinds of a mark that have a word to open with; "waiting" and "unreadable" have none.
_LEADS = {
    "right": "Yes.", "partly": "Partly right.", "wrong": "Not yet.", "slip": "Not yet.",
    "unit": "Look at the unit.", "direction": "Look at the direction.", "hint": "Hint:",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What is said about an answer: a verdict, then a number as it was read, and why; or a hint.

    What has no lead is no attempt. The ids of the options that were `chosen` stand in the learner's
    order.
    """

    question_id: str
    kind: str
    text: RichText
    chosen: tuple[str, ...] = ()

    @property
    def lead(self) -> str:
        """The word that opens it ("Yes.")."""
        return _LEADS.get(self.kind, "")

    @property
    def correct(self) -> bool:
        """Whether the answer is right."""
        return self.kind == "right"

    @property
    def parts(self) -> dict[str, Any]:
        """The mark as plain data for the page that shows it."""
        return {"kind": self.kind, "verdict": self.lead, "sentence": self.text.parts}

    def __repr__(self) -> str:
        return f"{self.lead} {self.text.plain}".strip()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        lead = f"<strong>{self.lead}</strong> " if self.lead else ""
        # The call without its answer: a saved notebook need not hold that in a second place.
        call = verb_entry("hint" if self.kind == "hint" else "check", self.question_id)
        return {"text/plain": repr(self), "text/html": f"<p>{lead}{self.text.html}</p>", **call}


def check(question_id: str, *, answer: Any = None) -> "SelfCheckActivity | Mark":
    """Return a self-check to answer; or, for an answer, what there is to say about it.

    Parameters:
        answer: for the route without controls: for a number, a number or text ("20%", "one in
            six"); otherwise the letters of options, as a list or as text ("b, a, c").

    Example:
        >>> check("01-trend", answer="")
        This question waits for your choice: A, B, C or D.
    """
    asked = _find_markable(question_id)
    if answer is None:
        return SelfCheckActivity(asked)
    result = mark(asked, answer)
    # A record that cannot be written does not stand between a learner and the mark.
    with suppress(PackError):
        _save_attempts(asked, _list_attempts(asked, result, answer))
    return result


def hint(question_id: str) -> Mark:
    """Return the hint of a question, which does not give the answer away."""
    asked = _find_markable(question_id)
    return Mark(asked.id, "hint", asked.hint)


def mark(asked: Question | str, answer: Any) -> Mark:
    """Return what to say about an answer to a question of the bank; no answer makes it raise.

    Example:
        >>> mark("01-change-size", "a fifth").correct
        True
    """
    asked = _find_markable(asked)
    is_empty = answer is None or (isinstance(answer, list | tuple | set) and not answer)
    if is_empty or answer is ... or str(answer).strip() in ("", "...", "…", "?"):
        return Mark(asked.id, "waiting", as_rich(f"This question waits for {_wanted_form(asked)}."))
    try:
        if asked.type == "number":
            reading = read_number(answer)
            kind, text = _mark_number(asked, reading)
            read_as = f"Your answer was read as {reading.text}."
            return Mark(asked.id, kind, join_texts(read_as, text))
        picked = _read_options(asked, answer)
        markers = {"choice": _mark_choice, "choices": _mark_choices, "order": _mark_order}
        kind, text = markers[asked.type](asked, picked)
        return Mark(asked.id, kind, text, tuple(option.id for option in picked))
    except PackError as problem:
        return Mark(asked.id, "unreadable", as_rich(str(problem)))


def _find_markable(asked: Question | str) -> Question:
    found = asked if isinstance(asked, Question) else question(asked)
    if found.type == "reflection":
        raise PackError(
            f"{found.id!r} is a reflection and has no right answer. Use reflect({found.id!r})."
        )
    return found


def _join_letters(options: Sequence[Option], *, last: str = "and") -> str:
    return join_words([option.id.upper() for option in options], last=last)


def _wanted_form(asked: Question) -> str:
    return {
        "number": f"a number ({asked.unit})",
        "choice": f"your choice: {_join_letters(asked.options, last='or')}",
        "choices": f"one or more of {_join_letters(asked.options)}",
        "order": f"an order of {_join_letters(asked.options)}",
    }[asked.type]


def _read_options(asked: Question, answer: Any) -> list[Option]:
    options = {option.id: option for option in asked.options}
    names = re.findall(r"\b(?!(?:and|then)\b)\w+", str(answer), re.IGNORECASE)
    for name in names or [str(answer)]:
        if name.casefold() not in options:
            letters = _join_letters(asked.options, last="or")
            raise PackError(f"{name!r} is not one of the answers. Choose {letters}.")
    picked = [options[name.casefold()] for name in names]
    if len(set(picked)) < len(picked):
        raise PackError("One answer stands twice. Name each once.")
    return picked


def _mark_choice(_: Question, picked: list[Option]) -> tuple[str, RichText]:
    if len(picked) != 1:
        raise PackError("Choose one answer only.")
    return "right" if picked[0].correct else "wrong", picked[0].feedback


def _mark_choices(asked: Question, picked: list[Option]) -> tuple[str, RichText]:
    picked = [option for option in asked.options if option in picked]
    wrong = [option for option in picked if not option.correct]
    missing = sum(option.correct and option not in picked for option in asked.options)
    if not wrong and not missing:
        return "right", join_texts(asked.right, *(option.feedback for option in picked))
    reasons = [join_texts(f"{option.id.upper()}:", option.feedback) for option in wrong]
    if not wrong:
        reasons = [as_rich("What you chose belongs to the answer.")]
    more = "one more belongs" if missing == 1 else f"{missing} more belong"
    besides = f"{'Besides,' if wrong else 'But'} {more} to it." if missing else ""
    kind = "partly" if len(picked) > len(wrong) else "wrong"
    return kind, join_texts(*reasons, besides)


def _mark_order(asked: Question, picked: list[Option]) -> tuple[str, RichText]:
    if missing := [option for option in asked.options if option not in picked]:
        raise PackError(f"Give each a place. Still missing: {_join_letters(missing)}.")
    pairs = zip(picked, asked.answer_order, strict=True)
    placed = sum(option.id == right for option, right in pairs)
    if placed == len(picked):
        return "right", asked.right
    count = "None stands" if not placed else "One stands" if placed == 1 else f"{placed} stand"
    text = join_texts(f"{count} in the right place.", asked.wrong)
    return "partly" if placed else "wrong", text


def _mark_number(asked: Question, reading: NumberRead) -> tuple[str, RichText]:
    values = _convert(asked, reading)
    if _is_near(values, asked.expected, asked.tolerance):
        if asked.direction and reading.direction not in (None, asked.direction):
            words = "The size fits. Look again at whether the number rose or fell."
            return "direction", as_rich(words)
        return "right", join_texts(_describe_conversion(asked, reading), asked.right)
    for slip in asked.slips:
        if _is_near(values, slip.value, slip.tolerance):
            return "slip", slip.feedback
    return _mark_unit(asked, reading)


def _convert(asked: Question, reading: NumberRead) -> list[float]:
    """Return the readings of a number in the question's unit; none where it can't be in it."""
    if asked.per is None:
        return [reading.number] if reading.per is None else []
    if reading.per is not None:
        return [reading.number / reading.per * asked.per]
    # A bare number below one may also be a share: 0.41 for 41 per cent.
    return [reading.number, *([reading.number * asked.per] if 0 < reading.number < 1 else [])]


def _is_near(values: Sequence[float], expected: float, tolerance: float) -> bool:
    # A hair more than the tolerance, since 47.7 + 0.05 is not exactly 47.75 in binary.
    limit = tolerance + 1e-9 * max(1.0, abs(expected))
    return any(abs(value - expected) <= limit for value in values)


def _describe_conversion(asked: Question, reading: NumberRead) -> str:
    """Return a sentence where a right answer was written in another way than asked for."""
    if asked.unit == "percentage points" and not reading.points and reading.per == 100:
        return "Say “percentage points” when two percentages are subtracted."
    if reading.per in (None, asked.per):
        return ""
    return f"That is the same as {round(asked.expected, 1):,.15g} {asked.unit}."


def _mark_unit(asked: Question, reading: NumberRead) -> tuple[str, RichText]:
    """Mark a wrong number, whose digits may fit another unit than the one that is asked for."""
    powers = range(-6, 7) if reading.per is None else [0]
    digits = [reading.number * 10.0**power for power in powers]
    if asked.per is None and reading.per is not None:
        problem = "You gave a share."
    elif reading.per == 1 or not _is_near(digits, asked.expected, asked.tolerance):
        return "wrong", asked.wrong
    elif reading.per is None:
        problem = "The digits fit, but the number is ten, a hundred or more times off."
    else:
        problem = f"The digits fit, but you wrote {reading.text}."
    return "unit", as_rich(f"{problem} The question asks for {form_asked(asked.unit)}.")


def _read_attempts(asked: Question) -> list[dict[str, Any]]:
    return record_file().read().entry(f"check-{asked.id}").rows("attempts")


def _list_attempts(asked: Question, result: Mark, answer: Any) -> list[dict[str, Any]]:
    """Return the attempts with one more, unless the last gave this answer too."""
    attempts = _read_attempts(asked)
    given = str(answer) if asked.type == "number" else list(result.chosen)
    if result.lead and not (attempts and attempts[-1]["answer"] == given):
        attempts.append({"answer": given, "correct": result.correct, "kind": result.kind})
    return attempts


def _save_attempts(asked: Question, attempts: list[dict[str, Any]]) -> None:
    if attempts != _read_attempts(asked):
        fields = {"question": asked.id, "notebook": asked.notebook, "attempts": attempts}
        record_file().save(f"check-{asked.id}", "check", fields)


class SelfCheckActivity(Activity):
    """One question with labelled controls; the page learns nothing of its answer unasked."""

    _esm = frontend_module("selfcheck")

    def __init__(self, asked: Question) -> None:
        self.question = asked
        # None of these is a figure of the evidence: an example must not be an answer.
        forms = "As you like to write it: 12, 1,234, 12%, 12.3 per 10,000, one in twelve."
        super().__init__(
            name=f"Self-check {asked.id}",
            lines=[
                ("", asked.stem),
                *((f"{option.id.upper()}.", option.text) for option in asked.options),
                ("", f"Answer with {_wanted_form(asked)}."),
            ],
            note=f"Run this cell to answer here, or type check({asked.id!r}, answer=…).",
            call=("check", asked.id),
            id=asked.id,
            type=asked.type,
            stem=asked.stem.parts,
            options=[
                {"id": option.id, "letter": option.id.upper(), "text": option.text.plain}
                for option in asked.options
            ],
            unit=asked.unit,
            forms=forms if asked.type == "number" else "",
            hint=bool(asked.hint.plain),
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with what was answered before, if anything was."""
        if attempts := _read_attempts(self.question):
            answer = attempts[-1]["answer"]
            before = mark(self.question, answer).parts
            self.answer(content, what="before", answer=answer, **before)
        else:
            self.answer(content, what="ready")

    def do_hint(self, content: Mapping[str, Any]) -> None:
        """Answer with the hint."""
        self.answer(content, what="hint", hint=self.question.hint.parts)

    def do_check(self, content: Mapping[str, Any]) -> None:
        """Mark an answer, answer with what there is to say, and save the attempt."""
        given = content.get("answer")
        result = mark(self.question, given)
        attempts = _list_attempts(self.question, result, given)
        self.answer(content, what="mark", attempts=len(attempts), **result.parts)
        _save_attempts(self.question, attempts)
