"""Guesses: compared kindly and exactly, kept until reset, and counted without names."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from born_into_care.activities import predict
from born_into_care.activities.activity import FRONTEND
from born_into_care.activities.prediction import (
    describe_answer,
    describe_mark,
    find_range,
)
from born_into_care.activities.record_file import RecordFile
from born_into_care.errors import PackError
from born_into_care.evidence import all_derived, all_figures
from born_into_care.text import VERB_MIME

COUNT = "newborns-england-2019-20"
RATE = "incidence-england-2019-20"
NOTICE = "short-notice-england-2019-20"
BIRTHS = "derived-change-births-england"

# Worked out by hand against 2,914; 47.7; 86.3; 42; 20.2; −12.1.
TABLE = [
    ("2,914", COUNT, "what you expected"),
    ("2,900", COUNT, "Your guess was lower, by 14."),
    ("2,300", COUNT, "by 614."),
    ("30,000", COUNT, "higher, by 27,086."),
    ("0.477%", RATE, "what you expected"),
    ("30 per 10,000", RATE, "lower, by 17.7."),
    ("85%", NOTICE, "1.3 percentage points"),
    ("86.31", NOTICE, "by less than 0.1 percentage points."),
    ("a half", NOTICE, "36.3 percentage points"),
    ("42", "same-day-north-east-2019-20", "higher, by 1 percentage point."),
    ("20%", "derived-change-newborns-england", "Our own sum gives"),
    ("fell by 5%", BIRTHS, "by 7.1 percentage points"),
    ("200", "derived-change-from-births-england", "higher, by 546."),
]
REFUSED = [
    ("", COUNT, "There is no guess yet for England, 2019/20."),
    ("lots", COUNT, "could not be read"),
    ("20%", COUNT, "a number of babies, not as a share"),
    ("-5", COUNT, "−5 can't be. Write a number of babies, from 0 up."),
    ("20,000", RATE, "Write a rate per 10,000 live births, from 0 to 10,000."),
    ("150", NOTICE, "from 0 to 100"),
    ("-150", BIRTHS, "from −100 up"),
]
ROWS = {row.id: row for row in (*all_figures(), *all_derived()) if row.value is not None}
COMPARE = """all => all.map(([typed, mark, answer, range]) => {
    try {
        const guess = BicGuesses.read(typed, mark);
        const text = BicGuesses.compare(guess, mark, answer).map((part) => part.text).join("");
        return { guess, text, ...BicGuesses.reach(range, [guess]) };
    } catch (error) {
        return { text: error.message };
    }
})"""


@pytest.fixture
def reader(browser: Browser) -> Page:
    """A page that reads guesses."""
    page = browser.new_page()
    for name in ("numbers", "guesses"):
        page.add_script_tag(path=FRONTEND / f"{name}.js")
    return page


def compare(reader: Page, guesses: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what a page says of guesses at figures, or against them."""
    rows = [(typed, ROWS[name]) for typed, name in guesses]
    asked = [[typed, describe_mark(r), describe_answer(r), find_range([r])] for typed, r in rows]
    found: list[dict[str, Any]] = reader.evaluate(COMPARE, asked)
    return found


@pytest.mark.browser
def test_each_guess_is_compared_or_refused_in_words(reader: Page):
    asked = [*TABLE, *REFUSED]
    for found, (_, _, words) in zip(
        compare(reader, [row[:2] for row in asked]), asked, strict=True
    ):
        assert words in found["text"]
        assert found["text"].startswith("You expected") == ("guess" in found)


@pytest.mark.browser
def test_every_figure_can_be_guessed_on_a_line_that_does_not_give_it_away(reader: Page):
    asked = [(guess, name) for name in ROWS for guess in ("0", "0.4", "20", "97.5")]
    for found, (_, name) in zip(compare(reader, asked), asked, strict=True):
        line, value = find_range([ROWS[name]]), ROWS[name].value
        assert 1.3 * abs(value) <= line["high"] or line["high"] == 100, name
        ends = min(found["guess"], value), max(found["guess"], value)
        assert found["low"] <= ends[0] <= ends[1] <= found["high"], name


def test_figures_on_one_line_have_one_unit_and_a_number(monkeypatch: pytest.MonkeyPatch):
    # In a terminal, IPython has no kernel, which alone knows the tags of a cell.
    monkeypatch.setattr("born_into_care.activities.prediction.get_ipython", object)
    assert find_range(predict(NOTICE, "same-day-london-2019-20").rows)["high"] == 100
    assert find_range(predict(BIRTHS).rows)["low"] == -20
    for names, words in (
        ((COUNT, NOTICE), "one unit"),
        ((), "none"),
        (("newborn-share-england-2019-20",), "holds no number"),
    ):
        with pytest.raises(PackError, match=words):
            predict(*names)


def test_nothing_published_is_shown_before_the_guess_or_the_skip(
    listen, full_disk, file: RecordFile
):
    made = predict(COUNT, group=True)
    bundle = made._repr_mimebundle_()
    call = {"verb": "predict", "arguments": [COUNT], "choices": {"group": True}}
    assert bundle[VERB_MIME] == call
    widget = made
    heard = listen(widget)
    widget.receive({"do": "hello"})
    shown = json.dumps([bundle, widget.spec, heard])
    assert "2,914" not in shown and "2914" not in shown
    widget.receive({"do": "reveal"})
    assert heard[-1]["answers"][COUNT]["words"] == "Published: 2,914" and not file.path.exists()
    with full_disk():
        widget.receive({"do": "save", "entry": f"predict-{COUNT}", "fields": {"guess": "1"}})
    assert "disk is full" in heard.pop()["problem"]
    (linked,) = [part for part in heard[-1]["answers"][COUNT]["sentence"] if "link" in part]
    assert linked == {"text": "2,914 babies", "link": f"../data/figures.md#{COUNT}"}


# What a room typed, the figure that it guessed, and what is made of it.
ROOMS: list[tuple[str, str, list[float], str]] = [
    ("10, 15, 20, 30", NOTICE, [10, 15, 20, 30], "from 10 to 30; half are 17.5 or below."),
    ("10\t15 20 30", RATE, [10, 15, 20, 30], ""),
    ("10,15,\n20,\r\n30,", NOTICE, [10, 15, 20, 30], ""),
    ("10 15,20,25 30", NOTICE, [10, 15, 20, 25, 30], ""),
    ("Ana: 10, Ben: 30", COUNT, [10, 30], "2 guesses"),
    ("1,039; 2,914", COUNT, [1039, 2914], ""),
    ("one in five; 20%; 0.2; 20", NOTICE, [0.2, 20, 20, 20], ""),
    ("30 % 40 %", NOTICE, [30, 40], ""),
    ("-4; 150; 20", NOTICE, [20], "1 guess, from 20 to 20; half are 20 or below. 2 more lie out"),
    ("", COUNT, [], "one guess to a line"),
    ("30\n45; Ana Smith: 45\n\n60\n80\nno idea", COUNT, [30, 45, 45, 60, 80],
     "5 guesses, from 30 to 80; half are 45 or below. 1 more could not be read as a number."),
    ("5;150", NOTICE, [5], "1 more lies outside 0 to 100"),
    ("-5;-6", COUNT, [], "2 lie below 0"),
    ("-5", BIRTHS, [-5], ""),
]  # fmt: skip


@pytest.mark.browser
def test_a_room_s_guesses_are_taken_apart_and_counted_without_names(reader: Page):
    asked = [[text, describe_mark(ROWS[name])] for text, name, *_ in ROOMS]
    rooms = reader.evaluate("all => all.map((room) => BicGuesses.countRoom(...room))", asked)
    for found, (text, _, numbers, sentence) in zip(rooms, ROOMS, strict=True):
        assert found["numbers"] == pytest.approx(numbers), text
        assert sentence in found["sentence"] and "Ana" not in found["sentence"]
