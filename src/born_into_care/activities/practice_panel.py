"""The practice themes with lists to choose from: role, focus, theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from born_into_care.activities.practice import Theme, focuses, roles, themes
from born_into_care.activities.references import plain, resolve
from born_into_care.activities.showing import Activity, Line
from born_into_care.activities.widgets import ActivityWidget, module
from born_into_care.text import verb_entry


def themes_panel() -> Activity:
    """Give the ten practice themes, to be narrowed by role and focus and read one by one.

    Example:
        >>> themes_panel().name
        'Practice themes'
    """
    return Activity(
        name="Practice themes",
        lines=(
            Line(plain("Ten themes for work before and after birth.")),
            *[
                Line(
                    resolve(f"{{page:{one.title}|{one.page}}}") if one.page else plain(one.title),
                    f"{one.number}.",
                )
                for one in themes()
            ],
        ),
        note="Run this cell to choose a role and a focus, and to read a theme here.",
        make=ThemesWidget,
        call=verb_entry("themes_panel"),
    )


class ThemesWidget(ActivityWidget):
    """Three lists and the page of the theme that they lead to."""

    _esm = module("practice")

    def __init__(self) -> None:
        """Begin with every theme."""
        super().__init__(
            {"roles": list(roles()), "focuses": list(focuses()), "themes": _options(themes())}
        )

    def do_show(self, content: Mapping[str, Any]) -> None:
        """Answer a choice: with the themes that fit it and the page of one."""
        role = content.get("role") or None
        focus = content.get("focus") or None
        fitting = themes(role, focus)
        wanted = str(content.get("theme", ""))
        shown = next((one for one in fitting if str(one.number) == wanted), fitting[0])
        count = f"{len(fitting)} of {len(themes())} themes fit."
        whose = f" Steps are for a {role}." if role else ""
        self.answer(
            content,
            what="page",
            themes=_options(fitting),
            theme=str(shown.number),
            page=shown.to_html(role=role, level=3),
            sentence=f"{count} Shown: {shown.number}, {shown.title}.{whose}",
        )


def _options(fitting: tuple[Theme, ...]) -> list[list[str]]:
    return [[str(one.number), f"{one.number}. {one.title}"] for one in fitting]
