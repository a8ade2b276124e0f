"""A number is understood in the forms in which people write it, and in no other way."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities.number_reading import read_number
from born_into_care.errors import PackError

# What was written, the number, and what it is a share of. Worked out by hand.
FORMS: dict[object, tuple[float, float | None]] = {
    "48": (48, None),
    20.2: (20.2, None),
    ".5": (0.5, None),
    "2,914": (2914, None),
    "2 914": (2914, None),
    "2\u202f914": (2914, None),
    "2,914 babies": (2914, None),
    "2914.": (2914, None),
    "ca. 48": (48, None),
    "~48": (48, None),
    "“48%”": (48, 100),
    "six": (6, None),
    "41 %": (41, 100),
    "41 percent": (41, 100),
    "forty per cent": (40, 100),
    "41% of babies": (41, 100),
    "47.7 per 10 000": (47.7, 10_000),
    "47.7 for every 10,000 births": (47.7, 10_000),
    "47.7 babies per 10,000 live births": (47.7, 10_000),
    "4.77 per thousand": (4.77, 1000),
    "One in six.": (1 / 6, 1),
    "one-in-six": (1 / 6, 1),
    "1 in every 6 babies": (1 / 6, 1),
    "1/6": (1 / 6, 1),
    "4 out of 5": (0.8, 1),
    "one baby in 98": (1 / 98, 1),
    "a fifth": (0.2, 1),
    "two thirds": (2 / 3, 1),
    "half of them": (0.5, 1),
    "three quarters of the babies": (0.75, 1),
}
DIRECTIONS = {
    "+20%": "up", "20% more": "up", "up by a fifth": "up", "−12.1%": "down", "minus 12": "down",
    -3.2: "down", "fell by 12%": "down", "20%": None, "-0": None, "fell by 0%": None,
}  # fmt: skip
SAID_BACK = {
    "10 percentage points": "10 percentage points", "10 points": "10 percentage points",
    "10 pp": "10 percentage points", "10pp": "10 percentage points", "-3.2": "down 3.2",
    "1/3": "33.33 per cent", "4 per 1,000": "4 per 1,000", "2,914,000": "2,914,000",
}  # fmt: skip
NO_NUMBERS: list[object] = [
    "abc", "12 13", "1,2,3", "5 in 0", "1/0", "per cent", "over half", "48; 49", "1e5", "½", "",
    "20 to 30", "twenty-ish", "48 of 100", "9" * 60, "9 " * 150, True, math.nan, math.inf, [48],
    {}, b"48",
]  # fmt: skip


def test_each_form_direction_and_unit_is_understood_and_said_back():
    for text, (number, per) in FORMS.items():
        found = read_number(text)
        assert (found.number, found.per) == (pytest.approx(number), per), text
    assert {text: read_number(text).direction for text in DIRECTIONS} == DIRECTIONS
    assert {text: read_number(text).text for text in SAID_BACK} == SAID_BACK


def test_what_is_no_number_gets_a_sentence():
    for text in NO_NUMBERS:
        with pytest.raises(PackError, match="one in twelve"):
            read_number(text)


@given(st.text(max_size=300))
def test_any_text_gives_a_number_or_a_sentence(text: str):
    try:
        reading = read_number(text)
    except PackError as problem:
        assert str(problem).endswith("one in twelve.")
    else:
        assert math.isfinite(reading.number) and reading.number >= 0 and reading.text
