"""The kit's pages: fresh, linked, and saying where their figures come from."""

import datetime
import itertools
import re
from pathlib import Path

import pytest

import born_into_care
from tests.support import links, markdown, wording
from tools.build import support
from tools.build.pack import NOTEBOOKS, ROOT, TEACHING, list_notebooks
from tools.build.pages import write_pages

WRITTEN = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CODE_OF_CONDUCT", "CHANGELOG")),
    *sorted(TEACHING.rglob("*.md")),
]


def test_every_made_page_is_what_its_data_give():
    stale = [path.name for path, text in write_pages().items() if path.read_text("utf-8") != text]
    assert stale == [], "run 'make kit'"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_has_whole_links_one_title_no_level_left_out_and_plain_british_words(path: Path):
    text = path.read_text("utf-8")
    found = (links.broken(address, page=path) for address in markdown.links(text))
    assert [problem for problem in found if problem] == []
    levels = [heading.level for heading in markdown.headings(text)]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    # Words that a page names in order to say "not these" stand in quotation marks.
    words = re.sub(r"\"[^\"\n]*\"|`[^`]*`|https?://\S+", "", text)
    assert [fault for fault in wording.faults(words) if "is not said of" not in fault] == []


def test_the_first_notebook_leads_to_the_kit_and_the_kit_to_every_part():
    found = links_of(links.markdown_of(NOTEBOOKS / "00_start_here.ipynb"))
    wanted = ("README.md", "facilitator_guide.md", "glossary.md", "support.md")
    assert {f"../teaching/{page}" for page in wanted} <= found
    kit = (TEACHING / "README.md").read_text("utf-8")
    parts = {path.relative_to(TEACHING).as_posix() for path in TEACHING.rglob("*.md")}
    assert parts - links_of(kit) == {"README.md"}


def links_of(text: str) -> set[str]:
    return {link.split("#")[0] for link in markdown.links(text)}


def test_the_guide_has_each_notebook_with_three_misreadings_a_question_and_a_discussion():
    text = (TEACHING / "facilitator_guide.md").read_text("utf-8")
    for path in list_notebooks():
        part = re.search(rf"(?ms)^### {path.stem[:2]} .+?\n(.*?)(?=^##)", text)[1]
        headings = re.findall(
            r"(?m)^(?:(\d)\. \*\"|\*\*(A hard question|Model discussion)\.)", part
        )
        wanted = ["1", "2", "3", "A hard question", "Model discussion"]
        assert sorted(map("".join, headings)) == wanted, path.stem


def test_citation_and_changelog_name_one_version_and_one_day():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    version = born_into_care.__version__
    assert f"\nversion: {version}\n" in citation
    day = datetime.date.fromisoformat(re.search(r"(?m)^date-released: (\S+)$", citation)[1])
    assert f"\n## {version}\n\n{day.day} {day:%B %Y}." in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_no_page_but_one_holds_a_number_to_call():
    """A number that changes is changed in one place."""
    contacts = [route["contact"].split(";")[0] for route in support.read_routes()]
    numbers = [contact for contact in contacts if re.fullmatch(r"[\d ]+", contact)]
    assert numbers
    for path in TEACHING.rglob("*.md"):
        text = path.read_text("utf-8")
        assert path.name == "support.md" or not any(map(text.__contains__, numbers)), path.name
