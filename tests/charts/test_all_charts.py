"""Every chart on the shelf, by its default and by each choice that it offers."""

from __future__ import annotations

import inspect
import itertools
import json
from copy import deepcopy

import plotly.graph_objects as go
import pytest

from born_into_care.charts import CHARTS, Chart, show
from born_into_care.charts.registry import load_chart_function
from born_into_care.errors import PackError
from tests.support.charts import dumped, problems

# What the charts without an explorer let one choose. Those with one are run through every state
# in tests/explorers/.
CHOICES: dict[str, dict[str, tuple[object, ...]]] = {
    "rising-numbers": {"area": ("England", "Wales"), "earlier_series": (False, True)},
    "decomposition": {},
    "incidence": {},
    "denominators": {},
    "shares": {},
    "first-week": {},
}
CASES = [
    (name, dict(zip(choices, values, strict=True)))
    for name, choices in CHOICES.items()
    for values in itertools.product(*choices.values())
] + [(name, {}) for name in CHARTS if name not in CHOICES]


@pytest.mark.parametrize(("name", "choices"), CASES, ids=str)
def test_a_chart_keeps_to_what_all_charts_keep_to(name: str, choices: dict[str, object]) -> None:
    assert problems(show(name, **choices)) == []


@pytest.mark.parametrize(("name", "choices"), CASES, ids=str)
def test_a_chart_is_the_same_each_time(name: str, choices: dict[str, object]) -> None:
    assert dumped(show(name, **choices)) == dumped(show(name, **choices))


@pytest.mark.parametrize(("name", "choices"), CASES, ids=str)
def test_plotly_accepts_a_chart(name: str, choices: dict[str, object]) -> None:
    chart = show(name, **choices)
    assert len(go.Figure(deepcopy(chart.titled_spec)).data) == len(chart.spec["data"])


@pytest.mark.parametrize("name", list(CHARTS))
def test_a_chart_is_called_by_its_own_name(name: str) -> None:
    assert show(name).key == name


@pytest.mark.parametrize("name", list(CHARTS))
def test_every_choice_is_by_keyword_and_has_a_default(name: str) -> None:
    for choice in inspect.signature(load_chart_function(name)).parameters.values():
        assert choice.kind is inspect.Parameter.KEYWORD_ONLY
        assert choice.default is not inspect.Parameter.empty


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_the_choices_run_through_here_are_all_that_there_are(name: str) -> None:
    assert set(CHOICES[name]) == set(inspect.signature(load_chart_function(name)).parameters)


@pytest.mark.parametrize(
    "name",
    [name for name in CHARTS if "area" in inspect.signature(load_chart_function(name)).parameters],
)
def test_an_unknown_area_says_what_exists(name: str) -> None:
    with pytest.raises(PackError, match=r"'Wales'|Wales"):
        show(name, area="Wals")


def test_an_unknown_chart_says_what_exists() -> None:
    with pytest.raises(PackError, match="rising-numbers"):
        show("rising")


def test_a_choice_that_a_chart_does_not_have_says_what_exists() -> None:
    with pytest.raises(PackError, match="earlier_series"):
        show("rising-numbers", earlier=True)


def test_what_is_shown_in_a_notebook_holds_the_picture_and_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[dict[str, object]] = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    chart: Chart = show("decomposition")
    chart._ipython_display_()
    picture, words = shown
    assert json.loads(json.dumps(picture))["application/vnd.plotly.v1+json"]["data"]
    assert "+835" in str(words["text/html"]) and chart.description in str(words["text/plain"])
