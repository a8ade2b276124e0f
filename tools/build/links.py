"""Markdown of the pack as HTML, and its links led to where they are shown."""

import html
import posixpath
import re
from collections.abc import Callable

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark").enable("table")
_LINK = re.compile(r"<a href=[^>]*>(.*?)</a>", re.DOTALL)
# An address in HTML, in HTML that stands in JSON, or as the whole of a text in JSON.
_ADDRESS = re.compile(r"""(href=\\?["']|"(?=\.\.?/))([^"'\\\s<>]+)""")


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
    """Return HTML, or JSON with HTML in it, with each link led elsewhere.

    Example:
        >>> relocate_html('{"link":"../data/figures.md#a-1"}', on_site)
        '{"link":"../data/figures.html#a-1"}'
    """
    return _ADDRESS.sub(lambda link: link[1] + relocate(link[2]), text)


def to_html(text: str) -> str:
    """Return Markdown as HTML."""
    return _PARSER.render(text)


def to_inline_html(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return _PARSER.renderInline(text.strip())


def remove_links(text: str) -> str:
    """Return HTML with the words of its links alone: for paper.

    Example:
        >>> remove_links('<a href="brief.md">The brief</a> says why.')
        'The brief says why.'
    """
    return _LINK.sub(r"\1", text)


def to_plain(text: str) -> str:
    """Return Markdown as plain text."""
    return html.unescape(re.sub(r"<[^>]+>", "", _PARSER.render(text))).strip()
