"""Any measure across areas: rows, gaps, disputes and intervals."""

from __future__ import annotations

import json
from copy import deepcopy

import plotly.graph_objects as go
import pytest

import born_into_care
from born_into_care import evidence
from born_into_care.charts import compare
from born_into_care.errors import PackError
from tests.support import exact
from tests.support.charts import dumped, problems
from tests.support.traces import limits, named, words

MEASURES = list(dict.fromkeys(evidence.figures()["measure"]))


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_makes_a_chart(measure: str) -> None:
    chart = compare(measure)
    # Measures of the literature name their own places and times.
    found = [one for one in problems(chart) if "where and when" not in one]
    assert found == []
    assert dumped(chart) == dumped(compare(measure))
    assert len(go.Figure(deepcopy(chart.titled_spec)).data) == len(chart.spec["data"])


@pytest.mark.parametrize("measure", [name for name in MEASURES if name != "live births"])
def test_every_published_row_is_drawn_once(measure: str) -> None:
    table = evidence.figures()
    rows = table[table["measure"] == measure]
    chart = compare(measure)
    assert set(chart.sources) == set(rows["figure_id"])
    assert len(chart.table) == len(rows)
    assert sum(len(trace["x"]) for trace in chart.spec["data"]) == len(rows)


def test_a_dispute_is_two_rows_and_two_symbols() -> None:
    chart = compare("newborns", "Wales", period="2019/20")
    assert chart.table["Value"].tolist() == ["203", "241"]
    assert len({trace["marker"]["symbol"] for trace in chart.spec["data"]}) == 2
    assert "203 and 241 are both shown" in chart.description


def test_an_area_without_a_figure_is_a_gap_and_not_a_zero() -> None:
    chart = compare("same-day", "London", "South West", period="2019/20")
    assert chart.table["Value"].tolist() == ["9", "not published here"]
    assert sum(len(trace["x"]) for trace in chart.spec["data"]) == 1
    assert "not published here" in words(chart)


def test_a_comparison_of_gaps_alone_is_still_a_chart() -> None:
    chart = compare("newborns", "London")
    assert chart.spec["data"] == [] and chart.sources
    assert [one for one in problems(chart) if "where and when" not in one] == []


def test_counts_have_poisson_limits() -> None:
    chart = compare("newborns", "England")
    (trace,) = chart.spec["data"]
    assert limits(trace, "x") == [
        tuple(pytest.approx(end, abs=0.01) for end in exact.poisson(count))
        for count in (2425, 2914)
    ]


def test_the_shares_of_two_regions_have_approximate_limits_and_say_so() -> None:
    chart = compare("same-day", "North East", "London")
    low, _ = exact.wilson(0.405, 200)
    _, high = exact.wilson(0.415, 200)
    assert chart.table["95% interval"].iloc[0] == f"{100 * low:.1f} to {100 * high:.1f}"
    assert any("pproximate" in note for note in chart.notes)


def test_words_stay_words() -> None:
    chart = compare("same-day", "England and Wales", period="2019/20")
    assert chart.table["Value"].tolist() == ["one in six"]
    assert chart.spec["data"][0]["x"] == [pytest.approx(100 / 6, abs=1e-3)]
    (bound,) = named(compare("share of infants", "England"), "A bound")
    assert bound["marker"]["symbol"] == "triangle-right" and "error_x" not in bound


def test_another_definition_has_another_symbol() -> None:
    (other,) = named(compare("incidence", "Wales"), "Defined in other words")
    (usual,) = named(compare("incidence", "Wales"), "Published")
    assert other["marker"]["symbol"] != usual["marker"]["symbol"]


def test_births_come_from_the_official_table() -> None:
    chart = compare("births", "England", "Wales")
    assert chart.table["Value"].tolist() == ["694,241", "610,505", "35,238", "29,704"]
    chart = compare("births", "London", period=2019)
    assert chart.table["Value"].tolist() == ["117,897"]
    assert compare("births", "London").table["Value"].tolist() == ["not published here", "117,897"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: compare("incidents"), "incidence"),
        (lambda: compare("incidence", "Nort East"), "North East"),
        (lambda: compare("incidence", "England", period="2013/14"), "2012/13"),
        (lambda: compare("births", "England", period=1999), "2019"),
    ],
)
def test_what_does_not_exist_says_what_does(call: object, said: str) -> None:
    with pytest.raises(PackError, match=said):
        call()  # type: ignore[operator]


def test_it_is_a_verb_of_the_pack() -> None:
    chart = born_into_care.compare("incidence", "England", "Wales", period="2012/13")
    assert json.loads(dumped(chart))["data"]
    assert chart.table["Value"].tolist() == ["35", "41.1"]
