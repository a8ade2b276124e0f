"""The controls of a self-check. The answer stays in Python: the page learns only what it asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from born_into_care.activities.marking import Mark, mark
from born_into_care.activities.questions import LETTERS, Question
from born_into_care.activities.recordfile import RecordNotSavedError, record_file
from born_into_care.activities.selfcheck import attempt_id, keep_attempt
from born_into_care.activities.widgets import ActivityWidget, module
from born_into_care.errors import PackError
from born_into_care.text import join_words

# None of these is a figure of the evidence: an example must not be an answer.
FORMS = "As you like to write it: 12, 1,234, 12%, 12.3 per 10,000, one in twelve."


class SelfCheckWidget(ActivityWidget):
    """One question with labelled controls, a hint on request and feedback that is read aloud."""

    _esm = module("selfcheck")

    def __init__(self, asked: Question) -> None:
        """Take a question; the front end gets its stem and options only."""
        self.question = asked
        self.last_mark: Mark | None = None
        super().__init__(
            {
                "id": asked.id,
                "type": asked.type,
                "stem": asked.stem.parts,
                "options": [
                    {"id": option.id, "letter": LETTERS[place], "text": option.text.parts}
                    for place, option in enumerate(asked.options)
                ],
                "unit": asked.unit,
                "forms": FORMS if asked.type == "number" else "",
                "hint": bool(asked.hint.plain),
            }
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with what was answered before, if anything was."""
        entry = record_file().read().entries.get(attempt_id(self.question.id))
        attempts = entry.fields.get("attempts") if entry else None
        if not attempts:
            self.answer(content, what="ready")
            return
        before = attempts[-1]["answer"]
        result = mark(self.question, _answer_of(self.question, before))
        self.answer(
            content,
            what="before",
            answer=self._for_controls(before, result),
            kind=result.kind,
            sentence=result.sentence.parts,
        )

    def do_hint(self, content: Mapping[str, Any]) -> None:
        """Answer with the hint."""
        self.answer(content, what="hint", hint=self.question.hint.parts)

    def do_check(self, content: Mapping[str, Any]) -> None:
        """Mark an answer, keep the attempt, and answer with what there is to say."""
        given = content.get("answer")
        result = self.last_mark = mark(self.question, _answer_of(self.question, given))
        trouble = ""
        try:
            attempts = keep_attempt(self.question, result, given)
        except RecordNotSavedError as problem:
            attempts, trouble = 0, str(problem)
        self.answer(
            content,
            what="mark",
            kind=result.kind,
            correct=result.correct,
            sentence=result.sentence.parts,
            attempts=attempts,
        )
        if trouble:
            self.answer(content, what="problem", problem=trouble)

    def _for_controls(self, before: Any, result: Mark) -> Any:
        """An earlier answer as the controls take it, also where it came without controls."""
        if self.question.type == "choice":
            return result.chosen[0] if result.chosen else None
        if self.question.type == "choices":
            return list(result.chosen)
        if self.question.type == "order":
            return {"places": {name: place + 1 for place, name in enumerate(result.chosen)}}
        return str(before)


def _answer_of(asked: Question, given: Any) -> Any:
    """What the controls sent, as `mark` takes it.

    Raises:
        PackError: if the places of an order are not all filled, or one is filled twice.
    """
    if asked.type != "order" or not isinstance(given, Mapping):
        return given
    places = {str(name): place for name, place in given.get("places", {}).items() if place}
    if not places:
        return None
    known = [option.id for option in asked.options]
    missing = [LETTERS[known.index(name)] for name in known if name not in places]
    if missing:
        raise PackError(f"Give each a place. Still without: {join_words(missing)}.")
    twice = sorted({place for place in places.values() if list(places.values()).count(place) > 1})
    if twice:
        raise PackError(
            f"More than one has place {join_words([str(place) for place in twice])}. Give each "
            "place once."
        )
    return sorted(known, key=lambda name: int(places[name]))
