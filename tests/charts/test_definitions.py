"""Shares and rates of different definitions, in groups that are never joined."""

import pytest

from born_into_care.charts.definitions import first_week, shares
from tests.support.traces import joined, limits, named, words


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


def test_each_data_set_has_its_own_rows_and_symbol_and_nothing_joins_them() -> None:
    chart = first_week()
    proceedings, looked_after = named(chart, "")
    assert proceedings["x"] == [35, 47.7, 81.3, 24.9]
    assert looked_after["x"] == pytest.approx([26, 48, 10_000 / 98, 26.5], abs=1e-3)
    assert proceedings["marker"]["symbol"] != looked_after["marker"]["symbol"]
    assert joined(chart) == []
    assert [shape["line"]["dash"] for shape in chart.spec["layout"]["shapes"]] == ["dash"]
    assert "care proceedings" in words(chart) and "first week of life" in words(chart)
    assert "one in 98" in words(chart)
    assert "one baby in 98 (102.0)" in chart.table["Per 10,000 live births"].tolist()
