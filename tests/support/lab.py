"""A real JupyterLab on a copy of the pack, and a notebook open in it."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4
from playwright.sync_api import Browser, Page

from start import lab_command, lab_environment
from tests.support.browser import Watch, keep_screenshot
from tests.support.server import running

START_SECONDS = 60
RUN_SECONDS = 180


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address with its key, and the folder that it shows.

    `asked` holds what its server or its kernels asked of other computers: the first line of each
    request that came to the proxy which stands in for all networks.
    """

    address: str
    token: str
    folder: Path
    log: Path
    asked: list[str]

    def url(self, path: str) -> str:
        """Give the address of a file in JupyterLab, in a workspace where nothing else is open."""
        workspace = secrets.token_hex(4)
        return f"{self.address}/lab/workspaces/{workspace}/tree/{path}?token={self.token}"


def copy_pack(source: Path, target: Path) -> Path:
    """Copy what a learner opens, so that no test writes into the pack itself."""
    for name in ("notebooks", "data", "teaching"):
        shutil.copytree(
            source / name, target / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
    return target


def add_notebook(lab: Lab, name: str, *cells: NotebookNode | str) -> str:
    """Write a notebook into the copy of the pack, and give its path in the lab.

    Parameters:
        lab: a running JupyterLab.
        name: the file's name.
        cells: cells of nbformat, or the source of code cells.
    """
    notebook = v4.new_notebook(
        cells=[v4.new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    folder = lab.folder / "notebooks"
    folder.mkdir(exist_ok=True)
    nbformat.write(notebook, folder / name)
    return f"notebooks/{name}"


def free_port() -> int:
    """Give a port that nothing listens to at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Note(socketserver.StreamRequestHandler):
    """Note what is asked for, and refuse it."""

    def handle(self) -> None:
        first_line = self.rfile.readline(500).decode(errors="replace").strip()
        self.server.asked.append(first_line)  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def no_network(asked: list[str]) -> Iterator[dict[str, str]]:
    """Stand in for every network, and give the environment that leads programs here.

    Parameters:
        asked: where the first line of each request is noted.
    """
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Note) as server:
        server.asked = asked  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        own = "127.0.0.1,localhost,::1"
        try:
            yield {**dict.fromkeys(names, address), "no_proxy": own, "NO_PROXY": own}
        finally:
            server.shutdown()


@contextmanager
def jupyterlab(folder: Path, scratch: Path, *, again: Lab | None = None) -> Iterator[Lab]:
    """Start JupyterLab on a folder as `make lab` does, and stop it at the end.

    Parameters:
        folder: what it shows and may write to.
        scratch: where its settings, logs and histories go, away from those of the person testing.
        again: one that was stopped, to be started at its address and with its key.
    """
    token, port = secrets.token_hex(16), free_port()
    if again is not None:
        token, port = again.token, int(again.address.rpartition(":")[2])
    lab = Lab(f"http://127.0.0.1:{port}", token, folder, scratch / "jupyterlab.log", [])
    places = {
        "HOME": "home",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "share",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    environment = lab_environment(os.environ)
    environment |= {key: str(scratch / name) for key, name in places.items()}
    for name in places.values():
        (scratch / name).mkdir(parents=True, exist_ok=True)
    command = lab_command(
        folder,
        "",
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={token}",
        "--expose-app-in-browser",
    )
    status = f"{lab.address}/api/status?token={token}"
    with (
        no_network(lab.asked) as detour,
        running(
            command,
            status,
            lab.log,
            seconds=START_SECONDS,
            environment=environment | detour,
            folder=folder,
        ),
    ):
        yield lab


PANEL = "[...jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path)"

# Playwright waits for a script without an end, so each says for how long it may take.
WITHIN = """(seconds, what, wait) => Promise.race([wait, new Promise((_, fail) =>
    setTimeout(() => fail(new Error(`${what} took more than ${seconds} s`)), seconds * 1000))])"""

OPENED = f"""(path) => ({WITHIN})({START_SECONDS}, 'opening ' + path, (async () => {{
    const pause = () => new Promise(again => setTimeout(again, 50));
    await jupyterapp.restored;
    while (!{PANEL}) await pause();
    const panel = {PANEL};
    await panel.context.ready;
    await panel.sessionContext.ready;
    while (!panel.sessionContext.session?.kernel) await pause();
    jupyterapp.shell.activateById(panel.id);
}})())"""

RUN_ALL = f"""() => ({WITHIN})({RUN_SECONDS}, 'running every cell',
    jupyterapp.commands.execute('notebook:run-all-cells'))"""

CELLS = f"""(path) => [...{PANEL}.content.model.cells].map(cell => cell.toJSON())"""

IDLE = f"""(path) => {PANEL}.sessionContext.session?.kernel?.status === 'idle'"""

CLOSE = f"""async (path) => {{ await {PANEL}?.sessionContext.shutdown(); }}"""


class OpenNotebook:
    """A notebook open in JupyterLab, with a watch on its page.

    Close it with `close`, which stops its kernel, or use `open_notebook`.
    """

    def __init__(self, page: Page, watch: Watch, path: str) -> None:
        """Keep the page, its watch, and the notebook's path from the folder of the lab."""
        self.page = page
        self.watch = watch
        self.path = path

    def run_all(self) -> None:
        """Run every cell as the menu does, and wait until the kernel has nothing left to do."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function(IDLE, arg=self.path, timeout=RUN_SECONDS * 1000)

    def cells(self) -> list[dict[str, Any]]:
        """Give the cells as they are now, outputs among them, in nbformat's terms."""
        found: list[dict[str, Any]] = self.page.evaluate(CELLS, self.path)
        return found

    def errors(self) -> list[str]:
        """Give the errors that cells ended in."""
        return [
            f"{cell['id']}: {output['ename']}: {output['evalue']}"
            for cell in self.cells()
            for output in cell.get("outputs", [])
            if output["output_type"] == "error"
        ]

    def not_run(self) -> list[str]:
        """Give the code cells that were not run."""
        return [
            cell["id"]
            for cell in self.cells()
            if cell["cell_type"] == "code"
            and "".join(cell["source"]).strip()
            and cell.get("execution_count") is None
        ]

    def mime_count(self, mime: str) -> int:
        """Give the number of outputs that hold a MIME type."""
        return sum(
            mime in output.get("data", {})
            for cell in self.cells()
            for output in cell.get("outputs", [])
        )

    def show_all_cells(self) -> None:
        """Bring each cell into view once, since JupyterLab draws a cell when it is first seen."""
        for cell in self.page.locator(".jp-Notebook .jp-Cell").all():
            cell.scroll_into_view_if_needed()
            self.page.wait_for_timeout(30)

    def keep_screenshot(self, name: str) -> Path:
        """Keep a picture of the page as it stands."""
        return keep_screenshot(self.page, name)

    def close(self) -> None:
        """Stop the kernel and close the page."""
        self.page.evaluate(CLOSE, self.path)
        self.page.close()


@contextmanager
def open_notebook(
    browser: Browser,
    lab: Lab,
    path: str,
    *,
    prepare: Callable[[Page], None] | None = None,
    beside: OpenNotebook | None = None,
) -> Iterator[OpenNotebook]:
    """Open a notebook in a fresh browser, ready to run.

    Parameters:
        browser: a running Chromium.
        lab: a running JupyterLab.
        path: the notebook, from the folder of the lab: "notebooks/01_….ipynb".
        prepare: called with the page before it goes anywhere.
        beside: one that is open already, whose browser and storage this one shares.
    """
    context = (
        beside.page.context
        if beside is not None
        else browser.new_context(viewport={"width": 1280, "height": 900})
    )
    page = context.new_page()
    watch = Watch.of(page)
    if prepare is not None:
        prepare(page)
    page.goto(lab.url(path))
    page.wait_for_function("() => Boolean(window.jupyterapp)", timeout=START_SECONDS * 1000)
    page.evaluate(OPENED, path)
    opened = OpenNotebook(page, watch, path)
    try:
        yield opened
    finally:
        opened.close()
        if beside is None:
            context.close()
