"""What a cell of a notebook becomes on a page without a kernel."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from tools.site.addresses import as_pages

PLOTLY_MIME = "application/vnd.plotly.v1+json"


def data_block(data: Any, *, kind: str) -> str:
    """Give plain data as a block that a script of the page reads; it is never run.

    Parameters:
        data: anything that JSON can hold.
        kind: the class by which the script finds it.
    """
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # "<" as an escape, so that no text in the data can end the block.
    written = written.replace("<", "\\u003c")
    return f'<script type="application/json" class="{kind}">{written}</script>'


def chart_html(spec: Mapping[str, Any], words: str) -> str:
    """Give a saved chart as HTML: title, a place of fixed height to draw in, and the words.

    Parameters:
        spec: the plotly figure as it was saved, with its config.
        words: description, table, notes and sources as they were saved.
    """
    layout = dict(spec["layout"])
    # The title stands above the chart as text, where it can wrap on a phone and be read aloud.
    title = re.sub(r"<br ?/?>", " ", layout.pop("title", {}).get("text", "Chart"))
    margin = dict(layout.get("margin", {}))
    height = int(layout.get("height", 460)) - int(margin.get("t", 24)) + 24
    layout |= {"height": height, "margin": margin | {"t": 24}}
    drawn = {"data": spec["data"], "layout": layout, "config": spec.get("config", {})}
    return (
        '<div class="bic-chart">'
        f'<p class="bic-title">{html.escape(title)}</p>'
        f'<div class="bic-plot" data-bic-chart style="height:{height}px" role="img" aria-label='
        f'"{html.escape(title, quote=True)}. The description and the table follow."></div>'
        f"{data_block(drawn, kind='bic-spec')}{words}</div>"
    )


def explorer_html(
    view: Mapping[str, Any], declaration: Mapping[str, Any], state: Mapping[str, Any]
) -> str:
    """Give the place of an explorer, holding what it starts with in words.

    The words are what a person reads who has no script, what search finds, and what stands there
    until the explorer is ready.

    Parameters:
        view: title, sentence, words and spec of the chart that it starts with.
        declaration: the explorer's title, question and controls.
        state: where its controls start.
    """
    height = int(view["spec"]["layout"].get("height", 460))
    # A label over a control is about 76 px, and three stand side by side on a wide page.
    place = height + 170 + 76 * -(-len(declaration["controls"]) // 3)
    key = html.escape(declaration["key"], quote=True)
    return (
        f'<div class="bic-explorer" data-bic-explorer="{key}" '
        f'style="min-height:{place}px">{data_block(dict(state), kind="bic-state")}'
        f'<p class="bic-name">{html.escape(declaration["title"])}</p>'
        f'<p class="bic-question">{html.escape(declaration["question"])}</p>'
        '<p class="bic-waiting" hidden>Fetching the explorer. The first chart in words:</p>'
        f'<p class="bic-title">{html.escape(view["title"])}</p>'
        f'<p class="bic-sentence">{html.escape(view["sentence"])}</p>'
        f'<div class="bic-words">{view["words"]}</div></div>'
    )


def outputs_html(outputs: list[Mapping[str, Any]]) -> str:
    """Give the saved outputs of a cell as HTML, charts drawn by the page.

    Raises:
        ValueError: if a cell was saved with an error.
    """
    shown: list[str] = []
    waiting: Mapping[str, Any] | None = None
    for output in outputs:
        kind = output["output_type"]
        if kind == "error":
            raise ValueError(f"{output['ename']}: {output['evalue']}")
        if kind == "stream":
            shown.append(f"<pre>{html.escape(_text(output['text']))}</pre>")
            continue
        data = output["data"]
        if PLOTLY_MIME in data:
            if waiting is not None:
                shown.append(chart_html(waiting, ""))
            waiting = data[PLOTLY_MIME]
            continue
        rendered = _rendered(data)
        if waiting is not None:
            rendered, waiting = chart_html(waiting, rendered), None
        shown.append(rendered)
    if waiting is not None:
        shown.append(chart_html(waiting, ""))
    return as_pages("".join(shown))


def _rendered(data: Mapping[str, Any]) -> str:
    if "text/html" in data:
        written = _text(data["text/html"])
        if "<table" in written and "bic-scroll" not in written:
            # A region that scrolls sideways must be reachable by keyboard.
            return (
                '<div class="bic-scroll" tabindex="0" role="region" aria-label="Table">'
                f"{written}</div>"
            )
        return written
    if "image/png" in data:
        words = html.escape(_text(data.get("text/plain", "")), quote=True)
        return f'<img alt="{words}" src="data:image/png;base64,{_text(data["image/png"]).strip()}">'
    return f"<pre>{html.escape(_text(data.get('text/plain', '')))}</pre>"


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
