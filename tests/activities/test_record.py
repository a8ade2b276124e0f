"""The record as documents: laid out as a record of professional development, escaped, whole."""

import io
import json
import re
from typing import Any

import docx
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.activities import check, plan, predict, record, reflect
from born_into_care.activities.record_export import STANDARD_PAGE, export_record
from born_into_care.activities.record_file import RecordFile
from tests.activities.test_record_file import plain_data, unhurried

NASTY = (
    '<script>alert("x")</script> & <img src=x onerror=y> | # not a heading\n- not a list\n1. [a](b)'
)
ACTIVE = {"script", "img", "i", "b", "link", "iframe"}
COUNT = "newborns-england-2019-20"
HEADINGS = [
    "What I did and when",
    "What I learnt",
    "What changes in my practice",
    "What a peer said",
    "My plan",
    "What I expected before I looked",
    "What this layout follows",
]


WRITTEN = {
    "01-reflect-expect": NASTY,
    "02-reflect-say": "I will say the place and the years.",
    "08-reflect-peer": "She said: ask the ward first.",
    "What is <i>mine</i> to do?": "Plain\n\ntwo paragraphs",
}


@pytest.fixture
def filled(file: RecordFile) -> RecordFile:
    """A record with some of everything, all of it nasty."""
    check("01-change-size", answer="20%")
    for prompt, text in WRITTEN.items():
        reflect(prompt).receive({"do": "save", "text": text})
    step = {"what": NASTY, "theme": "7", "who": "<b>me</b>", "by": "2026-06-30"}
    plan().receive({"do": "save", "entry": "plan-0a1b", "fields": step})
    guess = {"label": "England", "unit": "babies", "guess": "30"}
    predict(COUNT).receive({"do": "save", "entry": f"predict-{COUNT}", "fields": guess})
    odd = {"text": "mine", "part": "nowhere", "earlier": [{"text": "theirs"}]}
    file.save("03-reflect-share", "reflection", odd)
    return file


def exported() -> tuple[str, str, Any]:
    """The record as HTML, as Markdown and as a Word file."""
    page, markdown = (export_record(kind)[1].decode() for kind in ("html", "md"))
    return page, markdown, docx.Document(io.BytesIO(export_record("docx")[1]))


def test_each_document_holds_everything_in_its_part_and_nothing_acts_or_is_fetched(
    filled: RecordFile,
):
    text, markdown, word = exported()
    page = lxml.html.fromstring(text)
    assert not ACTIVE & {part.tag for part in page.iter()}
    assert [heading.text for heading in page.iter("h2")] == HEADINGS
    typed = [*WRITTEN.values(), "<b>me</b>", "30 (babies)", "mine", "theirs"]
    assert all(words in page.text_content() for words in typed)
    # A link to the page that the layout follows, and no other address.
    assert re.findall(r'href="([^"]+)"', text) == [STANDARD_PAGE]
    assert [line[3:] for line in markdown.splitlines() if line.startswith("## ")] == HEADINGS
    assert "<script" not in markdown and "<img" not in markdown and "theirs" in markdown
    assert not re.search("(?m)^(?!> |[|] ).*not a (heading|list)", markdown)
    by_style = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]
    assert [words for style, words in by_style if style == "Heading 2"] == HEADINGS
    whole = "\n".join(words for _, words in by_style)
    assert all(line in whole for words in WRITTEN.values() for line in words.splitlines())
    assert word.tables[0].rows[1].cells[1].text == "7. Fair notice and the first hearing"
    assert word.core_properties.author == "" and word.core_properties.title

    parts = dict(zip(HEADINGS, re.split(r"(?m)^## .*$", markdown)[1:], strict=True))
    assert "She said" in parts["What a peer said"]
    assert "I will say" in parts["What changes in my practice"]
    assert [line for line in parts["What I did and when"].splitlines() if line] == [
        "- Questions of my own, 4 March 2026: 2 reflections written.",
        "- Notebook 01, 4 March 2026: 1 question answered and 1 reflection written.",
        "- Notebook 02, 4 March 2026: 1 reflection written.",
        "- Notebook 08, 4 March 2026: 1 reflection written.",
        "- Action plan, 4 March 2026: 1 step.",
    ]
    filled.delete()
    text, markdown, word = exported()
    assert "Talk with a colleague" in markdown and "two different pieces" in text
    assert word.paragraphs


@unhurried
@given(
    fields=st.dictionaries(
        st.sampled_from(["text", "part", "notebook", "prompt", "earlier", "attempts", "guesses",
                         "what", "theme", "who", "by"]),
        plain_data,
    ),
    stamp=st.just("2026-03-04T10:00:00") | plain_data,
    kind=st.sampled_from(["reflection", "check", "action", "prediction"]) | plain_data,
)  # fmt: skip
def test_a_record_edited_in_any_way_is_shown_and_exported(
    file: RecordFile, fields: dict[str, Any], stamp: Any, kind: Any
):
    entry = {"kind": kind, "created": stamp, "updated": stamp, "fields": fields}
    entries = dict.fromkeys(("01-reflect-expect", "check-01-trend", "plan-0a1b"), entry)
    whole = {"format": "born-into-care record", "version": 1, "record": "x", "entries": entries}
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_text(json.dumps(whole), "utf-8")
    page, markdown, word = exported()
    assert not ACTIVE & {part.tag for part in lxml.html.fromstring(page).iter()}
    assert markdown and word.paragraphs
    for made in (check("01-trend"), reflect("01-reflect-expect"), plan(), record()):
        made.send = lambda content, **_: json.dumps(content, allow_nan=False)
        made.receive({"do": "hello"})
    assert file.save("a", "reflection", {"text": "typed"}) == "10:00"
