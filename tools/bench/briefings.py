# ruff: noqa: E501  (a paragraph of the report is one line)
"""Measure how long briefings on 150 areas take, and a table of a million rows.

    python -m tools.bench.briefings [--loop N]

In one run, on one table: (a) the warm workers of this pack; (b) a loop over papermill's command
line; (c) a loop over `papermill.execute_notebook`. Each way writes the same files, HTML and Word, for
every area. With --loop the two loops take only the first N areas, and their time is scaled. Memory is
that of all programs of (a) together, twice a second. Then a case-level table of a million rows is
read, checked and protected in a program of its own, beside pandas' bare read of the same file. Writes
docs/benchmarks/briefings.md and .csv.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
import psutil
from born_into_care.briefing.html import html
from born_into_care.briefing.one import NOTEBOOK, collected
from born_into_care.briefing.word import word

from born_into_care.briefing import make_briefings
from born_into_care.your_area import Protected, open_table, protect
from born_into_care.your_area.counts import ALL_AREAS

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "benchmarks" / "briefings.md"
AREAS, YEARS, ROWS = 150, 5, 1_000_000
_SEED = 2021

# What one program prints about itself: seconds, and the most memory that it held, in MB.
_PEAK = """
import json, resource, sys, time
began = time.perf_counter()
{work}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
print(json.dumps([time.perf_counter() - began, peak / (1024 if sys.platform == "darwin" else 1)]))
"""
_OURS = """
from born_into_care.your_area import open_table, protect
reading = open_table({path!r})
shown = protect(reading.confirm().counts)
"""
_PANDAS = """
import pandas
pandas.read_csv({path!r})
"""


@dataclass(frozen=True)
class Way:
    """One way of making briefings.

    Attributes:
        name: what it is.
        areas: how many it made.
        seconds: how long they took, output files included.
    """

    name: str
    areas: int
    seconds: float

    @property
    def for_all(self) -> float:
        """The seconds for all areas, scaled where a loop took only the first ones."""
        return self.seconds / self.areas * AREAS


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loop", type=int, default=AREAS, help="areas for the two loops")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        table, protecting = _protected()
        counts = scratch / "counts.json"
        counts.write_text(table.to_json(), encoding="utf-8")
        areas = [area for area in table.areas if area != ALL_AREAS]
        memory: list[tuple[float, float]] = []
        ways = [_ours(areas, table, scratch / "ours", memory)]
        for name, run in (
            ("papermill's command line, in a loop", _command_line),
            ("papermill.execute_notebook, in a loop", _function),
        ):
            ways.append(_loop(name, run, areas[: asked.loop], counts, scratch / run.__name__))
        same = _same_files(scratch, areas[: asked.loop])
        printed = _pdf(areas[:10], table, scratch / "pdf")
        million = _million(scratch)
    _write(ways, memory, protecting, printed, million, same)


def _protected() -> tuple[Protected, float]:
    """A seeded table of 150 areas over five years, protected, and the seconds that took."""
    rng = np.random.default_rng(_SEED)
    rows = ["Area,Period,Infants,Newborns,Notice known,Short notice,Emergency,Same day,Live births"]
    for a in range(AREAS):
        mean = rng.gamma(3, 8)
        for y in range(YEARS):
            newborns = rng.poisson(mean)
            known = rng.binomial(newborns, 0.97)
            short = rng.binomial(known, 0.86)
            emergency = rng.binomial(short, 0.6)
            same_day = rng.binomial(emergency, 0.4)
            counts = (newborns + rng.poisson(mean), newborns, known, short, emergency, same_day)
            rows.append(
                f"Illustrative area {a + 1:03d},{2015 + y}/{16 + y},"
                + ",".join(map(str, (*counts, int(mean * 210) + 300)))
            )
    reading = open_table("\n".join(rows).encode(), "illustrative.csv").confirm(
        newborn="under 14 days old at issue"
    )
    began = time.perf_counter()
    return protect(reading.counts), time.perf_counter() - began


def _ours(
    areas: list[str], table: Protected, folder: Path, memory: list[tuple[float, float]]
) -> Way:
    began = time.perf_counter()
    with _watched(memory):
        summary = make_briefings(areas, folder=folder, table=table, formats=["html", "docx"])
    assert not summary.failed, summary.text
    return Way("this pack: warm workers, one a core", len(areas), time.perf_counter() - began)


@contextmanager
def _watched(memory: list[tuple[float, float]]) -> Iterator[None]:
    """Notes the memory of the workers and kernels below this program, twice a second."""
    done = threading.Event()
    began = time.perf_counter()

    def watch() -> None:
        me = psutil.Process()
        while not done.wait(0.5):
            held = 0
            for process in me.children(recursive=True):
                try:
                    held += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            memory.append((time.perf_counter() - began, held / 1e6))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _loop(
    name: str,
    run: Callable[[dict[str, str], Path], object],
    areas: list[str],
    counts: Path,
    folder: Path,
) -> Way:
    folder.mkdir()
    began = time.perf_counter()
    for area in areas:
        parameters = {"area": area, "table": str(counts), "period": "", "region": ""}
        document = collected(run(parameters, folder))
        stem = folder / f"briefing-{area.casefold().replace(' ', '-')}"
        stem.with_suffix(".html").write_text(html(document), encoding="utf-8")
        stem.with_suffix(".docx").write_bytes(word(document))
    return Way(name, len(areas), time.perf_counter() - began)


def _command_line(parameters: dict[str, str], folder: Path) -> object:
    import nbformat

    out = folder / "executed.ipynb"
    words = [word for key, value in parameters.items() for word in ("-r", key, value)]
    subprocess.run(
        [sys.executable, "-m", "papermill", "--no-progress-bar", str(NOTEBOOK), str(out), *words],
        check=True, capture_output=True,
    )  # fmt: skip
    return nbformat.read(out, as_version=4)


def _function(parameters: dict[str, str], folder: Path) -> object:
    import papermill

    return papermill.execute_notebook(
        str(NOTEBOOK), str(folder / "executed.ipynb"), parameters=parameters, progress_bar=False
    )


def _same_files(scratch: Path, areas: list[str]) -> bool:
    """Whether all three ways wrote the same bytes."""
    for area in areas:
        for ending in ("html", "docx"):
            name = f"briefing-{area.casefold().replace(' ', '-')}.{ending}"
            held = {
                (scratch / way / name).read_bytes()
                for way in ("ours", "_command_line", "_function")
            }
            if len(held) != 1:
                return False
    return True


def _pdf(areas: list[str], table: Protected, folder: Path) -> float:
    """Seconds for one PDF more, in the mean of ten, with both workers printing."""
    times = []
    for formats in (["html", "docx"], ["html", "docx", "pdf"]):
        began = time.perf_counter()
        make_briefings(areas, folder=folder, table=table, formats=formats, fresh=True)
        times.append(time.perf_counter() - began)
    return (times[1] - times[0]) / len(areas)


def _million(scratch: Path) -> dict[str, tuple[float, float]]:
    """Seconds and peak memory of reading a million rows, ours and pandas' bare read."""
    path = scratch / "illustrative-million.csv"
    rng = np.random.default_rng(_SEED)
    start = np.datetime64("2012-04-01")
    born = rng.integers(0, 2900, ROWS)
    issued = born + rng.integers(0, 40, ROWS)
    heard = issued + rng.integers(0, 12, ROWS)
    area = rng.integers(1, AREAS + 1, ROWS)
    days = [str(day) for day in start + np.arange(3000)]
    with path.open("w", encoding="utf-8") as out:
        out.write("Case number,Local authority,Date of birth,Issue date,First hearing date,Notes\n")
        out.writelines(
            f"ZE{i:08d},Illustrative {a},{days[b]},{days[s]},{days[h]},illustrative\n"
            for i, (a, b, s, h) in enumerate(zip(area, born, issued, heard, strict=True))
        )
    held = {"file": (path.stat().st_size / 1e6, 0.0)}
    for name, work in (("ours", _OURS), ("pandas", _PANDAS)):
        code = _PEAK.format(work=work.format(path=str(path)))
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        seconds, peak = json.loads(done.stdout.splitlines()[-1])
        held[name] = (seconds, peak)
    return held


def _write(
    ways: list[Way],
    memory: list[tuple[float, float]],
    protecting: float,
    printed: float,
    million: dict[str, tuple[float, float]],
    same: bool,
) -> None:
    ours, by_command, by_function = ways
    # The first quarter is taken up by starting; from then on memory has to stay where it is.
    steady = [held for _, held in memory[len(memory) // 4 :]]
    early, late = np.median(steady[: len(steady) // 4]), np.median(steady[-len(steady) // 4 :])
    rows = "\n".join(
        f"| {way.name} | {way.areas} | {way.seconds:.1f} | {way.seconds / way.areas:.2f} "
        f"| {way.for_all:.0f} | {way.for_all / ours.for_all:.1f} |"
        for way in ways
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("papermill", "nbclient", "pandas"))
    text = f"""# Briefings on 150 areas, and a million rows

Made by `python -m tools.bench.briefings`; the numbers of the last run are in briefings.csv.

## Machine

{platform.system()} {platform.machine()}, {psutil.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB, Python {platform.python_version()}, {packages}. Load when it began: {LOAD:.1f} programs waiting a minute.

## Briefings

An illustrative table of {AREAS} areas over {YEARS} years, protected once ({protecting:.1f} s). Every way runs the same notebook and writes the same files, HTML and Word; the time includes them and the start of the programs. The files of the three ways are {"the same, byte for byte" if same else "NOT the same"}.

| way | areas | seconds | seconds an area | seconds for {AREAS} | times ours |
| --- | --- | --- | --- | --- | --- |
{rows}

Asked for: at least 5 times faster than the command line ({by_command.for_all / ours.for_all:.1f}), at least twice as fast as the function ({by_function.for_all / ours.for_all:.1f}). A tagged PDF takes {printed:.2f} s more an area, with two at a time.

Memory of all workers and kernels together: {early:.0f} MB after the start, {late:.0f} MB at the end, {max(steady):.0f} MB at the most.

## A table of a million rows

One row for each baby, {million["file"][0]:.0f} MB of CSV, with record numbers and dates of birth, in a program of its own.

| what | seconds | most memory, MB |
| --- | --- | --- |
| read, checked, counted and protected | {million["ours"][0]:.1f} | {million["ours"][1]:.0f} |
| pandas' bare read_csv | {million["pandas"][0]:.1f} | {million["pandas"][1]:.0f} |

The bare read turns no date into a date, looks for no fault, recognises no personal column and numbers no row.
"""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(text, encoding="utf-8")
    with REPORT.with_suffix(".csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["what", "number", "unit"])
        for way in ways:
            writer.writerow([way.name, round(way.seconds / way.areas, 3), "seconds an area"])
        for name in ("ours", "pandas"):
            writer.writerow([f"a million rows, {name}", round(million[name][0], 2), "seconds"])
            writer.writerow([f"a million rows, {name}", round(million[name][1]), "MB at the most"])
        for seconds, held in memory:
            writer.writerow([f"memory after {seconds:.1f} s", round(held), "MB"])
    print(text)


LOAD = psutil.getloadavg()[0]

if __name__ == "__main__":
    main()
