"""Wording that every room shares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

VERB_MIME = "application/vnd.born-into-care+json"
"""The type under which what a verb displays also names the call that made it."""


def verb_entry(verb: str, *arguments: Any, **choices: Any) -> dict[str, Any]:
    """Return the entry of a MIME bundle that names a call of a verb, for builders of other pages.

    Example:
        >>> verb_entry("check", "01-trend")[VERB_MIME]
        {'verb': 'check', 'arguments': ['01-trend'], 'choices': {}}
    """
    return {VERB_MIME: {"verb": verb, "arguments": list(arguments), "choices": choices}}


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Return a list as it is said aloud.

    Example:
        >>> join_words(["England", "Wales", "London"])
        'England, Wales and London'
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(text: str) -> str:
    """Return a text as it opens a sentence or a heading."""
    return text[:1].upper() + text[1:]


def quote_word(word: str) -> str:
    """Return a word of a command line in double quotes if it needs them, for cmd.exe as for sh.

    Example:
        >>> quote_word("la_name"), quote_word("area=Local authority")
        ('la_name', '"area=Local authority"')
    """
    if re.fullmatch(r"[\w./=:~-]+", word):
        return word
    return '"' + re.sub(r'(["$`])', r"\\\1", word) + '"'
