"""The box for a reflection. The text passes in messages and is never part of the widget."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from born_into_care.activities.recordfile import record_file
from born_into_care.activities.reflecting import Prompt, privacy, save_reflection, with_earlier
from born_into_care.activities.widgets import ActivityWidget, module


class ReflectionWidget(ActivityWidget):
    """A labelled box that saves as its writer types, and says when it did or why it could not."""

    _esm = module("notebox")

    def __init__(self, prompt: Prompt) -> None:
        """Take a prompt; what was written before is read when the page asks for it."""
        self.prompt = prompt
        # What each open page was last given or sent: how a change made elsewhere is noticed.
        self._known: dict[str, str] = {}
        super().__init__(
            {
                "entry": prompt.entry,
                "prompt": prompt.text.parts,
                "plain": prompt.text.plain,
                "privacy": privacy(),
                "rows": 5,
            }
        )

    def do_hello(self, content: Mapping[str, Any]) -> None:
        """Answer a page that has opened: with what is in the record, or waits to be."""
        held = record_file().read()
        entry = held.entries.get(self.prompt.entry)
        text = str(entry.fields.get("text", "")) if entry else ""
        self._known[str(content.get("view"))] = text
        self.answer(
            content,
            what="opened",
            record=held.record_id,
            text=text,
            updated=entry.updated if entry else "",
            saved=said_time(entry.updated, day=True) if entry else "",
            notice=record_file().to_tell(),
        )

    def do_save(self, content: Mapping[str, Any]) -> None:
        """Save what was typed, and answer with the time or with what stood in the way."""
        view, text = str(content.get("view")), str(content.get("text", ""))
        began_from = self._known.get(view)
        # Known before it is saved: a disk that is full does not make one's own words another's.
        self._known[view] = text
        updated = save_reflection(self.prompt, text, began_from=began_from)
        self.answer(
            content,
            what="saved",
            at=said_time(updated),
            notice=record_file().to_tell(),
        )

    def do_keep(self, content: Mapping[str, Any]) -> None:
        """Keep a draft that is older than the record beside it, as an earlier version."""
        entry = record_file().read().entries.get(self.prompt.entry)
        fields: dict[str, Any] = dict(entry.fields) if entry else {"text": ""}
        earlier = with_earlier(
            list(fields.get("earlier", [])),
            str(content.get("text", "")),
            "",
            str(fields.get("text", "")),
        )
        if earlier != fields.get("earlier", []):
            record_file().save(self.prompt.entry, "reflection", {**fields, "earlier": earlier})
        self.answer(content, what="kept")


def said_time(stamp: str, *, day: bool = False) -> str:
    """Give a time of the record as it is said: "10:42", or with its day "4 March 2026, 10:42".

    Example:
        >>> said_time("2026-03-04T10:42:07+00:00", day=True)
        '4 March 2026, 10:42'
    """
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return "an unknown time"
    clock = f"{when:%H:%M}"
    return f"{when.day} {when:%B %Y}, {clock}" if day else clock
