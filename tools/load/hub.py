"""A real JupyterHub on the loopback, started and stopped."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@dataclass(frozen=True)
class Hub:
    """A running hub.

    Attributes:
        api: the address of its programming interface.
        token: what opens it.
        public: the proxy's address, or nothing where learners speak to their servers directly.
        pid: its process.
        scratch: where it and the learners write.
    """

    api: str
    token: str
    public: str
    pid: int
    scratch: Path


def free_ports(count: int) -> list[int]:
    """Give ports that nothing listens to at this moment, no two the same."""
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


@contextmanager
def running_hub(scratch: Path, *, proxy: str = "") -> Iterator[Hub]:
    """Start a hub, and stop it with all that it started.

    Parameters:
        scratch: an empty folder for its data base, its log and the learners' homes.
        proxy: the command of configurable-http-proxy; nothing, to do without.

    Raises:
        RuntimeError: if it does not answer within a minute; the text ends with its log.
    """
    ports, token = free_ports(3), secrets.token_hex(16)
    log, config = scratch / "hub.log", ROOT / "tools" / "load" / "hub_config.py"
    environment = {
        **os.environ,
        "LOAD_SCRATCH": str(scratch),
        "LOAD_PORTS": " ".join(map(str, ports)),
        "LOAD_TOKEN": token,
        "LOAD_PROXY": proxy,
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("CONFIGPROXY_AUTH_TOKEN", None)
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "--config", str(config)],
            cwd=scratch,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    hub = Hub(
        api=f"http://127.0.0.1:{ports[1]}/hub/api",
        token=token,
        public=f"http://127.0.0.1:{ports[0]}" if proxy else "",
        pid=process.pid,
        scratch=scratch,
    )
    try:
        _wait_until_it_answers(hub, process, log)
        yield hub
    finally:
        _stop(process)


def _wait_until_it_answers(hub: Hub, process: subprocess.Popen[bytes], log: Path) -> None:
    request = urllib.request.Request(f"{hub.api}/", headers={"Authorization": f"token {hub.token}"})
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(request, timeout=5):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The hub did not start:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    # The servers are children of the hub, the kernels of the servers: all are noted before the hub
    # goes, so that none is left behind whatever it forgets.
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        with suppress(psutil.NoSuchProcess):
            child.terminate()
    _, left = psutil.wait_procs(family, timeout=5)
    for child in left:
        with suppress(psutil.NoSuchProcess):
            child.kill()


def version(hub: Hub) -> str:
    """Give the hub's version."""
    request = urllib.request.Request(f"{hub.api}/", headers={"Authorization": f"token {hub.token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["version"])
