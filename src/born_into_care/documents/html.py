"""A document written as one HTML file that needs nothing else: no script, font or network."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from born_into_care.documents.blocks import ILLUSTRATIVE, Document, printable
from born_into_care.documents.picture import draw_picture

if TYPE_CHECKING:
    from jinja2 import Template


def to_html(document: Document, *, identifier: str = "") -> str:
    """Return a document as the text of an HTML file.

    Parameters:
        identifier: stands in the head of the file, as the name of what made it.
    """
    return _render("page.html", document, identifier=identifier, lower=0)


def to_html_fragment(document: Document, *, lower: int = 1) -> str:
    """Return a document as HTML to stand in a page.

    Parameters:
        lower: how many levels lower its headings are than in a file of its own.
    """
    return _render("fragment.html", document, lower=lower)


def _render(name: str, document: Document, **settings: object) -> str:
    return _template(name).render(document=document, illustrative=ILLUSTRATIVE, **settings)


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("born_into_care.documents"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    environment.tests["web_address"] = lambda text: text.startswith(("https://", "http://"))
    environment.filters["draw"] = lambda picture, key: Markup(draw_picture(picture, key=key))
    return environment.get_template(name)
