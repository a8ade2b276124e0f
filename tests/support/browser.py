"""Chromium for the tests: where it is, how it is started, and what a page may do in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from born_into_care.briefing.pdf import find_browser as chromium_path

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "tests" / "screenshots"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

CHROMIUM_ARGUMENTS = (
    # Where tests run as root, in a container, Chromium's own sandbox cannot start.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for elsewhere is seen by Watch, and goes nowhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
HOW_TO_GET_CHROMIUM = (
    "there is no Chromium here: install it ('apt-get install chromium' on Debian), "
    "or name one in BROWSER_PATH"
)

# What a console may say, and why. Keep it short: each line is a fault that we do not fix.
ALLOWED_CONSOLE: tuple[tuple[str, str], ...] = ()


def require_chromium(environment: Mapping[str, str] = os.environ) -> Path:
    """Give the Chromium of this computer; without one, skip the test, or fail it under CI=true."""
    path = chromium_path(environment)
    if path is None:
        if environment.get("CI") == "true":
            pytest.fail(HOW_TO_GET_CHROMIUM, pytrace=False)
        pytest.skip(HOW_TO_GET_CHROMIUM)
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium, and close it at the end.

    Keep it within one test file: while Playwright's synchronous interface is open, its event loop
    runs in this thread, and code that starts one of its own (papermill, nbclient) fails.
    """
    path = require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(path), args=list(CHROMIUM_ARGUMENTS)
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """Everything that a page said and asked for while it was open.

    Example: `watch = Watch.of(page)`, then use the page, then `watch.assert_quiet()`.
    """

    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Watch:
        """Watch a page from now on; call it before the page goes anywhere."""
        watch = cls()
        page.on("console", watch._console)
        page.on("pageerror", lambda error: watch.said.append(f"uncaught: {error}"))
        page.on("request", watch._request)
        page.on("websocket", lambda socket: watch.asked.append(socket.url))
        return watch

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "assert"}:
            self.said.append(f"{message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)

    def errors(self) -> list[str]:
        """Give what the console said that is not allowed."""
        return [
            text
            for text in self.said
            if not any(re.search(pattern, text) for pattern, _ in ALLOWED_CONSOLE)
        ]

    def elsewhere(self) -> list[str]:
        """Give the requests that would have left this computer."""
        return [address for address in self.asked if _leaves(address)]

    def assert_quiet(self) -> None:
        """Fail if the page reported an error, or asked for anything on another computer."""
        assert not self.elsewhere(), f"The page asked for {self.elsewhere()}"
        assert not self.errors(), f"The console says: {self.errors()}"


def _leaves(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme in {"data", "blob", "about", "file", "chrome-error"}:
        return False
    return parts.hostname not in LOOPBACK


def keep_screenshot(page: Page, name: str) -> Path:
    """Keep a picture of a page in tests/screenshots/, which git ignores."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=str(path))
    return path
