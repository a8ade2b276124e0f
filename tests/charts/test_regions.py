"""Regions side by side: what is drawn, said and listed, against the evidence."""

import re

import pytest

from born_into_care import evidence
from born_into_care.charts.regions import (
    MEASURES,
    _shade,
    find_reference,
    find_value,
    regions,
)
from born_into_care.charts.values import AreaValue
from born_into_care.estimates import Interval, NoInterval
from tests.support.access import contrast, turn_dark
from tests.support.traces import named

IDS = {
    ("Same-day hearings", "North East", "2019/20"): "same-day-north-east-2019-20",
    ("Same-day hearings", "London", "2019/20"): "same-day-london-2019-20",
    ("Short notice", "Wales", "2019/20"): "short-notice-wales-2019-20",
    ("Incidence", "North East", "2012/13"): "incidence-north-east-2012-13",
    ("Incidence", "North East", "2019/20"): "incidence-north-east-2019-20",
    ("Incidence", "London", "2019/20"): "incidence-london-2019-20",
    ("Incidence", "Wales", "2012/13"): "incidence-wales-2012-13",
    ("Incidence", "Wales", "2019/20"): "incidence-wales-2019-20",
}


def value(measure: str, area: str, period: str = "2019/20") -> AreaValue:
    return find_value(measure, area, period)


def test_each_value_is_the_row_of_the_evidence_or_a_gap() -> None:
    for measure in MEASURES:
        for period in ("2012/13", "2019/20"):
            for area in evidence.AREAS:
                found = value(measure, area, period)
                if (measure, area, period) in IDS:
                    figure = evidence.figure(IDS[measure, area, period])
                    assert (found.standing, found.value) == ("Published", figure.value)
                    assert figure.id in found.sources
                else:
                    assert found.standing == "Not in this pack"
                    assert (found.value, found.sources) == (None, ())


def test_an_area_without_a_value_has_no_mark_and_is_counted_in_one_line() -> None:
    chart = regions()
    (dots,) = named(chart, "Published")
    assert sorted(dots["x"]) == [9.0, 41.0]
    texts = [note["text"] for note in chart.spec["layout"]["annotations"]]
    assert "Eight others: not in this pack" in texts
    assert {"<b>41%</b>", "<b>9%</b>"} <= set(texts)
    assert [row["Value"] for row in chart.rows].count("not in this pack") == 8
    # A highlighted area has a row, and no mark in it.
    layout = regions(highlight="Wales").spec["layout"]
    assert layout["yaxis"]["ticktext"] == ["North East", "London", "Wales"]
    assert "Seven others: not in this pack" in [note["text"] for note in layout["annotations"]]


def test_both_years_stand_in_one_row_the_newest_decides_the_order() -> None:
    layout = regions(measure="Incidence", period="Both years").spec["layout"]
    assert layout["yaxis"]["ticktext"] == ["North East", "Wales", "London"]
    texts = [note["text"] for note in layout["annotations"]]
    assert {"<b>34 in 2012/13</b>", "<b>81.3 in 2019/20</b>"} <= set(texts)


def test_letters_on_a_tile_can_be_read() -> None:
    """WCAG asks for 4.5 to 1."""
    for measure in MEASURES:
        for value in range(0, int(MEASURES[measure].top) + 1, 5):
            ground = re.findall(r"\d+", _shade(float(value), MEASURES[measure]))
            parts = [int(part) / 255 for part in ground]
            assert contrast(parts, [0, 0, 0]) >= 4.5
            assert contrast(turn_dark(parts), turn_dark([0, 0, 0])) >= 4.5


def test_shares_carry_an_approximate_interval_that_says_where_its_size_comes_from() -> None:
    found = value("Same-day hearings", "North East")
    # statsmodels.stats.proportion.proportion_confint(81 to 83 of 200, method="wilson")
    assert found.limits == pytest.approx((33.9, 48.4), abs=0.05)
    assert isinstance(found.interval, Interval) and "Approximate" in found.interval.method
    assert "derived-denominator-north-east-2019-20" in found.sources
    assert any("does not come out" in note for note in regions().notes)


def test_a_rate_without_its_count_has_no_interval_and_says_why() -> None:
    for area in ("North East", "London"):
        assert isinstance(value("Incidence", area).interval, NoInterval)
        assert value("Incidence", area).size == evidence.births(area, 2019)
    chart = regions(measure="Incidence", period="2012/13")
    start = "North East, 2012/13. No interval: live births in North East in 2012"
    assert any(note.startswith(start) for note in chart.notes)
    (row,) = [row for row in chart.rows if row["Area"] == "North East"]
    assert row["95% interval"].startswith("No interval: ") and row["Over"] == "not known"


def test_the_reference_line_keeps_the_words_of_its_source() -> None:
    line = find_reference(MEASURES["Same-day hearings"], "2019/20")
    assert line is not None and (line.area, line.text) == ("England and Wales", "one in six")
    assert find_reference(MEASURES["Emergency hearings"], "2019/20") is None


def test_both_sides_of_the_disagreement_stand_on_the_chart() -> None:
    chart = regions()
    assert "same-day-some-regions-2019-20" in chart.sources
    assert named(chart, "Some, not named: one in four")
    assert any("one in four" in note and "41%" in note for note in chart.notes)
