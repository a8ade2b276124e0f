"""A document written as a Word file, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph as WordParagraph

_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where Word wants a time, so that the same document gives the same bytes."""


def to_docx(document: Document, *, identifier: str = "") -> bytes:
    """Return a document as the bytes of a .docx file, in Word's own styles.

    A picture becomes a table of its values: Word shows an SVG only beside the same picture in
    pixels, which would take a browser to draw.

    Parameters:
        identifier: stands, readable in the bytes, in the file's properties.
    """
    import docx
    from docx.shared import Mm, Pt

    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(14)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    normal.element.get_or_add_rPr().append(_element("w:lang", document.language))
    _add_heading(file, Heading(document.title, level=1))
    if document.illustrative:
        _add_text(file, f"Illustrative. {ILLUSTRATIVE}", bold=True)
    for block in document.blocks:
        _add_block(file, block)
    about = file.core_properties
    about.title, about.subject = printable(document.title), document.subject
    about.language, about.author = document.language, document.author
    about.comments, about.revision, about.identifier = "", 1, identifier
    about.created = about.modified = _TIME
    buffer = io.BytesIO()
    file.save(buffer)
    return _with_fixed_times(buffer.getvalue())


def _add_block(file: WordFile, block: Block) -> None:
    if isinstance(block, Heading):
        _add_heading(file, block)
    elif isinstance(block, Paragraph):
        text = block.text + (f" ({block.link[0]}, {block.link[1]})" if block.link else "")
        paragraph = _add_text(file, text, bold=block.style == "strong")
        if block.style == "quote":
            paragraph.paragraph_format.left_indent = 200_000  # EMU, about half a centimetre
    elif isinstance(block, Items):
        for item in block.items:
            _add_text(file, item, "List Number" if block.numbered else "List Bullet", after=1)
    elif isinstance(block, Table):
        _add_table(file, block)
    elif isinstance(block, Picture):
        _add_text(file, block.description)
        _add_table(file, block.table)
    else:
        for text, address in block.items:
            _add_text(file, f"{text} {address}".strip(), "List Number 2", size=8, after=0)


def _add_heading(file: WordFile, block: Heading) -> None:
    from docx.shared import Pt

    heading = file.add_heading(printable(block.text), level=block.level)
    heading.paragraph_format.page_break_before = block.page
    heading.paragraph_format.space_before = Pt(8)


def _add_text(
    place: Any,
    text: str,
    style: str | None = None,
    *,
    bold: bool = False,
    size: int | None = None,
    after: int | None = None,
) -> WordParagraph:
    """Add a paragraph to a file, or to a cell of a table; sizes are in points."""
    from docx.shared import Pt

    paragraph: WordParagraph = place.add_paragraph(style=style)
    run = paragraph.add_run(printable(text))
    run.bold = bold
    run.font.size = None if size is None else Pt(size)
    paragraph.paragraph_format.space_after = None if after is None else Pt(after)
    return paragraph


def _add_table(file: WordFile, table: Table) -> None:
    if table.caption:
        _add_text(file, table.caption, bold=True).paragraph_format.keep_with_next = True
    grid = file.add_table(rows=0, cols=len(table.head), style="Light Grid Accent 1")
    for number, cells in enumerate((table.head, *table.rows)):
        for cell, text in zip(grid.add_row().cells, cells, strict=True):
            cell._tc.remove(cell.paragraphs[0]._p)
            _add_text(cell, text, bold=number == 0, size=9, after=0)
    # Word reads a row so marked as headings, aloud and at the top of each page.
    grid.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader", "true"))
    grid._tbl.tblPr.append(_element("w:tblCaption", printable(table.caption)))
    if table.note:
        _add_text(file, table.note, size=9)


def _element(name: str, value: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def _with_fixed_times(content: bytes) -> bytes:
    """Return the file with one time for all its parts, its properties not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, date_time=_TIME.timetuple()[:6])
            stored = name == "docProps/core.xml"
            part.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()
