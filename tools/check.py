"""Run every check of the pack and say at the end how each went: `make test`."""

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Strict: what a cell shows must be what is saved. The kernel is the one that runs the tests.
NBVAL = ("--nbval", "--nbval-current-env", "--nbval-cell-timeout=120")
PLACES = ("src", "tools/build", "tools/data", "tests", "notebooks")


def commands(*, browser: bool) -> dict[str, list[str]]:
    """Return the checks by name, the quickest first.

    Parameters:
        browser: whether to open pages in Chromium too.
    """
    # tests/conftest.py says what stays on one worker, and what starts first.
    workers = ("--numprocesses=2", "--dist=loadgroup", "--no-loadscope-reorder")
    tests = ["-m", "pytest", *workers, "--doctest-modules", *NBVAL]
    chosen = [] if browser else ["-m", "not browser"]
    return {
        "style (ruff)": [sys.executable, "-m", "ruff", "check", "."],
        "types (mypy)": [sys.executable, "-m", "mypy"],
        "tests, examples and notebooks (pytest)": [
            sys.executable, *tests, *PLACES, *chosen,
        ],
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the checks; return 0 if all passed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tools.check", description=__doc__)
    parser.add_argument("--no-browser", action="store_true", help="open no page in a browser")
    browser = not parser.parse_args(arguments).no_browser
    lines, failed = [], 0
    for name, command in commands(browser=browser).items():
        print(f"--- {name}", flush=True)
        start = time.monotonic()
        passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
        seconds = time.monotonic() - start
        lines.append(f"  {'passed' if passed else 'FAILED'}  {name}, {seconds:.0f} s")
        failed += not passed
    print("\n".join([*lines, f"{failed} checks failed." if failed else "All checks passed."]))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
