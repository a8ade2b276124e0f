"""Counts, incidence and their change in two nations: against the evidence and written-out sums."""

import math

import pytest

from born_into_care.charts.nations import decomposition, denominators, incidence, rising_numbers
from born_into_care.estimates import change_in_counts, poisson_count, poisson_rate
from tests.support.traces import joined, limits, named, points

NEWBORNS_AND_BIRTHS = ((2425, 694_241), (2914, 610_505), (145, 35_238), (203, 29_704))


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


def test_the_bars_are_births_rate_and_both_and_no_cause_is_named() -> None:
    n0, b0, n1, b1 = 2425, 694_241, 2914, 610_505
    from_births = (b1 - b0) * (n0 / b0 + n1 / b1) / 2
    chart = decomposition()
    (trace,) = chart.spec["data"]
    assert list(reversed(trace["y"])) == ["Fewer births", "A higher rate", "Together"]
    wanted = (from_births, n1 - n0 - from_births, n1 - n0)
    assert list(reversed(trace["x"])) == pytest.approx(wanted, abs=1e-3)
    assert "346 fewer babies, and a higher rate for 835 more: 489 more" in chart.sentence
    # 835.1 of 2,425.
    assert [row["As per cent of 2012/13"] for row in chart.rows] == ["−14.3", "+34.4", "+20.2"]
    assert "and not why" in chart.description


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
