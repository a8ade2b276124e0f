"""Count, births and incidence on one axis: what is drawn, or a gap."""

import pytest

from born_into_care import evidence
from born_into_care.charts.trend import TREND_AREAS, trend
from born_into_care.estimates import poisson_count
from tests.support.traces import joined, limits, named, points

COUNT, BIRTHS, INCIDENCE = "y", "y2", "y3"
LATER = poisson_count(2914)


@pytest.mark.parametrize(
    ("area", "panel", "values"),
    [
        ("England", COUNT, {2012: 2425, 2019: 2914}),
        ("England", INCIDENCE, {2012: 35, 2019: 47.7}),
        ("North East", INCIDENCE, {2012: 34, 2019: 81.3}),
        ("London", INCIDENCE, {2019: 24.9}),
        ("South East", INCIDENCE, {}),
        ("South East", COUNT, {}),
    ],
)
def test_a_panel_has_what_is_published(area: str, panel: str, values: dict[int, float]) -> None:
    assert dict(points(trend(area=area), panel=panel)) == pytest.approx(values, abs=1e-3)


@pytest.mark.parametrize(
    ("panel", "year", "words"),
    [
        ("Babies in care proceedings", "2013/14 to 2018/19", "not in this pack"),
        ("Live births", "2013", "not in this pack"),
        ("Change that goes with births", "2012/13 to 2019/20", "−346 babies"),
        ("Change that goes with incidence", "2012/13 to 2019/20", "+835 babies"),
    ],
)
def test_the_table_has_a_row(panel: str, year: str, words: str) -> None:
    rows = [row for row in trend().rows if (row["Panel"], row["Year"]) == (panel, year)]
    assert len(rows) == 1 and words in " ".join(rows[0].values())


@pytest.mark.parametrize(
    ("panel", "ends"),
    [
        (COUNT, [LATER.low, LATER.high]),
        (INCIDENCE, [10_000 * end / 610_505 for end in (LATER.low, LATER.high)]),
    ],
)
def test_whiskers_are_exact_limits(panel: str, ends: list[float]) -> None:
    (trace,) = [t for t in named(trend(), "Published") if t["yaxis"] == panel]
    assert limits(trace, "y")[1] == pytest.approx(ends, abs=0.01)


def test_births_are_the_whole_official_series_with_its_gaps() -> None:
    held: dict[str, dict[int, int]] = {area: {} for area in TREND_AREAS}
    for births in evidence.all_births():
        held[births.geography.partition(" (")[0]][int(births.period)] = births.value
    assert {area: dict(points(trend(area=area), panel=BIRTHS)) for area in TREND_AREAS} == held
    (line,) = joined(trend())
    assert dict(zip(line["x"], line["y"], strict=True))[2013] is None
    assert line["connectgaps"] is False


def test_a_region_has_no_interval_and_no_numbers_on_an_empty_scale() -> None:
    charts = [trend(area=area) for area in evidence.REGIONS]
    assert not any("error_y" in trace for chart in charts for trace in chart.spec["data"])
    layout = trend(area="South West").spec["layout"]
    assert [note["text"] for note in layout["annotations"]].count("not in this pack") == 2
    shown = [layout[axis]["showticklabels"] for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert shown == [False, True, False]


def test_wales_has_one_count_and_a_footnote_on_the_other() -> None:
    assert dict(points(trend(area="Wales"), panel=COUNT)) == {2012: 145, 2019: 203}
    for area in ("Wales", "England and Wales"):
        assert any("203" in note and "Notebook 06" in note for note in trend(area=area).notes)
