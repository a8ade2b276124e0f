"""The learner's record as a whole: shown, exported, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from born_into_care.activities.recordfile import record_file
from born_into_care.activities.references import plain
from born_into_care.activities.showing import Activity, Line
from born_into_care.activities.whereabouts import where_it_runs
from born_into_care.activities.widgets import ActivityWidget, module
from born_into_care.errors import unknown
from born_into_care.text import verb_entry

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "html": "text/html",
}
TITLE = "My record of learning"
PRIVACY = (
    "What you wrote, laid out as a record of professional development. It is shown to you here and "
    "is not saved with this notebook."
)
PASSING = (
    "You are on a server that forgets everything when you leave. Download your record before you "
    "close this window."
)


def record() -> Activity:
    """Give the learner's record, with buttons to take it away and to delete it.

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


def exported(kind: str) -> tuple[str, bytes]:
    """Give the record as a document: the name of its file, and what it holds.

    Raises:
        PackError: if there is no such kind.
    """
    from born_into_care.activities import export

    document = export.lay_out(record_file().read())
    if kind == "docx":
        made = export.as_word(document)
    elif kind == "md":
        made = export.as_markdown(document).encode(errors="replace")
    elif kind == "html":
        made = export.as_page(document).encode(errors="replace")
    else:
        raise unknown("kind of document", kind, TYPES)
    return f"my-record-of-learning.{kind}", made


class RecordWidget(ActivityWidget):
    """The record on a page, with its buttons."""

    _esm = module("recordview")

    def __init__(self) -> None:
        """Begin empty; the record is read when the page asks for it."""
        kinds = [["docx", "Word"], ["md", "Markdown"], ["html", "HTML"]]
        super().__init__({"title": TITLE, "privacy": PRIVACY, "kinds": kinds})

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a page."""
        from born_into_care.activities import export

        held = record_file().read()
        notices = [record_file().to_tell()]
        if where_it_runs() == "binder":
            notices.append(PASSING)
        if record_file().waiting:
            notices.append("Some of this is not saved yet. It is in what you download here.")
        self.answer(
            content,
            what="opened",
            page=export.as_fragment(export.lay_out(held)),
            notice=" ".join(notices).strip(),
        )

    def do_export(self, content: Mapping[str, Any]) -> None:
        """Answer with the record as a document."""
        kind = str(content.get("kind"))
        name, made = exported(kind)
        self.answer(content, buffers=[made], what="file", name=name, type=TYPES[kind])

    def do_delete(self, content: Mapping[str, Any]) -> None:
        """Delete the record; the page has asked whether its owner is sure."""
        deleted = record_file().delete()
        files = "1 file" if len(deleted) == 1 else f"{len(deleted)} files"
        sentence = (
            f"Your record is deleted: {files} in {record_file().path.parent}."
            if deleted
            else "There was nothing to delete."
        )
        self.answer(content, what="deleted", sentence=sentence)
