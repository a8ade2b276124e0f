"""Incidence as published beside incidence as the counts give it."""

import pytest

from born_into_care.charts.incidence import incidence
from born_into_care.estimates.counts import poisson_limits
from tests.support.traces import limits, named

NEWBORNS_AND_BIRTHS = {
    "34.93": (2425, 694_241),
    "47.73": (2914, 610_505),
    "41.15": (145, 35_238),
    "68.34": (203, 29_704),
    "81.13": (241, 29_704),
}


def test_published_values_carry_their_rounding() -> None:
    (trace,) = named(incidence(), "Published")
    assert dict(zip(trace["x"], limits(trace, "x"), strict=True)) == {
        35: (34.5, 35.5),
        47.7: (47.65, 47.75),
        41.1: (41.05, 41.15),
        68.3: (68.25, 68.35),
        34: (33.5, 34.5),
        81.3: (81.25, 81.35),
        24.9: (24.85, 24.95),
    }


def test_derived_values_carry_exact_poisson_limits() -> None:
    (trace,) = named(incidence(), "Derived")
    for text, value, ends, (babies, births) in zip(
        trace["hovertext"],
        trace["x"],
        limits(trace, "x"),
        NEWBORNS_AND_BIRTHS.values(),
        strict=True,
    ):
        low, high = (10_000 * end / births for end in poisson_limits(babies))
        assert ends == pytest.approx((low, high), abs=0.01)
        assert value == pytest.approx(10_000 * babies / births, abs=1e-3)
        assert text.startswith(f"{value:.2f}")


def test_a_region_has_no_interval_and_says_why() -> None:
    table = incidence().table
    regions = table[table["Area and year"].str.contains("North East|London")]
    assert regions["Derived"].tolist() == ["none"] * 3
    assert set(regions["95% interval"]) == {"No interval: the count was not published."}
