"""Guesses beside what is published: squares, words, and a table."""

from __future__ import annotations

import math

import pytest

from born_into_care import evidence
from born_into_care.charts.predictions import your_guess
from born_into_care.errors import PackError
from tests.support.charts import dumped
from tests.support.sentences import faults
from tests.support.traces import named, words

INCIDENCE = "incidence-england-2019-20"
SAME_DAY = "same-day-england-wales-2019-20"
BOUND = "newborn-share-england-2019-20"
EVERY = [*evidence.figures()["figure_id"], *evidence.derived()["derived_id"]]


def test_a_guess_is_a_hollow_square_with_its_words() -> None:
    chart = your_guess({INCIDENCE: 30})
    (guess,) = named(chart, "your guess")
    assert guess["x"] == [30] and guess["marker"]["symbol"] == ["square-open"][0]
    (published,) = named(chart, "published")
    assert published["x"] == [47.7]
    assert "your guess 30" in words(chart) and "published 47.7" in words(chart)


@pytest.mark.parametrize(
    ("guess", "said"), [(30, "lower than"), (60, "higher than"), (47.7, "the same as")]
)
def test_a_guess_is_said_to_be_higher_lower_or_the_same(guess: float, said: str) -> None:
    assert said in your_guess({INCIDENCE: guess}).sentence


def test_a_share_in_words_is_drawn_in_per_cent() -> None:
    chart = your_guess({SAME_DAY: 0.41})
    assert named(chart, "your guess")[0]["x"] == [41]
    assert "published one in six" in words(chart)


def test_a_bound_is_met_or_not_and_never_called_fifty() -> None:
    assert "fits the published bound, over half" in your_guess({BOUND: 0.7}).sentence
    assert "lower than the published bound" in your_guess({BOUND: 0.3}).sentence
    assert your_guess({BOUND: 0.3}).table["Published"].tolist() == ["over half"]


def test_a_dispute_is_named_beside_the_guess() -> None:
    chart = your_guess({"newborns-wales-2019-20-nfjo": 300})
    assert any("another gives 241 babies" in note for note in chart.notes)


def test_figures_of_two_units_have_two_panels() -> None:
    chart = your_guess({INCIDENCE: 30, "short-notice-england-2019-20": 50, SAME_DAY: 0.1})
    assert {trace["xaxis"] for trace in chart.spec["data"]} == {"x", "x2"}
    assert len(chart.table) == 3


def test_our_own_arithmetic_is_never_called_published() -> None:
    chart = your_guess({"derived-change-births-england": -5})
    assert named(chart, "published") == []
    assert "derived −12.1 per cent" in chart.sentence


@pytest.mark.parametrize("name", EVERY)
def test_every_figure_can_be_guessed(name: str) -> None:
    chart = your_guess({name: 0.3})
    assert [fault for text in (chart.sentence, chart.description) for fault in faults(text)] == []
    assert chart.description.startswith(chart.sentence)
    assert dumped(chart)


@pytest.mark.parametrize("guess", [math.nan, math.inf, "many", None, True])
def test_what_is_not_a_number_is_refused(guess: object) -> None:
    with pytest.raises(PackError, match="is not a number"):
        your_guess({INCIDENCE: guess})  # type: ignore[dict-item]


def test_no_guess_says_what_to_do() -> None:
    with pytest.raises(PackError, match="Type a number"):
        your_guess({})


def test_an_unknown_figure_says_what_exists() -> None:
    with pytest.raises(PackError, match="incidence-england"):
        your_guess({"incidence-england": 3})
