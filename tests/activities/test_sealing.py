"""Sealed questions: a page can check an answer and can show none."""

from __future__ import annotations

import itertools
import json

import pytest

from born_into_care.activities.marking import mark
from born_into_care.activities.questions import Question, questions
from born_into_care.activities.sealing import ROUNDS, sealed
from born_into_care.errors import PackError
from tests.support.sealing import opened, written_answer

MARKED = [one for one in questions() if one.type != "reflection"]
# Few rounds: what is sealed does not depend on how often it is hashed.
SEALED = {one.id: sealed(one, rounds=2) for one in MARKED}


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_no_answer_and_no_feedback_can_be_read(one: Question):
    data = SEALED[one.id]
    shown = json.dumps(data, ensure_ascii=False)
    hidden = [one.right, *[option.feedback for option in one.options]]
    hidden += [slip.feedback for slip in one.slips]
    open_texts = one.stem.plain + one.wrong.plain + one.hint.plain
    for text in hidden:
        for piece in text.pieces:
            if len(piece.text) > 12 and piece.text not in open_texts:
                assert piece.text not in shown
    assert "correct" not in shown
    assert list(data["answers"]) == sorted(data["answers"])


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_the_right_answer_opens_and_others_do_not(one: Question):
    data = SEALED[one.id]
    said = opened(data, written_answer(SEALED[one.id], one.answer))
    assert said is not None and said["correct"]
    given = list(one.answer) if isinstance(one.answer, tuple) else one.answer
    assert said["parts"] == mark(one, given).feedback.parts
    assert opened(data, "nothing of the kind") is None


@pytest.mark.parametrize("one", [o for o in MARKED if o.type == "number"], ids=lambda one: one.id)
def test_numbers_open_within_their_tolerance(one: Question):
    data = SEALED[one.id]
    assert one.expected is not None
    for side in (-1, 1):
        inside = one.expected + side * one.tolerance * 0.8
        outside = one.expected + side * (one.tolerance + 2 * data["step"])
        assert opened(data, written_answer(SEALED[one.id], inside))["correct"]
        said = opened(data, written_answer(SEALED[one.id], outside))
        assert said is None or not said["correct"]
    for slip in one.slips:
        said = opened(data, written_answer(SEALED[one.id], slip.value))
        assert said is not None and not said["correct"]
        assert said["parts"] == slip.feedback.parts


@pytest.mark.parametrize(
    "one", [o for o in MARKED if o.type in ("choice", "choices")], ids=lambda one: one.id
)
def test_each_option_opens_its_own_say(one: Question):
    for option in one.options:
        name = option.id if one.type == "choice" else f"one:{option.id}"
        said = opened(SEALED[one.id], name)
        assert said == {"correct": option.correct, "parts": option.feedback.parts}
    if one.type == "choices":
        ids = [option.id for option in one.options]
        whole = [
            some
            for n in range(1, len(ids) + 1)
            for some in itertools.combinations(ids, n)
            if opened(SEALED[one.id], written_answer(SEALED[one.id], list(some)))
        ]
        assert whole == [one.answer]


def test_only_one_order_opens():
    one = next(one for one in MARKED if one.type == "order")
    ids = [option.id for option in one.options]
    found = [
        p
        for p in itertools.permutations(ids)
        if opened(SEALED[one.id], written_answer(SEALED[one.id], p))
    ]
    assert found == [one.answer_order]


def test_the_same_question_gives_the_same_data():
    assert sealed("01-trend", rounds=2) == SEALED["01-trend"]
    assert sealed("01-trend")["rounds"] == ROUNDS
    salts = {data["salt"] for data in SEALED.values()}
    assert len(salts) == len(MARKED)


def test_reflections_have_nothing_to_seal():
    with pytest.raises(PackError, match="no answer to seal"):
        sealed("01-reflect-expect")
