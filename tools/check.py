"""Run every check of the pack and say at the end, in one place, how each went."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Strict: what a cell shows must be what is saved. The kernel is the one that runs the tests.
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")


@dataclass(frozen=True)
class Check:
    """One command, and what it looks at in a reader's words."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    name: str
    passed: bool
    seconds: float


def checks(*, browser: bool) -> list[Check]:
    """Give the checks in the order in which they run, the quickest first.

    Parameters:
        browser: whether to open pages in Chromium too.
    """
    python = sys.executable
    tests = [
        python, "-m", "pytest",
        # One file stays on one worker: the cells of a notebook share a kernel, and the tests of a
        # page share a server.
        "--numprocesses=2", "--dist=loadfile",
        "--doctest-modules",
        *NBVAL,
        "src", "tests", "notebooks",
    ]  # fmt: skip
    if not browser:
        tests += ["-m", "not browser"]
    return [
        Check("style (ruff)", (python, "-m", "ruff", "check", ".")),
        Check("types (mypy)", (python, "-m", "mypy")),
        Check("tests, examples and notebooks (pytest)", tuple(tests)),
    ]


def run(check: Check) -> Outcome:
    """Run one check, its output passed on as it comes."""
    print(f"--- {check.name}", flush=True)
    start = time.monotonic()
    done = subprocess.run(check.command, cwd=ROOT, check=False)
    return Outcome(check.name, done.returncode == 0, time.monotonic() - start)


def summary(outcomes: list[Outcome]) -> str:
    """Give one line for each check, then one for them all."""
    lines = [
        f"  {'passed' if outcome.passed else 'FAILED'}  {outcome.name}, {outcome.seconds:.0f} s"
        for outcome in outcomes
    ]
    failed = sum(not outcome.passed for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    verdict = "All checks passed" if not failed else f"{failed} of {len(outcomes)} checks failed"
    return "\n".join([*lines, f"{verdict}, in {seconds:.0f} s."])


def main(arguments: list[str] | None = None) -> int:
    """Run the checks; give 0 if all passed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-browser", action="store_true", help="open no page in a browser")
    chosen = parser.parse_args(arguments)
    outcomes = [run(check) for check in checks(browser=not chosen.no_browser)]
    print(summary(outcomes), flush=True)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
