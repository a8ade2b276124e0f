"""A running workshop app, made as `make app` makes it, on a copy of nothing but its own folder."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.lab import free_port
from tests.support.server import running
from tools.build.workshop import voila_command, voila_environment

START_SECONDS = 120


@dataclass
class App:
    """A running app: its address, its token, its log, and where the room's record lies."""

    address: str
    token: str
    log: Path
    record: Path
    process: subprocess.Popen[bytes]

    @property
    def entrance(self) -> str:
        """The address with the token, as the app's own start opens it."""
        return f"{self.address}?token={self.token}"

    def wait_until_warm(self, kernels: int = 2) -> None:
        """Wait until kernels that have run the whole path stand ready."""
        self._wait_for(f"is filled with {kernels} kernel(s)")

    def kernels(self) -> list[int]:
        """Give the process ids of its kernels."""
        listed = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        rows = [row.strip().split(maxsplit=1) for row in listed.stdout.splitlines()]
        return [int(pid) for pid, command in rows if "ipykernel" in command]

    def kill_kernels(self) -> None:
        """Kill each kernel of this app, as a computer short of memory would."""
        for pid in self.kernels():
            os.kill(pid, signal.SIGKILL)

    def _wait_for(self, words: str) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if words in self.log.read_text("utf-8", errors="replace"):
                return
            time.sleep(0.2)
        raise RuntimeError(f"The app did not start:\n{self.log.read_text()[-3000:]}")


@contextmanager
def workshop_app(notebook: Path, scratch: Path, *, port: int = 0) -> Iterator[App]:
    """Start the app on a notebook, and stop it at the end.

    Parameters:
        notebook: the workshop's notebook, with the site beside it.
        scratch: where its settings and the record go, away from those of the person testing.
        port: where it listens; 0 for a free one.
    """
    port = port or free_port()
    log, token = scratch / "voila.log", secrets.token_hex(16)
    record = scratch / "record.json"
    environment = voila_environment(record) | {
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
        yield App(address, token, log, record, process)
