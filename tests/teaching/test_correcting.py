"""Correcting and adding a figure, in a copy of the pack."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from born_into_care.errors import PackError
from born_into_care.evidence.command import walk_through
from born_into_care.evidence.correct import Outcome, where
from born_into_care.evidence.places import Change, relinked
from born_into_care.evidence.schema import FIGURES
from tests.support.corrections import ID, NEW_ROW
from tests.support.prose import check_file
from tools.kit.places import ROOT

COPIED = ("data", "src", "notebooks", "teaching")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of what a correction may touch."""
    for name in COPIED:
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=shutil.ignore_patterns("__pycache__", "cohort.csv.*"),
        )
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def run(pack: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "born_into_care", "evidence", *arguments],
        cwd=pack,
        env={**os.environ, "PYTHONPATH": str(pack / "src")},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def content(pack: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(pack)): path.read_bytes()
        for path in pack.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


class TestLinks:
    def test_the_words_of_a_link_are_mended_around_the_number(self):
        change = Change("a", "41", "42", "North East")
        text, left = relinked(
            "[41%](../data/figures.md#a) and [41 per cent](x/figures.md#a)", change
        )
        assert text == "[42%](../data/figures.md#a) and [42 per cent](x/figures.md#a)"
        assert left == []

    def test_another_row_and_a_part_of_a_number_are_left_alone(self):
        change = Change("a", "41", "42", "North East")
        text = (
            "[41](../data/figures.md#ab) [41.5](../data/figures.md#a) [141](../data/derived.md#a)"
        )
        assert relinked(text, change) == (
            text,
            ["[41.5](../data/figures.md#a)", "[141](../data/derived.md#a)"],
        )


class TestWhere:
    def test_it_finds_links_and_plain_digits(self):
        found = where(ID)
        assert any(place.path.startswith("notebooks/01") for place in found)
        assert any(place.path.endswith(".py") and "plain" in place.why for place in found)

    def test_a_figure_that_does_not_exist_says_what_does(self):
        with pytest.raises(PackError, match="Did you mean"):
            where("newborns-england-2012-14")


@pytest.mark.slow
class TestCorrecting:
    def test_a_dry_run_changes_nothing(self, pack):
        before = content(pack)
        done = run(pack, "correct", ID, "--value", "2430", "--dry-run")
        assert "Would change newborns-england-2012-13: 2,425 to 2,430" in done.stdout
        assert content(pack) == before

    def test_every_link_to_it_and_to_what_follows_from_it_is_changed(self, pack):
        done = run(pack, "correct", ID, "--value", "2430")
        assert done.returncode == 1
        assert "derived-difference-newborns-england: 489 to 484" in done.stdout
        for path in [*pack.glob("notebooks/*.ipynb"), *pack.glob("teaching/**/*.md")]:
            text = path.read_text("utf-8")
            assert f"[2,425](../data/figures.md#{ID})" not in text, path.name
            assert "[489](../data/derived.md#derived-difference-newborns-england)" not in text
            if path.suffix == ".ipynb":
                json.loads(text)
        assert f"[2,430](../data/figures.md#{ID})" in (
            pack / "notebooks" / "01_rising_numbers.ipynb"
        ).read_text("utf-8")
        assert "**2,430 babies**" in (pack / "data" / "figures.md").read_text("utf-8")

    def test_what_a_person_must_look_at_is_named_with_its_place(self, pack):
        done = run(pack, "correct", ID, "--value", "2430")
        named = done.stderr
        assert "src/born_into_care/evidence/values.py, line " in named
        assert "notebooks/01_rising_numbers.ipynb, cell england-see: read it" in named

    def test_the_prose_test_finds_what_a_correction_of_the_table_alone_leaves(self, pack):
        """Without the command, a changed row leaves pages that say the old number."""
        path = ROOT / "notebooks" / "01_rising_numbers.ipynb"
        assert check_file(path) == []
        changed = pack / "notebooks" / "01_rising_numbers.ipynb"
        changed.write_text(changed.read_text("utf-8").replace("[2,425]", "[2,430]"), "utf-8")
        assert any("2,430" in problem.found for problem in check_file(changed))

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (
                (ID, "--value", "2,430"),
                "The new value is '2,430'. Type it in digits without commas",
            ),
            ((ID, "--set", "standing=certain"), "It may hold agreed, reported or disputed"),
            ((ID, "--set", "colour=red"), "There is no column 'colour'"),
            ((ID, "--set", "source_id=nobody"), "which is not in sources.csv"),
            ((ID, "--value", "2425"), "Nothing changes"),
            (("same-day-england-wales-2019-20", "--value", "17"), "Give the new text too"),
            ((ID,), "Say what changes"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_is_lost(self, pack, arguments, said):
        before = content(pack)
        done = run(pack, "correct", *arguments)
        assert done.returncode == 2
        assert said in done.stderr, done.stderr
        assert content(pack) == before


@pytest.mark.slow
class TestAdding:
    def settings(self, **other: str) -> list[str]:
        return [
            part
            for name, text in {**NEW_ROW, **other}.items()
            for part in ("--set", f"{name}={text}")
        ]

    def test_a_row_is_added_and_has_its_entry(self, pack):
        done = run(pack, "add", *self.settings())
        assert done.returncode == 0, done.stderr
        assert "[100](../data/figures.md#newborns-scotland-2012-13)" in done.stdout
        assert "### newborns-scotland-2012-13" in (pack / "data" / "figures.md").read_text("utf-8")

    def test_an_id_that_exists_leads_to_correcting(self, pack):
        done = run(pack, "add", *self.settings(figure_id=ID))
        assert f"born-into-care evidence correct {ID}" in done.stderr

    def test_a_missing_column_says_what_belongs_there(self, pack):
        done = run(pack, "add", "--set", "figure_id=a")
        assert done.returncode == 2
        assert "measure is missing: What is counted or measured." in done.stderr


class TestAsking:
    def test_each_column_is_asked_for_until_it_fits(self, capsys):
        answers = iter(
            ["an-id", "a measure", "", "twelve", "babies", "", "exactly", "exact", "England",
             "2020", "newborn", "ons2012", "agreed", "", ""]
        )  # fmt: skip
        row = walk_through(FIGURES, {}, lambda _: next(answers))
        said = capsys.readouterr().out
        assert (row["figure_id"], row["precision"], row["note"]) == ("an-id", "exact", "")
        assert "This column needs a value." in said
        assert "There is no value 'exactly'" in said

    def test_what_was_given_is_not_asked_for(self):
        row = walk_through(FIGURES, dict.fromkeys(FIGURES.headings, "x"), None)
        assert set(row) == set(FIGURES.headings)

    def test_an_outcome_without_places_is_done(self):
        assert Outcome((), (), ()).for_a_person == ()
