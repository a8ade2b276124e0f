"""Newborns as a share of infants: four definitions that are never joined."""

from __future__ import annotations

from born_into_care.charts.shares import shares
from tests.support.traces import joined, limits, named, words


def test_over_half_is_an_open_band_and_no_point_at_50() -> None:
    chart = shares()
    (mark,) = named(chart, "2021 report")
    assert mark["marker"]["symbol"] == "triangle-right"
    assert mark["text"] == ["over half"]
    assert "error_x" not in mark
    (band,) = [shape for shape in chart.spec["layout"]["shapes"] if shape["type"] == "rect"]
    assert (band["x0"], band["x1"]) == (50, 100)
    assert "no upper value given" in words(chart)


def test_the_other_sets_are_as_published_with_their_rounding() -> None:
    chart = shares()
    wanted = {"2018 report": [32, 42], "2019 report": [38, 52], "Magazine": [41, 55]}
    for name, values in wanted.items():
        (trace,) = named(chart, name)
        assert trace["x"] == values
        assert limits(trace, "x") == [(value - 0.5, value + 0.5) for value in values]


def test_each_definition_has_a_symbol_of_its_own_and_no_line() -> None:
    chart = shares()
    symbols = [trace["marker"]["symbol"] for trace in chart.spec["data"]]
    assert len(set(symbols)) == len(symbols) == 4
    assert joined(chart) == []


def test_dashed_lines_part_the_definitions() -> None:
    lines = [shape for shape in shares().spec["layout"]["shapes"] if shape["type"] == "line"]
    assert len(lines) == 3
    assert {line["line"]["dash"] for line in lines} == {"dash"}


def test_no_share_has_an_interval_since_no_denominator_is_known() -> None:
    table = shares().table
    assert set(table["95% interval"]) == {
        "No interval: the number of infants behind this share was not published."
    }


def test_what_newborn_means_is_in_every_row() -> None:
    assert shares().table["Newborn means"].tolist() == [
        "under two weeks old",
        "under seven days old",
        "under seven days old",
        "under two weeks old",
        "under two weeks old",
        "not stated",
        "not stated",
    ]
