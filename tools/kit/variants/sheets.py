"""A sheet for each student: the template notebook, run by papermill, and the same as a page.

A student gets the sheet alone, without the pack: it holds all that it speaks of, has no link into
the pack's folders, and nothing to run.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import nbformat
import papermill

from tools.kit import support
from tools.kit.places import ROOT, TEACHING
from tools.kit.render import no_links, to_html
from tools.kit.variants import other
from tools.kit.variants.variant import Variant

ASSESSMENT = TEACHING / "assessment"
TEMPLATE = ASSESSMENT / "variant.ipynb"
BRIEF = ASSESSMENT / "brief.md"
METHODS = "How to work it out"
OTHER = "other_task.html"
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2328}table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #767f8a;"
    "padding:.3rem .6rem;text-align:left}a{color:#0072b2}.next{break-before:page}"
    "@media print{body{font-size:10.5pt;margin:0 auto}}"
)


def write(chosen: Sequence[Variant], folder: Path) -> list[Path]:
    """Write each student's notebook and page, and the other task as a page, and give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / OTHER
    page.write_text(other_task(), encoding="utf-8")
    return [*(path for one in chosen for path in _sheet(one, folder)), page]


def _sheet(variant: Variant, folder: Path) -> tuple[Path, Path]:
    target = folder / f"sheet_{variant.student}.ipynb"
    papermill.execute_notebook(
        str(TEMPLATE),
        str(target),
        parameters=asdict(variant),
        cwd=str(ROOT),
        progress_bar=False,
    )
    notebook = nbformat.v4.new_notebook()
    texts = [*_texts(nbformat.read(target, as_version=4)), *_with_it()]
    for number, text in enumerate(texts, 1):
        notebook.cells.append(nbformat.v4.new_markdown_cell(text, id=f"sheet-{number}"))
    nbformat.write(notebook, target)
    page = target.with_suffix(".html")
    page.write_text(_page(f"Assignment, sheet {variant.student}", texts), encoding="utf-8")
    return target, page


def _texts(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """The words of a run template, and what its code showed, in order; no code."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield alone(cell.source)
        for output in cell.get("outputs", []):
            if "text/markdown" in output.get("data", {}):
                yield output.data["text/markdown"]


def _with_it() -> Iterator[str]:
    """What a sheet speaks of and a student would have to look for elsewhere."""
    yield f"## {METHODS}\n\n{alone(other.section(METHODS, BRIEF))}"
    yield (
        "## The other task\n\nFor whoever would rather not work with figures about babies in "
        "court. It uses counts of births. Same length, same criteria, same credit. You need give "
        "no reason: hand it in under the number of your sheet.\n\n"
        f"{alone(other.section('The table'))}\n\n"
        f"{alone(other.section('As an assignment'))}"
    )
    yield f"## Where to turn\n\n{support.card(support.routes())}"


def other_task() -> str:
    """Give the other task as a page to print: a session's on the first sheet, then a course's."""
    table = alone(other.section("The table"))
    turn = f"## Where to turn\n\n{support.card(support.routes())}"
    methods = alone(other.section(METHODS, BRIEF))
    course = f"## As an assignment\n\n{alone(other.section('As an assignment'))}"
    session = (
        "# The other task\n\nFor whoever prefers it. It uses counts of births. You need give no "
        f"reason.\n\n{table}\n\n## What to do\n\n{alone(other.section('In a session'))}\n\n{turn}"
    )
    return _page("The other task", [session], [course, f"## {METHODS}\n\n{methods}"])


def alone(text: str) -> str:
    """Give Markdown for a reader who has this page only: a link's words without the link, no notes.

    Example:
        >>> alone("See [the brief](brief.md#a). <!-- not a figure: 400 -->")
        'See the brief.'
    """
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()


def _page(title: str, *sheets: Sequence[str]) -> str:
    parts = ["".join(to_html(text, no_links) for text in texts) for texts in sheets]
    body = '</div><div class="next">'.join(parts)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(title)}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><div>{body}</div></main></body></html>"
    )
