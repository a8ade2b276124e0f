"""A page without Python says of an answer what Python says of it."""

from __future__ import annotations

import pytest

from born_into_care import evidence
from born_into_care.activities.activity import FRONTEND
from born_into_care.activities.number_reading import form_asked, read_number
from born_into_care.activities.prediction import compare_prediction, describe_direction
from born_into_care.activities.questions import questions
from born_into_care.activities.self_check import mark
from born_into_care.errors import PackError
from tests.support.browser import chromium
from tools.build.site.activities import describe_answers, describe_fact
from tools.build.site.build import STATIC

pytestmark = pytest.mark.browser

ASKED = [one for one in questions() if one.type != "reflection"]


def every(kind):
    """Run a test on each question of a kind."""
    asked = [one for one in ASKED if one.type == kind]
    return pytest.mark.parametrize("asked", asked, ids=lambda one: one.id)


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(path=FRONTEND / "common.js")
        for name in ("kept.js", "numbers.js", "marking.js"):
            page.add_script_tag(path=STATIC / name)
        yield page


def marked(page, asked, answer):
    data = describe_answers(asked)
    return page.evaluate("([data, answer]) => BicMarking.mark(data, answer)", [data, answer])


WRITTEN = [
    "48",
    "2,914",
    "2 914 babies",
    "41%",
    "41 per cent",
    "41 percent of babies",
    "0.41",
    ".5",
    "47,7",
    "47.7 per 10,000",
    "47.7/10,000",
    "1/6",
    "one in six",
    "1 in 6",
    "one baby in every six",
    "a fifth",
    "two thirds of them",
    "half",
    "three quarters",
    "twenty-one",
    "a hundred and five",
    "two thousand nine hundred and fourteen",
    "3 thousand",
    "1.5 million",
    "12.7 percentage points",
    "12.7pp",
    "up 20%",
    "a rise of 20 per cent",
    "it fell by 12.1%",
    "-12.1",
    "−12.1 %",
    "+489",
    "about 20%",
    "~ 20 %",
    "1.2 times",
    "1.2x",
    "twice",
    "20 to 30",
    "",
    "?",
    "many",
    "seven",
    "forty two per cent",
    "  16.7 % ",
    "nine out of ten",
    "10.",
    "-0",
    "fell by 0%",
    "'48'",
    "“48%”",
    "9" * 60,
    # As they are typed for a group, too: what is no single guess here is none there.
    "10, 15, 20, 30",
    "10 15 20",
    "10,15,20,30",
    "10; 15",
    "20,25",
    "20, 25",
    "1,039",
    "1,039, 2,914",
    "30 % 40 %",
    "150",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_are_read_alike(page, text):
    try:
        reading = read_number(text)
        wanted = {
            "number": pytest.approx(reading.number),
            "per": reading.per,
            "direction": reading.direction,
            "points": reading.points,
            "times": reading.times,
        }
    except PackError:
        wanted = None
    assert page.evaluate("(text) => BicNumbers.read(text)", text) == wanted


@every("choice")
def test_each_choice(page, asked):
    for option in asked.options:
        got = marked(page, asked, option.id)
        wanted = mark(asked, option.id)
        assert (got["correct"], got["kind"]) == (wanted.correct, wanted.kind)
        assert got["parts"][1:] == wanted.feedback.parts
    assert marked(page, asked, None)["kind"] == "waiting"


@every("choices")
def test_each_set_of_choices(page, asked):
    ids = [option.id for option in asked.options]
    for number in range(1, 2 ** len(ids)):
        chosen = [name for place, name in enumerate(ids) if number >> place & 1]
        got = marked(page, asked, chosen)
        wanted = mark(asked, chosen)
        assert (got["correct"], got["kind"]) == (wanted.correct, wanted.kind), chosen
        if wanted.correct:
            assert got["parts"][1:] == wanted.feedback.parts
    assert marked(page, asked, [])["kind"] == "waiting"


@every("order")
def test_an_order(page, asked):
    right = list(asked.answer_order)
    assert marked(page, asked, right)["kind"] == "right"
    assert marked(page, asked, right[::-1])["correct"] is False
    assert marked(page, asked, [])["kind"] == "waiting"


@every("number")
def test_a_number(page, asked):
    assert asked.expected is not None
    near = f"{asked.expected + asked.tolerance / 2:.4f}"
    far = f"{asked.expected * 3 + 7:.2f}"
    typed = (near, far, f"{asked.expected:.10f}", "", "none", f"{near}%", f"-{near}", "one in six")
    for text in typed:
        got, wanted = marked(page, asked, text), mark(asked, text)
        assert got["correct"] == wanted.correct, text
        assert (got["kind"] == "waiting") == (not wanted.is_attempt), text
        if wanted.correct:
            assert got["parts"][-1] == wanted.feedback.parts[-1]
    for slip in asked.slips:
        got, wanted = marked(page, asked, f"{slip.value:.6f}"), mark(asked, f"{slip.value:.6f}")
        assert got["correct"] is wanted.correct is False
        if wanted.kind == "slip":
            assert got["parts"][1:] == wanted.feedback.parts


def test_a_guess_is_said_to_lie_on_the_same_side_of_a_figure(page):
    sides = (-700, -346, -300, -0.5, 0, 0.5, 200, 835, 2914)
    for guess in sides:
        for value in sides:
            if guess != value:
                got = page.evaluate("(two) => BicNumbers.directionWords(...two)", [guess, value])
                assert got == describe_direction(guess, value), (guess, value)


def test_a_guess_of_another_kind_is_asked_for_alike(page):
    units = {*evidence.figures()["unit"], *evidence.derived()["unit"], "share"}
    for unit in units:
        assert page.evaluate("(unit) => BicNumbers.formAsked(unit)", unit) == form_asked(unit)


def test_a_guess_is_set_beside_the_figure_as_python_does_it(page):
    for figure, guesses in {
        "newborns-england-2019-20": ["2,400", "3000", "2914"],
        "same-day-england-wales-2019-20": ["20%", "one in six", "1 in 10"],
        "same-day-north-east-2019-20": ["41", "10%", "a half"],
        "incidence-england-2019-20": ["30", "60 per 10,000"],
        "derived-incidence-wales-2019-20-241": ["70", "81.1"],
    }.items():
        fact = describe_fact(figure)
        for guess in guesses:
            got = page.evaluate(
                """([typed, per]) => { const read = BicNumbers.read(typed);
                    return read.per === null ? read.number : read.number / read.per * per; }""",
                [guess, fact["per"]],
            )
            wanted = compare_prediction(guess, figure)
            assert got == pytest.approx(wanted.guess), (figure, guess)
            assert fact["value"] == pytest.approx(wanted.published)
