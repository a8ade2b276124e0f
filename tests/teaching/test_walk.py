"""Slides and handouts are made of the notebooks: what a notebook says is in them."""

import html
import os
import re
from functools import cache

import nbformat.v4 as v4
import pytest

from born_into_care.charts.style import CONFIG
from tools.kit import handouts, moments, publish, slides, support, walk
from tools.kit.places import notebook_paths
from tools.kit.render import links_from, no_links, plain, to_html

WALKS = [walk.read(path) for path in notebook_paths()]


@cache
def deck_of(name: str) -> str:
    return slides.document(next(one for one in WALKS if one.name == name), no_links)


@cache
def handout_of(name: str) -> str:
    return handouts.document(next(one for one in WALKS if one.name == name))


def of(number: str) -> walk.Walk:
    return next(one for one in WALKS if one.number == number)


def notebook(tmp_path, *cells):
    path = tmp_path / "98_sample.ipynb"
    import nbformat

    nbformat.write(v4.new_notebook(cells=list(cells)), path)
    return path


@pytest.mark.parametrize("one", WALKS, ids=lambda one: one.name)
class TestEachNotebook:
    def test_its_title_and_sections_are_read(self, one):
        assert one.title
        assert one.why.endswith((".", "?"))
        assert 3 <= len(one.sections) <= 5

    def test_every_call_of_a_verb_becomes_something(self, one):
        for piece in one.pieces:
            if piece.verb in ("show", "explore"):
                assert moments.chart_of(piece) is not None
            if piece.verb == "predict":
                assert moments.scales_of(piece)
            if piece.verb in ("check", "reflect"):
                assert moments.asked_of(piece) is not None

    def test_its_deck_has_each_text_cell_that_is_shown(self, one):
        deck = deck_of(one.name)
        for part in one.parts:
            if part.title in slides.NOT_SHOWN or part.title == "Check yourself":
                continue
            for piece in part.pieces:
                words = plain(slides.on_a_slide(piece.text)).split("\n")[0][:60]
                assert html.escape(words, quote=False) in html.unescape(
                    deck
                ) or words in html.unescape(re.sub(r"<[^>]+>", "", deck)), piece.cell

    def test_its_deck_begins_and_ends_with_the_support_card(self, one):
        found = re.findall(r'<section id="([^"]+)"', deck_of(one.name))
        assert (found[0], found[-1]) == ("support", "support-again")
        assert len(found) == len(set(found))

    def test_its_support_card_raises_no_doubt_about_a_number(self, one):
        """Somebody in distress reads it; whoever builds the deck is told on the command line."""
        deck = deck_of(one.name)
        routes = support.to_reach(support.routes())
        assert all(deck.count(html.escape(route.contact)) >= 2 for route in routes)
        assert support.NOT_CHECKED not in deck

    def test_its_deck_has_the_guide_in_the_notes(self, one):
        deck = deck_of(one.name)
        assert '<aside class="notes">' in deck
        assert "A hard question" in deck

    def test_no_deck_or_handout_asks_for_anything_elsewhere(self, one):
        for page in (deck_of(one.name), handout_of(one.name)):
            assert (
                re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!assets/)[^"]*"', page)
                == []
            )

    def test_no_words_of_its_charts_rest_on_where_a_panel_stands(self, one):
        """In a deck, panels that stood one above the other stand side by side."""
        for piece in one.pieces:
            if (chart := moments.chart_of(piece)) is not None:
                words = " ".join((chart.description, *chart.notes))
                assert not re.search(r"(?i)\b(above|below|left of|right of) the dashed", words)

    def test_its_handout_asks_before_it_shows(self, one):
        first, second = handout_of(one.name).split('<section class="sheet">')[1:]
        for piece in one.pieces:
            for scale in moments.scales_of(piece)[: handouts.GUESSES]:
                assert f"<strong>{html.escape(scale.answer)}</strong>" not in first
                assert html.escape(scale.answer) in second
        assert "999" in first


def test_the_ten_themes_are_on_a_slide_and_on_the_handout():
    (themes,) = [found for piece in of("08").pieces if (found := moments.themes_of(piece))]
    assert [number for number, _, _ in themes] == list(range(1, 11))
    for _, title, question in themes:
        assert html.escape(title) in deck_of(of("08").name)
        assert html.escape(question) in handout_of(of("08").name)


def test_a_guess_gets_a_line_that_does_not_give_it_away():
    for one in WALKS:
        for piece in one.pieces:
            for scale in moments.scales_of(piece):
                number = re.search(r"\d[\d,]*(?:\.\d+)?", scale.answer)
                if number:
                    assert float(number[0].replace(",", "")) <= 0.9 * scale.top, scale


def test_no_chart_of_a_deck_offers_to_send_it_away():
    deck = deck_of(of("01").name)
    assert CONFIG["showSendToCloud"] is False
    assert deck.count('"showSendToCloud":false') >= deck.count("data-chart") >= 1


def test_a_notebook_without_a_title_is_named(tmp_path):
    path = notebook(tmp_path, v4.new_markdown_cell("No title."))
    with pytest.raises(ValueError, match=r"98_sample.ipynb does not begin with a title"):
        walk.read(path)


def test_what_is_folded_goes_to_the_notes_and_not_on_the_slide(tmp_path):
    path = notebook(
        tmp_path,
        v4.new_markdown_cell("# Title\n\nWhy."),
        v4.new_markdown_cell(
            "## Part\n\nAsk.\n\n<details><summary>Show</summary>\n\nSecret.\n\n</details>"
        ),
    )
    piece = walk.read(path).parts[0].pieces[0]
    assert (piece.text, piece.folded) == ("Ask.", "Secret.")


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("../data/figures.md#a", "../../../data/figures.md#a"),
        ("05_x.ipynb", "../../../notebooks/05_x.ipynb"),
        ("https://example.org/a.md", "https://example.org/a.md"),
        ("#here", "#here"),
    ],
)
def test_links_are_turned(address, wanted):
    assert links_from("notebooks", "../../../")(address) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Run the cell. Filled marks.", "Filled marks."),
        ("Look. Run both cells. Then ask.", "Look. Then ask."),
        ("Run for your life.", "Run for your life."),
        ("In the long run the cell wins.", "In the long run the cell wins."),
    ],
)
def test_a_slide_tells_nobody_to_run_a_cell(text, wanted):
    assert slides.on_a_slide(text) == wanted


def test_links_are_taken_out_for_paper():
    assert to_html("See [2,425](../a.md#b) *now*.", no_links) == "<p>See 2,425 <em>now</em>.</p>\n"


def test_pdfs_that_were_not_made_are_said_to_be_missing(tmp_path):
    ready = publish.page(tmp_path)
    assert ready.count(publish.MISSING) == 3 * len(WALKS)
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts" / "01_rising_numbers.pdf").touch()
    assert '<a href="../handouts/01_rising_numbers.pdf"' in publish.page(tmp_path)


def test_a_pdf_older_than_its_notebook_stays_off_the_site(tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "notebook_paths", lambda: notebook_paths()[:3])
    folder = tmp_path / "handouts"
    folder.mkdir()
    monkeypatch.setattr(handouts, "FOLDER", folder)
    monkeypatch.setattr(slides, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(slides, "build", lambda *_, **__: [])
    for path, made in zip(notebook_paths()[:2], (1, 3_000_000_000), strict=True):
        pdf = folder / f"{path.stem}.pdf"
        pdf.touch()
        os.utime(pdf, (made, made))
    (folder / "99_gone.pdf").touch()
    names = [path.name for path in publish.publish(tmp_path / "site") if path.suffix == ".pdf"]
    assert names == [f"{notebook_paths()[1].stem}.pdf"]


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (slides.IN_THE_PACK, "../../../data/figures.md#"),
        (slides.ON_THE_SITE, "../data/figures.html#"),
    ],
)
def test_every_link_of_a_deck_goes_the_same_way(tmp_path, place, wanted):
    (path,) = [one for one in notebook_paths() if one.stem.startswith("01")]
    (deck,) = slides.build(tmp_path, [path], place=place)
    scripts = [one.read_text("utf-8") for one in tmp_path.glob("assets/explorers/*.js")]
    assert bool(scripts) == (place is slides.IN_THE_PACK)
    for text in (deck.read_text("utf-8"), *scripts):
        links = re.findall(r"""[("'](\.\./[^"'\\]*data/figures\.[a-z]+#)""", text)
        assert set(links) <= {wanted}
    assert wanted in deck.read_text("utf-8")
