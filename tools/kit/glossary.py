"""The glossary's terms by their anchors."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tools.kit.places import TEACHING
from tools.kit.render import plain

_TERM = re.compile(r"^### (.+?)\n\n(.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


@cache
def terms(path: Path = TEACHING / "glossary.md") -> dict[str, tuple[str, str]]:
    """Give each term of the glossary by its anchor: the term and its first paragraph.

    Example:
        >>> terms()["newborn"][0]
        'Newborn'
    """
    return {
        anchor(term): (term, plain(meaning.replace("\n", " ")))
        for term, meaning in _TERM.findall(path.read_text(encoding="utf-8"))
    }


def anchor(term: str) -> str:
    """Give the anchor that a code host makes of a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", term.strip().lower()))


def first_sentence(meaning: str) -> str:
    """Give the first sentence of a meaning.

    Example:
        >>> first_sentence("How many. A count says nothing of how many there could have been.")
        'How many.'
    """
    match = re.match(r".*?[.?!](?=\s|$)", meaning)
    return match.group(0) if match else meaning
