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


def notebook(*sources: str, outputs: tuple[str, ...] = ()) -> str:
    """A notebook of code cells, the first of them run and saved if there are outputs."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{place}",
            "metadata": {},
            "source": source.splitlines(keepends=True),
            "execution_count": 1 if outputs and not place else None,
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": text} for text in outputs
            ]
            if not place
            else [],
        }
        for place, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


class TestANewEdition:
    """Of a notebook that the learner has opened, run and saved, as everybody does."""

    beside = "00 (new edition).ipynb"

    def first(self, pack: Path, own: Path) -> None:
        (pack / "notebooks" / "00.ipynb").write_text(notebook("explore(1)", outputs=("one",)))
        give(pack, own)

    def second(self, pack: Path) -> str:
        text = notebook("explore(2)", outputs=("two",))
        (pack / "notebooks" / "00.ipynb").write_text(text)
        return text

    def save(self, own: Path, *sources: str, name: str = "00.ipynb") -> str:
        text = notebook(*sources, outputs=("run by the learner",))
        (own / "notebooks" / name).write_text(text)
        return text

    def test_reaches_a_learner_who_only_ran_it(self, pack: Path, own: Path):
        self.first(pack, own)
        self.save(own, "explore(1)")
        second = self.second(pack)
        assert give(pack, own) == ["00.ipynb"]
        assert text(own, "00.ipynb") == second

    @pytest.mark.parametrize("sources", [("explore(7)",), ("explore(1)", "my own cell"), ()])
    def test_is_put_beside_one_whose_cells_were_changed(
        self, pack: Path, own: Path, sources: tuple[str, ...]
    ):
        self.first(pack, own)
        mine = self.save(own, *sources)
        second = self.second(pack)
        assert give(pack, own) == [self.beside]
        assert text(own, "00.ipynb") == mine
        assert text(own, self.beside) == second

    def test_is_put_beside_it_once(self, pack: Path, own: Path):
        self.first(pack, own)
        self.save(own, "explore(7)")
        self.second(pack)
        give(pack, own)
        (own / "notebooks" / self.beside).unlink()
        assert give(pack, own) == []

    def test_never_touches_an_edition_beside_that_was_changed(self, pack: Path, own: Path):
        self.first(pack, own)
        self.save(own, "explore(7)")
        self.second(pack)
        give(pack, own)
        mine = self.save(own, "explore(8)", name=self.beside)
        (pack / "notebooks" / "00.ipynb").write_text(notebook("explore(3)"))
        assert give(pack, own) == ["00 (new edition 2).ipynb"]
        assert text(own, self.beside) == mine


def test_a_notebook_that_went_missing_is_given_anew(pack: Path, own: Path):
    give(pack, own)
    kept = own / "notebooks" / "00 mine.ipynb"
    (own / "notebooks" / "00.ipynb").rename(kept)
    kept.write_text("my own words")
    assert give(pack, own) == ["00.ipynb"]
    assert kept.read_text() == "my own words"


@pytest.mark.parametrize("damage", ["", "{", "[1, 2]", '{"00.ipynb": 7}', "[" * 200_000])
def test_with_a_damaged_list_nothing_that_was_written_is_lost(pack: Path, own: Path, damage: str):
    give(pack, own)
    (own / "notebooks" / "00.ipynb").write_text("my own words")
    (own / GIVEN).write_text(damage)
    new_edition(pack)
    give(pack, own)
    assert text(own, "00.ipynb") == "my own words"
    assert set(json.loads((own / GIVEN).read_text())) >= {"01.ipynb", "02.ipynb"}


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
