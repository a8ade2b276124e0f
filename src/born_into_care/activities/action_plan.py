"""The action planner: steps with a theme, a person and a date, kept in the learner's record."""

import re
from collections.abc import Mapping
from typing import Any

from born_into_care.activities.activity import Activity, ActivityWidget, Line, frontend_module
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.record_file import record_file
from born_into_care.activities.reflection import privacy_notice
from born_into_care.activities.rich_text import as_rich
from born_into_care.errors import PackError
from born_into_care.text import verb_entry

TITLE = "My plan: steps that I, my team or my area will take"

LABELS = (
    "Step: what will be done",
    "Theme: which of the ten it serves",
    "Who will do it",
    "By when",
)


def plan() -> Activity:
    """Return the planner.

    Example:
        >>> plan().name
        'Action planner'
    """
    lines = [Line(as_rich(label), f"{number}.") for number, label in enumerate(LABELS, start=1)]
    return Activity(
        name="Action planner",
        lines=(Line(as_rich(TITLE)), *lines),
        note="Run this cell to plan here. Your plan stays in your own record.",
        make=PlanWidget,
        call=verb_entry("plan"),
    )


class PlanWidget(ActivityWidget):
    """A list of steps, each saved as it is typed."""

    _esm = frontend_module("planner")

    def __init__(self) -> None:
        """Begin without steps; they are read when the page asks for them."""
        titles = [(found.number, found.title) for found in themes()]
        super().__init__(title=TITLE, privacy=privacy_notice(), themes=titles)

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the steps of the record."""
        stored = record_file().read()
        steps = [
            {**entry.fields, "id": entry.id, "updated": entry.updated}
            for entry in stored.of_kind("action")
        ]
        notice = record_file().take_notices()
        self.answer(
            content, what="opened", record=record_file().draft_name, notice=notice, steps=steps
        )

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save one step, and answer with the time."""
        step = _step_id(content)
        typed = content.get("fields", {})
        fields = {name: str(typed.get(name, "")) for name in ("what", "theme", "who", "by")}
        saved_at = record_file().save(step, "action", fields)
        notice = record_file().take_notices()
        self.answer(content, what="saved", step=step, at=saved_at, notice=notice)

    def do_remove(self, content: Mapping[str, Any]) -> None:
        """Remove one step."""
        record_file().remove(_step_id(content))
        self.answer(content, what="removed")


def _step_id(content: Mapping[str, Any]) -> str:
    """Return the id of a step; the planner reaches no other entry of the record."""
    step = str(content.get("step", ""))
    if not re.fullmatch(r"plan-[0-9a-f]{4,16}", step):
        raise PackError(f"{step!r} is not a step of the plan.")
    return step
