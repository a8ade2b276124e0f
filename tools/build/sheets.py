"""The assignment, one for each student, and the marker's key.

A student gets the sheet alone, without the pack: it holds all that it speaks of, has no link into
the pack's folders, and nothing to run.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from itertools import chain
from pathlib import Path

import nbformat
import papermill

from tools.build import other_task, support
from tools.build.links import remove_link, to_html
from tools.build.other_task import read_section
from tools.build.pack import BUILT, ROOT, TEACHING, render, write_text
from tools.build.variants import Variant, choose_variants, compute_answer

FOLDER = BUILT / "variants"
ASSESSMENT = TEACHING / "assessment"
TEMPLATE = ASSESSMENT / "variant.ipynb"
BRIEF = ASSESSMENT / "brief.md"
METHODS = "How to work it out"
COURSE = "As an assignment"
HEADINGS = (
    "sheet", "area", "measure", "first_period", "last_period", "unit", "first", "first_low",
    "first_high", "last", "last_low", "last_high", "change", "change_low", "change_high",
    "england_and_wales", "funnel_low", "funnel_high", "outside_the_funnel", "changed_beyond_chance",
)  # fmt: skip


def write_variants(
    folder: Path = FOLDER, *, students: int = 30, seed: int = 2021, workers: int | None = None
) -> list[Path]:
    """Write a sheet for each student, the other task and the marker's key, and return the files.

    Parameters:
        folder: where to write.
        students: how many sheets; at most as many as there are different ones.
        seed: decides who gets which; the same seed gives the same sheets.
        workers: how many sheets are run at a time; None for as many as there are processors.
    """
    chosen = choose_variants(students, seed=seed)
    return [
        *write_sheets(chosen, folder, workers=workers),
        write_text(folder / "markers_key.csv", write_key_table(chosen)),
        write_text(folder / "markers_key.md", write_key_page(chosen)),
    ]


def write_sheets(
    chosen: Sequence[Variant], folder: Path, *, workers: int | None = None
) -> list[Path]:
    """Write each student's notebook and page, and the other task as a page; return the files."""
    page = write_text(folder / "other_task.html", write_other_task())
    with ProcessPoolExecutor(workers) as pool:
        written = list(pool.map(partial(_write_sheet, folder=folder), chosen))
    return [*chain.from_iterable(written), page]


def _write_sheet(variant: Variant, folder: Path) -> tuple[Path, Path]:
    target = folder / f"sheet_{variant.student}.ipynb"
    run = papermill.execute_notebook(
        str(TEMPLATE), None, parameters=asdict(variant), cwd=str(ROOT), progress_bar=False
    )
    texts = [*_texts(run), *_texts_beside()]
    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"sheet-{number}")
        for number, text in enumerate(texts, 1)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), target)
    page = _page(f"Assignment, sheet {variant.student}", texts)
    return target, write_text(target.with_suffix(".html"), page)


def _texts(notebook: nbformat.NotebookNode) -> Iterator[str]:
    """The words of a run template, and what its code showed, in order; no code."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield stand_alone(cell.source)
        for output in cell.get("outputs", []):
            if "text/markdown" in output.get("data", {}):
                yield output.data["text/markdown"]


def _texts_beside() -> Iterator[str]:
    """What a sheet speaks of and a student would have to look for elsewhere."""
    yield f"## {METHODS}\n\n{stand_alone(read_section(METHODS, BRIEF))}"
    yield (
        "## The other task\n\nFor whoever would rather not work with figures about babies in "
        "court. It uses counts of births. Same length, same criteria, same credit. You need give "
        "no reason: hand it in under the number of your sheet.\n\n"
        f"{stand_alone(read_section('The table'))}\n\n{stand_alone(read_section(COURSE))}"
    )
    yield f"## Where to turn\n\n{support.write_card()}"


def write_other_task() -> str:
    """Return the other task as a page to print: a session's on the first sheet, then a course's."""
    session = (
        "# The other task\n\nFor whoever prefers it. It uses counts of births. You need give no "
        f"reason.\n\n{stand_alone(read_section('The table'))}\n\n## What to do\n\n"
        f"{stand_alone(read_section('In a session'))}\n\n## Where to turn\n\n{support.write_card()}"
    )
    course = f"## {COURSE}\n\n{stand_alone(read_section(COURSE))}"
    methods = f"## {METHODS}\n\n{stand_alone(read_section(METHODS, BRIEF))}"
    return _page("The other task", [session], [course, methods])


def stand_alone(text: str) -> str:
    """Return Markdown for whoever has this page only: a link's words without it, no comments.

    Example:
        >>> stand_alone("See [the brief](brief.md#a). <!-- not a figure: 400 -->")
        'See the brief.'
    """
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()


def write_key_table(chosen: Sequence[Variant]) -> str:
    """Return the marker's key as CSV, a row for each sheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for variant in chosen:
        found = compute_answer(variant)
        intervals = (found.first, found.last, found.change)
        numbers = [limit for one in intervals for limit in (one.value, one.low, one.high)]
        numbers += [found.elsewhere, *found.funnel]
        writer.writerow(
            [variant.student, variant.area, variant.measure, variant.first, variant.last]
            + [variant.unit, *(f"{number:.1f}" for number in numbers)]
            + ["yes" if one else "no" for one in (found.is_beyond_chance, found.has_changed)]
        )
    return out.getvalue()


def write_key_page(chosen: Sequence[Variant]) -> str:
    """Return the marker's key as Markdown, a part for each sheet, then the other task's."""
    answers = [(variant, compute_answer(variant)) for variant in chosen]
    return render("markers_key.md.j2", answers=answers, other_task=other_task.write_key())


def _page(title: str, *sheets: Sequence[str]) -> str:
    bodies = ["".join(to_html(text, remove_link) for text in texts) for texts in sheets]
    return render("sheet.html.j2", title=title, bodies=bodies)
