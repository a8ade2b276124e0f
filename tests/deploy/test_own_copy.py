"""A learner's own copy of the notebooks: given, brought up to date, and never taken away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.image.start_learner import GIVEN, give

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    for name in ("notebooks", "data", "teaching"):
        (folder / name).mkdir(parents=True)
    (folder / "notebooks" / "00.ipynb").write_text("zero, first edition")
    (folder / "notebooks" / "01.ipynb").write_text("one, first edition")
    (folder / "data" / "figures.md").write_text("figures")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "home" / "born-into-care"


def text(own: Path, name: str) -> str:
    return (own / "notebooks" / name).read_text()


def new_edition(pack: Path) -> None:
    (pack / "notebooks" / "00.ipynb").write_text("zero, second edition")
    (pack / "notebooks" / "02.ipynb").write_text("two, second edition")


def test_a_new_learner_gets_every_notebook_and_links_that_lead_somewhere(pack: Path, own: Path):
    assert give(pack, own) == ["00.ipynb", "01.ipynb"]
    assert (own / "notebooks" / ".." / "data" / "figures.md").read_text() == "figures"
    assert (own / "teaching").is_dir()


def test_a_second_start_writes_nothing(pack: Path, own: Path):
    give(pack, own)
    assert give(pack, own) == []


def test_a_new_edition_replaces_what_was_not_changed_and_adds_what_is_new(pack: Path, own: Path):
    give(pack, own)
    new_edition(pack)
    assert give(pack, own) == ["00.ipynb", "02.ipynb"]
    assert text(own, "00.ipynb") == "zero, second edition"


def test_what_a_learner_changed_is_never_touched(pack: Path, own: Path):
    give(pack, own)
    (own / "notebooks" / "00.ipynb").write_text("my own words")
    new_edition(pack)
    for _ in range(3):
        give(pack, own)
        assert text(own, "00.ipynb") == "my own words"


def test_a_notebook_that_went_missing_is_given_anew(pack: Path, own: Path):
    give(pack, own)
    kept = own / "notebooks" / "00 mine.ipynb"
    (own / "notebooks" / "00.ipynb").rename(kept)
    kept.write_text("my own words")
    assert give(pack, own) == ["00.ipynb"]
    assert kept.read_text() == "my own words"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", '{"00.ipynb": 7}'])
def test_with_a_damaged_list_nothing_that_was_written_is_lost(pack: Path, own: Path, damage: str):
    give(pack, own)
    (own / "notebooks" / "00.ipynb").write_text("my own words")
    (own / GIVEN).write_text(damage)
    new_edition(pack)
    give(pack, own)
    assert text(own, "00.ipynb") == "my own words"
    assert set(json.loads((own / GIVEN).read_text())) >= {"01.ipynb", "02.ipynb"}


def test_a_folder_of_the_learners_own_is_left_in_place_of_a_link(pack: Path, own: Path):
    (own / "data").mkdir(parents=True)
    (own / "data" / "mine.csv").write_text("mine")
    give(pack, own)
    assert (own / "data" / "mine.csv").read_text() == "mine"


def test_a_link_follows_the_pack_to_a_new_place(pack: Path, own: Path, tmp_path: Path):
    give(pack, own)
    moved = pack.rename(tmp_path / "elsewhere")
    give(moved, own)
    assert (own / "data" / "figures.md").read_text() == "figures"


def test_a_full_disk_does_not_keep_the_server_from_starting(tmp_path: Path):
    # A home that is a file cannot be written into, as a full or missing volume cannot.
    home = tmp_path / "home"
    home.write_text("")
    stub = tmp_path / "stub"
    (stub / "jupyterhub" / "singleuser").mkdir(parents=True)
    (stub / "jupyterhub" / "__init__.py").write_text("")
    (stub / "jupyterhub" / "singleuser" / "__init__.py").write_text(
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
    assert done.stdout == "started jupyterhub-singleuser --port=1\n"
    assert "could not be brought up to date" in done.stderr
