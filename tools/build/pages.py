"""Every page of `teaching/` that is made from data, or partly so."""

from pathlib import Path

from tools.build import other_task, run_sheets, support
from tools.build.pack import write_text


def write_pages() -> dict[Path, str]:
    """Return the path and the text of each made page, as its data give it now."""
    return run_sheets.write_pages() | {
        page.PAGE: page.write_page(page.PAGE.read_text(encoding="utf-8"))
        for page in (support, other_task)
    }


def write_stale() -> list[Path]:
    """Write the pages that are not what their data give, and return them."""
    pages = write_pages().items()
    return [write_text(path, text) for path, text in pages if path.read_text("utf-8") != text]
