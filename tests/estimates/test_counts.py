"""Poisson intervals of counts and rates: published tables and a second implementation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.rates import confint_poisson

from born_into_care.estimates import poisson_count, poisson_rate

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])


# The table of exact limits that follows Garwood 1936 (Pearson and Hartley, Biometrika Tables for
# Statisticians, table 40; reprinted in most books on rates).
@pytest.mark.parametrize(
    ("count", "level", "low", "high"),
    [
        (0, 0.95, 0.000, 3.69),
        (1, 0.95, 0.0253, 5.57),
        (2, 0.95, 0.242, 7.22),
        (3, 0.95, 0.619, 8.77),
        (5, 0.95, 1.62, 11.67),
        (10, 0.95, 4.80, 18.39),
        (20, 0.95, 12.22, 30.89),
        (50, 0.95, 37.11, 65.92),
        (0, 0.99, 0.000, 5.30),
        (1, 0.99, 0.00501, 7.43),
        (10, 0.99, 3.72, 21.40),
    ],
)
def test_the_printed_table_gives_these_limits(
    count: int, level: float, low: float, high: float
) -> None:
    found = poisson_count(count, level=level)
    assert found.low == pytest.approx(low, rel=0.0025)
    assert found.high == pytest.approx(high, abs=0.0051)


def test_the_welsh_nickel_workers_come_out_as_r_prints_them() -> None:
    """The first example on the help page of poisson.test in R, with the output that R gives."""
    found = poisson_rate(137, 100_000, per=1)
    expected = 24.19893
    assert found.value * 100_000 / expected == pytest.approx(5.661408, abs=5e-6)
    assert found.low * 100_000 / expected == pytest.approx(4.753125, abs=5e-6)
    assert found.high * 100_000 / expected == pytest.approx(6.692709, abs=5e-6)


@given(st.integers(0, 100_000), st.integers(1, 1_000_000), LEVELS)
def test_statsmodels_finds_the_same(count: int, births: int, level: float) -> None:
    found = poisson_rate(count, births, level=level)
    low, high = confint_poisson(count, births / 10_000, method="exact-c", alpha=1 - level)
    # For a count of none, statsmodels gives no number as the lower limit.
    low = 0.0 if count == 0 else low
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)


def test_the_published_incidence_comes_out_of_count_and_births() -> None:
    """2,914 babies over 610,505 live births: the report prints 47.7."""
    england = poisson_rate(2914, 610_505)
    assert round(england.value, 1) == 47.7
    assert england.method == "Exact Poisson 95% interval"
