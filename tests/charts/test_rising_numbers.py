"""The counts of two years and their change: traces, table and words against the evidence."""

import math

import pytest

from born_into_care.charts.rising_numbers import rising_numbers
from born_into_care.estimates import change_in_counts, poisson_count
from tests.support.traces import joined, limits, points


def test_two_points_have_exact_limits_and_nothing_joins_them() -> None:
    chart = rising_numbers()
    assert points(chart) == [(2012, 2425), (2019, 2914)]
    layout = chart.spec["layout"]
    assert joined(chart) == [] and not layout.get("shapes")
    assert not any(note["showarrow"] for note in layout["annotations"])
    for ends, count in zip(limits(chart.spec["data"][0], "y"), (2425, 2914), strict=True):
        exact = poisson_count(count)
        assert ends == pytest.approx((exact.low, exact.high), abs=0.01)
    change = change_in_counts(2425, 2914)
    assert (
        f"20.2 per cent (95% interval {change.low:.1f} to {change.high:.1f})" in chart.description
    )
    assert f"about {489 / math.sqrt(2425 + 2914):.1f} standard errors" in chart.description


def test_the_2018_report_has_marks_of_its_own_and_is_a_floor() -> None:
    chart = rising_numbers(earlier_series=True)
    assert points(chart) == [(2007, 1039), (2016, 2447), (2012, 2425), (2019, 2914)]
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 2
    assert joined(chart) == []
    assert "at least 2,447 babies under two weeks" in chart.description
    assert chart.table["Newborn means"].tolist()[:2] == ["under seven days old"] * 2
