"""The pages, the dictionary, the derived figures and the data package say what the tables say."""

import json
from pathlib import Path

import frictionless
import pytest

from born_into_care.errors import PackError
from born_into_care.evidence import all_births, all_derived, all_figures, all_sources, reload
from born_into_care.paths import data_folder
from tests.support import markdown
from tests.support.links import broken
from tools.data.build import made_files, write_files

IDS = {
    "figures.md": [row.id for row in all_figures()],
    "derived.md": [row.id for row in all_derived()],
    "live-births.md": [row.id for row in all_births()],
    "sources.md": [row.id for row in all_sources()],
}
PACKAGE = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))
TABLES = {table["path"]: table for table in PACKAGE["resources"]}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    reload()


def read(folder: Path, name: str) -> str:
    return (folder / name).read_bytes().decode()


def test_a_changed_digit_reaches_each_file_that_follows_from_it(in_place: Path) -> None:
    change(in_place / "figures.csv", '2914,"2,914"', '2941,"2,941"')
    made = made_files()
    stale = {name for name, text in made.items() if text != read(in_place, name)}
    assert stale >= {"figures.md", "derived.csv", "derived.md", "datapackage.json"}
    entry = made["figures.md"].partition("### newborns-england-2019-20\n")[2]
    assert entry.startswith("\n**2,941 babies**")


def test_each_made_file_is_as_its_tables_give_it_and_is_written_anew(in_place: Path) -> None:
    made = made_files()
    for name, text in made.items():
        assert read(in_place, name) == text, f"{name} is not what its tables give: 'make data'"
        (in_place / name).write_text(f"{text}\n", "utf-8")
    (in_place / "derived.md").unlink()
    assert write_files() == list(made)
    assert {name: read(in_place, name) for name in made} == made


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (",agreed,", ",certain,", 'row at position "2" and field "standing"'),
        ("\nnewborns-england-2019-20,", "\nnewborns-england-2012-13,", 'Row at position "3"'),
    ],
)
def test_a_row_that_does_not_fit_the_descriptor_is_named(
    in_place: Path, old: str, new: str, fault: str
) -> None:
    change(in_place / "figures.csv", old, new)
    with pytest.raises(PackError) as caught:
        write_files()
    assert str(caught.value).startswith("figures.csv: ") and fault in str(caught.value)


def test_frictionless_finds_every_table_described_and_sound() -> None:
    report = frictionless.validate(data_folder() / "datapackage.json")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    found = {path.relative_to(data_folder()).as_posix() for path in data_folder().rglob("*.csv")}
    assert found == {task.place for task in report.tasks} == set(TABLES)


def test_each_row_has_one_heading_whose_anchor_is_its_id_and_every_link_leads_somewhere() -> None:
    pages = {path.name: path for path in data_folder().rglob("*.md")}
    assert len(pages) >= 5
    for name, path in pages.items():
        text = path.read_text("utf-8")
        wrong = [problem for link in markdown.links(text) if (problem := broken(link, page=path))]
        assert wrong == [], name
        ids = [heading.text for heading in markdown.headings(text) if heading.level == 3]
        anchors = [markdown.anchor(heading.text) for heading in markdown.headings(text)]
        if name in IDS:
            assert sorted(ids) == sorted(IDS[name])
            assert len(anchors) == len(set(anchors)), f"{name}: two headings share an anchor"
            assert set(ids) <= set(anchors)
