"""Self-checks: a question of the bank, the marking of an answer, and its controls."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from born_into_care.activities.activity import (
    Activity,
    ActivityWidget,
    Line,
    Message,
    frontend_module,
)
from born_into_care.activities.number_reading import Reading, form_asked, read_number
from born_into_care.activities.questions import Question, question
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, plain
from born_into_care.errors import PackError
from born_into_care.text import join_words, verb_entry

MarkKind = Literal["right", "partly", "wrong", "slip", "unit", "direction", "unreadable", "waiting"]

_VERDICTS = {
    "right": "Right. ",
    "partly": "Partly right. ",
    "wrong": "Not yet. ",
    "slip": "Not yet. ",
    "unit": "Look at the unit. ",
    "direction": "Look at the direction. ",
}
# None of these is a figure of the evidence: an example must not be an answer.
_FORMS = "As you like to write it: 12, 1,234, 12%, 12.3 per 10,000, one in twelve."
_UNSET: Any = object()


@dataclass(frozen=True)
class Mark:
    """What is said about an answer.

    Attributes:
        kind: what sort of answer it was; "waiting" and "unreadable" are no attempts.
        feedback: what to say, with its links.
        understood: the answer as it was read, to be said back to its writer.
        chosen: the ids of the options that were read, in the learner's order.
    """

    question_id: str
    kind: MarkKind
    feedback: RichText
    understood: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def correct(self) -> bool:
        """Whether the answer is right."""
        return self.kind == "right"

    @property
    def is_attempt(self) -> bool:
        """Whether it counts as an attempt: something was there and could be read."""
        return self.kind in _VERDICTS

    @property
    def sentence(self) -> RichText:
        """The mark as a learner hears it: the verdict in words, then why."""
        if not self.is_attempt:
            return self.feedback
        read = f"Your answer was read as {self.understood}. " if self.understood else ""
        return plain(_VERDICTS[self.kind] + read) + self.feedback

    def __repr__(self) -> str:
        """Return the sentence, so that a bare call reads well where nothing else is shown."""
        return self.sentence.plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        # The call without its answer: a saved notebook need not hold that in a second place.
        entry = verb_entry("check", self.question_id)
        return Message(self.sentence, call=entry)._repr_mimebundle_()


def check(question_id: str, *, answer: Any = _UNSET) -> Activity | Mark:
    """Return a self-check to answer, or the mark for an answer.

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
    asked = _find_markable(question_id)
    if answer is not _UNSET:
        result = mark(asked, answer)
        # A record that cannot be written does not stand between a learner and the mark.
        _save_attempt(asked, result, answer)
        return result
    ask = {
        "choice": "Choose one.",
        "choices": "Choose one or more.",
        "number": f"Answer with a number ({asked.unit}).",
        "order": "Put them in order.",
    }[asked.type]
    options = [Line(option.text, f"{asked.letters[option.id]}.") for option in asked.options]
    return Activity(
        name=f"Self-check {asked.id}",
        lines=(Line(asked.stem), *options, Line(plain(ask))),
        note=f"Run this cell to answer here, or type check({asked.id!r}, answer=…).",
        make=lambda: SelfCheckWidget(asked),
        call=verb_entry("check", asked.id),
    )


def hint(question_id: str) -> Message:
    """Return the hint of a question. It helps on, and does not give the answer away.

    Raises:
        PackError: if there is no such question, or it has no hint.

    Example:
        >>> print(hint("02-rate-england"))
        Hint: Divide the babies by the births. Then multiply by 10,000.
    """
    asked = question(question_id)
    if not asked.hint.plain:
        raise PackError(f"The question {asked.id!r} has no hint. Try check({asked.id!r}).")
    return Message(asked.hint, lead="Hint:", call=verb_entry("hint", asked.id))


def mark(asked: Question | str, answer: Any) -> Mark:
    """Return what to say about an answer. Whatever a learner types, it never raises.

    Parameters:
        asked: a question or its id.
        answer: for a number, a number or text ("20%", "one in six"); for a choice, the letter or
            the words of an option; for several or for an order, a list of those, or text with
            commas ("b, a, c").

    Raises:
        PackError: if there is no such question, or it is a reflection, which is not marked.

    Example:
        >>> mark("01-change-size", "a fifth").correct
        True
    """
    asked = _find_markable(asked)
    if _is_empty(answer):
        return Mark(asked.id, "waiting", plain(_waiting_text(asked)))
    try:
        if asked.type == "number":
            return _mark_number(asked, read_number(answer))
        chosen = read_options(asked, answer)
    except PackError as problem:
        return Mark(asked.id, "unreadable", plain(str(problem)))
    markers = {"choice": _mark_choice, "choices": _mark_choices, "order": _mark_order}
    return markers[asked.type](asked, chosen)


def read_options(asked: Question, answer: Any) -> tuple[str, ...]:
    """Return the ids of the options that an answer names, in its order.

    Parameters:
        answer: a letter, an option's words, a list of them, or text with commas.

    Raises:
        PackError: if a name is not an option, or one is named twice.

    Example:
        >>> read_options(question("01-trend"), "B")
        ('b',)
    """
    ids = {option.id.casefold(): option.id for option in asked.options}
    ids |= {letter.casefold(): name for name, letter in asked.letters.items()}
    ids |= {_tidy(option.text.plain): option.id for option in asked.options}
    names = [answer] if isinstance(answer, str) and _tidy(answer) in ids else _split(answer)
    chosen = []
    for name in names or [answer]:
        if _tidy(str(name)) not in ids:
            letters = join_words(list(asked.letters.values()), last="or")
            raise PackError(f"{str(name)!r} is not one of the answers. Choose {letters}.")
        chosen.append(ids[_tidy(str(name))])
    if len(set(chosen)) < len(chosen):
        raise PackError("One answer stands twice. Name each once.")
    return tuple(chosen)


def _find_markable(asked: Question | str) -> Question:
    found = asked if isinstance(asked, Question) else question(asked)
    if found.type == "reflection":
        raise PackError(
            f"{found.id!r} is a reflection and has no right answer. Use reflect({found.id!r})."
        )
    return found


def _is_empty(answer: Any) -> bool:
    if isinstance(answer, str):
        return answer.strip() in ("", "...", "…", "?")
    return answer is None or answer is Ellipsis or answer in ([], (), set())


def _waiting_text(asked: Question) -> str:
    letters = list(asked.letters.values())
    return {
        "number": f"This question waits for a number ({asked.unit}).",
        "choice": f"This question waits for your choice: {join_words(letters, last='or')}.",
        "choices": f"This question waits for one or more of {join_words(letters)}.",
        "order": f"This question waits for an order of {join_words(letters)}.",
    }[asked.type]


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .\"'").casefold()


def _split(answer: Any) -> Sequence[Any]:
    if isinstance(answer, str):
        names = re.split(r"\s*(?:,|;|>|<|\band\b|\bthen\b|\s)\s*", answer.strip())
        return [name for name in names if name]
    return list(answer) if isinstance(answer, Iterable) else [answer]


def _mark_choice(asked: Question, chosen: tuple[str, ...]) -> Mark:
    if len(chosen) > 1:
        return Mark(asked.id, "unreadable", plain("Choose one answer only."), chosen=chosen)
    option = next(option for option in asked.options if option.id == chosen[0])
    understood = f"{asked.letters[option.id]}, “{option.text.plain.rstrip('.')}”"
    kind: MarkKind = "right" if option.correct else "wrong"
    return Mark(asked.id, kind, option.feedback, understood, chosen)


def _mark_choices(asked: Question, chosen: tuple[str, ...]) -> Mark:
    picked = [option for option in asked.options if option.id in chosen]
    wrong = [option for option in picked if not option.correct]
    missing = sum(option.correct for option in asked.options) - (len(picked) - len(wrong))
    understood = join_words([asked.letters[option.id] for option in picked])
    if not wrong and not missing:
        reasons = [asked.right, *(option.feedback for option in picked)]
        return Mark(asked.id, "right", _join(reasons), understood, chosen)
    reasons = [plain(f"{asked.letters[option.id]}: ") + option.feedback for option in wrong]
    if not wrong:
        reasons = [plain("What you chose belongs to the answer.")]
    if missing:
        more = "one more belongs" if missing == 1 else f"{missing} more belong"
        reasons.append(plain(f"Besides, {more} to it." if wrong else f"But {more} to it."))
    kind: MarkKind = "partly" if len(picked) > len(wrong) else "wrong"
    return Mark(asked.id, kind, _join(reasons), understood, chosen)


def _join(texts: Sequence[RichText]) -> RichText:
    joined = plain("")
    for text in texts:
        joined += plain(" " if joined.plain and text.plain else "") + text
    return joined


def _mark_order(asked: Question, chosen: tuple[str, ...]) -> Mark:
    missing = [letter for name, letter in asked.letters.items() if name not in chosen]
    if missing:
        text = f"Give each a place. Still missing: {join_words(missing)}."
        return Mark(asked.id, "unreadable", plain(text), chosen=chosen)
    understood = ", ".join(asked.letters[name] for name in chosen)
    if chosen == asked.answer_order:
        return Mark(asked.id, "right", asked.right, understood, chosen)
    placed = sum(mine == theirs for mine, theirs in zip(chosen, asked.answer_order, strict=True))
    count = "None stands" if not placed else "One stands" if placed == 1 else f"{placed} stand"
    feedback = plain(f"{count} in the right place. ") + asked.wrong
    return Mark(asked.id, "partly" if placed else "wrong", feedback, understood, chosen)


def _mark_number(asked: Question, reading: Reading) -> Mark:
    assert asked.expected is not None
    values = _in_unit(asked, reading)
    kind: MarkKind = "wrong"
    feedback = asked.wrong
    slip = next((slip for slip in asked.slips if _near(values, slip.value, slip.tolerance)), None)
    if _near(values, asked.expected, asked.tolerance):
        kind, feedback = "right", plain(_same_thing(asked, reading)) + asked.right
        if asked.direction and reading.direction and asked.direction != reading.direction:
            words = "The size fits. Look again at whether the number rose or fell."
            kind, feedback = "direction", plain(words)
    elif slip is not None:
        kind, feedback = "slip", slip.feedback
    elif unit_slip := _unit_slip(asked, reading):
        kind, feedback = "unit", plain(unit_slip)
    return Mark(asked.id, kind, feedback, reading.text)


def _in_unit(asked: Question, reading: Reading) -> list[float]:
    """Return the readings of a number in the question's unit; none where it can't be in it."""
    if reading.times:
        # "1.2 times as many" is a rise of 20 per cent; elsewhere "times" is the unit itself.
        if asked.unit == "times":
            return [reading.number]
        return [(reading.number - 1) * 100] if asked.unit == "per cent" and asked.direction else []
    if asked.per is None:
        return [reading.number] if reading.per is None else []
    if reading.share is not None:
        return [reading.share * asked.per]
    # A bare number below one may also be a share: 0.41 for 41 per cent.
    as_share = [reading.number * asked.per] if 0 < reading.number < 1 < asked.per else []
    return [reading.number, *as_share]


def _near(values: Sequence[float], expected: float, tolerance: float) -> bool:
    # A hair more than the tolerance, since 47.7 + 0.05 is not exactly 47.75 in binary.
    limit = tolerance + 1e-9 * max(1.0, abs(expected))
    return any(abs(value - expected) <= limit for value in values)


def _same_thing(asked: Question, reading: Reading) -> str:
    """Return a sentence where a right answer was written in another way than asked for."""
    assert asked.expected is not None
    number = round(asked.expected, 1)
    shown = f"{number:,.0f} {asked.unit}" if number == int(number) else f"{number:,} {asked.unit}"
    if asked.unit == "percentage points" and not reading.points and reading.per == 100:
        return "Say “percentage points” when two percentages are subtracted. "
    if reading.times:
        return f"{reading.text} as many is the same as a change of {shown}. "
    if reading.per not in (None, asked.per) and asked.per not in (None, 1.0):
        return f"That is the same as {shown}. "
    return ""


def _unit_slip(asked: Question, reading: Reading) -> str:
    """Return a sentence where the digits fit another unit than the one that is asked for."""
    assert asked.expected is not None

    def fits(number: float) -> bool:
        return _near([number], asked.expected, asked.tolerance)  # type: ignore[arg-type]

    number = reading.number
    if asked.per is None:
        if reading.per is not None and fits(number):
            return f"The number fits, but not what it counts: the question asks for {asked.unit}."
        if reading.per is not None:
            return f"You gave a share. The question asks for {asked.unit}: a number, not a part."
        if any(fits(number * factor) or fits(number / factor) for factor in (10, 100, 1_000)):
            return "The digits fit, but the number is ten, a hundred or a thousand times off."
        return ""
    wanted = f"The question asks for {form_asked(asked.unit)}."
    if reading.per not in (None, 1) and fits(number):
        return f"The digits fit, but you wrote {_per_words(reading.per)}. {wanted}"
    if reading.per is None and not reading.times:
        for power in range(7):
            per = 10.0**power
            if per != asked.per and fits(number / per * asked.per):
                return f"That would fit {_per_words(per)}. {wanted}"
        if asked.per == 1 and asked.expected and _near([number], 1 / asked.expected, 0.05):
            return f"Say of how many: the question asks for {form_asked(asked.unit)}."
    return ""


def _per_words(per: float | None) -> str:
    return {1: "as a part of one", 100: "per cent"}.get(int(per or 1), f"per {per:,.0f}")


def _save_attempt(asked: Question, result: Mark, answer: Any) -> tuple[int, str]:
    """Save an attempt, and return how many there are now and what stood in the way, if anything.

    The same answer given again, as when a notebook is run again, is one attempt.
    """
    name = f"check-{asked.id}"
    attempts = record_file().read().entry(name).rows("attempts")
    # As plain data, whatever a learner passed.
    given = json.loads(json.dumps(answer, default=str, skipkeys=True))
    if not result.is_attempt or (attempts and attempts[-1].get("answer") == given):
        return len(attempts), ""
    attempts.append({"answer": given, "correct": result.correct, "kind": result.kind})
    fields = {"question": asked.id, "notebook": asked.notebook, "attempts": attempts}
    return len(attempts), record_file().try_save(name, "check", fields)


class SelfCheckWidget(ActivityWidget):
    """One question with labelled controls; the page learns nothing of its answer unasked."""

    _esm = frontend_module("selfcheck")

    def __init__(self, asked: Question) -> None:
        """Take a question; the front end gets its stem and options only."""
        self.question = asked
        super().__init__(
            id=asked.id,
            type=asked.type,
            stem=asked.stem.parts,
            options=[
                {"id": option.id, "letter": asked.letters[option.id], "text": option.text.parts}
                for option in asked.options
            ],
            unit=asked.unit,
            forms=_FORMS if asked.type == "number" else "",
            hint=bool(asked.hint.plain),
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with what was answered before, if anything was."""
        attempts = record_file().read().entry(f"check-{self.question.id}").rows("attempts")
        before = attempts[-1].get("answer") if attempts else None
        result = mark(self.question, before)
        if not result.is_attempt:
            self.answer(content, what="ready")
            return
        answer = str(before) if self.question.type == "number" else list(result.chosen)
        sentence = result.sentence.parts
        self.answer(content, what="before", answer=answer, kind=result.kind, sentence=sentence)

    def do_hint(self, content: Mapping[str, Any]) -> None:
        """Answer with the hint."""
        self.answer(content, what="hint", hint=self.question.hint.parts)

    def do_check(self, content: Mapping[str, Any]) -> None:
        """Mark an answer, keep the attempt, and answer with what there is to say."""
        given = content.get("answer")
        result = mark(self.question, given)
        attempts, trouble = _save_attempt(self.question, result, given)
        self.answer(
            content,
            what="mark",
            kind=result.kind,
            correct=result.correct,
            sentence=result.sentence.parts,
            attempts=0 if trouble else attempts,
        )
        if trouble:
            self.answer(content, what="problem", problem=trouble)
