"""The learner's record as a whole: laid out for professional development, exported, deleted.

Social Work England asks for at least two pieces of continuing professional development a year, one
of them with what a peer said, and for what was done, what was learnt and what it changes. The
layout follows that.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from born_into_care.activities.activity import (
    Activity,
    ActivityWidget,
    Line,
    frontend_module,
    where_it_runs,
)
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.record_file import Contents, Entry, format_time, record_file
from born_into_care.activities.rich_text import as_rich
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
from born_into_care.errors import require_known
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
        lines=(Line(as_rich("Your reflections, answers, guesses and plan, in one document.")),),
        note="Run this cell to read it, take it away as Word, Markdown or HTML, or delete it.",
        make=RecordWidget,
        call=verb_entry("record"),
    )


def export_record(kind: str) -> tuple[str, bytes]:
    """Return the record as a document: the name of its file, and what it holds.

    Raises:
        PackError: if there is no such kind.
    """
    name = f"my-record-of-learning.{require_known('kind of document', kind, KINDS)}"
    document = lay_out(record_file().read())
    if kind == "docx":
        return name, to_docx(document)
    return name, (to_markdown if kind == "md" else to_html)(document).encode()


def lay_out(contents: Contents) -> Document:
    """Return a record as a document; nothing that was typed is taken for markup."""
    work = tuple(_describe_work(contents))
    nothing = Paragraph("Nothing yet. Answer a question or write a reflection in a notebook.")
    blocks: list[Block] = [Heading("What I did and when"), Items(work) if work else nothing]
    for part, (heading, empty) in PARTS.items():
        written = [entry for entry in _list_written(contents) if _part_of(entry) == part]
        blocks.append(Heading(heading))
        blocks += [block for entry in written for block in _reflection_blocks(entry)]
        blocks += [] if written else [Paragraph(empty)]
    blocks += [Heading("My plan"), _plan_block(contents.of_kind("action"))]
    weighed = tuple(
        f"{entry.text('claim')} {entry.text('name')}." for entry in contents.of_kind("claim")
    )
    if weighed:
        blocks += [Heading("What I would sign"), Items(weighed)]
    guesses = [
        f"{entry.text('label')}: {entry.text('guess')} ({entry.text('unit')})"
        for entry in contents.of_kind("prediction")
    ]
    if guesses:
        blocks += [Heading("What I expected before I looked"), Items(tuple(guesses))]
    blocks.append(Heading("What this layout follows"))
    blocks.append(Paragraph(STANDARD, link=("Research in Practice", STANDARD_PAGE)))
    return Document(DOCUMENT_TITLE, tuple(blocks))


def _list_written(contents: Contents) -> list[Entry]:
    return [entry for entry in contents.of_kind("reflection") if entry.text("text").strip()]


def _part_of(entry: Entry) -> str:
    part = entry.text("part")
    return part if part in PARTS else "learnt"


def _reflection_blocks(entry: Entry) -> Iterator[Block]:
    yield Heading(entry.text("prompt") or "A reflection", level=3)
    yield Paragraph(entry.text("text"), style="quote")
    yield Paragraph(f"Written {format_time(entry.updated)}.")
    for version in entry.rows("earlier"):
        yield Paragraph("An earlier version, from another window:")
        yield Paragraph(version["text"], style="quote")


def _plan_block(steps: list[Entry]) -> Block:
    titles = {str(found.number): str(found) for found in themes()}
    rows = tuple(
        (step.text("what"), titles.get(step.text("theme"), ""), step.text("who"), step.text("by"))
        for step in steps
    )
    head = ("Step", "Theme", "Who", "By when")
    return Table("Steps of my plan", head, rows) if rows else Paragraph("No steps yet.")


def _describe_work(contents: Contents) -> Iterator[str]:
    """Return a line for each notebook in which something was done, and one for the plan."""
    checks, written = contents.of_kind("check"), _list_written(contents)
    for notebook in sorted({entry.text("notebook") for entry in (*checks, *written)}):
        answered, wrote = (
            [entry for entry in entries if entry.text("notebook") == notebook]
            for entries in (checks, written)
        )
        done = [f"{_count(len(answered), 'question')} answered"] * bool(answered)
        done += [f"{_count(len(wrote), 'reflection')} written"] * bool(wrote)
        name = f"Notebook {notebook}" if notebook else "Questions of my own"
        yield f"{name}, {_format_span([*answered, *wrote])}: {' and '.join(done)}."
    if weighed := contents.of_kind("claim"):
        weighing = f"{_count(len(weighed), 'claim')} weighed"
        yield f"Would you sign it?, {_format_span(weighed)}: {weighing}."
    if steps := contents.of_kind("action"):
        yield f"Action plan, {_format_span(steps)}: {_count(len(steps), 'step')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _format_span(entries: list[Entry]) -> str:
    stamps = sorted(stamp for entry in entries for stamp in (entry.created, entry.updated))
    first, last = (format_time(stamp).partition(",")[0] for stamp in (stamps[0], stamps[-1]))
    return first if first == last else f"{first} to {last}"


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
