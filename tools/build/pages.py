"""Every page of `teaching/` that is made from data, or partly so."""

from __future__ import annotations

from pathlib import Path

from tools.build import other_task, run_sheets, support


def write_pages() -> dict[Path, str]:
    """Return the path and the text of each made page, as its data give it now."""
    return run_sheets.write_pages() | {
        page.PAGE: page.write_page(page.PAGE.read_text(encoding="utf-8"))
        for page in (support, other_task)
    }
