"""Slides: a deck for each notebook, from the notebook, with charts live and notes for the speaker.

A deck is a page that opens from a file: the player, plotly and the explorers' code lie beside it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from born_into_care.explorers.frontend import FRONTEND
from tools.build import cell_content, support
from tools.build.browser import chromium, print_pdf
from tools.build.explorer_states import write_states
from tools.build.links import Relocate, relocate_from, relocate_html, remove_link, to_html
from tools.build.links import to_inline_html as to_inline
from tools.build.notebook import Block, Notebook, Section, read_notebook
from tools.build.pack import BUILT, STATIC, TEACHING, list_notebooks, render, write_text
from tools.build.packages import PLOTLY, package_file
from tools.build.policy import DECK, write_policy

FOLDER = BUILT / "slides"
PLAYER = ("reveal.js", "plugin/notes.js", "reset.css", "reveal.css")
NOT_SHOWN = {"Before you start", "Time", "Set up", "Content note and support", "Next"}
NOTE = "Content note and support"


@dataclass(frozen=True)
class Place:
    """Where decks stand.

    Attributes:
        root: the way from a deck to the pack's root, or to the site's.
        pages: whether links lead to a site's pages (.html).
        drawing: the way from a deck to what draws its charts and explorers.
    """

    root: str
    pages: bool
    drawing: str

    def relocate(self, link: str) -> str | None:
        """Lead a notebook's link elsewhere; one to its own heading is taken out."""
        if link.startswith("#"):
            return None
        return relocate_from("notebooks", self.root, pages=self.pages)(link)


IN_THE_PACK = Place("../../../", pages=False, drawing="assets")
ON_THE_SITE = Place("../", pages=True, drawing="../_static/pack")


def write_decks(
    folder: Path = FOLDER, paths: Sequence[Path] | None = None, *, place: Place = IN_THE_PACK
) -> list[Path]:
    """Write a deck for each notebook and what the decks need; in the pack, a page that lists them.

    Parameters:
        folder: where to write.
        paths: the notebooks; None for all.
        place: where the folder is; on a site, what draws is there already.
    """
    assets = folder / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    notebooks = [read_notebook(path) for path in paths or list_notebooks()]
    needed = [package_file(f"reveal.js/dist/{name}") for name in PLAYER]
    needed += [STATIC / "slides.css", STATIC / "slides.js"]
    shutil.copyfile(package_file("reveal.js/LICENSE"), assets / "reveal.LICENSE.txt")
    if place.drawing == "assets":
        write_drawing(assets)
        relocate = relocate_from("notebooks", place.root)
        for key in {key for notebook in notebooks for key in list_explorers(notebook)}:
            write_states(key, relocate, assets / "explorers")
        write_text(folder / "index.html", render("slides_index.html.j2", notebooks=notebooks))
    for path in needed:
        shutil.copyfile(path, assets / path.name)
    return [
        write_text(folder / f"{notebook.name}.html", write_deck(notebook, place))
        for notebook in notebooks
    ]


def write_drawing(folder: Path) -> None:
    """Copy what draws charts and explorers, and the licence of the library."""
    ours = [FRONTEND / "explorer.js", FRONTEND / "explorer.css"]
    ours += [STATIC / "states.js", STATIC / "favicon.svg"]
    for path in (*ours, package_file(PLOTLY)):
        shutil.copyfile(path, folder / path.name)
    shutil.copyfile(package_file(PLOTLY).with_name("LICENSE"), folder / "plotly.LICENSE.txt")


def print_decks(decks: Sequence[Path], *, browser: Browser | None = None) -> list[Path]:
    """Print each deck as a PDF beside it, and return the files.

    Parameters:
        decks: the decks' pages.
        browser: a Chromium that is open already; None to start one.
    """
    printed = []
    with chromium(browser) as started:
        for deck in decks:
            page = started.new_page()
            page.goto(f"{deck.resolve().as_uri()}?print-pdf")
            page.wait_for_selector("body[data-ready]", timeout=60_000)
            printed.append(print_pdf(page, deck.with_suffix(".pdf")))
            page.close()
    return printed


def write_deck(notebook: Notebook, place: Place) -> str:
    """Return the deck of a notebook as HTML."""
    return render(
        "deck.html.j2",
        notebook=notebook,
        slides=[*_list_slides(notebook, place.relocate)],
        explorers=list_explorers(notebook),
        drawing=place.drawing,
        policy=write_policy(DECK),
        routes=support.list_reachable(),
        why=to_inline(notebook.why, place.relocate),
        content_note=to_html(notebook.section(NOTE).text.split("\n\n")[0], place.relocate),
        guide=_read_guide(notebook),
        note_html=lambda note: to_html(note, remove_link),
    )


def list_explorers(notebook: Notebook) -> list[str]:
    """Return the keys of the explorers of a notebook, each once."""
    shown = map(cell_content.find_explorer, notebook.blocks)
    return sorted({explorer.key for explorer in shown if explorer is not None})


def _list_slides(notebook: Notebook, relocate: Relocate) -> Iterator[dict[str, Any]]:
    for section in notebook.sections:
        if section.title not in NOT_SHOWN:
            yield from _section_slides(section, relocate)


def _section_slides(section: Section, relocate: Relocate) -> Iterator[dict[str, Any]]:
    lead = ""
    for block, following in zip_longest(section.blocks, section.blocks[1:]):
        if block.text and following is not None and following.verb == "predict":
            # What leads up to a guess stands with it on one slide.
            lead = to_html(shorten_for_slide(block.text), relocate)
            continue
        if section.title == "Check yourself" and block.call is None and not block.folded:
            continue  # it says how to press the button
        if slide := _make_slide(block, relocate, lead):
            yield {"id": block.cell, "title": block.heading or section.title} | slide
        lead = ""


def _make_slide(block: Block, relocate: Relocate, lead: str) -> dict[str, Any] | None:
    """A slide's kind, what its template shows, and the note for the speaker."""
    chart, explorer = cell_content.make_chart(block), cell_content.find_explorer(block)
    if chart is not None and explorer is not None and block.call is not None:
        note = (
            "Let the group call the moves. Tab reaches each control. At the start it shows: "
            f"{chart.description}"
        )
        state = cell_content.to_json(dict(block.call.choices))
        return {"kind": "explorer", "explorer": explorer, "state": state, "note": note}
    if chart is not None:
        words = relocate_html(chart.words_html(), lambda link: relocate(link) or link)
        note = f"Read out if somebody can't see it: {chart.description}"
        data = cell_content.chart_data(chart)
        return {"kind": "chart", "chart": chart, "data": data, "words": words, "note": note}
    if block.verb == "predict":
        scales = cell_content.list_scales(block)
        answers = "; ".join(f"{scale.label}: {scale.answer}" for scale in scales)
        note = f"Ask for a guess before you go on. Hands up, or on paper. It is: {answers}."
        stem = cell_content.prediction_stem(block)
        return {"kind": "guess", "lead": lead, "stem": stem, "scales": scales, "note": note}
    if asked := cell_content.find_question(block):
        note = "Give three minutes of quiet. Nobody has to read aloud."
        if asked.answer:
            note = f"Vote first, then the next key shows the answer: {asked.answer}. {asked.why}"
        return {"kind": "question", "asked": asked, "note": note}
    if themes := cell_content.list_themes(block):
        questions = "\n".join(f"{number}. {question}" for number, _, question in themes)
        note = f"A question from each:\n\n{questions}"
        return {"kind": "themes", "themes": themes, "note": note}
    if block.verb == "plan":
        return {"kind": "plan", "note": "Ten minutes. On the handout, or in the planner."}
    text = shorten_for_slide(block.text)
    if not text.strip():
        return None
    note = f"A way to answer: {block.folded}" if block.folded else ""
    if not note and "**Ask.**" in block.text:
        note = "Read out the question. Count to ten before you say anything."
    return {"kind": "text", "html": to_html(text, relocate), "note": note}


def shorten_for_slide(text: str) -> str:
    """Return a cell's text without what only somebody at a keyboard can do.

    Example:
        >>> shorten_for_slide("Run the cell. Filled marks are published.")
        'Filled marks are published.'
    """
    return re.sub(
        r"(?:^|(?<=[.?!] ))Run (?:the|this|both)\b[^.]*\.\s*", "", text, flags=re.MULTILINE
    )


def _read_guide(notebook: Notebook) -> str:
    """What the facilitator guide says of a notebook, for the speaker."""
    text = (TEACHING / "facilitator_guide.md").read_text(encoding="utf-8")
    match = re.search(rf"^### {notebook.number} .+?\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE)
    return f"Leave this up while people arrive.\n\n{match.group(1).strip()}" if match else ""
