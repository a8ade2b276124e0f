"""What every test keeps to, a copy of `data/` that a test may damage, and Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from born_into_care.paths import data_folder
from tests.support.browser import chromium
from tests.support.data import data_from

# A property may take its time, as no test asserts on a clock.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


# What takes longest comes first, so that two workers end together.
LONGEST = (
    "deliveries/test_site.py", "lab", "explorers", "deliveries/test_workshop.py", "teaching",
    "activities/test_pages.py", "setup", "briefing", "your_area", "charts", "activities", "deploy",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by how long their files take."""

    def rank(item: pytest.Item) -> int:
        places = (at for at, start in enumerate(LONGEST) if f"tests/{start}" in item.nodeid)
        return next(places, len(LONGEST))

    items.sort(key=rank)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with every file of `data/`."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def in_place(copied: Path) -> Iterator[Path]:
    """The same copy, which the evidence takes for its own folder."""
    with data_from(copied):
        yield copied


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium, closed after each file: see `chromium` for why."""
    with chromium() as running:
        yield running
