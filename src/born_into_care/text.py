"""Wording that every room shares."""

from __future__ import annotations

from collections.abc import Sequence


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Give a list as it is said aloud.

    Parameters:
        words: the items, in the order in which they are said.
        last: the word before the last item, "and" or "or".

    Example:
        >>> join_words(["England", "Wales", "London"])
        'England, Wales and London'
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(text: str) -> str:
    """Give a text as it opens a sentence or a heading.

    Example:
        >>> capital("newborns in Wales")
        'Newborns in Wales'
    """
    return text[:1].upper() + text[1:]
