"""What a cell of a notebook becomes on a page without a kernel.

What an activity holds comes from the same verbs as in a notebook; only who answers is another.
"""

import base64
import html
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from born_into_care import activities
from born_into_care.activities.article_claims import claims, draw_test
from born_into_care.activities.prediction import describe_answer
from born_into_care.activities.questions import Question, question
from born_into_care.activities.self_check import mark
from tools.build.cell_content import chart_data, describe_call, to_json
from tools.build.links import on_site, relocate_html
from tools.build.notebook import Call, read_call
from tools.build.pack import render

PRIVACY = (
    "Kept in this browser on this device, and sent nowhere. Write nothing by which a family could "
    "be known."
)
# The front end of each verb.
FRONT_ENDS = {
    "check": "selfcheck",
    "predict": "predictor",
    "reflect": "notebox",
    "plan": "planner",
    "record": "recordview",
    "themes_panel": "practice",
    "weigh": "weigh",
}


def show_cell(cell: NotebookNode, picture: str = "") -> str:
    """Return a code cell as HTML for a page.

    Parameters:
        cell: as it was saved.
        picture: the address of its chart's picture, for a reader without scripts.

    Raises:
        ValueError: if it was saved with an error, or without what it shows.
    """
    call = read_call(cell)
    shown = describe_call(call)
    if explorer := shown["explorer"]:
        text = render(
            "site_explorer.html.j2",
            explorer=explorer,
            chart=shown["chart"],
            state=to_json(explorer.check(call.choices)),
            picture=picture,
        )
    elif chart := shown["chart"]:
        text = render("site_chart.html.j2", chart=chart, data=chart_data(chart), picture=picture)
    elif call.verb in FRONT_ENDS:
        text = write_activity(call)
    else:
        text = "".join(map(_show_output, cell.outputs))
    return relocate_html(text, on_site)


def find_picture(cell: NotebookNode) -> bytes:
    """Return the saved picture of a cell's chart; nothing where it has none."""
    pictures = (output.get("data", {}).get("image/png", "") for output in cell.get("outputs", ()))
    return base64.b64decode(next(filter(None, pictures), ""))


def _show_output(output: Mapping[str, Any]) -> str:
    if output["output_type"] == "error":
        raise ValueError(f"{output['ename']}: {output['evalue']}")
    if output["output_type"] == "stream":
        return f"<pre>{html.escape(output['text'])}</pre>"
    data = output["data"]
    text: str = data.get("text/html", "")
    if "<table" in text and "bic-scroll" not in text:
        # A region that scrolls sideways must be reachable by keyboard.
        return f'<div class="bic-scroll" tabindex="0" role="region" aria-label="Table">{text}</div>'
    return text or f"<pre>{html.escape(data.get('text/plain', ''))}</pre>"


def write_activity(call: Call) -> str:
    """Return the place of an activity, holding its words and the data that answers it."""
    # What was typed is the learner's own, and a page has one reader.
    choices = {
        name: value for name, value in call.choices.items() if name not in ("group", "answer")
    }
    activity = getattr(activities, call.verb)(*call.arguments, **choices)
    spec = dict(activity.spec)
    if "privacy" in spec:
        spec["privacy"] = PRIVACY
    if "kinds" in spec:
        spec["kinds"] = [kind for kind in spec["kinds"] if kind[0] != "docx"]  # Word needs Python
    data: dict[str, Any] = {"spec": spec}
    if call.verb == "check":
        data["question"] = describe_answers(question(*call.arguments))
    elif call.verb == "predict":
        data["answers"] = {row.id: describe_answer(row) for row in activity.rows}
    elif call.verb == "weigh":
        data["charts"] = {claim.key: draw_test(claim) for claim in claims(*call.arguments)}
    return render(
        "site_activity.html.j2",
        kind=FRONT_ENDS[call.verb],
        lines=activity.lines,
        data=to_json(data),
    )


def describe_answers(asked: Question) -> dict[str, Any]:
    """Return what marks an answer on the page: what a question accepts, and what it says."""
    correct = [option.id for option in asked.options if option.correct]
    whole = mark(asked, correct).text if asked.type == "choices" else asked.right
    return {
        "type": asked.type,
        "options": [
            {
                "id": option.id,
                "letter": option.id.upper(),
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
