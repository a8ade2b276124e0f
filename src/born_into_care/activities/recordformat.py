"""What a learner's record holds, and how it is written as text and read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

EntryKind = Literal["reflection", "check", "action", "prediction", "about"]

FORMAT = "born-into-care record"
VERSION = 1

ABOUT_THE_FILE = (
    "This file is yours. It holds what you wrote in the notebooks, and the pack sends it nowhere. "
    "You may read it, copy it, or delete it."
)


class NewerVersionError(Exception):
    """A record of a newer pack, which this one must leave untouched; the text says so."""


@dataclass(frozen=True)
class Entry:
    """One thing that a learner wrote or did.

    Attributes:
        id: its name in the record ("01-reflect-expect", "plan-3f2a").
        kind: reflection, check, action, prediction or about (the record's own details).
        fields: what it holds, as plain data.
        created: when it was first written, local time with offset.
        updated: when it was last written.
    """

    id: str
    kind: EntryKind
    fields: Mapping[str, Any]
    created: str
    updated: str


@dataclass(frozen=True)
class Contents:
    """A record as it stands.

    Attributes:
        record_id: names the record; a new one is drawn when a record is begun.
        entries: the entries by id, in the order in which they were begun.
        notices: what its owner must know about the file as it is now, in sentences.
    """

    record_id: str
    entries: Mapping[str, Entry] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def of_kind(self, kind: EntryKind) -> list[Entry]:
        """The entries of one kind, in the order in which they were begun."""
        return [entry for entry in self.entries.values() if entry.kind == kind]


def parsed(text: str) -> Contents:
    """Give the record in a file's text.

    Raises:
        ValueError: if it is not a record.
        NewerVersionError: if a newer pack wrote it.

    Example:
        >>> parsed(written(Contents("a name"))).record_id
        'a name'
    """
    raw = json.loads(text)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ValueError("not a record")
    version = raw.get("version")
    # A truth value counts as a number in Python: true is no version.
    if type(version) is int and version > VERSION:
        raise NewerVersionError(
            "Your record was written by a newer version of this pack, and is left untouched. "
            "Update the pack, or set BORN_INTO_CARE_RECORD to another file."
        )
    # There was no version before the first: a file that claims one, or names none, is damaged.
    if type(version) is not int or version != VERSION:
        raise ValueError("not a version of a record")
    if not isinstance(raw.get("entries"), dict) or not isinstance(raw.get("record"), str):
        raise ValueError("not a record")
    entries = {}
    for name, one in raw["entries"].items():
        if not isinstance(one, dict) or not isinstance(one.get("fields"), dict):
            raise ValueError("not an entry")
        entries[name] = Entry(
            name,
            one.get("kind", "reflection"),
            one["fields"],
            str(one.get("created", "")),
            str(one.get("updated", "")),
        )
    return Contents(raw["record"], entries)


def written(contents: Contents) -> str:
    """Give a record as the text of its file, which its owner can read without the pack.

    Raises:
        TypeError: if an entry holds something that is not plain data.
    """
    return (
        json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "about": ABOUT_THE_FILE,
                "record": contents.record_id,
                "entries": {
                    entry.id: {
                        "kind": entry.kind,
                        "created": entry.created,
                        "updated": entry.updated,
                        "fields": dict(entry.fields),
                    }
                    for entry in contents.entries.values()
                },
            },
            indent=2,
            ensure_ascii=False,
        )
        + "\n"
    )
