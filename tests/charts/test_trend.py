"""Count, births and incidence on one axis: what is drawn, a gap, or illustrative."""

from __future__ import annotations

import pytest

from born_into_care import evidence
from born_into_care.charts import Chart
from born_into_care.charts.trend import AREAS, trend
from tests.support import exact
from tests.support.traces import joined, limits, named, points

COUNT, BIRTHS, INCIDENCE = "y3", "y2", "y"


def by_year(chart: Chart, panel: str) -> dict[float, float]:
    return dict(points(chart, panel=panel))


def row(chart: Chart, **where: str) -> dict[str, str]:
    table = chart.table
    for column, value in where.items():
        table = table[table[column] == value]
    (found,) = table.to_dict("records")
    return {str(key): str(value) for key, value in found.items()}


def test_england_has_the_published_counts_and_incidence_as_points() -> None:
    chart = trend(area="England")
    assert by_year(chart, COUNT) == {2012: 2425, 2019: 2914}
    assert by_year(chart, INCIDENCE) == {2012: 35, 2019: 47.7}
    assert {trace["yaxis"] for trace in joined(chart)} == {BIRTHS}


def test_births_are_the_whole_official_series() -> None:
    table = evidence.live_births()
    for area in AREAS:
        held = table[table["area"].str.partition(" (")[0] == area]
        drawn = by_year(trend(area=area), BIRTHS)
        assert drawn == dict(zip(held["year"], held["live_births"], strict=True))


def test_a_year_without_births_is_a_gap_that_no_line_bridges() -> None:
    (line,) = joined(trend(area="England"))
    held = dict(zip(line["x"], line["y"], strict=True))
    assert held[2013] is None and held[2012] == 694_241 and held[2014] == 661_496
    assert line["connectgaps"] is False
    assert row(trend(), Panel="Live births", Year="2013")["Value"] == "not held here"


def test_years_between_the_counts_are_missing_in_the_table() -> None:
    missing = row(trend(), Panel="Newborns in care proceedings", Year="2013/14 to 2018/19")
    assert missing["Value"] == "not published here"


def test_whiskers_are_exact_poisson_limits_of_count_and_rate() -> None:
    chart = trend(area="England")
    counts, rates = (
        next(one for one in named(chart, "Published") if one["yaxis"] == panel)
        for panel in (COUNT, INCIDENCE)
    )
    low, high = exact.poisson(2914)
    assert limits(counts, "y")[1] == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))
    per = 10_000 / 610_505
    assert limits(rates, "y")[1] == (
        pytest.approx(low * per, abs=0.01),
        pytest.approx(high * per, abs=0.01),
    )


def test_wales_shows_both_counts_and_what_241_would_give() -> None:
    chart = trend(area="Wales")
    assert sorted(by_year(chart, COUNT).values()) == [145, 203, 241]
    assert sorted(by_year(chart, INCIDENCE).values()) == [
        41.1,
        68.3,
        pytest.approx(81.13, abs=0.01),
    ]
    (derived,) = named(chart, "Derived by us")
    assert derived["y"] == [pytest.approx(81.13, abs=0.01)]


@pytest.mark.parametrize("area", evidence.REGIONS)
def test_a_region_has_no_count_and_no_interval(area: str) -> None:
    chart = trend(area=area)
    assert points(chart, panel=COUNT) == []
    notes = [note["text"] for note in chart.spec["layout"]["annotations"]]
    assert "not published here" in notes
    for trace in chart.spec["data"]:
        assert "error_y" not in trace
    assert any("No interval on incidence" in note for note in chart.notes)


def test_the_regions_with_a_published_incidence_are_the_north_east_and_london() -> None:
    drawn = {area: by_year(trend(area=area), INCIDENCE) for area in evidence.REGIONS}
    assert {area: values for area, values in drawn.items() if values} == {
        "North East": {2012: 34, 2019: 81.3},
        "London": {2019: 24.9},
    }


def test_other_reports_have_another_symbol_and_are_joined_to_nothing() -> None:
    chart = trend(area="England", other_reports=True)
    marks = named(chart, "Another report")
    values = {value for trace in marks for value in trace["y"]}
    assert values == {1039, 2447, 15, 35}
    assert {trace["marker"]["symbol"] for trace in marks} == {"triangle-up"}
    assert all(trace["mode"] == "markers" for trace in marks)


def test_a_label_stands_clear_of_an_illustrative_mark_above_it() -> None:
    places = {
        text: place
        for trace in trend(other_reports=True, illustrative=True).spec["data"]
        if trace["mode"] == "markers+text"
        for text, place in zip(trace["text"], trace["textposition"], strict=True)
    }
    assert places["2,447"] == "bottom center" and places["15"] == "top center"
    alone = trend(other_reports=True).spec["data"]
    (labels,) = [trace for trace in alone if "2,447" in trace.get("text", [])]
    assert labels["textposition"][labels["text"].index("2,447")] == "top center"


def test_a_value_for_several_years_lies_over_all_of_them() -> None:
    (mark,) = named(trend(area="London", other_reports=True), "Another report")
    assert mark["x"] == [2012] and mark["y"] == [18] and mark["error_x"]["array"] == [4]


def test_a_bound_is_no_point_like_the_others() -> None:
    (mark,) = named(trend(area="England and Wales", other_reports=True), "More than this")
    assert mark["y"] == [3000] and mark["marker"]["symbol"] == "star-triangle-up"


def test_an_index_sets_2012_13_to_100_on_one_scale() -> None:
    chart = trend(area="England", index=True)
    assert by_year(chart, COUNT) == {2012: 100, 2019: pytest.approx(100 * 2914 / 2425, abs=1e-3)}
    assert by_year(chart, BIRTHS)[2019] == pytest.approx(100 * 610_505 / 694_241, abs=1e-3)
    wanted = 100 * (2914 / 610_505) / (2425 / 694_241)
    assert by_year(chart, INCIDENCE)[2019] == pytest.approx(wanted, abs=1e-3)
    layout = chart.spec["layout"]
    assert layout["yaxis"]["range"] == layout["yaxis2"]["range"] == layout["yaxis3"]["range"]


def test_the_whiskers_of_an_index_are_those_of_the_change() -> None:
    chart = trend(area="England", index=True)
    count = next(one for one in named(chart, "Published") if one["yaxis"] == COUNT)
    low, high = exact.percentage_change(2425, 2914)
    assert limits(count, "y") == [
        None,
        (pytest.approx(100 + low, abs=0.01), pytest.approx(100 + high, abs=0.01)),
    ]


def test_an_index_of_rounded_values_says_what_rounding_allows() -> None:
    chart = trend(area="North East", index=True)
    cell = row(chart, Panel="Newborns per 10,000 live births", Year="2019/20")["95% interval"]
    # 81.25 over 34.5, and 81.35 over 33.5.
    assert "235.5 to 242.8" in cell and cell.startswith("No interval")


@pytest.mark.parametrize("area", ["London", "South West"])
def test_an_index_without_a_value_for_2012_13_is_not_made_up(area: str) -> None:
    chart = trend(area=area, index=True)
    assert [points(chart, panel=panel) for panel in (COUNT, BIRTHS, INCIDENCE)] == [[], [], []]
    assert "nothing can be set to 100" in chart.sentence


def test_an_index_on_an_illustrative_base_is_illustrative() -> None:
    chart = trend(area="London", index=True, illustrative=True)
    names = {trace["name"] for trace in chart.spec["data"] if trace.get("name")}
    assert names == {"Illustrative"}
    assert joined(chart) == []


@pytest.mark.parametrize("area", AREAS)
def test_the_illustrative_layer_never_stands_in_for_a_published_value(area: str) -> None:
    plain, filled = trend(area=area), trend(area=area, illustrative=True)
    for panel in (COUNT, BIRTHS, INCIDENCE):
        for year, value in points(plain, panel=panel):
            assert (year, value) in points(filled, panel=panel)
    hollow = {
        (trace["yaxis"], year) for trace in named(filled, "Illustrative") for year in trace["x"]
    }
    held = {
        (panel, year)
        for panel in (COUNT, BIRTHS, INCIDENCE)
        for year, _ in points(plain, panel=panel)
    }
    assert not hollow & held
    assert filled.illustrative and not plain.illustrative


def test_the_change_is_split_in_the_table_and_in_the_words() -> None:
    chart = trend(area="England")
    mean_rate = (2425 / 694_241 + 2914 / 610_505) / 2
    from_births = (610_505 - 694_241) * mean_rate
    assert (
        row(chart, Panel="Change that goes with births")["Value"] == f"−{-from_births:.0f} babies"
    )
    assert row(chart, Panel="Change that goes with incidence")["Value"] == "+835 babies"
    assert "−346 goes with fewer births" in chart.description


def test_a_region_has_no_split() -> None:
    assert not trend(area="London").table["Panel"].str.startswith("Change").any()


def test_a_panel_without_values_has_no_numbers_on_its_scale() -> None:
    layout = trend(area="South West").spec["layout"]
    shown = {name: layout[name]["showticklabels"] for name in ("yaxis", "yaxis2", "yaxis3")}
    assert shown == {"yaxis": False, "yaxis2": True, "yaxis3": False}
