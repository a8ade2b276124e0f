"""The file in which a learner's own record lives: written whole, kept private, never lost.

The file is plain JSON in the learner's own folder, outside the pack. It is written beside itself
and moved into place, so that it is always either the old record or the new one; the copy before is
kept. Each entry has a name of its own, and every save reads the file again and changes one entry
only, so that two notebooks that write at once keep each other's words.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from born_into_care.errors import PackError

RECORD_VARIABLE = "BORN_INTO_CARE_RECORD"
"""The environment variable that names another file than the usual one."""

LOCK_SECONDS = 5.0
FORMAT = "born-into-care record"
VERSION = 1
_DEEPEST = 50

ABOUT_THE_FILE = (
    "This file is yours. It holds what you wrote in the notebooks, and the pack sends it nowhere. "
    "You may read it, copy it, or delete it."
)

_ELSEWHERE = f"set {RECORD_VARIABLE} to a file that you may write, and run the set-up cell again"

EntryKind = Literal["reflection", "check", "action", "prediction"]


class RecordNotSavedError(PackError):
    """What was typed is not on disk; the text says why and what to do. Nothing typed is lost."""


class NewerVersionError(OSError):
    """A record of a newer pack, which this one must leave untouched; the text says so."""


@dataclass(frozen=True)
class Entry:
    """One thing that a learner wrote or did.

    Attributes:
        id: its name in the record ("01-reflect-expect", "plan-3f2a").
        fields: what it holds, as plain data.
        created, updated: when it was first and last written, local time with offset.
    """

    id: str
    kind: str
    fields: Mapping[str, Any]
    created: str
    updated: str

    def text(self, name: str) -> str:
        """Return a field as text, whatever the file holds there."""
        return str(self.fields.get(name) or "")

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a field that holds a list, whatever the file holds there."""
        value = self.fields.get(name)
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []

    def named_rows(self, name: str) -> dict[str, dict[str, Any]]:
        """Return the rows of a field that holds them by name, whatever the file holds there."""
        value = self.fields.get(name)
        named = value.items() if isinstance(value, dict) else ()
        return {key: row for key, row in named if isinstance(row, dict)}


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

    def entry(self, entry_id: str) -> Entry:
        """Return an entry, or an empty one where nothing was written."""
        return self.entries.get(entry_id) or Entry(entry_id, "", {}, "", "")

    def of_kind(self, kind: EntryKind) -> list[Entry]:
        """Return the entries of one kind, in the order in which they were begun."""
        return [entry for entry in self.entries.values() if entry.kind == kind]


def parse_record(text: str) -> Contents:
    """Return the record in a file's text.

    Raises:
        ValueError: if it is not a record.
        NewerVersionError: if a newer pack wrote it.
    """
    try:
        raw = json.loads(text)
        depth = _depth(raw)
    except RecursionError:
        depth = sys.maxsize
    if depth > _DEEPEST:
        raise ValueError("not a record: too deep")
    # No number without a value, and no half of a character, reaches a page or another save.
    raw = json.loads(
        json.dumps(raw, allow_nan=False, ensure_ascii=False).encode("utf-8", "replace")
    )
    record = raw if isinstance(raw, dict) and raw.get("format") == FORMAT else {}
    version, record_id, entries = (record.get(name) for name in ("version", "record", "entries"))
    # A truth value counts as a number in Python: true is no version. Nor was there one before 1.
    if type(version) is int and version > VERSION:
        raise NewerVersionError(
            "Your record was written by a newer version of this pack, and is left untouched. "
            f"Update the pack, or set {RECORD_VARIABLE} to another file."
        )
    supported = type(version) is int and version == VERSION
    if not supported or not isinstance(record_id, str) or not isinstance(entries, dict):
        raise ValueError("not a record")
    return Contents(record_id, {name: _parse_entry(name, row) for name, row in entries.items()})


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _parse_entry(name: str, row: Any) -> Entry:
    if not isinstance(row, dict) or not isinstance(row.get("fields"), dict):
        raise ValueError("not an entry")
    kind, created, updated = (str(row.get(part, "")) for part in ("kind", "created", "updated"))
    return Entry(name, kind, row["fields"], created, updated)


def format_record(contents: Contents) -> str:
    """Return a record as the text of its file, which its owner can read without the pack.

    Raises:
        TypeError: if an entry holds something that is not plain data.
    """
    entries = {
        entry.id: {
            "kind": entry.kind,
            "created": entry.created,
            "updated": entry.updated,
            "fields": dict(entry.fields),
        }
        for entry in contents.entries.values()
    }
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "about": ABOUT_THE_FILE,
        "record": contents.record_id,
        "entries": entries,
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def record_path() -> Path:
    """Return the path of the learner's record.

    Returns:
        `~/born-into-care/record.json`, or what the environment variable BORN_INTO_CARE_RECORD
        names.
    """
    named = os.environ.get(RECORD_VARIABLE)
    return Path(named).expanduser() if named else Path.home() / "born-into-care" / "record.json"


def current_time() -> str:
    """Return the time, local and with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def format_time(stamp: str, *, day: bool = False) -> str:
    """Return a time of the record in words: "10:42", or with its day "4 March 2026, 10:42".

    Example:
        >>> format_time("2026-03-04T10:42:07+00:00", day=True)
        '4 March 2026, 10:42'
    """
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return "an unknown time"
    return f"{when.day} {when:%B %Y, %H:%M}" if day else f"{when:%H:%M}"


class RecordFile:
    """A learner's record on disk.

    What could not be saved stays in the page where it was typed, and in its browser.
    """

    def __init__(self, path: Path, *, clock: Callable[[], str] = current_time) -> None:
        """Take a path; nothing is read or written yet."""
        self.path = path
        self.previous = path.with_name(f"{path.stem}.previous{path.suffix}")
        self._lock = FileLock(path.with_name(f"{path.name}.lock"), mode=0o600)
        self._clock = clock
        # What a save found broken and mended, and its owner was not told yet.
        self._mended: tuple[str, ...] = ()
        # The same each time for the same person and place: what was typed before the first save
        # waits in the browser under this name, and must be found again by another kernel.
        owner = f"{path.absolute()}\n{os.environ.get('JUPYTERHUB_USER', '')}"
        self._new_id = hashlib.sha256(owner.encode(errors="replace")).hexdigest()[:32]

    def read(self) -> Contents:
        """Return the record as it is on disk.

        Never raises: a file that cannot be read gives a notice, and is kept.
        """
        try:
            return self._load(repair=False)
        except NewerVersionError as error:
            notice = str(error)
        except OSError as error:
            notice = (
                f"Your record at {self.path} could not be opened ({error.strerror}). It is left "
                f"untouched: ask for the right to read it, or {_ELSEWHERE}."
            )
        return Contents(self._new_id, notices=(notice,))

    def take_notices(self) -> str:
        """Return what the record's owner must know now, in sentences; what a save mended, once."""
        notices = (*self._mended, *self.read().notices)
        self._mended = ()
        return " ".join(notices)

    def save(self, entry_id: str, kind: EntryKind, fields: Mapping[str, Any]) -> str:
        """Save one entry, leaving every other as it is on disk, and return when it was saved.

        Parameters:
            entry_id: its name; an entry of that name is replaced.
            fields: what it holds, as plain data.

        Raises:
            TypeError: if it holds something else than plain data.
            RecordNotSavedError: if it could not be written.
        """
        now = self._clock()

        def put(entries: dict[str, Entry]) -> None:
            created = entries[entry_id].created if entry_id in entries else now
            entries[entry_id] = Entry(entry_id, kind, dict(fields), created, now)

        self._change(put)
        return now

    def try_save(self, entry_id: str, kind: EntryKind, fields: Mapping[str, Any]) -> str:
        """Save one entry, and return what stood in the way; empty where nothing did."""
        try:
            self.save(entry_id, kind, fields)
        except RecordNotSavedError as problem:
            return str(problem)
        return ""

    def remove(self, entry_id: str) -> None:
        """Remove one entry.

        Raises:
            RecordNotSavedError: if the file could not be written.
        """
        self._change(lambda entries: entries.pop(entry_id, None))

    def delete(self) -> list[Path]:
        """Delete the record and every copy of it that this class made; return the paths deleted.

        The empty lock file stays: other windows may be waiting for it.

        Raises:
            RecordNotSavedError: if a file could not be deleted; it names the file.
        """
        self._mended = ()
        self._new_id = secrets.token_hex(16)
        folder, stem = self.path.parent, self.path.stem
        copies: list[Path] = []
        if not folder.is_dir():
            return copies
        try:
            with self._lock.acquire(timeout=LOCK_SECONDS):
                found = [self.path, self.previous, *folder.glob(f"{stem}.broken-*.*")]
                found += folder.glob(f".{stem}*.part")
                copies = [path for path in found if os.path.lexists(path)]
                for path in copies:
                    path.unlink()
        except Timeout as error:
            raise RecordNotSavedError(
                "Not deleted: another window has been writing to your record for a while. Close "
                "the other windows, and delete it again."
            ) from error
        except OSError as error:
            raise RecordNotSavedError(
                f"{error.filename or self.path} could not be deleted ({error.strerror}). Delete it "
                "yourself in your file browser."
            ) from error
        return copies

    def _load(self, *, repair: bool) -> Contents:
        """Return the record as it is on disk.

        Parameters:
            repair: whether a broken file is moved aside, as a save must; a look leaves it alone.

        Raises:
            OSError: if it can't be read or is a newer pack's: it must not be written over.
        """
        try:
            return _read_file(self.path)
        except FileNotFoundError:
            # Its owner may have deleted it by hand: the copy before is not brought back.
            return Contents(self._new_id)
        except ValueError:
            aside = self._set_aside() if repair else self.path
        notice = f"Your record could not be read. It is kept as {aside.name}, in {aside.parent}. "
        try:
            found = _read_file(self.previous)
        except (OSError, ValueError):
            begins = "A new record begins with what you write next."
            return Contents(self._new_id, notices=(notice + begins,))
        return replace(found, notices=(notice + "The copy from the save before is used.",))

    def _set_aside(self) -> Path:
        stamp = self._clock()[:19].replace("T", "-").replace(":", "")
        name = f"{self.path.stem}.broken-{stamp}-{secrets.token_hex(2)}{self.path.suffix}"
        return self.path.rename(self.path.with_name(name))

    def _change(self, change: Callable[[dict[str, Entry]], object]) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._lock.acquire(timeout=LOCK_SECONDS):
                found = self._load(repair=True)
                entries = dict(found.entries)
                change(entries)
                text = format_record(replace(found, entries=entries))
                if self.path.exists():
                    _write_private(self.previous, self.path.read_bytes())
                # Half of a character, as a browser may send it, must not stop the rest.
                _write_private(self.path, text.encode("utf-8", "replace"))
        except OSError as error:
            raise RecordNotSavedError(self._save_problem(error)) from error
        self._mended += found.notices

    def _save_problem(self, error: OSError) -> str:
        """Return what stood in the way of a save, and what the record's owner can do."""
        reassurance = "What you typed is still here"
        if isinstance(error, NewerVersionError):
            return f"Not saved. {error}"
        if isinstance(error, Timeout):
            reason = "another window has been writing to your record for a while"
            return f"Not saved: {reason}. {reassurance}, and is saved with your next change."
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return (
                f"Not saved: the disk is full. {reassurance}. Delete something, such as old "
                "downloads, then type on: it is saved with your next change. Or download what you "
                "typed."
            )
        reason = f"{self.path} could not be written ({error.strerror or error})"
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            reason = f"nothing can be written to {self.path.parent}"
        return f"Not saved: {reason}. {reassurance}: download or copy it, or {_ELSEWHERE}."


def _write_private(path: Path, content: bytes) -> None:
    """Write beside a file, force it to disk, and only then move it into place."""
    part = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part")
    try:
        # Readable by its owner alone: it may hold thoughts about work with families.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read_file(path: Path) -> Contents:
    if path.exists() and not path.is_file():
        # A folder, or a pipe that would be waited for without end.
        raise OSError(errno.EINVAL, "it is not a file")
    return parse_record(path.read_text("utf-8-sig"))


_FILES: dict[Path, RecordFile] = {}


def record_file() -> RecordFile:
    """Return the learner's record, one for each path, so that what waits is not forgotten."""
    path = record_path()
    if path not in _FILES:
        _FILES[path] = RecordFile(path)
    return _FILES[path]
