"""The learner's file: whole, private, merged, and never lost, whatever disk or file do."""

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from born_into_care.activities import record_file as record_files
from born_into_care.activities.record_file import (
    RECORD_VARIABLE,
    RecordFile,
    record_file,
    record_path,
)
from born_into_care.errors import PackError

plain_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
unhurried = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def save(file: RecordFile, name: str, text: str = "typed") -> str:
    return file.save(name, "reflection", {"text": text})


def try_save(file: RecordFile, name: str) -> str:
    try:
        file.save(name, "reflection", {"text": "typed during the trouble"})
    except PackError as problem:
        return str(problem)
    return ""


def read_on_disk(path: Path) -> dict[str, str]:
    """Return the texts that another kernel would read."""
    return {name: entry.text("text") for name, entry in RecordFile(path).read().entries.items()}


def lock_of(file: RecordFile) -> Path:
    return file.path.with_name("record.json.lock")


def broken_files(file: RecordFile) -> list[bytes]:
    return sorted(path.read_bytes() for path in file.path.parent.glob("record.broken-*.json"))


def test_looking_creates_nothing_and_drafts_have_one_name_for_each_person_and_place(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    assert file is record_file() and file.read().entries == {} and file.delete() == []
    assert not file.path.parent.exists()
    # What was typed and not saved waits in the browser under this name.
    assert RecordFile(file.path).draft_name == file.draft_name
    assert RecordFile(file.path.with_name("other.json")).draft_name != file.draft_name
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    assert RecordFile(file.path).draft_name != file.draft_name
    save(file, "a")
    assert len(file.delete()) == 1 and file.delete() == [] and file.take_notices() == ""
    monkeypatch.delenv(RECORD_VARIABLE)
    assert record_path() == Path.home() / "born-into-care" / "record.json"


def test_what_is_saved_is_there_private_and_readable_without_the_pack(file: RecordFile, clock):
    save(file, "a", "Grüße\n“quoted” 🙂")
    clock(5)
    assert save(file, "a", "später") == "10:05"
    save(file, "b", "fine \ud83d and on")
    entry = file.read().entry("a")
    assert (entry.created[14:16], entry.updated[14:16]) == ("00", "05")
    raw = file.path.read_text("utf-8")
    assert "später" in raw and "This file is yours." in raw
    for name in ("a", "never there"):
        file.remove(name)
    assert read_on_disk(file.path) == {"b": "fine ? and on"}
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.path.parent.iterdir()}
    assert set(modes) == {"record.json", "record.json.lock", "record.previous.json"}
    if os.name != "nt":  # Windows keeps rights another way.
        assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
        assert set(modes.values()) == {0o600}


WRITER = """
import os, sys
from pathlib import Path
from born_into_care.activities.record_file import RecordFile
if sys.argv[3] == "dies":
    os.fsync = lambda handle: os._exit(9)  # as if the power went at the worst moment
for number in range(40):
    name = f"{sys.argv[2]}-{number}"
    RecordFile(Path(sys.argv[1])).save(name, "reflection", {"text": "x" * number})
"""


def start_writer(path: Path, name: str, how: str = "lives") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, how])


def test_processes_that_write_at_once_or_die_lose_nothing(file: RecordFile):
    writers = [start_writer(file.path, name) for name in ("first", "second", "third")]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert start_writer(file.path, "fourth", "dies").wait() == 9
    # The lock went with the process, and its half-written part is deleted with the record.
    save(file, "on")
    assert len(read_on_disk(file.path)) == 121 and file.take_notices() == ""
    assert list(file.path.parent.glob(".*.part"))
    file.delete()
    assert list(file.path.parent.iterdir()) == [lock_of(file)]


DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "nothing can be written",
    errno.EACCES: "nothing can be written",
    errno.EIO: "could not be written",
}


@pytest.mark.parametrize(("number", "words"), DISK.items())
# Where a write can fail: opening the part, forcing it to disk, moving it into place.
@pytest.mark.parametrize("call", ["os.open", "os.fsync", "pathlib.Path.replace"])
def test_trouble_with_the_disk_is_told_and_leaves_the_record_whole(
    file: RecordFile, number: int, words: str, call: str
):
    save(file, "a", "saved before")
    with patch(call, side_effect=OSError(number, os.strerror(number))):
        problem = try_save(file, "b")
    assert words in problem and "What you typed is still here" in problem and "download" in problem
    assert read_on_disk(file.path) == {"a": "saved before"}
    assert try_save(file, "c") == "" and list(read_on_disk(file.path)) == ["a", "c"]


def test_a_file_that_may_not_be_opened_is_told_and_never_written_over(file: RecordFile):
    save(file, "a", "precious")
    denied = PermissionError(errno.EACCES, "no", str(file.path))
    with patch("pathlib.Path.read_text", side_effect=denied):
        assert "could not be opened" in file.take_notices() and "Not saved" in try_save(file, "b")
    with (
        patch("pathlib.Path.unlink", side_effect=denied),
        pytest.raises(PackError, match=r"record\.json could not be deleted"),
    ):
        file.delete()
    assert read_on_disk(file.path) == {"a": "precious"}
    folder = file.path.with_name("folder.json")
    folder.mkdir()
    for path in (folder, file.path / "record.json"):
        assert "could not be opened" in RecordFile(path).take_notices()
        assert "Not saved" in try_save(RecordFile(path), "a")


BEGUN = b'{"format": "born-into-care record", "version": 1, "record": "x", "entries": {"a": '
TIMES = b'{"kind": "check", "created": "2026-03-04T10:00:00", "updated": "soon", "fields": {}}}}'
HOSTILE: dict[str, bytes] = {
    "nothing": b"",
    "half": b"{",
    "a list": b"[]",
    "another file": b'{"format": "something else"}',
    "no text": b"\xff\xfe\x00garbage",
    "deep nesting": BEGUN + b'{"fields": {"text": ' + b"[" * 400 + b"]" * 400 + b"}}}}",
    "deeper nesting": b"[" * 200_000,
    "a number without end": b"9" * 10_000,
    "no entry": BEGUN + b"1}}",
    "no time": BEGUN + TIMES,
    "a newer version": BEGUN.replace(b"1", b"2") + b"{}}}",
}


@pytest.mark.parametrize("damage", HOSTILE.values(), ids=HOSTILE)
def test_a_broken_file_is_set_aside_and_the_copy_before_is_used(damage: bytes, file: RecordFile):
    for name in ("a", "b"):
        save(file, name)
    file.path.write_bytes(damage)
    assert "could not be read" in file.read().notice and list(file.read().entries) == ["a"]
    assert file.path.read_bytes() == damage, "a look changes nothing"
    save(file, "c")
    assert broken_files(file) == [damage] and list(file.read().entries) == ["a", "c"]
    # Told once: it would come back with every key that is typed.
    assert "record.broken-2026-03-04-" in file.take_notices() and file.take_notices() == ""
    for path in (file.path, file.previous):
        path.write_bytes(b"{")
    save(file, "d")
    assert "A new record begins" in file.take_notices()
    assert broken_files(file) == sorted([damage, b"{"])
    assert len(file.delete()) == 4 and list(file.path.parent.iterdir()) == [lock_of(file)]


def test_what_its_owner_or_an_editor_did_to_the_file_is_taken_as_it_is(file: RecordFile):
    save(file, "a", "HERE")
    text = file.path.read_text("utf-8").replace("HERE", "\\ud83d \ufffe")
    file.path.write_text("\ufeff" + text, "utf-8")
    assert read_on_disk(file.path) == {"a": "? \ufffe"} and file.take_notices() == ""
    # Each is deleted by its own name alone, whatever stands in it; a link to it stays one.
    other, link = RecordFile(file.path.with_name("record [2].json")), file.path.with_name("link")
    link.symlink_to(other.path)
    part = file.path.with_name(f".{file.path.stem}-two-abcdefgh.part")
    part.touch()
    save(RecordFile(link), "z")
    assert link.is_symlink() and list(other.read().entries) == ["z"] and other.delete()
    assert not other.path.exists() and part.exists()
    file.path.symlink_to(file.path.rename(file.path.with_name("elsewhere.json")))
    save(file, "b")
    assert list(file.read().entries) == ["a", "b"] and not file.path.is_symlink()
    with pytest.raises(TypeError):
        file.save("c", "reflection", {"text": object()})
    assert list(read_on_disk(file.path)) == ["a", "b"]
    # Its owner may have deleted it: the copy before is not brought back.
    file.path.unlink()
    save(file, "c")
    assert list(file.read().entries) == ["c"]


def test_a_busy_record_is_told_and_not_deleted(file: RecordFile, monkeypatch):
    save(file, "a")
    monkeypatch.setattr(record_files, "LOCK_SECONDS", 0.05)
    with FileLock(lock_of(file)):
        assert "another window" in try_save(file, "a")
        with pytest.raises(PackError, match="Not deleted: another window"):
            file.delete()
    assert read_on_disk(file.path) == {"a": "typed"}


@unhurried
@given(content=st.text() | st.binary() | plain_data.map(json.dumps))
def test_any_file_is_read_or_set_aside(file: RecordFile, content: str | bytes):
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)
    assert file.read().notice
    save(file, "a")
    assert file.read().entry("a").text("text") == "typed"
