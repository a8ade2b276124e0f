"""The live explorer, driven as a page drives it: through every control and every option."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from born_into_care.charts import Chart, show
from born_into_care.errors import PackError
from born_into_care.explorers import EXPLORERS, Choice, Explorer, explore, explorer
from born_into_care.explorers.widget import UNEXPECTED, ExplorerWidget

EVERY = pytest.mark.parametrize("name", list(EXPLORERS))
# A move may send this much: the usual one, and the largest that any state asks for.
MOST_BYTES = 15_000


def moves(name: str) -> Iterator[tuple[str, object]]:
    for control in explorer(name).controls:
        for value in control.values:
            yield control.name, value


def send(widget: ExplorerWidget, **state: object) -> None:
    """Do what the page does when a hand moves a control."""
    widget.ask = {"number": widget.ask["number"] + 1, "state": {**widget.state, **state}}


def in_state(widget: ExplorerWidget) -> dict[str, Any]:
    """Give what would be sent, without the program and its style, which are sent once."""
    return {
        name: value for name, value in widget.get_state().items() if name not in ("_esm", "_css")
    }


@EVERY
def test_a_widget_shows_its_first_chart_before_it_is_asked(name: str) -> None:
    widget = explore(name)
    first = explorer(name).chart_for()
    assert widget.title == first.title
    assert widget.drawn["spec"] == dict(first.spec)


@EVERY
def test_every_option_of_every_control_reaches_the_chart(name: str) -> None:
    widget = explore(name)
    for control, value in moves(name):
        send(widget, **{control: value})
        wanted = explorer(name).chart_for(**widget.state)
        assert widget.state[control] == value
        assert (widget.title, widget.sentence) == (wanted.title, wanted.sentence)
        assert widget.drawn["spec"] == dict(wanted.spec)
        assert widget.error == ""
        assert widget.answered == widget.ask["number"]


@EVERY
def test_every_option_can_be_chosen_from_code(name: str) -> None:
    widget = explore(name)
    for control, value in moves(name):
        widget.choose(**{control: value})
        assert widget.state[control] == value
        assert widget.title == explorer(name).chart_for(**widget.state).title


def test_a_widget_can_start_anywhere() -> None:
    assert explore("trend", area="Wales").title == show("trend", area="Wales").title


def test_a_choice_that_does_not_exist_is_refused_from_code_and_changes_nothing() -> None:
    widget = explore("trend")
    before = (widget.ask, widget.title)
    with pytest.raises(PackError, match="North East"):
        widget.choose(area="Northeast")
    assert (widget.ask, widget.title) == before


def test_a_choice_that_does_not_exist_reaches_the_page_as_a_sentence() -> None:
    widget = explore("notice-days")
    title = widget.title
    send(widget, days=31)
    assert "from 0 to 30" in widget.error
    assert widget.title == title
    assert widget.answered == widget.ask["number"]


def test_the_next_good_choice_clears_the_error() -> None:
    widget = explore("notice-days")
    send(widget, days=31)
    send(widget, days=30)
    assert widget.error == ""


def breaking() -> Explorer:
    def chart(*, way: str) -> Chart:
        if way == "breaks":
            raise ZeroDivisionError("division by zero")
        return show("decomposition")

    return Explorer(
        key="breaking",
        title="Breaks",
        question="Does it break?",
        chart=chart,
        controls=(Choice(name="way", label="Way", options=("works", "breaks")),),
    )


def test_an_error_in_a_chart_reaches_the_page_as_a_sentence_and_the_test_as_an_error() -> None:
    widget = breaking().widget()
    with pytest.raises(ZeroDivisionError):
        send(widget, way="breaks")
    assert widget.error == UNEXPECTED
    assert "division" not in widget.error
    assert widget.answered == widget.ask["number"]
    assert widget.state == {"way": "breaks"}


def test_after_an_error_the_widget_answers_again() -> None:
    widget = breaking().widget()
    with pytest.raises(ZeroDivisionError):
        send(widget, way="breaks")
    send(widget, way="works")
    assert widget.error == ""
    assert widget.title == show("decomposition").title


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
    assert len(buffers[0]) < 500_000


@EVERY
def test_no_drawing_library_lies_in_the_state_that_a_notebook_saves(name: str) -> None:
    widget = explore(name)
    saved = json.dumps(widget.get_state(), default=str)
    assert "plotly.js" not in saved.replace("plotly.js: ", "")
    assert "Plotly.newPlot=" not in saved
    assert len(saved) < 80_000


@EVERY
def test_a_move_sends_few_bytes(name: str) -> None:
    one = explorer(name)
    states = list(one.states())
    sizes = []
    widget = explore(name)
    for state in states[:: max(1, len(states) // 150)]:
        before = in_state(widget)
        widget.choose(**state)
        changed = {
            key: value
            for key, value in in_state(widget).items()
            if value != before[key] and key != "ask"
        }
        # As Jupyter sends it: bytes as they are, the rest as UTF-8, not escapes.
        drawing = changed.pop("drawing", b"")
        sizes.append(len(json.dumps(changed, ensure_ascii=False).encode()) + len(drawing))
    assert max(sizes) <= MOST_BYTES


@EVERY
def test_the_text_form_is_the_same_in_every_run(name: str) -> None:
    one, other = explore(name), explore(name)
    assert one.model_id != other.model_id
    texts = []
    for widget in (one, other):
        bundle = widget._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        texts.append(data["text/plain"])
    assert texts[0] == texts[1]
    assert one.title in texts[0]
    assert one.model_id not in texts[0]
