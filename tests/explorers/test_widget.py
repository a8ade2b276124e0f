"""The live explorer, driven as a page drives it: through every control and every option."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from born_into_care.charts import Chart, show
from born_into_care.errors import PackError
from born_into_care.explorers import EXPLORERS, Choice, Explorer, explore, explorer
from born_into_care.explorers.explorer import UNEXPECTED, ExplorerWidget, view
from born_into_care.text import VERB_MIME
from tests.support.charts import every_chart

EVERY = pytest.mark.parametrize("name", list(EXPLORERS))
# The most that a move may send, in any state.
MOST_BYTES = 15_000


def send(widget: ExplorerWidget, **state: object) -> None:
    """Do what the page does when a hand moves a control."""
    widget.ask = {"number": widget.ask["number"] + 1, "state": {**widget.state, **state}}


def as_sent(chart: Chart) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(view(chart)))
    return found


@EVERY
def test_every_option_reaches_the_chart_by_hand_and_from_code(name: str) -> None:
    widget = explore(name)
    assert widget.view == as_sent(explorer(name).chart_for())
    for control in explorer(name).controls:
        for value in control.values:
            for move in (send, ExplorerWidget.choose):
                move(widget, **{control.name: value})
                assert widget.state[control.name] == value
                assert widget.view == as_sent(explorer(name).chart_for(**widget.state))
                assert widget.answer["error"] == ""
                assert widget.answer["number"] == widget.ask["number"]


def test_a_widget_can_start_anywhere() -> None:
    assert explore("trend", area="Wales").view == as_sent(show("trend", area="Wales"))


def test_a_choice_that_does_not_exist_is_refused_and_changes_nothing() -> None:
    widget = explore("notice-days")
    before = (widget.ask, widget.view)
    with pytest.raises(PackError, match="from 0 to 30"):
        widget.choose(days=31)
    assert (widget.ask, widget.view) == before
    send(widget, days=31)
    assert "from 0 to 30" in widget.answer["error"]
    assert widget.view == before[1] and widget.answer["number"] == widget.ask["number"]
    send(widget, days=30)
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
    assert widget.answer["error"] == "" and widget.view["title"] == show("decomposition").title


def test_the_drawing_library_is_sent_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = explore("notice")
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(widget, "send", lambda content, buffers: sent.append((content, buffers)))
    widget._handle_custom_msg({"want": "tea"}, [])
    assert sent == []
    widget._handle_custom_msg({"want": "plotly"}, [])
    ((content, buffers),) = sent
    assert content == {"have": "plotly"}
    assert b"plotly.js" in gzip.decompress(buffers[0])[:2000]
    assert len(buffers[0]) < 1_600_000


@EVERY
def test_a_move_sends_few_bytes_and_a_notebook_saves_no_library(name: str) -> None:
    widget = explore(name)
    saved = json.dumps(widget.get_state(), default=str)
    assert "Plotly.newPlot=" not in saved and len(saved) < 80_000
    states = every_chart(name)
    sizes = []
    for state, _ in states[:: len(states) // 60 + 1]:
        widget.choose(**state)  # type: ignore[arg-type]
        sizes.append(len(widget.answer["view"]) + len(json.dumps(widget.answer["error"])))
    assert max(sizes) <= MOST_BYTES


@EVERY
def test_what_a_notebook_saves_is_the_same_in_every_run(name: str) -> None:
    first, second = (explore(name)._repr_mimebundle_()[0] for _ in range(2))
    widget_view = "application/vnd.jupyter.widget-view+json"
    assert first.pop(widget_view) != second.pop(widget_view) and first == second
    assert first[VERB_MIME] == {
        "verb": "explore",
        "arguments": [name],
        "choices": explorer(name).default,
    }
