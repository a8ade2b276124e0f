"""The styles of plotly.js as a file: a page under our policy takes none from a script."""

from __future__ import annotations

import re

from born_into_care.errors import PackError

_RULE = re.compile(
    r"""(?:"(?P<quoted>[^"]+)"|(?P<bare>\w+)):(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')(?P<more>,?)"""
)


def plotly_styles(bundle: str) -> str:
    """Give the rules that plotly.js would put into a page, read from its bundle.

    plotly.js leaves its own out where a page has a style sheet of this name and class:
    `<link id="plotly.js-style-global" class="no-inline-styles" rel="stylesheet" href="…">`.

    Raises:
        PackError: if the bundle holds no such rules in the form known here.
    """
    start = bundle.find('{"X,X div":') + 1
    rules: list[str] = []
    at = start
    while start and (match := _RULE.match(bundle, at)):
        selector = re.sub(r"^,", " ,", match["quoted"] or match["bare"])
        selector = re.sub("X", ".js-plotly-plot .plotly", selector)
        selector = re.sub("Y", ".plotly-notifier", selector)
        body = match["double"] if match["double"] is not None else match["single"]
        rules.append(f"{selector}{{{body}}}")
        at = match.end()
        if not match["more"]:
            break
    if len(rules) < 20 or bundle[at : at + 1] != "}":
        raise PackError(
            "The styles of plotly.js were not found in plotly-basic.min.js. It is a newer version "
            "that writes them otherwise: mend tools/site/drawing.py to read them."
        )
    # plotly.js puts each rule before the one before it.
    return "\n".join(reversed(rules)) + "\n"
