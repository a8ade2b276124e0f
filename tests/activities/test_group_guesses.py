"""A room full of guesses: taken apart as they are typed, and counted without names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities import summarise_group
from born_into_care.activities.answers import read_number
from born_into_care.activities.group_guesses import bin_words
from born_into_care.errors import PackError

RATE = "per 10,000 live births"


def counted(text: str, unit: str) -> tuple[int, float, float]:
    summary = summarise_group(text, unit=unit)
    assert not summary.unread
    return summary.count, summary.low, summary.high


def test_a_room_is_summed_up():
    summary = summarise_group("30\n45; 45\n\n60\n80\nno idea")
    assert (summary.count, summary.unread) == (5, 1)
    assert (summary.low, summary.median, summary.high) == (30, 45, 80)
    assert sum(one.count for one in summary.bins) == 5
    assert summary.sentence == (
        "5 guesses, from 30 to 80; half are 45 or below. 1 more could not be read as a number."
    )


def test_names_are_dropped_and_no_text_is_kept():
    summary = summarise_group("Ana: 30\nBen Smith: 45\nCara says hello")
    assert summary.count == 2
    assert not any(name in repr(summary) for name in ("Ana", "Ben", "Cara"))


def test_guesses_in_several_forms_are_one_guess():
    summary = summarise_group("one in five; 20%; 0.2; 20", unit="per cent")
    assert (summary.low, summary.high) == (0.2, 20)  # a bare 0.2 stays what was written
    assert summary.median == 20


def test_a_room_without_guesses_says_so():
    assert "could be read" in summarise_group("hm; well").sentence


@pytest.mark.parametrize("unit", ["per cent", "babies", RATE, ""])
@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("10, 15, 20, 30", 4),
        ("10 15 20 30", 4),
        ("10\t15\t20\t30", 4),
        ("10,15,20,30", 4),
        ("10, 15,\n20,\r\n30,", 4),
        ("10 ,15 , 20;30", 4),
        ("10 15,20,25 30", 5),
        ("Ana: 10, Ben: 30", 2),
        ("Ana: 10 20 30", 3),
        ("10 babies, 30 babies", 2),
        ("about 10, ten, 30.", 3),
    ],
)
def test_a_list_is_taken_apart_into_its_guesses(text: str, count: int, unit: str):
    assert counted(text, unit) == (count, 10, 30)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30 %", 30),
        ("30 per cent", 30),
        ("1 in 6", 100 / 6),
        ("one in six", 100 / 6),
        ("a quarter", 25),
        ("twenty one", 21),
        ("3,000 per 10,000", 30),
        ("3,000 per 10 000", 30),
    ],
)
def test_a_share_in_several_words_is_one_guess(text: str, number: float):
    assert counted(text, "per cent") == (1, pytest.approx(number), pytest.approx(number))
    assert counted(f"{text}, 99", "per cent")[0] == 2


def test_percentages_in_a_row_are_guesses_of_their_own():
    assert counted("10% 20 % 30%", "per cent") == (3, 10, 30)
    assert counted("10%,20%,30%", "per cent") == (3, 10, 30)


def test_thousands_stay_together():
    assert counted("1,039", "babies") == (1, 1039, 1039)
    assert counted("1,039, 2,914", "babies") == (2, 1039, 2914)
    assert counted("1,039 2,914", "babies") == (2, 1039, 2914)
    assert counted("1,039,2,914", "babies") == (2, 1039, 2914)
    assert counted("2 914 babies", "babies") == (1, 2914, 2914)


def test_a_comma_without_a_space_parts_two_shares_and_is_the_point_of_another_number():
    assert counted("20,25", "per cent") == (2, 20, 25)
    assert counted("20,25", "share") == (2, 20, 25)
    assert counted("20,25", RATE) == (1, 20.25, 20.25)


@pytest.mark.parametrize("text", ["20 to 30", "20-30", "20 - 30", "many", "10 or 15"])
def test_what_is_no_single_guess_is_not_made_into_one(text: str):
    assert (summarise_group(text).count, summarise_group(text).unread) == (0, 1)


@given(
    st.lists(st.integers(0, 100), min_size=2, max_size=20),
    st.sampled_from([", ", " ", "\n", ";", "; ", "\t", ","]),
    st.sampled_from(["per cent", "share of births"]),
)
def test_shares_are_counted_whatever_parts_them(numbers: list[int], between: str, unit: str):
    # "20,100" is written as twenty thousand is: no share is, so it is set aside and told of.
    text = between.join(map(str, numbers))
    summary = summarise_group(text, unit=unit)
    if between != "," or 100 not in numbers[1:]:
        assert (summary.count, summary.outside, summary.unread) == (len(numbers), 0, 0)


@given(st.text("0123456789,. %-", max_size=12))
def test_one_guess_is_read_as_the_single_box_reads_it(text: str):
    summary = summarise_group(text)
    try:
        alone = read_number(text)
    except PackError:
        return
    if summary.count == 1 and not summary.unread:
        assert abs(summary.low) == alone.number


def test_shares_that_cannot_be_are_set_aside_and_told_of():
    text = "-4, 150, 10, 15, 20, 20, 25, 30, 30, 35, 40, one in six"
    summary = summarise_group(text, unit="per cent")
    assert (summary.count, summary.outside, summary.unread) == (10, 2, 0)
    assert summary.sentence == (
        "10 guesses, from 10 to 40; half are 22.5 or below. 2 more lie outside 0 to 100."
    )
    assert summary.bins[0].low >= 0 and summary.bins[-1].high <= 100
    assert sum(one.count for one in summary.bins) == 10
    assert "1 more lies outside 0 to 100. 1 more could" in (
        summarise_group("10; 101; hm", unit="share").sentence
    )


@pytest.mark.parametrize("unit", ["babies", RATE, "times"])
def test_counts_and_rates_below_zero_are_set_aside(unit: str):
    summary = summarise_group("-4; 0; 150", unit=unit)
    assert (summary.count, summary.low, summary.high) == (2, 0, 150)
    assert summary.sentence.endswith("1 more lies below 0.")


def test_a_change_may_be_a_fall_or_more_than_a_doubling():
    summary = summarise_group("-4; 150; fell by 20%", unit="per cent", change=True)
    assert (summary.count, summary.outside, summary.low, summary.high) == (3, 0, -20, 150)


def test_where_all_are_set_aside_that_is_said():
    summary = summarise_group("-4; 150; hm", unit="per cent")
    assert not summary.count
    assert summary.sentence == (
        "None of these can be counted. 2 lie outside 0 to 100. "
        "1 could not be read as a number. Write one guess to a line, such as 48."
    )


def test_a_sentence_has_one_decimal_at_most():
    summary = summarise_group("one in six; 1 in 3", unit="per cent")
    assert summary.sentence == "2 guesses, from 16.7 to 33.3; half are 25 or below."
    only = summarise_group("one in six", unit="per cent")
    assert only.sentence == "1 guess, from 16.7 to 16.7; half are 16.7 or below."
    assert bin_words(only.bins[0], last=True) == "16.7"


def test_a_share_is_summed_up_in_per_cent():
    summary = summarise_group("one in six; 0.29; 20", unit="share")
    assert summary.sentence == "3 guesses, from 16.7 to 29; half are 20 or below."
    assert summary.high == 29


@given(st.lists(st.floats(-1e6, 1e6).map(lambda number: round(number, 2)), min_size=1, max_size=60))
def test_every_guess_lies_in_one_bin(numbers: list[float]):
    summary = summarise_group(numbers)
    assert sum(one.count for one in summary.bins) == len(numbers) == summary.count
    for before, after in zip(summary.bins, summary.bins[1:], strict=False):
        assert before.high == after.low
    assert summary.bins[0].low <= min(numbers)
    assert summary.bins[-1].high >= max(numbers)
    assert len(summary.bins) <= 15


def test_bins_are_said_aloud():
    bins = summarise_group([10, 20, 30, 70]).bins
    said = [bin_words(one, last=one is bins[-1]) for one in bins]
    assert said[0] == "10 to under 20"
    assert said[-1] == "60 to 70"
