"""Reflections: a box to write in, whose text goes to the learner's own record and nowhere else."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from born_into_care.activities.activity import (
    Activity,
    Line,
    RecordingWidget,
    frontend_module,
    where_it_runs,
)
from born_into_care.activities.practice_themes import themes
from born_into_care.activities.questions import questions
from born_into_care.activities.record_file import Entry, record_file
from born_into_care.activities.rich_text import RichText, as_rich, resolve
from born_into_care.errors import PackError, require_known
from born_into_care.text import verb_entry

PARTS = ("learnt", "practice", "peer")
"""Where a reflection may stand in the record."""


@dataclass(frozen=True)
class Prompt:
    """What a reflection is about: its name in the record, its words, and where it stands there."""

    entry: str
    text: RichText
    notebook: str = ""
    part: str = "learnt"


def privacy_notice() -> str:
    """Return what a writer is told about where the words go, as it is true where Python runs.

    Example:
        >>> privacy_notice().partition(",")[0]
        'Saved as you type'
    """
    location = {
        "computer": "on this computer.",
        "hub": "in your own folder on this server.",
        "binder": "on Binder, which forgets it when it closes: download your record before you "
        "leave.",
    }[where_it_runs()]
    return (
        f"Saved as you type, in your own record {location} Write nothing by which a family could "
        "be known."
    )


def reflect(prompt: str, *, part: str | None = None) -> Activity:
    """Return a box to write a reflection in.

    Parameters:
        prompt: a reflection of the question bank ("01-reflect-expect"), one of a practice theme
            ("practice-05-1"), or your own question as a sentence.
        part: where it stands in the record: "learnt", "practice" or "peer"; None for the prompt's
            own, or "learnt" for your own question.

    Example:
        >>> reflect("01-reflect-expect").name
        'Reflection 01-reflect-expect'
    """
    found = find_prompt(prompt, part=part)
    return Activity(
        name=f"Reflection {found.entry}",
        lines=(Line(found.text),),
        note="Run this cell to write here. What you write stays in your own record.",
        make=lambda: ReflectionWidget(found),
        call=verb_entry("reflect", prompt, **({"part": part} if part else {})),
    )


def find_prompt(asked: str, *, part: str | None = None) -> Prompt:
    """Return the prompt of an id, or one made of a reader's own words.

    Raises:
        PackError: if it looks like an id and is none, or is empty.

    Example:
        >>> find_prompt("What will I do on Monday?").entry
        'own-what-will-i-do-on-monday-3bab40'
    """
    if part is not None:
        require_known("part of the record", part, PARTS)
    words = asked.strip() if isinstance(asked, str) else ""
    if not words:
        raise PackError("Give reflect() a question to write about, or the id of a reflection.")
    if re.search(r"\s", words):
        slug = re.sub(r"[^a-z0-9]+", "-", words.casefold())[:40].strip("-")
        # The hash keeps apart two questions that begin alike.
        tail = hashlib.sha256(words.encode()).hexdigest()[:6]
        return Prompt(f"own-{slug}-{tail}", as_rich(words), part=part or "learnt")
    prompts = _list_prompts()
    found = prompts[require_known("reflection", words, prompts)]
    return replace(found, part=part or found.part)


def _list_prompts() -> dict[str, Prompt]:
    """Return the reflections of the bank and those of the practice themes by their ids."""
    prompts = [
        Prompt(asked.id, asked.stem, asked.notebook, asked.part)
        for asked in questions()
        if asked.type == "reflection"
    ]
    prompts += [
        Prompt(f"practice-{theme.number:02d}-{number}", resolve(words), "08", "practice")
        for theme in themes()
        for number, words in enumerate(theme.reflective_questions, start=1)
    ]
    return {prompt.entry: prompt for prompt in prompts}


def _add_earlier(entry: Entry, text: str, *, newer: str, updated: str = "") -> list[dict[str, str]]:
    """Return the earlier versions with one more, unless what it says is in another already."""
    texts = [newer, *(version["text"] for version in entry.rows("earlier"))]
    new = bool(text.strip()) and not any(text in other for other in texts)
    return [*entry.rows("earlier"), *([{"text": text, "updated": updated}] if new else [])]


class ReflectionWidget(RecordingWidget):
    """A labelled box that saves as its writer types, and says when it did or why it could not."""

    _esm = frontend_module("notebox")
    kind = "reflection"

    def __init__(self, prompt: Prompt) -> None:
        """Take a prompt; what was written before is read when the page asks for it."""
        self.prompt = prompt
        self.names = re.escape(prompt.entry)
        # What each open page was last given or sent: how a change made elsewhere is noticed.
        self._last_texts: dict[str, str] = {}
        super().__init__(
            entry=prompt.entry,
            prompt=prompt.text.parts,
            plain=prompt.text.plain,
            privacy=privacy_notice(),
            rows=5,
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with what is in the record, or waits to be."""
        text = record_file().read().entry(self.prompt.entry).text("text")
        self._last_texts[str(content.get("view"))] = text
        super().do_hello(content)

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save what was typed, and answer with the time or with what stood in the way."""
        page, text = str(content.get("view")), str(content.get("text", ""))
        entry = record_file().read().entry(self.prompt.entry)
        earlier = entry.rows("earlier")
        if self._last_texts.get(page, entry.text("text")) != entry.text("text"):
            # Another window wrote what is in the record now.
            earlier = _add_earlier(entry, entry.text("text"), newer=text, updated=entry.updated)
        # Noted before it is saved: a full disk does not make one's own words another's.
        self._last_texts[page] = text
        saved_at = self._save(text, earlier)
        self.answer(content, what="saved", at=saved_at, notice=record_file().take_notices())

    def do_keep(self, content: Mapping[str, Any]) -> None:
        """Keep a draft that is older than the record beside it, as an earlier version."""
        entry = record_file().read().entry(self.prompt.entry)
        text = entry.text("text")
        earlier = _add_earlier(entry, str(content.get("text", "")), newer=text)
        if earlier != entry.rows("earlier"):
            self._save(text, earlier)
        self.answer(content, what="kept")

    def _save(self, text: str, earlier: list[dict[str, str]]) -> str:
        """Save the reflection; empty text takes back what was written."""
        fields: dict[str, Any] = {
            "prompt": self.prompt.text.plain,
            "notebook": self.prompt.notebook,
            "part": self.prompt.part,
            "text": text,
            **({"earlier": earlier} if earlier else {}),
        }
        return record_file().save(self.prompt.entry, "reflection", fields)
