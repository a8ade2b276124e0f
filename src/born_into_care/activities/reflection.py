"""Reflections: a box to write in, whose text goes to the learner's own record and nowhere else."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from born_into_care.activities.activity import RecordingActivity, frontend_module, privacy_notice
from born_into_care.activities.questions import questions
from born_into_care.activities.record_file import record_file
from born_into_care.activities.rich_text import RichText, as_rich
from born_into_care.errors import PackError, require_known


@dataclass(frozen=True)
class Prompt:
    """What a reflection is about: its name in the record, its words, and where it stands there."""

    entry: str
    text: RichText
    notebook: str = ""
    part: str = "learnt"


def find_prompt(asked: str) -> Prompt:
    """Return the prompt of an id, or one made of a reader's own words.

    Example:
        >>> find_prompt("What will I do on Monday?").entry
        'own-what-will-i-do-on-monday-3bab40'
    """
    words = asked.strip() if isinstance(asked, str) else ""
    if not words:
        raise PackError("Give reflect() a question to write about, or the id of a reflection.")
    if re.search(r"\s", words):
        slug = re.sub(r"[^a-z0-9]+", "-", words.casefold())[:40].strip("-")
        # The hash keeps apart two questions that begin alike.
        tail = hashlib.sha256(words.encode()).hexdigest()[:6]
        return Prompt(f"own-{slug}-{tail}", as_rich(words))
    bank = {found.id: found for found in questions() if found.type == "reflection"}
    found = bank[require_known("reflection", words, bank)]
    return Prompt(found.id, found.stem, found.notebook, found.part)


def reflect(prompt: str) -> "ReflectionActivity":
    """Return a box to write a reflection in.

    Parameters:
        prompt: a reflection of the question bank ("01-reflect-expect"), or your own question as a
            sentence.
    """
    return ReflectionActivity(prompt)


class ReflectionActivity(RecordingActivity):
    """A labelled box that saves as its writer types, and says when it did or why it could not."""

    _esm = frontend_module("notebox")
    kind = "reflection"

    def __init__(self, asked: str) -> None:
        self.prompt = prompt = find_prompt(asked)
        self.names = re.escape(prompt.entry)
        super().__init__(
            name=f"Reflection {prompt.entry}", lines=[("", prompt.text)],
            note="Run this cell to write here. What you write stays in your own record.",
            call=("reflect", asked), entry=prompt.entry, prompt=prompt.text.parts,
            plain=prompt.text.plain, privacy=privacy_notice(), rows=5,
        )  # fmt: skip

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save what was typed, and answer with the time; empty text takes back what was written.

        A message holds `base`, the text that its page began from or sent last, and may hold a
        `draft` that is older than the record: no text is lost to another.
        """
        entry = record_file().read().entry(self.prompt.entry)
        text, recorded = str(content.get("text", "")), entry.text("text")
        elsewhere = content.get("base", recorded) != recorded
        beside = recorded if elsewhere else str(content.get("draft", ""))
        earlier = entry.rows("earlier")
        others = [text, *(version["text"] for version in earlier)]
        if beside.strip() and not any(beside in other for other in others):
            earlier.append({"text": beside})
        fields = {
            "prompt": self.prompt.text.plain,
            "notebook": self.prompt.notebook,
            "part": self.prompt.part,
            "text": text,
            **({"earlier": earlier} if earlier else {}),
        }
        at = record_file().save(self.prompt.entry, "reflection", fields)
        self.answer(content, what="saved", at=at, notice=record_file().take_notices())
