"""The kit on the website: slides, handouts and questions, and a page that leads to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.build import handouts, questions, slides
from tools.build.notebook import read_notebook
from tools.build.pack import DATA, list_notebooks, render


def publish_kit(site: Path) -> None:
    """Write slides, handouts and questions as files of a site.

    They stand in folders of their own, as deep as the notebooks' pages, so that a link in an
    explorer leads to the same place from both. PDFs are taken from where `make kit` left them:
    making them needs Chromium and a minute. One that is older than its notebook or than a figure
    is left out.

    Parameters:
        site: the folder of the site.
    """
    slides.write_decks(site / "slides", place=slides.ON_THE_SITE)
    questions.write_exports(site / "questions")
    for folder in (slides.FOLDER, handouts.FOLDER):
        for pdf in _list_fresh(folder):
            target = site / folder.name / pdf.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(pdf, target)


def _list_fresh(folder: Path) -> Iterator[Path]:
    """The PDFs of a folder that say what the notebooks and the figures say now."""
    figures = max(one.stat().st_mtime for one in DATA.iterdir() if one.suffix in (".csv", ".json"))
    for path in list_notebooks():
        pdf = folder / f"{path.stem}.pdf"
        if pdf.exists() and pdf.stat().st_mtime > max(path.stat().st_mtime, figures):
            yield pdf


def write_kit_page(site: Path) -> str:
    """Return the page that leads to what `publish_kit` wrote, as Markdown.

    Parameters:
        site: where `publish_kit` wrote.
    """
    return render(
        "kit_page.md.j2",
        notebooks=[read_notebook(path) for path in list_notebooks()],
        questions=questions.FILES,
        exists=lambda address: (site / address).exists(),
    )
