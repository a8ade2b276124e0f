"""Which births stand behind an incidence: implied by each count, and registered."""

from __future__ import annotations

import pytest

from born_into_care.charts.denominators import denominators
from tests.support.traces import limits, named


def test_implied_births_are_count_over_incidence_with_its_rounding() -> None:
    (trace,) = named(denominators(area="Wales"), "Implied")
    pairs = [(145, 41.1), (203, 68.3), (241, 68.3)]
    for value, ends, (count, rate) in zip(trace["x"], limits(trace, "x"), pairs, strict=True):
        assert value == pytest.approx(10_000 * count / rate, abs=1)
        assert ends == (
            pytest.approx(10_000 * count / (rate + 0.05), abs=1),
            pytest.approx(10_000 * count / (rate - 0.05), abs=1),
        )


def test_registered_births_stand_beside_them() -> None:
    (trace,) = named(denominators(area="Wales"), "Registered")
    assert trace["x"] == [35_238, 29_704, 29_704]


def test_203_fits_and_241_does_not() -> None:
    assert denominators(area="Wales").table["Fits"].tolist() == ["yes", "yes", "no"]
    assert denominators(area="England").table["Fits"].tolist() == ["yes", "yes"]


def test_the_sentence_says_how_many_births_241_would_need() -> None:
    # 35,286 less 29,704 is 5,582.
    assert "about 5,600 more births" in denominators().sentence
