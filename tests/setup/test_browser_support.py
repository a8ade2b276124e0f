"""Without Chromium a browser test is skipped with one line, and fails under CI=true."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from born_into_care.briefing import pdf
from born_into_care.errors import PackError
from tests.support.browser import Watch, chromium, require_chromium
from tools.build import browser as kit


@pytest.fixture
def no_chromium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(pdf, "_BROWSERS", ("chromium",))
    return {"PATH": str(tmp_path)}


def test_without_chromium_a_test_is_skipped_with_one_line(no_chromium: dict[str, str]):
    with pytest.raises(pytest.skip.Exception) as skipped:
        require_chromium(no_chromium)
    assert "install it" in str(skipped.value)
    assert "\n" not in str(skipped.value)


def test_without_chromium_a_test_fails_under_ci(no_chromium: dict[str, str]):
    with pytest.raises(pytest.fail.Exception) as failed:
        require_chromium({**no_chromium, "CI": "true"})
    assert "install it" in str(failed.value)


def test_a_chromium_on_the_path_is_found(no_chromium: dict[str, str]):
    program = Path(no_chromium["PATH"]) / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert require_chromium({**no_chromium, "CI": "true"}) == program


def test_a_chromium_named_by_hand_comes_first(no_chromium: dict[str, str], tmp_path: Path):
    program = tmp_path / "my-browser"
    program.write_text("")
    assert pdf.find_browser({**no_chromium, "BROWSER_PATH": str(program)}) == program
    assert pdf.find_browser({**no_chromium, "BROWSER_PATH": str(tmp_path / "gone")}) is None


def test_the_kit_takes_no_chromium_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    with pytest.raises(PackError, match="name one in BROWSER_PATH"), kit.chromium():
        pass


class Page(BaseHTTPRequestHandler):
    """A page that does as its address says."""

    bodies: ClassVar = {
        "/quiet": "<title>quiet</title>",
        "/console": "<script>console.error('something went wrong')</script>",
        "/throws": "<script>throw new Error('not caught')</script>",
        "/elsewhere": "<script src='https://cdn.example/plotly.js'></script>",
    }

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(("<link rel=icon href=data:,>" + self.bodies[self.path]).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.browser
def test_the_watch_sees_what_a_page_does():
    server = HTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with chromium() as opened:
            found = {}
            for path in Page.bodies:
                page = opened.new_page()
                watch = Watch.of(page)
                page.goto(f"http://127.0.0.1:{server.server_port}{path}")
                page.wait_for_load_state("networkidle")
                found[path] = watch
                page.close()
    finally:
        server.shutdown()
        server.server_close()
    found["/quiet"].assert_quiet()
    with pytest.raises(AssertionError, match="something went wrong"):
        found["/console"].assert_quiet()
    with pytest.raises(AssertionError, match="not caught"):
        found["/throws"].assert_quiet()
    with pytest.raises(AssertionError, match=r"cdn\.example"):
        found["/elsewhere"].assert_quiet()
