"""The ten practice themes: `data/practice_themes.json` as values, as a page, and to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Template

from born_into_care.activities.activity import Activity, ActivityWidget, Line, frontend_module
from born_into_care.activities.rich_text import RichText, as_rich, resolve
from born_into_care.documents import make_environment
from born_into_care.errors import require_known
from born_into_care.evidence import derivation, figure, read_data_file
from born_into_care.text import capital, join_words, verb_entry


@dataclass(frozen=True)
class Theme:
    """One theme of practice.

    Attributes:
        title: the key message's title, or ours for the seventh.
        page: the address of the key message's own page; empty for the seventh.
        suggestions: steps by role.
        focus: the tags that it carries.
        row: the whole theme as the file holds it.
    """

    number: int
    title: str
    page: str
    reflective_questions: tuple[str, ...]
    suggestions: Mapping[str, Sequence[str]]
    focus: tuple[str, ...]
    row: Mapping[str, Any]

    def to_html(self, *, level: int = 3) -> str:
        """Return the theme as HTML, its heading of a level, with each role's steps folded."""
        return _template().render(theme=self, row=self.row, level=level)

    def to_lines(self) -> tuple[Line, ...]:
        """Return the whole theme as lines of text, for a reader whose page runs nothing."""
        title = f"{self.number}. {self.title}"
        page = resolve(f"{{page:{title}|{self.page}}}") if self.page else as_rich(f"{title} (ours)")
        parts = {
            "What was heard": [self.row["core_issue"]],
            "What makes it hard": [self.row["challenge"]],
            "What it looks like where it goes well": self.row["good_practice"],
            "To think about": self.reflective_questions,
            "A step": [f"{capital(role)}: {steps[0]}" for role, steps in self.suggestions.items()],
            "Ideas for policy": self.row["policy_ideas"],
        }
        lines = [Line(resolve(" ".join(texts)), f"{name}:") for name, texts in parts.items()]
        return (Line(page), *lines)

    def __repr__(self) -> str:
        """Return number and title."""
        return f"{self.number}. {self.title}"


def themes(focus: str | None = None) -> tuple[Theme, ...]:
    """Return the practice themes, in their order.

    Parameters:
        focus: keep the themes with this tag; None for all.

    Example:
        >>> [theme.number for theme in themes("support early in pregnancy")]
        [2, 5, 6, 8]
    """
    if focus is not None:
        require_known("focus", focus, focuses())
    return tuple(
        theme
        for theme in map(_make_theme, read_data_file("practice_themes.json")["themes"])
        if focus is None or focus in theme.focus
    )


def focuses() -> tuple[str, ...]:
    """Return the tags that themes carry."""
    return tuple(read_data_file("practice_themes.json")["focuses"])


def themes_panel() -> Activity:
    """Return the ten practice themes, to be narrowed by focus and read one by one.

    Example:
        >>> themes_panel().name
        'Practice themes'
    """
    whole = [line for theme in themes() for line in theme.to_lines()]
    return Activity(
        name="Practice themes",
        lines=(Line(as_rich("Ten themes for work before and after birth.")), *whole),
        note="Run this cell to choose a focus, and to read one theme at a time.",
        make=ThemesWidget,
        call=verb_entry("themes_panel"),
    )


def describe_themes() -> dict[str, Any]:
    """Return what the panel shows: each theme's name and page, and the themes of each focus."""
    return {
        "themes": [[str(theme.number), str(theme)] for theme in themes()],
        "focuses": {focus: [str(theme.number) for theme in themes(focus)] for focus in focuses()},
        "pages": {str(theme.number): theme.to_html() for theme in themes()},
    }


class ThemesWidget(ActivityWidget):
    """Two lists and the page of the theme that they lead to."""

    _esm = frontend_module("practice")

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with every theme."""
        self.answer(content, what="opened", **describe_themes())


def _make_theme(row: Mapping[str, Any]) -> Theme:
    return Theme(
        number=row["number"],
        title=row["title"],
        page=row["page"],
        reflective_questions=tuple(row["reflective_questions"]),
        suggestions=row["suggestions"],
        focus=tuple(row["focus"]),
        row=row,
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
    kind, _, name = reference.partition(":")
    if kind == "page":
        return resolve(f"{{page:{name}}}")
    row = figure(name) if kind == "figure" else derivation(name)
    where = as_rich(f" ({row.measure}, {row.geography}, {row.period})")
    return resolve(f"{{{reference}|unit}}") + where
