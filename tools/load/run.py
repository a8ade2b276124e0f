"""One run: a class arrives, works and leaves, and is measured."""

from __future__ import annotations

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tools.load.hub import Hub, running_hub
from tools.load.learner import Learner, Visit
from tools.load.processes import NOTHING, Cost, Family, LearnerCost

# A run that hangs is itself a finding: it ends, and whoever was not done has failed.
LIMIT_SECONDS = 240.0
# A machine that runs out of memory ends programs that are none of ours. MiB.
MEMORY_TO_SPARE = 4096


@dataclass(frozen=True)
class Plan:
    """What a class is to do.

    Attributes:
        learners: how many.
        ramp: over how many seconds they arrive, evenly; 0 for all at once.
        moves: how often each moves the explorer.
        seed: of the pauses and of the choices.
        proxy: the command of a proxy between learners and servers; nothing for none.
    """

    learners: int
    ramp: float
    moves: int = 30
    seed: int = 20211
    proxy: str = ""


@dataclass
class Result:
    """What a run showed.

    Attributes:
        plan: what was to be done.
        visits: how it went, learner by learner.
        in_class: each learner's cost once all had their first chart.
        used: for each mark that a learner reaches, the processor time of their own processes.
        hub, proxy: what these hold at the end, and used since the first learner came.
        client: seconds of a core that the steering of the learners took, which a class would not.
        seconds: how long it took.
        busy: share of the machine in use while learners were moving.
        memory_free: the least MiB that the machine had left.
        load_before: the machine's load of a minute before the run.
        log: the end of what hub and servers said, where a learner failed.
    """

    plan: Plan
    visits: list[Visit] = field(default_factory=list)
    in_class: dict[str, LearnerCost] = field(default_factory=dict)
    used: dict[str, dict[str, float]] = field(default_factory=dict)
    hub: Cost = NOTHING
    proxy: Cost = NOTHING
    client: float = 0.0
    seconds: float = 0.0
    busy: float = 0.0
    memory_free: float = 0.0
    load_before: float = 0.0
    log: str = ""

    @property
    def failures(self) -> list[Visit]:
        """The visits that did not end well."""
        return [visit for visit in self.visits if visit.failure]

    @property
    def moves(self) -> list[float]:
        """Every wait at a move, in seconds."""
        return [wait for visit in self.visits for wait in visit.moves]

    @property
    def memory(self) -> list[float]:
        """MiB of each learner, in class."""
        return [cost.total.memory for cost in self.in_class.values() if cost.total.memory]

    @property
    def start_cost(self) -> float:
        """Seconds of a core from asking for a server until every cell has run, at the median."""
        costs = [marks["read"] for marks in self.used.values() if "read" in marks]
        return statistics.median(costs) if costs else float("nan")

    @property
    def move_cost(self) -> float:
        """Seconds of a core for each move, at the median of the learners who made them all."""
        costs = [
            (marks["moved"] - marks["read"]) / self.plan.moves
            for marks in self.used.values()
            if "moved" in marks
        ]
        return statistics.median(costs) if costs else float("nan")


def share_below(values: Sequence[float], percent: float) -> float:
    """Give the value that a percentage of values do not exceed (nearest rank).

    Example:
        >>> share_below([1, 2, 3, 4], 50), share_below([1, 2, 3, 4], 95)
        (2, 4)
    """
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(int(rank), 1) - 1]


def carry_out(plan: Plan) -> Result:
    """Start a hub, let the class come, and give what it showed."""
    load = os.getloadavg()[0]
    with (
        tempfile.TemporaryDirectory(prefix="class-") as folder,
        running_hub(Path(folder), proxy=plan.proxy) as hub,
    ):
        result = asyncio.run(_Class(plan, hub).meet())
        if result.failures:
            result.log = (Path(folder) / "hub.log").read_text("utf-8", "replace")[-20_000:]
    result.load_before = load
    return result


def carry_out_walk() -> tuple[LearnerCost, list[str]]:
    """Let one learner run every notebook and close none; give the cost, and the names."""
    with tempfile.TemporaryDirectory(prefix="walk-") as folder, running_hub(Path(folder)) as hub:
        learner = Learner("walker", hub, seed=0)
        names = asyncio.run(learner.walk())
        return Family(hub.pid).of("walker"), names


class _Class:
    def __init__(self, plan: Plan, hub: Hub) -> None:
        self.plan = plan
        self.hub = hub
        self.family = Family(hub.pid)
        width = len(str(plan.learners))
        self.learners = [
            Learner(f"learner-{number:0{width}}", hub, seed=plan.seed)
            for number in range(1, plan.learners + 1)
        ]
        self.result = Result(plan, visits=[learner.visit for learner in self.learners])
        self._coming: list[asyncio.Task[None]] = []
        self._began = time.monotonic()

    async def meet(self) -> Result:
        own = psutil.Process()
        before = sum(own.cpu_times()[:2])
        hub_before, proxy_before = self.family.of_hub(), self._of_proxy()
        coming = self._coming = [
            asyncio.create_task(self._come(learner, self.plan.ramp * place / self.plan.learners))
            for place, learner in enumerate(self.learners)
        ]
        watching = asyncio.create_task(self._watch())
        await asyncio.wait(coming, timeout=LIMIT_SECONDS)
        self._send_home()
        await asyncio.gather(*coming, return_exceptions=True)
        watching.cancel()
        for visit in self.result.visits:
            if visit.saved is None and not visit.failure:
                visit.failure = "arriving: the run was ended before their turn"
        # Whoever was done early is still there: a server runs on until it is culled.
        if not self.result.in_class:
            self._weigh()
        self.result.hub = self.family.of_hub().since(hub_before)
        self.result.proxy = self._of_proxy().since(proxy_before)
        self.result.client = sum(own.cpu_times()[:2]) - before
        self.result.seconds = time.monotonic() - self._began
        return self.result

    def _of_proxy(self) -> Cost:
        return self.family.of_proxy() if self.plan.proxy else NOTHING

    async def _come(self, learner: Learner, after: float) -> None:
        await asyncio.sleep(after)
        learner.visit.arrived = time.monotonic() - self._began
        await learner.attend(self.plan.moves, reached=self._reached)

    async def _reached(self, name: str, mark: str) -> None:
        # In a thread: reading what processes cost must not hold up the other learners' clocks.
        cost = await asyncio.to_thread(self.family.of, name, memory=False)
        self.result.used.setdefault(name, {})[mark] = cost.total.processor
        there = sum("read" in marks for marks in self.result.used.values())
        if mark == "read" and there == len(self.learners):
            await asyncio.to_thread(self._weigh)

    def _weigh(self) -> None:
        self.result.in_class = {
            learner.visit.name: self.family.of(learner.visit.name) for learner in self.learners
        }

    def _send_home(self) -> None:
        for task in self._coming:
            task.cancel()

    async def _watch(self) -> None:
        least, shares = psutil.virtual_memory().available, []
        psutil.cpu_percent()
        while True:
            await asyncio.sleep(1)
            share = psutil.cpu_percent() / 100
            least = min(least, psutil.virtual_memory().available)
            if least < MEMORY_TO_SPARE * 2**20:
                self._send_home()
            if any(0 < len(visit.moves) < self.plan.moves for visit in self.result.visits):
                shares.append(share)
            self.result.memory_free = least / 2**20
            self.result.busy = statistics.fmean(shares) if shares else 0.0
