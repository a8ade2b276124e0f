"""Marking: a question and an answer in, what to say about it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from born_into_care.activities.answers import Reading, form_asked, read_number
from born_into_care.activities.questions import LETTERS, Option, Question, question
from born_into_care.activities.references import RichText, plain
from born_into_care.errors import PackError
from born_into_care.text import join_words, verb_entry

Kind = Literal["right", "partly", "wrong", "slip", "unit", "direction", "unreadable", "waiting"]

_UNANSWERED = {"", "...", "…", "?"}


@dataclass(frozen=True)
class Mark:
    """What is said about an answer.

    Attributes:
        question_id: the question.
        correct: whether the answer is right.
        kind: what sort of answer it was; "waiting" and "unreadable" are no attempts.
        feedback: what to say, with its links.
        understood: the answer as it was read, to be said back to its writer.
        chosen: the ids of the options that were read, in the learner's order.
    """

    question_id: str
    correct: bool
    kind: Kind
    feedback: RichText
    understood: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def is_attempt(self) -> bool:
        """Whether it counts as an attempt: something was there and could be read."""
        return self.kind not in ("waiting", "unreadable")

    @property
    def sentence(self) -> RichText:
        """The mark as a learner hears it: the verdict in words, then why."""
        verdict = {
            "right": "Right.",
            "partly": "Partly right.",
            "wrong": "Not yet.",
            "slip": "Not yet.",
            "unit": "Look at the unit.",
            "direction": "Look at the direction.",
        }.get(self.kind, "")
        start = f"{verdict} " if verdict else ""
        if self.understood and self.is_attempt:
            start += f"Your answer was read as {self.understood}. "
        return plain(start) + self.feedback

    def __repr__(self) -> str:
        """The sentence, so that a bare call reads well where nothing else is shown."""
        return self.sentence.plain

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        # The call without its answer: a saved notebook need not hold that in a second place.
        return {
            "text/plain": self.sentence.plain,
            "text/markdown": self.sentence.markdown,
            **verb_entry("check", self.question_id),
        }


@dataclass(frozen=True)
class Hint:
    """A hint as a cell gives it."""

    question_id: str
    text: RichText

    def __repr__(self) -> str:
        """The hint as a sentence."""
        return f"Hint: {self.text.plain}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": repr(self),
            "text/markdown": f"**Hint:** {self.text.markdown}",
            **verb_entry("hint", self.question_id),
        }


def mark(asked: Question | str, answer: Any) -> Mark:
    """Give what to say about an answer. Whatever a learner types, it never raises.

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
        >>> mark("01-change-size", "").kind
        'waiting'
    """
    one = asked if isinstance(asked, Question) else question(asked)
    if one.type == "reflection":
        raise PackError(
            f"{one.id!r} is a reflection. It has no right answer: use reflect({one.id!r})."
        )
    if _is_empty(answer):
        return Mark(one.id, False, "waiting", plain(_waiting(one)))
    try:
        if one.type == "number":
            return _mark_number(one, read_number(answer))
        chosen = read_options(one, answer)
    except PackError as problem:
        return Mark(one.id, False, "unreadable", plain(str(problem)))
    if one.type == "choice":
        return _mark_choice(one, chosen)
    if one.type == "choices":
        return _mark_choices(one, chosen)
    return _mark_order(one, chosen)


def letter(asked: Question, option_id: str) -> str:
    """Give the letter under which an option is shown.

    Example:
        >>> one = question("01-trend")
        >>> letter(one, one.options[1].id)
        'B'
    """
    return LETTERS[[option.id for option in asked.options].index(option_id)]


def read_options(asked: Question, answer: Any) -> tuple[str, ...]:
    """Give the ids of the options that an answer names, in its order.

    Parameters:
        asked: the question.
        answer: a letter, an option's words, a list of them, or text with commas.

    Raises:
        PackError: if a name is not an option, or one is named twice.

    Example:
        >>> read_options(question("01-trend"), "B")
        ('b',)
    """
    known = {option.id.casefold(): option.id for option in asked.options}
    known |= {LETTERS[place].casefold(): one.id for place, one in enumerate(asked.options)}
    known |= {_tidy(option.text.plain): option.id for option in asked.options}
    names = [answer] if isinstance(answer, str) and _tidy(answer) in known else _split(answer)
    chosen = []
    for name in names or [answer]:
        if _tidy(str(name)) not in known:
            letters = [LETTERS[place] for place in range(len(asked.options))]
            raise PackError(
                f"{str(name)!r} is not one of the answers. Choose {join_words(letters, last='or')}."
            )
        chosen.append(known[_tidy(str(name))])
    if len(set(chosen)) < len(chosen):
        raise PackError("One answer stands twice. Name each once.")
    return tuple(chosen)


def _is_empty(answer: Any) -> bool:
    if answer is None or answer is Ellipsis:
        return True
    if isinstance(answer, str):
        return answer.strip() in _UNANSWERED
    return isinstance(answer, list | tuple | set) and not answer


def _waiting(asked: Question) -> str:
    if asked.type == "number":
        return f"This question waits for a number ({asked.unit})."
    letters = [LETTERS[place] for place in range(len(asked.options))]
    if asked.type == "choice":
        return f"This question waits for your choice: {join_words(letters, last='or')}."
    if asked.type == "choices":
        return f"This question waits for one or more of {join_words(letters)}."
    return f"This question waits for an order of {join_words(letters)}."


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .\"'").casefold()


def _split(answer: Any) -> Sequence[Any]:
    if isinstance(answer, str):
        parts = re.split(r"\s*(?:,|;|>|<|\band\b|\bthen\b|\s)\s*", answer.strip())
        return [part for part in parts if part]
    return list(answer) if isinstance(answer, Iterable) else [answer]


def _mark_choice(asked: Question, chosen: tuple[str, ...]) -> Mark:
    if len(chosen) > 1:
        return Mark(asked.id, False, "unreadable", plain("Choose one answer only."), chosen=chosen)
    option = next(one for one in asked.options if one.id == chosen[0])
    return Mark(
        asked.id,
        option.correct,
        "right" if option.correct else "wrong",
        option.feedback,
        f"{letter(asked, option.id)}, {_quoted(option)}",
        chosen,
    )


def _quoted(option: Option) -> str:
    return f"“{option.text.plain.rstrip('.')}”"


def _mark_choices(asked: Question, chosen: tuple[str, ...]) -> Mark:
    picked = [option for option in asked.options if option.id in chosen]
    wrong = [option for option in picked if not option.correct]
    missing = sum(option.correct for option in asked.options) - (len(picked) - len(wrong))
    understood = join_words([letter(asked, option.id) for option in picked])
    if not wrong and not missing:
        feedback = asked.right if asked.right.plain else plain("")
        for option in picked:
            feedback = feedback + plain(" " if feedback.plain else "") + option.feedback
        return Mark(asked.id, True, "right", feedback, understood, chosen)
    feedback = plain("")
    for option in wrong:
        feedback = feedback + plain(f"{letter(asked, option.id)}: ") + option.feedback + plain(" ")
    if missing and not wrong:
        feedback = plain("What you chose belongs to the answer. ")
    if missing:
        more = "one more belongs" if missing == 1 else f"{missing} more belong"
        feedback = feedback + plain(f"Besides, {more} to it." if wrong else f"But {more} to it.")
    right = len(picked) - len(wrong)
    return Mark(
        asked.id, False, "partly" if right else "wrong", _trimmed(feedback), understood, chosen
    )


def _trimmed(text: RichText) -> RichText:
    pieces = list(text.pieces)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return RichText(tuple(pieces))


def _mark_order(asked: Question, chosen: tuple[str, ...]) -> Mark:
    if len(chosen) < len(asked.options):
        missing = [letter(asked, option.id) for option in asked.options if option.id not in chosen]
        return Mark(
            asked.id,
            False,
            "unreadable",
            plain(f"Give each a place. Still missing: {join_words(missing)}."),
            chosen=chosen,
        )
    understood = ", ".join(letter(asked, name) for name in chosen)
    if chosen == asked.answer_order:
        return Mark(asked.id, True, "right", asked.right, understood, chosen)
    placed = sum(mine == theirs for mine, theirs in zip(chosen, asked.answer_order, strict=True))
    count = "None stands" if not placed else "One stands" if placed == 1 else f"{placed} stand"
    feedback = plain(f"{count} in the right place. ") + asked.wrong
    return Mark(asked.id, False, "partly" if placed else "wrong", feedback, understood, chosen)


def _mark_number(asked: Question, reading: Reading) -> Mark:
    assert asked.expected is not None

    def said(correct: bool, kind: Kind, feedback: RichText) -> Mark:
        return Mark(asked.id, correct, kind, feedback, reading.text)

    values = _in_unit(asked, reading)
    turned = (
        None not in (asked.direction, reading.direction) and asked.direction != reading.direction
    )
    if any(_near(value, asked.expected, asked.tolerance) for value in values):
        if turned:
            return said(
                False,
                "direction",
                plain("The size fits. Look again at whether the number rose or fell."),
            )
        note = _same_thing(asked, reading)
        return said(True, "right", plain(note) + asked.right)
    for slip in asked.slips:
        if any(_near(value, slip.value, slip.tolerance) for value in values):
            return said(False, "slip", slip.feedback)
    unit_slip = _unit_slip(asked, reading)
    if unit_slip:
        return said(False, "unit", plain(unit_slip))
    return said(False, "wrong", asked.wrong)


def _in_unit(asked: Question, reading: Reading) -> list[float]:
    """The readings of a number in the question's unit: usually one, none where it can't be."""
    if reading.times:
        # "1.2 times as many" is a rise of 20 per cent; elsewhere "times" is the unit itself.
        if asked.unit == "times":
            return [reading.number]
        return [(reading.number - 1) * 100] if asked.unit == "per cent" and asked.direction else []
    if asked.per is None:
        return [reading.number] if reading.per is None else []
    told = reading.out_of(asked.per)
    if told is not None:
        return [told]
    # A bare number below one may also be a share: 0.41 for 41 per cent.
    bare = [reading.number]
    if 0 < reading.number < 1 and asked.per > 1:
        bare.append(reading.number * asked.per)
    return bare


def _near(value: float, expected: float, tolerance: float) -> bool:
    # A hair more than the tolerance, since 47.7 + 0.05 is not exactly 47.75 in binary.
    return abs(value - expected) <= tolerance + 1e-9 * max(1.0, abs(expected))


def _same_thing(asked: Question, reading: Reading) -> str:
    if asked.unit == "percentage points" and not reading.points and reading.per == 100:
        return "Say “percentage points” when two percentages are subtracted. "
    if reading.times:
        return f"{reading.text} as many is the same as a change of {_short(asked)}. "
    if reading.per not in (None, asked.per) and asked.per not in (None, 1.0):
        return f"That is the same as {_short(asked)}. "
    return ""


def _short(asked: Question) -> str:
    assert asked.expected is not None
    number = round(asked.expected, 1)
    shown = f"{number:,.0f}" if number == int(number) else f"{number:,}"
    return f"{shown} {asked.unit}"


def _unit_slip(asked: Question, reading: Reading) -> str:
    """A sentence where the digits fit another unit than the one that is asked for."""
    assert asked.expected is not None
    fits = _near(reading.number, asked.expected, asked.tolerance)
    if asked.per is None:
        if reading.per is not None and fits:
            return f"The number fits, but not what it counts: the question asks for {asked.unit}."
        if reading.per is not None:
            return f"You gave a share. The question asks for {asked.unit}: a number, not a part."
        for factor in (10, 100, 1_000):
            if _near(reading.number * factor, asked.expected, asked.tolerance) or (
                _near(reading.number / factor, asked.expected, asked.tolerance)
            ):
                return "The digits fit, but the number is ten, a hundred or a thousand times off."
        return ""
    asked_for = form_asked(asked.unit)
    if reading.per is not None and reading.per != 1 and fits:
        return (
            f"The digits fit, but you wrote {_per_words(reading.per)}. "
            f"The question asks for {asked_for}."
        )
    if reading.per is None and not reading.times:
        for per in (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000):
            same = reading.number / per * asked.per
            if per != asked.per and _near(same, asked.expected, asked.tolerance):
                return f"That would fit {_per_words(per)}. The question asks for {asked_for}."
        if asked.per == 1 and asked.expected and _near(reading.number, 1 / asked.expected, 0.05):
            return f"Say of how many: the question asks for {asked_for}."
    return ""


def _per_words(per: float) -> str:
    return {1: "as a part of one", 100: "per cent"}.get(int(per), f"per {per:,.0f}")
