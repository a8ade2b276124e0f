"""Work out what a university sets and buys from what was measured."""

import math
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

MEASUREMENTS = Path(__file__).resolve().parents[2] / "docs" / "load" / "measurements.csv"

CLASSES = (100, 400, 2000)
BETWEEN_MOVES = 2.0
"""Seconds that a person leaves between two moves of an explorer, on average."""
HEADROOM = 1.25
"""Measured is not promised: another processor, another month, a longer notebook."""
SYSTEM_SHARE = 0.20
"""Of a node's memory and cores, what Kubernetes, its agents and the system use (assumed)."""
NODE_CORES, NODE_MEMORY, NODE_PODS = 4, 16 * 1024, 100
HUB_SHARE = 0.7
"""A hub that is busy for all of every second answers late; JupyterHub's runs on one core."""


def read_measurements() -> dict[str, float]:
    """Return the numbers of the last `make load`, by name."""
    return pd.read_csv(MEASUREMENTS, index_col="name")["value"].astype(float).to_dict()


def round_up(value: float, step: int) -> int:
    """Round up to a whole number of steps.

    Example:
        >>> round_up(201, 64), round_up(256, 64)
        (256, 256)
    """
    return math.ceil(value / step) * step


def count_on_a_node(memory: float, cores: float) -> int:
    """Return how many learners Kubernetes puts on one node, by what each is guaranteed.

    Parameters:
        memory: MiB for each learner.
        cores: for each learner.
    """
    free = 1 - SYSTEM_SHARE
    return math.floor(min(NODE_MEMORY * free / memory, NODE_CORES * free / cores, NODE_PODS))


def size_learner(measured: Mapping[str, float]) -> dict[str, float]:
    """Return what a learner is given: memory in MiB, cores, and how many servers start at once."""
    moving = measured["move_processor"] / 1000 / BETWEEN_MOVES
    memory = round_up(measured["learner_memory_in_class"] * HEADROOM, 32)
    # At least a twentieth of a core, so that a busy neighbour leaves enough for one move.
    cores = max(0.05, round_up(moving * HEADROOM * 1000, 50) / 1000)
    return {
        "memory_guarantee": memory,
        "memory_limit": round_up(measured["learner_memory_all_notebooks"] * HEADROOM, 128),
        "cpu_guarantee": cores,
        # A server's start and a notebook's first run happen one after the other, on one core.
        "cpu_limit": 1,
        # As many as a node starts in 20 seconds.
        "starts_at_once": round_up(20 * NODE_CORES / measured["start_processor"], 8),
        "learners_on_a_node": count_on_a_node(memory, cores),
    }


def size_class(learners: int, measured: Mapping[str, float]) -> dict[str, float]:
    """Return what a class needs: GiB, cores, nodes (one to spare), minutes until all are in, GB."""
    given = size_learner(measured)
    nodes = math.ceil(learners / given["learners_on_a_node"])
    cores = nodes * NODE_CORES * (1 - SYSTEM_SHARE)
    return {
        "learners": learners,
        "memory": learners * given["memory_guarantee"] / 1024,
        "moving_cores": learners * measured["move_processor"] / 1000 / BETWEEN_MOVES,
        "nodes": nodes + 1,
        "arrival_nodes": learners * measured["start_processor"] / cores / 60,
        "arrival_hub": learners * measured["hub_processor"] / HUB_SHARE / 60,
        "gigabytes": learners * measured["page_bytes"] / 1000,
    }
