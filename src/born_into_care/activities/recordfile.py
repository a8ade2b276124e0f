"""The file in which a learner's own record lives: written whole, kept private, never lost.

The file is plain JSON in the learner's own folder, outside the pack. It is written beside itself
and moved into place, so that it is always either the old record or the new one; the copy before is
kept. Each entry has a name of its own, and every save reads the file again and changes one entry
only, so that two notebooks that write at once keep each other's words.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from born_into_care.activities.recordformat import (
    Contents,
    Entry,
    EntryKind,
    NewerVersionError,
    parsed,
    written,
)
from born_into_care.activities.recordlock import BusyError, locked
from born_into_care.errors import PackError

PLACE = "BORN_INTO_CARE_RECORD"
"""The environment variable that names another file than the usual one."""


class RecordNotSavedError(PackError):
    """What was typed is not on disk; the text says why and what to do. Nothing typed is lost."""


def record_path() -> Path:
    """Give the path of the learner's record.

    Returns:
        `~/born-into-care/record.json`, or what the environment variable BORN_INTO_CARE_RECORD
        names.
    """
    named = os.environ.get(PLACE)
    return Path(named).expanduser() if named else Path.home() / "born-into-care" / "record.json"


def now() -> str:
    """Give the time, local and with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _first_id(path: Path) -> str:
    """The name of a record that is not begun yet.

    The same each time for the same person and place: what was typed before the first save waits in
    the browser under this name, and must be found again by another kernel.
    """
    whose = f"{path.absolute()}\n{os.environ.get('JUPYTERHUB_USER', '')}"
    return hashlib.sha256(whose.encode()).hexdigest()[:32]


class RecordFile:
    """A learner's record on disk.

    What could not be saved waits in memory, is shown with the rest, and is saved with the next
    change that succeeds.
    """

    def __init__(self, path: Path, *, clock: Callable[[], str] = now) -> None:
        """Take a path; nothing is read or written yet."""
        self.path = path
        self._clock = clock
        # Entries that wait to be saved; None stands for an entry that waits to be removed.
        self._waiting: dict[str, Entry | None] = {}
        self._new_id = _first_id(path)
        # What was found broken and mended by a save, and is not told yet.
        self._mended: tuple[str, ...] = ()

    @property
    def previous(self) -> Path:
        """The copy before the last save."""
        return self.path.with_name(f"{self.path.stem}.previous{self.path.suffix}")

    @property
    def waiting(self) -> tuple[str, ...]:
        """The ids of entries that are not on disk yet."""
        return tuple(self._waiting)

    def read(self) -> Contents:
        """Give the record with whatever waits to be saved.

        Never raises: a file that cannot be read gives a notice, and is kept.
        """
        found = self._on_disk()
        return replace(found, entries=self._with_waiting(found.entries))

    def to_tell(self) -> str:
        """Give what the record's owner must know now, in sentences; what a save mended, once.

        For whoever shows the record, or says that something was saved.
        """
        told = (*self._mended, *self._on_disk().notices)
        self._mended = ()
        return " ".join(told)

    def save(self, entry_id: str, kind: EntryKind, fields: Mapping[str, Any]) -> Entry:
        """Save one entry, leaving every other as it is on disk.

        Parameters:
            entry_id: its name; an entry of that name is replaced.
            kind: what it is.
            fields: what it holds, as plain data.

        Returns:
            The entry as saved.

        Raises:
            TypeError: if it holds something else than plain data; then it does not wait, since it
                would stand in the way of every later save.
            RecordNotSavedError: if it could not be written; it waits in memory.
        """
        time_now = self._clock()
        before = self.read().entries.get(entry_id)
        created = before.created if before else time_now
        entry = Entry(entry_id, kind, dict(fields), created, time_now)
        written(Contents(self._new_id, {entry_id: entry}))
        self._waiting[entry_id] = entry
        self._write_waiting()
        return entry

    def remove(self, entry_id: str) -> None:
        """Remove one entry.

        Raises:
            RecordNotSavedError: if the file could not be written; the removal waits in memory.
        """
        self._waiting[entry_id] = None
        self._write_waiting()

    def delete(self) -> list[Path]:
        """Delete the record and every copy of it that this class made; give the paths deleted.

        The empty lock file stays: other windows may be waiting for it.

        Raises:
            RecordNotSavedError: if a file could not be deleted; it names the file.
        """
        self._waiting.clear()
        self._mended = ()
        self._new_id = uuid.uuid4().hex
        if not any(path.exists() for path in self._every_copy()):
            return []
        deleted = []
        path = self.path
        try:
            with locked(self._lock_path):
                for path in self._every_copy():
                    with suppress(FileNotFoundError):
                        path.unlink()
                        deleted.append(path)
        except BusyError as error:
            raise RecordNotSavedError(
                "Not deleted: another window has been writing to your record for a while. Close "
                "the other windows, and delete it again."
            ) from error
        except OSError as error:
            raise RecordNotSavedError(
                f"{path} could not be deleted ({error.strerror}). Delete it yourself in your "
                "file browser."
            ) from error
        return deleted

    @property
    def _lock_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.lock")

    def _every_copy(self) -> Iterator[Path]:
        yield self.path
        yield self.previous
        stem = self.path.stem
        if self.path.parent.is_dir():
            yield from sorted(self.path.parent.glob(f"{stem}.broken-*{self.path.suffix}"))
            yield from sorted(self.path.parent.glob(f".{stem}-*.part"))

    def _on_disk(self) -> Contents:
        """The record as it is on disk, for a look: trouble becomes a notice."""
        try:
            return self._loaded(repair=False)
        except OSError as error:
            return Contents(self._new_id, notices=(_sentence(error, self.path, reading=True),))
        except NewerVersionError as error:
            return Contents(self._new_id, notices=(str(error),))

    def _loaded(self, *, repair: bool) -> Contents:
        """The record as it is on disk, for a save: trouble is raised, so that nothing is lost.

        Parameters:
            repair: whether a broken file is moved aside, as a save must; a look leaves it alone.
        """
        try:
            return parsed(self.path.read_text("utf-8"))
        except FileNotFoundError:
            # Its owner may have deleted it by hand: the copy before is not brought back.
            return Contents(self._new_id)
        except ValueError:
            kept = self._set_aside() if repair else self.path
        notice = f"Your record could not be read. It is kept as {kept.name}, in {kept.parent}. "
        try:
            found = parsed(self.previous.read_text("utf-8"))
        except (OSError, ValueError, NewerVersionError):
            begins = "A new record begins with what you write next."
            return Contents(self._new_id, notices=(notice + begins,))
        return replace(found, notices=(notice + "The copy from the save before is used.",))

    def _set_aside(self) -> Path:
        stamp = self._clock()[:19].replace("T", "-").replace(":", "")
        kept = self.path.with_name(f"{self.path.stem}.broken-{stamp}{self.path.suffix}")
        number = 1
        while kept.exists():
            number += 1
            kept = self.path.with_name(
                f"{self.path.stem}.broken-{stamp}-{number}{self.path.suffix}"
            )
        self.path.rename(kept)
        return kept

    def _write_waiting(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._lock_path):
                found = self._loaded(repair=True)
                self._replace(replace(found, entries=self._with_waiting(found.entries)))
        except OSError as error:
            raise RecordNotSavedError(_sentence(error, self.path, reading=False)) from error
        except NewerVersionError as error:
            raise RecordNotSavedError(f"Not saved. {error}") from error
        self._waiting.clear()
        self._mended += found.notices

    def _with_waiting(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        kept = dict(entries)
        for name, entry in self._waiting.items():
            if entry is None:
                kept.pop(name, None)
            else:
                kept[name] = entry
        return kept

    def _replace(self, contents: Contents) -> None:
        """Write beside the file, force it to disk, and only then move it into place."""
        part = self.path.with_name(f".{self.path.stem}-{secrets.token_hex(4)}.part")
        try:
            # Readable by its owner alone: it may hold thoughts about work with families.
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            # Half of a character, as a browser may send it, must not stop the rest.
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as stream:
                stream.write(written(contents))
                stream.flush()
                os.fsync(stream.fileno())
            self._keep_previous()
            part.replace(self.path)
        finally:
            with suppress(OSError):
                part.unlink()
        _sync_folder(self.path.parent)

    def _keep_previous(self) -> None:
        """Keep the file that is about to be replaced; it was read without trouble a moment ago."""
        if not self.path.exists():
            return
        link = self.path.with_name(f".{self.path.stem}-{secrets.token_hex(4)}.part")
        try:
            os.link(self.path, link)
        except OSError:
            # Some disks know no links. A copy costs a little more.
            shutil.copy2(self.path, link)
        link.replace(self.previous)


def _sentence(error: OSError, path: Path, *, reading: bool) -> str:
    """What went wrong with the file, and what its owner can do."""
    if isinstance(error, BusyError):
        return (
            "Not saved: another window has been writing to your record for a while. What you typed "
            "is still here, and is saved with your next change."
        )
    elsewhere = f"set {PLACE} to a file that you may write, and run the set-up cell again"
    if reading:
        return (
            f"Your record at {path} could not be opened ({error.strerror}). It is left untouched: "
            f"ask for the right to read it, or {elsewhere}."
        )
    kept = "What you typed is still here"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Not saved: the disk is full. {kept}. Delete something, such as old downloads, then "
            "type on: it is saved with your next change. Or download what you typed."
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"Not saved: nothing can be written to {path.parent}. {kept}: download or copy it, or "
            f"{elsewhere}."
        )
    return (
        f"Not saved: {path} could not be written ({error.strerror or error}). {kept}: download or "
        f"copy it, or {elsewhere}."
    )


def _sync_folder(folder: Path) -> None:
    """Force the new name of the file to disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_FILES: dict[Path, RecordFile] = {}


def record_file() -> RecordFile:
    """Give the learner's record, one for each path, so that what waits is not forgotten."""
    path = record_path()
    if path not in _FILES:
        _FILES[path] = RecordFile(path)
    return _FILES[path]
