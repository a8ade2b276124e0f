"""Slides: a deck for each notebook, from the notebook, with charts live and notes for the speaker.

A deck is a page that opens from a file: the player, plotly and the explorers' code lie beside it.
"""

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from born_into_care.explorers import EXPLORERS
from born_into_care.explorers.frontend import read_frontend
from born_into_care.paths import read_tokens
from tools.build import support
from tools.build.browser import chromium, print_pdf
from tools.build.cell_content import chart_data, to_json
from tools.build.explorer_states import write_states
from tools.build.links import (
    on_site,
    relocate_from,
    relocate_html,
    remove_links,
    to_html,
    to_inline_html,
)
from tools.build.notebook import Notebook, read_notebook
from tools.build.pack import BUILT, STATIC, TEACHING, WORKSHOP, list_notebooks, render, write_text
from tools.build.packages import PLOTLY, package_file
from tools.build.policy import DECK, write_policy
from tools.build.screens import Screen, list_screens

FOLDER = BUILT / "slides"
PLAYER = ("reveal.js", "plugin/notes.js", "reset.css", "reveal.css")
OURS = (STATIC / "slides.css", STATIC / "slides.js", WORKSHOP / "wall.js")

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
    for path in (*player, *OURS):
        shutil.copyfile(path, assets / path.name)
    shutil.copyfile(package_file("reveal.js/LICENSE"), assets / "reveal.LICENSE.txt")
    if not for_site:
        write_drawing(assets, IN_THE_PACK)
        write_text(folder / "index.html", render("slides_index.html.j2", notebooks=notebooks))
    return [
        write_text(folder / f"{one.name}.html", write_deck(one, for_site=for_site))
        for one in notebooks
    ]


def write_drawing(folder: Path, relocate: Callable[[str], str]) -> None:
    """Write what draws charts and explorers, the explorers' states and the library's licence.

    Parameters:
        folder: where to write.
        relocate: from a link as a notebook holds it to the link on a page.
    """
    for name in EXPLORERS:
        write_states(name, relocate, folder / "explorers")
    drawing = read_frontend("page.js", "handles.js", "between.js", "explorer.js")
    write_text(folder / "explorer.js", drawing)
    write_text(folder / "explorer.css", read_frontend("explorer.css", "handles.css"))
    for path in (STATIC / "states.js", STATIC / "favicon.svg", package_file(PLOTLY)):
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
    # On paper a link to a file beside the deck leads nowhere, and would hold the folder of this
    # computer.
    page.evaluate(
        "document.querySelectorAll('a[href^=\".\"]').forEach(a => a.removeAttribute('href'))"
    )
    return print_pdf(page, deck.with_suffix(".pdf"))


def write_deck(notebook: Notebook, *, for_site: bool = False) -> str:
    """Return the deck of a notebook as HTML."""
    relocate = on_site if for_site else IN_THE_PACK
    screens = list_screens(notebook.subject_sections)
    calls = [block.call for block in notebook.blocks]
    return render(
        "deck.html.j2",
        notebook=notebook,
        slides=[_describe_slide(screen, relocate) for screen in screens],
        explorers=sorted({call.arguments[0] for call in calls if call.verb == "explore"}),
        drawing="../_static/pack" if for_site else "assets",
        policy=write_policy(DECK),
        routes=support.list_reachable(),
        care=relocate_html(to_inline_html(notebook.care), relocate),
        guide=_read_guide(notebook),
        note_html=lambda note: remove_links(to_html(note)),
    )


def _describe_slide(screen: Screen, relocate: Callable[[str], str]) -> dict[str, Any]:
    """What a slide may show of a screen: what it has none of is empty."""
    slide = {"screen": screen, "words": ""}
    if chart := screen.shown["chart"]:
        slide["data"] = chart_data(chart)
        slide["state"] = to_json(screen.call.choices)
        slide["words"] = relocate_html(chart.words_html(), relocate)
    return slide


def _read_guide(notebook: Notebook) -> str:
    """What the facilitator guide says of a notebook, for the speaker."""
    text = (TEACHING / "facilitator_guide.md").read_text(encoding="utf-8")
    match = re.search(rf"^### {notebook.number} .+?\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE)
    return f"Leave this up while people arrive.\n\n{match.group(1).strip()}" if match else ""
