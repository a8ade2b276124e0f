"""Any measure across areas: rows, gaps, disputes and intervals."""

import pytest

import born_into_care
from born_into_care import evidence
from born_into_care.charts import compare
from tests.support.charts import problems
from tests.support.traces import named, words


def test_every_published_row_is_drawn_once() -> None:
    for measure in {row.measure for row in evidence.all_figures()} - {"live births"}:
        ids = {row.id for row in evidence.find_figures(measure=measure)}
        chart = compare(measure)
        assert set(chart.sources) == ids
        assert len(chart.rows) == len(ids)
        assert sum(len(trace["x"]) for trace in chart.spec["data"]) == len(ids)


def test_a_dispute_is_two_rows_and_two_symbols() -> None:
    chart = compare("newborns", "Wales", period="2019/20")
    assert [row["Value"] for row in chart.rows] == ["203", "241"]
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 2
    assert "203 and 241 are both shown" in chart.description


def test_an_area_without_a_figure_is_a_gap_and_not_a_zero() -> None:
    chart = compare("same-day", "London", "South West", period="2019/20")
    assert [row["Value"] for row in chart.rows] == ["9", "not in this pack"]
    assert sum(len(trace["x"]) for trace in chart.spec["data"]) == 1
    assert "not in this pack" in words(chart)
    gaps = compare("newborns", "London")
    assert gaps.spec["data"] == [] and gaps.sources
    assert [problem for problem in problems(gaps) if "where and when" not in problem] == []


def test_words_stay_words_and_another_definition_has_another_symbol() -> None:
    chart = compare("same-day", "England and Wales", period="2019/20")
    assert chart.rows[0]["Value"] == "one in six"
    assert chart.spec["data"][0]["x"] == [pytest.approx(100 / 6, abs=1e-3)]
    (bound,) = named(compare("share of infants", "England"), "A bound")
    assert bound["marker"]["symbol"] == "triangle-right" and "error_x" not in bound
    wales = compare("incidence", "Wales")
    (other,), (usual,) = named(wales, "Defined in other words"), named(wales, "Published")
    assert other["marker"]["symbol"] != usual["marker"]["symbol"]


def test_births_come_from_the_official_table() -> None:
    for areas, period, values in (
        (("England", "Wales"), None, ["694,241", "610,505", "35,238", "29,704"]),
        (("London",), 2019, ["117,897"]),
        (("London",), None, ["117,897"]),
    ):
        chart = born_into_care.compare("births", *areas, period=period)
        assert [row["Value"] for row in chart.rows] == values
