"""The part of a written page that is made from data: replaced between two marks, the rest kept."""

from __future__ import annotations

import re
from pathlib import Path


def replaced(text: str, made_from: str, new: str) -> str:
    """Give a page's text with its made part replaced.

    Parameters:
        text: the page, holding the two marks that `made_from` names.
        made_from: the data's path, as the marks give it.
        new: Markdown for the place between the marks.

    Raises:
        ValueError: if the marks are missing or stand more than once.

    Example:
        >>> page = '<!-- made from a.csv by "make kit": begin -->\\nold\\n'
        >>> page += '<!-- made from a.csv by "make kit": end -->'
        >>> replaced(page, "a.csv", "new").splitlines()[1:4:2]
        ['', '']
    """
    begin, end = (
        f'<!-- made from {made_from} by "make kit": {word} -->' for word in ("begin", "end")
    )
    if text.count(begin) != 1 or text.count(end) != 1:
        raise ValueError(f"The page needs these two lines, each once:\n{begin}\n{end}")
    pattern = re.compile(re.escape(begin) + r".*?" + re.escape(end), re.DOTALL)
    # A function, so that nothing in the new text is read as a pattern's reference.
    return pattern.sub(lambda _: f"{begin}\n\n{new.strip()}\n\n{end}", text)


def write_if_changed(path: Path, text: str) -> bool:
    """Write a text file where it would change, and say whether it did."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
