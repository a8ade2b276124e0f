"""Markdown of the pack as HTML, its links kept, turned or taken out."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")

Address = Callable[[str], str | None]
"""From a link as written to the link as shown; None takes the link out and keeps its words."""


def no_links(address: str) -> str | None:  # noqa: ARG001 (an Address)
    """Take every link out: for paper."""
    return None


def links_from(folder: str, root: str, *, pages: bool = False) -> Address:
    """Give what turns the links of a folder's files into links from where they are shown.

    Parameters:
        folder: the folder of the file that holds the links, from the pack's root ("notebooks").
        root: the way from the shown page to the pack's root, or to the site's ("../../../").
        pages: whether the target is the site, where .md and .ipynb became .html.

    Example:
        >>> links_from("notebooks", "../../../")("../data/figures.md#a")
        '../../../data/figures.md#a'
        >>> links_from("notebooks", "../../", pages=True)("../data/figures.md#a")
        '../../data/figures.html#a'
    """

    def turned(address: str) -> str:
        if re.match(r"[a-z]+:|#|/", address):
            return address
        path, mark, anchor = address.partition("#")
        path = root + posixpath.normpath(posixpath.join(folder, path))
        if pages:
            path = re.sub(r"\.(?:md|ipynb)$", ".html", path)
        return path + mark + anchor

    return turned


def to_html(text: str, address: Address) -> str:
    """Give Markdown as HTML."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.children:
            token.children = _turned(token.children, address)
    rendered: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return rendered


def inline_html(text: str, address: Address) -> str:
    """Give one line of Markdown as HTML without a paragraph around it."""
    rendered = to_html(text, address).strip()
    return re.sub(r"^<p>(.*)</p>$", r"\1", rendered, flags=re.DOTALL)


def plain(text: str) -> str:
    """Give Markdown as plain text."""
    return html.unescape(re.sub(r"<[^>]+>", "", to_html(text, no_links))).strip()


def _turned(children: list[Token], address: Address) -> list[Token]:
    kept: list[Token] = []
    taken_out: list[bool] = []
    for child in children:
        if child.type == "link_open":
            new = address(str(child.attrGet("href")))
            taken_out.append(new is None)
            if new is None:
                continue
            child.attrSet("href", new)
        elif child.type == "link_close" and taken_out.pop():
            continue
        kept.append(child)
    return kept
