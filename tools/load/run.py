"""Let a class arrive, work and leave, and measure it."""

import asyncio
import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from tools.load.hub import Hub, running_hub
from tools.load.learner import Learner, Visit

# A run that hangs is itself a finding: it ends, and everybody who was not done has failed.
LIMIT_SECONDS = 240.0
# A machine that runs out of memory ends programs that are none of ours. MiB.
MEMORY_TO_SPARE = 4096


@dataclass(frozen=True)
class Plan:
    """What a class is to do: how many learners, arriving evenly over how many seconds.

    With `every` they run each notebook of the pack in place of moving an explorer; with fewer than
    no moves they run the cells until the first chart alone.
    """

    name: str
    learners: int
    ramp: float = 0.0
    moves: int = 30
    every: bool = False


@dataclass
class Result:
    """What a run showed.

    Attributes:
        visits: how it went, learner by learner.
        memory: MiB of each learner's server and kernels at the end, shared pages in parts (PSS).
        processor: seconds of a core of all servers and kernels together.
        hub_memory, hub_processor: the same of the hub itself.
        load: the machine's load of a minute before the run.
    """

    plan: Plan
    visits: list[Visit] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    processor: float = 0.0
    hub_memory: float = 0.0
    hub_processor: float = 0.0
    load: float = 0.0

    @property
    def row(self) -> dict[str, object]:
        """The run as one row of runs.csv: waits, and what a learner cost."""
        charts = [visit.first_chart for visit in self.visits if visit.first_chart is not None]
        moves = [1000 * wait for visit in self.visits for wait in visit.moves]
        return {
            "run": self.plan.name,
            "learners": self.plan.learners,
            "ramp_s": self.plan.ramp,
            "moves_each": self.plan.moves,
            "failures": sum(bool(visit.failure) for visit in self.visits),
            "first_chart_p50_s": round(percentile(charts, 50), 1),
            "first_chart_p95_s": round(percentile(charts, 95), 1),
            "move_p50_ms": round(percentile(moves, 50), 1),
            "move_p95_ms": round(percentile(moves, 95), 1),
            "memory_each_p50_mib": round(percentile(self.memory, 50)),
            "memory_each_p95_mib": round(percentile(self.memory, 95)),
            "processor_each_s": round(self.processor / self.plan.learners, 2),
            "hub_processor_each_s": round(self.hub_processor / self.plan.learners, 3),
            "hub_memory_mib": round(self.hub_memory),
            "load_before": round(self.load, 1),
        }


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that a percentage of values do not exceed; not a number for none.

    Example:
        >>> percentile([1, 2, 3, 4], 50), percentile([1, 2, 3, 4], 95)
        (2.0, 4.0)
    """
    return float(np.percentile(values or [np.nan], percent, method="inverted_cdf"))


def cost(processes: Sequence[psutil.Process]) -> tuple[float, float]:
    """Return the memory in MiB (PSS) and the seconds of a core of some processes."""
    memory = seconds = 0.0
    for process in processes:
        with suppress(psutil.Error):
            memory += process.memory_full_info().pss / 2**20
            # With what was spent by programs that it started and that have ended.
            seconds += sum(process.cpu_times()[:4])
    return memory, seconds


def carry_out(plan: Plan) -> Result:
    """Start a hub, let the class come, and return what it showed."""
    result = Result(plan, load=os.getloadavg()[0])
    with tempfile.TemporaryDirectory(prefix="class-") as folder, running_hub(Path(folder)) as hub:
        result.visits = asyncio.run(meet(plan, hub))
        process = psutil.Process(hub.pid)
        result.hub_memory, result.hub_processor = cost([process])
        for server in process.children():
            memory, seconds = cost([server, *server.children(recursive=True)])
            result.memory.append(memory)
            result.processor += seconds
    return result


async def meet(plan: Plan, hub: Hub) -> list[Visit]:
    """Let the learners of a plan come, and end the run if time or memory is up."""
    learners = [Learner(f"learner-{number:03}", hub, seed=20211) for number in range(plan.learners)]

    async def come(place: int, learner: Learner) -> None:
        await asyncio.sleep(plan.ramp * place / plan.learners)
        await (learner.run_every_notebook() if plan.every else learner.attend(plan.moves))

    tasks = [asyncio.create_task(come(*numbered)) for numbered in enumerate(learners)]
    end = time.monotonic() + LIMIT_SECONDS
    while not all(task.done() for task in tasks):
        await asyncio.sleep(1)
        if psutil.virtual_memory().available < MEMORY_TO_SPARE * 2**20 or time.monotonic() > end:
            for task in tasks:
                task.cancel()
            break
    await asyncio.gather(*tasks, return_exceptions=True)
    return [learner.visit for learner in learners]
