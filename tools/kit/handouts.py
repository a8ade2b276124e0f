"""Handouts: two pages of A4 for each notebook, for a room without devices.

Page 1 asks, with lines to mark a guess on; page 2 shows, and is folded back until the reveal.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from born_into_care.charts import Chart
from born_into_care.evidence import source, sources_of
from tools.build.packages import PLOTLY, package_file
from tools.kit import glossary
from tools.kit.browser import chromium, print_pdf
from tools.kit.moments import Asked, asked_of, chart_of, scales_of, stem_of, themes_of
from tools.kit.places import BUILT, notebook_paths
from tools.kit.render import inline_html, no_links, plain, to_html
from tools.kit.scales import scale_html
from tools.kit.walk import Part, Piece, Walk, read

FOLDER = BUILT / "handouts"
STATIC = Path(__file__).parent / "static"
ASK = re.compile(r"\*\*Ask\.\*\*\s*(.+?)(?=\n\n|\Z)", re.DOTALL)
SEE = re.compile(r"\*\*What to see\.\*\*\s*(.+?)(?=\n\n|\Z)", re.DOTALL)
SCROLL = re.compile(r"\s*[^.?!\n]*\bscroll on\b[^.?!\n]*[.?!]")
MARKS = "What the marks mean"
QUESTIONS = 3
GUESSES = 4
WORDS = 6


def build(
    folder: Path = FOLDER, paths: Sequence[Path] | None = None, *, browser: Browser | None = None
) -> list[Path]:
    """Write a PDF for each notebook, and give the files.

    Parameters:
        folder: where to write.
        paths: the notebooks; None for all.
        browser: a Chromium that is open already; None to start one.

    Raises:
        ValueError: if a handout does not fit two pages.
    """
    written = []
    with chromium(browser) as started:
        for path in paths if paths is not None else notebook_paths():
            written.append(_print(started, read(path), folder / f"{path.stem}.pdf"))
    return written


def _print(browser: Browser, walk: Walk, target: Path) -> Path:
    page = browser.new_page()
    try:
        page.set_content(document(walk), wait_until="load")
        page.wait_for_function("document.body.dataset.fit !== undefined", timeout=60_000)
        said = page.evaluate("document.body.dataset.fit")
        if not said.startswith("fits"):
            raise ValueError(
                f"The handout of {walk.name}: {said}. Shorten the notebook's first part."
            )
        print_pdf(page, target)
    finally:
        page.close()
    return target


def document(walk: Walk) -> str:
    """Give the handout of a notebook as one HTML page that holds all it needs."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{html.escape(walk.title)}: handout {walk.number}</title>"
        f"<style>{(STATIC / 'handout.css').read_text(encoding='utf-8')}</style></head><body>"
        f"{_first(walk)}{_second(walk)}"
        f"<script>{package_file(PLOTLY).read_text(encoding='utf-8')}</script>"
        f"<script>{(STATIC / 'handout.js').read_text(encoding='utf-8')}</script></body></html>"
    )


def _first(walk: Walk) -> str:
    support = plain(walk.part("Content note and support").text.split("\n\n")[0])
    guesses = [
        (stem_of(piece), scales_of(piece)) for piece in walk.pieces if piece.verb == "predict"
    ][:GUESSES]
    # Where a notebook explains the marks, a room needs them, and not the ways into the pack.
    opening = Part(MARKS, walk.part(MARKS).pieces[:1])
    if not opening.pieces and walk.sections:
        opening = walk.sections[0]
    asks = [plain(ask) for piece in walk.pieces for ask in ASK.findall(piece.text)]
    body = [
        f"<h1>{html.escape(walk.title)}</h1>",
        f'<p class="why">{inline_html(walk.why, no_links)}</p>',
        f'<div class="note"><p>{html.escape(support)}</p><p>Somebody to talk to: '
        "________________________. In danger now: call&nbsp;999.</p>"
        "</div>",
    ]
    if opening.pieces:
        body.append(f"<h2>{html.escape(opening.title)}</h2>{_opening(opening.pieces)}")
    if guesses:
        body.append("<p>Mark each guess with a cross on its line, before you turn the page.</p>")
        body += [scale_html(scale) for _, scales in guesses for scale in scales]
    else:
        body.append("<p>Write down what you expect, before you turn the page.</p>" + _lines(3))
    body.append("<h2>After you have turned the page: talk about it</h2>")
    for place, ask in enumerate(asks[:3]):
        drop = ' data-drop="2"' if place == 2 else ""
        body.append(f"<div{drop}><p>{html.escape(ask)}</p>{_lines(2)}</div>")
    body.append(_words(walk))
    body.append(_own_words(walk))
    return _sheet(
        walk, body, "Page 1: before the figures. Fold page 2 back until you are asked to turn."
    )


def _own_words(walk: Walk) -> str:
    if any(piece.verb == "plan" for piece in walk.pieces):
        named = ("One step that somebody could see", "Who", "By when", "What I stop doing for it")
        rows = "".join(f"<p>{words}:</p>{_lines(1)}" for words in named)
        return f"<h2>One step, with a name and a date</h2>{rows}"
    # The second page may hold two charts: a sentence has to be about one.
    charted = any(piece.verb in ("show", "explore") for piece in walk.pieces)
    about = "About the first chart of page 2, with" if charted else "With"
    return (
        f"<h2>One fair sentence</h2><p>{about} its place, its year and of whom:</p>"
        f"{_lines(2)}<h2>My question for Monday</h2>{_lines(1)}"
    )


def _opening(pieces: Sequence[Piece]) -> str:
    """The first section's text up to the first thing that would be shown on a screen."""
    shown = []
    for piece in pieces:
        if piece.verb in ("show", "explore"):
            break
        if piece.text and not SEE.search(piece.text):
            # On paper there is no cell to run and no control to set.
            text = SCROLL.sub("", piece.text)
            kept = [part for part in text.split("\n\n") if not _needs_screen(part)]
            shown.append(to_html("\n\n".join(kept), no_links))
    return "".join(shown)


def _needs_screen(text: str) -> bool:
    return bool(
        re.search(r"\b(?:run (?:the|this)|set your guess|press|explorer|reset)\b", text, re.I)
    )


def _second(walk: Walk) -> str:
    body: list[str] = []
    revealed = [scale for piece in walk.pieces for scale in scales_of(piece)][:GUESSES]
    if revealed:
        items = "".join(
            f"<li>{html.escape(scale.label)}: <strong>{html.escape(scale.answer)}</strong></li>"
            for scale in revealed
        )
        body.append(f"<h2>What is published</h2><ul>{items}</ul>")
    body += [_themes(piece) for piece in walk.pieces if themes_of(piece)]
    charts = [(piece, chart) for piece in walk.pieces if (chart := chart_of(piece)) is not None]
    for place, (piece, chart) in enumerate(charts[:2]):
        body.append(_chart(chart, _seen(walk, piece), drop=1 if place else 0))
    if not charts and not revealed and not any(themes_of(piece) for piece in walk.pieces):
        body += [_to_read(part) for part in walk.sections[:3]]
    questions = [
        asked for piece in walk.part("Check yourself").pieces if (asked := _checked(piece))
    ]
    if questions:
        body.append("<h2>Check yourself</h2>")
        body += [_question(place, asked) for place, asked in enumerate(questions[:QUESTIONS], 1)]
    limits = walk.part("What these figures cannot tell us").text
    body.append(f"<h2>What these figures cannot tell us</h2>{to_html(limits, no_links)}")
    sources = _sources(walk)
    if sources:
        body.append(f'<p class="sources">{html.escape(sources)}</p>')
    if questions:
        answers = " ".join(
            f"{place}: {asked.answer}." for place, asked in enumerate(questions[:QUESTIONS], 1)
        )
        body.append(f'<p class="answers">Answers. {html.escape(answers)}</p>')
    return _sheet(walk, body, "Page 2: the figures. Each is traced to its source in the pack.")


def _themes(piece: Piece) -> str:
    items = "".join(
        f"<li><strong>{html.escape(title)}.</strong> {html.escape(question)}</li>"
        for _, title, question in themes_of(piece)
    )
    return f"<h2>Ten themes, and a question from each</h2><ol>{items}</ol>"


def _to_read(part: Part) -> str:
    text = "\n\n".join(
        block
        for block in part.text.split("\n\n")
        if not _needs_screen(block) and not ASK.search(block)
    )
    return f'<div data-drop="4"><h2>{html.escape(part.title)}</h2>{to_html(text, no_links)}</div>'


def _sheet(walk: Walk, body: Sequence[str], foot: str) -> str:
    return (
        '<section class="sheet">'
        '<p class="running"><span>Born into care: a teaching pack</span>'
        f"<span>{walk.number}</span></p>"
        f'{"".join(body)}<div class="end"></div><p class="foot">{html.escape(foot)}</p></section>'
    )


def _checked(piece: Piece) -> Asked | None:
    return asked_of(piece) if piece.verb == "check" else None


def _question(place: int, asked: Asked) -> str:
    drop = ' data-drop="3"' if place == QUESTIONS else ""
    options = "".join(
        f"<li><b>{letter}</b> {html.escape(words)}</li>" for letter, words in asked.options
    )
    answer = f'<ul class="options two">{options}</ul>' if options else ""
    if asked.unit:
        answer = f"<p>______________ {html.escape(asked.unit)}</p>"
    return f"<div{drop}><p><strong>{place}.</strong> {html.escape(asked.stem)}</p>{answer}</div>"


def _seen(walk: Walk, shown: Piece) -> str:
    pieces = list(walk.pieces)
    for piece in pieces[pieces.index(shown) + 1 :]:
        if match := SEE.search(piece.text):
            return match.group(1)
        if piece.verb in ("show", "explore"):
            break
    return ""


def _chart(chart: Chart, seen: str, *, drop: int) -> str:
    spec = json.dumps(
        {"data": chart.spec["data"], "layout": chart.spec["layout"]}, ensure_ascii=False
    )
    # "<" as an escape, so that no text in the data can end the block.
    safe = spec.replace("<", "\\u003c")
    banner = (
        "<p class='illustrative'>Hollow marks are illustrative.</p>" if chart.illustrative else ""
    )
    said = inline_html(seen, no_links) if seen else html.escape(chart.description)
    may_go = f' data-drop="{drop}"' if drop else ""
    return (
        f"<figure{may_go}>"
        f"<figcaption>{html.escape(chart.title)}</figcaption>{banner}"
        '<div class="plot" data-chart '
        f'aria-label="{html.escape(chart.description, quote=True)}">'
        f'<script type="application/json">{safe}</script></div>'
        f'<p class="description">{said}</p></figure>'
    )


def _lines(count: int) -> str:
    return '<div class="line"></div>' * count


def _words(walk: Walk) -> str:
    known = glossary.terms()
    found = [known[name] for name in walk.terms if name in known][:WORDS]
    if not found:
        return ""
    items = "".join(
        f"<div><dt>{html.escape(term)}:</dt> "
        f"<dd>{html.escape(glossary.first_sentence(meaning))}</dd></div>"
        for term, meaning in found
    )
    return f'<h2>Words</h2><dl class="words">{items}</dl>'


def _sources(walk: Walk) -> str:
    names = [name for one in walk.evidence for name in sources_of(one)]
    said = dict.fromkeys(f"{one.publisher} ({one.year})" for one in map(source, names))
    return f"Sources: {'; '.join(said)}." if said else ""
