"""Text in which each number stands as a reference to its row, and is filled in from the evidence.

A reference is written `{figure:newborns-england-2012-13}`, `{derived:...}`,
`{births:england-2019}`, `{source:swansea2021}` or `{page:Title|https://...}`. A corrected figure
then changes everywhere, and a reader can go from each number to where it comes from.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from born_into_care.documents import markdown_text
from born_into_care.errors import PackError, unknown
from born_into_care.evidence import births, births_link, derivation, figure, source
from born_into_care.paths import data_folder

REFERENCE = re.compile(r"\{([a-z]+):([^{}|]+)(?:\|([^{}]*))?\}")
"""A reference: its kind, its id, and what follows a bar."""


@dataclass(frozen=True)
class Piece:
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
    def markdown(self) -> str:
        """The text as Markdown, what could be taken as markup escaped."""
        return "".join(
            f"[{markdown_text(piece.text)}]({piece.link})"
            if piece.link
            else markdown_text(piece.text)
            for piece in self.pieces
        )

    @property
    def html(self) -> str:
        """The text as HTML, escaped, with links."""
        return "".join(
            f'<a href="{html.escape(piece.link)}">{html.escape(piece.text)}</a>'
            if piece.link
            else html.escape(piece.text)
            for piece in self.pieces
        )

    @property
    def parts(self) -> list[dict[str, str]]:
        """The text as plain data for a front end, which sets it as text and never as markup."""
        return [
            {"text": piece.text, **({"link": piece.link} if piece.link else {})}
            for piece in self.pieces
        ]

    def __add__(self, other: RichText) -> RichText:
        return RichText(self.pieces + other.pieces)


@dataclass(frozen=True)
class Fact:
    """A row of the evidence as a question uses it.

    Attributes:
        text: its value as prose writes it, without unit.
        value: the number; None where the sources give words only.
        link: where it is explained.
    """

    text: str
    with_unit: str
    value: float | None
    link: str


def read_data_file(name: str) -> dict[str, Any]:
    """Return what a file of `data/` in JSON holds.

    Raises:
        PackError: if it is damaged; it says what to do.
    """
    try:
        return dict(json.loads((data_folder() / name).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise PackError(
            f"{name} could not be read ({error}). Put it back from a fresh copy of the pack."
        ) from error


def plain(text: str) -> RichText:
    """Return text that holds no reference.

    Example:
        >>> plain("a < b").html
        'a &lt; b'
    """
    return RichText((Piece(text),) if text else ())


def find_fact(kind: str, name: str) -> Fact:
    """Return a row of the evidence by its kind and id.

    Parameters:
        kind: "figure", "derived" or "births".
        name: its id; for births an area and a year ("england-2019").

    Raises:
        PackError: if there is no such row.

    Example:
        >>> find_fact("births", "wales-2019").text
        '29,704'
    """
    if kind in ("figure", "derived"):
        row = figure(name) if kind == "figure" else derivation(name)
        return Fact(row.value_text, row.text, row.value, row.link)
    if kind != "births":
        raise unknown("kind of figure", kind, ("figure", "derived", "births"))
    area, _, year = name.rpartition("-")
    if not year.isdigit():
        raise PackError(f"Write births as area and year, such as 'england-2019', not {name!r}.")
    area = area.replace("-", " ")
    count = births(area, int(year))
    text = f"{count:,}"
    return Fact(text, f"{text} live births", float(count), births_link(area, int(year)))


def resolve(text: str) -> RichText:
    """Return text with each reference filled in from the evidence and linked.

    Parameters:
        text: prose of ours. `{figure:ID}` gives the value, `{figure:ID|unit}` the value with its
            unit, `{source:ID|words}` a linked name, `{page:words|address}` a link.

    Raises:
        PackError: if a reference leads nowhere.

    Example:
        >>> resolve("At {figure:incidence-england-2019-20|unit}.").markdown
        'At [47.7 per 10,000 live births](../data/figures.md#incidence-england-2019-20).'
    """
    pieces = []
    end = 0
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
    if kind not in ("figure", "derived", "births"):
        kinds = ("figure", "derived", "births", "source", "page")
        raise unknown("kind of reference", kind, kinds)
    row = find_fact(kind, name)
    return Piece(row.with_unit if detail == "unit" else row.text, row.link)
