"""One JupyterLab for all tests of this folder, and one Chromium for each file."""

from collections.abc import Iterator

import pytest

from tests.support.browser import ROOT, require_chromium
from tests.support.lab import Lab, copy_pack, jupyterlab


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A running JupyterLab on a copy of notebooks/ and data/."""
    require_chromium()
    folder = copy_pack(ROOT, tmp_path_factory.mktemp("pack"))
    with jupyterlab(folder, tmp_path_factory.mktemp("jupyter")) as running:
        yield running
