"""Guesses beside what is published: squares, words, and a table."""

from born_into_care import evidence
from born_into_care.charts.predictions import your_guess
from tests.support.charts import dumped
from tests.support.sentences import faults
from tests.support.traces import named, words

INCIDENCE = "incidence-england-2019-20"
SAME_DAY = "same-day-england-wales-2019-20"
BOUND = "newborn-share-england-2019-20"


def test_a_guess_is_a_hollow_square_with_its_words() -> None:
    chart = your_guess(INCIDENCE, 30)
    (guess,), (published,) = named(chart, "your guess"), named(chart, "published")
    assert guess["x"] == [30] and guess["marker"]["symbol"] == "square-open"
    assert published["x"] == [47.7]
    assert "your guess 30" in words(chart) and "published 47.7" in words(chart)
    for number, compared in ((30, "lower than"), (60, "higher than"), (47.7, "the same as")):
        assert compared in your_guess(INCIDENCE, number).sentence


def test_words_are_drawn_in_per_cent_and_a_bound_is_met_or_not() -> None:
    chart = your_guess(SAME_DAY, 0.41)
    assert named(chart, "your guess")[0]["x"] == [41]
    assert "published one in six" in words(chart)
    assert "fits the published bound, over half" in your_guess(BOUND, 0.7).sentence
    below = your_guess(BOUND, 0.3)
    assert "lower than the published bound" in below.sentence
    assert below.rows[0]["Published"] == "over half"


def test_a_dispute_is_named_and_our_own_arithmetic_never_called_published() -> None:
    chart = your_guess("newborns-wales-2019-20-nfjo", 300)
    assert any("another gives 241 babies" in note for note in chart.notes)
    derived = your_guess("derived-change-births-england", -5)
    assert named(derived, "published") == [] and "derived −12.1 per cent" in derived.sentence


def test_every_figure_can_be_guessed() -> None:
    for row in (*evidence.all_figures(), *evidence.all_derived()):
        chart = your_guess(row.id, 0.3)
        assert faults(chart.sentence) + faults(chart.description) == [], row.id
        assert chart.description.startswith(chart.sentence) and dumped(chart)
