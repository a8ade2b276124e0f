"""Moodle XML, as described in Moodle's documentation of that format."""

from __future__ import annotations

from html import escape

from lxml import etree

from tools.kit.exports.item import Item, Near, number

# The only grades that Moodle takes for a part of an answer, by how many parts there are.
_PARTS = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5",
}  # fmt: skip
_TYPES = {
    "choice": "multichoice",
    "choices": "multichoice",
    "number": "numerical",
    "order": "matching",
    "reflection": "essay",
}


def document(bank: list[Item]) -> bytes:
    """Give the bank as one file, a category for each notebook."""
    quiz = etree.Element("quiz")
    notebook = None
    for item in bank:
        if item.notebook != notebook:
            notebook = item.notebook
            category = etree.SubElement(quiz, "question", type="category")
            _text(category, "category", f"$course$/top/Born into care/Notebook {notebook}")
        quiz.append(_question(item))
    return etree.tostring(quiz, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _question(item: Item) -> etree._Element:
    node = etree.Element("question", type=_TYPES[item.kind])
    _text(node, "name", item.id)
    _html(node, "questiontext", paragraphs(item.stem))
    _html(node, "generalfeedback", general(item))
    _plain(node, "defaultgrade", "0" if item.kind == "reflection" else "1")
    if item.kind != "reflection":
        _plain(node, "penalty", "0.3333333")
    _plain(node, "hidden", "0")
    _plain(node, "idnumber", item.id)
    _BODIES[item.kind](node, item)
    return node


def _choices(node: etree._Element, item: Item) -> None:
    single = item.kind == "choice"
    _plain(node, "single", "true" if single else "false")
    _plain(node, "shuffleanswers", "true")
    _plain(node, "answernumbering", "ABCD")
    _combined(node, item)
    right = _PARTS[len(item.correct)]
    # Ticking everything must not pay: wrong ticks take away what right ones give.
    wrong = "0" if single else f"-{_PARTS[len(item.choices) - len(item.correct)]}"
    for choice in item.choices:
        answer = etree.SubElement(
            node, "answer", fraction=right if choice.correct else wrong, format="html"
        )
        _plain(answer, "text", paragraphs(choice.text))
        _html(answer, "feedback", paragraphs(choice.feedback))


def _number(node: etree._Element, item: Item) -> None:
    assert item.answer is not None
    _near(node, item.answer, "100", item.right)
    for slip in item.slips:
        _near(node, slip, "0", slip.feedback)
    anything = etree.SubElement(node, "answer", fraction="0", format="moodle_auto_format")
    _plain(anything, "text", "*")
    _html(anything, "feedback", paragraphs(item.wrong))
    _plain(anything, "tolerance", "0")
    _plain(node, "unitgradingtype", "0")
    _plain(node, "unitpenalty", "0.1")
    _plain(node, "showunits", "3")
    _plain(node, "unitsleft", "0")


def _near(node: etree._Element, near: Near, fraction: str, feedback: str) -> None:
    answer = etree.SubElement(node, "answer", fraction=fraction, format="moodle_auto_format")
    _plain(answer, "text", number(near.value))
    _html(answer, "feedback", paragraphs(feedback))
    _plain(answer, "tolerance", number(near.tolerance))


def _order(node: etree._Element, item: Item) -> None:
    _plain(node, "shuffleanswers", "true")
    _combined(node, item)
    for place, words in item.ordered:
        pair = etree.SubElement(node, "subquestion", format="html")
        _plain(pair, "text", paragraphs(place))
        _text(pair, "answer", words)


def _reflection(node: etree._Element, item: Item) -> None:  # noqa: ARG001 (one of _BODIES)
    _plain(node, "responseformat", "editor")
    _plain(node, "responserequired", "0")
    _plain(node, "responsefieldlines", "10")
    _plain(node, "attachments", "0")
    _plain(node, "attachmentsrequired", "0")
    _html(node, "graderinfo", paragraphs("A reflection has no right answer and is not marked."))
    _html(node, "responsetemplate", "")


def _combined(node: etree._Element, item: Item) -> None:
    _html(node, "correctfeedback", paragraphs(item.right or "Right."))
    _html(node, "partiallycorrectfeedback", paragraphs("Partly right."))
    _html(node, "incorrectfeedback", paragraphs(item.wrong or "Not yet."))


_BODIES = {
    "choice": _choices,
    "choices": _choices,
    "number": _number,
    "order": _order,
    "reflection": _reflection,
}


def general(item: Item) -> str:
    """Give where the figures of a question come from, as HTML."""
    if not item.sources:
        return ""
    lines = "".join(
        f"<li>{escape(trace.statement)} From: "
        + "; ".join(f'<a href="{escape(url)}">{escape(name)}</a>' for name, url in trace.publishers)
        + (f". Row: {escape(trace.id)}.</li>" if trace.id else ".</li>")
        for trace in item.sources
    )
    return f"<p>Where the figures come from:</p><ul>{lines}</ul>"


def paragraphs(text: str) -> str:
    """Give plain text as HTML, nothing in it taken as markup."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def _plain(node: etree._Element, name: str, text: str) -> None:
    etree.SubElement(node, name).text = text


def _text(node: etree._Element, name: str, text: str) -> None:
    _plain(etree.SubElement(node, name), "text", text)


def _html(node: etree._Element, name: str, text: str) -> None:
    _plain(etree.SubElement(node, name, format="html"), "text", text)
