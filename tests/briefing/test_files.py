"""Briefings of many areas: kept where current, apart from each other's faults, for their owner."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from born_into_care.briefing import Outcome, Summary, files, make_briefings
from born_into_care.errors import PackError
from born_into_care.paths import pack_folder
from born_into_care.your_area import Protected


def make(folder: Path, areas: Sequence[str] = ("London",), **settings: object) -> Summary:
    return make_briefings(areas, folder=folder, **({"formats": ["html"], "workers": 1} | settings))  # type: ignore[arg-type]


def test_areas_are_made_kept_and_made_anew(table: Protected, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "briefings"

    def run() -> Summary:
        return make(folder, table.areas[:3], table=table, formats=["html", "docx"], workers=2)

    first = run()
    assert [len(outcome.made) for outcome in first.outcomes] == [2, 2, 2]
    content = {path.name: path.read_bytes() for path in folder.iterdir()}
    changed = folder / first.outcomes[1].made[0]
    changed.write_text("born-into-care-briefing of an earlier table")
    assert [outcome.made for outcome in run().outcomes] == [(), (changed.name,), ()]
    assert "Briefings: 0 made, 3 kept from before" in run().text
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == content
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_file_of_somebody_elses_is_left_as_it_is(ending: str, tmp_path: Path) -> None:
    foreign = tmp_path / f"briefing-london.{ending}"
    foreign.write_text("My own page")
    assert "may be somebody's work" in make(tmp_path, formats=[ending]).failed[0].failure
    assert foreign.read_text() == "My own page" and len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_is_said_with_what_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = files.write_private

    def fill(path: Path, content: bytes, *, mark: bytes) -> Path:
        if "wales" in path.name:
            raise OSError(28, "No space left on device")
        return whole(path, content, mark=mark)

    monkeypatch.setattr(files, "write_private", fill)
    text = make(tmp_path, ["London", "Wales"]).text
    assert "Wales: It can't be written (No space left on device)" in text
    assert "Made and whole: briefing-london.html." in text
    assert [path.name for path in tmp_path.iterdir()] == ["briefing-london.html"]


def end_one(pair: tuple[str, str], **_: object) -> Outcome:
    """Stands in for a briefing: that of Wales ends the whole program."""
    if pair[0] == "Wales":
        os._exit(9)
    return Outcome(pair[0], ("x",))


def test_a_worker_that_dies_takes_no_other_area_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_make", end_one)
    seen: list[tuple[int, int]] = []
    areas = ["London", "Wales", "England", "North West"]
    summary = make(tmp_path, areas, workers=2, progress=lambda *done: seen.append(done))
    assert [outcome.area for outcome in summary.failed] == ["Wales"]
    assert "perhaps because memory ran out" in summary.text and seen[-1] == (4, 4)


def test_without_a_browser_the_pdf_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    summary = make(tmp_path, formats=["html", "docx", "pdf"])
    assert summary.outcomes[0].made == ("briefing-london.html", "briefing-london.docx")
    assert "choose Print" in summary.text and not summary.failed
    assert make(tmp_path / "pdf alone", formats=["pdf"]).outcomes[0].made
    assert make(tmp_path, formats=["pdf"]).outcomes[0].kept == ("briefing-london.html",)


@pytest.mark.skipif(os.name != "posix", reason="plays a browser by a script")
def test_a_pdf_is_made_once_there_is_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = tmp_path / "printer"
    printer.write_text(
        '#!/bin/sh\nfor w; do case $w in --print-to-pdf=*) echo x > "${w#*=}"; esac; done'
    )
    printer.chmod(0o700)
    monkeypatch.setenv("BROWSER_PATH", str(printer))
    assert make(tmp_path / "out", formats=["pdf"]).outcomes[0].made == ("briefing-london.pdf",)
    assert make(tmp_path / "out", formats=["pdf"]).outcomes[0].kept == ("briefing-london.pdf",)
    printer.write_text("#!/bin/sh\nexit 1\n")
    assert "The browser wrote no PDF" in make(tmp_path / "out", ["Wales"], formats=["pdf"]).text


def test_a_notebook_is_executed_and_never_written_over_when_changed(
    table: Protected, tmp_path: Path
) -> None:
    def run() -> Summary:
        return make(tmp_path, ["Leeds"], table=table, formats=["ipynb"])

    path = tmp_path / run().outcomes[0].made[0]
    assert run().outcomes[0].kept == (path.name,)
    read = nbformat.read(path, as_version=4)
    nbformat.validate(read)
    shown = [output.data["text/html"] for cell in read.cells for output in cell.get("outputs", [])]
    assert len(shown) == 6 and "care proceedings: Leeds</h1>" in shown[0]
    kept = Protected.from_json((tmp_path / files.COUNTS).read_text())
    assert not (kept.values < kept.threshold).any()
    path.write_text(path.read_text().replace(read.metadata["born_into_care"], "of an older table"))
    changed = path.read_text()
    assert f'table = \\"{files.COUNTS}' in changed  # beside it, wherever the folder is moved
    assert "may be somebody's work" in run().text and path.read_text() == changed


def test_a_second_result_on_the_same_areas_is_warned_of(table: Protected, tmp_path: Path) -> None:
    assert "with other settings" not in make(tmp_path, ["Leeds"], table=table).text
    assert "with other settings" not in make(tmp_path, ["Leeds"], table=table).text
    other = replace(table, newborn="under 7 days old at issue")
    assert "with other settings" in make(tmp_path, ["Leeds"], table=other).text
    (tmp_path / files.COUNTS).write_text('{"threshold":6}')
    assert "with other settings" in make(tmp_path, ["Leeds"], table=other).text


def test_an_area_is_a_text_to_the_notebook_and_never_code(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="There is no published area"):
        files.run_notebook({"area": '"; import os; os._exit(1) #\n'}, folder=tmp_path)


def test_a_learners_table_is_never_written_into_the_pack(
    table: Protected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(PackError, match="not written into the pack"):
        make(pack_folder() / "build", ["Leeds"], table=table)
    # On Binder the pack is the home itself.
    monkeypatch.setattr(files, "pack_folder", lambda: tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert not make(tmp_path / "briefings", ["Leeds"], table=table).failed
