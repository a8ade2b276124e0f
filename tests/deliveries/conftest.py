"""The site, built once from the pack as it stands, and one Chromium for each file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from born_into_care.errors import PackError
from tests.support.browser import chromium
from tests.support.report import Report
from tests.support.site import Server, served
from tools.site.build import build

BUILD_SECONDS = 300


@dataclass(frozen=True)
class Built:
    """A built site: its folder, the archive beside it, and what stood against it."""

    folder: Path
    archive: Path
    problem: str


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of this pack; or the build in the folder that SITE_BUILD names, as it stands."""
    if named := os.environ.get("SITE_BUILD"):
        folder = Path(named)
        return Built(folder / "site", folder / "born-into-care-site.zip", "")
    # Under pytest-xdist each worker has a folder of its own inside the one of the whole run.
    alone = os.environ.get("PYTEST_XDIST_WORKER") is None
    base = tmp_path_factory.getbasetemp()
    target = (base if alone else base.parent) / "site-build"
    _build_once(target)
    problem = (target / "problem.txt").read_text("utf-8")
    if not (target / "site" / "index.html").exists():
        pytest.fail(problem, pytrace=False)
    return Built(target / "site", target / "born-into-care-site.zip", problem)


def _build_once(target: Path) -> None:
    """Build, or wait for the worker that does."""
    done = target / "done"
    try:
        target.mkdir()
    except FileExistsError:
        end = time.monotonic() + BUILD_SECONDS
        while not done.exists() and time.monotonic() < end:
            time.sleep(0.2)
        return
    problem = "The build broke off: see the first test that asked for it."
    try:
        build(target)
        problem = ""
    except PackError as error:
        problem = str(error)
    finally:
        (target / "problem.txt").write_text(problem, "utf-8")
        done.touch()


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> Iterator[Report]:
    """What this run measures; written to the file that DELIVERIES_REPORT names, if it names one."""
    found = Report()
    yield found
    if named := os.environ.get("DELIVERIES_REPORT"):
        found.write(Path(named), failed=request.session.testsfailed)


@pytest.fixture(scope="module")
def server(site: Built) -> Iterator[Server]:
    """The site on a plain file server."""
    with served(site.folder) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium, closed after each file."""
    with chromium() as running:
        yield running
