"""One set of blocks as HTML, Word and Markdown: accessible, harmless, the same bytes each time."""

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from born_into_care.documents import (
    Document,
    DrawnValue,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sources,
    Table,
    to_docx,
    to_html,
    to_html_fragment,
    to_markdown,
)

ROW = "Short notice, 2019/20"
MARKS = (
    DrawnValue(ROW, 40.0, "40", "yours", 31.4, 52.6),
    *(DrawnValue(ROW, value, f"{value:.0f}", "published") for value in (95.0, 60.0, 80.0)),
)


def document(text: str = "Leeds") -> Document:
    """A document with each kind of block, all with the same text."""
    blocks = (
        Heading(text, page=True), Heading(text, level=3), Paragraph(text, "strong"),
        Paragraph(f"{text}\n{text}", "quote"), Paragraph(text, link=(text, "https://example.org/a")),
        Items((text,)), Items((text, text), numbered=True),
        Table(text, (text, "B"), ((text, text),), text),
        Picture(text, text, text, (ROW,), MARKS),
        Sources(((text, "https://example.org/b"), (text, "javascript:alert(1)"))),
    )  # fmt: skip
    return Document(text, blocks, illustrative=True)


HOSTILE = ["<script>alert(1)</script>", "=HYPERLINK(1)", "{{ 7 * 7 }}", "</w:t><w:br/>", "](x)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_tries_to_run_is_text_everywhere(text: str) -> None:
    made = document(text)
    page = html.fromstring(to_html(made))
    assert page.findtext(".//h1") == text
    assert not page.xpath("//script | //img | //iframe | //@onerror")
    assert set(page.xpath("//@href")) == {"https://example.org/a", "https://example.org/b"}
    word = docx.Document(io.BytesIO(to_docx(made)))
    assert word.paragraphs[0].text == word.core_properties.title == text
    shown = html.fromstring(MarkdownIt().enable("table").render(to_markdown(made)))
    assert shown.findtext(".//h1") == shown.findtext(".//td") == text
    assert set(shown.xpath("//@href")) == set(page.xpath("//@href"))


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_written_and_none_of_it_is_lost_to_a_fault(text: str) -> None:
    made = document(text)
    to_html(made).encode()
    to_markdown(made).encode()
    docx.Document(io.BytesIO(to_docx(made)))


def test_the_page_is_whole_and_names_what_it_shows() -> None:
    text = to_html(document(), identifier="made-by-us")
    assert "default-src 'none'" in text and 'name="generator" content="made-by-us"' in text
    page = html.fromstring(text)
    assert page.get("lang") == "en-GB" and page.findtext(".//title") == "Leeds"
    assert [len(page.findall(f".//{tag}")) for tag in ("h1", "main", "h2", "h3")] == [1, 1, 1, 1]
    picture = page.find(".//svg")
    assert all(page.find(f".//*[@id='{i}']").text for i in picture.get("aria-labelledby").split())
    assert page.findtext(".//caption") == "Leeds"
    assert all(row.find("th") is not None for row in page.iter("tr"))
    assert "Illustrative." in page.text_content()
    fragment = html.fragment_fromstring(to_html_fragment(document(), lower=3), "div")
    assert fragment.find(".//h4") is not None and fragment.find(".//h1") is None


def test_labels_on_one_row_keep_apart() -> None:
    page = html.fromstring(to_html(document()))
    labels = {e.text: e.get("text-anchor") for e in page.iter("text") if e.get("font-size") == "11"}
    assert labels == {"2019/20": "end", "60": "end", "80": "middle", "95": "end"}


def test_word_has_headings_heading_rows_and_properties() -> None:
    content = to_docx(document(), identifier="made-by-us")
    assert content == to_docx(document(), identifier="made-by-us") and b"made-by-us" in content
    word = docx.Document(io.BytesIO(content))
    names = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
    assert [names.count(f"Heading {level}") for level in (1, 2, 3)] == [1, 1, 1]
    assert word.core_properties.language == "en-GB" and word.core_properties.author == ""
    assert 'w:lang w:val="en-GB"' in word.styles["Normal"].element.xml
    assert all("tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_has_the_picture_as_shapes_with_its_words_a_title_and_a_description() -> None:
    word = docx.Document(io.BytesIO(to_docx(document())))
    (group,) = word.element.iter("{*}wgp")
    (about,) = word.element.iter("{*}docPr")
    assert (about.get("title"), about.get("descr")) == ("Leeds", "Leeds")
    page = html.fromstring(to_html(document()))
    texts = [text.text for text in group.iter("{*}t")]
    assert texts == [text.text for text in page.iter("text")] and "Short notice" in texts
    marks = [shape.get("prst") for shape in group.iter("{*}prstGeom")]
    assert (marks.count("diamond"), marks.count("ellipse")) == (2, 4)
    numbers = [e.get("id") for e in word.element.iter("{*}docPr", "{*}cNvPr")]
    assert len(numbers) > 20 and len(set(numbers)) == len(numbers)
    # LibreOffice moves a group whose shapes reach out of it to the left.
    assert min(int(place.get("x")) for place in group.iter("{*}off")) == 0
