"""Documents written as HTML, Word or Markdown: briefings and a learner's record."""

from born_into_care.documents.blocks import (
    Block,
    Document,
    DrawnValue,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sources,
    Table,
)
from born_into_care.documents.writers import (
    make_environment,
    to_docx,
    to_html,
    to_html_fragment,
    to_markdown,
)

__all__ = [
    "Block",
    "Document",
    "DrawnValue",
    "Heading",
    "Items",
    "Paragraph",
    "Picture",
    "Sources",
    "Table",
    "make_environment",
    "to_docx",
    "to_html",
    "to_html_fragment",
    "to_markdown",
]  # fmt: skip
