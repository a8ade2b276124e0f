"""The outline that every briefing follows, and the sources that it cites."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.documents import Block, Document, Heading, Items, Sources, Table

DEFINITIONS = (
    "Definitions and bands of notice: Newborn babies in urgent care proceedings in England and "
    "Wales (Nuffield Family Justice Observatory, 2021). Its own regional tables are not in this "
    "pack.",
    "https://www.nuffieldfjo.org.uk/resource/newborn-babies-urgent-care-proceedings",
)
WHO_IS_MISSING = (
    "Who is missing: babies who live apart from their parents by agreement, and families who were "
    "helped in pregnancy and never came to court."
)


_TO_FILL_IN = Table(
    "For the meeting: who finds out, by when",
    ("Question", "Who finds out", "By when", "What came of it"),
    tuple((str(number), "", "", "") for number in (1, 2, 3)),
    to_fill_in=True,
)


def lay_out(
    area: str,
    *,
    opening: Sequence[Block],
    figures: Sequence[Block],
    sureness: Sequence[str],
    limits: Sequence[str],
    questions: Sequence[str],
    sources: Sequence[tuple[str, str]],
    illustrative: bool = False,
) -> Document:
    """Return a briefing: what stands under each of its headings, in the order of the pages."""
    return Document(
        f"Newborn babies in care proceedings: {area}",
        (
            *opening,
            Heading("What the figures say"),
            *figures,
            Heading("How sure we are", page=True),
            Items(tuple(sureness)),
            Heading("What the figures can’t say"),
            Items(tuple(limits)),
            Heading("Three questions to ask next"),
            Items(tuple(questions[:3]), numbered=True),
            _TO_FILL_IN,
            Heading("Sources"),
            Sources((*sources, DEFINITIONS)),
        ),
        illustrative=illustrative,
        author="Born into care teaching pack",
    )


def cite_rows(ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return the sources of published figures, each once: publisher, year, title and rows.

    A briefing travels without the pack, so it names the rows where a page of the pack links them.
    """
    rows_of: dict[str, list[str]] = {}
    for row in dict.fromkeys(ids):
        cited = evidence.sources_of(row)
        rows_of |= {name: [] for name in cited if name not in rows_of}
        # A row is named at the first of its sources: at each, it makes a third page.
        rows_of[cited[0]].append(row)
    citations: list[tuple[str, str]] = []
    for name, rows in rows_of.items():
        source = evidence.source(name)
        where = f" {'Rows' if citations else 'Rows of data/figures.md'}: {', '.join(rows)}."
        text = f"{source.publisher} ({source.year}) {source.title}.{where * bool(rows)}"
        citations.append((text, source.url))
    return citations
