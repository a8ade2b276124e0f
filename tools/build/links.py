"""Markdown of the pack as HTML, and its links led to where they are shown."""

import html
import posixpath
import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")
_LINK = re.compile(r"""(href=["'])([^"']+)(?=["'])""")

Relocate = Callable[[str], str | None]
"""From a link as written to the link as shown; None takes the link out and keeps its words."""


def remove_link(address: str) -> None:
    """Take a link out: for paper."""


def relocate_from(folder: str, root: str, *, pages: bool = False) -> Callable[[str], str]:
    """Return the function that leads a folder's links to the same files from another place.

    Parameters:
        folder: the folder of the file that holds the links, from the pack's root ("notebooks").
        root: the way from the shown page to the pack's root, or to the site's ("../../../").
        pages: whether the target is the site, where .md and .ipynb became .html.

    Example:
        >>> relocate_from("notebooks", "../../", pages=True)("../data/figures.md#a")
        '../../data/figures.html#a'
    """

    def relocate(address: str) -> str:
        if re.match(r"[a-z]+:|#|/", address):
            return address
        path, mark, anchor = address.partition("#")
        path = root + posixpath.normpath(posixpath.join(folder, path))
        return (re.sub(r"\.(?:md|ipynb)$", ".html", path) if pages else path) + mark + anchor

    return relocate


# Pages of notebooks and decks lie one folder down in the site.
on_site = relocate_from("notebooks", "../", pages=True)


def relocate_html(text: str, relocate: Callable[[str], str]) -> str:
    """Return HTML with each link in it led elsewhere."""
    return _LINK.sub(lambda link: link[1] + relocate(link[2]), text)


def relocate_data(data: Any, relocate: Callable[[str], str]) -> Any:
    """Return plain data with the links of every text in it led elsewhere, bare addresses too.

    Example:
        >>> relocate_data({"link": "../data/figures.md#a-1", "n": 2}, on_site)
        {'link': '../data/figures.html#a-1', 'n': 2}
    """
    if isinstance(data, str):
        bare = re.fullmatch(r"\.\.?/[^\s<>]+", data)
        return relocate(data) if bare else relocate_html(data, relocate)
    if isinstance(data, dict):
        return {name: relocate_data(value, relocate) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [relocate_data(value, relocate) for value in data]
    return data


def to_html(text: str, relocate: Relocate) -> str:
    """Return Markdown as HTML."""
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.children:
            token.children = _relocate_tokens(token.children, relocate)
    rendered: str = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return rendered


def to_inline_html(text: str, relocate: Relocate) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return re.sub(r"^<p>(.*)</p>$", r"\1", to_html(text, relocate).strip(), flags=re.DOTALL)


def to_plain(text: str) -> str:
    """Return Markdown as plain text."""
    return html.unescape(re.sub(r"<[^>]+>", "", to_html(text, remove_link))).strip()


def _relocate_tokens(children: list[Token], relocate: Relocate) -> list[Token]:
    shown: list[Token] = []
    removed: list[bool] = []
    for child in children:
        if child.type == "link_open":
            address = relocate(str(child.attrGet("href")))
            removed.append(address is None)
            if address is None:
                continue
            child.attrSet("href", address)
        elif child.type == "link_close" and removed.pop():
            continue
        shown.append(child)
    return shown
