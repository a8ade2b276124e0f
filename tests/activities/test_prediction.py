"""Guesses: compared kindly and exactly, kept until reset, and counted without names."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities import compare_prediction, predict, summarise_group
from born_into_care.activities.prediction import (
    PredictionWidget,
    describe_direction,
    make_prediction,
)
from born_into_care.activities.record_file import RecordFile
from born_into_care.errors import PackError
from born_into_care.evidence import all_figures, figure
from born_into_care.text import VERB_MIME

COUNT = "newborns-england-2019-20"
RATE = "incidence-england-2019-20"
SHARE = "same-day-england-wales-2019-20"
BOUND = "newborn-share-england-2019-20"
NOTICE = "short-notice-england-2019-20"
BIRTHS = "derived-change-births-england"
FALL = "derived-change-from-births-england"

# Worked out by hand against 2,914; 47.7; 86.3; one in six; over half; −12.1; −346; 835.
TABLE = [
    ("2,914", COUNT, "exact", "what you expected"),
    ("2,900", COUNT, "close", "within a twentieth"),
    ("2,300", COUNT, "lower", "about a fifth"),
    ("1,450", COUNT, "lower", "about half"),
    ("30", COUNT, "lower", "under a twentieth"),
    ("6,000", COUNT, "higher", "about twice"),
    ("30,000", COUNT, "higher", "10 times"),
    ("0.477%", RATE, "exact", "what you expected"),
    ("30 per 10,000", RATE, "lower", "two fifths"),
    ("85%", NOTICE, "close", "1.3 percentage points"),
    ("a half", NOTICE, "lower", "36 percentage points"),
    ("1/6", SHARE, "exact", "what you expected"),
    ("20", SHARE, "higher", "3.3 percentage points"),
    ("16.7%", SHARE, "close", "higher, by less than 0.1 percentage points."),
    ("60%", BOUND, "fits", "fits that"),
    ("one in three", BOUND, "outside", "below that"),
    ("half", BOUND, "outside", "the limit that it names: the figure is more than that"),
    ("42", "same-day-north-east-2019-20", "close", "higher, by 1 percentage point."),
    ("20%", "derived-change-newborns-england", "close", "Our own sum gives"),
    ("fell by 5%", BIRTHS, "higher", "a smaller fall"),
    ("-20", BIRTHS, "lower", "a larger fall"),
    ("up 3%", BIRTHS, "higher", "was in the other direction, 15 percentage points away"),
    ("200", FALL, "higher", "was in the other direction."),
    ("-700", FALL, "lower", "a larger fall: about twice as much"),
    ("-670", FALL, "lower", "a larger fall, by about nine tenths"),
    ("-350", FALL, "close", "a larger fall, and within"),
    ("-5", FALL, "higher", "a far smaller fall: under a twentieth"),
    ("0", FALL, "higher", "was higher."),
]
REFUSED = [
    ("", COUNT, "nothing here"),
    ("lots", COUNT, "could not be read"),
    ("20%", COUNT, "a number of babies, not as a share"),
    ("2 times", COUNT, "as a number of babies"),
    ("1.2 times", RATE, "as a rate per 10,000 live births"),
    ("1.2 times", SHARE, "as a share, such as one in ten"),
    ("1.2 times", BIRTHS, "as a number in per cent"),
    *((name_and, name, "lies below 0. Write your guess as a ") for name_and, name in
      [("-5", COUNT), ("-5", RATE), ("-5", SHARE), ("-5", BOUND)]),
]  # fmt: skip


def test_each_guess_is_compared():
    wrong = {}
    for guess, name, kind, words in TABLE:
        found = compare_prediction(guess, name)
        if found.kind != kind or words not in repr(found) or not repr(found).startswith("You exp"):
            wrong[guess, name] = (found.kind, repr(found))
    assert not wrong
    found = compare_prediction(2300, figure(COUNT))
    assert "(../data/figures.md#newborns-england-2019-20)" in found.sentence.markdown
    assert "2,914 babies (England, 2019/20)" in repr(found)


def test_what_is_no_guess_gets_a_sentence():
    for guess, name, words in REFUSED:
        with pytest.raises(PackError) as caught:
            compare_prediction(guess, name)
        assert words in str(caught.value), (guess, name)
    calls: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
        ((), {}, "Name a figure"),
        (("newborns-england",), {}, "There is no figure"),
        ((COUNT, RATE), {"guess": [1]}, "2 figures and 1 guesses"),
    ]
    for names, choices, words in calls:
        with pytest.raises(PackError, match=words):
            predict(*names, **choices)
    assert [found.kind for found in predict(COUNT, RATE, guess=["2,914", 30])] == [
        "exact", "lower",
    ]  # fmt: skip


@given(st.floats(-1e4, 1e4), st.floats(-1e4, -1))
def test_a_guess_beside_a_fall_is_never_called_a_part_of_it_on_the_other_side(
    guess: float, value: float
):
    words = describe_direction(guess, value)
    assert (words == "in the other direction") is (guess > 0)
    if guess < 0:
        assert words == ("a larger fall" if guess <= value else "a smaller fall")


@given(st.floats(0, 1e6))
def test_every_figure_can_be_guessed(guess: float):
    for row in all_figures():
        try:
            assert repr(compare_prediction(guess, row)).count(".") >= 2
        except PackError as problem:
            assert "could not be read" in str(problem) or "no number" in str(problem)


def opened(listen, *names: str, **choices: Any) -> tuple[PredictionWidget, list[dict[str, Any]]]:
    widget = PredictionWidget(make_prediction(names or (COUNT,)), **choices)
    return widget, listen(widget)


def test_nothing_published_is_shown_before_the_guess(listen, file: RecordFile):
    made = predict(COUNT, RATE, group=True)
    bundle = made._repr_mimebundle_()
    whole = json.dumps(bundle) + json.dumps(made.widget.spec)
    assert not any(value in whole for value in ("2,914", "2914", "47.7"))
    assert bundle[VERB_MIME]["arguments"] == [COUNT, RATE]
    assert bundle[VERB_MIME]["choices"] == {"group": True}
    heard = listen(made.widget)
    made.widget.receive({"do": "hello"})
    assert heard[-1]["sentences"] == [] and not file.path.exists()


def test_a_guess_comes_with_its_chart_and_the_library_that_draws_it(listen):
    widget, heard = opened(listen)
    widget.receive({"do": "commit", "guesses": {COUNT: "2,300"}, "number": 1})
    chart = heard[-1]["chart"]
    assert chart["config"]["showSendToCloud"] is False
    assert "2,300" in chart["view"]["words"] and "2,914" in chart["view"]["words"]
    widget._on_message(None, {"want": "plotly"}, None)
    assert len(heard[-1]["buffers"][0]) > 100_000


def test_a_missing_or_odd_guess_is_named_and_nothing_is_shown(listen, file: RecordFile):
    widget, heard = opened(listen, COUNT, RATE)
    for guesses, words in (
        ({}, "no guess yet"),
        ({COUNT: "1"}, "no guess yet"),
        ({COUNT: "many", RATE: "1"}, "England"),
    ):
        widget.receive({"do": "commit", "guesses": guesses})
        assert heard[-1]["what"] == "problem" and words in heard[-1]["problem"]
    assert not file.path.exists()
    # An edited record does not break the page.
    widget, heard = opened(listen)
    for held in ({COUNT: {"guess": "loads"}}, {COUNT: 1}, [1]):
        file.save(widget.prediction.key, "prediction", {"guesses": held})
        widget.receive({"do": "hello"})
        assert not heard[-1]["committed"]


def test_a_full_disk_does_not_hide_the_figure(listen, full_disk):
    widget, heard = opened(listen)
    with full_disk():
        widget.receive({"do": "commit", "guesses": {COUNT: "1"}})
    assert heard[-1]["committed"] and "disk is full" in heard[-1]["notice"]


PER_10_000 = "per 10,000 live births"
# What a room typed, the unit it was asked in, and what is made of it.
ROOMS = [
    ("10, 15, 20, 30", "per cent", [10, 15, 20, 30]),
    ("10\t15 20 30", PER_10_000, [10, 15, 20, 30]),
    ("10,15,\n20,\r\n30,", "per cent", [10, 15, 20, 30]),
    ("10 15,20,25 30", "per cent", [10, 15, 20, 25, 30]),
    ("Ana: 10, Ben: 30", "babies", [10, 30]),
    ("1,039; 2,914", "babies", [1039, 2914]),
    ("20,25", "per cent", [20, 25]),
    ("20,25", "babies", [20.25]),
    ("one in five; 20%; 0.2; 20", "per cent", [0.2, 20, 20, 20]),
    ("30 % 40 %", "per cent", [30, 40]),
    ("1 in 6, one in six", "share", [16.6666666667, 16.6666666667]),
    ("-4; 150; 20", "per cent", [20]),
    ("", "babies", []),
]


def test_a_room_s_guesses_are_taken_apart_and_counted_without_names(listen, file: RecordFile):
    for text, unit, wanted in ROOMS:
        found = summarise_group(text, unit=unit)
        assert found.numbers == pytest.approx(tuple(wanted)), (text, unit)
        assert sum(count for _, count in found.bins) == len(wanted)
    found = summarise_group("30\n45; Ana Smith: 45\n\n60\n80\nno idea")
    assert found.sentence == (
        "5 guesses, from 30 to 80; half are 45 or below. 1 more could not be read as a number."
    )
    assert "Ana" not in repr(found)
    assert found.bins[0] == ("30 to under 40", 1) and found.bins[-1] == ("70 to 80", 1)
    assert "1 more lies outside 0 to 100" in summarise_group("5;150", unit="per cent").sentence
    assert "2 lie below 0" in summarise_group("-5;-6", unit="babies").sentence
    assert summarise_group("-5", unit="per cent", change=True).numbers == (-5,)
    widget, heard = opened(listen, group=True)
    widget.receive({"do": "group", "text": "1000; 2000; 3000", "point": COUNT})
    assert heard[-1]["what"] == "room" and sum(count for _, count in heard[-1]["rows"]) == 3
    for text, point, words in (("", COUNT, "could be read"), ("1", "x", "There is no figure")):
        widget.receive({"do": "group", "text": text, "point": point})
        assert words in heard[-1]["problem"]
    assert not file.path.exists()


@given(st.text(max_size=80), st.lists(st.floats(0, 1e9, width=32), min_size=1, max_size=30))
def test_any_text_is_counted_and_no_guess_is_lost(text: str, numbers: list[float]):
    assert summarise_group(text, unit="per cent").sentence
    found = summarise_group("\n".join(f"{number:.4f}" for number in numbers))
    assert sum(count for _, count in found.bins) == len(found.numbers) == len(numbers)
