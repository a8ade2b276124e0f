"""Run JupyterLab on a copy of the pack, and open a notebook in it."""

import os
import secrets
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4
from playwright.sync_api import Browser, Page

from start import lab_command, lab_environment
from tests.support.browser import Watch
from tests.support.server import running

START_SECONDS = 180
RUN_SECONDS = 180


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address with its key, and the folder that it shows.

    `requests` holds what its server or its kernels asked of other computers: the first line of each
    request that came to the proxy which stands in for all networks.
    """

    address: str
    token: str
    folder: Path
    requests: list[str]

    def url(self, path: str) -> str:
        """Return the address of a file in JupyterLab, in a workspace where nothing else is open."""
        return (
            f"{self.address}/lab/workspaces/{secrets.token_hex(4)}/tree/{path}?token={self.token}"
        )


def copy_pack(source: Path, target: Path) -> Path:
    """Copy what a learner opens, so that no test writes into the pack itself."""
    for name in ("notebooks", "data", "teaching"):
        shutil.copytree(
            source / name, target / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints")
        )
    return target


def add_notebook(lab: Lab, name: str, *cells: NotebookNode | str) -> str:
    """Write a notebook into the copy of the pack, and return its path in the lab.

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
    """Return a port that nothing listens to at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def no_network(requests: list[str]) -> Iterator[dict[str, str]]:
    """Stand in for every network, and yield the environment that leads programs here.

    Parameters:
        requests: where the first line of each request is noted; none is answered.
    """

    class Refusal(BaseHTTPRequestHandler):
        def handle(self) -> None:
            requests.append(self.rfile.readline(500).decode(errors="replace").strip())
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
        own = "127.0.0.1,localhost,::1"
        try:
            yield {**dict.fromkeys(names, address), "no_proxy": own, "NO_PROXY": own}
        finally:
            server.shutdown()


@contextmanager
def jupyterlab(folder: Path, scratch: Path) -> Iterator[Lab]:
    """Start JupyterLab on a folder as `make lab` does, and stop it at the end.

    Parameters:
        folder: what it shows and may write to.
        scratch: where its settings, logs and histories go, away from those of the person testing.
    """
    port = free_port()
    lab = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(16), folder, [])
    names = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR",
             "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR")  # fmt: skip
    # Short names: a kernel cannot open a socket whose path is longer than 107 characters.
    own = {name: scratch / f"{number}" for number, name in enumerate(names)}
    for path in own.values():
        path.mkdir(parents=True, exist_ok=True)
    environment = lab_environment(os.environ) | {name: str(path) for name, path in own.items()}
    command = lab_command(
        folder,
        "",
        "--no-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={lab.token}",
        "--expose-app-in-browser",
        environment=environment,
    )
    with (
        no_network(lab.requests) as detour,
        running(
            command,
            f"{lab.address}/api/status?token={lab.token}",
            scratch / "jupyterlab.log",
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

RESTART = f"""(path) => {PANEL}.sessionContext.restartKernel()"""

CLOSE = f"""async (path) => {{ await {PANEL}?.sessionContext.shutdown(); }}"""


@dataclass(frozen=True)
class OpenNotebook:
    """A notebook open in JupyterLab: its page, a watch on it, and its path in the lab's folder."""

    page: Page
    watch: Watch
    path: str

    def run_all(self) -> None:
        """Run every cell as the menu does, and wait until the kernel has nothing left to do."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function(IDLE, arg=self.path, timeout=RUN_SECONDS * 1000)

    def cells(self) -> list[dict[str, Any]]:
        """Return the cells as they are now, outputs among them, in nbformat's terms."""
        found: list[dict[str, Any]] = self.page.evaluate(CELLS, self.path)
        return found

    def outputs(self) -> list[dict[str, Any]]:
        """Return the outputs of all cells."""
        return [output for cell in self.cells() for output in cell.get("outputs", [])]

    def errors(self) -> list[str]:
        """Return the errors that cells ended in."""
        found = [output for output in self.outputs() if output["output_type"] == "error"]
        return [f"{output['ename']}: {output['evalue']}" for output in found]

    def show_all_cells(self) -> None:
        """Bring each cell into view once, since JupyterLab draws a cell when it is first seen."""
        for cell in self.page.locator(".jp-Notebook .jp-Cell").all():
            cell.scroll_into_view_if_needed()
            self.page.wait_for_timeout(30)


@contextmanager
def open_notebook(
    browser: Browser,
    lab: Lab,
    path: str,
    *,
    prepare: Callable[[Page], object] = lambda _: None,
) -> Iterator[OpenNotebook]:
    """Open a notebook in a fresh browser, ready to run.

    Parameters:
        browser: a running Chromium.
        lab: a running JupyterLab.
        path: the notebook, from the folder of the lab: "notebooks/01_….ipynb".
        prepare: called with the page before it goes anywhere.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = Watch.of(page)
    prepare(page)
    page.goto(lab.url(path))
    page.wait_for_function("() => Boolean(window.jupyterapp)", timeout=START_SECONDS * 1000)
    page.evaluate(OPENED, path)
    try:
        yield OpenNotebook(page, watch, path)
    finally:
        page.evaluate(CLOSE, path)
        context.close()
