"""A server of one's own while a test lasts: started, waited for, and stopped."""

from __future__ import annotations

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(
    command: Sequence[str],
    address: str,
    log: Path,
    *,
    seconds: float,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, wait until it answers, and stop it at the end.

    Parameters:
        command: what starts it.
        address: a page of it; an answer of any kind says that it is up.
        log: where what it says is kept.
        seconds: how long it may take to start.
        environment: its environment.
        folder: where it is started.
    """
    with log.open("w") as told:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=told, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_it_answers(process, address, log, seconds)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(
    process: subprocess.Popen[bytes], address: str, log: Path, seconds: float
) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")
