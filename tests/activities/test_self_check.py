"""Self-checks: what is said to each answer, the controls, and the attempts that are kept."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities import check, hint, mark
from born_into_care.activities.activity import UNEXPECTED
from born_into_care.activities.questions import Question, questions
from born_into_care.activities.record_file import RecordFile
from born_into_care.errors import PackError
from born_into_care.text import VERB_MIME
from tests.activities.test_record_file import plain_data

MARKED = [asked for asked in questions() if asked.type != "reflection"]
NUMBERS = [asked for asked in MARKED if asked.type == "number"]

# Question, kind, answers. Right values are those of the published accounts.
TABLE: list[tuple[str, str, list[Any]]] = [
    ("01-change-size", "right", ["20%", "20", 20.2, "a fifth", "1/5", "0.2", "+20%"]),
    ("01-change-size", "right", ["20 per cent", "up by about a fifth"]),
    ("01-change-size", "wrong", ["19%", "22%"]),
    ("01-change-size", "direction", ["-20%", "fell by 20%"]),
    ("01-change-size", "slip", ["489", "16.8%", "120%", "1.2"]),
    ("01-change-size", "unit", ["200", "20 per 10,000"]),
    ("01-change-size", "unreadable", ["twenty-ish"]),
    ("01-change-size", "waiting", ["", "...", None, ...]),
    ("02-rate-england", "right", ["47.7", "48", "47.7 per 10,000", "0.477%", "4.77 per 1,000"]),
    ("02-rate-england", "right", ["477 per 100,000", "1 in 210", "0.00477"]),
    ("02-rate-england", "unit", ["477", "4.77", "0.477", "47.7%", "47.7 per 100,000"]),
    ("02-rate-england", "slip", ["42", "210"]),
    ("02-rate-england", "wrong", ["49"]),
    ("03-points", "right", ["10", "10 points", "10 percentage points", "10%"]),
    ("03-points", "slip", ["31%"]),
    ("03-points", "direction", ["down 10"]),
    ("04-longer-notice", "right", ["13.7%", "14"]),
    ("04-longer-notice", "wrong", ["1 in 7"]),
    ("04-longer-notice", "slip", ["86.3"]),
    ("04-one-in-six", "right", ["16.7", "17%"]),
    ("04-one-in-six", "slip", ["6%"]),
    ("07-subtraction", "right", ["3", "three babies"]),
    ("07-subtraction", "unit", ["3%", "30"]),
    ("08-return", "right", ["a fifth"]),
    ("01-trend", "right", ["B", " b. ", ["b"]]),
    ("01-trend", "wrong", ["A"]),
    ("01-trend", "unreadable", ["E", "a, b", 2]),
    ("01-what-could-lie-behind", "right", ["a, b, d", ["d", "B", "a"], "a b and d"]),
    ("01-what-could-lie-behind", "partly", ["a, b", "a, b, c, d"]),
    ("01-what-could-lie-behind", "wrong", ["c"]),
    ("01-what-could-lie-behind", "unreadable", ["a, a"]),
    ("01-what-could-lie-behind", "waiting", [[]]),
    ("04-nested", "right", ["b, c, a", "b > c > a", ["B", "C", "A"]]),
    ("04-nested", "partly", ["b, a, c"]),
    ("04-nested", "wrong", ["a, b, c"]),
    ("04-nested", "unreadable", ["b, c"]),
]  # fmt: skip


def right_answer(asked: Question) -> Any:
    if asked.type == "number":
        return asked.expected
    return asked.answer_order or [option.id for option in asked.options if option.correct]


def test_each_answer_is_marked():
    wrong = [
        (name, kind, answer)
        for name, kind, answers in TABLE
        for answer in answers
        if (found := mark(name, answer)).kind != kind or len(repr(found)) <= 20
    ]
    assert not wrong


def test_each_question_of_the_bank_takes_its_own_answer_and_its_own_slips():
    for asked in MARKED:
        assert mark(asked, right_answer(asked)).correct, asked.id
        if asked.type == "choice":
            found = {repr(mark(asked, option.id)): option.correct for option in asked.options}
            assert list(found.values()) == [option.correct for option in asked.options], asked.id
            assert all(words.startswith("Yes. ") is correct for words, correct in found.items())
    for asked in NUMBERS:
        for slip in asked.slips:
            found = mark(asked, slip.value)
            assert found.kind == "slip" and repr(found).endswith(slip.feedback.plain), asked.id
        for side in (-1, 1):
            beyond = asked.tolerance * 1.02 + 0.011
            assert mark(asked, asked.expected + side * asked.tolerance).correct, asked.id
            assert not mark(asked, asked.expected + side * beyond).correct, asked.id
        other = "%" if asked.per is None else f" per {100 if asked.per != 100 else 10_000:,}"
        assert mark(asked, f"{asked.expected:.1f}{other}").kind == "unit", asked.id
        # A wrong answer is not told the right one.
        assert f" {asked.expected:g} " not in repr(mark(asked, asked.expected * 3.7 + 1.234))


def test_what_is_missing_is_counted_and_not_named():
    assert "one more belongs" in repr(mark("01-what-could-lie-behind", "a, b"))
    explained = repr(mark("07-missing", "b, d"))
    assert "D: " in explained and "2 more belong to it" in explained
    with pytest.raises(PackError, match="01-change-size"):
        mark("01-change-sise", "20%")
    with pytest.raises(PackError, match="Use reflect"):
        check("01-reflect-expect")


@given(st.sampled_from(MARKED), plain_data)
def test_nothing_that_is_typed_makes_marking_fail(asked: Question, answer: Any):
    assert repr(mark(asked, answer))


def test_an_unsolved_question_shows_itself_whole_and_gives_nothing_away():
    for asked in MARKED:
        activity = check(asked.id)
        bundle = activity._repr_mimebundle_()
        for line in (asked.stem, *(option.text for option in asked.options)):
            assert line.plain in bundle["text/plain"] and line.html in bundle["text/html"]
        assert bundle[VERB_MIME] == {"verb": "check", "arguments": [asked.id], "choices": {}}
        shown = json.dumps([bundle, activity.spec])
        visible = asked.stem.plain + "".join(option.text.plain for option in asked.options)
        hidden = [asked.hint, asked.right, asked.wrong, *(slip.feedback for slip in asked.slips)]
        hidden += [option.feedback for option in asked.options]
        given_away = [
            piece.text
            for text in hidden
            for piece in text.pieces
            if len(piece.text) > 12 and json.dumps(piece.text)[1:-1] in shown
            if piece.text not in visible
        ]
        assert not given_away and "correct" not in shown, asked.id
        help_text = repr(hint(asked.id))
        if asked.type != "order":
            assert not any(option.text.plain.rstrip(".") in help_text for option in asked.options)
        if asked.expected and f"{asked.expected:g}" not in visible:
            expected = re.escape(f"{asked.expected:g}")
            whole = f"{activity!r} {json.dumps(activity.spec)}".replace(asked.id, "")
            assert not re.search(rf"(?<![\d.,]){expected}(?![\d,])", whole), asked.id
            assert f" {asked.expected:g} " not in f" {help_text} "


def test_a_mark_links_to_its_figures_and_holds_its_answer_in_no_second_place():
    result = check("01-change-size", answer="20%")
    assert repr(result).startswith("Yes. Your answer was read as 20 per cent.")
    bundle = result._repr_mimebundle_()
    assert 'href="../data/' in bundle["text/html"] and "20%" not in json.dumps(bundle[VERB_MIME])
    assert (
        hint("01-trend")._repr_mimebundle_()["text/html"].startswith("<p><strong>Hint:</strong> ")
    )


@pytest.mark.parametrize(
    ("name", "answer", "shown"),
    [
        ("01-trend", "C", ["c"]),
        ("01-what-could-lie-behind", "a, d", ["a", "d"]),
        ("04-nested", "b, a, c", ["b", "a", "c"]),
        ("01-change-size", 20, "20"),
        ("02-rounding", {"odd": 1}, None),
    ],
)
def test_an_earlier_answer_is_there_when_the_page_opens_again(listen, name, answer, shown):
    check(name, answer=answer)
    widget = check(name)
    heard = listen(widget)
    widget.receive({"do": "hello"})
    assert heard[-1].get("answer") == shown


def test_attempts_are_counted_and_a_full_disk_does_not_hide_the_mark(
    listen, full_disk, file: RecordFile
):
    widget = check("01-trend")
    heard = listen(widget)
    for answer in ("a", "a", "c", None):
        widget.receive({"do": "check", "answer": answer, "number": 1})
    assert [sent["attempts"] for sent in heard] == [1, 1, 2, 2]
    with full_disk():
        widget.receive({"do": "check", "answer": "b", "number": 1})
        assert check("01-trend", answer="b").correct
    assert [sent["what"] for sent in heard[-2:]] == ["mark", "problem"]
    assert heard[-2]["kind"] == "right" and "disk is full" in heard[-1]["problem"]
    kept = file.read().entry("check-01-trend").rows("attempts")
    assert [(row["answer"], row["correct"]) for row in kept] == [(["a"], False), (["c"], False)]


def test_an_unexpected_error_is_told_and_raised(listen, monkeypatch: pytest.MonkeyPatch):
    widget = check("01-trend")
    heard = listen(widget)
    monkeypatch.setattr("born_into_care.activities.self_check.mark", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        widget.receive({"do": "check", "answer": "b", "number": 1})
    assert heard[-1]["problem"] == UNEXPECTED
    with pytest.raises(PackError, match="cannot do"):
        widget.receive({"do": "solve"})
