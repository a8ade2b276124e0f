"""Errors that say what to do next."""

from __future__ import annotations

import pytest

from born_into_care.errors import unknown
from born_into_care.evidence import AREAS
from born_into_care.text import join_words


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("NW", "Did you mean 'North West'?"),
        ("north east", "Did you mean 'North East'?"),
        ("Londn", "Did you mean 'London'?"),
        ("North Est", "Did you mean 'North East' or 'North West'?"),
    ],
)
def test_the_nearest_name_is_offered(asked: str, meant: str) -> None:
    assert meant in str(unknown("region", asked, AREAS))


def test_where_nothing_is_near_all_names_are_listed() -> None:
    text = str(unknown("region", "Atlantis", AREAS))
    assert "Did you mean" not in text
    assert all(area in text for area in AREAS)


def test_a_long_list_is_counted_and_not_poured_out() -> None:
    text = str(unknown("figure", "birth", [f"births-{year}" for year in range(2000, 2060)]))
    assert "There are 60 to choose from" in text and len(text) < 300


def test_words_are_joined_as_they_are_said() -> None:
    assert [join_words(list("abc")[:size]) for size in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
