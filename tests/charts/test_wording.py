"""Numbers as charts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.charts.wording import format_number, format_signed

NUMBERS = st.floats(min_value=-1e7, max_value=1e7, allow_nan=False)


@given(NUMBERS, st.integers(0, 3))
def test_a_number_reads_back_as_itself_without_a_hyphen_for_minus(
    number: float, decimals: int
) -> None:
    text = format_number(number, decimals)
    assert "-" not in text
    read = float(text.replace(",", "").replace("−", "-"))
    assert read == pytest.approx(number, abs=0.51 * 10.0**-decimals)


@given(NUMBERS)
def test_a_change_has_the_sign_of_what_is_shown(number: float) -> None:
    text = format_signed(number, 1)
    shown = float(text.replace(",", "").replace("−", "-"))
    assert text[0] == "+" if shown > 0 else text[0] == "−" if shown < 0 else text == "0.0"
