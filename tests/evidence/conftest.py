"""A copy of `data/` that a test may damage."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from born_into_care.paths import data_folder, data_from


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with every file of `data/`."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    return folder


@pytest.fixture
def in_place(copied: Path) -> Iterator[Path]:
    """The same copy, which the evidence takes for its own folder."""
    with data_from(copied):
        yield copied
