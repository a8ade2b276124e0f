"""Slides: a deck for each notebook, from the notebook, with charts live and notes for the speaker.

A deck is a page that opens from a file: the player, plotly and the explorers' code lie beside it.
"""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from born_into_care.charts import Chart
from born_into_care.charts.style import CONFIG
from tools.build.packages import PLOTLY, package_file
from tools.kit import support
from tools.kit.browser import chromium, print_pdf
from tools.kit.moments import (
    asked_of,
    chart_of,
    explorer_of,
    scales_of,
    stem_of,
    themes_of,
)
from tools.kit.places import BUILT, ROOT, TEACHING, notebook_paths
from tools.kit.render import Address, inline_html, links_from, to_html
from tools.kit.scales import scale_html
from tools.kit.walk import Part, Piece, Walk, read
from tools.site.addresses import turned_links
from tools.site.policy import DECK, policy
from tools.site.scripts import explorer_script, with_whole

FOLDER = BUILT / "slides"
HERE = Path(__file__).parent
FRONTEND = ROOT / "src/born_into_care/explorers/frontend"
# The files of the player that every deck needs beside it.
PLAYER = ("reveal.js", "plugin/notes.js", "reset.css", "reveal.css")
# What draws: a site has it already.
DRAWING = (
    FRONTEND / "explorer.js",
    FRONTEND / "explorer.css",
    ROOT / "tools/site/static/favicon.svg",
)
# The player speaks into this if it is there. It would speak the whole slide, an answer that waits
# and each table too; what is spoken instead is in slides.js.
_SILENT = '<div class="aria-status" hidden></div>'
NOT_SHOWN = {"Before you start", "Time", "Set up", "Content note and support", "Next"}


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

    @property
    def address(self) -> Address:
        """What turns a notebook's links into links from a deck."""
        turned = links_from("notebooks", self.root, pages=self.pages)
        # A deck has slides and no headings: a link to one keeps its words alone.
        return lambda link: None if link.startswith("#") else turned(link)


IN_THE_PACK = Place("../../../", pages=False, drawing="assets")
ON_THE_SITE = Place("../", pages=True, drawing="../_static/pack")


def build(
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
    walks = [read(path) for path in (paths if paths is not None else notebook_paths())]
    for name in PLAYER:
        shutil.copyfile(package_file(f"reveal.js/dist/{name}"), assets / Path(name).name)
    shutil.copyfile(package_file("reveal.js/LICENSE"), assets / "reveal.LICENSE.txt")
    shutil.copyfile(HERE / "static/slides.css", assets / "slides.css")
    (assets / "slides.js").write_text(with_whole(HERE / "static/slides.js"), encoding="utf-8")
    if place.drawing == "assets":
        _write_drawing(assets, walks, place)
        (folder / "index.html").write_text(_index(walks), encoding="utf-8")
    written = []
    for walk in walks:
        target = folder / f"{walk.name}.html"
        target.write_text(document(walk, place.address, drawing=place.drawing), encoding="utf-8")
        written.append(target)
    return written


def _write_drawing(assets: Path, walks: Sequence[Walk], place: Place) -> None:
    for asset in (*DRAWING, package_file(PLOTLY)):
        shutil.copyfile(asset, assets / asset.name)
    shutil.copyfile(package_file(PLOTLY).with_name("LICENSE"), assets / "plotly.LICENSE.txt")
    (assets / "explorers").mkdir(exist_ok=True)
    turned = _kept(place.address)
    for key in sorted({key for walk in walks for key in _used(walk)}):
        script = explorer_script(key, turned)
        (assets / "explorers" / f"{key}.js").write_text(script, encoding="utf-8")


def _kept(address: Address) -> Callable[[str], str]:
    """A link is turned, or stays as it is where there is nothing to turn it to."""
    return lambda link: address(link) or link


def print_all(decks: Sequence[Path], *, browser: Browser | None = None) -> list[Path]:
    """Print each deck as a PDF beside it, and give the files.

    Parameters:
        decks: the decks' pages.
        browser: a Chromium that is open already; None to start one.
    """
    with chromium(browser) as started:
        return [_print(started, deck) for deck in decks]


def _print(browser: Browser, deck: Path) -> Path:
    page = browser.new_page()
    try:
        page.goto(f"{deck.resolve().as_uri()}?print-pdf")
        page.wait_for_selector("body[data-ready]", timeout=60_000)
        target = deck.with_suffix(".pdf")
        print_pdf(page, target)
    finally:
        page.close()
    return target


def document(walk: Walk, address: Address, *, drawing: str = "assets") -> str:
    """Give the deck of a notebook as HTML.

    Parameters:
        walk: the notebook.
        address: what turns its links into links from the deck.
        drawing: the way from the deck to what draws its charts and explorers.
    """
    slides = "\n".join(_slides(walk, address))
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(DECK)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(walk.title)}: slides {walk.number}</title>
<link rel="icon" href="{drawing}/favicon.svg">
<link rel="stylesheet" href="assets/reset.css"><link rel="stylesheet" href="assets/reveal.css">
<link rel="stylesheet" href="{drawing}/explorer.css">
<link rel="stylesheet" href="assets/slides.css">
</head><body>
<p class="spoken hidden" role="status"></p>
<div class="reveal"><div class="slides">
{slides}
</div>{_SILENT}</div>
{_explorers(walk, drawing)}
<script src="{drawing}/plotly-basic.min.js"></script><script src="{drawing}/explorer.js"></script>
<script src="assets/reveal.js"></script><script src="assets/notes.js"></script>
<script src="assets/slides.js"></script>
</body></html>
"""


def _slides(walk: Walk, address: Address) -> Iterator[str]:
    yield _slide("support", _support(walk, address), _guide(walk))
    yield _slide(
        "title",
        f"<h1>{html.escape(walk.title)}</h1><p>{inline_html(walk.why, address)}</p>"
        f'<p class="small">Born into care: a teaching pack. Notebook {walk.number}.</p>',
        "Say what the session is for, and what it is not: nobody's story is in these figures.",
    )
    for part in walk.parts:
        if part.title not in NOT_SHOWN:
            yield from _part(part, address)
    yield _slide("support-again", _support(walk, address), "Leave this up. Stay ten minutes.")


def _part(part: Part, address: Address) -> Iterator[str]:
    lead = ""
    for place, piece in enumerate(part.pieces):
        following = part.pieces[place + 1] if place + 1 < len(part.pieces) else None
        if piece.text and following is not None and following.verb == "predict":
            # What leads up to a guess stands with it on one slide.
            lead = to_html(on_a_slide(piece.text), address)
            continue
        if part.title == "Check yourself" and piece.call is None and not piece.folded:
            continue  # it says how to press the button
        if made := _made(piece, piece.heading or part.title, address, lead):
            yield made
        lead = ""


def _made(piece: Piece, title: str, address: Address, lead: str) -> str:
    heading = f"<h2>{html.escape(title)}</h2>"
    if explorer_of(piece) is not None:
        return _explorer_slide(piece)
    if (chart := chart_of(piece)) is not None:
        return _chart_slide(piece, chart, address)
    if piece.verb == "predict":
        scales = "".join(scale_html(scale) for scale in scales_of(piece))
        answers = "; ".join(f"{scale.label}: {scale.answer}" for scale in scales_of(piece))
        body = f"{heading}{lead or f'<p>{html.escape(stem_of(piece))}</p>'}{scales}"
        return _slide(
            piece.cell,
            body,
            f"Ask for a guess before you go on. Hands up, or on paper. It is: {answers}.",
        )
    if (asked := asked_of(piece)) is not None:
        options = "".join(
            f"<li><b>{letter}</b> {html.escape(words)}</li>" for letter, words in asked.options
        )
        body = f"{heading}<p>{html.escape(asked.stem)}</p>"
        body += f'<ul class="options">{options}</ul>' if options else ""
        if not asked.answer:
            return _slide(
                piece.cell, body, "Give three minutes of quiet. Nobody has to read aloud."
            )
        said = f"{asked.answer}. {asked.why}"
        body += f'<p class="answer fragment">{html.escape(said)}</p>'
        return _slide(piece.cell, body, f"Vote first, then the next key shows the answer: {said}")
    if themes := themes_of(piece):
        items = "".join(f"<li>{html.escape(words)}</li>" for _, words, _ in themes)
        note = "\n".join(f"{number}. {question}" for number, _, question in themes)
        return _slide(piece.cell, f"{heading}<ol>{items}</ol>", f"A question from each:\n\n{note}")
    if piece.verb == "plan":
        body = f"{heading}<ul><li>One step that somebody could see</li><li>Who</li><li>By when</li>"
        body += "<li>What I stop doing for it</li></ul>"
        return _slide(piece.cell, body, "Ten minutes. On the handout, or in the planner.")
    if piece.call is not None:
        return ""
    if not piece.text:
        return ""
    text = on_a_slide(piece.text)
    if not text.strip():
        return ""
    body = heading + to_html(text, address)
    note = f"A way to answer: {piece.folded}" if piece.folded else _prompt(piece.text)
    return _slide(piece.cell, body, note)


def on_a_slide(text: str) -> str:
    """Give a cell's text without what only somebody at a keyboard can do.

    Example:
        >>> on_a_slide("Run the cell. Filled marks are published.")
        'Filled marks are published.'
    """
    return re.sub(
        r"(?:^|(?<=[.?!] ))Run (?:the|this|both)\b[^.]*\.\s*", "", text, flags=re.MULTILINE
    )


def _prompt(text: str) -> str:
    if "**Ask.**" in text:
        return "Read out the question. Count to ten before you say anything."
    return ""


def _chart_slide(piece: Piece, chart: Chart, address: Address) -> str:
    spec = _data({"data": chart.spec["data"], "layout": chart.spec["layout"], "config": CONFIG})
    banner = (
        '<p class="illustrative">Hollow marks are illustrative: not published figures.</p>'
        if chart.illustrative
        else ""
    )
    body = (
        f'<div class="with-chart"><h2>{html.escape(chart.title)}</h2>{banner}'
        f'<div class="plot" data-chart aria-label="{html.escape(chart.title, quote=True)}. '
        f'The description follows.">{spec}</div>'
        f'<p class="small">{html.escape(chart.sentence)}</p></div>'
        f'<div class="hidden">{turned_links(chart.words_html(), _kept(address))}</div>'
    )
    return _slide(piece.cell, body, f"Read out if somebody can't see it: {chart.description}")


def _explorer_slide(piece: Piece) -> str:
    shown, chart = explorer_of(piece), chart_of(piece)
    assert shown is not None and chart is not None and piece.call is not None
    state = html.escape(json.dumps(dict(piece.call.choices)), quote=True)
    body = (
        f'<div class="with-chart"><h2>{html.escape(shown.question)}</h2></div>'
        f'<div data-explorer="{html.escape(shown.key, quote=True)}" data-state="{state}"></div>'
    )
    note = (
        f"Let the group call the moves. Tab reaches each control. At the start it shows: "
        f"{chart.description}"
    )
    return _slide(piece.cell, body, note)


def _explorers(walk: Walk, drawing: str) -> str:
    """The scripts that hold each explorer of a deck, worked out once for all decks."""
    return "".join(
        f'<script src="{drawing}/explorers/{html.escape(key, quote=True)}.js"></script>'
        for key in _used(walk)
    )


def _used(walk: Walk) -> list[str]:
    return sorted({one.key for piece in walk.pieces if (one := explorer_of(piece)) is not None})


def _support(walk: Walk, address: Address) -> str:
    routes = "".join(
        f"<li>{html.escape(route.name)}: {html.escape(route.contact)} "
        f'<span class="small">({html.escape(route.nation)})</span></li>'
        for route in support.to_reach(support.routes())
    )
    text = to_html(walk.part("Content note and support").text.split("\n\n")[0], address)
    return (
        f"<h2>Content note and support</h2>{text}"
        f'<div class="card"><p>You can step out at any time, for any reason.</p><ul>{routes}</ul>'
        "<p>Here, today: ______________________</p></div>"
        '<p class="small">In danger now: call 999.</p>'
    )


def _guide(walk: Walk) -> str:
    """What the facilitator guide says of this notebook, for the speaker."""
    text = (TEACHING / "facilitator_guide.md").read_text(encoding="utf-8")
    match = re.search(rf"^### {walk.number} .+?\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE)
    return f"Leave this up while people arrive.\n\n{match.group(1).strip()}" if match else ""


def _slide(name: str, body: str, note: str) -> str:
    said = f'<aside class="notes">{to_html(note, lambda _: None)}</aside>' if note else ""
    place = html.escape(name, quote=True)
    return f'<section id="{place}"><div class="inner">{body}</div>{said}</section>'


def _data(data: object) -> str:
    return f'<script type="application/json">{_json(data)}</script>'


def _json(data: object) -> str:
    # "<" as an escape, so that no text in the data can end the block.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _index(walks: Sequence[Walk]) -> str:
    rows = "".join(
        f'<li><a href="{walk.name}.html">{walk.number} {html.escape(walk.title)}</a> '
        f'(<a href="{walk.name}.pdf">PDF<span class="hidden"> of {walk.number}</span></a>)</li>'
        for walk in walks
    )
    return f"""<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Slides</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}}
.hidden{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}</style>
</head><body><main><h1>Slides</h1>
<p>Arrow keys turn the slides. <kbd>S</kbd> opens the speaker's notes, <kbd>O</kbd> all slides,
<kbd>Esc</kbd> goes back.</p><ul>{rows}</ul></main></body></html>
"""
