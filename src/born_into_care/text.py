"""Wording that every room shares, and what makes text from a learner's file harmless to show."""

import html
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

VERB_MIME = "application/vnd.born-into-care+json"
"""The type under which what a verb displays also names the call that made it."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")
"""Kinds of character that show nothing, such as control and direction marks."""


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


def financial_year(start: int) -> str:
    """Return the financial year that starts in a calendar year.

    Example:
        >>> financial_year(2019), financial_year(1999)
        ('2019/20', '1999/00')
    """
    return f"{start}/{(start + 1) % 100:02}"


def capital(text: str) -> str:
    """Return a text as it opens a sentence or a heading."""
    return text[:1].upper() + text[1:]


def quote_word(word: str) -> str:
    r"""Return a word of a command line in double quotes if it needs them, for cmd.exe as for sh.

    Example:
        >>> print(quote_word("la_name"), quote_word("area=Local authority"))
        la_name "area=Local authority"
        >>> print(quote_word("C:\\new folder\\"))  # a last backslash would quote the mark
        "C:\new folder\\"
    """
    if re.fullmatch(r"[\w./=:~-]+", word):
        return word
    return '"' + re.sub(r'(["$`]|\\(?=\\*(?:"|\Z)))', r"\\\1", word) + '"'


def plain(text: object, *, limit: int = 80) -> str:
    """Return text of a learner's file on one line, cut to a limit, without marks that show nothing.

    A cell may hold a script, a formula, or marks that turn the direction of writing: nothing from a
    file reaches a page, a document or an export except through this function and the next two.

    Example:
        >>> plain("Leeds\\u202e \\x00North\\n")
        'Leeds North'
    """
    characters = unicodedata.normalize("NFC", str(text))
    seen = (c for c in characters if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    line = " ".join("".join(seen).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def for_html(text: object) -> str:
    """Return text that is safe inside an HTML element or a quoted attribute.

    Example:
        >>> for_html("<script>alert(1)</script>")
        '&lt;script&gt;alert(1)&lt;/script&gt;'
    """
    return html.escape(plain(text))


def for_sheet(text: object) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before one.

    Example:
        >>> for_sheet("=HYPERLINK(1)")
        "'=HYPERLINK(1)"
    """
    safe = plain(text)
    return f"'{safe}" if safe.startswith(_FORMULA_STARTS) else safe
