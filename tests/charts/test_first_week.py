"""Two data sets with near names: two groups, one scale, nothing between them."""

import pytest

from born_into_care.charts.first_week import first_week
from tests.support.traces import joined, named, words


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
