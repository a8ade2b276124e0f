"""What is said about answers: right, wrong, a known slip, a unit, nothing readable."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities.marking import mark, read_options
from born_into_care.activities.questions import question, questions
from born_into_care.errors import PackError

MARKED = [one for one in questions() if one.type != "reflection"]
NUMBERS = [one for one in MARKED if one.type == "number"]
CHOICES = [one for one in MARKED if one.type in ("choice", "choices")]

# Question, answer, kind. Right values are those of the published accounts.
TABLE: list[tuple[str, Any, str]] = [
    ("01-change-size", "20%", "right"),
    ("01-change-size", "20", "right"),
    ("01-change-size", 20.2, "right"),
    ("01-change-size", "20 per cent", "right"),
    ("01-change-size", "a fifth", "right"),
    ("01-change-size", "1/5", "right"),
    ("01-change-size", "0.2", "right"),
    ("01-change-size", "+20%", "right"),
    ("01-change-size", "up by about a fifth", "right"),
    ("01-change-size", "1.2 times", "right"),
    ("01-change-size", "19%", "wrong"),
    ("01-change-size", "22%", "wrong"),
    ("01-change-size", "-20%", "direction"),
    ("01-change-size", "fell by 20%", "direction"),
    ("01-change-size", "489", "slip"),
    ("01-change-size", "16.8%", "slip"),
    ("01-change-size", "120%", "slip"),
    ("01-change-size", "1.2", "slip"),
    ("01-change-size", "200", "unit"),
    ("01-change-size", "20 per 10,000", "unit"),
    ("01-change-size", "twenty-ish", "unreadable"),
    ("01-change-size", "", "waiting"),
    ("01-change-size", "...", "waiting"),
    ("01-change-size", None, "waiting"),
    ("01-change-size", ..., "waiting"),
    ("02-rate-england", "47.7", "right"),
    ("02-rate-england", "48", "right"),
    ("02-rate-england", "47.7 per 10,000", "right"),
    ("02-rate-england", "0.477%", "right"),
    ("02-rate-england", "4.77 per 1,000", "right"),
    ("02-rate-england", "477 per 100,000", "right"),
    ("02-rate-england", "1 in 210", "right"),
    ("02-rate-england", "0.00477", "right"),
    ("02-rate-england", "477", "unit"),
    ("02-rate-england", "4.77", "unit"),
    ("02-rate-england", "0.477", "unit"),
    ("02-rate-england", "47.7%", "unit"),
    ("02-rate-england", "47.7 per 100,000", "unit"),
    ("02-rate-england", "42", "slip"),
    ("02-rate-england", "210", "slip"),
    ("02-rate-england", "49", "wrong"),
    ("03-points", "10", "right"),
    ("03-points", "10 points", "right"),
    ("03-points", "10 percentage points", "right"),
    ("03-points", "10%", "right"),
    ("03-points", "31%", "slip"),
    ("03-points", "down 10", "direction"),
    ("04-longer-notice", "13.7%", "right"),
    ("04-longer-notice", "14", "right"),
    ("04-longer-notice", "1 in 7", "wrong"),
    ("04-longer-notice", "86.3", "slip"),
    ("04-one-in-six", "16.7", "right"),
    ("04-one-in-six", "17%", "right"),
    ("04-one-in-six", "6%", "slip"),
    ("04-one-in-six", "60%", "wrong"),
    ("05-points", "32", "right"),
    ("05-points", "4.6", "slip"),
    ("05-points", "41%", "wrong"),
    ("06-check-241", "81.1", "right"),
    ("06-check-241", "68.3", "slip"),
    ("07-subtraction", "3", "right"),
    ("07-subtraction", "three babies", "right"),
    ("07-subtraction", "3%", "unit"),
    ("07-subtraction", "30", "unit"),
    ("07-subtraction", "20", "slip"),
    ("07-subtraction", "4", "wrong"),
    ("08-return", "a fifth", "right"),
    ("08-return", "80%", "slip"),
    ("01-trend", "B", "right"),
    ("01-trend", "b", "right"),
    ("01-trend", " b. ", "right"),
    ("01-trend", "The number was higher at the end than at the start.", "right"),
    ("01-trend", ["b"], "right"),
    ("01-trend", "A", "wrong"),
    ("01-trend", "E", "unreadable"),
    ("01-trend", "a, b", "unreadable"),
    ("01-trend", 2, "unreadable"),
    ("01-what-could-lie-behind", "a, b, d", "right"),
    ("01-what-could-lie-behind", ["d", "B", "a"], "right"),
    ("01-what-could-lie-behind", "a b and d", "right"),
    ("01-what-could-lie-behind", "a, b", "partly"),
    ("01-what-could-lie-behind", "a, b, c, d", "partly"),
    ("01-what-could-lie-behind", "c", "wrong"),
    ("01-what-could-lie-behind", "a, a", "unreadable"),
    ("01-what-could-lie-behind", [], "waiting"),
    ("04-nested", "b, c, a", "right"),
    ("04-nested", "b > c > a", "right"),
    ("04-nested", ["B", "C", "A"], "right"),
    ("04-nested", "b, a, c", "partly"),
    ("04-nested", "a, b, c", "wrong"),
    ("04-nested", "b, c", "unreadable"),
]


@pytest.mark.parametrize(("name", "answer", "kind"), TABLE, ids=[f"{n} {a}" for n, a, _ in TABLE])
def test_an_answer_is_marked(name: str, answer: Any, kind: str):
    result = mark(name, answer)
    assert result.kind == kind, result.sentence.plain
    assert result.correct is (kind == "right")
    assert result.is_attempt is (kind not in ("waiting", "unreadable"))
    assert len(result.sentence.plain) > 20


@pytest.mark.parametrize("one", MARKED, ids=lambda one: one.id)
def test_the_bank_s_own_answer_is_right(one):
    assert mark(one, one.answer if isinstance(one.answer, float) else list_of(one.answer)).correct


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.id)
def test_each_slip_of_the_bank_is_met_and_is_not_right(one):
    for slip in one.slips:
        result = mark(one, slip.value)
        assert result.kind == "slip"
        assert result.feedback.plain == slip.feedback.plain


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.id)
def test_the_edge_of_the_tolerance_is_right_and_beyond_is_not(one):
    for side in (-1, 1):
        assert mark(one, one.expected + side * one.tolerance).correct
        assert not mark(one, one.expected + side * (one.tolerance * 1.02 + 0.011)).correct


@pytest.mark.parametrize("one", NUMBERS, ids=lambda one: one.id)
def test_a_unit_slip_is_named(one):
    if one.per is None:
        assert mark(one, f"{one.expected:g}%").kind == "unit"
        return
    other = 100 if one.per != 100 else 10_000
    result = mark(one, f"{one.expected:.1f} per {other:,}")
    assert result.kind == "unit"
    assert "you wrote per" in result.sentence.plain


@pytest.mark.parametrize("one", CHOICES, ids=lambda one: one.id)
def test_every_option_has_its_own_say(one):
    said = set()
    for option in one.options:
        result = mark(one, option.id)
        assert result.correct is (one.type == "choice" and option.correct)
        if one.type == "choice":
            assert result.feedback.plain == option.feedback.plain
        said.add(result.sentence.plain)
    assert len(said) == len(one.options)


@given(
    st.sampled_from(MARKED), st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.none())
)
def test_nothing_that_is_typed_makes_marking_fail(one, answer):
    result = mark(one, answer)
    assert result.sentence.plain
    assert result.question_id == one.id


def test_several_wrong_options_are_each_explained():
    result = mark("07-missing", "b, d")
    assert result.kind == "partly"
    assert "D: " in result.sentence.plain
    assert "2 more belong to it" in result.sentence.plain


def test_a_missing_option_is_counted_and_not_named():
    result = mark("01-what-could-lie-behind", "a, b")
    assert "one more belongs" in result.sentence.plain
    hidden = next(one for one in question("01-what-could-lie-behind").options if one.id == "d")
    assert hidden.text.plain not in result.sentence.plain
    assert hidden.feedback.plain not in result.sentence.plain


def test_wrong_answers_are_not_told_the_right_one():
    for one in NUMBERS:
        shown = f"{one.expected:g}"
        wrong = mark(one, one.expected * 3.7 + 1.234).sentence.plain
        assert f" {shown} " not in f" {wrong} ", one.id


def test_a_reflection_is_not_marked():
    with pytest.raises(PackError, match="reflect"):
        mark("01-reflect-expect", "words")


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(PackError, match="01-change-size"):
        mark("01-change-sise", "20%")


def test_options_are_read_by_letter_id_and_words():
    one = question("01-trend")
    assert read_options(one, "C") == read_options(one, one.options[2].text.plain) == ("c",)


def list_of(answer: Any) -> Any:
    return answer if isinstance(answer, str) else list(answer)
