"""Give a learner a copy of the notebooks, bring it up to date, and take nothing away."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from deploy.image.start_learner import GIVEN, give

ROOT = Path(__file__).resolve().parents[2]


BESIDE = "00 (new edition).ipynb"


def notebook(*sources: str, output: str = "") -> str:
    """Return a notebook of code cells, each of them run if there is an output."""
    outputs = [v4.new_output("stream", text=output)] if output else []
    cells = [
        v4.new_code_cell(source, id=f"cell-{at}", outputs=outputs)
        for at, source in enumerate(sources)
    ]
    return nbformat.writes(v4.new_notebook(cells=cells))


FIRST, SECOND = notebook("explore(1)", output="one"), notebook("explore(2)", output="two")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Make a pack in its first edition."""
    folder = tmp_path / "pack"
    for name in ("notebooks", "data", "teaching"):
        (folder / name).mkdir(parents=True)
    (folder / "notebooks" / "00.ipynb").write_text(FIRST)
    (folder / "notebooks" / "01.ipynb").write_text("one, first edition")
    (folder / "data" / "figures.md").write_text("figures")
    return folder


@pytest.fixture
def own(tmp_path: Path, pack: Path) -> Path:
    """Give a learner the first edition, and return the learner's folder."""
    folder = tmp_path / "home" / "born-into-care"
    assert give(pack, folder) == ["00.ipynb", "01.ipynb"] and give(pack, folder) == []
    return folder


def publish(pack: Path) -> None:
    """Publish a second edition: one notebook is changed and one is new."""
    (pack / "notebooks" / "00.ipynb").write_text(SECOND)
    (pack / "notebooks" / "02.ipynb").write_text("two, second edition")


def test_links_lead_from_the_notebooks_to_the_pack_wherever_it_is_moved(
    pack: Path, own: Path, tmp_path: Path
):
    assert (own / "notebooks" / ".." / "data" / "figures.md").read_text() == "figures"
    assert (own / "teaching").is_dir()
    give(pack.rename(tmp_path / "elsewhere"), own)
    assert (own / "data" / "figures.md").read_text() == "figures"


@pytest.mark.parametrize("saved", [FIRST, notebook("explore(1)", output="run by the learner")])
def test_a_new_edition_replaces_a_notebook_that_was_only_run(pack: Path, own: Path, saved: str):
    (own / "notebooks" / "00.ipynb").write_text(saved)
    publish(pack)
    assert give(pack, own) == ["00.ipynb", "02.ipynb"]
    assert (own / "notebooks" / "00.ipynb").read_text() == SECOND


@pytest.mark.parametrize(
    "saved", ["no notebook", notebook("explore(7)"), notebook("explore(1)", "mine"), notebook()]
)
def test_a_new_edition_is_put_once_beside_a_notebook_that_was_changed(
    pack: Path, own: Path, saved: str
):
    (own / "notebooks" / "00.ipynb").write_text(saved)
    publish(pack)
    assert give(pack, own) == [BESIDE, "02.ipynb"]
    assert (own / "notebooks" / "00.ipynb").read_text() == saved
    assert (own / "notebooks" / BESIDE).read_text() == SECOND
    (own / "notebooks" / BESIDE).unlink()
    assert give(pack, own) == []


def test_an_edition_beside_that_was_changed_is_never_touched(pack: Path, own: Path):
    (own / "notebooks" / "00.ipynb").write_text(notebook("explore(7)"))
    publish(pack)
    give(pack, own)
    (own / "notebooks" / BESIDE).write_text(notebook("explore(8)"))
    (pack / "notebooks" / "00.ipynb").write_text(notebook("explore(3)"))
    assert give(pack, own) == ["00 (new edition 2).ipynb"]
    assert (own / "notebooks" / BESIDE).read_text() == notebook("explore(8)")


def test_a_notebook_that_went_missing_is_given_anew(pack: Path, own: Path):
    renamed = (own / "notebooks" / "00.ipynb").rename(own / "notebooks" / "00 mine.ipynb")
    renamed.write_text("my own words")
    assert give(pack, own) == ["00.ipynb"] and renamed.read_text() == "my own words"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", '{"00.ipynb": 7}', "[" * 200_000])
def test_with_a_damaged_list_nothing_that_was_written_is_lost(pack: Path, own: Path, damage: str):
    (own / "notebooks" / "00.ipynb").write_text("my own words")
    (own / GIVEN).write_text(damage)
    publish(pack)
    give(pack, own)
    assert (own / "notebooks" / "00.ipynb").read_text() == "my own words"
    assert set(json.loads((own / GIVEN).read_text())) >= {"01.ipynb", "02.ipynb"}


def test_a_full_disk_does_not_keep_the_server_from_starting(tmp_path: Path):
    # A home that is a file cannot be written into, as a full or missing volume cannot.
    home = tmp_path / "home"
    home.write_text("")
    stub = tmp_path / "stub"
    (stub / "jupyterhub").mkdir(parents=True)
    (stub / "jupyterhub" / "__init__.py").touch()
    (stub / "jupyterhub" / "singleuser.py").write_text(
        "import sys\ndef main(): print('started', *sys.argv)\n"
    )
    done = subprocess.run(
        [sys.executable, ROOT / "deploy" / "image" / "start_learner.py", "--port=1"],
        env={**os.environ, "HOME": str(home), "PYTHONPATH": str(stub),
             "BORN_INTO_CARE_PACK": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert re.fullmatch(r"started jupyterhub-singleuser .*--port=1\n", done.stdout)
    assert "could not be brought up to date" in done.stderr
