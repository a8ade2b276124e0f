"""Slides: a deck for each notebook, from the notebook, with charts live and notes for the speaker.

A deck is a page that opens from a file: the player, plotly and the explorers' code lie beside it.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from born_into_care.explorers.frontend import FRONTEND
from born_into_care.paths import read_tokens
from tools.build import support
from tools.build.browser import chromium, print_pdf
from tools.build.cell_content import chart_data, describe_call, to_json
from tools.build.explorer_states import write_states
from tools.build.links import (
    Relocate,
    on_site,
    relocate_from,
    relocate_html,
    remove_link,
    to_html,
    to_inline_html,
)
from tools.build.notebook import Block, Notebook, read_notebook
from tools.build.pack import BUILT, STATIC, TEACHING, list_notebooks, render, write_text
from tools.build.packages import PLOTLY, package_file
from tools.build.policy import DECK, write_policy

FOLDER = BUILT / "slides"
PLAYER = ("reveal.js", "plugin/notes.js", "reset.css", "reveal.css")
NOT_SHOWN = {"Before you start", "Time", "Set up", "Content note and support", "Next"}
# Verbs that have a slide of their own.
SLIDES = {"show", "explore", "predict", "check", "reflect", "themes_panel", "plan"}


IN_THE_PACK = relocate_from("notebooks", "../../../")


def write_decks(folder: Path = FOLDER, *, for_site: bool = False) -> list[Path]:
    """Write a deck for each notebook and what the decks need; in the pack, a page that lists them.

    Parameters:
        folder: where to write.
        for_site: whether the folder is one of the site's, which has what draws already.
    """
    assets = folder / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    notebooks = [read_notebook(path) for path in list_notebooks()]
    player = [package_file(f"reveal.js/dist/{name}") for name in PLAYER]
    for path in (*player, STATIC / "slides.css", STATIC / "slides.js"):
        shutil.copyfile(path, assets / path.name)
    shutil.copyfile(package_file("reveal.js/LICENSE"), assets / "reveal.LICENSE.txt")
    if not for_site:
        write_drawing(assets)
        for key in {key for notebook in notebooks for key in list_explorers(notebook)}:
            write_states(key, IN_THE_PACK, assets / "explorers")
        write_text(folder / "index.html", render("slides_index.html.j2", notebooks=notebooks))
    return [
        write_text(folder / f"{one.name}.html", write_deck(one, for_site=for_site))
        for one in notebooks
    ]


def write_drawing(folder: Path) -> None:
    """Copy what draws charts and explorers, and the licence of the library."""
    ours = [FRONTEND / "explorer.js", FRONTEND / "explorer.css"]
    ours += [STATIC / "states.js", STATIC / "favicon.svg"]
    for path in (*ours, package_file(PLOTLY)):
        shutil.copyfile(path, folder / path.name)
    write_text(folder / "tokens.css", read_tokens())
    shutil.copyfile(package_file(PLOTLY).with_name("LICENSE"), folder / "plotly.LICENSE.txt")


def write_slides() -> list[Path]:
    """Write and print the pack's decks; say which support routes nobody has tried."""
    if warning := support.describe_unchecked(support.list_reachable()):
        print(warning, file=sys.stderr)
    decks = write_decks()
    with chromium() as browser:
        return [*decks, *(print_deck(browser, deck) for deck in decks)]


def print_deck(browser: Browser, deck: Path) -> Path:
    """Print the page of a deck as a PDF beside it, and return that file."""
    page = browser.new_page()
    page.goto(f"{deck.resolve().as_uri()}?print-pdf")
    page.wait_for_selector("body[data-ready]", timeout=60_000)
    return print_pdf(page, deck.with_suffix(".pdf"))


def write_deck(notebook: Notebook, *, for_site: bool = False) -> str:
    """Return the deck of a notebook as HTML."""

    def relocate(link: str) -> str | None:
        # A deck has slides and no headings: a link to one keeps its words alone.
        if link.startswith("#"):
            return None
        return on_site(link) if for_site else IN_THE_PACK(link)

    return render(
        "deck.html.j2",
        notebook=notebook,
        slides=[*_list_slides(notebook, relocate)],
        explorers=list_explorers(notebook),
        drawing="../_static/pack" if for_site else "assets",
        policy=write_policy(DECK),
        routes=support.list_reachable(),
        why=to_inline_html(notebook.why, relocate),
        content_note=to_html(
            notebook.section("Content note and support").text.split("\n\n")[0], relocate
        ),
        guide=_read_guide(notebook),
        note_html=lambda note: to_html(note, remove_link),
    )


def list_explorers(notebook: Notebook) -> list[str]:
    """Return the keys of the explorers of a notebook, each once."""
    calls = (block.call for block in notebook.blocks)
    return sorted({call.arguments[0] for call in calls if call.verb == "explore"})


def _list_slides(notebook: Notebook, relocate: Relocate) -> Iterator[dict[str, Any]]:
    for section in notebook.sections:
        lead = ""
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            text = shorten_for_slide(block.text).strip()
            verb = block.call.verb
            how_to = section.title == "Check yourself" and not verb and not block.folded
            if section.title in NOT_SHOWN or how_to:
                continue
            if text and following is not None and following.call.verb == "predict":
                # What leads up to a guess stands with it on one slide.
                lead = to_html(text, relocate)
                continue
            if text or verb in SLIDES:
                shown = _describe_slide(block, relocate)
                html = lead or to_html(text, relocate)
                yield {"title": block.heading or section.title, "html": html} | shown
            lead = ""


def _describe_slide(block: Block, relocate: Relocate) -> dict[str, Any]:
    """What a slide may show of a block: what it has none of is empty."""
    shown = {"block": block} | describe_call(block.call)
    if chart := shown["chart"]:
        shown["data"] = chart_data(chart)
        shown["state"] = to_json(block.call.choices)
        shown["words"] = relocate_html(chart.words_html(), lambda link: relocate(link) or link)
    return shown


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
