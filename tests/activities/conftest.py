"""Every test of this folder has a record of its own, and never touches its developer's."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from errno import ENOSPC
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser

from born_into_care.activities import record_file as record_files
from born_into_care.activities.record_file import RECORD_VARIABLE, RecordFile, record_file
from tests.support.activity_page import Opener, opener


@pytest.fixture(autouse=True)
def record_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of this test's record."""
    path = tmp_path / "mine" / "record.json"
    monkeypatch.setenv(RECORD_VARIABLE, str(path))
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Set the minute of the hour at which things are saved."""

    def set_minute(minute: int) -> None:
        stamp = f"2026-03-04T10:{minute:02d}:00+00:00"
        monkeypatch.setattr(record_files, "current_time", lambda: stamp)

    return set_minute


@pytest.fixture
def file(clock: Callable[[int], None]) -> RecordFile:
    """The record, saved at ten o'clock."""
    clock(0)
    return record_file()


Sent = list[dict[str, Any]]


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], Sent]:
    """Hear what a widget sends: its messages, without their buffers."""

    def on(widget: Any) -> Sent:
        heard: Sent = []
        monkeypatch.setattr(widget, "send", lambda content, **_: heard.append(content))
        return heard

    return on


@pytest.fixture
def open_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Open a widget's front end, served by the widget itself; give the page."""
    yield from opener(browser, monkeypatch)


@pytest.fixture
def full_disk() -> Callable[[], AbstractContextManager[Any]]:
    """Return a disk that is full as long as its block lasts."""
    return lambda: patch("os.fsync", side_effect=OSError(ENOSPC, os.strerror(ENOSPC)))
