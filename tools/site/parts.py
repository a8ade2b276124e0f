"""The parts of a page that work without a kernel: explorers, questions, guesses, notes, plans.

What each holds comes from the same declarations as in a notebook; only who answers is another.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from born_into_care.activities.number_reading import unit_per
from born_into_care.activities.prediction import (
    make_prediction,
    may_be_negative,
    predict,
    published_number,
)
from born_into_care.activities.questions import Question, question
from born_into_care.activities.rich_text import resolve
from born_into_care.activities.self_check import check, mark
from born_into_care.explorers import explorer
from born_into_care.explorers.explorer import view
from tools.site.addresses import as_pages, data_as_pages
from tools.site.calls import Call
from tools.site.cells import data_block, explorer_html

if TYPE_CHECKING:
    from born_into_care.activities.activity import Activity

PRIVACY = (
    "Kept in this browser on this device, and sent nowhere. Write nothing by which a family could "
    "be known."
)


@dataclass(frozen=True)
class Part:
    """A part of a page.

    Attributes:
        html: what stands in the page.
        explorers: the explorers whose data it needs.
    """

    html: str
    explorers: frozenset[str] = frozenset()


def for_call(call: Call) -> Part | None:
    """Give the part for a call of a verb; None for a verb whose saved output is shown as it is."""
    maker = _MAKERS.get(call.verb)
    return maker(*call.arguments, **call.choices) if maker else None


def _explore(name: str, **state: Any) -> Part:
    declared = explorer(name)
    start = declared.checked(state)
    shown = view(declared.chart_for(**start))
    made = explorer_html(shown, declared.declaration(), start)
    return Part(as_pages(made), frozenset({name}))


def _check(question_id: str, **_: Any) -> Part:
    return _activity("selfcheck", check(question_id), question=_answers(question(question_id)))


def _answers(asked: Question) -> dict[str, Any]:
    """Return what marks an answer on the page: what a question accepts, and what it says."""
    correct = [option.id for option in asked.options if option.correct]
    whole = mark(asked, correct).feedback if asked.type == "choices" else asked.right
    return {
        "type": asked.type,
        "options": [
            {
                "id": option.id,
                "letter": asked.letters[option.id],
                "correct": option.correct,
                "feedback": option.feedback.parts,
            }
            for option in asked.options
        ],
        "unit": asked.unit,
        "per": asked.per,
        "expected": asked.expected,
        "tolerance": asked.tolerance,
        "direction": asked.direction,
        "slips": [
            {"value": slip.value, "tolerance": slip.tolerance, "feedback": slip.feedback.parts}
            for slip in asked.slips
        ],
        "order": list(asked.answer_order),
        "hint": asked.hint.parts,
        "whole": whole.parts,
        "right": asked.right.parts,
        "wrong": asked.wrong.parts,
    }


def _predict(*figure_ids: str, **choices: Any) -> Part:
    choices.pop("guess", None)
    known = {name: choices[name] for name in ("question", "labels") if name in choices}
    prediction = make_prediction(figure_ids, **known)
    facts = {name: _fact(name) for name in figure_ids}
    return _activity("predictor", predict(*figure_ids, **known), name=prediction.key, facts=facts)


def _fact(name: str) -> dict[str, Any]:
    """What a guess is set beside: the number in its unit, and the words that tell it."""
    from born_into_care.evidence import derivation, figure

    derived = name.startswith("derived-")
    row = derivation(name) if derived else figure(name)
    value, unit, bound = published_number(row)
    told = resolve(f"{{{'derived' if derived else 'figure'}:{name}|unit}}")
    return {
        "value": value,
        "unit": unit,
        "per": unit_per(unit),
        "bound": bound,
        "derived": derived,
        "below_zero": may_be_negative(row),
        "told": [*told.parts, {"text": f" ({row.geography}, {row.period}). "}],
    }


def _reflect(prompt: str, **choices: Any) -> Part:
    from born_into_care.activities.reflection import reflect

    choices.pop("text", None)
    return _activity("notebox", reflect(prompt, **choices))


def _plan(**_: Any) -> Part:
    from born_into_care.activities.action_plan import plan

    return _activity("planner", plan())


def _record() -> Part:
    from born_into_care.activities.record import record

    return _activity("recordview", record())


def _themes_panel() -> Part:
    from born_into_care.activities.practice_themes import focuses, roles, themes, themes_panel

    def numbers(**choice: str) -> list[str]:
        return [str(one.number) for one in themes(**choice)]

    pages = {
        role: {
            str(one.number): one.to_html(role=role or None, level=3) for one in themes(role or None)
        }
        for role in ("", *roles())
    }
    return _activity(
        "practice",
        themes_panel(),
        roles={role: numbers(role=role) for role in roles()},
        focuses={focus: numbers(focus=focus) for focus in focuses()},
        pages=pages,
    )


def _activity(kind: str, activity: Activity, **more: Any) -> Part:
    spec = dict(activity.widget.spec)
    if "privacy" in spec:
        spec["privacy"] = PRIVACY
    if "kinds" in spec:
        # Word needs Python: a page without it gives the record as HTML and Markdown.
        spec["kinds"] = [kind for kind in spec["kinds"] if kind[0] != "docx"]
    lines = "".join(
        f"<li>{html.escape(line.bullet)} {line.text.html}</li>"
        if line.bullet
        else f"<p>{line.text.html}</p>"
        for line in activity.lines
    )
    block = data_block(data_as_pages({"spec": spec, **more}), kind="bic-activity-data")
    # The words stand there for search, for paper and for a browser without scripts.
    return Part(
        as_pages(f'<div class="bic-activity" data-bic-activity="{kind}">{lines}{block}</div>')
    )


_MAKERS = {
    "explore": _explore,
    "check": _check,
    "predict": _predict,
    "reflect": _reflect,
    "plan": _plan,
    "record": _record,
    "themes_panel": _themes_panel,
}
