"""Which births an incidence is over: implied by each count of Wales, and registered."""

import pytest

from born_into_care.charts.denominators import denominators
from tests.support.traces import limits, named


def test_implied_births_are_count_over_incidence_and_registered_ones_fit_203_and_not_241() -> None:
    chart = denominators()
    (trace,) = named(chart, "Implied")
    pairs = [(145, 41.1), (203, 68.3), (241, 68.3)]
    assert trace["x"] == pytest.approx([1e4 * count / rate for count, rate in pairs], abs=1)
    for ends, (count, rate) in zip(limits(trace, "x"), pairs, strict=True):
        assert ends == pytest.approx(
            (1e4 * count / (rate + 0.05), 1e4 * count / (rate - 0.05)), abs=1
        )
    (trace,) = named(chart, "Registered")
    assert trace["x"] == [35_238, 29_704, 29_704]
    assert chart.table["Fits"].tolist() == ["yes", "yes", "no"]
    # 35,286 less 29,704 is 5,582.
    assert "about 5,600 more births" in chart.sentence
