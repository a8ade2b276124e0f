"""What a cell of a notebook becomes on a page without a kernel."""

import html
from collections.abc import Mapping
from typing import Any

from born_into_care import charts
from born_into_care.charts import Chart
from born_into_care.explorers import explorer
from tools.build.calls import Call, read_call
from tools.build.cell_content import chart_data, to_json
from tools.build.links import on_site, relocate_html
from tools.build.pack import render
from tools.build.site.activities import FRONT_ENDS, write_activity

# Verbs whose cell shows something that only running it can give.
SHOWING = {"show", "compare", "figure", "cite", "hint", "select"}


def show_cell(cell: Any, names: dict[str, Any]) -> str:
    """Return a code cell as HTML for a page.

    Parameters:
        cell: the cell with its saved outputs.
        names: what earlier cells set.

    Raises:
        ValueError: if it was saved with an error, or without what it shows.
    """
    call = read_call(cell, names)
    if call is not None and call.verb == "explore":
        return _show_explorer(call)
    if call is not None and call.verb in FRONT_ENDS:
        return write_activity(call)
    if call is not None and call.verb in SHOWING and not cell.outputs:
        raise ValueError("it holds no output")
    if call is not None and call.verb in ("show", "compare"):
        shown = getattr(charts, call.verb)(*call.arguments, **call.choices)
        if isinstance(shown, Chart):
            text = render("site_chart.html.j2", chart=shown, data=chart_data(shown))
            return relocate_html(text, on_site)
    return relocate_html("".join(map(_show_output, cell.outputs)), on_site)


def _show_explorer(call: Call) -> str:
    name = str(call.arguments[0])
    shown = explorer(name)
    state = shown.check(call.choices)
    text = render(
        "site_explorer.html.j2",
        explorer=shown,
        chart=shown.chart_for(**state),
        state=to_json(dict(state)),
    )
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
