"""The file in which a learner's own record lives: written whole, kept private, never lost.

It is plain JSON in the learner's own folder. It is written beside itself and moved into place, so
that it is always either the old record or the new one, and the copy before is kept. Every save
reads the file again and changes one entry, so that two notebooks keep each other's words.
"""

import errno
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from glob import escape
from pathlib import Path
from typing import Any, Literal

import fastjsonschema
from filelock import FileLock, Timeout

from born_into_care.errors import PackError
from born_into_care.paths import HOME, make_private_folder, write_private

RECORD_VARIABLE = "BORN_INTO_CARE_RECORD"
LOCK_SECONDS = 5.0
_validate = fastjsonschema.compile(
    json.loads(Path(__file__).with_name("record_schema.json").read_text("utf-8"))
)
_ELSEWHERE = f"set {RECORD_VARIABLE} to a file that you may write, and run the set-up cell again"

EntryKind = Literal["reflection", "check", "action", "prediction", "claim"]


@dataclass(frozen=True)
class Entry:
    """One thing that a learner wrote or did, and the local times when it was begun and changed.

    Its fields are text by name, but for "attempts" and "earlier".
    """

    id: str
    kind: str = ""
    created: str = ""
    updated: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field that holds text; empty where there is none."""
        return str(self.fields.get(name, ""))

    def rows(self, name: Literal["attempts", "earlier"]) -> list[dict[str, Any]]:
        """Return the attempts at a question, or the earlier versions of a text."""
        return list(self.fields.get(name, ()))


@dataclass(frozen=True)
class Contents:
    """A record as it stands: its entries by id, and what its owner must know of the file now."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    notice: str = ""

    def entry(self, entry_id: str) -> Entry:
        """Return an entry, or an empty one where nothing was written."""
        return self.entries.get(entry_id) or Entry(entry_id)

    def of_kind(self, kind: EntryKind) -> list[Entry]:
        """Return the entries of one kind, in the order in which they were begun."""
        return [entry for entry in self.entries.values() if entry.kind == kind]


def record_path() -> Path:
    """Return ~/born-into-care/record.json, or what BORN_INTO_CARE_RECORD names."""
    return Path(os.environ.get(RECORD_VARIABLE) or f"{HOME}/record.json").expanduser()


def current_time() -> str:
    """Return the time, local and with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def format_time(stamp: str) -> str:
    """Return a time of the record in words ("4 March 2026, 10:42")."""
    when = datetime.fromisoformat(stamp)
    return f"{when.day} {when:%B %Y, %H:%M}"


class RecordFile:
    """A learner's record on disk; what can't be saved stays in its page, and in its browser."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()  # a link into a synchronised folder stays one
        self.previous = self.path.with_name(f"{self.path.stem}.previous{self.path.suffix}")
        self._lock = FileLock(self.path.with_name(f"{self.path.name}.lock"), mode=0o600)
        # What a save found broken and mended, and its owner was not told yet.
        self._mended = ""
        # What is not saved yet waits in the browser under a name that another kernel finds again,
        # and that another person at the same browser does not.
        owner = f"{path.absolute()}\n{os.environ.get('JUPYTERHUB_USER', '')}"
        self.draft_name = hashlib.sha256(owner.encode(errors="replace")).hexdigest()[:32]

    def read(self) -> Contents:
        """Return the record as it is on disk; a file that can't be read gives a notice."""
        try:
            return self._load(repair=False)
        except OSError as error:
            return Contents(
                notice=f"Your record at {self.path} could not be opened ({error.strerror}). It is "
                f"left untouched: ask for the right to read it, or {_ELSEWHERE}."
            )

    def take_notices(self) -> str:
        """Return what the record's owner must know now, in sentences; what a save mended, once."""
        notice = f"{self._mended} {self.read().notice}".strip()
        self._mended = ""
        return notice

    def save(self, entry_id: str, kind: EntryKind, fields: Mapping[str, Any]) -> str:
        """Save one entry, leaving every other as it is on disk, and return the hour ("10:42").

        Raises:
            PackError: if it could not be written; it says why, and what to do.
        """
        now = current_time()
        self._change(entry_id, Entry(entry_id, kind, now, now, dict(fields)))
        return now[11:16]

    def remove(self, entry_id: str) -> None:
        """Remove one entry, or raise PackError as `save` does."""
        self._change(entry_id, None)

    def delete(self) -> list[Path]:
        """Delete the record and every copy of it that this class made; return the paths deleted.

        Raises:
            PackError: if a file could not be deleted; it names the file.
        """
        # The empty lock file stays: other windows may be waiting for it.
        self._mended = ""
        stem, any_part = escape(self.path.stem), "?" * 8 + ".part"
        names = [escape(self.path.name), escape(self.previous.name), f"{stem}.broken-*"]
        names += [f".{stem}-{any_part}", f".{stem}.previous-{any_part}"]
        copies = [path for name in names for path in self.path.parent.glob(name)]
        if not copies:
            return []
        try:
            with self._lock.acquire(timeout=LOCK_SECONDS):
                for path in copies:
                    path.unlink(missing_ok=True)
        except Timeout as error:
            raise PackError(
                "Not deleted: another window has been writing to your record for a while. Close "
                "the other windows, and delete it again."
            ) from error
        except OSError as error:
            raise PackError(
                f"{error.filename or self.path} could not be deleted ({error.strerror}). Delete it "
                "yourself in your file browser."
            ) from error
        return copies

    def _load(self, *, repair: bool) -> Contents:
        """Return the record as it is on disk; a repair moves a broken file aside, as a save must.

        Raises:
            OSError: if it can't be read: it must not be written over.
        """
        try:
            return _read_file(self.path)
        except FileNotFoundError:
            # Its owner may have deleted it by hand: the copy before is not brought back.
            return Contents()
        except (ValueError, RecursionError):
            aside = self.path
        if repair:
            part = f"{current_time()[:10]}-{secrets.token_hex(4)}"
            aside = aside.rename(aside.with_name(f"{aside.stem}.broken-{part}{aside.suffix}"))
        notice = f"Your record could not be read. It is kept as {aside.name}, in {aside.parent}. "
        try:
            found = _read_file(self.previous)
        except (OSError, ValueError, RecursionError):
            return Contents(notice=f"{notice}A new record begins with what you write next.")
        return replace(found, notice=f"{notice}The copy from the save before is used.")

    def _change(self, entry_id: str, entry: Entry | None) -> None:
        try:
            make_private_folder(self.path.parent)
            with self._lock.acquire(timeout=LOCK_SECONDS):
                found = self._load(repair=True)
                entries = dict(found.entries)
                if entry is None:
                    entries.pop(entry_id, None)
                else:
                    created = entries.get(entry_id, entry).created
                    entries[entry_id] = replace(entry, created=created)
                content = _format_record(entries)
                if self.path.exists():
                    write_private(self.previous, self.path.read_bytes(), durable=True)
                write_private(self.path, content, durable=True)
        except OSError as error:
            raise PackError(self._explain(error)) from error
        self._mended = f"{self._mended} {found.notice}".strip()

    def _explain(self, error: OSError) -> str:
        still = "What you typed is still here"
        if isinstance(error, Timeout):
            return (
                "Not saved: another window has been writing to your record for a while. "
                f"{still}, and is saved with your next change."
            )
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return (
                f"Not saved: the disk is full. {still}. Delete something, such as old downloads, "
                "then type on: it is saved with your next change. Or download what you typed."
            )
        reason = f"{self.path} could not be written ({error.strerror or error})"
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            reason = f"nothing can be written to {self.path.parent}"
        return f"Not saved: {reason}. {still}: download or copy it, or {_ELSEWHERE}."


def _read_file(path: Path) -> Contents:
    """Return the record in a file, or raise OSError, and what JSON raises if it is no record."""
    if path.exists() and not path.is_file():
        # A folder, or a pipe that would be waited for without end.
        raise OSError(errno.EINVAL, "it is not a file")
    raw = json.loads(path.read_text("utf-8-sig"))
    _validate(raw)
    # No half of a character reaches a page or another save.
    raw = json.loads(json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"))
    entries = {name: Entry(name, **row) for name, row in raw["entries"].items()}
    for stamp in (stamp for row in entries.values() for stamp in (row.created, row.updated)):
        datetime.fromisoformat(stamp)
    return Contents(entries)


def _format_record(entries: Mapping[str, Entry]) -> bytes:
    """Return a record as its file holds it, which its owner can read without the pack."""
    whole = {
        "format": "born-into-care record",
        "version": 1,
        "about": "This file is yours. It holds what you wrote in the notebooks, and the pack sends "
        "it nowhere. You may read it, copy it, or delete it.",
        "entries": {
            name: {part: value for part, value in vars(entry).items() if part != "id"}
            for name, entry in entries.items()
        },
    }
    # Half of a character, as a browser may send it, must not stop the rest.
    return f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n".encode("utf-8", "replace")


_open_record = cache(RecordFile)


def record_file() -> RecordFile:
    """Return the learner's record, one for each path, so that no notice goes unseen."""
    return _open_record(record_path())
