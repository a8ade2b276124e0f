"""A document written as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from born_into_care.documents.blocks import (
    ILLUSTRATIVE,
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Table,
    printable,
)


def to_markdown(document: Document) -> str:
    """Return a document as Markdown, in which no text of a block is taken for markup.

    Example:
        >>> print(to_markdown(Document("My *record*", (Paragraph("Nothing yet."),))), end="")
        # My \\*record\\*
        <BLANKLINE>
        Nothing yet.
    """
    parts = [f"# {markdown_text(document.title)}"]
    parts += [f"**Illustrative.** {ILLUSTRATIVE}"] * document.illustrative
    parts += [_block_text(block) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


def markdown_text(text: str) -> str:
    """Return a text so that Markdown shows it as it is.

    Example:
        >>> print(markdown_text("<b> *not* [markup](x)"))
        &lt;b&gt; \\*not\\* \\[markup\\](x)
    """
    escaped = html.escape(printable(text), quote=False)
    escaped = re.sub(r"([\\`*_\[\]|~$])", r"\\\1", escaped)
    # A line that starts like a heading, a list or a rule would be taken for one.
    escaped = re.sub(r"(?m)^(\s*)([#>+-])", r"\1\\\2", escaped)
    return re.sub(r"(?m)^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", escaped)


def _block_text(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.text)}"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Items):
        return "\n".join(
            f"{f'{number}.' if block.numbered else '-'} {_line(item)}"
            for number, item in enumerate(block.items, start=1)
        )
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return f"{markdown_text(block.description)}\n\n{_table(block.table)}"
    return "\n".join(
        f"{number}. {_line(text)} {f'<{address}>' if address else ''}".rstrip()
        for number, (text, address) in enumerate(block.items, start=1)
    )


def _paragraph(block: Paragraph) -> str:
    if block.style == "quote":
        # Two spaces keep a line break, and the sign keeps typed text apart from ours.
        lines = block.text.splitlines() or [""]
        return "\n".join(f"> {markdown_text(line)}  " for line in lines)
    text = markdown_text(block.text)
    text = f"**{text}**" if block.style == "strong" else text
    return f"{text} ([{markdown_text(block.link[0])}]({block.link[1]}))" if block.link else text


def _table(table: Table) -> str:
    lines = [_row(table.head), _row(["---"] * len(table.head), escape=False)]
    lines += [_row(row) for row in table.rows]
    parts = [f"**{_line(table.caption)}**", "\n".join(lines), markdown_text(table.note)]
    return "\n\n".join(filter(None, parts))


def _row(cells: Iterable[str], *, escape: bool = True) -> str:
    return f"| {' | '.join(_line(cell) if escape else cell for cell in cells)} |"


def _line(text: str) -> str:
    return markdown_text(" ".join(text.split()))
