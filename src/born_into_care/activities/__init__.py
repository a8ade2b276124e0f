"""What a learner does: predict, check, reflect, plan, and look through the practice themes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from born_into_care.activities.group_guesses import summarise_group
    from born_into_care.activities.marking import Mark, mark
    from born_into_care.activities.planning import plan
    from born_into_care.activities.practice import theme, themes
    from born_into_care.activities.practice_panel import themes_panel
    from born_into_care.activities.predicting import predict
    from born_into_care.activities.predictions import compare_prediction
    from born_into_care.activities.questions import question
    from born_into_care.activities.records import record
    from born_into_care.activities.reflecting import reflect
    from born_into_care.activities.selfcheck import check, hint

__all__ = [
    "Mark",
    "check",
    "compare_prediction",
    "hint",
    "mark",
    "plan",
    "predict",
    "question",
    "record",
    "reflect",
    "summarise_group",
    "theme",
    "themes",
    "themes_panel",
]

# Each module loads when one of its names is first used: marking an answer needs no widgets.
_MODULES = {
    "Mark": "marking",
    "mark": "marking",
    "check": "selfcheck",
    "hint": "selfcheck",
    "compare_prediction": "predictions",
    "summarise_group": "group_guesses",
    "predict": "predicting",
    "plan": "planning",
    "question": "questions",
    "record": "records",
    "reflect": "reflecting",
    "theme": "practice",
    "themes": "practice",
    "themes_panel": "practice_panel",
}


def __getattr__(name: str) -> object:
    """Give a name of this room, loading its module when it is first asked for.

    Raises:
        AttributeError: if there is no such name; the text says which there are.
    """
    module = _MODULES.get(name)
    if module is None:
        from born_into_care.errors import unknown

        raise AttributeError(str(unknown("activity", name, __all__)))
    return getattr(import_module(f"{__name__}.{module}"), name)
