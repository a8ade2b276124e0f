"""Read a Markdown text as it is rendered: its headings, words, links and images."""

import re
from typing import Any, NamedTuple

from lxml import html
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable("table")
# By default a link to file: is no link; here it is one, so that it can be found.
PARSER.validateLink = lambda _: True  # type: ignore[method-assign]
# A line of the rendered text is a block of the page.
PARSER.add_render_rule("softbreak", lambda *_: " ")
PARSER.add_render_rule(
    "html_block", lambda _, tokens, at, *__: " ".join(tokens[at].content.split()) + "\n"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Heading(NamedTuple):
    """A heading: its level and its words."""

    level: int
    text: str


def render(text: str) -> Any:
    """Return a Markdown text as a tree of HTML."""
    return html.fragment_fromstring(PARSER.render(text), create_parent="div")


def headings(text: str) -> list[Heading]:
    """Return the headings of a text in order; those in HTML are among them."""
    found = render(text).iter(*HEADINGS)
    return [Heading(int(node.tag[1]), node.text_content().strip()) for node in found]


def all_words(text: str, *, without: tuple[str, ...] = ("pre",)) -> str:
    """Return every word that a reader meets, a line for each block; blocks of code are left out."""
    tree = render(text)
    for node in [*tree.iter(*without)]:
        node.drop_tree()
    lines = (line.strip() for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def prose(text: str) -> str:
    """Return the sentences of a text, without headings and tables, a line for each block."""
    return all_words(text, without=("pre", "table", *HEADINGS))


def links(text: str) -> list[str]:
    """Return the address of every link and image of a text."""
    return [str(address) for address in render(text).xpath(".//@href | .//@src")]


def images(text: str) -> list[Any]:
    """Return the images of a text as elements of HTML, written in Markdown or in HTML."""
    return [*render(text).iter("img")]


def anchor(heading: str) -> str:
    """Return the anchor that a code host makes of a heading.

    Example:
        >>> anchor("What these figures cannot tell us?")
        'what-these-figures-cannot-tell-us'
    """
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


def anchors(text: str) -> set[str]:
    """Return every anchor of a text: those of its headings, and those that HTML names."""
    found: dict[str, int] = {}
    for heading in headings(text):
        name = anchor(heading.text)
        found[name] = found.get(name, -1) + 1
        if found[name]:
            found[f"{name}-{found[name]}"] = 0
    return {*found, *map(str, render(text).xpath(".//@id | .//@name"))}
