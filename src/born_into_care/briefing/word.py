"""A briefing as a Word document, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from born_into_care.briefing.blocks import (
    Block,
    Document,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sources,
    Table,
)

_WHEN = datetime(2000, 1, 1, tzinfo=UTC)
"""In the file's properties, where Word wants a time and the same input must give the same bytes."""


def word(document: Document) -> bytes:
    """Give a briefing as the bytes of a .docx file.

    The picture is left to the HTML and PDF: Word shows their SVG only beside the same picture in
    pixels, and nothing here draws that without a browser. Its values stand in a table in its place,
    under its description.

    Parameters:
        document: the briefing.
    """
    import docx
    from docx.shared import Mm, Pt

    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(14)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    _language(made, document.language)
    for number, block in enumerate(document.blocks):
        _add(made, block)
        if number == 0 and document.illustrative:
            made.add_paragraph(
                "Illustrative. The values were made by a script to practise on. They are not "
                "published figures, and no row stands for a baby."
            ).runs[0].bold = True
    about = made.core_properties
    about.title, about.subject, about.language = document.title, document.subject, document.language
    about.author, about.comments, about.revision = "Born into care teaching pack", "", 1
    about.created = about.modified = _WHEN
    held = io.BytesIO()
    made.save(held)
    return _same_times(held.getvalue())


def _add(made: Any, block: Block) -> None:
    """One block, with Word's own styles, so that its outline can be walked."""
    from docx.shared import Pt

    if isinstance(block, Heading):
        heading = made.add_heading(block.text, level=block.level)
        heading.paragraph_format.page_break_before = block.page
        heading.paragraph_format.space_before = Pt(8)
    elif isinstance(block, Paragraph):
        run = made.add_paragraph().add_run(block.text)
        run.bold = block.strong
    elif isinstance(block, Items):
        style = "List Number" if block.numbered else "List Bullet"
        for item in block.items:
            made.add_paragraph(item, style=style).paragraph_format.space_after = Pt(1)
    elif isinstance(block, Table):
        _table(made, block)
    elif isinstance(block, Picture):
        _picture(made, block)
    else:
        _sources(made, block)


def _picture(made: Any, picture: Picture) -> None:
    made.add_paragraph(picture.description)
    rows = tuple(
        (
            mark.row,
            {"yours": "Your table", "published": "Published"}.get(mark.kind, "Illustrative"),
            mark.label,
            "" if mark.low is None or mark.high is None else f"{mark.low:.0f} to {mark.high:.0f}",
        )
        for row in picture.rows
        for mark in picture.marks
        if mark.row == row
    )
    _table(made, Table(picture.title, ("Measure", "Whose", picture.unit, "95% interval"), rows))


def _table(made: Any, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    caption = made.add_paragraph()
    caption.add_run(table.caption).bold = True
    caption.paragraph_format.keep_with_next = True
    grid = made.add_table(rows=0, cols=len(table.head))
    grid.style = "Light Grid Accent 1"
    for number, cells in enumerate((table.head, *table.rows)):
        row = grid.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.font.size = Pt(9)
            run.bold = number == 0
        if number == 0:
            # Word reads a row so marked as headings, aloud and at the top of each page.
            mark = OxmlElement("w:tblHeader")
            mark.set(qn("w:val"), "true")
            row._tr.get_or_add_trPr().append(mark)
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), table.caption)
    grid._tbl.tblPr.append(described)
    if table.note:
        made.add_paragraph().add_run(table.note).font.size = Pt(9)


def _sources(made: Any, sources: Sources) -> None:
    from docx.shared import Pt

    for text, address in sources.items:
        paragraph = made.add_paragraph(style="List Number 2")
        run = paragraph.add_run(f"{text} {address}".strip())
        run.font.size = Pt(8)
        paragraph.paragraph_format.space_after = Pt(0)


def _language(made: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    properties = made.styles["Normal"].element.get_or_add_rPr()
    properties.append(mark)


def _same_times(content: bytes) -> bytes:
    """The file packed anew, with one time for all its parts."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return held.getvalue()
