"""Figures in texts come from their rows, and nothing in a text can act as markup."""

from __future__ import annotations

import html.parser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities.references import (
    Piece,
    RichText,
    fact,
    markdown_text,
    plain,
    references,
    resolve,
)
from born_into_care.errors import PackError


def test_a_figure_is_filled_in_and_linked():
    text = resolve("From {figure:newborns-england-2012-13} to {figure:newborns-england-2019-20}.")
    assert text.plain == "From 2,425 to 2,914."
    assert '<a href="../data/figures.md#newborns-england-2012-13">2,425</a>' in text.html
    assert [part.get("link") for part in text.parts].count(None) == 3


def test_births_are_filled_in_and_linked():
    text = resolve("{births:wales-2019} births")
    assert text.markdown == "[29,704](../data/live-births.md#wales-2019) births"


def test_a_region_of_several_words_has_births_too():
    assert fact("births", "yorkshire-and-the-humber-2019").value > 0


def test_a_unit_can_be_asked_for():
    assert resolve("{figure:incidence-wales-2019-20|unit}").plain == "68.3 per 10,000 live births"


@pytest.mark.parametrize(
    "text",
    [
        "{figure:newborns-england-2012}",
        "{derived:nothing}",
        "{births:england-1066}",
        "{births:atlantis-2019}",
        "{births:england}",
        "{number:four}",
        "{page:A page|javascript:alert(1)}",
        "{source:nobody}",
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error(text: str):
    with pytest.raises(PackError):
        resolve(text)


def test_a_missing_figure_names_the_nearest():
    with pytest.raises(PackError, match="newborns-england-2012-13"):
        resolve("{figure:newborns-england-2012-14}")


def test_references_are_listed():
    text = "{figure:a-b} and {births:england-2019|unit} and {page:x|https://y.uk}"
    assert references(text) == [("figure", "a-b"), ("births", "england-2019"), ("page", "x")]


class Reader(html.parser.HTMLParser):
    """Collects the text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.append(tag)


@given(st.text(max_size=100))
def test_typed_text_is_only_text_in_html(text: str):
    reader = Reader()
    reader.feed(f"<p>{plain(text).html}</p>")
    reader.close()
    assert reader.tags == ["p"]
    assert reader.text.replace("\r", "") == text.replace("\r", "")


def test_a_linked_piece_is_escaped_too():
    text = RichText((Piece("<b>", 'x" onclick="y'),))
    assert text.html == '<a href="x&quot; onclick=&quot;y">&lt;b&gt;</a>'


def test_typed_text_is_only_text_in_markdown():
    shown = markdown_text("<script>*x*</script>\n# heading\n1. item\n- item\n[a](javascript:b)|`c`")
    assert "<script" not in shown
    for line in shown.splitlines():
        assert not line.startswith(("# ", "1. ", "- "))
    assert "](" not in shown.replace("\\](", "")
