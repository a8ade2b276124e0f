"""Incidence of both nations with exact limits, and Wales beside England by their ratio."""

import math

import pytest

from born_into_care.charts.incidence import incidence
from born_into_care.estimates import poisson_rate
from tests.support.traces import limits, named

NEWBORNS_AND_BIRTHS = ((2425, 694_241), (2914, 610_505), (145, 35_238), (203, 29_704))


def test_published_values_carry_exact_poisson_limits() -> None:
    (trace,) = named(incidence(), "Published")
    assert trace["x"] == [35, 47.7, 41.1, 68.3]
    for ends, (babies, births) in zip(limits(trace, "x"), NEWBORNS_AND_BIRTHS, strict=True):
        exact = poisson_rate(babies, births)
        assert ends == pytest.approx((exact.low, exact.high), abs=0.1)


def test_the_nations_are_compared_by_their_ratio_and_not_by_overlap() -> None:
    chart = incidence()
    (trace,) = named(chart, "Derived")
    england, england_later, wales, wales_later = NEWBORNS_AND_BIRTHS
    pairs = ((england, wales), (england_later, wales_later))
    for value, ends, (one, other) in zip(trace["x"], limits(trace, "x"), pairs, strict=True):
        ratio = other[0] / other[1] * one[1] / one[0]
        # The usual approximation on the scale of logarithms lies close to the exact interval.
        factor = math.exp(1.96 * math.sqrt(1 / one[0] + 1 / other[0]))
        assert value == pytest.approx(ratio, abs=1e-3)
        assert ends == pytest.approx((ratio / factor, ratio * factor), abs=0.02)
    assert "1.18 times (0.99 to 1.39): 1 lies barely inside" in chart.description
    assert "1.43 times that of England (95% interval 1.24 to 1.65)" in chart.description
