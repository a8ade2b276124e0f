"""What a Markdown text holds: headings, prose, links and images, as a reader would meet them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable("table")
# By default a link to file: is no link; here it is one, so that it can be found.
PARSER.validateLink = lambda _: True  # type: ignore[method-assign]
TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)


@dataclass(frozen=True)
class Heading:
    """A heading: its level, its words, and whether it is the first thing in its text."""

    level: int
    text: str
    first: bool


@dataclass(frozen=True)
class Image:
    """An image: where it is, and its alternative text (None where there is none at all)."""

    source: str
    alternative: str | None


def inline_text(token: Token) -> str:
    """Give the words of one line of text: no mark-up, no addresses, no code."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type == "text":
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "code_inline":
            # A name from the code is one word to a reader.
            parts.append(child.content.replace(" ", ""))
    return "".join(parts).strip()


def headings(text: str) -> list[Heading]:
    """Give the headings of a Markdown text, in order; those in HTML are among them."""
    tokens = PARSER.parse(text)
    found: list[Heading] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            found.append(Heading(int(token.tag[1]), inline_text(tokens[place + 1]), place == 0))
        elif token.type == "html_block":
            for level, words in re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", token.content, re.DOTALL):
                found.append(Heading(int(level), TAG.sub("", words).strip(), place == 0))
    return found


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Give each block of words with its kind: heading, prose, table or html."""
    kind = "prose"
    for token in PARSER.parse(text):
        if token.type in {"heading_open", "table_open"}:
            kind = token.type.split("_")[0]
        elif token.type in {"heading_close", "table_close"}:
            kind = "prose"
        elif token.type == "inline":
            if words := inline_text(token):
                yield kind, words
        elif token.type == "html_block" and (words := TAG.sub(" ", token.content).strip()):
            yield "html", words


def all_words(text: str) -> str:
    """Give every word that a reader of the rendered text meets, a line for each block."""
    return "\n".join(words for _, words in blocks(text))


def prose(text: str) -> str:
    """Give the sentences of a text, without headings and tables, a line for each block."""
    return "\n".join(words for kind, words in blocks(text) if kind in {"prose", "html"})


def links(text: str) -> list[str]:
    """Give the address of every link and image of a text."""
    found: list[str] = []
    for token in PARSER.parse(text):
        for child in token.children or []:
            for attribute in ("href", "src"):
                if (address := child.attrGet(attribute)) is not None:
                    found.append(str(address))
        for piece in (token, *(token.children or [])):
            if piece.type in {"html_block", "html_inline"}:
                found += re.findall(r"""\b(?:href|src)=["']([^"']*)["']""", piece.content)
    return found


def images(text: str) -> list[Image]:
    """Give the images of a text, written in Markdown or in HTML."""
    found: list[Image] = []
    for token in PARSER.parse(text):
        for child in token.children or []:
            if child.type == "image":
                found.append(Image(str(child.attrGet("src")), child.content))
        for piece in (token, *(token.children or [])):
            if piece.type in {"html_block", "html_inline"}:
                for tag in re.findall(r"<img\b[^>]*>", piece.content):
                    source = re.search(r"""\bsrc=["']([^"']*)""", tag)
                    text_ = re.search(r"""\balt=["']([^"']*)""", tag)
                    # An empty alt in HTML says "decoration" on purpose; in Markdown it is a lapse.
                    alternative = (text_.group(1) or "decoration") if text_ else None
                    found.append(Image(source.group(1) if source else "", alternative))
    return found


def anchor(heading: str) -> str:
    """Give the anchor that a code host makes of a heading.

    Example:
        >>> anchor("What these figures cannot tell us?")
        'what-these-figures-cannot-tell-us'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def anchors(text: str) -> set[str]:
    """Give every anchor of a text: those of its headings, and those that HTML names."""
    found: set[str] = set()
    for heading in headings(text):
        base = anchor(heading.text)
        name, number = base, 0
        while name in found:
            number += 1
            name = f"{base}-{number}"
        found.add(name)
    return found | set(re.findall(r"""<[^>]*\b(?:id|name)=["']([^"']+)["']""", text))
