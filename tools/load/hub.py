"""Start a real JupyterHub on the loopback, and stop it with all that it started."""

import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyterhub.utils import random_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Hub:
    """A running hub: the address of its API, the token that opens it, and its process."""

    api: str
    token: str
    pid: int


@contextmanager
def running_hub(scratch: Path) -> Iterator[Hub]:
    """Start a hub, and stop it with every process that it started.

    Parameters:
        scratch: an empty folder for its database, its log and the learners' homes.

    Raises:
        RuntimeError: if it does not answer within a minute; the text ends with its log.
    """
    ports, token, log = (random_port(), random_port()), secrets.token_hex(16), scratch / "hub.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", f"{ROOT}/tools/load/hub_config.py"],
            cwd=scratch,
            env={
                **os.environ,
                "LOAD_SCRATCH": str(scratch),
                "LOAD_PORTS": " ".join(map(str, ports)),
                "LOAD_TOKEN": token,
                "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    hub = Hub(f"http://127.0.0.1:{ports[1]}/hub/api", token, process.pid)
    try:
        end = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < end:
            with suppress(OSError), urllib.request.urlopen(f"{hub.api}/", timeout=5):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"The hub did not start:\n{log.read_text()[-3000:]}")
        yield hub
    finally:
        # Its servers and their kernels too, whatever the hub itself forgets.
        family = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        process.wait(60)
        for child in psutil.wait_procs(family, timeout=5)[1]:
            child.kill()
