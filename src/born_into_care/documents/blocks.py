"""The blocks of a document: headings, paragraphs, lists, tables, pictures and sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

# What neither XML nor UTF-8 can hold: control characters, lone surrogates, U+FFFE and U+FFFF.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return a text without the characters that a file can't hold."""
    return _UNPRINTABLE.sub("", text)


@dataclass(frozen=True)
class Heading:
    """A heading of a section (level 2) or of a part of one (level 3); it can begin a new page."""

    text: str
    level: int = 2
    page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; "strong" is the sentence to take away, "quote" keeps a learner's line breaks.

    Attributes:
        link: words and web address of a link that follows the text in brackets.
    """

    text: str
    style: Literal["plain", "strong", "quote"] = "plain"
    link: tuple[str, str] | None = None


@dataclass(frozen=True)
class Items:
    """A list, numbered where the order of its items matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows; one to fill in has tall rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    to_fill_in: bool = False


Kind = Literal["yours", "illustrative", "published"]


@dataclass(frozen=True)
class Mark:
    """One value in a row of a picture, with the limits of its interval if it has one.

    Without a number the label stands alone: "one in six", "not in this pack".
    """

    row: str
    value: float | None
    label: str
    kind: Kind
    low: float | None = None
    high: float | None = None

    @property
    def interval(self) -> str:
        """The limits in whole numbers, or nothing."""
        exact = self.low is None or self.high is None
        return "" if exact else f"{self.low:.0f} to {self.high:.0f}"


KINDS: dict[Kind, str] = {
    "yours": "Your table",
    "illustrative": "Illustrative",
    "published": "Published",
}


@dataclass(frozen=True)
class Picture:
    """Values in rows along one axis from zero, drawn by the writer of the document.

    Attributes:
        description: what it shows, in sentences, for a reader who does not see it.
        rows: the rows from top to bottom, each "Name" or "Name, what stands under it".
    """

    title: str
    description: str
    unit: str
    rows: tuple[str, ...]
    marks: tuple[Mark, ...]
    highest: float = 100.0
    legend: bool = True

    @property
    def table(self) -> Table:
        """The same values as a table, for documents that hold no drawing."""
        marks = [mark for row in self.rows for mark in self.marks if mark.row == row]
        several = any(mark.interval for mark in marks)
        head = ("Row", "Whose", self.unit, *["95% interval"] * several)
        rows = [
            (mark.row, KINDS[mark.kind], mark.label, *[mark.interval or "none"] * several)
            for mark in marks
        ]
        return Table(self.title, head, tuple(rows))


@dataclass(frozen=True)
class Sources:
    """A list of sources, each a text and a web address that may be empty."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Items | Table | Picture | Sources


@dataclass(frozen=True)
class Document:
    """A whole document; its title is its first heading and stands in the file's properties."""

    title: str
    blocks: tuple[Block, ...] = ()
    illustrative: bool = False
    author: str = ""
    subject: str = "Newborn babies in care proceedings"
    language: str = "en-GB"
    ILLUSTRATIVE: ClassVar[str] = (
        "The values were made by a script to practise on. They are not published figures, and no "
        "row stands for a baby."
    )

    def section(self, title: str) -> tuple[Block, ...]:
        """Return the blocks under a heading, without it; those before any heading for ""."""
        sections: dict[str, list[Block]] = {"": []}
        for block in self.blocks:
            if isinstance(block, Heading):
                sections[block.text] = []
            else:
                sections[[*sections][-1]].append(block)
        return tuple(sections.get(title, ()))
