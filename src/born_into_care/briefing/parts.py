"""What every briefing is made of: its parts, and where definitions and figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from born_into_care import evidence
from born_into_care.briefing.blocks import (
    BLOCKS_MIME,
    Block,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    packed,
)

PARTS = ("opening", "figures", "sureness", "limits", "questions", "sources")
_REFERENCE = "https://www.nuffieldfjo.org.uk/resource/newborn-babies-urgent-care-proceedings"


@dataclass(frozen=True)
class Section:
    """One part of a briefing, as a notebook shows it.

    Attributes:
        blocks: what it is made of.
        illustrative: whether its values were made by a script.
    """

    blocks: tuple[Block, ...]
    illustrative: bool = False

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The blocks for the documents, and HTML and text for whoever reads the notebook."""
        from born_into_care.briefing.html import block_html

        shown = "".join(block_html(block, number) for number, block in enumerate(self.blocks))
        forms = {
            BLOCKS_MIME: packed(self.blocks),
            "text/html": shown,
            "text/plain": "\n".join(_plain_text(block) for block in self.blocks),
        }
        return forms, {BLOCKS_MIME: {"illustrative": self.illustrative}}


@dataclass(frozen=True)
class Briefing:
    """A briefing on one area, part by part.

    Attributes:
        area: the area.
        title: the title.
        illustrative: whether its values were made by a script.
        opening: title and first sentence.
        figures: what the figures say.
        sureness: how sure we are.
        limits: what they can't say.
        questions: three questions.
        sources: where the figures come from.
    """

    area: str
    title: str
    illustrative: bool
    opening: Section
    figures: Section
    sureness: Section
    limits: Section
    questions: Section
    sources: Section


def definitions() -> tuple[str, str]:
    """Give the source of the definitions, as text and address.

    Example:
        >>> definitions()[0].split(":")[0]
        'Definitions and bands of notice'
    """
    return (
        "Definitions and bands of notice: Newborn babies in urgent care proceedings in England and "
        "Wales (Nuffield Family Justice Observatory, 2021); its own regional tables are not held.",
        _REFERENCE,
    )


def cited(ids: Sequence[str]) -> list[tuple[str, str]]:
    """Give the sources of published figures, each once: publisher, year, title and rows.

    A briefing travels without the pack, so it names the rows where a page of the pack links them.

    Parameters:
        ids: ids of published figures.

    Example:
        >>> cited(["incidence-england-2019-20"] * 2) == cited(["incidence-england-2019-20"])
        True
    """
    behind: dict[str, list[str]] = {}
    for one in dict.fromkeys(ids):
        for number, name in enumerate(evidence.sources_of(one)):
            # Once, at the first: named at each, they push a briefing onto a third page.
            behind.setdefault(name, []).extend([one] * (number == 0))
    texts: list[tuple[str, str]] = []
    for name, rows in behind.items():
        s = evidence.source(name)
        where = f" {'Rows' if texts else 'Rows of data/figures.md'}: {', '.join(rows)}."
        texts.append((f"{s.publisher} ({s.year}) {s.title}.{where * bool(rows)}", s.url))
    return texts


def _plain_text(block: Block) -> str:
    if isinstance(block, Heading | Paragraph):
        return block.text
    if isinstance(block, Items):
        return "\n".join(f"- {item}" for item in block.items)
    if isinstance(block, Table):
        return "\n".join([block.caption, *(" | ".join(row) for row in (block.head, *block.rows))])
    if isinstance(block, Picture):
        return block.description
    return "\n".join(f"- {text} {address}".rstrip() for text, address in block.items)
