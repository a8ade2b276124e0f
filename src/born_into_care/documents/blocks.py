"""The blocks of a document: headings, paragraphs, lists, tables, pictures and sources."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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

    A link, its words and its web address, follows the text in brackets.
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


Origin = Literal["yours", "illustrative", "published"]


@dataclass(frozen=True)
class DrawnValue:
    """One value in a row of a picture, with the limits of its interval if it has one.

    Without a number the label stands alone: "one in six", "not in this pack".
    """

    row: str
    value: float | None
    label: str
    origin: Origin
    low: float | None = None
    high: float | None = None

    @property
    def has_interval(self) -> bool:
        """Whether both limits are known."""
        return self.low is not None and self.high is not None


ORIGINS = {"yours": "Your table", "illustrative": "Illustrative", "published": "Published"}
# Of a picture, in pixels.
WIDTH, LEFT, RIGHT = 700, 190, 30
TOP, ROW, ONE_LINE, FOOT, LEGEND = 10, 46, 42, 38, 22


@dataclass(frozen=True)
class Picture:
    """Values in rows along one axis from zero, drawn by the writer of the document.

    The description is for a reader who does not see it. The rows stand from top to bottom, each
    "Name" or "Name, what stands under it".
    """

    title: str
    description: str
    unit: str
    rows: tuple[str, ...]
    values: tuple[DrawnValue, ...]
    highest: float = 100.0
    legend: bool = True

    def layout(self) -> dict[str, object]:
        """Return the positions of its axis, rows, values and legend, in pixels."""
        row_height = ROW if any(", " in row for row in self.rows) else ONE_LINE
        high, foot = self.highest, TOP + row_height * len(self.rows)
        rows = [(row, TOP + row_height * (number + 0.5)) for number, row in enumerate(self.rows)]
        legend = self._name_origins() if self.legend else {}
        return {
            "width": WIDTH, "height": foot + FOOT + (LEGEND if self.legend else 0),
            "unit": self.unit,
            "left": LEFT, "right": WIDTH - RIGHT, "top": TOP, "foot": foot,
            "ticks": [(f"{high / 5 * n:g}", _x(self, high / 5 * n)) for n in range(6)],
            "rows": [(*row.partition(", ")[::2], y) for row, y in rows],
            "placed": [placed for row, y in rows for placed in _place_values(self, row, y)],
            "legend": [(*entry, LEFT + 230 * n) for n, entry in enumerate(legend.items())],
        }  # fmt: skip

    def _name_origins(self) -> dict[str, str]:
        """Return each origin of its values in words, and whether they have intervals."""
        with_interval = {drawn.origin for drawn in self.values if drawn.has_interval}
        return {
            origin: f"{word}, with 95% interval" if origin in with_interval else word
            for origin, word in ORIGINS.items()
            if any(drawn.origin == origin for drawn in self.values)
        }


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
    ILLUSTRATIVE = (
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


def _place_values(picture: Picture, row: str, middle: float) -> list[dict[str, object]]:
    """Return a row's values, each with the places of its symbol, label and interval."""
    in_row = sorted((d for d in picture.values if d.row == row), key=lambda d: d.value or 0)
    own = [drawn for drawn in in_row if drawn.origin != "published"]
    published = [drawn for drawn in in_row if drawn.origin == "published"]
    # Where a row has both, its own stand above those that are published.
    upper, lower = (middle - 8, middle + 10) if own and published else (middle, middle)
    placed = [(drawn, upper, (0, -10, "middle")) for drawn in own]
    placed += [
        (drawn, lower, _offset_label(picture, published, number))
        for number, drawn in enumerate(published)
    ]
    return [
        {"drawn": drawn, "x": (x := _x(picture, drawn.value)), "y": y}
        | {"low": _x(picture, drawn.low), "high": _x(picture, drawn.high)}
        | {"label_x": x + right, "label_y": y + down, "anchor": anchor}
        for drawn, y, (right, down, anchor) in placed
    ]


def _offset_label(
    picture: Picture, published: Sequence[DrawnValue], number: int
) -> tuple[int, int, str]:
    """Return how far right and down of a published value its label begins, and at which end.

    The lowest has its label to the left, the highest to the right, any between underneath, so that
    no two labels run into each other.
    """
    drawn = published[number]
    if drawn.has_interval:
        return 0, -9, "middle"
    if 0 < number < len(published) - 1:
        return 0, 18, "middle"
    if number == 0 and len(published) > 1:
        return -9, 4, "end"
    if _x(picture, drawn.value) > WIDTH - 90:
        return 5, 18, "end"
    return 0 if drawn.value is None else 9, 4, "start"


def _x(picture: Picture, value: float | None) -> float:
    share = min(max(value or 0.0, 0.0), picture.highest) / picture.highest
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)
