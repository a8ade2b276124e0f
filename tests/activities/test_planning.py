"""The planner: steps kept one by one, with a theme, a role and a date."""

from __future__ import annotations

import pytest

from born_into_care.activities.planning import plan, steps
from born_into_care.activities.planning_widget import PlanWidget
from born_into_care.activities.recordfile import RecordFile
from born_into_care.errors import PackError

STEP = {"what": "Ask the ward for dates", "theme": "1", "who": "team manager", "by": "2026-06-30"}


def test_a_step_is_saved_and_there_again(listen, file: RecordFile):
    assert file.waiting == ()
    widget = PlanWidget()
    heard = listen(widget)
    widget.receive({"do": "save", "step": "plan-0a1b2c3d", "fields": STEP, "number": 1})
    assert (heard[-1]["what"], heard[-1]["step"]) == ("saved", "plan-0a1b2c3d")
    again = PlanWidget()
    heard = listen(again)
    again.receive({"do": "hello"})
    assert heard[-1]["steps"] == [
        {**STEP, "id": "plan-0a1b2c3d", "updated": "2026-03-04T10:00:00+00:00"}
    ]


def test_every_theme_and_an_emptied_field_can_be_saved(listen, file: RecordFile):
    widget = PlanWidget()
    listen(widget)
    for number, _ in widget.spec["themes"]:
        widget.receive(
            {"do": "save", "step": "plan-0a1b", "fields": {**STEP, "theme": str(number)}}
        )
        assert steps()[0].fields["theme"] == str(number)
    widget.receive({"do": "save", "step": "plan-0a1b", "fields": {"what": ""}})
    assert dict(steps()[0].fields) == {"what": "", "theme": "", "who": "", "by": ""}
    assert len(file.read().entries) == 1


def test_a_step_is_removed(listen, file: RecordFile):
    widget = PlanWidget()
    heard = listen(widget)
    widget.receive({"do": "save", "step": "plan-0a1b", "fields": STEP})
    widget.receive({"do": "save", "step": "plan-0a1c", "fields": STEP})
    widget.receive({"do": "remove", "step": "plan-0a1b"})
    assert heard[-1]["what"] == "removed"
    assert list(file.read().entries) == ["plan-0a1c"]


@pytest.mark.parametrize("step", ["", "01-reflect-expect", "plan-", "plan-xyz", "plan-0a1b/../x"])
def test_the_planner_reaches_no_other_entry(step: str, listen, file: RecordFile):
    file.save("01-reflect-expect", "reflection", {"text": "mine"})
    widget = PlanWidget()
    heard = listen(widget)
    for action in ("save", "remove"):
        widget.receive({"do": action, "step": step, "fields": STEP})
        assert "not a step" in heard[-1]["problem"]
    assert file.read().entries["01-reflect-expect"].fields["text"] == "mine"


def test_a_step_can_be_added_without_controls(file: RecordFile):
    said = plan(step="Ask the ward", theme_number=7, who="me", by="2026-06-30")
    assert repr(said).startswith("Added to your plan")
    assert dict(steps()[0].fields) == {
        "what": "Ask the ward", "theme": "7", "who": "me", "by": "2026-06-30",
    }  # fmt: skip
    assert file.path.exists()


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"step": " "}, "Say what will be done"),
        ({"step": "x", "by": "next week"}, "2026-06-30"),
        ({"step": "x", "theme_number": 11}, "no theme '11'|no theme 11"),
    ],
)
def test_what_is_no_step_gets_a_sentence(choices: dict, words: str):
    with pytest.raises(PackError, match=words):
        plan(**choices)
    assert steps() == []


def test_the_text_form_holds_no_plan(listen, file: RecordFile):
    made = plan()
    before = (made.text, made.html)
    listen(made.widget)
    made.widget.receive({"do": "save", "step": "plan-0a1b", "fields": STEP})
    assert "Ask the ward" not in str(made.widget.get_state()) + plan().text + plan().html
    assert (plan().text, plan().html) == before
    assert file.path.exists()
