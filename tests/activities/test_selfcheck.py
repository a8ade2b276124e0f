"""`check` and `hint`: the question without its answer, the controls, the mark, the attempts."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from born_into_care.activities.marking import Mark, mark
from born_into_care.activities.questions import Question, question, questions
from born_into_care.activities.recordfile import RecordFile
from born_into_care.activities.selfcheck import check, hint
from born_into_care.activities.selfcheck_widget import SelfCheckWidget
from born_into_care.activities.showing import WIDGET_MIME, Activity
from born_into_care.activities.widgets import UNEXPECTED
from born_into_care.errors import PackError

MARKED = [one for one in questions() if one.type != "reflection"]


def everything_shown(activity: Activity) -> str:
    """All that a saved notebook or a page source could hold of an unsolved question."""
    bundle = activity._repr_mimebundle_()
    state = activity.widget.get_state()
    return json.dumps([bundle, {name: str(value) for name, value in state.items()}])


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_an_unsolved_question_gives_nothing_away(one: Question):
    activity = check(one.id)
    assert isinstance(activity, Activity)
    shown = everything_shown(activity).replace(json.dumps(str(activity.widget._css))[1:-1], "")
    hidden = [one.hint, one.right, one.wrong, *[slip.feedback for slip in one.slips]]
    hidden += [option.feedback for option in one.options]
    for text in hidden:
        for piece in text.pieces:
            if len(piece.text) > 12 and piece.text not in str([t.plain for t in one.texts]):
                assert json.dumps(piece.text)[1:-1] not in shown
    assert "correct" not in json.dumps(activity.widget.spec)
    if one.type == "number" and one.expected is not None:
        in_stem = one.stem.plain
        for form in {f"{one.expected:g}", f"{one.expected:.1f}"}:
            if form not in in_stem:
                whole = json.dumps(activity.widget.spec) + activity.text.replace(one.id, "")
                assert not re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d,])", whole)


def test_the_guard_against_giving_away_would_see_an_answer():
    one = question("01-trend")
    activity = check(one.id)
    activity.widget.spec = {**activity.widget.spec, "leak": one.options[1].feedback.parts}
    leaked = json.dumps(one.options[1].feedback.pieces[0].text)[1:-1]
    assert leaked in everything_shown(activity).replace("\\\\", "\\").replace("'", '"') or (
        one.options[1].feedback.pieces[0].text in str(activity.widget.get_state())
    )


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_text_forms_show_the_question_to_readers_without_python(one: Question):
    activity = check(one.id)
    bundle = activity._repr_mimebundle_()
    assert one.stem.plain in bundle["text/plain"]
    for place, option in enumerate(one.options):
        assert f"{'ABCDE'[place]}. {option.text.plain}" in bundle["text/plain"]
        assert option.text.html in bundle["text/html"]
    assert bundle[WIDGET_MIME]["model_id"] == activity.widget.model_id


def test_text_forms_are_the_same_each_time():
    before = check("01-change-size")
    texts = (before.text, before.html, repr(before))
    check("01-change-size", answer="20%")
    after = check("01-change-size")
    assert (after.text, after.html, repr(after)) == texts
    assert "object at 0x" not in repr(after)
    assert after.widget.model_id not in after.text + after.html


def test_an_answer_without_controls_is_marked():
    result = check("01-change-size", answer="20%")
    assert isinstance(result, Mark)
    assert result.correct
    assert repr(result).startswith("Right. Your answer was read as 20 per cent.")
    assert "](../data/" in result._repr_mimebundle_()["text/markdown"]


def test_an_empty_answer_waits_and_does_not_raise(record_at: Path):
    assert repr(check("01-trend", answer=None)) == (
        "This question waits for your choice: A, B, C or D."
    )
    assert not record_at.exists()


def test_a_hint_helps_and_gives_nothing_away():
    for one in MARKED:
        given = hint(one.id)
        assert repr(given).startswith("Hint: ")
        if one.type == "number" and f"{one.expected:g}" not in one.stem.plain:
            assert f" {one.expected:g} " not in f" {given.text.plain} "
        for option in one.options if one.type != "order" else ():
            assert option.text.plain.rstrip(".") not in given.text.plain


def test_reflections_are_sent_to_reflect():
    with pytest.raises(PackError, match="reflect"):
        check("01-reflect-expect")
    with pytest.raises(PackError, match="no hint"):
        hint("01-reflect-expect")


def answers(one: Question) -> list[Any]:
    """Every answer that the controls can give, and some that can be typed."""
    ids = [option.id for option in one.options]
    if one.type == "choice":
        return [None, *ids]
    if one.type == "choices":
        return [list(some) for n in range(len(ids) + 1) for some in itertools.combinations(ids, n)]
    if one.type == "order":
        return [
            {"places": dict(zip(ids, places, strict=True))}
            for places in itertools.permutations(range(1, len(ids) + 1))
        ]
    return [
        "",
        "0",
        "nothing",
        f"{one.expected}",
        "1 in 3",
        "10%",
        *[f"{s.value}" for s in one.slips],
    ]


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_the_controls_take_every_answer(one: Question, listen):
    widget = SelfCheckWidget(one)
    heard = listen(widget)
    right = 0
    for number, answer in enumerate(answers(one), start=1):
        widget.receive({"do": "check", "answer": answer, "number": number})
        said = heard[-1]
        assert said["what"] == "mark", said
        assert said["number"] == number
        right += said["correct"]
    assert right == 1 or (one.type == "number" and 1 <= right < len(heard))
    assert len(heard) == len(answers(one))


def test_attempts_are_counted_and_kept(listen, file: RecordFile):
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    for answer in ("a", "a", "c", None, "b"):
        widget.receive({"do": "check", "answer": answer, "number": 1})
    assert [said["attempts"] for said in heard] == [1, 1, 2, 2, 3]
    kept = file.read().entries["check-01-trend"].fields["attempts"]
    assert [one["answer"] for one in kept] == ["a", "c", "b"]
    assert [one["correct"] for one in kept] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "answer", "shown"),
    [
        ("01-trend", "c", "c"),
        ("01-trend", "The number will go on rising.", "c"),
        ("01-what-could-lie-behind", "a, d", ["a", "d"]),
        ("04-nested", "b, a, c", {"places": {"b": 1, "a": 2, "c": 3}}),
        ("01-change-size", "a fifth", "a fifth"),
        ("01-change-size", 20, "20"),
    ],
)
def test_an_earlier_answer_is_there_when_the_page_opens_again(
    name: str, answer: Any, shown: Any, listen
):
    check(name, answer=answer)
    widget = SelfCheckWidget(question(name))
    heard = listen(widget)
    widget.receive({"do": "hello", "number": 1})
    assert heard[-1]["what"] == "before"
    assert heard[-1]["answer"] == shown


def test_a_fresh_page_shows_nothing_from_before(listen):
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    widget.receive({"do": "hello", "number": 1})
    assert heard == [{"what": "ready", "number": 1}]


def test_the_hint_comes_on_request(listen):
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    widget.receive({"do": "hint", "number": 4})
    assert heard[-1]["hint"] == question("01-trend").hint.parts


def test_an_order_with_gaps_or_doubles_gets_a_sentence(listen):
    widget = SelfCheckWidget(question("04-nested"))
    heard = listen(widget)
    widget.receive({"do": "check", "answer": {"places": {"a": 1, "b": None, "c": 2}}})
    assert heard[-1]["problem"] == "Give each a place. Still without: B."
    widget.receive({"do": "check", "answer": {"places": {"a": 1, "b": 1, "c": 2}}})
    assert "place 1" in heard[-1]["problem"]
    widget.receive({"do": "check", "answer": {"places": {"a": None, "b": None, "c": None}}})
    assert heard[-1]["kind"] == "waiting"


def test_a_full_disk_does_not_stand_between_a_learner_and_the_mark(
    listen, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    widget.receive({"do": "check", "answer": "b", "number": 1})
    assert [said["what"] for said in heard] == ["mark", "problem"]
    assert heard[0]["correct"]
    assert "disk is full" in heard[1]["problem"]
    assert check("01-trend", answer="b").correct


def test_an_unexpected_error_is_told_and_raised(listen, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> Mark:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("born_into_care.activities.selfcheck_widget.mark", broken)
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    with pytest.raises(RuntimeError, match="a fault of ours"):
        widget.receive({"do": "check", "answer": "b", "number": 1})
    assert heard[-1]["problem"] == UNEXPECTED


def test_a_message_that_asks_for_nothing_known_is_an_error():
    with pytest.raises(PackError, match="cannot do"):
        SelfCheckWidget(question("01-trend")).receive({"do": "solve"})


def test_messages_from_the_page_reach_the_widget(listen):
    widget = SelfCheckWidget(question("01-trend"))
    heard = listen(widget)
    widget._handle_custom_msg({"do": "check", "answer": "b", "number": 1}, [])
    assert heard[-1]["correct"]


def test_marks_are_the_same_with_and_without_controls(listen):
    widget = SelfCheckWidget(question("02-rate-england"))
    heard = listen(widget)
    widget.receive({"do": "check", "answer": "477", "number": 1})
    assert heard[-1]["sentence"] == mark("02-rate-england", "477").sentence.parts
