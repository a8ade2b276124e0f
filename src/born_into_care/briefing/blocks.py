"""What a briefing is made of, whatever it is written as: headings, text, tables, a picture.

The blocks travel from the notebook to the documents inside the notebook's own outputs, as JSON
under a type of their own, so that what stands in a document is what stands in the notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

BLOCKS_MIME = "application/vnd.born-into-care.briefing+json"


@dataclass(frozen=True)
class Heading:
    """A heading of a section.

    Attributes:
        text: its words.
        level: 1 for the title of the briefing, 2 for a section.
        page: whether it begins a new page.
    """

    text: str
    level: int = 2
    page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `strong` marks the sentence that a hurried reader should take away."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Items:
    """A list; `numbered` where their order is spoken of."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first column heads its rows.

    Attributes:
        caption: what it holds.
        head: the headings of its columns.
        rows: its cells as text.
        note: what its reader must know; may be empty.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """One value on a picture.

    Attributes:
        row: the row that it lies on.
        value: where it lies.
        label: what is written beside it.
        kind: "yours", "published" or "illustrative".
        low: the lower limit of its interval, or None.
        high: the upper limit, or None.
    """

    row: str
    value: float
    label: str
    kind: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Picture:
    """A picture of values in rows, drawn by whoever writes the document.

    Attributes:
        title: what it shows.
        description: what it shows in sentences, for somebody who does not see it.
        unit: what its axis counts.
        rows: the rows from top to bottom.
        marks: the values.
        highest: the end of the axis.
    """

    title: str
    description: str
    unit: str
    rows: tuple[str, ...]
    marks: tuple[Mark, ...]
    highest: float = 100.0


@dataclass(frozen=True)
class Sources:
    """The sources, each a text and an address that may be empty."""

    items: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Items | Table | Picture | Sources
_KINDS: Mapping[str, type] = {
    kind.__name__: kind for kind in (Heading, Paragraph, Items, Table, Picture, Sources)
}


@dataclass(frozen=True)
class Document:
    """A whole briefing.

    Attributes:
        title: its title, also that of the file.
        blocks: its parts, in order.
        illustrative: whether any of its values was made by a script.
        language: of its text.
        subject: what it is about, for the file's properties.
    """

    title: str
    blocks: tuple[Block, ...] = field(default=())
    illustrative: bool = False
    language: str = "en-GB"
    subject: str = "Newborn babies in care proceedings"


def packed(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give blocks as plain data.

    Example:
        >>> packed([Heading("What the figures say")])[0]["kind"]
        'Heading'
    """
    return [{"kind": type(block).__name__, **asdict(block)} for block in blocks]


def unpacked(data: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """Give the blocks that `packed` made.

    Raises:
        KeyError: for a kind of block that does not exist.
    """
    blocks = []
    for item in data:
        parts = {key: _tuples(value) for key, value in item.items() if key != "kind"}
        if item["kind"] == "Picture":
            parts["marks"] = tuple(Mark(**mark) for mark in item["marks"])
        blocks.append(_KINDS[item["kind"]](**parts))
    return tuple(blocks)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list | tuple) else value
