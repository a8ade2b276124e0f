"""Measure protection, briefings on 150 areas, and a table of a million rows.

    python -m tools.bench.briefings [LOOP]

All in one run, on invented tables: counts read and protected; `make_briefings` (HTML and Word)
beside a loop over papermill's command line, which runs the notebook of a briefing for the first
LOOP areas, its time scaled; and large tables in programs of their own, for the most memory.
Writes docs/benchmarks/briefings.csv.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from born_into_care.briefing import make_briefings
from born_into_care.briefing.files import NOTEBOOK
from born_into_care.your_area import Protected, open_table, protect
from born_into_care.your_area.protection import ALL_AREAS

REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks" / "briefings.csv"
AREA_COUNT, SEED = 150, 2021
YEARS = [f"{year}/{(year + 1) % 100:02d}" for year in range(1995, 2022)]
QUARTERS = [f"{year} Q{quarter}" for year in YEARS[-10:] for quarter in range(1, 5)]
HEAD = "Area,Period,Infants,Newborns,Notice known,Short notice,Emergency,Same day,Live births"
READ = """
import json, resource, sys, time
from born_into_care.your_area import open_table, protect
began = time.perf_counter()
protect(open_table({path!r}).change(answers={{"areas": "own", "running": "no"}}).confirm().counts)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([time.perf_counter() - began, peak / (1e6 if sys.platform == "darwin" else 1e3)]))
"""


def make_counts(areas: int, periods: Sequence[str]) -> bytes:
    """Return an illustrative table with a row for each area and period."""
    rng = np.random.default_rng(SEED)
    rows = [HEAD]
    for area in range(areas):
        mean = rng.gamma(3, 8)
        for period in periods:
            counts = [rng.poisson(mean)]
            for share in (0.97, 0.86, 0.6, 0.4):
                counts.append(rng.binomial(counts[-1], share))
            row = (counts[0] + rng.poisson(mean), *counts, int(mean * 210) + 300)
            rows.append(f"Illustrative area {area + 1:03d},{period},{','.join(map(str, row))}")
    return "\n".join(rows).encode()


def protect_counts(areas: int, periods: Sequence[str]) -> Protected:
    """Return the same, read and protected."""
    reading = open_table(make_counts(areas, periods), "illustrative.csv")
    return protect(reading.change(answers={"areas": "own", "running": "no"}).confirm().counts)


def write_babies(path: Path, rows: int) -> None:
    """Write an illustrative table with a row for each baby."""
    rng = np.random.default_rng(SEED)
    born = np.datetime64("2012-04-01") + rng.integers(0, 2900, rows)
    issued = born + rng.integers(0, 40, rows)
    table = {
        "Record number": [f"ZE{number:08d}" for number in range(rows)],
        "Local authority": rng.integers(1, AREA_COUNT + 1, rows),
        "Date of birth": born,
        "Date of issue": issued,
        "Date of first hearing": issued + rng.integers(0, 12, rows),
    }
    table["Local authority"] = [f"Illustrative {area}" for area in table["Local authority"]]
    pd.DataFrame(table).to_csv(path, index=False)


def time_call(call: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def run_papermill(areas: Sequence[str], counts: Path) -> None:
    """Run the notebook of a briefing for each area by papermill's command line."""
    for area in areas:
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(NOTEBOOK)]
        out = counts.with_name("executed.ipynb")
        words = ["-r", "area", area, "-r", "table", str(counts)]
        subprocess.run([*command, str(out), *words], check=True, capture_output=True)


def measure(loop: int, folder: Path) -> list[tuple[str, float, str]]:
    """Return what was measured, the number and its unit."""
    rows = []
    for title, areas, periods in (
        ("150 areas over 5 years", AREA_COUNT, YEARS[-5:]),
        ("150 areas over 27 years", AREA_COUNT, YEARS),
        ("5 areas over 40 quarters", 5, QUARTERS),
    ):
        seconds = time_call(partial(protect_counts, areas, periods))
        rows.append((f"read and protected: {title}", seconds, "s"))
    table = protect_counts(AREA_COUNT, YEARS[-5:])
    names = [area for area in table.areas if area != ALL_AREAS]
    counts = folder / "counts.json"
    counts.write_text(table.to_json(), encoding="utf-8")
    make = partial(
        make_briefings, names, folder=folder / "out", table=table, formats=["html", "docx"]
    )
    ours, again = time_call(make), time_call(make)
    papermill = time_call(lambda: run_papermill(names[:loop], counts)) / loop * AREA_COUNT
    rows += [
        ("150 briefings: make_briefings", ours, "s"),
        ("150 briefings: the same again, all current", again, "s"),
        (f"150 briefings: papermill's command line, from {loop}", papermill, "s"),
        ("papermill's command line against make_briefings", papermill / ours, "times"),
    ]
    for number in (200_000, 1_000_000):
        path = folder / f"illustrative-{number}.csv"
        write_babies(path, number)
        command = [sys.executable, "-c", READ.format(path=str(path))]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, peak = json.loads(done.stdout)
        rows += [(f"read and protected: {number:,} rows", seconds, "s"),
                 (f"most memory: {number:,} rows", peak, "MB")]  # fmt: skip
    return rows


def main(loop: int) -> None:
    """Measure, print and write the report."""
    with tempfile.TemporaryDirectory() as folder:
        table = pd.DataFrame(measure(loop, Path(folder)), columns=["what", "number", "unit"])
    table.round(2).to_csv(REPORT, index=False, lineterminator="\n")
    print(table.round(2).to_string(index=False))


if __name__ == "__main__":
    main(int([*sys.argv, "20"][1]))
