"""Texts of `data/*.json`, whose numbers are references to rows and are filled in from the evidence.

A corrected figure then changes in all of them, and a reader can go from each number to its row. The
prose of notebooks and pages is not written so: its numbers and links are typed.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from born_into_care.errors import PackError, require_known
from born_into_care.evidence import (
    BirthCount,
    Derived,
    Figure,
    births_by_id,
    derivation,
    figure,
    source,
)

# A reference: its kind, its id, and what follows a bar.
REFERENCE = re.compile(r"\{([a-z]+):([^{}|]+)(?:\|([^{}]*))?\}")


class Piece(NamedTuple):
    """A run of text, with an address where it is a number or a name that leads somewhere."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class RichText:
    """Text with its links, ready to be shown in any form; nothing in it is taken as markup."""

    pieces: tuple[Piece, ...]

    @property
    def plain(self) -> str:
        """The text alone."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def html(self) -> str:
        """The text as HTML, escaped, with links."""
        return "".join(
            f'<a href="{html.escape(link)}">{html.escape(text)}</a>' if link else html.escape(text)
            for text, link in self.pieces
        )

    @property
    def parts(self) -> list[dict[str, str]]:
        """The text as plain data for a front end, which sets it as text and never as markup."""
        return [
            {"text": piece.text, **({"link": piece.link} if piece.link else {})}
            for piece in self.pieces
        ]

    def __html__(self) -> str:
        """Return the text for a template, which need not escape it again."""
        return self.html


def as_rich(text: RichText | str) -> RichText:
    """Return text as it is, taking no reference in it."""
    if isinstance(text, RichText):
        return text
    return RichText((Piece(text),) if text else ())


def join_texts(*texts: RichText | str) -> RichText:
    """Return texts as one, with a space between those that say something."""
    filled = [text.pieces for text in map(as_rich, texts) if text.plain]
    pieces = [piece for part in filled for piece in (*part, Piece(" "))]
    return RichText(tuple(pieces[:-1]))


def find_row(reference: str) -> Figure | Derived | BirthCount:
    """Return the row that a reference names: "figure:ID", "derived:ID" or "births:AREA-YEAR"."""
    kind, _, name = reference.partition(":")
    finders: dict[str, Callable[[str], Figure | Derived | BirthCount]] = {
        "figure": figure,
        "derived": derivation,
        "births": lambda name: births_by_id()[
            require_known("count of births", name, births_by_id())
        ],
    }
    return finders[require_known("kind of figure", kind, finders)](name)


def resolve(text: str) -> RichText:
    """Return text of ours with each reference filled in from the evidence and linked.

    `{figure:ID}` gives the value, `{figure:ID|unit}` the value with its unit, `{source:ID|words}` a
    linked name, `{page:words|address}` a link.

    Raises:
        PackError: if a reference leads nowhere.

    Example:
        >>> resolve("At {figure:incidence-england-2019-20|unit}.").pieces[1].link
        '../data/figures.md#incidence-england-2019-20'
    """
    pieces, end = [], 0
    for match in REFERENCE.finditer(text):
        pieces += [Piece(text[end : match.start()]), _resolve_one(*match.groups(default=""))]
        end = match.end()
    pieces.append(Piece(text[end:]))
    return RichText(tuple(piece for piece in pieces if piece.text))


def _resolve_one(kind: str, name: str, detail: str) -> Piece:
    if kind == "source":
        found = source(name)
        return Piece(detail or found.title, found.url)
    if kind == "page":
        if not detail.startswith(("https://", "http://")):
            raise PackError(f"The page {name!r} needs an address that starts with https://.")
        return Piece(name, detail)
    row = find_row(f"{kind}:{name}")
    return Piece(row.text if detail == "unit" else row.value_text, row.link)
