"""The learner's file: whole, private, merged, and never lost, whatever the disk does."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from born_into_care.activities import recordfile, recordlock
from born_into_care.activities.recordfile import (
    RecordFile,
    RecordNotSavedError,
    record_file,
    record_path,
)
from born_into_care.activities.recordformat import Contents
from tests.activities.conftest import Clock

if os.name != "nt":
    import fcntl


def note(text: str) -> dict[str, str]:
    return {"text": text}


def left(file: RecordFile) -> list[str]:
    """What stands in the record's folder; a lock holds nothing."""
    paths = sorted(file.path.parent.iterdir())
    assert all(path.read_bytes() == b"" for path in paths if path.suffix == ".lock")
    return [path.name for path in paths]


def text_of(held: Contents, name: str) -> str:
    return str(held.entries[name].fields["text"])


def fail_with(monkeypatch: pytest.MonkeyPatch, target: str, number: int) -> None:
    """Make a system call fail with an error of the disk."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(target, fail)


def test_the_usual_place_is_outside_the_pack(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(recordfile.PLACE)
    assert record_path() == Path.home() / "born-into-care" / "record.json"


def test_another_place_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(recordfile.PLACE, str(tmp_path / "elsewhere.json"))
    assert record_file().path == tmp_path / "elsewhere.json"
    assert record_file() is record_file()


def test_a_record_that_is_not_begun_keeps_its_name_in_the_next_kernel(file: RecordFile):
    # What was typed before the first save waits in the browser under this name.
    name = file.read().record_id
    assert RecordFile(file.path).read().record_id == name
    file.save("a", "reflection", note("words"))
    assert RecordFile(file.path).read().record_id == name
    assert RecordFile(file.path.with_name("other.json")).read().record_id != name


def test_looking_creates_nothing(file: RecordFile):
    assert file.read().entries == {}
    assert not file.path.parent.exists()


def test_what_is_saved_is_there_for_the_next_kernel(file: RecordFile, clock: Clock):
    file.save("a", "reflection", note("Grüße\n“quoted” 🙂"))
    clock.minute = 5
    file.save("a", "reflection", note("later"))
    held = RecordFile(file.path).read()
    entry = held.entries["a"]
    assert text_of(held, "a") == "later"
    assert (entry.created[14:16], entry.updated[14:16]) == ("00", "05")
    assert held.record_id == file.read().record_id


def test_the_file_can_be_read_by_its_owner_without_the_pack(file: RecordFile):
    file.save("a", "reflection", note("Grüße"))
    raw = file.path.read_text("utf-8")
    assert "Grüße" in raw
    assert "This file is yours." in raw
    assert json.loads(raw)["entries"]["a"]["fields"]["text"] == "Grüße"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights another way")
def test_the_file_is_for_its_owner_alone(file: RecordFile):
    file.save("a", "reflection", note("x"))
    file.save("a", "reflection", note("y"))
    for path in (file.path, file.previous):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.path.parent.stat().st_mode) == 0o700


def test_the_copy_before_is_kept(file: RecordFile):
    file.save("a", "reflection", note("first"))
    file.save("a", "reflection", note("second"))
    assert json.loads(file.previous.read_text("utf-8"))["entries"]["a"]["fields"] == note("first")


def test_no_part_of_a_write_is_left_behind(file: RecordFile):
    for number in range(5):
        file.save("a", "reflection", note(str(number)))
    names = sorted(path.name for path in file.path.parent.iterdir())
    assert names == ["record.json", "record.json.lock", "record.previous.json"]


def test_two_windows_keep_each_other_s_entries(file: RecordFile):
    other = RecordFile(file.path)
    file.save("a", "reflection", note("mine"))
    other.save("b", "reflection", note("theirs"))
    file.save("c", "reflection", note("mine again"))
    assert list(RecordFile(file.path).read().entries) == ["a", "b", "c"]


def test_processes_that_write_at_once_lose_nothing(file: RecordFile):
    program = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from born_into_care.activities.recordfile import RecordFile
        file = RecordFile(Path(sys.argv[1]))
        for number in range(40):
            file.save(f"{sys.argv[2]}-{number}", "reflection", {"text": "x" * number})
        """
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(file.path), name])
        for name in ("one", "two", "three")
    ]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    held = file.read()
    assert len(held.entries) == 120
    assert held.notices == ()


def test_a_process_that_dies_while_writing_leaves_the_record_whole(file: RecordFile):
    file.save("a", "reflection", note("safe"))
    program = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from born_into_care.activities.recordfile import RecordFile
        os.fsync = lambda handle: os._exit(9)  # as if the power went at the worst moment
        RecordFile(Path(sys.argv[1])).save("a", "reflection", {"text": "half"})
        """
    )
    assert (
        subprocess.run([sys.executable, "-c", program, str(file.path)], check=False).returncode == 9
    )
    assert text_of(RecordFile(file.path).read(), "a") == "safe"
    # The lock went with the process, and its half-written part is deleted with the record.
    file.save("b", "reflection", note("on"))
    assert list(file.path.parent.glob(".record-*.part"))
    file.delete()
    assert left(file) == ["record.json.lock"]


DISK = [
    (errno.ENOSPC, "the disk is full"),
    (errno.EDQUOT, "the disk is full"),
    (errno.EROFS, "nothing can be written"),
    (errno.EACCES, "nothing can be written"),
    (errno.EIO, "could not be written"),
]
# Where a write can fail: opening the part, forcing it to disk, moving it into place.
PLACES = ["os.open", "os.fsync", "pathlib.Path.replace", "pathlib.Path.mkdir"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("number", "words"), DISK, ids=[os.strerror(n) for n, _ in DISK])
def test_trouble_with_the_disk_loses_nothing(
    place: str, number: int, words: str, file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    file.save("a", "reflection", note("saved before"))
    before = file.path.read_bytes()
    with monkeypatch.context() as broken:
        fail_with(broken, place, number)
        with pytest.raises(RecordNotSavedError) as caught:
            file.save("b", "reflection", note("typed during the trouble"))
        sentence = str(caught.value)
        assert words in sentence
        assert "What you typed is still here" in sentence
        assert "download" in sentence
        assert file.path.read_bytes() == before
        assert text_of(file.read(), "b") == "typed during the trouble"
        assert file.waiting == ("b",)
    file.save("c", "reflection", note("typed after it"))
    held = RecordFile(file.path).read()
    assert [text_of(held, name) for name in "abc"] == [
        "saved before",
        "typed during the trouble",
        "typed after it",
    ]
    assert file.waiting == ()


def test_waiting_words_are_saved_by_the_next_change(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as broken:
        fail_with(broken, "os.fsync", errno.ENOSPC)
        for words in ("x", "xy"):
            with pytest.raises(RecordNotSavedError):
                file.save("a", "reflection", note(words))
    file.save("b", "reflection", note("y"))
    held = RecordFile(file.path).read()
    assert [text_of(held, name) for name in "ab"] == ["xy", "y"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_gets_a_sentence(file: RecordFile):
    file.path.parent.mkdir(mode=0o500)
    with pytest.raises(RecordNotSavedError, match="nothing can be written"):
        file.save("a", "reflection", note("x"))


def test_a_file_that_may_not_be_read_is_never_written_over(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    file.save("a", "reflection", note("precious"))
    before = file.path.read_bytes()
    with monkeypatch.context() as broken:
        fail_with(broken, "pathlib.Path.read_text", errno.EACCES)
        held = file.read()
        assert held.entries == {}
        assert "could not be opened" in held.notices[0]
        with pytest.raises(RecordNotSavedError):
            file.save("b", "reflection", note("y"))
    assert file.path.read_bytes() == before
    file.save("c", "reflection", note("z"))
    assert sorted(RecordFile(file.path).read().entries) == ["a", "b", "c"]


BROKEN = ["", "{", "[]", '"text"', '{"format": "something else"}', "\x00\x01", "null", "12"]


@pytest.mark.parametrize("damage", BROKEN, ids=repr)
def test_a_broken_file_is_kept_aside_and_the_copy_before_is_used(damage: str, file: RecordFile):
    file.save("a", "reflection", note("first"))
    file.save("b", "reflection", note("second"))
    file.path.write_text(damage)
    looked = file.read()
    assert "could not be read" in looked.notices[0]
    assert text_of(looked, "a") == "first"
    assert file.path.read_text() == damage, "a look changes nothing"
    file.save("c", "reflection", note("third"))
    kept = list(file.path.parent.glob("record.broken-2026-03-04-*.json"))
    assert [path.read_text() for path in kept] == [damage]
    held = file.read()
    assert sorted(held.entries) == ["a", "c"]
    assert kept[0].name in file.to_tell()
    # Told once: it would come back with every key that is typed.
    assert file.to_tell() == ""
    file.save("d", "reflection", note("fourth"))
    assert (file.to_tell(), file.read().notices) == ("", ())
    assert RecordFile(file.path).to_tell() == ""


def test_a_file_that_is_not_text_is_kept_aside_too(file: RecordFile):
    file.save("a", "reflection", note("first"))
    file.path.write_bytes(b"\xff\xfe\x00garbage")
    file.save("b", "reflection", note("second"))
    kept = list(file.path.parent.glob("record.broken-*.json"))
    assert [path.read_bytes() for path in kept] == [b"\xff\xfe\x00garbage"]


def test_a_second_broken_file_of_the_same_minute_has_its_own_name(file: RecordFile):
    for damage in ("one", "two"):
        file.save("a", "reflection", note("x"))
        file.path.write_text(damage)
        file.save("b", "reflection", note("y"))
    kept = sorted(path.read_text() for path in file.path.parent.glob("record.broken-*.json"))
    assert kept == ["one", "two"]


def test_half_a_character_does_not_stop_the_rest(file: RecordFile):
    file.save("a", "reflection", note("fine \ud83d and on"))
    assert text_of(RecordFile(file.path).read(), "a") == "fine ? and on"


def test_a_folder_that_is_a_file_gets_a_sentence(file: RecordFile):
    file.path.parent.write_text("in the way")
    with pytest.raises(RecordNotSavedError, match="could not be written"):
        file.save("a", "reflection", note("x"))


def test_without_a_copy_a_new_record_begins(file: RecordFile):
    file.path.parent.mkdir(parents=True)
    file.path.write_text("{")
    file.save("a", "reflection", note("x"))
    assert "A new record begins" in file.to_tell()
    assert list(file.read().entries) == ["a"]


def test_a_record_of_a_newer_pack_is_left_alone(file: RecordFile):
    file.save("a", "reflection", note("x"))
    newer = {**json.loads(file.path.read_text("utf-8")), "version": 2}
    file.path.write_text(json.dumps(newer))
    assert "newer version" in file.read().notices[0]
    with pytest.raises(RecordNotSavedError, match="newer version"):
        file.save("b", "reflection", note("y"))
    assert json.loads(file.path.read_text("utf-8")) == newer
    assert text_of(file.read(), "b") == "y"


# What damage or another program could leave: none of it is of a newer pack.
VERSIONS = [None, 0, -1, "1", "2", 2.5, 1.0, True, [], {}]


@pytest.mark.parametrize("version", VERSIONS, ids=repr)
def test_a_record_without_a_version_of_ours_is_damaged_and_not_newer(
    version: object, file: RecordFile
):
    file.save("a", "reflection", note("x"))
    raw = json.loads(file.path.read_text("utf-8"))
    raw = {name: one for name, one in raw.items() if name != "version"}
    if version is not None:
        raw["version"] = version
    file.path.write_text(json.dumps(raw))
    looked = file.to_tell()
    assert "newer" not in looked
    assert "could not be read" in looked
    file.save("b", "reflection", note("y"))
    (kept,) = file.path.parent.glob("record.broken-*.json")
    assert json.loads(kept.read_text("utf-8")) == raw
    assert kept.name in file.to_tell()


def test_what_is_no_plain_data_is_refused_and_stands_in_nobody_s_way(file: RecordFile):
    file.save("a", "reflection", note("x"))
    with pytest.raises(TypeError):
        file.save("b", "reflection", {"text": object()})
    assert file.waiting == ()
    file.save("c", "reflection", note("z"))
    assert list(RecordFile(file.path).read().entries) == ["a", "c"]


def test_a_record_that_its_owner_deleted_by_hand_stays_deleted(file: RecordFile):
    file.save("a", "reflection", note("x"))
    file.save("a", "reflection", note("y"))
    file.path.unlink()
    file.save("b", "reflection", note("z"))
    assert list(file.read().entries) == ["b"]


def test_a_record_that_is_busy_says_so(file: RecordFile, monkeypatch: pytest.MonkeyPatch):
    file.save("a", "reflection", note("x"))
    monkeypatch.setattr(recordlock, "LOCK_SECONDS", 0.1)
    monkeypatch.setattr(recordlock, "_try_lock", lambda _: False)
    with pytest.raises(RecordNotSavedError, match="Not saved: another window"):
        file.save("a", "reflection", note("y"))
    with pytest.raises(RecordNotSavedError, match="Not deleted: another window"):
        file.delete()
    assert file.path.exists()


def test_where_links_are_not_known_a_copy_is_made(
    file: RecordFile, monkeypatch: pytest.MonkeyPatch
):
    fail_with(monkeypatch, "os.link", errno.EPERM)
    file.save("a", "reflection", note("first"))
    file.save("a", "reflection", note("second"))
    assert "first" in file.previous.read_text("utf-8")


def test_removing_leaves_the_rest(file: RecordFile):
    file.save("a", "reflection", note("x"))
    file.save("b", "reflection", note("y"))
    file.remove("a")
    file.remove("never there")
    assert list(RecordFile(file.path).read().entries) == ["b"]


def test_deleting_leaves_no_copy(file: RecordFile):
    file.save("a", "reflection", note("secret"))
    file.path.write_text("{ secret")
    file.save("a", "reflection", note("secret"))
    file.save("a", "reflection", note("secret"))
    before = file.read().record_id
    assert len(file.delete()) == 3
    assert left(file) == ["record.json.lock"]
    assert file.read().entries == {}
    assert file.to_tell() == ""
    assert file.delete() == []
    file.save("a", "reflection", note("anew"))
    assert file.read().record_id != before


def test_deleting_where_nothing_was_written_creates_nothing(file: RecordFile):
    assert file.delete() == []
    assert not file.path.parent.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows locks another way")
def test_two_windows_never_both_hold_the_lock_of_a_record_that_is_deleted(file: RecordFile):
    # A window that waits on the lock file, while another deletes the record.
    file.save("a", "reflection", note("x"))
    lock = file.path.with_name("record.json.lock")
    waiting = os.open(lock, os.O_RDWR)
    file.delete()
    fcntl.flock(waiting, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with pytest.MonkeyPatch.context() as soon:
        soon.setattr(recordlock, "LOCK_SECONDS", 0.1)
        with pytest.raises(RecordNotSavedError, match="another window"):
            file.save("b", "reflection", note("y"))
    os.close(waiting)


@pytest.mark.skipif(os.name == "nt", reason="Windows locks another way")
def test_deleting_waits_for_whoever_writes(file: RecordFile):
    file.save("a", "reflection", note("x"))
    writing = os.open(file.path.with_name("record.json.lock"), os.O_RDWR)
    fcntl.flock(writing, fcntl.LOCK_EX)
    with pytest.MonkeyPatch.context() as soon:
        soon.setattr(recordlock, "LOCK_SECONDS", 0.1)
        with pytest.raises(RecordNotSavedError, match="Not deleted"):
            file.delete()
    os.close(writing)
    assert len(file.delete()) == 1


def test_a_file_that_cannot_be_deleted_is_named(file: RecordFile, monkeypatch: pytest.MonkeyPatch):
    file.save("a", "reflection", note("x"))
    fail_with(monkeypatch, "pathlib.Path.unlink", errno.EACCES)
    with pytest.raises(RecordNotSavedError, match=r"record\.json could not be deleted"):
        file.delete()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=80), max_size=5))
def test_whatever_is_typed_comes_back(file: RecordFile, typed: dict[str, str]):
    for name, text in typed.items():
        try:
            file.save(name, "reflection", note(text))
        except UnicodeEncodeError:
            pytest.fail("typed text must always be saved")
    held = RecordFile(file.path).read() if typed else file.read()
    for name, text in typed.items():
        assert text_of(held, name) == text
