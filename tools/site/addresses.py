"""Links between the files of the pack, turned into links between the pages made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_LINK = re.compile(r"""(href=["'])(?![a-z]+:|#|/)([^"']+)(?=["'])""")


def as_page(address: str) -> str:
    """Give a relative address, with the page in place of the file that it is made of.

    Example:
        >>> as_page("../data/figures.md#a-1"), as_page("../data/figures.csv")
        ('../data/figures.html#a-1', '../data/figures.csv')
    """
    return re.sub(r"\.(?:md|ipynb)(?=[#?]|$)", ".html", address)


def as_pages(html: str) -> str:
    """Give HTML whose relative links to `.md` and `.ipynb` lead to the pages made of them.

    Example:
        >>> as_pages('<a href="../data/figures.md#a-1">41%</a> <a href="https://x.org/a.md">x</a>')
        '<a href="../data/figures.html#a-1">41%</a> <a href="https://x.org/a.md">x</a>'
    """
    return turned_links(html, as_page)


def turned_links(html: str, turned: Callable[[str], str]) -> str:
    """Give HTML with each relative link in it turned."""
    return _LINK.sub(lambda link: link[1] + turned(link[2]), html)


def data_as_pages(data: Any, turned: Callable[[str], str] = as_page) -> Any:
    """Give plain data with the links of every text in it turned, and bare addresses likewise.

    Parameters:
        data: what JSON can hold.
        turned: from a relative address to another; to the site's pages where none is given.

    Example:
        >>> data_as_pages({"link": "../data/figures.md#a-1", "n": 2})
        {'link': '../data/figures.html#a-1', 'n': 2}
    """
    if isinstance(data, str):
        if re.fullmatch(r"\.\.?/[^\s<>]+", data):
            return turned(data)
        return turned_links(data, turned)
    if isinstance(data, dict):
        return {name: data_as_pages(value, turned) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [data_as_pages(value, turned) for value in data]
    return data
