"""The action planner: steps with a theme, a person and a date, kept in the learner's record."""

from born_into_care.activities.activity import (
    RecordingActivity,
    frontend_module,
    privacy_notice,
)
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.rich_text import as_rich
from born_into_care.text import verb_entry


class PlanActivity(RecordingActivity):
    """A list of steps, each saved as it is typed."""

    _esm = frontend_module("planner")
    kind = "action"
    names = r"plan-[0-9a-f]{4,16}"
    field_names = ("what", "theme", "who", "by")


def plan() -> PlanActivity:
    """Return the planner.

    Example:
        >>> plan().name
        'Action planner'
    """
    title = "My plan: steps that I, my team or my area will take"
    lines = (
        ("", title),
        ("1.", "Step: what will be done"),
        ("2.", "Theme: which of the ten it serves"),
        ("3.", "Who will do it"),
        ("4.", "By when"),
    )
    return PlanActivity(
        name="Action planner",
        lines=[(bullet, as_rich(text)) for bullet, text in lines],
        note="Run this cell to plan here. Your plan stays in your own record.",
        call=verb_entry("plan"),
        title=title,
        privacy=privacy_notice(),
        themes=[(theme.number, theme.title) for theme in themes()],
    )
