"""What a code cell becomes where there is no kernel: a chart, a scale to guess on, a question."""

import json
from typing import Any

from born_into_care.activities.practice import themes
from born_into_care.activities.prediction import find_range, predict
from born_into_care.activities.questions import question
from born_into_care.activities.reflection import find_prompt
from born_into_care.briefing import show_example
from born_into_care.charts import Chart, show
from born_into_care.charts.style import CONFIG
from born_into_care.evidence import Derived, Figure
from born_into_care.explorers import explorer
from tools.build.notebook import Call


def describe_call(call: Call) -> dict[str, Any]:
    """Return what a call shows, for a template; what it has none of is empty.

    `chart` is what it draws, `explorer` what steers that. `prediction` is what it asks to guess,
    `scales` a line for each guess. `asked` are the words of a question.
    `themes` has the number, the title and a question of each practice theme.
    """
    names = ("chart", "explorer", "prediction", "scales", "asked", "themes")
    shown: dict[str, Any] = dict.fromkeys(names)
    match call.verb:
        case "show":
            shown["chart"] = show(*call.arguments, **call.choices)
        case "show_example":
            shown["chart"] = show_example(*call.arguments, **call.choices)
        case "explore":
            shown["explorer"] = explorer(*call.arguments)
            shown["chart"] = shown["explorer"].chart_for(**call.choices)
        case "predict":
            asked = predict(*call.arguments, question=call.choices.get("question"))
            scales = [make_scale(row, asked.labels[row.id]) for row in asked.rows]
            shown |= {"prediction": asked, "scales": scales}
        case "check":
            shown["asked"] = question(*call.arguments).stem.plain
        case "reflect":
            shown["asked"] = find_prompt(*call.arguments).text.plain
        case "themes_panel":
            shown["themes"] = [
                (theme.number, theme.title, theme.reflective_questions[0]) for theme in themes()
            ]
    return shown


def chart_data(chart: Chart) -> str:
    """Return what plotly draws a chart from, as JSON for a block of a page."""
    return to_json({**chart.spec, "config": CONFIG})


def to_json(data: Any) -> str:
    """Return plain data as JSON in which no text can end the block of a page that holds it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c")


def make_scale(row: Figure | Derived, label: str) -> dict[str, Any]:
    """Return a line that a figure can be guessed on, long enough not to give it away.

    It has a `label`, a `unit`, the number at its right end (`top`; the left is 0), the `answer`,
    and whether that is `derived`.

    Example:
        >>> from born_into_care.evidence import figure
        >>> make_scale(figure("newborns-england-2019-20"), "England")["top"]
        5000.0
    """
    return {
        "label": label,
        "unit": row.unit,
        "top": find_range([row])["high"],
        "answer": row.text,
        "derived": isinstance(row, Derived),
        "told": f"{label}: {row.text}",
    }
