"""What rounding leaves around a printed number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.estimates import rounding


@pytest.mark.parametrize(
    ("value", "decimals", "low", "high", "words"),
    [
        (47.7, 1, 47.65, 47.75, "one decimal"),
        (35, 0, 34.5, 35.5, "a whole number"),
        (1.31, 2, 1.305, 1.315, "2 decimals"),
        (2400, -2, 2350, 2450, "the nearest 100"),
        (-4.1, 1, -4.15, -4.05, "one decimal"),
        (0, 0, -0.5, 0.5, "a whole number"),
    ],
)
def test_limits_are_half_a_place_away(
    value: float, decimals: int, low: float, high: float, words: str
) -> None:
    found = rounding(value, decimals=decimals)
    assert (found.value, found.low, found.high) == (value, low, high)
    assert found.method == f"Rounding to {words}"
    assert found.level == 1.0


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_the_number_before_rounding_is_inside(value: float, decimals: int) -> None:
    found = rounding(round(value, decimals), decimals=decimals)
    assert found.low - 1e-9 <= value <= found.high + 1e-9


@pytest.mark.parametrize(("value", "decimals"), [(47.73, 1), (35.5, 0), (2425, -2)])
def test_more_decimals_than_were_printed_are_refused(value: float, decimals: int) -> None:
    with pytest.raises(PackError, match="cannot have been rounded"):
        rounding(value, decimals=decimals)


def test_a_missing_number_is_refused() -> None:
    with pytest.raises(PackError, match="missing"):
        rounding(float("nan"), decimals=1)
