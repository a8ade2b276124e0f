"""What is printed: a handout for each notebook, and the poster of the seven pictures.

A handout is two pages of A4, for a room without devices. Page 1 asks, with lines to mark a guess
on; page 2 shows, and is folded back until the reveal. The poster is one page of A3.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser

from born_into_care.activities import claims
from born_into_care.activities.questions import question
from born_into_care.charts.headline import NOTEBOOKS as PICTURES_OF
from born_into_care.charts.headline import headline
from born_into_care.evidence import source, sources_of
from born_into_care.paths import read_tokens
from tools.build.browser import chromium, print_fitting
from tools.build.cell_content import chart_data
from tools.build.links import remove_links, to_html, to_inline_html, to_plain
from tools.build.notebook import Notebook, read_notebook
from tools.build.pack import BUILT, NOTEBOOKS, STATIC, TEACHING, list_notebooks, render
from tools.build.packages import PLOTLY, package_file
from tools.build.screens import ASK, list_screens

FOLDER = BUILT / "handouts"
POSTER = BUILT / "poster" / "seven-pictures.pdf"
ON_SCREEN = re.compile(r"\b(?:run (?:the|this)|set your guess|press|explorer|reset)\b", re.I)
PICTURES = 2
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
    path = folder / f"{notebook.name}.pdf"
    remedy = "Shorten the notebook's first part."
    return print_fitting(browser, write_handout(notebook), path, remedy=remedy)


def write_handout(notebook: Notebook) -> str:
    """Return the handout of a notebook as one HTML page that holds all it needs."""
    screens = list_screens(notebook.subject_sections)
    guesses = [one.shown for one in screens if one.shown["scales"]]
    pictures = [one for one in screens if one.shown["chart"]][:PICTURES]
    printed = {"", *(one.name for one in pictures)}
    themes = [one.shown["themes"] for one in screens if one.shown["themes"]]
    checks = (one.call.arguments[0] for one in notebook.blocks if one.call.verb == "check")
    terms = [read_terms()[name] for name in notebook.list_linked(r"teaching/glossary\.md")]
    rows = notebook.list_linked(r"data/(?:figures|derived|live-births)\.md")
    # Where there is nothing to look at, there is something to read.
    to_read = () if pictures or guesses or themes else notebook.subject_sections[1:4]
    return render(
        "handout.html.j2",
        notebook=notebook,
        why=remove_links(to_inline_html(notebook.why)),
        support=to_plain(notebook.care).partition("In danger now?")[0],
        guesses=guesses,
        # Screens that only ask. What is asked of a picture that is not on the sheet is asked in the
        # room alone.
        asks=[one for one in screens if not one.call.verb and one.about in printed][:3],
        words=[(term, first_sentence(meaning)) for term, meaning in terms[:6]],
        plans=any(one.call.verb == "plan" for one in screens),
        themes=themes,
        claims=claims() if any(one.call.verb == "weigh" for one in notebook.blocks) else (),
        pictures=[(one.shown["chart"], chart_data(one.shown["chart"])) for one in pictures],
        second=pictures[1].name if len(pictures) > 1 else None,
        to_read=[_for_paper(one.title, one.text) for one in to_read],
        questions=[question(name) for name in checks][:3],
        limits=remove_links(to_html(notebook.cell_text("limits"))),
        sources=_list_sources(rows),
        style=read_tokens() + (STATIC / "handout.css").read_text(encoding="utf-8"),
        scripts=_read_scripts(),
    )


def _list_sources(rows: Iterable[str]) -> list[str]:
    """Who published some rows of the evidence, and when, each once."""
    found = (source(name) for row in rows for name in sources_of(row))
    return list(dict.fromkeys(f"{one.publisher} ({one.year})" for one in found))


def _read_scripts() -> list[str]:
    """What draws a printed page, and measures whether it fits."""
    paths = (package_file(PLOTLY), STATIC / "handout.js")
    return [path.read_text(encoding="utf-8") for path in paths]


def _for_paper(title: str, text: str) -> dict[str, str]:
    """A section without what needs a cell to run, a control to set or a room to ask."""
    parts = text.split("\n\n")
    shown = [part for part in parts if not ON_SCREEN.search(part) and not ASK.search(part)]
    return {"title": title, "html": remove_links(to_html("\n\n".join(shown)))}


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


def write_poster(path: Path = POSTER) -> list[Path]:
    """Print the poster as a PDF, and return the file.

    Raises:
        ValueError: if it does not fit one page.
    """
    with chromium() as browser:
        remedy = "Shorten the words of a picture."
        return [print_fitting(browser, make_poster(), path, remedy=remedy)]


def make_poster() -> str:
    """Return the poster as one HTML page that holds all it needs.

    Example:
        >>> make_poster().count("<article>")
        7
    """
    charts = [headline(number=number) for number in range(1, len(PICTURES_OF) + 1)]
    return render(
        "poster.html.j2",
        title=read_notebook(NOTEBOOKS / "00_start_here.ipynb").title,
        pictures=[
            {
                "chart": chart,
                "data": chart_data(chart),
                "told": chart.sentence.split("One doubt: "),
                "more": chart.description.removeprefix(chart.sentence).strip(),
            }
            for chart in charts
        ],
        sources=_list_sources(key for chart in charts for key in chart.sources),
        style=(STATIC / "poster.css").read_text(encoding="utf-8"),
        scripts=_read_scripts(),
    )
