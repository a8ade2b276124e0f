"""What the learners of a run cost this machine: memory, and time of the processors."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

PROC = Path("/proc")


@dataclass(frozen=True)
class Cost:
    """What some processes hold and have used.

    Attributes:
        memory: MiB, each page that several processes share counted in parts (PSS).
        processor: seconds of one core since they started.
    """

    memory: float
    processor: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.memory + other.memory, self.processor + other.processor)

    def since(self, before: Cost) -> Cost:
        """Give the memory of now, and the processor time used since."""
        return Cost(self.memory, self.processor - before.processor)


NOTHING = Cost(0.0, 0.0)


def cost(process: psutil.Process, *, memory: bool = True) -> Cost:
    """Give the cost of one process; nothing if it has ended."""
    with suppress(psutil.Error, OSError, ValueError):
        times = process.cpu_times()
        held = _proportional(process.pid) if memory else 0.0
        return Cost(held, times.user + times.system)
    return NOTHING


def _proportional(pid: int) -> float:
    rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


@dataclass(frozen=True)
class LearnerCost:
    """What one learner costs: their server, and each of their kernels."""

    server: Cost
    kernels: tuple[Cost, ...] = ()

    @property
    def total(self) -> Cost:
        """All together."""
        return sum(self.kernels, start=self.server)


class Family:
    """The processes of a hub and of those whom it serves."""

    def __init__(self, hub_pid: int) -> None:
        self.hub = psutil.Process(hub_pid)
        self._servers: dict[str, psutil.Process] = {}

    def _find(self) -> None:
        for child in self.hub.children():
            with suppress(psutil.Error):
                name = child.environ().get("JUPYTERHUB_USER")
                if name:
                    self._servers[name] = child

    def of(self, name: str, *, memory: bool = True) -> LearnerCost:
        """Give the cost of one learner.

        Parameters:
            name: the learner's.
            memory: whether to read memory too, which takes some milliseconds a process.
        """
        if name not in self._servers:
            self._find()
        server = self._servers.get(name)
        if server is None:
            return LearnerCost(NOTHING)
        kernels: list[psutil.Process] = []
        with suppress(psutil.Error):
            kernels = server.children(recursive=True)
        return LearnerCost(
            cost(server, memory=memory), tuple(cost(kernel, memory=memory) for kernel in kernels)
        )

    def of_hub(self) -> Cost:
        """Give the cost of the hub itself."""
        return cost(self.hub)

    def of_proxy(self) -> Cost:
        """Give the cost of the proxy, where the hub runs one."""
        for child in self.hub.children():
            with suppress(psutil.Error):
                if "JUPYTERHUB_USER" not in child.environ():
                    return cost(child)
        return NOTHING


def machine() -> str:
    """Say what this machine is, in one line."""
    model = re.search(r"^model name\s*:\s*(.*)$", (PROC / "cpuinfo").read_text(), re.MULTILINE)
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.uname().sysname}, {os.cpu_count()} cores ({model[1] if model else 'unknown'}), "
        f"{memory:.0f} GiB of memory"
    )


def wait_for_quiet(seconds: float, *, below: float = 1.0) -> float:
    """Wait until others leave the machine alone, and give the load of the last minute.

    Parameters:
        seconds: for how long at most.
        below: the load that counts as quiet.
    """
    end = time.monotonic() + seconds
    while os.getloadavg()[0] >= below and time.monotonic() < end:
        time.sleep(5)
    return os.getloadavg()[0]
