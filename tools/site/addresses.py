"""Links between the files of the pack, turned into links between the pages of the site."""

from __future__ import annotations

import re
from typing import Any

_PAGE = re.compile(r"""(href=["'])(?![a-z]+:|#|/)([^"'#?]+)\.(?:md|ipynb)(?=[#"'])""")


def as_pages(html: str) -> str:
    """Give HTML whose relative links to `.md` and `.ipynb` lead to the pages made of them.

    Example:
        >>> as_pages('<a href="../data/figures.md#a-1">41%</a> <a href="https://x.org/a.md">x</a>')
        '<a href="../data/figures.html#a-1">41%</a> <a href="https://x.org/a.md">x</a>'
    """
    return _PAGE.sub(r"\1\2.html", html)


def data_as_pages(data: Any) -> Any:
    """Give plain data with every text in it treated by `as_pages`, and bare addresses likewise.

    Example:
        >>> data_as_pages({"link": "../data/figures.md#a-1", "n": 2})
        {'link': '../data/figures.html#a-1', 'n': 2}
    """
    if isinstance(data, str):
        if re.fullmatch(r"\.\.?/[^\s<>]+", data):
            return re.sub(r"\.(?:md|ipynb)(?=#|$)", ".html", data)
        return as_pages(data)
    if isinstance(data, dict):
        return {name: data_as_pages(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [data_as_pages(value) for value in data]
    return data
