"""Handouts: two pages of A4 for each notebook, for a room without devices.

Page 1 asks, with lines to mark a guess on; page 2 shows, and is folded back until the reveal.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

from playwright.sync_api import Browser

from born_into_care.evidence import source, sources_of
from tools.build.browser import chromium, print_pdf
from tools.build.cell_content import chart_data, describe_call
from tools.build.links import remove_link, to_html, to_inline_html, to_plain
from tools.build.notebook import Block, Notebook, Section, read_notebook
from tools.build.pack import BUILT, STATIC, TEACHING, list_notebooks, render
from tools.build.packages import PLOTLY, package_file

FOLDER = BUILT / "handouts"
ASK = re.compile(r"\*\*Ask\.\*\*\s*(.+?)(?=\n\n|\Z)", re.DOTALL)
SEE = re.compile(r"\*\*What to see\.\*\*\s*(.+?)(?=\n\n|\Z)", re.DOTALL)
SCROLL = re.compile(r"\s*[^.?!\n]*\bscroll on\b[^.?!\n]*[.?!]")
ON_SCREEN = re.compile(r"\b(?:run (?:the|this)|set your guess|press|explorer|reset)\b", re.I)
CHARTS = ("show", "explore")
MARKS = "What the marks mean"
GUESSES = 4
TERM = re.compile(r"^### (.+?)\n\n(.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


def write_handouts(folder: Path = FOLDER) -> list[Path]:
    """Write a PDF for each notebook, and return the files.

    Raises:
        ValueError: if a handout does not fit two pages.
    """
    with chromium() as browser:
        return [print_handout(browser, read_notebook(path), folder) for path in list_notebooks()]


def print_handout(browser: Browser, notebook: Notebook, folder: Path) -> Path:
    """Print the handout of a notebook as a PDF, and return the file.

    Raises:
        ValueError: if it does not fit two pages.
    """
    page = browser.new_page()
    page.set_content(write_handout(notebook), wait_until="load")
    page.wait_for_function("document.body.dataset.fit !== undefined", timeout=60_000)
    fit = page.evaluate("document.body.dataset.fit")
    if not fit.startswith("fits"):
        raise ValueError(
            f"The handout of {notebook.name}: {fit}. Shorten the notebook's first part."
        )
    return print_pdf(page, folder / f"{notebook.name}.pdf")


def write_handout(notebook: Notebook) -> str:
    """Return the handout of a notebook as one HTML page that holds all it needs."""
    blocks = notebook.blocks
    shown = [(block, describe_call(block.call)) for block in blocks]
    guesses = [one["scale"] for _, one in shown if one["scale"]][:GUESSES]
    charts = [
        {"chart": one["chart"], "data": chart_data(one["chart"]), "seen": _find_seen(blocks, block)}
        for block, one in shown
        if one["chart"]
    ]
    themes = [one["themes"] for _, one in shown if one["themes"]]
    checks = notebook.section("Check yourself").blocks
    questions = [one["asked"] for block, one in shown if one["asked"] and block in checks]
    terms = [read_terms()[name] for name in notebook.list_linked(r"teaching/glossary\.md")]
    rows = notebook.list_linked(r"data/(?:figures|derived|live-births)\.md")
    sources = [source(name) for row in rows for name in sources_of(row)]
    # Where there is nothing to look at, there is something to read.
    to_read = () if charts or guesses or themes else notebook.subject_sections[:3]
    return render(
        "handout.html.j2",
        notebook=notebook,
        why=to_inline_html(notebook.why, remove_link),
        support=to_plain(notebook.section("Content note and support").text.split("\n\n")[0]),
        opening=_find_opening(notebook),
        guesses=guesses,
        asks=[to_plain(ask) for block in blocks for ask in ASK.findall(block.text)][:3],
        words=[(term, first_sentence(meaning)) for term, meaning in terms[:6]],
        plans=any(block.call.verb == "plan" for block in blocks),
        has_charts=bool(charts),
        themes=themes,
        charts=charts[:2],
        to_read=[_for_paper(one.title, one.text) for one in to_read],
        questions=questions[:3],
        limits=to_html(notebook.section("What these figures cannot tell us").text, remove_link),
        sources=list(dict.fromkeys(f"{one.publisher} ({one.year})" for one in sources)),
        style=(STATIC / "handout.css").read_text(encoding="utf-8"),
        scripts=[
            path.read_text(encoding="utf-8")
            for path in (package_file(PLOTLY), STATIC / "handout.js")
        ],
    )


def _find_opening(notebook: Notebook) -> dict[str, str]:
    """The first section's title, and its text up to the first thing shown on a screen."""
    # Where a notebook explains the marks, a room needs them, and not the ways into the pack.
    marks = notebook.section(MARKS).blocks[:1]
    opening = Section(MARKS, marks) if marks else notebook.subject_sections[0]
    blocks = takewhile(lambda block: block.call.verb not in CHARTS, opening.blocks)
    texts = [block.text for block in blocks if not SEE.search(block.text)]
    return _for_paper(opening.title, SCROLL.sub("", "\n\n".join(texts)))


def _for_paper(title: str, text: str) -> dict[str, str]:
    """A section without what needs a cell to run, a control to set or a room to ask."""
    parts = text.split("\n\n")
    shown = [part for part in parts if not ON_SCREEN.search(part) and not ASK.search(part)]
    return {"title": title, "html": to_html("\n\n".join(shown), remove_link)}


def _find_seen(blocks: Sequence[Block], shown: Block) -> str:
    """What a notebook says there is to see in a chart, as HTML; empty where it says nothing."""
    for block in blocks[blocks.index(shown) + 1 :]:
        if match := SEE.search(block.text):
            return to_inline_html(match.group(1), remove_link)
        if block.call.verb in CHARTS:
            break
    return ""


@cache
def read_terms() -> dict[str, tuple[str, str]]:
    """Return each term of the glossary by its anchor: the term and its first paragraph.

    Example:
        >>> read_terms()["newborn"][0]
        'Newborn'
    """
    text = (TEACHING / "glossary.md").read_text(encoding="utf-8")
    return {
        # The anchor that a code host makes of a heading.
        re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", term.strip().lower())): (
            term,
            to_plain(meaning.replace("\n", " ")),
        )
        for term, meaning in TERM.findall(text)
    }


def first_sentence(text: str) -> str:
    """Return the first sentence of a text.

    Example:
        >>> first_sentence("How many. A count says nothing of how many there could have been.")
        'How many.'
    """
    match = re.match(r".*?[.?!](?=\s|$)", text)
    return match.group(0) if match else text
