"""The glossary's terms by their anchors."""

import re
from functools import cache

from tools.build.links import to_plain
from tools.build.pack import TEACHING

_TERM = re.compile(r"^### (.+?)\n\n(.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


@cache
def read_terms() -> dict[str, tuple[str, str]]:
    """Return each term of the glossary by its anchor: the term and its first paragraph.

    Example:
        >>> read_terms()["newborn"][0]
        'Newborn'
    """
    text = (TEACHING / "glossary.md").read_text(encoding="utf-8")
    return {
        # The anchor that a code host makes of a heading.
        re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", term.strip().lower())): (
            term,
            to_plain(meaning.replace("\n", " ")),
        )
        for term, meaning in _TERM.findall(text)
    }


def first_sentence(text: str) -> str:
    """Return the first sentence of a text.

    Example:
        >>> first_sentence("How many. A count says nothing of how many there could have been.")
        'How many.'
    """
    match = re.match(r".*?[.?!](?=\s|$)", text)
    return match.group(0) if match else text
