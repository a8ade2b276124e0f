"""What every test keeps to, and a copy of `data/` that a test may damage."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from born_into_care.paths import data_folder, data_from

# A property may take its time, as no test asserts on a clock.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with every file of `data/`."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def in_place(copied: Path) -> Iterator[Path]:
    """The same copy, which the evidence takes for its own folder."""
    with data_from(copied):
        yield copied
