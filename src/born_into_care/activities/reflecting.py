"""Reflections: a box to write in, whose text goes to the learner's own record and nowhere else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from born_into_care.activities.questions import question, questions
from born_into_care.activities.recordfile import RecordNotSavedError, record_file
from born_into_care.activities.references import RichText, plain, resolve
from born_into_care.activities.showing import Activity, Line
from born_into_care.activities.whereabouts import where_it_runs
from born_into_care.errors import PackError, unknown
from born_into_care.text import verb_entry

if TYPE_CHECKING:
    from born_into_care.activities.reflecting_widget import ReflectionWidget


@dataclass(frozen=True)
class Prompt:
    """What a reflection is about.

    Attributes:
        entry: its name in the record.
        text: what is asked.
        notebook: the notebook's two digits, where it belongs to one.
        part: where it stands in the record: learnt, practice or peer.
    """

    entry: str
    text: RichText
    notebook: str = ""
    part: str = "learnt"


@dataclass(frozen=True)
class Saved:
    """What a call without controls says: saved, or not and why."""

    sentence: str
    ok: bool = True

    def __repr__(self) -> str:
        """The sentence."""
        return self.sentence


def privacy() -> str:
    """Give what a writer is told about where the words go, as it is true where Python runs.

    Example:
        >>> privacy().partition(",")[0]
        'Saved as you type'
    """
    kept = {
        "computer": "on this computer.",
        "hub": "in your own folder on this server.",
        "binder": "on Binder, which forgets it when it closes: download your record before you "
        "leave.",
    }[where_it_runs()]
    return (
        f"Saved as you type, in your own record {kept} Write nothing by which a family could be "
        "known."
    )


def reflect(prompt: str, *, text: str | None = None, part: str | None = None) -> Activity | Saved:
    """Give a box to write a reflection in, or save a reflection.

    Parameters:
        prompt: a reflection of the question bank ("01-reflect-expect"), one of a practice theme
            ("practice-05-1"), or your own question as a sentence.
        text: what to save, for the route without controls; None to be given the box.
        part: where it stands in the record: "learnt", "practice" or "peer"; None for the prompt's
            own, or "learnt" for your own question.

    Returns:
        The box; with `text`, a sentence that says whether it was saved.

    Raises:
        PackError: if there is no such prompt.

    Example:
        >>> reflect("01-reflect-expect").name
        'Reflection 01-reflect-expect'
    """
    found = prompt_of(prompt, part=part)
    if text is not None:
        try:
            save_reflection(found, text)
        except RecordNotSavedError as problem:
            return Saved(str(problem), ok=False)
        return Saved(f"Saved in your record at {record_file().path}.")
    return Activity(
        name=f"Reflection {found.entry}",
        lines=(Line(found.text),),
        note="Run this cell to write here. What you write stays in your own record.",
        make=lambda: _widget(found),
        call=verb_entry("reflect", prompt, **({} if part is None else {"part": part})),
    )


def prompt_of(asked: str, *, part: str | None = None) -> Prompt:
    """Give the prompt of an id, or one made of a reader's own words.

    Raises:
        PackError: if it looks like an id and is none, or is empty.

    Example:
        >>> prompt_of("What will I do on Monday?").entry
        'own-what-will-i-do-on-monday-3bab40'
    """
    if part not in (None, "learnt", "practice", "peer"):
        raise unknown("part of the record", part, ("learnt", "practice", "peer"))
    words = asked.strip() if isinstance(asked, str) else ""
    if not words:
        raise PackError("Give reflect() a question to write about, or the id of a reflection.")
    if re.search(r"\s", words):
        slug = re.sub(r"[^a-z0-9]+", "-", words.casefold())[:40].strip("-")
        # The hash keeps apart two questions that begin alike.
        tail = hashlib.sha256(words.encode()).hexdigest()[:6]
        return Prompt(f"own-{slug}-{tail}", plain(words), part=part or "learnt")
    if words.startswith("practice-"):
        found = practice_prompt(words)
        return found if part is None else Prompt(found.entry, found.text, found.notebook, part)
    known = {one.id: one for one in questions() if one.type == "reflection"}
    if words not in known:
        raise unknown("reflection", words, known)
    one = question(words)
    return Prompt(one.id, one.stem, one.notebook, part or one.part)


def practice_prompt(prompt_id: str) -> Prompt:
    """Give a reflective question of a practice theme as a prompt.

    Parameters:
        prompt_id: theme and place of the question in its list ("practice-05-1").

    Raises:
        PackError: if there is no such question.
    """
    from born_into_care.activities.practice import themes

    known = {
        f"practice-{theme.number:02d}-{place}": words
        for theme in themes()
        for place, words in enumerate(theme.reflective_questions, start=1)
    }
    if prompt_id not in known:
        raise unknown("reflection", prompt_id, known)
    return Prompt(prompt_id, resolve(known[prompt_id]), "08", "practice")


def save_reflection(prompt: Prompt, text: str, *, began_from: str | None = None) -> str:
    """Save a reflection, and give when it was saved.

    Parameters:
        prompt: what it is about.
        text: what was written; empty text is saved as empty, so that it can be taken back.
        began_from: the text that its writer had before them; None not to ask. If the record holds
            something else, another window wrote it: it is kept as an earlier version.

    Raises:
        RecordNotSavedError: if it could not be written; it waits in memory.
    """
    file = record_file()
    entry = file.read().entries.get(prompt.entry)
    earlier = list(entry.fields.get("earlier", [])) if entry else []
    held = str(entry.fields.get("text", "")) if entry else ""
    if entry and began_from is not None and held != began_from:
        earlier = with_earlier(earlier, held, entry.updated, text)
    fields: dict[str, Any] = {
        "prompt": prompt.text.plain,
        "notebook": prompt.notebook,
        "part": prompt.part,
        "text": text,
    }
    if earlier:
        fields["earlier"] = earlier
    return file.save(prompt.entry, "reflection", fields).updated


def with_earlier(
    earlier: list[dict[str, str]], text: str, written: str, newer: str
) -> list[dict[str, str]]:
    """Give the earlier versions with one more, unless what it says is in another already."""
    held = [newer, *[one["text"] for one in earlier]]
    if not text.strip() or any(text in other for other in held):
        return earlier
    return [*earlier, {"text": text, "updated": written}]


def _widget(prompt: Prompt) -> ReflectionWidget:
    from born_into_care.activities.reflecting_widget import ReflectionWidget

    return ReflectionWidget(prompt)
