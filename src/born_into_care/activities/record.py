"""The learner's record as a whole: laid out for professional development, exported, deleted.

Social Work England asks for at least two pieces of continuing professional development a year, one
of them with what a peer said, and for what was done, what was learnt and what it changes. The
layout follows that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from born_into_care.activities.activity import (
    Activity,
    ActivityWidget,
    Line,
    frontend_module,
    where_it_runs,
)
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.questions import questions
from born_into_care.activities.record_file import Contents, Entry, format_time, record_file
from born_into_care.activities.rich_text import plain
from born_into_care.documents import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Table,
    to_docx,
    to_html,
    to_html_fragment,
    to_markdown,
)
from born_into_care.errors import PackError, unknown
from born_into_care.text import verb_entry

TITLE = "My record of learning"
DOCUMENT_TITLE = "Record of learning: newborn babies in care proceedings"
PRIVACY = (
    "What you wrote, laid out as a record of professional development. It is shown to you here and "
    "is not saved with this notebook."
)
PASSING = (
    "You are on a server that forgets everything when you leave. Download your record before you "
    "close this window."
)
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
# The parts of the record: heading, and what stands there as long as nothing does.
PARTS = {
    "learnt": ("What I learnt", "Nothing written yet."),
    "practice": ("What changes in my practice", "Nothing written yet."),
    "peer": (
        "What a peer said",
        "Nothing written yet. Talk with a colleague, a manager or a fellow student, and write "
        "down what they said, without names.",
    ),
}
KINDS = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": ("Markdown", "text/markdown"),
    "html": ("HTML", "text/html"),
}


def record() -> Activity:
    """Return the learner's record, with buttons to take it away and to delete it.

    Its text forms hold nothing that was written, so that a saved notebook never does.

    Example:
        >>> record().name
        'My record of learning'
    """
    return Activity(
        name=TITLE,
        lines=(Line(plain("Your reflections, answers, guesses and plan, in one document.")),),
        note="Run this cell to read it, take it away as Word, Markdown or HTML, or delete it.",
        make=RecordWidget,
        call=verb_entry("record"),
    )


def export_record(kind: str) -> tuple[str, bytes]:
    """Return the record as a document: the name of its file, and what it holds.

    Raises:
        PackError: if there is no such kind.
    """
    if kind not in KINDS:
        raise unknown("kind of document", kind, KINDS)
    document = lay_out(record_file().read())
    name = f"my-record-of-learning.{kind}"
    if kind == "docx":
        return name, to_docx(document)
    return name, (to_markdown if kind == "md" else to_html)(document).encode()


def lay_out(contents: Contents) -> Document:
    """Return a record as a document; nothing that was typed is taken for markup."""
    blocks: list[Block] = [
        Heading("What I did and when"),
        _items_or(
            _describe_work(contents),
            "Nothing yet. Answer a question or write a reflection in a notebook.",
        ),
    ]
    written = [entry for entry in contents.of_kind("reflection") if entry.text("text").strip()]
    prompts = _current_prompts()
    for part, (heading, empty) in PARTS.items():
        blocks.append(Heading(heading))
        in_part = [entry for entry in written if _part_of(entry) == part]
        for entry in in_part:
            blocks += _reflection_blocks(entry, prompts)
        blocks += [] if in_part else [Paragraph(empty)]
    blocks += [Heading("My plan"), _plan_block(contents.of_kind("action"))]
    guesses = [
        f"{point.get('label', '')}: {point.get('guess', '')} ({point.get('unit', '')})"
        for entry in contents.of_kind("prediction")
        for point in entry.named_rows("guesses").values()
    ]
    if guesses:
        blocks += [Heading("What I expected before I looked"), Items(tuple(guesses))]
    blocks.append(Heading("What this layout follows"))
    blocks.append(Paragraph(STANDARD, link=("Research in Practice", STANDARD_PAGE)))
    return Document(DOCUMENT_TITLE, tuple(blocks))


def _items_or(lines: list[str], empty: str) -> Block:
    return Items(tuple(lines)) if lines else Paragraph(empty)


def _reflection_blocks(entry: Entry, prompts: Mapping[str, str]) -> Iterator[Block]:
    yield Heading(prompts.get(entry.id) or entry.text("prompt") or "A reflection", level=3)
    yield Paragraph(entry.text("text"), style="quote")
    yield Paragraph(f"Written {format_time(entry.updated, day=True)}.")
    for version in entry.rows("earlier"):
        yield Paragraph("An earlier version, from another window:")
        yield Paragraph(str(version.get("text", "")), style="quote")


def _current_prompts() -> dict[str, str]:
    """Return what each reflection of the bank asks now; what was kept with it may be older."""
    try:
        return {asked.id: asked.stem.plain for asked in questions() if asked.type == "reflection"}
    except PackError:
        # A record must be readable by its owner even where the bank is not.
        return {}


def _part_of(entry: Entry) -> str:
    part = entry.text("part")
    return part if part in PARTS else "learnt"


def _plan_block(steps: list[Entry]) -> Block:
    titles = {str(found.number): f"{found.number}. {found.title}" for found in themes()}
    rows = [
        (
            step.text("what"),
            titles.get(step.text("theme"), ""),
            step.text("who"),
            step.text("by"),
        )
        for step in steps
    ]
    head = ("Step", "Theme", "Who", "By when")
    return Table("Steps of my plan", head, tuple(rows)) if rows else Paragraph("No steps yet.")


def _describe_work(contents: Contents) -> list[str]:
    """Return a line for each notebook in which something was done, and one for the plan."""
    written = [entry for entry in contents.of_kind("reflection") if entry.text("text").strip()]
    worked_on = [*contents.of_kind("check"), *written]
    kinds = (("check", "question", "answered"), ("reflection", "reflection", "written"))
    lines = []
    for notebook in sorted({entry.text("notebook") for entry in worked_on}):
        entries = [entry for entry in worked_on if entry.text("notebook") == notebook]
        counts = Counter(entry.kind for entry in entries)
        done = [
            f"{_count(counts[kind], noun)} {verb}" for kind, noun, verb in kinds if counts[kind]
        ]
        name = f"Notebook {notebook}" if notebook else "Questions of my own"
        lines.append(f"{name}, {_span(entries)}: {' and '.join(done)}.")
    steps = contents.of_kind("action")
    if steps:
        lines.append(f"Action plan, {_span(steps)}: {_count(len(steps), 'step')}.")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _span(entries: list[Entry]) -> str:
    days = [stamp[:10] for entry in entries for stamp in (entry.created, entry.updated)]
    first, last = _format_day(min(days)), _format_day(max(days))
    return first if first == last else f"{first} to {last}"


def _format_day(stamp: str) -> str:
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return "date unknown"
    return f"{when.day} {when:%B %Y}"


class RecordWidget(ActivityWidget):
    """The record on a page, with its buttons."""

    _esm = frontend_module("recordview")

    def __init__(self) -> None:
        """Begin empty; the record is read when the page asks for it."""
        kinds = [(kind, name) for kind, (name, _) in KINDS.items()]
        super().__init__(title=TITLE, privacy=PRIVACY, kinds=kinds)

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a page."""
        page = to_html_fragment(lay_out(record_file().read()))
        notices = [record_file().take_notices()]
        notices += [PASSING] * (where_it_runs() == "binder")
        self.answer(content, what="opened", page=page, notice=" ".join(notices).strip())

    def do_export(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a document."""
        kind = str(content.get("kind"))
        name, made = export_record(kind)
        self.answer(content, buffers=[made], what="file", name=name, type=KINDS[kind][1])

    def do_delete(self, content: Mapping[str, Any]) -> None:
        """Delete the record; the page has asked whether its owner is sure."""
        deleted = record_file().delete()
        sentence = "There was nothing to delete."
        if deleted:
            files = _count(len(deleted), "file")
            sentence = f"Your record is deleted: {files} in {record_file().path.parent}."
        self.answer(content, what="deleted", sentence=sentence)
