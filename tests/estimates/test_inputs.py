"""A number that cannot be is answered with what to type instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from born_into_care.errors import PackError
from born_into_care.estimates import (
    difference_in_rates,
    funnel_limits,
    poisson_count,
    poisson_rate,
    wilson,
)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (lambda: poisson_count("2,914"), "in digits, without words, commas or quotes"),
        (lambda: poisson_count(-3), "a whole number of zero or more"),
        (lambda: wilson(-1, 5), "a whole number of zero or more"),
        (lambda: poisson_rate(1, 100, per=0), "Write 10_000 for a rate per 10,000"),
        (lambda: difference_in_rates(1, 100, 1, 100, per=-1), "Write 10_000 for a rate per 10,000"),
        (lambda: funnel_limits(47.7, [50], kind="rate", per=0), "Write 10_000 for a rate"),
        (lambda: funnel_limits(-1, [50], kind="rate"), "Write 47.7 for 47.7 per 10,000"),
        (lambda: funnel_limits(0.2, ["fifty"]), r"such as \[50, 200, 800\]"),
        (lambda: funnel_limits(0.2, [50.5]), "choose kind='rate'"),
    ],
)
def test_a_refusal_says_what_to_type(asked: Callable[[], object], wanted: str) -> None:
    with pytest.raises(PackError, match=wanted):
        asked()
