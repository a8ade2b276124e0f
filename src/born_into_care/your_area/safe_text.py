"""Text from a learner's file, made harmless for the place where it is shown.

A cell may hold a script, a spreadsheet formula, or marks that turn the direction of writing.
Nothing from a file reaches a page, a document or an export except through this module.
"""

import html
import unicodedata

LONGEST = 80
"""A name from a file is cut to this many characters where it is shown."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn"])
"""Kinds of character that show nothing, such as control and direction marks."""


def plain(text: object, *, limit: int = LONGEST) -> str:
    """Return text without control, direction and invisible marks, on one line, cut to a limit.

    Parameters:
        text: anything from a file.
        limit: the longest that is shown, in characters.

    Example:
        >>> plain("Leeds\\u202e \\x00North\\n")
        'Leeds North'
    """
    characters = unicodedata.normalize("NFC", str(text))
    seen = (c for c in characters if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    line = " ".join("".join(seen).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def for_html(text: object, *, limit: int = LONGEST) -> str:
    """Return text that is safe inside an HTML element or a quoted attribute.

    Example:
        >>> for_html("<script>alert(1)</script>")
        '&lt;script&gt;alert(1)&lt;/script&gt;'
    """
    return html.escape(plain(text, limit=limit), quote=True)


def for_sheet(text: object, *, limit: int = LONGEST) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before one.

    Example:
        >>> for_sheet("=HYPERLINK(1)")
        "'=HYPERLINK(1)"
    """
    safe = plain(text, limit=limit)
    return f"'{safe}" if safe.startswith(_FORMULA_STARTS) else safe
