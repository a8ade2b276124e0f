"""What a cell of a notebook becomes on a page without a kernel."""

import html
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode

from born_into_care import charts
from born_into_care.explorers import explorer
from tools.build.cell_content import chart_data, to_json
from tools.build.links import on_site, relocate_html
from tools.build.notebook import read_call
from tools.build.pack import render
from tools.build.site.activities import FRONT_ENDS, write_activity


def show_cell(cell: NotebookNode) -> str:
    """Return a code cell as HTML for a page.

    Raises:
        ValueError: if it was saved with an error, or without what it shows.
    """
    call = read_call(cell)
    if call.verb == "explore":
        shown = explorer(*call.arguments)
        state = to_json(shown.check(call.choices))
        chart = shown.chart_for(**call.choices)
        text = render("site_explorer.html.j2", explorer=shown, chart=chart, state=state)
    elif call.verb in ("show", "compare"):
        chart = getattr(charts, call.verb)(*call.arguments, **call.choices)
        text = render("site_chart.html.j2", chart=chart, data=chart_data(chart))
    elif call.verb in FRONT_ENDS:
        text = write_activity(call)
    else:
        text = "".join(map(_show_output, cell.outputs))
    return relocate_html(text, on_site)


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
