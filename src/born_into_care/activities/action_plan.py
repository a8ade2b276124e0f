"""The action planner: steps with a theme, a person and a date, kept in the learner's record."""

from born_into_care.activities.activity import Activity, Line, RecordingWidget, frontend_module
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.reflection import privacy_notice
from born_into_care.activities.rich_text import as_rich
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


class PlanWidget(RecordingWidget):
    """A list of steps, each saved as it is typed."""

    _esm = frontend_module("planner")
    kind = "action"
    names = r"plan-[0-9a-f]{4,16}"
    field_names = ("what", "theme", "who", "by")

    def __init__(self) -> None:
        """Begin without steps; they are read when the page asks for them."""
        titles = [(theme.number, theme.title) for theme in themes()]
        super().__init__(title=TITLE, privacy=privacy_notice(), themes=titles)
