"""Follow the links between the pack's own pages."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat

from tests.support import markdown


def markdown_of(path: Path) -> str:
    """Return the Markdown of a page: a .md file, or the text cells of a notebook."""
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return path.read_text(encoding="utf-8")


@cache
def _anchors(text: str) -> set[str]:
    # JupyterLab keeps capitals in a heading's anchor; a code host does not. Either is followed.
    exact = {heading.text.replace(" ", "-") for heading in markdown.headings(text)}
    return markdown.anchors(text) | exact


def broken(address: str, *, page: Path) -> str | None:
    """Return what is wrong with a link, or None if it leads somewhere.

    Parameters:
        address: the link as written. One to the web is not followed, only looked at.
        page: the file that holds it.
    """
    parts = urlsplit(address)
    if parts.scheme in {"http", "https"}:
        own = parts.hostname in {None, "localhost", "127.0.0.1"}
        return f"the link {address} leads to the writer's own computer" if own else None
    if parts.scheme in {"mailto", "tel", "data"}:
        return None
    if parts.scheme or parts.path.startswith("/"):
        return f"the link {address} works on one computer only: write it from this page"
    target = (page.parent / unquote(parts.path)) if parts.path else page
    if not target.exists():
        return f"the link {address} leads to no file"
    if (
        parts.fragment
        and target.suffix in {".md", ".ipynb"}
        and unquote(parts.fragment) not in _anchors(markdown_of(target))
    ):
        return f"the link {address} leads to no heading of {target.name}"
    return None
