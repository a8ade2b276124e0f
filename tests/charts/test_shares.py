"""Newborns as a share of infants: four definitions that are never joined."""

from born_into_care.charts.shares import shares
from tests.support.traces import joined, limits, named


def test_over_half_is_an_open_band_and_each_definition_has_a_symbol_that_no_line_joins() -> None:
    chart = shares()
    (mark,) = named(chart, "2021 report")
    assert mark["marker"]["symbol"] == "triangle-right"
    assert mark["text"] == ["over half"] and "error_x" not in mark
    (band,) = [shape for shape in chart.spec["layout"]["shapes"] if shape["type"] == "rect"]
    assert (band["x0"], band["x1"]) == (50, 100)
    assert any("No upper value" in note for note in chart.notes)
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 4
    assert joined(chart) == []
    dashes = [s["line"]["dash"] for s in chart.spec["layout"]["shapes"] if s["type"] == "line"]
    assert dashes == ["dash"] * 3


def test_the_other_sets_are_as_published_with_their_rounding() -> None:
    chart = shares()
    for name, values in {
        "2018 report": [32, 42],
        "2019 report": [38, 52],
        "Magazine": [41, 55],
    }.items():
        (trace,) = named(chart, name)
        assert trace["x"] == values
        assert limits(trace, "x") == [(value - 0.5, value + 0.5) for value in values]


def test_every_row_says_what_newborn_means_and_that_it_has_no_interval() -> None:
    means = [row["Newborn means"].removeprefix("under ") for row in shares().rows]
    week, fortnight, none = "seven days old", "two weeks old", "no definition, no area"
    assert means == [fortnight, week, week, fortnight, fortnight, none, none]
    assert all(row["95% interval"].startswith("No interval: ") for row in shares().rows)
