"""The learner's record as a whole: laid out for professional development, exported, deleted."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from born_into_care.activities.activity import Activity, frontend_module, where_it_runs
from born_into_care.activities.practice import themes
from born_into_care.activities.record_file import Contents, Entry, format_time, record_file
from born_into_care.charts.wording import format_count
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
# What was done with entries of a kind: with one, and with several.
WORK = {
    "check": ("question answered", "questions answered"),
    "reflection": ("reflection written", "reflections written"),
    "claim": ("claim weighed", "claims weighed"),
    "action": ("step", "steps"),
}
KINDS = {
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": ("Markdown", "text/markdown"),
    "html": ("HTML", "text/html"),
}


def export_record(kind: str) -> tuple[str, bytes]:
    """Return the record as a document: the name of its file, and what it holds."""
    name = f"my-record-of-learning.{require_known('kind of document', kind, KINDS)}"
    document = lay_out(record_file().read())
    if kind == "docx":
        return name, to_docx(document)
    return name, (to_markdown if kind == "md" else to_html)(document).encode()


def lay_out(contents: Contents) -> Document:
    """Return a record as a document; nothing that was typed is taken for markup."""
    written = [entry for entry in contents.of_kind("reflection") if entry.text("text").strip()]
    nothing = "Nothing yet. Answer a question or write a reflection in a notebook."
    sections = {
        "What I did and when": _list_items(_describe_work(contents, written))
        or [Paragraph(nothing)]
    }
    for part, (heading, empty) in PARTS.items():
        own = [
            entry
            for entry in written
            if entry.text("part") == part or (part == "learnt" and entry.text("part") not in PARTS)
        ]
        texts = [block for entry in own for block in _reflection_blocks(entry)]
        sections[heading] = texts or [Paragraph(empty)]
    sections |= {
        "My plan": [_plan_block(contents.of_kind("action"))],
        "What I would sign": _list_items(
            f"{entry.text('claim')} {entry.text('name')}." for entry in contents.of_kind("claim")
        ),
        "What I expected before I looked": _list_items(
            f"{entry.text('label')}: {entry.text('guess')} ({entry.text('unit')})"
            for entry in contents.of_kind("prediction")
        ),
        "What this layout follows": [
            Paragraph(STANDARD, link=("Research in Practice", STANDARD_PAGE))
        ],
    }
    blocks = [
        block
        for heading, content in sections.items()
        if content
        for block in (Heading(heading), *content)
    ]
    return Document("Record of learning: newborn babies in care proceedings", tuple(blocks))


def _list_items(texts: Iterable[str]) -> list[Block]:
    items = tuple(texts)
    return [Items(items)] if items else []


def _reflection_blocks(entry: Entry) -> list[Block]:
    earlier = [
        (Paragraph("An earlier version, from another window:"), Paragraph(row["text"], "quote"))
        for row in entry.rows("earlier")
    ]
    return [
        Heading(entry.text("prompt") or "A reflection", level=3),
        Paragraph(entry.text("text"), "quote"),
        Paragraph(f"Written {format_time(entry.updated)}."),
        *(block for version in earlier for block in version),
    ]


def _plan_block(steps: Sequence[Entry]) -> Block:
    titles = {str(theme.number): str(theme) for theme in themes()}
    rows = tuple(
        (step.text("what"), titles.get(step.text("theme"), ""), step.text("who"), step.text("by"))
        for step in steps
    )
    table = Table("Steps of my plan", ("Step", "Theme", "Who", "By when"), rows)
    return table if rows else Paragraph("No steps yet.")


def _describe_work(contents: Contents, written: Sequence[Entry]) -> Iterator[str]:
    """Return a line for each notebook in which something was done, and one for the plan."""
    groups: dict[str, list[Entry]] = {}
    by_notebook = [*contents.of_kind("check"), *written]
    for entry in sorted(by_notebook, key=lambda entry: entry.text("notebook")):
        notebook = entry.text("notebook")
        name = f"Notebook {notebook}" if notebook else "Questions of my own"
        groups.setdefault(name, []).append(entry)
    groups["Would you sign it?"] = contents.of_kind("claim")
    groups["Action plan"] = contents.of_kind("action")
    for name, entries in groups.items():
        counts = Counter(entry.kind for entry in entries)
        done = [format_count(number, *WORK[kind]) for kind, number in counts.items()]
        if done:
            yield f"{name}, {_format_span(entries)}: {' and '.join(done)}."


def _format_span(entries: Sequence[Entry]) -> str:
    stamps = sorted(stamp for entry in entries for stamp in (entry.created, entry.updated))
    first, last = (format_time(stamp).partition(",")[0] for stamp in (stamps[0], stamps[-1]))
    return first if first == last else f"{first} to {last}"


class RecordActivity(Activity):
    """The record on a page, with its buttons."""

    _esm = frontend_module("recordview")

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a page."""
        notice = record_file().take_notices()
        if where_it_runs() == "binder":
            notice += (
                " You are on a server that forgets everything when you leave. Download your record "
                "before you close this window."
            )
        page = to_html_fragment(lay_out(record_file().read()))
        self.answer(content, what="opened", page=page, notice=notice.strip())

    def do_export(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a document."""
        kind = str(content.get("kind"))
        name, made = export_record(kind)
        self.answer(content, buffers=[made], what="file", name=name, type=KINDS[kind][1])

    def do_delete(self, content: Mapping[str, Any]) -> None:
        """Delete the record; the page has asked whether its owner is sure."""
        sentence = "There was nothing to delete."
        if deleted := record_file().delete():
            files = format_count(len(deleted), "file", "files")
            sentence = f"Your record is deleted: {files} in {record_file().path.parent}."
        self.answer(content, what="deleted", sentence=sentence)


def record() -> RecordActivity:
    """Return the learner's record, with buttons to take it away and to delete it."""
    title = "My record of learning"
    return RecordActivity(
        name=title,
        lines=[("", "Your reflections, answers, guesses and plan, in one document.")],
        note="Run this cell to read it, take it away as Word, Markdown or HTML, or delete it.",
        call=("record",),
        title=title,
        privacy=(
            "What you wrote, laid out as a record of professional development. It is shown to you "
            "here and is not saved with this notebook."
        ),
        kinds=[(kind, name) for kind, (name, _) in KINDS.items()],
    )
