"""The kit on the website: slides, handouts and questions, and a page that leads to them."""

from __future__ import annotations

import html
import shutil
from pathlib import Path

from tools.kit import exports, handouts, slides
from tools.kit.places import DATA, notebook_paths
from tools.kit.walk import read

QUESTIONS = {
    "moodle.xml": "Moodle, as Moodle XML",
    "canvas-qti12.zip": "Canvas, as QTI 1.2",
    "blackboard-upload.txt": "Blackboard, as an upload of questions",
}
MISSING = "not in this copy"


def publish(site: Path) -> list[Path]:
    """Write slides, handouts and questions as files of a site, and give them.

    They stand in folders of their own, as deep as the notebooks' pages, so that a link in an
    explorer leads to the same place from both. PDFs are taken from where `make kit` left them:
    making them needs Chromium and a minute. One that is older than its notebook or than a figure
    is left out.

    Parameters:
        site: the folder of the site.
    """
    written = slides.build(site / "slides", place=slides.ON_THE_SITE)
    written += exports.build(site / "questions")
    for source in (slides.FOLDER, handouts.FOLDER):
        for pdf in _fresh(source):
            target = site / source.name / pdf.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pdf, target)
            written.append(target)
    return written


def _fresh(folder: Path) -> list[Path]:
    """Give the PDFs of a folder that say what the notebooks and the figures say now."""
    figures = max(one.stat().st_mtime for one in DATA.iterdir() if one.suffix in (".csv", ".json"))
    pdfs = [(folder / f"{path.stem}.pdf", path.stat().st_mtime) for path in notebook_paths()]
    return [
        pdf for pdf, edited in pdfs if pdf.exists() and pdf.stat().st_mtime > max(edited, figures)
    ]


def page(site: Path) -> str:
    """Give the page that leads to what `publish` wrote, as Markdown for a folder of the site.

    Parameters:
        site: where `publish` wrote.
    """
    rows = "\n".join(
        f"| {path.stem[:2]} {read(path).title} "
        f"| {_link(site, f'slides/{path.stem}.html', 'slides', path.stem)} "
        f"| {_link(site, f'slides/{path.stem}.pdf', 'slides, PDF', path.stem)} "
        f"| {_link(site, f'handouts/{path.stem}.pdf', 'handout, PDF', path.stem)} |"
        for path in notebook_paths()
    )
    questions = "\n".join(
        f'- <a href="../questions/{name}" download>{html.escape(words)}</a>'
        for name, words in QUESTIONS.items()
    )
    return f"""# Slides, handouts and questions, ready to use

Made from the notebooks. How to use them is on [the teaching kit's page](README.md). Check the
[support routes](support.md) before a session. The slides and the question bank hold the answers to
the self-checks, as the notebooks' own pages do: none of them is a secret to examine with.

## For each notebook

| Notebook | Slides | Printed slides | Handout |
| --- | --- | --- | --- |
{rows}

In the slides the arrow keys turn, S opens the speaker's notes, O shows all. Once they are open they
work without a network.

## The question bank

{questions}
"""


def _link(site: Path, address: str, words: str, name: str) -> str:
    if not (site / address).exists():
        return MISSING
    # Links of the same words say which notebook they belong to.
    return f'<a href="../{address}" aria-label="{words}, notebook {name[:2]}">{words}</a>'
