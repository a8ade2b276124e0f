"""Chromium, which turns the kit's pages into PDF: a step of building, never of teaching."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from born_into_care.briefing.files import find_browser
from born_into_care.errors import PackError

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and close it at the end.

    Raises:
        PackError: if there is none, or BROWSER_PATH names none; it says how to get one.
    """
    path = find_browser()
    if path is None:
        raise PackError(
            "PDF files are made with Chromium, and there is none here. Install it "
            "('apt-get install chromium' on Debian), or name one in BROWSER_PATH."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def print_fitting(browser: Browser, html: str, path: Path, *, remedy: str) -> Path:
    """Print a page that measures itself as a PDF, and return the file.

    Parameters:
        html: the page; its `handout.js` says whether it fits.
        remedy: what to do where it does not.

    Raises:
        ValueError: if it does not fit its sheets.
    """
    page = browser.new_page()
    page.set_content(html, wait_until="load")
    page.wait_for_function("document.body.dataset.fit !== undefined", timeout=60_000)
    fit = page.evaluate("document.body.dataset.fit")
    if not fit.startswith("fits"):
        raise ValueError(f"{path.stem}: {fit}. {remedy}")
    return print_pdf(page, path)


def print_pdf(page: Page, path: Path) -> Path:
    """Print and close a page: a tagged PDF with an outline, in the size that the page asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(
        path=str(path), prefer_css_page_size=True, print_background=True, tagged=True, outline=True
    )
    page.close()
    return path
