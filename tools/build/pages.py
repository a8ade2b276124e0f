"""Every page of `teaching/` that is made from data, or partly so."""

import re
from pathlib import Path

from tools.build import other_task, run_sheets, support
from tools.build.pack import TEACHING, render, write_text


def write_pages() -> dict[Path, str]:
    """Return the path and the text of each made page, as its data give it now."""
    routes = render("support_table.md.j2", routes=support.read_routes())
    tables = {
        TEACHING / "support.md": ("data/support.csv", routes),
        TEACHING / "other_task.md": ("data/live_births.csv", other_task.write_table()),
    }
    return run_sheets.write_pages() | {
        path: replace_block(path.read_text("utf-8"), data, table)
        for path, (data, table) in tables.items()
    }


def write_stale() -> list[Path]:
    """Write the pages that are not what their data give, and return them."""
    pages = write_pages().items()
    return [write_text(path, text) for path, text in pages if path.read_text("utf-8") != text]


def replace_block(page: str, made_from: str, block: str) -> str:
    """Return a page's text with the part that is made from data replaced; the rest stays.

    Parameters:
        page: Markdown that holds the two marks that `made_from` names.
        made_from: the data's path, as the marks give it.
        block: Markdown for the place between the marks.

    Raises:
        ValueError: if the marks are missing or stand more than once.
    """
    begin, end = (
        f'<!-- made from {made_from} by "make kit": {word} -->' for word in ("begin", "end")
    )
    found = re.findall(rf"{re.escape(begin)}.*?{re.escape(end)}", page, re.DOTALL)
    if len(found) != 1:
        raise ValueError(f"The page needs these two lines, each once:\n{begin}\n{end}")
    return page.replace(found[0], f"{begin}\n\n{block.strip()}\n\n{end}")
