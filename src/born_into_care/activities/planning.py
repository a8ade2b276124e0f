"""The action planner: steps with a theme, a person and a date, kept in the learner's record."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from born_into_care.activities.practice import theme, themes
from born_into_care.activities.recordfile import RecordNotSavedError, record_file
from born_into_care.activities.recordformat import Entry
from born_into_care.activities.references import plain
from born_into_care.activities.reflecting import Saved
from born_into_care.activities.showing import Activity, Line
from born_into_care.errors import PackError
from born_into_care.text import verb_entry

if TYPE_CHECKING:
    from born_into_care.activities.planning_widget import PlanWidget

TITLE = "My plan: steps that I, my team or my area will take"


def plan(
    step: str | None = None, *, theme_number: int | None = None, who: str = "", by: str = ""
) -> Activity | Saved:
    """Give the planner, or add one step to the plan.

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
        return Activity(
            name="Action planner",
            lines=(
                Line(plain(TITLE)),
                Line(plain("Step: what will be done"), "1."),
                Line(plain("Theme: which of the ten it serves"), "2."),
                Line(plain("Who will do it"), "3."),
                Line(plain("By when"), "4."),
            ),
            note="Run this cell to plan here. Your plan stays in your own record.",
            make=_widget,
            call=verb_entry("plan"),
        )
    if not isinstance(step, str) or not step.strip():
        raise PackError("Say what will be done, in quotes: plan('Ask the midwives for a date').")
    fields = {
        "what": step,
        "theme": str(theme(theme_number).number) if theme_number is not None else "",
        "who": who,
        "by": checked_date(by),
    }
    try:
        save_step(f"plan-{secrets.token_hex(4)}", fields)
    except RecordNotSavedError as problem:
        return Saved(str(problem), ok=False)
    return Saved(f"Added to your plan, in your record at {record_file().path}.")


def steps() -> list[Entry]:
    """Give the steps of the plan, in the order in which they were added."""
    return record_file().read().of_kind("action")


def save_step(step_id: str, fields: Mapping[str, Any]) -> str:
    """Save one step of the plan, and give when it was saved.

    Raises:
        RecordNotSavedError: if it could not be written; it waits in memory.
    """
    kept = {name: str(fields.get(name, "")) for name in ("what", "theme", "who", "by")}
    return record_file().save(step_id, "action", kept).updated


def checked_date(text: object) -> str:
    """Give a date back, or raise a PackError that says how to write one.

    Example:
        >>> checked_date("2026-06-30")
        '2026-06-30'
    """
    if not text:
        return ""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise PackError(f"{text!r} is not a date. Write it like this: 2026-06-30.") from None


def theme_titles() -> list[tuple[int, str]]:
    """Give number and title of each theme."""
    return [(one.number, one.title) for one in themes()]


def _widget() -> PlanWidget:
    from born_into_care.activities.planning_widget import PlanWidget

    return PlanWidget()
