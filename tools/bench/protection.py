"""Measure how long counts take to be protected: `python -m tools.bench.protection`.

Writes docs/benchmarks/protection.md. Every number of the tables is drawn at random.
"""

from __future__ import annotations

import platform
import time
from pathlib import Path

import numpy as np
import psutil

from born_into_care.your_area.counts import LEVELS, Counts
from born_into_care.your_area.protection import protect

REPORT = Path(__file__).parents[2] / "docs" / "benchmarks" / "protection.md"
CASES = (
    ("150 areas over 5 years", 150, 5, 6),
    ("5 areas over 40 quarters", 5, 40, 5),
    ("150 areas over 27 years", 150, 27, 60),
)
"""What is protected, how many areas and periods that is, and the seconds aimed at."""


def draw_counts(areas: int, periods: int) -> Counts:
    """Return counts of every level, some 24 newborns an area and period, the same each time."""
    rng = np.random.default_rng(20_210_604)
    mean = rng.gamma(3, 8, size=(areas, 1)) * np.ones((1, periods))
    newborns = rng.poisson(mean)
    counts = [newborns + rng.poisson(mean), newborns]
    for share in (0.97, 0.86, 0.6, 0.4):
        counts.append(rng.binomial(counts[-1], share))
    values = np.stack(counts, axis=-1).astype(float)
    names = tuple(f"Illustrative area {area + 1}" for area in range(areas))
    labels = tuple(str(1900 + period) for period in range(periods))
    return Counts(names, labels, tuple(LEVELS), values, np.full((areas, periods), np.nan))


def main() -> None:
    """Protect each table once and write the seconds that it took."""
    rows = []
    for words, areas, periods, aim in CASES:
        counts, began, worked = (
            draw_counts(areas, periods),
            time.perf_counter(),
            time.process_time(),
        )
        shown = protect(counts)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        hidden = np.isnan(shown.values).mean()
        rows.append(f"| {words} | {seconds:.1f} | {worked:.1f} | {aim} | {hidden:.0%} |")
    lines = "\n".join(rows)
    text = f"""# Protecting large tables

Made by `python -m tools.bench.protection` on {psutil.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.

| table | seconds | seconds of processor | aimed at | counts hidden |
| --- | --- | --- | --- | --- |
{lines}
"""  # noqa: E501
    REPORT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
