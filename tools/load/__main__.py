"""Measure a class at once, then larger ones until this machine stops coping. `make load`."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from tools.load import report
from tools.load.processes import machine, wait_for_quiet
from tools.load.run import MEMORY_TO_SPARE, Plan, Result, carry_out, carry_out_walk, share_below

ROOT = Path(__file__).resolve().parents[2]
CLASS, RAMP = 40, 75.0
STEPS = (60, 70, 80, 90, 100, 110, 120)


def run(name: str, plan: Plan, *, patience: float) -> Result:
    """Wait for a quiet machine, carry out a plan, and say in one line how it went."""
    wait_for_quiet(patience)
    result = carry_out(plan)
    charts = report.first_charts(result)
    print(
        f"{name}: {plan.learners} learners over {plan.ramp:.0f} s, {len(result.failures)} failed, "
        f"first chart {share_below(charts, 50):.1f} s, "
        f"move p50 {share_below(result.moves, 50) * 1000:.0f} ms, "
        f"p95 {share_below(result.moves, 95) * 1000:.0f} ms, "
        f"{result.seconds:.0f} s, load before {result.load_before:.1f}",
        flush=True,
    )
    for visit in result.failures[:5]:
        print(f"    {visit.name}: {visit.failure}", flush=True)
    if result.log:
        place = Path(tempfile.gettempdir()) / f"load-{name.replace(' ', '-')}.log"
        place.write_text(result.log, "utf-8")
        print(f"    What hub and servers said at the end: {place}", flush=True)
    return result


def step_up(in_class: Result, *, patience: float) -> Iterator[tuple[str, Result | None, str]]:
    """Run larger classes until one does not cope; give each as it ends, and what is known by then.

    Yields:
        The run's name, what it showed (nothing if it was not tried), and a sentence.
    """
    each, most = share_below(in_class.memory, 50), in_class.plan.learners
    for learners in STEPS:
        name, free = f"step {learners}", psutil.virtual_memory().available / 2**20
        if free - learners * each < MEMORY_TO_SPARE:
            fits = int((free - MEMORY_TO_SPARE) // max(each, 1))
            yield (
                name,
                None,
                f"This machine coped with {most} learners. {learners} were not tried, because "
                f"memory ends first: of {free:,.0f} MiB free, at {each:.0f} MiB each, {fits} "
                f"learners leave {MEMORY_TO_SPARE:,} MiB.",
            )
            return
        result = run(name, Plan(learners, RAMP), patience=patience)
        if why := report.shortfall(result):
            yield (
                name,
                result,
                f"This machine coped with {most} learners, and no longer with {learners}: {why}.",
            )
            return
        most = learners
        yield name, result, f"This machine coped with {most} learners, the most that were tried."


def main(arguments: list[str] | None = None) -> int:
    """Run the load test and write its report; give 0 if the class coped, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=CLASS, help="how many are in the class")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "load", help="the report")
    parser.add_argument("--patience", type=float, default=60, help="wait for quiet, s a run")
    parser.add_argument("--no-steps", action="store_true", help="only the class, no larger ones")
    parser.add_argument(
        "--proxy",
        default=shutil.which("configurable-http-proxy") or "",
        help="the command of configurable-http-proxy; found by itself where it is installed",
    )
    chosen = parser.parse_args(arguments)
    patience = chosen.patience

    alone = run("alone", Plan(1, 0), patience=patience)
    walk, _ = carry_out_walk()
    in_class = run("class", Plan(chosen.learners, RAMP), patience=patience)
    again = run("class again", Plan(chosen.learners, RAMP, seed=20212), patience=patience)
    at_once = run("at once", Plan(chosen.learners, 0), patience=patience)
    runs = [("alone", alone), ("class", in_class), ("class again", again), ("at once", at_once)]
    proxied = None
    if chosen.proxy:
        proxied = run("proxy", Plan(chosen.learners, RAMP, proxy=chosen.proxy), patience=patience)
        runs.append(("proxy", proxied))
    measured = report.measurements(alone, in_class, walk, proxied)

    def write(end: str) -> None:
        report.write(chosen.into, runs, measured, machine=machine(), end=end, proxied=proxied)

    end = "Larger classes were not tried."
    write(end)
    if not chosen.no_steps:
        # Written after each: a larger class may take the machine with it, and what was measured
        # before is not to be lost.
        for name, result, end in step_up(in_class, patience=patience):
            runs += [(name, result)] if result else []
            write(end)
    print(f"{end}\nWritten: {chosen.into}")
    return 1 if report.shortfall(in_class) else 0


if __name__ == "__main__":
    sys.exit(main())
