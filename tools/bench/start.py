"""Measure how long a learner waits at the start: the import, each verb's first use, each notebook.

    python -m tools.bench.start [--rounds N]

Every round is a program of its own, so that nothing is warm but the disk. Two times are given: what
a clock on the wall says, which another busy program on the machine lengthens, and the processor's
own seconds, which it hardly does. Writes docs/benchmarks/start.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tools.notebooks import run

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "benchmarks" / "start.md"
ROUNDS = 5
STEPS = {
    "Python alone": "pass",
    "`import born_into_care`": "import born_into_care",
    "first `figure(…)`": "import born_into_care as b; b.figure('newborns-england-2019-20')",
    "first `show(…)`": "import born_into_care as b; b.show('rising-numbers')",
    "first `explore(…)`": "import born_into_care as b; b.explore('regions')",
    "first `check(…)`": "import born_into_care as b; b.check('05-verdict')",
}


@dataclass(frozen=True)
class Took:
    """Seconds on the wall, and seconds of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Measure all and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.start")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="programs a step (%(default)s)")
    rounds = parser.parse_args().rounds
    steps = {
        name: middle([took(lambda code=code: program(code)) for _ in range(rounds)])
        for name, code in STEPS.items()
    }
    notebooks = {
        path.name: took(lambda path=path: run(path))
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
    }
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(page(steps, notebooks, rounds), encoding="utf-8")


def took(work: Callable[[], object]) -> Took:
    """Give how long some work takes that other programs do: a script, or a notebook's kernel."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(ended - began, used)


def middle(times: list[Took]) -> Took:
    """Give the median of each of the two times."""
    return Took(
        statistics.median(one.wall for one in times),
        statistics.median(one.processor for one in times),
    )


def program(code: str) -> None:
    """Run some code in a Python of its own."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def page(steps: dict[str, Took], notebooks: dict[str, Took], rounds: int) -> str:
    """Give the page's Markdown."""
    busy = os.getloadavg()[0]
    return "\n".join(
        [
            "# How long the start takes",
            "",
            "Made by `python -m tools.bench.start`. Each row of the first table is a Python of its",
            f"own, {rounds} times; the medians are given, with Python's own start in them. Each",
            "notebook ran once, from the start of its kernel to its end. *Processor* is the time",
            "that the work itself took, whatever else the machine was doing.",
            "",
            f"Machine: {platform.system()} {platform.machine()}, {os.cpu_count()} cores; Python",
            f"{platform.python_version()}, pandas {version('pandas')}, plotly {version('plotly')}.",
            f"Programs that wanted a core at the end of the run: {busy:.0f}. Where that is more",
            "than there are cores, the wall's time is longer than a learner's.",
            "",
            *table("Step", steps),
            "",
            *table("Notebook", notebooks),
            "",
            "Most of a first `figure` is pandas, of a first `show` pandas and scipy, of a first",
            "`explore` also the widgets, which a running notebook has loaded already.",
            "",
        ]
    )


def table(heading: str, times: dict[str, Took]) -> list[str]:
    """Give the lines of one table."""
    return [
        f"| {heading} | Processor, s | Wall, s |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {one.processor:.2f} | {one.wall:.2f} |" for name, one in times.items()),
    ]


if __name__ == "__main__":
    main()
