"""Write a page with explorers alone, move their controls, and read what they show."""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html
from playwright.sync_api import Locator, Page

from born_into_care.explorers import Explorer, explorer, export
from born_into_care.explorers.explorer import Control, view
from born_into_care.explorers.frontend import read_frontend
from born_into_care.paths import read_tokens
from tools.build.packages import PLOTLY, package_file

# The id is the explorer's own key: where it should start otherwise, its state is beside it.
_PLACE = '<div id="{id}"></div><script>BornIntoCare.mount(document.getElementById("{id}"), ' + (
    '{{...exported["{name}"], default: {{...exported["{name}"].default, ...{state}}}}})</script>'
)
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Explorers</title>
<style>{style} body {{ margin: 0.5rem }}</style>
<script>globalThis.exported = {{}}</script>
{data}
<script src="plotly.min.js"></script>
<script src="explorer.js"></script>
<main><h1>Explorers</h1>
<p><button type="button" id="before">Before</button></p>
{places}
<p><button type="button" id="after">After</button></p></main>
</html>
"""


@cache
def exported(name: str) -> str:
    """Return an explorer with all its states as JSON, computed once."""
    return json.dumps(export(explorer(name)), ensure_ascii=False, separators=(",", ":"))


def write_page(
    folder: Path,
    places: Iterable[tuple[str, Mapping[str, object]]],
    *,
    file: str = "",
) -> Path:
    """Write a page that works without a kernel, and return its path.

    Parameters:
        folder: where it goes, with all that it needs.
        places: explorers in the order of the page: a name, and where its controls start.
        file: the page's file name; the first explorer's name where not given.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # What the site and the slides bring: in JupyterLab tests of their own draw with the whole.
    shutil.copy(package_file(PLOTLY), folder / "plotly.min.js")
    scripts = read_frontend("page.js", "handles.js", "between.js", "explorer.js")
    (folder / "explorer.js").write_text(scripts, "utf-8")
    placed = list(places)
    names = dict.fromkeys(name for name, _ in placed)
    for name in names:
        script = f"exported[{name!r}] = {exported(name)};\n"
        (folder / f"{name}.data.js").write_text(script, "utf-8")
    page = folder / (file or f"{placed[0][0]}.html")
    page.write_text(
        _PAGE.format(
            # Axe may not read a style sheet beside a page that is opened from its folder.
            style=read_tokens() + read_frontend("explorer.css", "handles.css"),
            data="\n".join(f'<script src="{name}.data.js"></script>' for name in names),
            places="\n".join(
                _PLACE.format(id=f"place-{at}", name=name, state=json.dumps(dict(state)))
                for at, (name, state) in enumerate(placed)
            ),
        ),
        "utf-8",
    )
    return page


SETTLED = """(at) => { const box = document.querySelectorAll('.bic-explorer')[at];
    return box?.dataset.busy === 'false' && Boolean(box.querySelector('.bic-plot .main-svg')); }"""

SHOWN = """box => {
    const plot = box.querySelector('.bic-plot');
    return {
        title: box.querySelector('.bic-title').textContent,
        sentence: box.querySelector('.bic-sentence').textContent,
        problem: box.querySelector('.bic-problem').textContent,
        // What plotly took, which leaves out a kind of trace that its bundle does not hold.
        traces: plot._fullData.map(trace => [trace.type, trace.name]),
        words: box.querySelector('.bic-words').textContent,
    };
}"""


def box(page: Page, at: int = 0) -> Locator:
    """Return an explorer of a page, counted from 0."""
    return page.locator(".bic-explorer").nth(at)


def settled(page: Page, at: int = 0) -> None:
    """Wait until an explorer has drawn what was last asked of it."""
    page.wait_for_function(SETTLED, arg=at)


def shown(page: Page, at: int = 0) -> dict[str, Any]:
    """Return what an explorer shows: its text, and the traces that plotly draws."""
    found: dict[str, Any] = box(page, at).evaluate(SHOWN)
    return found


def wanted(declared: Explorer, state: Mapping[str, object]) -> dict[str, Any]:
    """Return what Python says an explorer shows in a state, in the terms of `shown`."""
    chart = declared.chart_for(**state)
    words = str(view(chart)["words"])
    return {
        "title": chart.title,
        "sentence": chart.sentence,
        "problem": "",
        "traces": [
            # Plotly names a trace that has no name by its place.
            [trace["type"], trace.get("name", f"trace {at}")]
            for at, trace in enumerate(view(chart)["spec"]["data"])
        ],
        "words": "".join(html.fragment_fromstring(words, create_parent="div").itertext()),
    }


def moves(declared: Explorer) -> Iterator[tuple[Control, Any, dict[str, Any]]]:
    """Yield each control that is shown with its last value, and the state that it leads to."""
    now: dict[str, Any] = declared.default
    for control in declared.controls:
        if control.is_shown(now):
            value = [*control.values][-1]
            now = {**now, control.name: value}
            yield control, value, now


def move(page: Page, declared: Explorer, name: str, value: object, at: int = 0) -> None:
    """Set one control as a hand does, and wait for the chart."""
    control = next(control for control in declared.controls if control.name == name)
    place = box(page, at).get_by_label(control.label, exact=True).first
    kind = control.describe()["kind"]
    if kind == "choice":
        place.select_option(str(value))
    elif kind == "switch":
        place.set_checked(bool(value))
    else:
        place.fill(str(value))
        place.press("Enter")
    settled(page, at)
