"""The site, built once from the pack as it stands, and one Chromium for each file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from born_into_care.errors import PackError
from tests.support.site import Server
from tools.build.site.build import build_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, its archive beside it; SITE_BUILD may name a build."""
    # Under pytest-xdist each worker has a folder of its own inside the one of the whole run.
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = Path(os.environ.get("SITE_BUILD", base / "site-build"))
    with FileLock(base / "site-build.lock"):
        if not (target / "site" / "worker.js").exists():
            try:
                build_site(target)
            except PackError as problem:
                pytest.fail(str(problem), pytrace=False)
    return target / "site"


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    """The site on a plain file server."""
    running = Server(site)
    running.start()
    yield running
    running.stop()
