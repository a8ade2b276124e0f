"""Guesses: compared kindly and exactly, kept until reset, and counted without names."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities.predicting import predict, prediction_of
from born_into_care.activities.predicting_widget import PredictionWidget
from born_into_care.activities.predictions import compare_prediction, direction_words
from born_into_care.activities.recordfile import RecordFile
from born_into_care.errors import PackError
from born_into_care.evidence import figure, figures

COUNT = "newborns-england-2019-20"
RATE = "incidence-england-2019-20"
SHARE = "same-day-england-wales-2019-20"
BOUND = "newborn-share-england-2019-20"

# Worked out by hand against 2,914; 47.7; 86.3; one in six; over half; −12.1; −346; 835.
TABLE = [
    ("2,914", COUNT, "exact", "what you expected"),
    ("2,900", COUNT, "close", "within a twentieth"),
    ("2,300", COUNT, "lower", "about a fifth"),
    ("1,450", COUNT, "lower", "about half"),
    ("30", COUNT, "lower", "under a twentieth"),
    ("4,400", COUNT, "higher", "about half"),
    ("6,000", COUNT, "higher", "about twice"),
    ("30,000", COUNT, "higher", "10 times"),
    ("0.477%", RATE, "exact", "what you expected"),
    ("30 per 10,000", RATE, "lower", "two fifths"),
    ("85%", "short-notice-england-2019-20", "close", "1.3 percentage points"),
    ("a half", "short-notice-england-2019-20", "lower", "36 percentage points"),
    ("1/6", SHARE, "exact", "what you expected"),
    ("20%", SHARE, "higher", "3.3 percentage points"),
    ("20", SHARE, "higher", "3.3 percentage points"),
    ("one in three", SHARE, "higher", "17 percentage points"),
    ("60%", BOUND, "fits", "fits that"),
    ("one in three", BOUND, "outside", "below that"),
    ("half", BOUND, "outside", "the limit that it names: the figure is more than that"),
    ("16.7%", SHARE, "close", "higher, by less than 0.1 percentage points."),
    ("42", "same-day-north-east-2019-20", "close", "higher, by 1 percentage point."),
    ("-5", "derived-difference-short-notice-england-wales", "lower", "in the other direction"),
    ("20%", "derived-change-newborns-england", "close", "0.2 percentage points"),
    ("fell by 5%", "derived-change-births-england", "higher", "a smaller fall"),
    ("-20", "derived-change-births-england", "lower", "a larger fall"),
    (
        "up 3%",
        "derived-change-births-england",
        "higher",
        "was in the other direction, 15 percentage points away",
    ),
    ("200", "derived-change-from-births-england", "higher", "was in the other direction."),
    ("-700", "derived-change-from-births-england", "lower", "a larger fall: about twice as much"),
    ("-670", "derived-change-from-births-england", "lower", "a larger fall, by about nine tenths"),
    (
        "-3460",
        "derived-change-from-births-england",
        "lower",
        "a larger fall: about 10 times",
    ),
    ("-300", "derived-change-from-births-england", "higher", "a smaller fall, by about a tenth"),
    (
        "-350",
        "derived-change-from-births-england",
        "close",
        "a larger fall, and within",
    ),
    ("-5", "derived-change-from-births-england", "higher", "a far smaller fall: under a twentieth"),
    ("0", "derived-change-from-births-england", "higher", "was higher."),
    ("-200", "derived-change-from-incidence-england", "lower", "was in the other direction."),
]


@pytest.mark.parametrize(("guess", "name", "kind", "words"), TABLE)
def test_a_guess_is_compared(guess: str, name: str, kind: str, words: str):
    result = compare_prediction(guess, name)
    assert result.kind == kind
    assert words in result.sentence.plain
    assert result.sentence.plain.startswith("You expected ")


def test_the_sentence_leads_to_the_figure():
    result = compare_prediction("2,300", COUNT)
    assert "(../data/figures.md#newborns-england-2019-20)" in result.sentence.markdown
    assert "2,914 babies (England, 2019/20)" in repr(result)


def test_a_derived_figure_is_called_our_own():
    assert "Our own sum gives" in repr(compare_prediction("20%", "derived-change-newborns-england"))


def test_a_figure_may_be_given_itself():
    assert compare_prediction(30, figure(RATE)).kind == "lower"


@pytest.mark.parametrize(
    ("guess", "words"),
    [
        ("", "nothing here"),
        ("lots", "could not be read"),
        ("20%", "a number of babies, not as a share"),
        ("2 times", r"as a number of babies\."),
    ],
)
def test_what_is_no_guess_gets_a_sentence(guess: str, words: str):
    with pytest.raises(PackError, match=words):
        compare_prediction(guess, COUNT)


@pytest.mark.parametrize("name", [COUNT, RATE, SHARE, BOUND, "derived-births-elsewhere-2012"])
def test_a_count_a_rate_or_a_share_below_zero_is_refused(name: str):
    with pytest.raises(PackError, match=r"lies below 0\. Write your guess as a "):
        compare_prediction("-5", name)


def test_times_are_asked_for_in_the_figure_s_own_unit():
    with pytest.raises(PackError, match=r"as a rate per 10,000 live births\."):
        compare_prediction("1.2 times", RATE)
    with pytest.raises(PackError, match="as a share, such as one in ten"):
        compare_prediction("1.2 times", SHARE)
    with pytest.raises(PackError, match=r"as a number in per cent\."):
        compare_prediction("1.2 times", "derived-change-births-england")


@given(st.floats(-1e4, 1e4), st.floats(-1e4, -1))
def test_a_guess_beside_a_fall_is_never_said_to_be_a_part_of_it_on_the_other_side(
    guess: float, value: float
):
    words = direction_words(guess, value)
    assert (words == "in the other direction") is (guess > 0)
    if guess < 0:
        assert words == ("a larger fall" if abs(guess) >= abs(value) else "a smaller fall")


@given(st.floats(0, 1e6), st.sampled_from(list(figures()["figure_id"])))
def test_every_figure_can_be_guessed(guess: float, name: str):
    try:
        result = compare_prediction(guess, name)
    except PackError as problem:
        assert "could not be read" in str(problem) or "no number" in str(problem)
    else:
        assert result.sentence.plain.count(".") >= 2


# ---------------------------------------------------------------- the widget


def widget_for(*names: str, **choices) -> PredictionWidget:
    return PredictionWidget(prediction_of(names or (COUNT,), **choices))


def test_nothing_published_is_shown_before_the_guess(listen, file: RecordFile):
    made = predict(COUNT, RATE)
    whole = json.dumps(made._repr_mimebundle_()) + json.dumps(made.widget.spec)
    for value in ("2,914", "2914", "47.7"):
        assert value not in whole
    heard = listen(made.widget)
    made.widget.receive({"do": "hello"})
    assert heard[-1]["sentences"] == []
    assert not file.path.exists()


def test_a_guess_is_kept_until_it_is_reset(listen, file: RecordFile):
    widget = widget_for()
    heard = listen(widget)
    widget.receive({"do": "commit", "guesses": {COUNT: "2,300"}, "number": 1})
    assert heard[-1]["committed"]
    assert "2,914" in str(heard[-1]["sentences"])
    again = widget_for()
    heard = listen(again)
    again.receive({"do": "hello"})
    assert heard[-1]["guesses"] == {COUNT: "2,300"}
    assert heard[-1]["committed"]
    again.receive({"do": "reset"})
    assert not heard[-1]["committed"]
    assert heard[-1]["sentences"] == []
    assert file.read().entries == {}


def test_a_chart_hears_of_the_reveal(listen):
    drawn: list[dict[str, float]] = []
    widget = PredictionWidget(prediction_of((COUNT, RATE)), on_reveal=drawn.append)
    listen(widget)
    widget.receive({"do": "commit", "guesses": {COUNT: "2,300", RATE: "0.3%"}})
    assert drawn == [{COUNT: 2300.0, RATE: 30.0}]


def test_a_fault_in_a_chart_is_told_and_raised(listen):
    def broken(_: object) -> None:
        raise RuntimeError("no ink")

    widget = PredictionWidget(prediction_of((COUNT,)), on_reveal=broken)
    heard = listen(widget)
    with pytest.raises(RuntimeError, match="no ink"):
        widget.receive({"do": "commit", "guesses": {COUNT: "1"}})
    assert [said["what"] for said in heard] == ["state", "problem"]


@pytest.mark.parametrize(
    ("guesses", "words"),
    [({}, "no guess yet"), ({COUNT: "1"}, "no guess yet"), ({COUNT: "many", RATE: "1"}, "England")],
)
def test_a_missing_or_odd_guess_is_named_and_nothing_is_shown(
    guesses: dict, words: str, listen, file: RecordFile
):
    widget = widget_for(COUNT, RATE)
    heard = listen(widget)
    widget.receive({"do": "commit", "guesses": guesses})
    assert [said["what"] for said in heard] == ["problem"]
    assert words in heard[0]["problem"]
    assert not file.path.exists()


def test_an_edited_record_does_not_break_the_page(listen, file: RecordFile):
    widget = widget_for()
    file.save(widget.prediction.key, "prediction", {"guesses": {COUNT: {"guess": "loads"}}})
    heard = listen(widget)
    widget.receive({"do": "hello"})
    assert heard[-1]["guesses"] == {COUNT: "loads"}
    assert not heard[-1]["committed"]


def test_a_full_disk_does_not_hide_the_figure(
    listen, file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("os.fsync", full)
    widget = widget_for()
    heard = listen(widget)
    widget.receive({"do": "commit", "guesses": {COUNT: "1"}})
    assert heard[-1]["committed"]
    assert "disk is full" in heard[-1]["notice"]
    assert file.waiting


def test_a_room_s_guesses_become_a_table_and_are_not_kept(listen, file: RecordFile):
    widget = widget_for(group=True)
    heard = listen(widget)
    widget.receive({"do": "group", "text": "Ana: 1000; 2000; 3000", "point": COUNT})
    said = heard[-1]
    assert said["what"] == "room"
    assert sum(count for _, count in said["rows"]) == 3
    assert "Ana" not in str(said)
    assert not file.path.exists()
    widget.receive({"do": "group", "text": "", "point": COUNT})
    assert "could be read" in heard[-1]["problem"]
    widget.receive({"do": "group", "text": "1", "point": "elsewhere"})
    assert "There is no figure" in heard[-1]["problem"]


def test_a_guess_without_controls_is_compared():
    assert predict(RATE, guess=30).kind == "lower"
    assert [one.kind for one in predict(COUNT, RATE, guess=["2,914", 30])] == ["exact", "lower"]


@pytest.mark.parametrize(
    ("names", "choices", "words"),
    [
        ((), {}, "Name a figure"),
        (("newborns-england",), {}, "There is no figure"),
        ((COUNT, RATE), {"guess": [1]}, "2 figures and 1 guesses"),
        ((COUNT,), {"labels": ["a", "b"]}, "1 figures and 2 labels"),
    ],
)
def test_a_call_that_does_not_fit_gets_a_sentence(names: tuple, choices: dict, words: str):
    with pytest.raises(PackError, match=words):
        predict(*names, **choices)


def test_a_committed_guess_comes_with_its_chart_and_a_reset_takes_it_away(listen):
    widget = widget_for(COUNT)
    heard = listen(widget)
    widget.receive({"do": "commit", "guesses": {COUNT: "2,300"}})
    chart = heard[-1]["chart"]
    assert chart["config"]["showSendToCloud"] is False
    drawn = [value for trace in chart["view"]["spec"]["data"] for value in trace["x"]]
    assert {2300.0, figure(COUNT).value} <= set(drawn)
    assert "2,300" in chart["view"]["words"] and "2,914" in chart["view"]["words"]
    widget.receive({"do": "reset"})
    assert "chart" not in heard[-1]


def test_the_drawing_library_is_sent_when_it_is_asked_for():
    widget = widget_for(COUNT)
    sent = []
    widget.send = lambda content, buffers=None: sent.append((content, buffers))
    widget._on_message(None, {"want": "plotly"}, None)
    ((content, buffers),) = sent
    assert content == {"have": "plotly"} and len(buffers[0]) > 100_000
