"""Practice: the ten themes of `data/practice_themes.json` to read, and a plan of steps for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Template

from born_into_care.activities.activity import (
    Activity,
    RecordingActivity,
    frontend_module,
    privacy_notice,
)
from born_into_care.activities.rich_text import RichText, find_row, resolve
from born_into_care.documents import make_environment
from born_into_care.evidence import read_data_file
from born_into_care.text import capital, join_words


@dataclass(frozen=True)
class Theme:
    """One theme of practice: a key message, or ours for the seventh; `row` holds all of it."""

    number: int
    title: str
    reflective_questions: Sequence[str]
    row: Mapping[str, Any]

    def to_html(self) -> str:
        """Return the theme as HTML under a heading of level 3, with each role's steps folded."""
        return _template().render(theme=self, row=self.row)

    def to_lines(self) -> list[tuple[str, RichText]]:
        """Return the whole theme as lines of text, for a reader whose page runs nothing."""
        row, address = self.row, self.row["page"]
        parts = {
            "": [f"{{page:{self}|{address}}}" if address else f"{self} (ours)"],
            "What was heard:": [row["core_issue"]],
            "What makes it hard:": [row["challenge"]],
            "What it looks like where it goes well:": row["good_practice"],
            "To think about:": self.reflective_questions,
            "A step:": [
                f"{capital(role)}: {steps[0]}" for role, steps in row["suggestions"].items()
            ],
            "Ideas for policy:": row["policy_ideas"],
        }
        return [(name, resolve(" ".join(texts))) for name, texts in parts.items()]

    def __repr__(self) -> str:
        return f"{self.number}. {self.title}"


def themes() -> tuple[Theme, ...]:
    """Return the practice themes, in their order."""
    return tuple(
        Theme(row["number"], row["title"], row["reflective_questions"], row)
        for row in read_data_file("practice_themes.json")["themes"]
    )


@cache
def _template() -> Template:
    environment = make_environment("born_into_care.activities")
    environment.filters |= {
        "capital": capital,
        "rich": resolve,
        "reference": _write_reference,
        "join_words": join_words,
    }
    return environment.get_template("theme.html")


def _write_reference(reference: str) -> RichText:
    """Return what a reference leads to: a page's name, or a figure with what it is of."""
    if reference.startswith("page:"):
        return resolve(f"{{{reference}}}")
    row = find_row(reference)
    return resolve(f"{{{reference}|unit}} ({row.measure}, {row.geography}, {row.period})")


class ThemesActivity(Activity):
    """Two lists and the page of the theme that they lead to."""

    _esm = frontend_module("practice")


def themes_panel() -> ThemesActivity:
    """Return the ten practice themes, to be narrowed by focus and read one by one."""
    whole = [line for theme in themes() for line in theme.to_lines()]
    return ThemesActivity(
        name="Practice themes",
        lines=[("", "Ten themes for work before and after birth."), *whole],
        note="Run this cell to choose a focus, and to read one theme at a time.",
        call=("themes_panel",),
        themes=[[str(theme.number), str(theme)] for theme in themes()],
        focuses={
            focus: [str(theme.number) for theme in themes() if focus in theme.row["focus"]]
            for focus in read_data_file("practice_themes.json")["focuses"]
        },
        pages={str(theme.number): theme.to_html() for theme in themes()},
    )


class PlanActivity(RecordingActivity):
    """A list of steps, each saved as it is typed."""

    _esm = frontend_module("planner")
    kind = "action"
    names = r"plan-[0-9a-f]{4,16}"
    field_names = ("what", "theme", "who", "by")


def plan() -> PlanActivity:
    """Return the planner."""
    title = "My plan: steps that I, my team or my area will take"
    return PlanActivity(
        name="Action planner",
        lines=[
            ("", title),
            ("1.", "Step: what will be done"),
            ("2.", "Theme: which of the ten it serves"),
            ("3.", "Who will do it"),
            ("4.", "By when"),
        ],
        note="Run this cell to plan here. Your plan stays in your own record.",
        call=("plan",),
        title=title,
        privacy=privacy_notice(),
        themes=[(theme.number, theme.title) for theme in themes()],
    )
