"""Text in which each number stands as a reference to its row, and is filled in from the evidence.

A reference is written `{figure:newborns-england-2012-13}`, `{derived:...}`,
`{births:england-2019}`, `{source:swansea2021}` or `{page:Title|https://...}`. A corrected figure
then changes everywhere, and a reader can go from each number to where it comes from.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from born_into_care.errors import PackError, unknown

_REFERENCE = re.compile(r"\{([a-z]+):([^{}]+)\}")
_KINDS = ("figure", "derived", "births", "source", "page")


@dataclass(frozen=True)
class Piece:
    """A run of text, with an address where it is a number or a name that leads somewhere."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class RichText:
    """Text with its links, ready to be shown in any form; nothing in it is taken as markup.

    Attributes:
        pieces: the runs of text in order.
    """

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
        with_unit: the same with its unit.
        value: the number; None where the sources give words only.
        link: where it is explained.
    """

    text: str
    with_unit: str
    value: float | None
    link: str


def plain(text: str) -> RichText:
    """Give text that holds no reference.

    Example:
        >>> plain("a < b").html
        'a &lt; b'
    """
    return RichText((Piece(text),) if text else ())


def fact(kind: str, name: str) -> Fact:
    """Give a row of the evidence by its kind and id.

    Parameters:
        kind: "figure", "derived" or "births".
        name: its id; for births an area and a year ("england-2019").

    Raises:
        PackError: if there is no such row.

    Example:
        >>> fact("births", "wales-2019").text
        '29,704'
        >>> fact("figure", "newborns-england-2012-13").value
        2425.0
    """
    if kind == "figure":
        from born_into_care.evidence import figure

        row = figure(name)
        return Fact(row.value_text, row.text, row.value, row.link)
    if kind == "derived":
        from born_into_care.evidence import derivation

        ours = derivation(name)
        return Fact(ours.value_text, ours.text, ours.value, ours.link)
    if kind == "births":
        from born_into_care.evidence import births, births_link

        area, _, year = name.rpartition("-")
        if not year.isdigit():
            raise PackError(f"Write births as area and year, such as 'england-2019', not {name!r}.")
        area = area.replace("-", " ")
        count = births(area, int(year))
        return Fact(
            f"{count:,}", f"{count:,} live births", float(count), births_link(area, int(year))
        )
    raise unknown("kind of figure", kind, ("figure", "derived", "births"))


def resolve(text: str) -> RichText:
    """Give text with each reference filled in from the evidence and linked.

    Parameters:
        text: prose of ours. `{figure:ID}` gives the value, `{figure:ID|unit}` the value with its
            unit, `{source:ID|words}` a linked name, `{page:words|address}` a link.

    Raises:
        PackError: if a reference leads nowhere.

    Example:
        >>> resolve("From {figure:newborns-england-2012-13} babies.").markdown
        'From [2,425](../data/figures.md#newborns-england-2012-13) babies.'
        >>> resolve("At {figure:incidence-england-2019-20|unit}.").plain
        'At 47.7 per 10,000 live births.'
    """
    pieces: list[Piece] = []
    at = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > at:
            pieces.append(Piece(text[at : match.start()]))
        pieces.append(_piece(match.group(1), match.group(2)))
        at = match.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return RichText(tuple(pieces))


def references(text: str) -> list[tuple[str, str]]:
    """Give the kind and id of each reference in a text, in order.

    Example:
        >>> references("{figure:newborns-england-2012-13} of {births:england-2012|unit}")
        [('figure', 'newborns-england-2012-13'), ('births', 'england-2012')]
    """
    return [
        (match.group(1), match.group(2).partition("|")[0]) for match in _REFERENCE.finditer(text)
    ]


def markdown_text(text: str) -> str:
    """Give text so that Markdown shows it as it is.

    Example:
        >>> print(markdown_text("<b> *not* [markup](x)"))
        &lt;b&gt; \\*not\\* \\[markup\\](x)
    """
    escaped = html.escape(text, quote=False)
    escaped = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", escaped)
    # A line that starts like a heading, a list or a rule would be taken for one.
    escaped = re.sub(r"(?m)^(\s*)([#>+-])", r"\1\\\2", escaped)
    return re.sub(r"(?m)^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", escaped)


def _piece(kind: str, rest: str) -> Piece:
    name, _, words = rest.partition("|")
    if kind == "source":
        from born_into_care.evidence import source

        found = source(name)
        return Piece(words or found.title, found.url)
    if kind == "page":
        if not words.startswith(("https://", "http://")):
            raise PackError(f"The page {name!r} needs an address that starts with https://.")
        return Piece(name, words)
    if kind not in _KINDS:
        raise unknown("kind of reference", kind, _KINDS)
    row = fact(kind, name)
    return Piece(row.with_unit if words == "unit" else row.text, row.link)
