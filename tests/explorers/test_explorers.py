"""Every explorer in every state of its controls: its charts, its export, and its live widget."""

from __future__ import annotations

import json
import re
import zlib
from copy import deepcopy
from typing import Any

import plotly.graph_objects as go
import pytest

from born_into_care.charts import Chart, show
from born_into_care.errors import PackError
from born_into_care.evidence import births
from born_into_care.explorers import (
    EXPLORERS,
    Choice,
    Explorer,
    Number,
    Switch,
    explore,
    explorer,
    export,
)
from born_into_care.explorers.explorer import UNEXPECTED, ExplorerWidget, view
from born_into_care.paths import pack_folder
from tests.support.charts import dumped, every_chart, problems
from tests.support.explorer_page import exported

EVERY = pytest.mark.parametrize("name", list(EXPLORERS))
# The most that a move may send.
MOST_BYTES = 15_000


@EVERY
def test_every_state_gives_a_chart_that_keeps_to_what_all_charts_keep_to(name: str) -> None:
    states = every_chart(name)
    faults = {str(state): found for state, chart in states if (found := problems(chart))}
    assert faults == {}
    # Title, controls, chart and sentence fit together, and none of them moves the others.
    assert {len(chart.title.split()) > 12 for _, chart in states} == {False}
    assert max(len(chart.sentence) for _, chart in states) <= 260
    (height,) = {chart.spec["layout"]["height"] for _, chart in states}
    assert height <= 400
    # Plotly takes ten milliseconds for each: of thousands of states a few dozen, spread out.
    for state, chart in states[:: len(states) // 40 + 1]:
        assert len(go.Figure(deepcopy(chart.titled_spec)).data) == len(chart.spec["data"])
        assert dumped(explorer(name).chart_for(**state)) == dumped(chart)


@EVERY
def test_every_control_moves_the_chart_wherever_it_is_shown(name: str) -> None:
    one = explorer(name)
    shown = {json.dumps(state, sort_keys=True): dumped(chart) for state, chart in every_chart(name)}
    for control in one.controls:
        other = {name: value for name, value in one.default.items() if name != control.name}
        for value in (other | {control.name: last} for last in control.values):
            assert control.is_shown(value)
        states = [state for state, _ in every_chart(name) if control.is_shown(state)]
        keys = [
            [
                json.dumps(one.simplify({**state, control.name: v}), sort_keys=True)
                for v in control.values
            ]
            for state in states[:: len(states) // 12 + 1]
        ]
        assert any(len({shown[key] for key in some}) > 1 for some in keys), control.name


@EVERY
def test_an_export_holds_each_distinct_state(name: str) -> None:
    one, data = explorer(name), json.loads(exported(name))
    assert len(data["states"]) == len(every_chart(name))
    for state, chart in every_chart(name)[::29]:
        key = ".".join(str(c.values.index(state[c.name])) for c in one.controls)  # type: ignore[arg-type]
        *texts, layout = (data["parts"][at] for at in data["states"][key][:5])
        traces = [data["parts"][at] for at in data["states"][key][5:]]
        shown = dict(zip(("title", "sentence", "steps", "words"), texts, strict=True))
        shown |= {"spec": {"data": traces, "layout": layout}}
        assert shown == json.loads(json.dumps(view(chart)))


def test_a_control_is_shown_where_it_does_something_and_hidden_elsewhere() -> None:
    between = explorer("between")
    (assumed,) = [control for control in between.controls if control.name == "assumed"]
    assert assumed.is_shown(between.default)
    wales = {**between.default, "area": "Wales", "assumed": False}
    assert not assumed.is_shown(wales) and between.simplify(wales)["assumed"] is True
    assert len(every_chart("regions")) == 220


def test_a_choice_with_nothing_behind_it_is_declared_with_what_can_be_seen_instead() -> None:
    for name, states in (("regions", every_chart("regions")), ("trend", every_chart("trend"))):
        gaps = [gap for gap in explorer(name).gaps if gap.instead]
        for state, chart in states:
            fits = [gap for gap in gaps if all(state[k] in v for k, v in gap.where.items())]
            assert bool(fits) == chart.title.startswith("Not in this pack"), state
            for gap in fits:
                seen = explorer(name).chart_for(**{**state, **(gap.instead or {})})
                assert not seen.title.startswith("Not in this pack")


def test_a_value_that_a_control_does_not_have_says_what_exists() -> None:
    for control, value, wanted in (
        (Choice(name="a", label="Area", options=("England", "Wales")), "Wels", "mean 'Wales'"),
        (Switch(name="a", label="Add"), "yes", "either True or False, not 'yes'"),
        (Number(name="a", label="Days", low=0, high=9, unit="days", default=3), 10, "of days from"),
        (Number(name="a", label="Days", low=0, high=9, unit="days", default=3), True, "not True"),
    ):
        with pytest.raises(PackError, match=wanted):
            control.check(value)
    with pytest.raises(PackError, match="hundred"):
        explorer("hundreds")
    with pytest.raises(PackError, match="highlight"):
        explorer("regions").chart_for(hilight="Wales")


def test_the_contributors_page_holds_a_whole_explorer_in_under_thirty_lines() -> None:
    page = (pack_folder() / "docs" / "explorers.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) < 30
    names: dict[str, object] = {}
    exec(code, names)  # the page's own code, as a contributor would type it
    declared = names["EXPLORER"]
    assert isinstance(declared, Explorer)
    widget = declared.widget()
    send(widget, area="Wales")
    assert births("Wales", 2019) in seen(widget)["spec"]["data"][0]["y"]
    assert len(export(declared)["states"]) == 3


def send(widget: ExplorerWidget, **state: object) -> None:
    """Do what the page does when a hand moves a control."""
    widget.ask = {"number": widget.ask["number"] + 1, "state": {**widget.state, **state}}


def seen(widget: ExplorerWidget) -> dict[str, Any]:
    """Return what the page shows now, read as it reads it."""
    lines = zlib.decompress(widget.start + widget.answer["view"], wbits=31).splitlines()
    shown: dict[str, Any] = json.loads(lines[-1])
    return shown


@EVERY
def test_every_option_reaches_the_chart(name: str) -> None:
    widget = explore(name)
    saved = json.dumps(widget.get_state(), default=str)
    assert "Plotly.newPlot=" not in saved and len(saved) < 85_000
    for control in explorer(name).controls:
        for value in control.values:
            send(widget, **{control.name: value})
            assert widget.state[control.name] == value
            chart = explorer(name).chart_for(**widget.state)
            assert seen(widget) == json.loads(json.dumps(view(chart)))
            assert widget.answer["error"] == ""
            assert widget.answer["number"] == widget.ask["number"]
            assert len(widget.answer["view"]) <= MOST_BYTES


def test_a_choice_that_does_not_exist_is_refused_and_changes_nothing() -> None:
    widget = explore("hundred")
    before = seen(widget)
    send(widget, days=13)
    assert "from 0 to 12" in widget.answer["error"]
    assert seen(widget) == before and widget.answer["number"] == widget.ask["number"]
    send(widget, days=12)
    assert widget.answer["error"] == ""


def test_an_error_in_a_chart_reaches_the_page_as_a_sentence_and_the_test_as_an_error() -> None:
    def chart(*, way: str) -> Chart:
        if way == "breaks":
            raise ZeroDivisionError("division by zero")
        return show("decomposition")

    control = Choice(name="way", label="Way", options=("works", "breaks"))
    widget = Explorer("breaking", "Breaks", "Does it break?", chart, (control,)).widget()
    with pytest.raises(ZeroDivisionError):
        send(widget, way="breaks")
    assert widget.answer["error"] == UNEXPECTED and widget.state == {"way": "breaks"}
    assert widget.answer["number"] == widget.ask["number"]
    send(widget, way="works")
    assert widget.answer["error"] == "" and seen(widget)["title"] == show("decomposition").title
