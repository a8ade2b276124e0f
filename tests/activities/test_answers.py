"""A number is understood in the forms in which people write it, and in no other way."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities.answers import read_number
from born_into_care.errors import PackError

# What was written, the number, and what it is a share of. Worked out by hand.
FORMS = [
    ("48", 48, None),
    ("47.7", 47.7, None),
    (".5", 0.5, None),
    ("0.41", 0.41, None),
    ("2,914", 2914, None),
    ("2914", 2914, None),
    ("2 914", 2914, None),
    ("2\u202f914", 2914, None),
    ("2,914 babies", 2914, None),
    ("2914.", 2914, None),
    ("about 48", 48, None),
    ("~48", 48, None),
    ("ca. 48", 48, None),
    ("47,7", 47.7, None),
    ("'48'", 48, None),
    ("“48%”", 48, 100),
    ("forty-eight", 48, None),
    ("two thousand nine hundred and fourteen", 2914, None),
    ("2 thousand", 2000, None),
    ("1.5 million", 1_500_000, None),
    ("41%", 41, 100),
    ("41 %", 41, 100),
    ("41 per cent", 41, 100),
    ("41 percent", 41, 100),
    ("41 pct", 41, 100),
    ("forty-one per cent", 41, 100),
    ("41% of babies", 41, 100),
    ("0.477%", 0.477, 100),
    ("47.7 per 10,000", 47.7, 10_000),
    ("47.7 per 10 000", 47.7, 10_000),
    ("47.7 per ten thousand", 47.7, 10_000),
    ("47.7 for every 10,000 births", 47.7, 10_000),
    ("47.7 babies per 10,000 live births", 47.7, 10_000),
    ("47.7/10,000", 47.7, 10_000),
    ("4.77 per thousand", 4.77, 1000),
    ("477 per 100,000", 477, 100_000),
    ("one in six", 1 / 6, 1),
    ("One in six.", 1 / 6, 1),
    ("one-in-six", 1 / 6, 1),
    ("1 in 6", 1 / 6, 1),
    ("1 in every 6 babies", 1 / 6, 1),
    ("1/6", 1 / 6, 1),
    ("4 out of 5", 0.8, 1),
    ("one baby in 98", 1 / 98, 1),
    ("a fifth", 0.2, 1),
    ("one fifth", 0.2, 1),
    ("two thirds", 2 / 3, 1),
    ("half", 0.5, 1),
    ("half of them", 0.5, 1),
    ("three quarters", 0.75, 1),
]


@pytest.mark.parametrize(("text", "number", "per"), FORMS, ids=[form[0] for form in FORMS])
def test_a_form_is_understood(text: str, number: float, per: float | None):
    reading = read_number(text)
    assert (reading.number, reading.per) == (pytest.approx(number), per)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("+20%", "up"),
        ("20% more", "up"),
        ("a rise of 20%", "up"),
        ("up by a fifth", "up"),
        ("-12.1", "down"),
        ("−12.1%", "down"),
        ("minus 12", "down"),
        ("fell by 12%", "down"),
        ("a decrease of 4.1%", "down"),
        ("20%", None),
    ],
)
def test_a_direction_is_understood(text: str, direction: str | None):
    reading = read_number(text)
    assert reading.direction == direction
    assert reading.number > 0


@pytest.mark.parametrize("text", ["-0", "−0.0", "fell by 0%", "+0"])
def test_nothing_has_no_direction(text: str):
    assert read_number(text).text in ("0", "0 per cent")


@pytest.mark.parametrize("text", ["10 percentage points", "10 points", "10 pp", "10pp", "10 p.p."])
def test_percentage_points_are_understood(text: str):
    reading = read_number(text)
    assert (reading.number, reading.per, reading.points) == (10, 100, True)


@pytest.mark.parametrize("text", ["1.2 times", "×1.2", "1.2x", "1.2 times as many"])
def test_times_are_understood(text: str):
    reading = read_number(text)
    assert (reading.number, reading.times) == (1.2, True)


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "12 13",
        "1,2,3",
        "5 in 0",
        "1/0",
        "per cent",
        "over half",
        "48; 49",
        "1e5",
        "½",
        "9" * 60,
    ],
)
def test_what_is_no_number_gets_a_sentence(text: str):
    with pytest.raises(PackError) as caught:
        read_number(text)
    assert "could not be read as a number" in str(caught.value)
    assert "one in twelve" in str(caught.value)


@pytest.mark.parametrize("value", [True, math.nan, math.inf, [48], {}, b"48"])
def test_what_is_no_text_gets_a_sentence(value: object):
    with pytest.raises(PackError):
        read_number(value)  # type: ignore[arg-type]


def test_numbers_may_come_as_numbers():
    assert read_number(48).number == 48
    assert (read_number(-3.2).number, read_number(-3.2).direction) == (3.2, "down")


@given(st.text(max_size=300))
def test_any_text_gives_a_number_or_a_sentence(text: str):
    try:
        reading = read_number(text)
    except PackError as problem:
        assert str(problem).endswith("one in twelve.")
    else:
        assert math.isfinite(reading.number) and reading.number >= 0
        assert reading.text


@given(st.integers(0, 10**9))
def test_a_whole_number_is_read_with_and_without_commas(number: int):
    assert read_number(str(number)).number == number
    assert read_number(f"{number:,}").number == number
    assert read_number(f"{number:,}".replace(",", " ")).number == number


@given(
    st.decimals(0, 10**6, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["%", " %", " per cent", " percent", " percentage points"]),
)
def test_a_percentage_is_a_share_of_a_hundred(number: object, unit: str):
    reading = read_number(f"{number}{unit}")
    assert reading.per == 100
    assert reading.share == pytest.approx(float(str(number)) / 100)


@given(st.integers(1, 20), st.integers(1, 5000))
def test_one_in_so_many_is_a_share(top: int, bottom: int):
    assert read_number(f"{top} in {bottom:,}").share == pytest.approx(top / bottom)


@given(st.integers(0, 9_999))
def test_a_number_in_words_is_the_number(number: int):
    assert read_number(in_words(number)).number == number


def in_words(number: int) -> str:
    """A number as it is said, written apart from the reader that it tests."""
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    if number < 20:
        return ones[number]
    if number < 100:
        rest = number % 10
        return tens[number // 10] + (f"-{ones[rest]}" if rest else "")
    if number < 1000:
        rest = number % 100
        return f"{ones[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    rest = number % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(number // 1000)} thousand" + (f"{joint}{in_words(rest)}" if rest else "")
