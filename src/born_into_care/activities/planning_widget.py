"""The controls of the action planner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from born_into_care.activities.planning import TITLE, save_step, theme_titles
from born_into_care.activities.recordfile import record_file
from born_into_care.activities.reflecting import privacy
from born_into_care.activities.reflecting_widget import said_time
from born_into_care.activities.widgets import ActivityWidget, module
from born_into_care.errors import PackError


class PlanWidget(ActivityWidget):
    """A list of steps, each saved as it is typed."""

    _esm = module("planner")

    def __init__(self) -> None:
        """Begin without steps; they are read when the page asks for them."""
        super().__init__({"title": TITLE, "privacy": privacy(), "themes": theme_titles()})

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with the steps of the record."""
        held = record_file().read()
        self.answer(
            content,
            what="opened",
            record=held.record_id,
            notice=record_file().to_tell(),
            steps=[
                {**entry.fields, "id": entry.id, "updated": entry.updated}
                for entry in held.of_kind("action")
            ],
        )

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save one step, and answer with the time."""
        step = _step_id(content)
        updated = save_step(step, content.get("fields", {}))
        self.answer(
            content,
            what="saved",
            step=step,
            at=said_time(updated),
            notice=record_file().to_tell(),
        )

    def do_remove(self, content: Mapping[str, Any]) -> None:
        """Remove one step."""
        record_file().remove(_step_id(content))
        self.answer(content, what="removed")


def _step_id(content: Mapping[str, Any]) -> str:
    """The id of a step; no other entry of the record can be reached through the planner."""
    step = str(content.get("step", ""))
    if not re.fullmatch(r"plan-[0-9a-f]{4,16}", step):
        raise PackError(f"{step!r} is not a step of the plan.")
    return step
