"""Run the workshop app as `make app` does, on a copy of nothing but its own folder."""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.lab import free_port
from tests.support.server import running, wait_until
from tools.build.workshop import voila_command, voila_environment

START_SECONDS = 120


@dataclass
class App:
    """A running app: its address, and the same with its token."""

    address: str
    entrance: str
    process: subprocess.Popen[bytes]

    def kernels(self) -> list[int]:
        """Return the process ids of its kernels."""
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if "ipykernel" in " ".join(child.cmdline())]


@contextmanager
def workshop_app(notebook: Path, scratch: Path) -> Iterator[App]:
    """Start the app on a notebook until two kernels have run the path, and stop it at the end.

    Parameters:
        notebook: the workshop's notebook, with the site beside it.
        scratch: where its settings and the record go, away from those of the person testing.
    """
    port = free_port()
    log, token = scratch / "voila.log", secrets.token_hex(16)
    environment = voila_environment(scratch / "record.json") | {
        "HOME": str(scratch),
        "IPYTHONDIR": str(scratch / "ipython"),
        "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
    }
    command = voila_command(
        notebook,
        "--no-browser",
        "--Voila.ip=127.0.0.1",
        f"--port={port}",
        "--Voila.port_retries=0",
        f"--Voila.token={token}",
    )
    address = f"http://127.0.0.1:{port}/"
    with running(
        command, f"{address}voila/files/none", log, seconds=START_SECONDS, environment=environment
    ) as process:
        wait_until(
            lambda: "is filled with 2 kernel(s)" in log.read_text("utf-8", errors="replace"),
            process,
            log,
            seconds=START_SECONDS,
        )
        yield App(address, f"{address}?token={token}", process)
