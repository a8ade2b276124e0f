"""Which births stand behind an incidence: implied by each count, and registered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from born_into_care import evidence
from born_into_care.charts.counts import counts
from born_into_care.charts.denominators import _fits, denominators
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


@pytest.mark.parametrize(("births", "fits"), [(29_699, False), (29_704, True), (29_744, False)])
def test_births_fit_from_the_lower_end_of_the_range_to_the_upper(births: int, fits: bool) -> None:
    # 203 at 68.3, rounded, implies from 29,700.1 to 29,743.6 births.
    implied = evidence.derivation("derived-implied-births-wales-2019-20-203")
    assert _fits(replace(counts("Wales")[1], births=births), implied) is fits
