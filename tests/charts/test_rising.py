"""The counts of two years and their change: traces, table and words against the evidence."""

from __future__ import annotations

import pytest

from born_into_care import evidence
from born_into_care.charts.rising import rising_numbers
from tests.support import exact
from tests.support.traces import joined, limits, named, points, words


def test_england_has_two_points_and_no_line() -> None:
    chart = rising_numbers(area="England")
    assert points(chart) == [(2012, 2425), (2019, 2914)]
    assert joined(chart) == []


def test_the_whiskers_are_exact_poisson_limits() -> None:
    for trace, count in zip(rising_numbers().spec["data"], (2425, 2914), strict=True):
        low, high = exact.poisson(count)
        assert limits(trace, "y") == [(pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))]


def test_an_arrow_shows_the_change_and_says_its_interval() -> None:
    chart = rising_numbers(area="England")
    low, high = exact.percentage_change(2425, 2914)
    assert f"+489 babies +20.2% ({low:.1f} to {high:.1f})" in words(chart)
    arrows = [note for note in chart.spec["layout"]["annotations"] if note["showarrow"]]
    assert [(one["ax"], one["ay"], one["x"], one["y"]) for one in arrows] == [
        (2012, 2425, 2019, 2914)
    ]


def test_wales_shows_both_counts_of_2019_20() -> None:
    chart = rising_numbers(area="Wales")
    assert sorted(value for _, value in points(chart)) == [145, 203, 241]
    assert "+40.0%" in words(chart) and "+66.2%" in words(chart)
    assert chart.table["Standing"].tolist() == ["agreed", "disputed", "disputed"]
    symbols = {trace["name"]: trace["marker"]["symbol"] for trace in chart.spec["data"]}
    assert symbols["203"] != symbols["241"]
    assert {"newborns-wales-2019-20-nfjo", "newborns-wales-2019-20-rip"} <= set(chart.sources)


def test_the_series_of_2018_stands_in_a_panel_of_its_own() -> None:
    chart = rising_numbers(earlier_series=True)
    assert points(chart, panel="y2") == [(2007, 1039), (2016, 2447)]
    assert points(chart, panel="y") == [(2012, 2425), (2019, 2914)]
    assert joined(chart) == []
    assert chart.spec["layout"]["yaxis"]["range"] == chart.spec["layout"]["yaxis2"]["range"]
    assert "under seven days" in words(chart) and "under two weeks" in words(chart)


def test_no_arrow_crosses_from_one_definition_to_the_other() -> None:
    for note in rising_numbers(earlier_series=True).spec["layout"]["annotations"]:
        if note["showarrow"]:
            assert note["xref"].removeprefix("x") == note["axref"].removeprefix("x")
            assert (note["ax"], note["x"]) in {(2007, 2016), (2012, 2019)}


def test_a_dashed_line_marks_the_break_between_the_definitions() -> None:
    assert "shapes" not in rising_numbers().spec["layout"]
    (shape,) = rising_numbers(earlier_series=True).spec["layout"]["shapes"]
    assert shape["line"]["dash"] == "dash"


def test_wales_has_no_series_of_2018_and_says_so() -> None:
    chart = rising_numbers(area="Wales", earlier_series=True)
    assert named(chart, "2018 report") == []
    assert any("Wales has no earlier series" in note for note in chart.notes)


@pytest.mark.parametrize("name", ["newborns-england-2007-08", "newborns-england-2016-17"])
def test_the_table_says_whom_the_2018_report_counts(name: str) -> None:
    table = rising_numbers(earlier_series=True).table
    row = table[table["Babies"] == evidence.figure(name).value_text].iloc[0]
    assert row["Newborn means"] == "under seven days old (2018 report)"
