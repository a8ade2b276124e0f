"""The counts of two years and their change: traces, table and words against the evidence."""

import pytest

from born_into_care.charts.rising_numbers import rising_numbers
from born_into_care.estimates import change_in_counts
from born_into_care.estimates.counts import poisson_limits
from tests.support.traces import joined, limits, points, words


def test_england_has_two_points_with_exact_limits_and_an_arrow_for_the_change_but_no_line() -> None:
    chart = rising_numbers()
    assert points(chart) == [(2012, 2425), (2019, 2914)]
    assert joined(chart) == chart.spec["layout"]["shapes"] == []
    for ends, count in zip(limits(chart.spec["data"][0], "y"), (2425, 2914), strict=True):
        assert ends == pytest.approx(poisson_limits(count), abs=0.01)
    change = change_in_counts(2425, 2914)
    assert f"+489 babies +20.2% ({change.low:.1f} to {change.high:.1f})" in words(chart)
    arrows = [note for note in chart.spec["layout"]["annotations"] if note["showarrow"]]
    ends = [(arrow["ax"], arrow["ay"], arrow["x"], arrow["y"]) for arrow in arrows]
    assert ends == [(2012, 2425, 2019, 2914)]


def test_wales_shows_both_counts_of_2019_20() -> None:
    chart = rising_numbers(area="Wales", earlier_series=True)
    assert sorted(value for _, value in points(chart)) == [145, 203, 241]
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 2
    assert "differ between 203 and 241, 40 or 66 per cent more" in chart.sentence
    assert "+40.0%" in words(chart) and "+66.2%" in words(chart)
    assert chart.table["Standing"].tolist() == ["agreed", "disputed", "disputed"]
    assert {"newborns-wales-2019-20-nfjo", "newborns-wales-2019-20-rip"} <= set(chart.sources)
    assert any("Wales has no earlier series" in note for note in chart.notes)


def test_the_2018_report_stands_in_a_panel_of_its_own_that_nothing_crosses() -> None:
    chart = rising_numbers(earlier_series=True)
    assert points(chart, panel="y2") == [(2007, 1039), (2016, 2447)]
    assert points(chart, panel="y") == [(2012, 2425), (2019, 2914)]
    layout = chart.spec["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"]
    assert [shape["line"]["dash"] for shape in layout["shapes"]] == ["dash"]
    arrows = [note for note in layout["annotations"] if note["showarrow"]]
    assert all(note["xref"] == note["axref"] for note in arrows)
    assert {(note["ax"], note["x"]) for note in arrows} == {(2007, 2016), (2012, 2019)}
    assert chart.table["Newborn means"].tolist()[:2] == ["under seven days old (2018 report)"] * 2
