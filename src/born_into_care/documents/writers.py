"""Write a document as HTML, Word or Markdown, from the templates beside this module."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from born_into_care.charts import style
from born_into_care.documents.blocks import Document, printable

if TYPE_CHECKING:
    from jinja2 import Environment


def to_html(document: Document, *, identifier: str = "") -> str:
    """Return a document as one HTML file that needs no script, font or network.

    The identifier stands in the file as the name of what made it.
    """
    return _render("page.html", document, identifier=identifier, lower=0)


def to_html_fragment(document: Document, *, lower: int = 1) -> str:
    """Return a document as HTML to stand in a page, its headings some levels lower."""
    return _render("fragment.html", document, lower=lower)


def to_markdown(document: Document) -> str:
    """Return a document as Markdown, in which no text of a block is taken for markup.

    Example:
        >>> print(to_markdown(Document("My *record*")), end="")
        # My \\*record\\*
    """
    return _render("document.md", document).strip() + "\n"


def to_docx(document: Document, *, identifier: str = "") -> bytes:
    """Return a document as the bytes of a Word file, in which the identifier can be read."""
    import docx
    from docx.oxml import parse_xml
    from docx.shared import Pt

    file = docx.Document()
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    body = parse_xml(_render("body.xml", document))
    # The one property of the style that python-docx has no name for; the template carries it.
    normal.element.get_or_add_rPr().append(body[0])
    for number, shape in enumerate(body.iter("{*}docPr", "{*}cNvPr"), 1):
        shape.set("id", str(number))
    file.element.replace(file.element.body, body)
    about = file.core_properties
    about.title, about.subject = printable(document.title), "Newborn babies in care proceedings"
    about.language, about.author = "en-GB", document.author
    about.comments, about.revision, about.identifier = "", 1, identifier
    # One time for all, so that the same document gives the same bytes.
    about.created = about.modified = datetime(2000, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    file.save(buffer)
    return _with_fixed_times(buffer.getvalue())


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


def _render(template: str, document: Document, **settings: object) -> str:
    return make_environment().get_template(template).render(document=document, **settings)


@cache
def make_environment(package: str = "born_into_care.documents") -> Environment:
    """Return the settings with which the templates of a package are filled in."""
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=select_autoescape(["html", "svg", "xml"]),
        undefined=StrictUndefined,
        finalize=lambda value: printable(value) if type(value) is str else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Of the page and of a picture in it, which Word draws in the same.
    environment.globals |= {
        "blue": style.BLUE, "vermilion": style.VERMILION, "ink": style.INK, "grey": style.GREY,
        "paper": style.PAPER,
    }  # fmt: skip
    environment.filters["markdown"] = lambda text: markdown_text(" ".join(text.split()))
    return environment


def _with_fixed_times(content: bytes) -> bytes:
    """Return a Word file with one time for all its parts, and its properties not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            how = zipfile.ZIP_STORED if name == "docProps/core.xml" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name), old.read(name), how)
    return buffer.getvalue()
