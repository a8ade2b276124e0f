"""A correction is done whole or not at all, and a dry run leaves the pack alone at every moment."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from born_into_care import paths
from born_into_care.errors import PackError
from born_into_care.evidence import correct as correcting
from born_into_care.evidence.correct import add, correct
from tests.support.corrections import ID, NEW_ROW

PAGE = "01_rising_numbers.ipynb"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small copy of the pack, which the evidence takes for its own."""
    root = paths.pack_folder()
    shutil.copytree(root / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(root / "notebooks" / PAGE, tmp_path / "notebooks")
    shutil.copy(root / "README.md", tmp_path)
    for module in (paths, correcting):
        monkeypatch.setattr(module, "pack_folder", lambda: tmp_path)
    return tmp_path


def content(pack: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in pack.rglob("*") if path.is_file()}


def refuse(pack: Path, monkeypatch: pytest.MonkeyPatch, name: str, problem: BaseException) -> None:
    """Let the first write for a file fail, emptied first, as a full disk does."""
    still = [True]
    for method in ("write_text", "write_bytes"):
        plain = getattr(Path, method)

        def write(path: Path, held: Any, *rest: Any, plain: Any = plain, **more: Any) -> Any:
            if still and name in (path.name, path.name[1:-5]) and path.is_relative_to(pack):
                still.clear()
                path.open("w").close()
                raise problem
            return plain(path, held, *rest, **more)

        monkeypatch.setattr(Path, method, write)


@pytest.mark.parametrize("name", ["figures.csv", "derived.md", PAGE])
def test_a_file_that_cannot_be_written_leaves_every_file_as_it_was(
    pack: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = content(pack)
    refuse(pack, monkeypatch, name, OSError("No space left on device"))
    with pytest.raises(PackError, match=f"{name} could not be written .* try again"):
        correct(ID, {"value": "2430"})
    assert content(pack) == before


@pytest.mark.parametrize("stuck", ["", "derived.csv"])
def test_a_file_that_cannot_be_replaced_leaves_the_others_and_a_stuck_one_is_named(
    pack: Path, monkeypatch: pytest.MonkeyPatch, stuck: str
) -> None:
    before = content(pack)
    replace, write = Path.replace, Path.write_bytes

    def replaced(path: Path, target: Path) -> Path:
        if target.name == PAGE:
            raise PermissionError("in use")
        return replace(path, target)

    def written(path: Path, held: bytes) -> int:
        if path.name == stuck:
            raise PermissionError("in use")
        return write(path, held)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "write_bytes", written)
    said = "could not be put back: derived.csv" if stuck else "Every file was left as it was"
    with pytest.raises(PackError, match=said):
        correct(ID, {"value": "2430"})
    changed = {Path(name).name for name, held in content(pack).items() if before.get(name) != held}
    assert changed == ({stuck} if stuck else set())


def test_a_correction_stopped_from_the_keyboard_leaves_every_file_as_it_was(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(pack)
    refuse(pack, monkeypatch, PAGE, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        correct(ID, {"value": "2430"})
    assert content(pack) == before


@pytest.mark.parametrize("name", ["figures.csv", "figures.md", "datapackage.json"])
def test_a_row_that_could_not_be_added_whole_is_not_added(
    pack: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = content(pack)
    refuse(pack, monkeypatch, name, OSError("No space left on device"))
    with pytest.raises(PackError, match="could not be written"):
        add(NEW_ROW)
    assert content(pack) == before


def test_a_dry_run_writes_nothing_in_the_pack_not_even_for_a_moment(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for method in ("write_text", "write_bytes"):
        plain = getattr(Path, method)

        def write(path: Path, held: Any, *rest: Any, plain: Any = plain, **more: Any) -> Any:
            if path.is_relative_to(pack):
                written.append(path.name)
            return plain(path, held, *rest, **more)

        monkeypatch.setattr(Path, method, write)
    outcome = correct(ID, {"value": "2430"}, write=False)
    assert written == []
    assert {"data/figures.csv", "data/derived.csv", f"notebooks/{PAGE}"} <= set(outcome.written)


def test_what_is_said_to_be_written_is_what_changed(pack: Path) -> None:
    before = content(pack)
    outcome = correct(ID, {"value": "2430"})
    after = content(pack)
    changed = {name for name in after if after[name] != before.get(name)}
    assert {str(pack / name) for name in outcome.written} == changed
    assert "data/sources.csv" not in outcome.written
