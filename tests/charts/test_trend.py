"""Count, births and incidence on one axis: what is drawn, a gap, or illustrative."""

from __future__ import annotations

from typing import Any

import pytest

from born_into_care import evidence
from born_into_care.charts import Chart
from born_into_care.charts.trend import AREAS, trend
from tests.support import exact
from tests.support.traces import joined, limits, named, points

COUNT, BIRTHS, INCIDENCE = "y3", "y2", "y"


def panels(chart: Chart) -> list[dict[float, float]]:
    """Return the value of each year in the panels of count, births and incidence."""
    return [dict(points(chart, panel=panel)) for panel in (COUNT, BIRTHS, INCIDENCE)]


def on_panel(chart: Chart, name: str, panel: str) -> dict[str, Any]:
    (trace,) = [trace for trace in named(chart, name) if trace["yaxis"] == panel]
    return trace


def row(chart: Chart, panel: str, year: str) -> dict[str, str]:
    (found,) = [row for row in chart.rows if (row["Panel"], row["Year"]) == (panel, year)]
    return dict(found)


def test_england_has_the_published_counts_and_incidence_as_points_with_exact_limits() -> None:
    chart, ends = trend(), exact.poisson(2914)
    counts, _, incidence = panels(chart)
    assert counts == {2012: 2425, 2019: 2914} and incidence == {2012: 35, 2019: 47.7}
    gap = row(chart, "Newborns in care proceedings", "2013/14 to 2018/19")
    assert gap["Value"] == "not published here"
    rates = [10_000 * end / 610_505 for end in ends]
    assert limits(on_panel(chart, "Published", COUNT), "y")[1] == pytest.approx(ends, abs=0.01)
    assert limits(on_panel(chart, "Published", INCIDENCE), "y")[1] == pytest.approx(rates, abs=0.01)


def test_births_are_the_whole_official_series() -> None:
    for area in AREAS:
        held = {
            birth.year: birth.live_births
            for birth in evidence.all_births()
            if birth.area.partition(" (")[0] == area
        }
        assert panels(trend(area=area))[1] == held, area


def test_a_year_without_births_is_a_gap_that_no_line_bridges() -> None:
    (line,) = joined(trend())
    held = dict(zip(line["x"], line["y"], strict=True))
    assert (held[2012], held[2013], held[2014]) == (694_241, None, 661_496)
    assert line["connectgaps"] is False
    assert row(trend(), "Live births", "2013")["Value"] == "not held here"


def test_wales_shows_both_counts_and_what_241_would_give() -> None:
    chart = trend(area="Wales")
    assert sorted(value for _, value in points(chart, panel=COUNT)) == [145, 203, 241]
    rates = sorted(value for _, value in points(chart, panel=INCIDENCE))
    assert rates == pytest.approx([41.1, 68.3, 81.13], abs=0.01)
    assert on_panel(chart, "Derived by us", INCIDENCE)["y"] == [pytest.approx(81.13, abs=0.01)]


def test_a_region_has_no_count_interval_or_split_and_two_have_a_published_incidence() -> None:
    charts = {area: trend(area=area) for area in evidence.REGIONS}
    incidence = {area: panels(chart)[2] for area, chart in charts.items()}
    assert {area: values for area, values in incidence.items() if values} == {
        "North East": {2012: 34, 2019: 81.3},
        "London": {2019: 24.9},
    }
    for chart in charts.values():
        assert panels(chart)[0] == {}
        assert not any("error_y" in trace for trace in chart.spec["data"])
        assert not any(row["Panel"].startswith("Change") for row in chart.rows)
    layout = charts["South West"].spec["layout"]
    assert "not published here" in [note["text"] for note in layout["annotations"]]
    shown = [layout[axis]["showticklabels"] for axis in ("yaxis3", "yaxis2", "yaxis")]
    assert shown == [False, True, False]


def test_other_reports_have_another_symbol_and_are_joined_to_nothing() -> None:
    marks = named(trend(other_reports=True), "Another report")
    assert {value for trace in marks for value in trace["y"]} == {1039, 2447, 15, 35}
    assert {(trace["marker"]["symbol"], trace["mode"]) for trace in marks} == {
        ("triangle-up", "markers")
    }
    (several_years,) = named(trend(area="London", other_reports=True), "Another report")
    assert several_years["x"] == [2012] and several_years["y"] == [18]
    assert several_years["error_x"]["array"] == [4]
    (bound,) = named(trend(area="England and Wales", other_reports=True), "More than this")
    assert bound["y"] == [3000] and bound["marker"]["symbol"] == "star-triangle-up"


def test_an_index_sets_2012_13_to_100_on_one_scale() -> None:
    chart = trend(index=True)
    counts, births, incidence = panels(chart)
    assert counts == {2012: 100, 2019: pytest.approx(100 * 2914 / 2425, abs=1e-3)}
    assert births[2019] == pytest.approx(100 * 610_505 / 694_241, abs=1e-3)
    rate = 100 * (2914 / 610_505) / (2425 / 694_241)
    assert incidence[2019] == pytest.approx(rate, abs=1e-3)
    layout = chart.spec["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == layout["yaxis3"]["range"]
    change = [100 + end for end in exact.percentage_change(2425, 2914)]
    assert limits(on_panel(chart, "Published", COUNT), "y") == [
        None,
        pytest.approx(change, abs=0.01),
    ]


def test_an_index_of_rounded_values_says_what_rounding_allows() -> None:
    chart = trend(area="North East", index=True)
    cell = row(chart, "Newborns per 10,000 live births", "2019/20")["95% interval"]
    # 81.25 over 34.5, and 81.35 over 33.5.
    assert "235.5 to 242.8" in cell and cell.startswith("No interval")


def test_an_index_without_a_published_value_for_2012_13_is_not_made_up() -> None:
    chart, filled = (trend(area="London", index=True, illustrative=on) for on in (False, True))
    assert panels(chart) == [{}, {}, {}] and "nothing can be set to 100" in chart.sentence
    names = {trace["name"] for trace in filled.spec["data"] if trace.get("name")}
    assert names == {"Illustrative"} and joined(filled) == []


def test_the_illustrative_layer_never_stands_in_for_a_published_value() -> None:
    for area in AREAS:
        plain, filled = trend(area=area), trend(area=area, illustrative=True)
        assert filled.illustrative and not plain.illustrative
        for panel in (COUNT, BIRTHS, INCIDENCE):
            published = set(points(plain, panel=panel))
            assert published <= set(points(filled, panel=panel)), area
            hollow = [t["x"] for t in named(filled, "Illustrative") if t["yaxis"] == panel]
            assert not {year for years in hollow for year in years} & dict(published).keys(), area


def test_the_change_is_split_in_the_table_and_in_the_words() -> None:
    chart, years = trend(), "2012/13 to 2019/20"
    from_births = (610_505 - 694_241) * (2425 / 694_241 + 2914 / 610_505) / 2
    births = row(chart, "Change that goes with births", years)["Value"]
    assert births == f"−{-from_births:.0f} babies"
    assert row(chart, "Change that goes with incidence", years)["Value"] == "+835 babies"
    assert "−346 goes with fewer births" in chart.description
