"""Start Chromium for the tests, and watch what a page does in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from born_into_care.briefing.files import find_browser
from tools.build.browser import ARGUMENTS

ROOT = Path(__file__).resolve().parents[2]
OWN_SCHEMES = {"data", "blob", "about", "file", "chrome-error"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

# Whatever a page asks for elsewhere is seen by Watch, and goes nowhere.
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
HOW_TO_GET_CHROMIUM = (
    "there is no Chromium here: install it ('apt-get install chromium' on Debian), "
    "or name one in BROWSER_PATH"
)


def require_chromium() -> Path:
    """Return this computer's Chromium; without it skip the test, or fail it under CI=true."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI") == "true":
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
            executable_path=str(path), args=[*ARGUMENTS, NO_OTHER_HOST]
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """The errors that a page reported and the addresses that it asked for while it was open.

    Example: `watch = Watch.of(page)`, then use the page, then `watch.assert_quiet()`.
    """

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Self:
        """Watch a page from now on; call it before the page goes anywhere."""
        watch = cls()
        page.on("console", watch._note_console)
        page.on("pageerror", lambda error: watch.errors.append(f"uncaught: {error}"))
        page.on("request", lambda request: watch.requests.append(request.url))
        page.on("websocket", lambda socket: watch.requests.append(socket.url))
        return watch

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "assert"}:
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def requests_elsewhere(self) -> list[str]:
        """Return the requests that would have left this computer."""
        return [
            address
            for address in self.requests
            if urlsplit(address).scheme not in OWN_SCHEMES
            and urlsplit(address).hostname not in LOOPBACK
        ]

    def assert_quiet(self) -> None:
        """Fail if the page reported an error, or asked for anything on another computer."""
        assert not self.requests_elsewhere(), f"The page asked for {self.requests_elsewhere()}"
        assert not self.errors, f"The console says: {self.errors}"
