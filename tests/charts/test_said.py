"""Numbers in words agree with what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.charts import said
from born_into_care.estimates import NoInterval, poisson_count
from tests.support.sentences import faults

NUMBERS = st.floats(min_value=-1e7, max_value=1e7, allow_nan=False)


@given(NUMBERS, st.integers(0, 2))
def test_nothing_is_written_with_a_hyphen_or_as_minus_nothing(number: float, places: int) -> None:
    for text in (said.decimal(number, places=places), said.signed(number, places=places)):
        assert "-" not in text
        assert text.strip("−0.,") or "−" not in text


@given(NUMBERS)
def test_a_number_can_be_read_back(number: float) -> None:
    assert float(said.whole(number).replace(",", "").replace("−", "-")) == pytest.approx(
        number, abs=0.51
    )


@given(NUMBERS)
def test_a_change_has_a_sign_unless_it_shows_as_nothing(number: float) -> None:
    shown = said.signed(number, places=1)
    assert shown[0] in "+−" or float(shown) == 0


@given(NUMBERS)
def test_a_direction_reads_aloud(number: float) -> None:
    assert faults(f"Births {said.rose_or_fell(number)}.") == []


def test_one_is_not_many() -> None:
    assert (said.babies(1), said.babies(0), said.days(1)) == ("1 baby", "0 babies", "1 day")


def test_limits_or_a_reason() -> None:
    assert said.limits(poisson_count(10)) == "4.8 to 18.4"
    assert said.limits(NoInterval("there is none")) == "No interval: there is none."
