"""Hold browser tests to a watch that sees what it is there for; the kit says what it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from born_into_care.errors import PackError
from tests.support.browser import Watch, chromium
from tools.build import browser as kit


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
            page.goto(f"data:text/html,{body}", wait_until="networkidle")
            with pytest.raises(AssertionError, match=words):
                watch.assert_quiet()
