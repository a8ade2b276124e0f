"""Two data sets with near names: two panels, one scale, nothing between them."""

from __future__ import annotations

import pytest

from born_into_care.charts.first_week import first_week
from tests.support.traces import joined, points, words


def test_each_data_set_has_its_own_panel() -> None:
    chart = first_week()
    assert [value for value, _ in points(chart, panel="y")] == [35, 47.7, 81.3, 24.9]
    assert [value for value, _ in points(chart, panel="y2")] == [
        26,
        48,
        pytest.approx(10_000 / 98, abs=1e-3),
        26.5,
    ]
    assert "care proceedings" in words(chart) and "Looked after in the first week" in words(chart)


def test_the_panels_share_a_scale_and_are_never_joined() -> None:
    chart = first_week()
    assert joined(chart) == []
    layout = chart.spec["layout"]
    assert layout["xaxis"]["range"] == layout["xaxis2"]["range"]
    assert [shape["line"]["dash"] for shape in layout["shapes"]] == ["dash"]
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 2


def test_one_in_98_keeps_its_words() -> None:
    chart = first_week()
    assert "one in 98" in words(chart)
    assert "one baby in 98 (102.0)" in chart.table["Per 10,000 live births"].tolist()


def test_an_interval_is_given_only_where_the_count_is_known() -> None:
    table = first_week().table
    with_interval = table[~table["95% interval"].str.startswith("No interval")]
    assert with_interval["Area and year"].tolist() == ["England, 2012/13", "England, 2019/20"]
