"""The record as documents: laid out as a record of professional development, escaped, whole."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from born_into_care.activities import export
from born_into_care.activities.planning import plan
from born_into_care.activities.predicting import keep_guesses, prediction_of
from born_into_care.activities.recordfile import RecordFile
from born_into_care.activities.records import PASSING, RecordWidget, exported, record
from born_into_care.activities.reflecting import reflect
from born_into_care.activities.selfcheck import check
from born_into_care.errors import PackError

NASTY = (
    '<script>alert("x")</script> & <img src=x onerror=y> | # not a heading\n- not a list\n1. [a](b)'
)
HEADINGS = [
    "What I did and when",
    "What I learnt",
    "What changes in my practice",
    "What a peer said",
    "My plan",
    "What I expected before I looked",
    "What this layout follows",
]


@pytest.fixture
def filled(file: RecordFile) -> RecordFile:
    """A record with one of everything, all of it nasty."""
    check("01-change-size", answer="20%")
    reflect("01-reflect-expect", text=NASTY)
    reflect("02-reflect-say", text="I will say the place and the years.")
    reflect("08-reflect-peer", text="She said: ask the ward first.")
    reflect("What is <i>mine</i> to do?", text="Plain\n\ntwo paragraphs")
    plan(step=NASTY, theme_number=7, who="<b>me</b>", by="2026-06-30")
    keep_guesses(
        prediction_of(["newborns-england-2019-20"], labels=["<u>England</u>"]),
        {"newborns-england-2019-20": "<i>30</i>"},
    )
    return file


class Page(HTMLParser):
    """Collects the text under each heading, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.headings: list[tuple[int, str]] = []
        self.text = ""
        self._in = ""

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)
        self._in = tag
        if re.fullmatch(r"h\d", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if re.fullmatch(r"h\d", self._in):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)


def read_page(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    return page


def read_word(made: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(made))


def test_the_page_holds_everything_and_nothing_acts(filled: RecordFile):
    page = read_page(export.as_page(export.lay_out(filled.read())))
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul",
        "li", "table", "caption", "thead", "tbody", "tr", "th", "td", "a",
    }  # fmt: skip
    assert [text for level, text in page.headings if level == 2] == HEADINGS
    for typed in (NASTY, "I will say the place", "She said", "two paragraphs", "<b>me</b>"):
        assert typed in page.text
    assert "What is <i>mine</i> to do?" in [text for level, text in page.headings if level == 3]
    assert "<i>30</i>" in page.text


def test_the_page_needs_nothing_from_elsewhere(filled: RecordFile):
    text = export.as_page(export.lay_out(filled.read()))
    assert not re.search(r"<(?:script|link|img|iframe)\b", text)
    assert 'lang="en-GB"' in text
    # A link to the page that the layout follows, and no other address.
    assert re.findall(r'href="([^"]+)"', text) == [export.STANDARD_PAGE]


def test_the_markdown_holds_everything_and_nothing_acts(filled: RecordFile):
    text = export.as_markdown(export.lay_out(filled.read()))
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == HEADINGS
    assert "<script" not in text and "<img" not in text
    for line in text.splitlines():
        if "not a heading" in line or "not a list" in line:
            assert line.startswith(("> ", "| "))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 3
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_the_word_file_holds_everything(filled: RecordFile):
    word = read_word(export.as_word(export.lay_out(filled.read())))
    styles = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3"} <= styles
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 2"] == HEADINGS
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for line in NASTY.splitlines():
        assert line in text
    assert "She said: ask the ward first." in text
    table = word.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Step", "Theme", "Who", "By when"]
    assert table.rows[0]._tr.xpath(".//w:tblHeader")
    assert table.rows[1].cells[1].text == "7. Fair notice and the first hearing"
    assert table.rows[1].cells[2].text == "<b>me</b>"
    assert word.core_properties.author == ""
    assert word.core_properties.title


def test_what_was_written_stands_in_its_part(filled: RecordFile):
    document = export.lay_out(filled.read())
    assert [one.typed for one in document.parts["peer"]] == ["She said: ask the ward first."]
    assert [one.typed for one in document.parts["practice"]] == [
        "I will say the place and the years."
    ]
    assert len(document.parts["learnt"]) == 2
    assert document.did == (
        "Questions of my own, 4 March 2026: 1 reflection written.",
        "Notebook 01, 4 March 2026: 1 question answered and 1 reflection written.",
        "Notebook 02, 4 March 2026: 1 reflection written.",
        "Notebook 08, 4 March 2026: 1 reflection written.",
        "Action plan, 4 March 2026: 1 step.",
    )


def test_an_empty_record_says_what_belongs_where(file: RecordFile):
    document = export.lay_out(file.read())
    text = export.as_markdown(document)
    assert "Talk with a colleague" in text
    assert read_page(export.as_page(document)).text
    assert read_word(export.as_word(document)).paragraphs
    assert "two different pieces" in text


def test_earlier_versions_are_in_every_document(file: RecordFile):
    file.save(
        "01-reflect-expect",
        "reflection",
        {"text": "mine", "part": "learnt", "earlier": [{"text": "theirs", "updated": ""}]},
    )
    document = export.lay_out(file.read())
    assert "theirs" in export.as_markdown(document)
    assert "theirs" in export.as_page(document)
    text = "\n".join(p.text for p in read_word(export.as_word(document)).paragraphs)
    assert "theirs" in text


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=120))
def test_whatever_is_typed_can_be_exported(file: RecordFile, typed: str):
    file.save("01-reflect-expect", "reflection", {"text": f"a{typed}", "part": "learnt"})
    document = export.lay_out(file.read())
    page = read_page(export.as_page(document))
    assert page.tags.isdisjoint({"script", "img", "b", "i"})
    assert read_word(export.as_word(document)).paragraphs
    assert export.as_markdown(document)


def test_a_record_edited_by_hand_can_be_exported(file: RecordFile):
    file.save("x", "reflection", {"text": 12, "part": "elsewhere"})
    file.save("plan-1", "action", {"what": None, "theme": "99"})
    document = export.lay_out(file.read())
    assert document.parts["learnt"][0].asked == "A reflection"
    assert document.steps == (("", "", "", ""),)


def test_an_unknown_kind_of_document_names_those_that_exist():
    with pytest.raises(PackError, match="docx, md or html"):
        exported("pdf")


def test_the_page_of_the_record_and_its_buttons(listen, filled: RecordFile):
    widget = RecordWidget()
    heard = listen(widget)
    widget.receive({"do": "hello"})
    assert "She said" in heard[-1]["page"]
    assert "<script" not in heard[-1]["page"]
    for kind in ("docx", "md", "html"):
        widget.receive({"do": "export", "kind": kind})
        assert heard[-1]["name"].endswith(f".{kind}")
        assert heard[-1]["buffers"][0]
    widget.receive({"do": "export", "kind": "pdf"})
    assert "docx, md or html" in heard[-1]["problem"]
    widget.receive({"do": "delete"})
    assert "is deleted" in heard[-1]["sentence"]
    assert [path.name for path in filled.path.parent.iterdir()] == ["record.json.lock"]
    widget.receive({"do": "delete"})
    assert heard[-1]["sentence"] == "There was nothing to delete."


def test_a_saved_notebook_never_holds_the_record(listen, filled: RecordFile):
    made = record()
    listen(made.widget)
    made.widget.receive({"do": "hello"})
    held = str(made.widget.get_state()) + made.text + made.html + repr(made)
    for typed in ("She said", "not a heading", str(filled.path)):
        assert typed not in held
    assert filled.read().entries


def test_a_record_of_one_file_is_deleted_as_one(listen, file: RecordFile):
    file.save("x", "reflection", {"text": "words"})
    widget = RecordWidget()
    heard = listen(widget)
    widget.receive({"do": "delete"})
    assert heard[-1]["sentence"] == f"Your record is deleted: 1 file in {file.path.parent}."


def test_a_mended_record_is_told_of_once(listen, file: RecordFile):
    file.path.parent.mkdir(parents=True)
    file.path.write_text("{")
    file.save("x", "reflection", {"text": "words"})
    widget = RecordWidget()
    heard = listen(widget)
    widget.receive({"do": "hello"})
    assert "A new record begins" in heard[-1]["notice"]
    widget.receive({"do": "hello"})
    assert heard[-1]["notice"] == ""


def test_a_passing_server_is_said_to_forget(listen, monkeypatch: pytest.MonkeyPatch):
    widget = RecordWidget()
    heard = listen(widget)
    widget.receive({"do": "hello"})
    assert PASSING not in heard[-1]["notice"]
    monkeypatch.setenv("BINDER_SERVICE_HOST", "10.0.0.1")
    widget.receive({"do": "hello"})
    assert PASSING in heard[-1]["notice"]
