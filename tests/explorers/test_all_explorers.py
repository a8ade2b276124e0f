"""Every explorer in every state that its controls can be in."""

from __future__ import annotations

import json
from functools import cache

import pytest

from born_into_care.charts import Chart
from born_into_care.errors import PackError
from born_into_care.explorers import EXPLORERS, Explorer, explorer, export
from born_into_care.explorers.explorer import view
from tests.support.charts import dumped, problems


@cache
def drawn(name: str) -> list[tuple[dict[str, object], Chart]]:
    """Every state with its chart, worked out once: one explorer has two thousand of them."""
    one = explorer(name)
    return [(dict(state), one.chart_for(**state)) for state in one.states()]


EVERY = pytest.mark.parametrize("name", list(EXPLORERS))


@EVERY
def test_every_state_gives_a_chart_that_keeps_to_what_all_charts_keep_to(name: str) -> None:
    found = {str(state): problem for state, chart in drawn(name) if (problem := problems(chart))}
    assert found == {}


@EVERY
def test_every_state_gives_the_same_chart_each_time(name: str) -> None:
    one = explorer(name)
    for state, chart in drawn(name):
        again = one.chart_for(**state)
        assert dumped(again) == dumped(chart)
        assert (again.sentence, again.description) == (chart.sentence, chart.description)


@EVERY
def test_plotly_accepts_the_charts(name: str) -> None:
    charts = [chart for _, chart in drawn(name)]
    # Plotly takes ten milliseconds for each: of thousands of states a few dozen, spread out.
    for chart in charts[:: max(1, len(charts) // 60)]:
        assert len(chart.figure.data) == len(chart.spec["data"])


@EVERY
def test_every_control_moves_the_chart(name: str) -> None:
    """A control that changes nothing in any state is not worth a learner's hand."""
    one = explorer(name)
    for control in one.controls:
        assert any(
            len({_shown(one, {**state, control.name: value}) for value in control.values}) > 1
            for state in _few(one)
        ), control.name


def _shown(one: Explorer, state: dict[str, object]) -> str:
    return json.dumps(view(one.chart_for(**state)), sort_keys=True)


def _few(one: Explorer) -> list[dict[str, object]]:
    states = [state for state, _ in drawn(one.key)]
    return states[:: max(1, len(states) // 12)]


@EVERY
def test_a_picture_keeps_its_height(name: str) -> None:
    """A page that grows and shrinks under a hand makes it miss the next control."""
    heights: dict[bool, set[int]] = {}
    for _, chart in drawn(name):
        layout = chart.titled_spec["layout"]
        # Panels one above the other take the room of two: a move between one and two may jump.
        heights.setdefault("yaxis2" in layout, set()).add(layout["height"])
    assert all(max(some) - min(some) <= 60 for some in heights.values()), heights


@EVERY
def test_an_export_gives_back_each_state(name: str) -> None:
    exported = json.loads(json.dumps(export(explorer(name))))
    parts = exported["parts"]
    for place, (_, chart) in enumerate(drawn(name)):
        if place % 29:
            continue
        title, sentence, words, layout, *data = (parts[part] for part in exported["states"][place])
        shown = json.loads(json.dumps(view(chart)))
        assert [title, sentence, words] == [shown["title"], shown["sentence"], shown["words"]]
        assert {"data": data, "layout": layout} == shown["spec"]
    assert len(exported["states"]) == len(drawn(name))


@EVERY
def test_a_question_is_asked_before_the_first_move(name: str) -> None:
    assert explorer(name).question.endswith("?")


@EVERY
def test_a_value_that_a_control_does_not_have_says_what_exists(name: str) -> None:
    one = explorer(name)
    for control in one.controls:
        with pytest.raises(PackError, match=r"You can choose|True or False|whole number"):
            one.chart_for(**{control.name: "nowhere"})


def test_an_unknown_explorer_says_what_exists() -> None:
    with pytest.raises(PackError, match="notice-days"):
        explorer("notices")
