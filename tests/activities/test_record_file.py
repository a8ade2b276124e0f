"""The learner's file: whole, private, merged, and never lost, whatever disk or file do."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from born_into_care.activities import record_file as record_files
from born_into_care.activities.record_file import (
    RECORD_VARIABLE,
    RecordFile,
    RecordNotSavedError,
    format_record,
    parse_record,
    record_file,
    record_path,
)


def note(text: str) -> dict[str, str]:
    return {"text": text}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def broken_files(file: RecordFile) -> list[bytes]:
    return sorted(path.read_bytes() for path in file.path.parent.glob("record.broken-*.json"))


def test_the_usual_place_is_outside_the_pack_and_looking_creates_nothing(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    assert file is record_file() and file.read().entries == {} and file.delete() == []
    assert not file.path.parent.exists()
    # What was typed before the first save waits in the browser under this name.
    fresh = RecordFile(file.path)
    name = fresh.read().record_id
    fresh.save("a", "reflection", note("words"))
    assert RecordFile(file.path).read().record_id == name
    assert RecordFile(file.path.with_name("other.json")).read().record_id != name
    monkeypatch.delenv(RECORD_VARIABLE)
    assert record_path() == Path.home() / "born-into-care" / "record.json"


def test_what_is_saved_is_there_private_and_readable_without_the_pack(file: RecordFile, clock):
    file.save("a", "reflection", note("Grüße\n“quoted” 🙂"))
    clock(5)
    assert file.save("a", "reflection", note("später")) == "10:05"
    file.save("b", "reflection", note("fine \ud83d and on"))
    entry = RecordFile(file.path).read().entry("a")
    assert (entry.text("text"), entry.created[14:16], entry.updated[14:16]) == (
        "später", "00", "05",
    )  # fmt: skip
    raw = file.path.read_text("utf-8")
    assert "später" in raw and "This file is yours." in raw and "fine ? and on" in raw
    for name in ("a", "never there"):
        file.remove(name)
    assert list(RecordFile(file.path).read().entries) == ["b"]
    assert names_in(file.path.parent) == ["record.json", "record.json.lock", "record.previous.json"]
    if os.name != "nt":  # Windows keeps rights another way.
        assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700
        modes = {stat.S_IMODE(path.stat().st_mode) for path in file.path.parent.iterdir()}
        assert modes == {0o600}


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


def test_processes_that_write_at_once_or_die_lose_nothing(file: RecordFile):
    def start(name: str, how: str) -> subprocess.Popen[bytes]:
        program = textwrap.dedent(WRITER)
        return subprocess.Popen([sys.executable, "-c", program, str(file.path), name, how])

    writers = [start(name, "lives") for name in ("first", "second", "third")]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(file.read().entries) == 120 and file.take_notices() == ""
    assert start("fourth", "dies").wait() == 9
    # The lock went with the process, and its half-written part is deleted with the record.
    file.save("on", "reflection", note("on"))
    assert len(RecordFile(file.path).read().entries) == 121
    assert list(file.path.parent.glob(".*.part"))
    file.delete()
    assert names_in(file.path.parent) == ["record.json.lock"]


DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "nothing can be written",
    errno.EACCES: "nothing can be written",
    errno.EIO: "could not be written",
}


def test_trouble_with_the_disk_is_told_and_leaves_the_record_whole(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    file.save("a", "reflection", note("saved before"))
    before = file.path.read_bytes()
    # Where a write can fail: opening the part, forcing it to disk, moving it into place.
    for call in ("os.open", "os.fsync", "pathlib.Path.replace"):
        for number, words in DISK.items():

            def fail(*_: object, number: int = number, **__: object) -> None:
                raise OSError(number, os.strerror(number))

            with monkeypatch.context() as broken:
                broken.setattr(call, fail)
                problem = file.try_save("b", "reflection", note("typed during the trouble"))
            assert words in problem and "What you typed is still here" in problem
            assert "download" in problem and file.path.read_bytes() == before
    assert file.try_save("c", "reflection", note("typed after it")) == ""
    assert list(file.read().entries) == ["a", "c"]


def test_a_file_that_may_not_be_opened_is_told_and_never_written_over(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    file.save("a", "reflection", note("precious"))
    before = file.path.read_bytes()

    def fail(path: Path, *_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "no", str(path))

    with monkeypatch.context() as broken:
        broken.setattr("pathlib.Path.read_text", fail)
        assert "could not be opened" in file.take_notices()
        assert "Not saved" in file.try_save("b", "reflection", note("y"))
        broken.setattr("pathlib.Path.unlink", fail)
        with pytest.raises(RecordNotSavedError, match=r"record\.json could not be deleted"):
            file.delete()
    assert file.path.read_bytes() == before
    file.path.with_name("folder.json").mkdir()
    for path in (file.path.with_name("folder.json"), file.path / "record.json"):
        assert "could not be opened" in RecordFile(path).take_notices()
        assert "Not saved" in RecordFile(path).try_save("a", "reflection", note("x"))


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
    file.save("a", "reflection", note("a"))
    file.save("b", "reflection", note("b"))
    file.path.write_bytes(damage)
    assert "could not be read" in file.read().notice and list(file.read().entries) == ["a"]
    assert file.path.read_bytes() == damage, "a look changes nothing"
    file.save("c", "reflection", note("third"))
    assert broken_files(file) == [damage]
    assert list(file.read().entries) == ["a", "c"]
    # Told once: it would come back with every key that is typed.
    assert "record.broken-2026-03-04-" in file.take_notices()
    assert file.take_notices() == ""
    for path in (file.path, file.previous):
        path.write_bytes(b"{")
    file.save("d", "reflection", note("fourth"))
    assert "A new record begins" in file.take_notices()
    assert broken_files(file) == sorted([damage, b"{"])
    assert len(file.delete()) == 4 and names_in(file.path.parent) == ["record.json.lock"]


def test_a_mark_at_the_start_a_lone_surrogate_and_a_link_are_read(file: RecordFile):
    file.save("a", "reflection", note("HERE"))
    text = file.path.read_text("utf-8").replace("HERE", "\\ud83d \ufffe")
    file.path.write_text("\ufeff" + text, "utf-8")
    assert file.read().entry("a").text("text") == "? \ufffe" and file.take_notices() == ""
    target = file.path.rename(file.path.with_name("elsewhere.json"))
    file.path.symlink_to(target)
    file.save("b", "reflection", note("mine"))
    assert list(file.read().entries) == ["a", "b"] and not file.path.is_symlink()


def test_a_save_that_makes_no_sense_and_a_record_deleted_by_hand(file: RecordFile):
    for words in ("x", "y"):
        file.save("a", "reflection", note(words))
    with pytest.raises(TypeError):
        file.save("b", "reflection", {"text": object()})
    assert list(RecordFile(file.path).read().entries) == ["a"]
    file.path.unlink()
    file.save("c", "reflection", note("z"))
    assert list(file.read().entries) == ["c"]
    before = file.read().record_id
    file.delete()
    assert file.delete() == [] and file.take_notices() == ""
    file.save("a", "reflection", note("anew"))
    assert file.read().record_id != before


def test_a_busy_record_is_told_and_not_deleted(file: RecordFile, monkeypatch):
    file.save("a", "reflection", note("x"))
    monkeypatch.setattr(record_files, "LOCK_SECONDS", 0.05)
    with FileLock(file.path.with_name("record.json.lock")):
        assert "another window" in file.try_save("a", "reflection", note("y"))
        with pytest.raises(RecordNotSavedError, match="Not deleted: another window"):
            file.delete()
    assert file.read().entry("a").text("text") == "x"
    assert len(file.delete()) == 1


plain_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
unhurried = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@unhurried
@given(content=st.text() | st.binary() | plain_data.map(json.dumps))
def test_any_file_is_read_or_set_aside(file: RecordFile, content: str | bytes):
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)
    assert file.read().notice
    file.save("a", "reflection", note("typed"))
    assert file.read().entry("a").text("text") == "typed"


@unhurried
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=80), max_size=5))
def test_whatever_is_typed_comes_back(file: RecordFile, typed: dict[str, Any]):
    for name, text in typed.items():
        file.save(name, "reflection", note(text))
    held = RecordFile(file.path).read()
    assert {name: held.entry(name).text("text") for name in typed} == typed
    assert parse_record(format_record(held)) == held
