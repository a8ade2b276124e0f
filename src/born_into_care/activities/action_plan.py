"""The action planner: steps with a theme, a person and a date, kept in the learner's record."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from born_into_care.activities.activity import (
    Activity,
    ActivityWidget,
    Line,
    Message,
    frontend_module,
)
from born_into_care.activities.practice_themes import theme, themes
from born_into_care.activities.record_file import format_time, record_file
from born_into_care.activities.reflection import privacy_notice
from born_into_care.activities.rich_text import plain
from born_into_care.errors import PackError
from born_into_care.text import verb_entry

TITLE = "My plan: steps that I, my team or my area will take"


def plan(
    step: str | None = None, *, theme_number: int | None = None, who: str = "", by: str = ""
) -> Activity | Message:
    """Return the planner, or add one step to the plan.

    Parameters:
        step: what will be done, for the route without controls; None to be given the planner.
        theme_number: the practice theme that it serves, 1 to 10.
        who: who will do it, as a role.
        by: by when, as a date ("2026-06-30").

    Returns:
        The planner; with `step`, a sentence that says whether it was saved.

    Raises:
        PackError: if the step says nothing, there is no such theme, or the date is not one.

    Example:
        >>> plan().name
        'Action planner'
    """
    if step is None:
        parts = "Step: what will be done", "Theme: which of the ten it serves"
        labels = [*parts, "Who will do it", "By when"]
        lines = [Line(plain(label), f"{number}.") for number, label in enumerate(labels, start=1)]
        return Activity(
            name="Action planner",
            lines=(Line(plain(TITLE)), *lines),
            note="Run this cell to plan here. Your plan stays in your own record.",
            make=PlanWidget,
            call=verb_entry("plan"),
        )
    if not isinstance(step, str) or not step.strip():
        raise PackError("Say what will be done, in quotes: plan('Ask the midwives for a date').")
    number = str(theme(theme_number).number) if theme_number is not None else ""
    fields = _make_fields({"what": step, "theme": number, "who": who, "by": _check_date(by)})
    problem = record_file().try_save(f"plan-{secrets.token_hex(4)}", "action", fields)
    return Message(plain(problem or f"Added to your plan, in your record at {record_file().path}."))


def _check_date(text: object) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise PackError(f"{text!r} is not a date. Write it like this: 2026-06-30.") from None


def _make_fields(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(fields.get(name, "")) for name in ("what", "theme", "who", "by")}


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
        self.answer(content, what="opened", record=stored.record_id, notice=notice, steps=steps)

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save one step, and answer with the time."""
        step = _step_id(content)
        fields = _make_fields(content.get("fields", {}))
        saved_at = format_time(record_file().save(step, "action", fields))
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
