"""Slides and handouts are made of the notebooks: what a notebook says is in them."""

import html
import re
from functools import cache

import lxml.html
import pytest

from born_into_care.activities import claims
from tools.build import handouts, slides, support
from tools.build.cell_content import describe_call
from tools.build.links import to_plain
from tools.build.notebook import read_notebook
from tools.build.pack import list_notebooks
from tools.build.screens import list_screens

MOST_WORDS = 25
NOTEBOOKS = {path.stem[:2]: read_notebook(path) for path in list_notebooks()}


@cache
def deck_of(number: str) -> str:
    return slides.write_deck(NOTEBOOKS[number])


@cache
def handout_of(number: str) -> list[str]:
    """The two pages of a handout."""
    return handouts.write_handout(NOTEBOOKS[number]).split('<section class="sheet">')[1:]


def answers_of(page: str) -> str:
    """The line of answers at the foot of a page, as words."""
    return re.sub(r"<[^>]+>", "", page.partition('class="answers"')[2].partition("</p>")[0])


@pytest.mark.parametrize("number", NOTEBOOKS)
class TestEachNotebook:
    def test_a_slide_has_few_words_and_its_notes_have_the_rest(self, number):
        deck = lxml.html.fromstring(deck_of(number))
        for slide in deck.xpath("//section[not(starts-with(@id, 'support'))]"):
            words = slide.xpath("string(div/*[self::h1 or self::h2] | div/ul | div/p)")
            assert 0 < len(words.split()) <= MOST_WORDS, slide.get("id")
        said = "".join(one.text_content() for one in deck.xpath("//aside"))
        for section in NOTEBOOKS[number].subject_sections:
            for block in section.blocks:
                first = to_plain(block.text).split("\n")[0][:60]
                assert first in said or not list_screens([section]), block.cell

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
            for scale in describe_call(block.call)["scales"] or ():
                answer = html.escape(scale["answer"])
                assert f"<strong>{answer}</strong>" not in first and answer in second
                assert describe_call(block.call)["prediction"].stem.plain in html.unescape(first)
                published = re.search(r"\d[\d,]*(?:\.\d+)?", scale["answer"])
                assert float(published[0].replace(",", "")) <= 0.9 * scale["top"], scale
        assert "999" in first
        # What 06 weighs is there to be marked.
        assert number != "06" or all(one.text.plain in html.unescape(first) for one in claims())

    def test_its_handout_asks_of_no_picture_that_is_not_on_it_and_answers_what_it_asks(
        self, number
    ):
        first, second = handout_of(number)
        screens = list_screens(NOTEBOOKS[number].subject_sections)
        *printed, left = [one for one in screens if one.shown["chart"]][:3] or [None]
        asks = [one for one in screens if not one.call.verb and left and one.about == left.name]
        if len(printed) == 2:
            assert [one.title for one in asks if html.escape(one.title) in first] == []
        assert re.findall(r"<strong>(\d)\.</strong>", second) == re.findall(
            r"(\d): ", answers_of(second)
        )
