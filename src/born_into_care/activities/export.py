"""The record laid out as a record of professional development: Word, Markdown and HTML.

Social Work England asks for at least two pieces of continuing professional development a year, one
of them with what a peer said, and for what was done, what was learnt and what it changes. The
layout follows that.
"""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from born_into_care.activities.practice import themes
from born_into_care.activities.questions import questions
from born_into_care.activities.recordformat import Contents, Entry
from born_into_care.activities.references import markdown_text
from born_into_care.activities.reflecting_widget import said_time
from born_into_care.errors import PackError

TITLE = "Record of learning: newborn babies in care proceedings"

STANDARD = (
    "Social Work England asks for at least two different pieces of continuing professional "
    "development a year, at least one of them with a peer reflection. It asks what you did, what "
    "you learnt, and what it changes for your practice and for people. This layout follows that; "
    "check what is asked for now before you submit it. In Wales, look to Social Care Wales."
)
STANDARD_PAGE = (
    "https://www.researchinpractice.org.uk/all/news-views/2025/september/"
    "social-work-cpd-renewal-window-open"
)

PARTS = {
    "learnt": "What I learnt",
    "practice": "What changes in my practice",
    "peer": "What a peer said",
}

EMPTY = {
    "did": "Nothing yet. Answer a question or write a reflection in a notebook.",
    "learnt": "Nothing written yet.",
    "practice": "Nothing written yet.",
    "peer": "Nothing written yet. Talk with a colleague, a manager or a fellow student, and write "
    "down what they said, without names.",
    "plan": "No steps yet.",
}


@dataclass(frozen=True)
class Written:
    """Something written: what was asked, what was typed, when, and earlier versions."""

    asked: str
    typed: str
    when: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A record as it is laid out.

    Attributes:
        did: what was done and when, a line each.
        parts: what was written, by part of the record.
        steps: the plan: step, theme, who and by when.
        guesses: predictions: what was guessed, and the guess.
    """

    did: tuple[str, ...]
    parts: Mapping[str, tuple[Written, ...]]
    steps: tuple[tuple[str, str, str, str], ...]
    guesses: tuple[tuple[str, str], ...]


def lay_out(held: Contents) -> Document:
    """Give a record as it is laid out.

    Parameters:
        held: the record.
    """
    reflections = [one for one in held.of_kind("reflection") if _text(one, "text").strip()]
    titles = {str(one.number): one.title for one in themes()}
    return Document(
        did=tuple(_did(held)),
        parts={
            part: tuple(_written(one) for one in reflections if _part(one) == part)
            for part in PARTS
        },
        steps=tuple(
            (
                _text(one, "what"),
                _theme_words(_text(one, "theme"), titles),
                _text(one, "who"),
                _text(one, "by"),
            )
            for one in held.of_kind("action")
        ),
        guesses=tuple(
            (str(guess.get("label", "")), f"{guess.get('guess', '')} ({guess.get('unit', '')})")
            for one in held.of_kind("prediction")
            for guess in one.fields.get("guesses", {}).values()
        ),
    )


def as_markdown(document: Document) -> str:
    """Give the document as Markdown; what was typed is shown as it was typed."""
    lines = [f"# {TITLE}", "", "## What I did and when", ""]
    lines += [f"- {markdown_text(one)}" for one in document.did] or [EMPTY["did"]]
    for part, heading in PARTS.items():
        lines += ["", f"## {heading}"]
        if not document.parts[part]:
            lines += ["", EMPTY[part]]
        for one in document.parts[part]:
            lines += ["", f"### {markdown_text(one.asked)}", "", *_quoted(one.typed), ""]
            lines.append(f"Written {one.when}.")
            for old in one.earlier:
                lines += ["", "An earlier version, from another window:", "", *_quoted(old)]
    lines += ["", "## My plan", ""]
    if document.steps:
        lines += ["| Step | Theme | Who | By when |", "| --- | --- | --- | --- |"]
        lines += [
            "| " + " | ".join(markdown_text(" ".join(cell.split())) for cell in step) + " |"
            for step in document.steps
        ]
    else:
        lines.append(EMPTY["plan"])
    if document.guesses:
        lines += ["", "## What I expected before I looked", ""]
        lines += [
            f"- {markdown_text(asked)}: {markdown_text(guess)}" for asked, guess in document.guesses
        ]
    lines += ["", "## What this layout follows", ""]
    lines.append(f"{markdown_text(STANDARD)} ([Research in Practice]({STANDARD_PAGE}))")
    return "\n".join(lines) + "\n"


def as_fragment(document: Document) -> str:
    """Give the document as HTML to stand in a page; what was typed is escaped."""
    out = [f"<h2>{html.escape(TITLE)}</h2>", "<h3>What I did and when</h3>"]
    out.append(_list(document.did) if document.did else f"<p>{html.escape(EMPTY['did'])}</p>")
    for part, heading in PARTS.items():
        out.append(f"<h3>{html.escape(heading)}</h3>")
        if not document.parts[part]:
            out.append(f"<p>{html.escape(EMPTY[part])}</p>")
        for one in document.parts[part]:
            out.append(f"<h4>{html.escape(one.asked)}</h4>")
            out.append(f'<p class="bic-typed">{html.escape(one.typed)}</p>')
            out.append(f"<p>Written {html.escape(one.when)}.</p>")
            for old in one.earlier:
                out.append("<p>An earlier version, from another window:</p>")
                out.append(f'<p class="bic-typed">{html.escape(old)}</p>')
    out.append("<h3>My plan</h3>")
    if document.steps:
        heads = "".join(
            f'<th scope="col">{name}</th>' for name in ("Step", "Theme", "Who", "By when")
        )
        rows = "".join(
            f'<tr><th scope="row">{html.escape(first)}</th>'
            + "".join(f"<td>{html.escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in document.steps
        )
        out.append(
            f"<table><caption>Steps of my plan</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )
    else:
        out.append(f"<p>{html.escape(EMPTY['plan'])}</p>")
    if document.guesses:
        out.append("<h3>What I expected before I looked</h3>")
        out.append(_list([f"{asked}: {guess}" for asked, guess in document.guesses]))
    out.append("<h3>What this layout follows</h3>")
    out.append(
        f'<p>{html.escape(STANDARD)} (<a href="{html.escape(STANDARD_PAGE)}">Research in '
        "Practice</a>)</p>"
    )
    return "".join(out)


def as_page(document: Document) -> str:
    """Give the document as a whole HTML page that needs nothing else."""
    style = (
        "body{font-family:system-ui,sans-serif;line-height:1.5;max-width:46rem;margin:2rem auto;"
        "padding:0 1rem;color:#1f2328;background:#fff}.bic-typed{white-space:pre-wrap;"
        "overflow-wrap:anywhere;border-left:4px solid #0072b2;padding-left:.75rem}"
        "table{border-collapse:collapse}th,td{border:1px solid #767f8a;padding:.25rem .6rem;"
        "text-align:left}"
    )
    body = as_fragment(document)
    for level in (2, 3, 4):
        body = body.replace(f"<h{level}>", f"<h{level - 1}>").replace(
            f"</h{level}>", f"</h{level - 1}>"
        )
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(TITLE)}</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def as_word(document: Document) -> bytes:
    """Give the document as a Word file."""
    import docx

    word = docx.Document()
    word.core_properties.title = TITLE
    # No name of whoever's machine made it: its owner signs it, if anybody does.
    word.core_properties.author = ""
    word.core_properties.language = "en-GB"
    word.add_heading(TITLE, level=1)
    word.add_heading("What I did and when", level=2)
    for line in document.did:
        word.add_paragraph(_clean(line), style="List Bullet")
    if not document.did:
        word.add_paragraph(EMPTY["did"])
    for part, heading in PARTS.items():
        word.add_heading(heading, level=2)
        if not document.parts[part]:
            word.add_paragraph(EMPTY[part])
        for one in document.parts[part]:
            word.add_heading(_clean(one.asked), level=3)
            for paragraph in one.typed.splitlines() or [""]:
                word.add_paragraph(_clean(paragraph))
            word.add_paragraph(f"Written {one.when}.")
            for old in one.earlier:
                word.add_paragraph("An earlier version, from another window:")
                for paragraph in old.splitlines():
                    word.add_paragraph(_clean(paragraph))
    word.add_heading("My plan", level=2)
    if document.steps:
        table = word.add_table(rows=1, cols=4, style="Table Grid")
        for cell, name in zip(
            table.rows[0].cells, ("Step", "Theme", "Who", "By when"), strict=True
        ):
            cell.text = name
        _repeat_heading(table.rows[0])
        for step in document.steps:
            for cell, words in zip(table.add_row().cells, step, strict=True):
                cell.text = _clean(words)
    else:
        word.add_paragraph(EMPTY["plan"])
    if document.guesses:
        word.add_heading("What I expected before I looked", level=2)
        for asked, guess in document.guesses:
            word.add_paragraph(_clean(f"{asked}: {guess}"), style="List Bullet")
    word.add_heading("What this layout follows", level=2)
    word.add_paragraph(f"{STANDARD} (Research in Practice, {STANDARD_PAGE})")
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def _did(held: Contents) -> list[str]:
    """A line for each notebook in which something was done, and one for the plan."""
    dates: dict[str, list[str]] = {}
    answered: dict[str, int] = {}
    wrote: dict[str, int] = {}
    for entry in held.entries.values():
        notebook = _text(entry, "notebook")
        if entry.kind == "check":
            answered[notebook] = answered.get(notebook, 0) + 1
        elif entry.kind == "reflection" and _text(entry, "text").strip():
            wrote[notebook] = wrote.get(notebook, 0) + 1
        else:
            continue
        dates.setdefault(notebook, []).extend([entry.created[:10], entry.updated[:10]])
    lines = []
    for notebook in sorted(dates):
        done = []
        if notebook in answered:
            done.append(_count(answered[notebook], "question", "questions") + " answered")
        if notebook in wrote:
            done.append(_count(wrote[notebook], "reflection", "reflections") + " written")
        name = f"Notebook {notebook}" if notebook else "Questions of my own"
        lines.append(f"{name}, {_span(dates[notebook])}: {' and '.join(done)}.")
    steps = held.of_kind("action")
    if steps:
        when = _span([day for one in steps for day in (one.created[:10], one.updated[:10])])
        lines.append(f"Action plan, {when}: {_count(len(steps), 'step', 'steps')}.")
    return lines


def _written(entry: Entry) -> Written:
    earlier = entry.fields.get("earlier", [])
    return Written(
        asked=_prompt(entry),
        typed=_text(entry, "text"),
        when=said_time(entry.updated, day=True),
        earlier=tuple(str(one.get("text", "")) for one in earlier if isinstance(one, Mapping)),
    )


def _prompt(entry: Entry) -> str:
    """What was asked, as the bank asks it now; else as it was kept with the answer."""
    try:
        known = {one.id: one.stem.plain for one in questions() if one.type == "reflection"}
    except PackError:
        # A record must be readable by its owner even where the bank is not.
        known = {}
    return known.get(entry.id, _text(entry, "prompt") or "A reflection")


def _part(entry: Entry) -> str:
    part = _text(entry, "part")
    return part if part in PARTS else "learnt"


def _text(entry: Entry, name: str) -> str:
    return str(entry.fields.get(name, "") or "")


def _theme_words(number: str, titles: Mapping[str, str]) -> str:
    return f"{number}. {titles[number]}" if number in titles else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _span(days: list[str]) -> str:
    first, last = min(days), max(days)
    return _day(first) if first == last else f"{_day(first)} to {_day(last)}"


def _day(stamp: str) -> str:
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return "date unknown"
    return f"{when.day} {when:%B %Y}"


def _list(lines: Any) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>"


def _quoted(typed: str) -> list[str]:
    """Typed text as a Markdown quotation, so that nothing in it can end up as our own words."""
    return [
        f"> {markdown_text(line)}  ".rstrip(" ") if not line else f"> {markdown_text(line)}  "
        for line in typed.splitlines() or [""]
    ]


def _clean(text: str) -> str:
    """Text without the control characters that a Word file may not hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or ord(sign) >= 32)


def _repeat_heading(row: Any) -> None:
    """Mark a table's first row as its heading: read aloud with each cell, repeated on each page."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)
