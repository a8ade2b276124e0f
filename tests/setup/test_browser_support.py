"""Hold browser tests to Chromium: skipped with one line without it, failed under CI=true."""

from __future__ import annotations

from pathlib import Path

import pytest

from born_into_care.briefing import pdf
from born_into_care.errors import PackError
from tests.support.browser import Watch, chromium, require_chromium
from tools.build import browser as kit


def test_without_chromium_a_test_is_skipped_with_one_line_and_fails_under_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_BROWSERS", ("chromium",))
    environment = {"PATH": str(tmp_path)}
    with pytest.raises(pytest.skip.Exception, match=r"\A.*install it.*\Z"):
        require_chromium(environment)
    with pytest.raises(pytest.fail.Exception, match="install it"):
        require_chromium({**environment, "CI": "true"})
    program = tmp_path / "chromium"
    program.touch(mode=0o755)
    assert require_chromium({**environment, "CI": "true"}) == program
    own = tmp_path / "my-browser"
    own.touch()
    assert pdf.find_browser({**environment, "BROWSER_PATH": str(own)}) == own


def test_the_kit_takes_no_chromium_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "gone"))
    with pytest.raises(PackError, match="name one in BROWSER_PATH"), kit.chromium():
        pass


@pytest.mark.browser
def test_the_watch_sees_errors_and_requests_to_other_computers() -> None:
    wrong = {
        "something went wrong": "<script>console.error('something went wrong')</script>",
        "not caught": "<script>throw new Error('not caught')</script>",
        r"cdn\.example": "<script src='https://cdn.example/plotly.js'></script>",
    }
    with chromium() as browser:
        for words, body in wrong.items():
            page = browser.new_page()
            watch = Watch.of(page)
            page.goto("data:text/html,<title>quiet</title>")
            watch.assert_quiet()
            page.goto(f"data:text/html,{body}", wait_until="networkidle")
            with pytest.raises(AssertionError, match=words):
                watch.assert_quiet()
