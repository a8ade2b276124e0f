"""From what was measured to what a university sets and buys, with the sums in the open."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MEASUREMENTS = ROOT / "docs" / "load" / "measurements.csv"

CLASSES = (100, 400, 2000)
# What a person leaves between two moves of an explorer, on average; seconds.
BETWEEN_MOVES = 2.0
# Measured is not promised: another processor, another month, a longer notebook.
HEADROOM = 1.25
# Of a node's memory and cores, what Kubernetes, its agents and the system keep for themselves.
KEPT_BY_SYSTEM = 0.20
NODE_CORES, NODE_MEMORY = 4, 16 * 1024
PODS_ON_A_NODE = 100
# A hub that is busy for all of every second answers late; JupyterHub's runs on one core.
HUB_SHARE = 0.7


@dataclass(frozen=True)
class Measurement:
    """One measured number, and how it came about."""

    name: str
    value: float
    unit: str
    how: str


def read(path: Path = MEASUREMENTS) -> dict[str, Measurement]:
    """Give the measurements of the last run of `make load`, by name."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["name"]: Measurement(row["name"], float(row["value"]), row["unit"], row["how"])
        for row in rows
    }


def up_to(value: float, step: int) -> int:
    """Round up to a whole number of steps.

    Example:
        >>> up_to(201, 64), up_to(256, 64)
        (256, 256)
    """
    return math.ceil(value / step) * step


@dataclass(frozen=True)
class Size:
    """What each learner is given, as it stands in the hub's values.

    Attributes:
        memory_guarantee, memory_limit: MiB.
        cpu_guarantee, cpu_limit: cores.
        starts_at_once: how many servers the hub may be starting at one time.
    """

    memory_guarantee: int
    memory_limit: int
    cpu_guarantee: float
    cpu_limit: float
    starts_at_once: int


def size(measured: dict[str, Measurement]) -> Size:
    """Give what a learner is given, from what one was measured to use."""
    value = {name: row.value for name, row in measured.items()}
    moving = value["move_processor"] / 1000 / BETWEEN_MOVES
    return Size(
        memory_guarantee=up_to(value["learner_memory_in_class"] * HEADROOM, 32),
        memory_limit=up_to(value["learner_memory_all_notebooks"] * HEADROOM, 128),
        # At least a twentieth of a core, so that a busy neighbour leaves enough for one move.
        cpu_guarantee=max(0.05, up_to(moving * HEADROOM * 1000, 50) / 1000),
        # A server's start and a notebook's first run happen one after the other, on one core.
        cpu_limit=1.0,
        # As many as a node of the size below starts in 20 seconds.
        starts_at_once=up_to(20 * NODE_CORES / value["start_processor"], 8),
    )


@dataclass(frozen=True)
class Row:
    """What a class needs.

    Attributes:
        learners: how many, all at the same time.
        memory: GiB guaranteed to all of them.
        moving_cores: cores in use while all of them move an explorer.
        nodes: of NODE_CORES and NODE_MEMORY, one of them to spare.
        arrival_nodes: minutes until all are in, for the nodes' sake, if all come at once.
        arrival_hub: minutes until all are in, for the one hub's sake.
        gigabytes: what their browsers fetch the first time.
    """

    learners: int
    memory: float
    moving_cores: float
    nodes: int
    arrival_nodes: float
    arrival_hub: float
    gigabytes: float


def learners_on_a_node(given: Size) -> int:
    """Give how many learners Kubernetes puts on one node."""
    by_memory = NODE_MEMORY * (1 - KEPT_BY_SYSTEM) / given.memory_guarantee
    by_cores = NODE_CORES * (1 - KEPT_BY_SYSTEM) / given.cpu_guarantee
    return math.floor(min(by_memory, by_cores, PODS_ON_A_NODE))


def row(learners: int, measured: dict[str, Measurement]) -> Row:
    """Give what a class of this size needs."""
    value = {name: row.value for name, row in measured.items()}
    given = size(measured)
    nodes = math.ceil(learners / learners_on_a_node(given))
    cores = nodes * NODE_CORES * (1 - KEPT_BY_SYSTEM)
    return Row(
        learners=learners,
        memory=learners * given.memory_guarantee / 1024,
        moving_cores=learners * value["move_processor"] / 1000 / BETWEEN_MOVES,
        nodes=nodes + 1,
        arrival_nodes=learners * value["start_processor"] / cores / 60,
        arrival_hub=learners * value["hub_processor"] / HUB_SHARE / 60,
        gigabytes=learners * value["page_bytes"] / 1000,
    )
