"""Every page of `teaching/` that is made from data, or partly so."""

from __future__ import annotations

from pathlib import Path

from tools.kit import run_sheets, support
from tools.kit.regions import write_if_changed
from tools.kit.variants import other


def pages() -> dict[Path, str]:
    """Give the path and the text of each made page, as its data give it now."""
    page = support.path()
    return run_sheets.pages() | {
        page: support.page(page.read_text(encoding="utf-8"), support.routes()),
        other.PAGE: other.page(other.PAGE.read_text(encoding="utf-8")),
    }


def stale() -> list[Path]:
    """Give the pages that are not what their data give."""
    return [
        path
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def build() -> list[Path]:
    """Write the pages that have changed, and give them."""
    return [path for path, text in pages().items() if write_if_changed(path, text)]
