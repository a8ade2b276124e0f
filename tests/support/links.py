"""Whether the links between the pack's own pages lead somewhere."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat

from tests.support import markdown


def markdown_of(path: Path) -> str:
    """Give the Markdown of a page: a .md file, or the text cells of a notebook."""
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _anchors(path: Path, changed: float) -> frozenset[str]:  # noqa: ARG001 (keys the cache)
    # JupyterLab keeps capitals in a heading's anchor; a code host does not. Either is followed.
    text = markdown_of(path)
    exact = {heading.text.replace(" ", "-") for heading in markdown.headings(text)}
    return frozenset(markdown.anchors(text) | exact)


def broken(address: str, *, page: Path) -> str | None:
    """Say what is wrong with a link, or give None if it leads somewhere.

    Parameters:
        address: the link as written. One to the web is not followed, only looked at.
        page: the file that holds it.
    """
    parts = urlsplit(address)
    if parts.scheme in {"http", "https"}:
        if parts.hostname in {"localhost", "127.0.0.1"} or not parts.hostname:
            return f"the link {address} leads to the writer's own computer"
        return None
    if parts.scheme in {"mailto", "tel", "data"}:
        return None
    if parts.scheme or parts.path.startswith("/"):
        return f"the link {address} works on one computer only: write it from this page"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    if not target.exists():
        return f"the link {address} leads to no file"
    if (
        parts.fragment
        and target.suffix in {".md", ".ipynb"}
        and unquote(parts.fragment) not in _anchors(target, target.stat().st_mtime)
    ):
        return f"the link {address} leads to no heading of {target.name}"
    return None
