"""Measure what a learner waits for at the start: the import, and the first use of each verb.

    python -m tools.bench.start [ROUNDS]

Each round is a Python of its own, so that nothing is warm but the disk. Prints medians: seconds of
the processor, which another busy program hardly changes, and seconds on the wall.
"""

import os
import statistics
import subprocess
import sys
import time

STEPS = {
    "Python alone": "pass",
    "import born_into_care": "import born_into_care",
    "first figure": "import born_into_care as b; b.figure('newborns-england-2019-20')",
    "first show": "import born_into_care as b; b.show('rising-numbers')",
    "first explore": "import born_into_care as b; b.explore('regions')",
    "first check": "import born_into_care as b; b.check('05-verdict')",
}


def measure(code: str) -> tuple[float, float]:
    """Return the processor's and the wall's seconds of a Python that runs some code."""
    before, began = sum(os.times()[2:4]), time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return sum(os.times()[2:4]) - before, time.perf_counter() - began


def main(rounds: int) -> None:
    """Print one line for each step."""
    for name, code in STEPS.items():
        times = [measure(code) for _ in range(rounds)]
        processor, wall = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name:22} {processor:5.2f} s of processor, {wall:5.2f} s on the wall")


if __name__ == "__main__":
    main(int([*sys.argv, "5"][1]))
