"""The kit's pages: fresh, linked, and saying where their figures come from."""

import datetime
import itertools
import re
from pathlib import Path

import nbformat
import pytest

import born_into_care
from tests.support import links, markdown
from tools.build import support
from tools.build.generated_blocks import replace_block
from tools.build.pack import NOTEBOOKS, ROOT, TEACHING, list_notebooks
from tools.build.pages import write_pages

WRITTEN = sorted(
    [*TEACHING.rglob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CODE_OF_CONDUCT.md",
     ROOT / "CHANGELOG.md"]
)  # fmt: skip
NEVER = re.compile(r"\b(?:simply|just|obviously|clearly|of course|easily|trivial)\b", re.IGNORECASE)
AMERICAN = re.compile(
    r"\b(?:\w{3,}iz(?:e|es|ed|ing|ation)|analyz\w+|colors?|behaviors?|labeled|gray)\b",
    re.IGNORECASE,
)


def test_every_made_page_is_what_its_data_give():
    stale = [path.name for path, text in write_pages().items() if path.read_text("utf-8") != text]
    assert stale == [], "run 'make kit'"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
class TestAPage:
    def test_its_links_lead_somewhere(self, path: Path):
        text = path.read_text("utf-8")
        found = [links.broken(address, page=path) for address in markdown.links(text)]
        assert [problem for problem in found if problem] == []

    def test_it_begins_with_one_title_and_leaves_no_level_out(self, path: Path):
        found = markdown.headings(path.read_text("utf-8"))
        levels = [heading.level for heading in found]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_its_words_are_plain_and_british(self, path: Path):
        # Words that a page names in order to say "not these" stand in quotation marks.
        text = re.sub(r"\"[^\"\n]*\"|`[^`]*`|https?://\S+", "", path.read_text("utf-8"))
        assert NEVER.findall(text) == []
        assert AMERICAN.findall(text) == []


def test_the_first_notebook_leads_to_the_kit():
    found = markdown.links(links.markdown_of(NOTEBOOKS / "00_start_here.ipynb"))
    for page in ("README.md", "facilitator_guide.md", "glossary.md", "support.md"):
        assert any(link.split("#")[0] == f"../teaching/{page}" for link in found), page


@pytest.mark.parametrize("path", [ROOT / "README.md", *list_notebooks()], ids=lambda p: p.stem)
def test_nobody_is_promised_what_a_server_does_not_keep(path):
    """On Binder, what is written goes to a server, and is gone when the visit ends."""
    text = links.markdown_of(path)
    assert not re.search(r"nothing is (?:lost|sent)", text, re.IGNORECASE)
    for match in re.finditer(r"sent nowhere( else)?", text):
        assert match[1], match[0]


def test_a_visitor_of_the_site_hears_that_it_keeps_and_how_to_delete():
    """What a page keeps outlasts the visit, and the next at a shared computer may read it."""
    text = (TEACHING / "learners" / "set_up.md").read_text("utf-8")
    (row,) = re.findall(r"^\| The site .*", text, re.MULTILINE)
    button = re.search(r"until you delete it: .*press \*(.+?)\* in notebook 08", row)
    assert button
    script = ROOT / "src/born_into_care/activities/frontend/recordview.js"
    assert f'button("{button[1]}"' in script.read_text("utf-8")
    notebook = nbformat.read(NOTEBOOKS / "08_from_evidence_to_practice.ipynb", as_version=4)
    assert "record()" in [cell.source for cell in notebook.cells]


def test_the_kit_page_leads_to_every_written_part():
    found = {
        link.split("#")[0] for link in markdown.links((TEACHING / "README.md").read_text("utf-8"))
    }
    parts = [
        path.relative_to(TEACHING).as_posix()
        for path in TEACHING.rglob("*.md")
        if path != TEACHING / "README.md"
    ]
    assert [part for part in parts if part not in found] == []


def test_the_guide_has_each_notebook_with_three_misreadings_a_question_and_a_discussion():
    text = (TEACHING / "facilitator_guide.md").read_text("utf-8")
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        match = re.search(
            rf"^### {path.stem[:2]} .+?\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE
        )
        assert match, path.stem
        assert re.findall(r"^\d\. \*\"", match.group(1), re.MULTILINE) == [
            '1. *"',
            '2. *"',
            '3. *"',
        ]
        assert "**A hard question.**" in match.group(1)
        assert "**Model discussion.**" in match.group(1)


def test_the_version_is_the_same_in_the_citation_and_the_changelog():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {born_into_care.__version__}\n" in citation
    assert f"\n## {born_into_care.__version__}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_changelog_gives_the_day_of_the_citation():
    day = re.search(r"^date-released: (\S+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    assert day
    on = datetime.date.fromisoformat(day[1])
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entry = text.split(f"\n## {born_into_care.__version__}\n")[1]
    assert entry.startswith(f"\n{on.day} {on:%B %Y}.")


def test_the_kit_says_how_to_come_by_what_has_to_be_made():
    text = (TEACHING / "README.md").read_text("utf-8")
    for line in ("`make slides`, then `build/kit/slides/index.html`",
                 "`make handouts`, then `build/kit/handouts`",
                 "`make exports`, then `build/kit/questions`", "make kit site",
                 "build/born-into-care-site.zip", "On Windows", "Chromium"):  # fmt: skip
        assert line in text


ROW = "a,Name,What,England,0800 000,Always,https://example.org/,Not tried,"


def read_table(folder: Path, *rows: str) -> list[support.Route]:
    path = folder / "support.csv"
    heading = (ROOT / "data" / "support.csv").read_text("utf-8").splitlines()[0]
    path.write_text("\n".join([heading, *rows]) + "\n", "utf-8")
    return support.read_routes(path)


def test_whether_a_route_was_tried_is_said_to_who_prints(tmp_path):
    (untried,) = read_table(tmp_path, ROW)
    (tried,) = read_table(tmp_path, f"{ROW}2026-11-03")
    assert (untried["checked"], tried["checked"]) == ("not yet: check it", "3 November 2026")
    told = support.describe_unchecked([untried, tried])
    assert told.startswith("Nobody has tried these support routes yet: Name.")
    assert support.describe_unchecked([tried]) == ""
    assert "not yet" not in support.write_card()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (f"{ROW}3/11/26", r"line 2, column 'date_checked': .*'3/11/26'"),
        (f"{ROW},more", "line 2: the columns are to be"),
    ],
)
def test_a_row_that_is_not_as_it_should_be_is_named(tmp_path, row, problem):
    with pytest.raises(ValueError, match=problem):
        read_table(tmp_path, row)


def test_no_page_but_one_holds_a_number_to_call():
    """A number that changes is changed in one place."""
    numbers = [
        route["contact"].split(";")[0]
        for route in support.read_routes()
        if re.match(r"[\d ]+(?:;|$)", route["contact"])
    ]
    assert numbers
    for path in TEACHING.rglob("*.md"):
        if path.name != "support.md":
            text = path.read_text("utf-8")
            assert not [number for number in numbers if number in text], path.name


def test_the_page_says_to_check_before_printing():
    assert "Check before you print" in (TEACHING / "support.md").read_text("utf-8")


def test_marks_that_are_missing_are_named():
    with pytest.raises(ValueError, match=r"made from a.csv"):
        replace_block("# A page without marks", "a.csv", "new")
