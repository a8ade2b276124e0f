"""The pages, the dictionary and the data package say what the tables say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import frictionless
import pytest

from born_into_care.evidence import births_by_id, derived, figures, sources
from born_into_care.evidence.__main__ import main
from born_into_care.evidence.build import build, changed_tables, generated, stale
from born_into_care.evidence.other_tables import TABLES
from born_into_care.evidence.page import anchors, pages
from born_into_care.paths import data_folder
from tests.support import markdown
from tests.support.links import broken

PAGES = ("figures.md", "derived.md", "live-births.md", "sources.md")


def test_nothing_generated_is_stale() -> None:
    assert stale() == []
    assert changed_tables() == []


def test_a_changed_digit_is_caught_and_its_place_is_named(in_place: Path) -> None:
    path = in_place / "figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('2914,"2,914"', '2941,"2,941"'), encoding="utf-8")
    troubles = stale()
    page = next(one for one in troubles if one.startswith("figures.md"))
    assert "(newborns-england-2019-20)" in page
    assert "'**2,914 babies**'" in page and "'**2,941 babies**'" in page
    assert any(one.startswith("derived.csv, line 3") for one in troubles)
    (hashed,) = changed_tables()
    assert hashed.startswith("figures.csv is not the file that datapackage.json describes")


@pytest.mark.parametrize("name", TABLES)
def test_any_changed_table_is_caught_by_its_hash(copied: Path, name: str) -> None:
    path = copied / TABLES[name].path
    path.write_bytes(path.read_bytes() + b"\n")
    (found,) = changed_tables(copied)
    assert found.startswith(f"{TABLES[name].path} ")


def test_every_table_of_data_is_described() -> None:
    held = {path.relative_to(data_folder()).as_posix() for path in data_folder().rglob("*.csv")}
    # A lecturer's own copy of the report's table, which is not part of the pack.
    held.discard("transcription.csv")
    assert held == {table.path for table in TABLES.values()}


@pytest.mark.parametrize("name", sorted(generated()))
def test_each_generated_file_is_watched(copied: Path, name: str) -> None:
    path = copied / name
    path.write_text(path.read_text(encoding="utf-8").replace("a", "b", 1), encoding="utf-8")
    assert [one.partition(",")[0] for one in stale(copied)] == [name]
    path.unlink()
    assert stale(copied) == [f"{name} is missing. Run 'python -m born_into_care.evidence'."]
    assert path in build(copied)
    assert stale(copied) == []


def test_the_command_writes_and_checks(in_place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    (in_place / "figures.md").write_text("old", encoding="utf-8")
    assert main(["--check"]) == 1
    assert "figures.md, line 1" in capsys.readouterr().out
    assert main([]) == 0
    assert main(["--check"]) == 0


def test_frictionless_finds_the_package_sound() -> None:
    report = frictionless.validate(data_folder() / "datapackage.json")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    assert {task.place for task in report.tasks} == {table.path for table in TABLES.values()}


def test_frictionless_sees_a_source_that_does_not_exist(copied: Path) -> None:
    path = copied / "live_births.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",welshgov2014", ",welshgov2041"), encoding="utf-8"
    )
    report = frictionless.validate(copied / "datapackage.json")
    types = {row[0] for row in report.flatten(["type"])}
    assert "foreign-key" in types
    assert types & {"hash-count", "byte-count"}


def test_the_package_names_licences_and_every_source() -> None:
    package = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in package["licenses"]} == {"CC-BY-4.0", "OGL-UK-3.0"}
    by_name = {one["name"]: one for one in package["resources"]}
    assert by_name["live_births"]["licenses"][0]["name"] == "OGL-UK-3.0"
    assert len(package["sources"]) == len(sources())
    for one in package["resources"]:
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", one["hash"])
        assert all(field["description"] for field in one["schema"]["fields"])


def test_numbers_in_the_tables_have_a_unit_in_the_dictionary() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert bool(column.unit) == (column.type != "string"), (table.name, column.name)


@pytest.mark.parametrize("name", PAGES)
def test_each_row_has_one_heading_whose_anchor_is_its_id(name: str) -> None:
    ids = {
        "figures.md": figures()["figure_id"].tolist(),
        "derived.md": derived()["derived_id"].tolist(),
        "live-births.md": list(births_by_id()),
        "sources.md": sources()["source_id"].tolist(),
    }[name]
    page = (data_folder() / name).read_text(encoding="utf-8")
    entries = re.findall(r"^### (.+)$", page, flags=re.MULTILINE)
    assert sorted(entries) == sorted(ids)
    found = anchors(page)
    assert len(found) == len(set(found)), "two headings would share an anchor"
    assert set(ids) <= set(found)
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)
    assert found == [markdown.anchor(one.text) for one in markdown.headings(page)]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_leads_somewhere(name: str) -> None:
    path = data_folder() / name
    found = [broken(address, page=path) for address in markdown.links(path.read_text("utf-8"))]
    assert [one for one in found if one] == []


def test_an_entry_says_all_that_its_reader_needs() -> None:
    page = pages()["figures.md"]
    entry = page.partition("### newborns-wales-2019-20-rip\n")[2].partition("\n### ")[0]
    for part in (
        "**241 babies**",
        "Of whom: newborn = under two weeks old",
        "Where: Wales",
        "When: 2019/20",
        "How exactly: exact",
        "Standing: disputed",
        "read as: whole article",
        "](https://www.researchinpractice.org.uk/",
        "Note: ",
        "Another account: [203 babies](figures.md#newborns-wales-2019-20-nfjo)",
    ):
        assert part in entry
    rounded = page.partition("### incidence-england-2012-13\n")[2].partition("\n### ")[0]
    assert "rounded to whole: from 34.5 to 35.5 per 10,000 live births" in rounded


def test_a_derived_entry_shows_its_sum_and_whether_it_agrees() -> None:
    page = pages()["derived.md"]
    entry = page.partition("### derived-incidence-wales-2019-20-241\n")[2].partition("\n### ")[0]
    assert "**81.13 per 10,000 live births** (derived)" in entry
    assert "The sum: 241 / 29,704 × 10,000" in entry
    assert "the sum does not give [68.3 per 10,000 live births]" in entry
    assert "[29,704 live births](live-births.md#wales-2019)" in entry


def test_every_disagreement_is_linked_from_both_entries() -> None:
    page = pages()["figures.md"]
    for row in figures().itertuples():
        entry = page.partition(f"### {row.figure_id}\n")[2].partition("\n### ")[0]
        for other in filter(None, str(row.disagrees_with).split(";")):
            assert f"(figures.md#{other})" in entry


def test_every_link_of_the_folder_s_own_page_leads_somewhere() -> None:
    path = data_folder() / "README.md"
    found = [broken(address, page=path) for address in markdown.links(path.read_text("utf-8"))]
    assert found
    assert [one for one in found if one] == []
