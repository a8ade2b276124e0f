"""Slides and handouts are made of the notebooks: what a notebook says is in them."""

import html
import os
import re
from functools import cache

import nbformat
import nbformat.v4 as v4
import pytest

from tools.build import handouts, slides, support
from tools.build.cell_content import describe_call
from tools.build.links import to_plain
from tools.build.notebook import read_notebook
from tools.build.pack import list_notebooks, write_text
from tools.build.site import build

NOTEBOOKS = {path.stem[:2]: read_notebook(path) for path in list_notebooks()}


@cache
def deck_of(number: str) -> str:
    return slides.write_deck(NOTEBOOKS[number])


@cache
def handout_of(number: str) -> list[str]:
    """The two pages of a handout."""
    return handouts.write_handout(NOTEBOOKS[number]).split('<section class="sheet">')[1:]


@pytest.mark.parametrize("number", NOTEBOOKS)
class TestEachNotebook:
    def test_its_deck_has_each_text_cell_that_is_shown(self, number):
        text = html.unescape(re.sub(r"<[^>]+>", "", deck_of(number)))
        for section in NOTEBOOKS[number].sections:
            if section.title in slides.NOT_SHOWN or section.title == "Check yourself":
                continue
            for block in section.blocks:
                words = to_plain(slides.shorten_for_slide(block.text)).split("\n")[0][:60]
                assert words in text, block.cell

    def test_its_deck_begins_and_ends_with_the_support_card(self, number):
        deck = deck_of(number)
        found = re.findall(r'<section id="([^"]+)"', deck)
        assert (found[0], found[-1]) == ("support", "support-again")
        # Somebody in distress reads it; whoever builds the deck is told on the command line.
        assert all(deck.count(html.escape(one["contact"])) >= 2 for one in support.list_reachable())
        assert "not yet: check it" not in deck

    def test_nothing_comes_from_elsewhere_and_no_chart_is_sent_away(self, number):
        loaded = r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!assets/)[^"]*"'
        for page in (deck_of(number), *handout_of(number)):
            assert re.findall(loaded, page.partition("<script>")[0]) == []
            assert page.count('"showSendToCloud":false') >= page.count("data-chart aria")

    def test_its_handout_asks_before_it_shows(self, number):
        first, second = handout_of(number)
        for block in NOTEBOOKS[number].blocks:
            if scale := describe_call(block.call)["scale"]:
                answer = html.escape(scale["answer"])
                assert f"<strong>{answer}</strong>" not in first
                assert answer in second
                published = re.search(r"\d[\d,]*(?:\.\d+)?", scale["answer"])
                assert float(published[0].replace(",", "")) <= 0.9 * scale["top"], scale
        assert "999" in first
        assert "scroll" not in first

    def test_what_a_session_asks_to_write_has_lines_that_are_never_left_out(self, number):
        first = re.sub(r"<div data-drop=.*?</div></div>", "", handout_of(number)[0], flags=re.S)
        planned = any(block.call.verb == "plan" for block in NOTEBOOKS[number].blocks)
        name = "One step, with a name" if planned else "My question for"
        assert '<div class="line">' in first.partition(f"<h2>{name}")[2]


def test_the_ten_themes_are_on_a_slide_and_on_the_handout():
    (call,) = [block.call for block in NOTEBOOKS["08"].blocks if block.call.verb == "themes_panel"]
    themes = describe_call(call)["themes"]
    assert len(themes) == 10
    for _, title, question in themes:
        assert html.escape(title) in deck_of("08")
        assert question in html.unescape(handout_of("08")[1])


def test_a_fair_sentence_is_asked_for_about_one_chart_of_the_two():
    assert "About the first chart of page 2, with its place" in handout_of("05")[0]
    assert "<p>With its place" in handout_of("07")[0]


def test_the_first_handout_has_the_five_marks_and_is_for_who_came():
    first = handout_of("00")[0]
    for mark in ("Published", "Derived", "Disputed", "Illustrative", "Not published here"):
        assert f"<li><strong>{mark}</strong>" in first
    assert "You teach a course" not in first


def test_a_notebook_is_read_with_what_is_folded_apart(tmp_path):
    path = tmp_path / "98_sample.ipynb"
    folded = "## Part\n\nAsk.\n\n<details><summary>Show</summary>\n\nSecret.\n\n</details>"
    cells = [v4.new_markdown_cell("# Title\n\nWhy."), v4.new_markdown_cell(folded)]
    nbformat.write(v4.new_notebook(cells=cells), path)
    block = read_notebook(path).sections[0].blocks[0]
    assert (block.text, block.folded) == ("Ask.", "Secret.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Run the cell. Filled marks.", "Filled marks."),
        ("Look. Run both cells. Then ask.", "Look. Then ask."),
        ("In the long run the cell wins.", "In the long run the cell wins."),
    ],
)
def test_a_slide_tells_nobody_to_run_a_cell(text, wanted):
    assert slides.shorten_for_slide(text) == wanted


def test_the_site_has_the_pdfs_that_are_newer_than_their_notebooks(tmp_path, monkeypatch):
    monkeypatch.setattr(handouts, "FOLDER", tmp_path / "handouts")
    monkeypatch.setattr(slides, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(slides, "write_decks", lambda *_, **__: [])
    old, fresh, *_ = [path.stem for path in list_notebooks()]
    for name, made in ((old, 1), (fresh, 3_000_000_000)):
        os.utime(write_text(tmp_path / "handouts" / f"{name}.pdf", ""), (made, made))
    build.publish_kit(tmp_path / "site")
    assert [path.stem for path in (tmp_path / "site").rglob("*.pdf")] == [fresh]
    page = build.write_kit_page(tmp_path / "site")
    assert page.count("not in this copy") == 3 * len(NOTEBOOKS) - 1
    assert f'<a href="../handouts/{fresh}.pdf"' in page


@pytest.mark.parametrize(("for_site", "folder"), [(False, "../../../"), (True, "../")])
def test_every_link_of_a_deck_goes_the_same_way(for_site, folder):
    deck = slides.write_deck(NOTEBOOKS["01"], for_site=for_site)
    links = re.findall(r"""[("'](\.\./[^"'\\]*data/figures\.[a-z]+#)""", deck)
    assert set(links) == {f"{folder}data/figures.{'html' if for_site else 'md'}#"}
