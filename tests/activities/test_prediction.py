"""Guesses: compared kindly and exactly, kept until reset, and counted without names."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities import compare_prediction, predict, summarise_group
from born_into_care.activities.prediction import find_range, make_prediction
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
    ("", COUNT, "nothing here"),
    ("lots", COUNT, "could not be read"),
    ("20%", COUNT, "a number of babies, not as a share"),
    ("-5", COUNT, "−5 can't be. Write a number of babies, from 0 up."),
    ("20,000", RATE, "Write a rate per 10,000 live births, from 0 to 10,000."),
    ("150", NOTICE, "from 0 to 100"),
    ("-150", BIRTHS, "from −100 up"),
    ("5", "newborns-england", "There is no figure"),
]


def test_each_guess_is_compared():
    for guess, name, words in TABLE:
        text = compare_prediction(guess, name).sentence.plain
        assert text.startswith("You expected") and words in text
    sentence = compare_prediction("2,300", COUNT).sentence
    assert "(../data/figures.md#newborns-england-2019-20)" in sentence.markdown
    assert "2,914 babies (England, 2019/20). Your guess was lower, by" in sentence.plain
    for guess, name, words in REFUSED:
        with pytest.raises(PackError, match=words):
            compare_prediction(guess, name)


@pytest.mark.parametrize("guess", ["0", "0.4", "20", "97.5"])
def test_every_figure_with_a_number_can_be_guessed_on_a_line_that_does_not_give_it_away(guess: str):
    for row in (*all_figures(), *all_derived()):
        if row.value is not None:
            number = compare_prediction(guess, row.id).guess
            line, reach = find_range([row]), find_range([row], [number])
            assert 1.3 * abs(row.value) <= line["high"] or line["high"] == 100, row.id
            assert reach["low"] <= min(number, row.value) <= max(number, row.value) <= reach["high"]


def test_figures_on_one_line_have_one_unit_and_a_number():
    assert find_range(make_prediction(NOTICE, "same-day-london-2019-20").rows)["high"] == 100
    assert find_range(make_prediction(BIRTHS).rows)["low"] == -20
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
    widget = made.widget
    heard = listen(widget)
    for message in ({"do": "hello"}, {"do": "commit", "guesses": {COUNT: "many"}}):
        widget.receive(message)
    shown = json.dumps([bundle, widget.spec, heard])
    assert "2,914" not in shown and "2914" not in shown
    widget.receive({"do": "skip"})
    assert heard[-1]["answers"][COUNT]["words"] == "Published: 2,914" and not file.path.exists()
    with full_disk():
        widget.receive({"do": "commit", "guesses": {COUNT: "1"}})
    assert heard[-1]["shown"] and "disk is full" in heard[-1]["notice"]
    widget.receive({"do": "commit", "guesses": {COUNT: "6,000"}, "number": 1})
    assert heard[-1]["numbers"] == {COUNT: 6000} and heard[-1]["range"]["high"] == 10_000
    # An edited record does not break the page.
    file.save(f"predict-{COUNT}", "prediction", {"guess": "loads"})
    widget.receive({"do": "hello"})
    assert "could not be read" in heard[-1]["problem"]


# What a room typed, the unit it was asked in, and what is made of it.
ROOMS: list[tuple[str, str, list[float]]] = [
    ("10, 15, 20, 30", "per cent", [10, 15, 20, 30]),
    ("10\t15 20 30", "per 10,000 live births", [10, 15, 20, 30]),
    ("10,15,\n20,\r\n30,", "per cent", [10, 15, 20, 30]),
    ("10 15,20,25 30", "per cent", [10, 15, 20, 25, 30]),
    ("Ana: 10, Ben: 30", "babies", [10, 30]),
    ("1,039; 2,914", "babies", [1039, 2914]),
    ("one in five; 20%; 0.2; 20", "per cent", [0.2, 20, 20, 20]),
    ("30 % 40 %", "per cent", [30, 40]),
    ("-4; 150; 20", "per cent", [20]),
    ("", "babies", []),
]


def test_a_room_s_guesses_are_taken_apart_and_counted_without_names():
    for text, unit, wanted in ROOMS:
        found = summarise_group(text, unit=unit)
        assert found.numbers == pytest.approx(tuple(wanted)), (text, unit)
    found = summarise_group("30\n45; Ana Smith: 45\n\n60\n80\nno idea", unit="babies")
    assert found.sentence == (
        "5 guesses, from 30 to 80; half are 45 or below. 1 more could not be read as a number."
    )
    assert "Ana" not in repr(found)
    assert "1 more lies outside 0 to 100" in summarise_group("5;150", unit="per cent").sentence
    assert "2 lie below 0" in summarise_group("-5;-6", unit="babies").sentence
    assert summarise_group("-5", unit="per cent", change=True).numbers == (-5,)
    assert "one guess to a line" in summarise_group("", unit="babies").sentence


@given(st.text(max_size=80), st.lists(st.floats(0, 1e9, width=32), min_size=1, max_size=30))
def test_any_text_is_counted_and_no_guess_is_lost(text: str, numbers: list[float]):
    assert summarise_group(text, unit="per cent").sentence
    found = summarise_group("\n".join(f"{number:.4f}" for number in numbers), unit="babies")
    assert len(found.numbers) == len(numbers)
