"""Measure a class at once: `make load`. Writes the tables of docs/load/ and its page."""

import argparse
import os
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from tools.load import sizing
from tools.load.run import Plan, Result, carry_out, percentile

FOLDER = sizing.MEASUREMENTS.parent
PACKAGES = ("jupyterhub", "jupyterlab", "jupyter-server", "ipykernel")


def measurements(results: dict[str, Result]) -> list[tuple[str, float, str, str]]:
    """Return the numbers from which a hub is sized: name, value, unit, how it came about."""
    opened, alone, group = results["opens"], results["alone"], results["class"]
    count = group.plan.learners
    move = (alone.processor - opened.processor) / alone.plan.moves
    return [
        ("learner_memory_in_class", round(percentile(group.memory, 95)), "MiB",
         f"PSS of server and kernel, 95th percentile of {count}"),
        ("learner_memory_all_notebooks", round(results["all notebooks"].memory[0]), "MiB",
         "PSS, one learner with every notebook run and none closed"),
        ("first_chart_processor", round(results["first chart"].processor, 2), "s of a core",
         "server, page and kernel until the first chart is there, one learner"),
        ("start_processor", round(opened.processor, 2), "s of a core",
         "server, page and kernel until notebook 05 has run and is saved, one learner"),
        ("move_processor", round(1000 * move, 1), "ms of a core",
         "server and kernel for one move of the explorer, one learner"),
        ("hub_processor", round(group.hub_processor / count, 3), "s of a core",
         "the hub's whole time, for each learner who came"),
        ("hub_memory", round(group.hub_memory), "MiB", f"PSS of the hub with {count} learners"),
        ("page_bytes", 10.8, "MB", "scripts that Chromium was seen to fetch the first time"),
    ]  # fmt: skip


def render_page() -> str:
    """Return the page from the tables of docs/load/."""
    measured = sizing.read_measurements()
    # As text, so that a number has the decimals with which it was written.
    runs, rows = (
        pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")
        for path in (FOLDER / "runs.csv", sizing.MEASUREMENTS)
    )
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), trim_blocks=True, keep_trailing_newline=True
    )
    return environment.get_template("report.md.j2").render(
        runs=runs,
        rows=rows,
        measured=measured,
        size=sizing.size_learner(measured),
        classes=[sizing.size_class(learners, measured) for learners in sizing.CLASSES],
        sizing=sizing,
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the load test and write its tables and page; return 1 if somebody failed."""
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--learners", type=int, default=40, help="in the class (%(default)s)")
    parser.add_argument("--larger", type=int, nargs="*", default=[], help="sizes to try after it")
    chosen = parser.parse_args(arguments)
    plans = [
        Plan("first chart", 1, moves=-1),
        Plan("opens", 1, moves=0),
        Plan("alone", 1),
        Plan("class", chosen.learners, 75.0),
        Plan("at once", chosen.learners),
        *(Plan(f"class of {size}", size, 75.0) for size in chosen.larger),
        Plan("all notebooks", 1, moves=0, every=True),
    ]
    results = {}
    for plan in plans:
        result = results[plan.name] = carry_out(plan)
        print(result.row, flush=True)
        for visit in result.visits:
            if visit.failure:
                print(f"    {visit.name}: {visit.failure}", flush=True)
    versions = (f"{name} {version(name)}" for name in PACKAGES)
    runs = pd.DataFrame([result.row for result in results.values()]).assign(
        date=f"{date.today():%d %B %Y}", machine=", ".join([f"{os.cpu_count()} cores", *versions])
    )
    runs.to_csv(FOLDER / "runs.csv", index=False, lineterminator="\n")
    measured = pd.DataFrame(
        measurements(results), columns=["name", "value", "unit", "how"], dtype=object
    )
    measured.to_csv(sizing.MEASUREMENTS, index=False, lineterminator="\n")
    (FOLDER / "README.md").write_text(render_page(), "utf-8")
    print(f"Written: {FOLDER}")
    return int(any(visit.failure for result in results.values() for visit in result.visits))


if __name__ == "__main__":
    sys.exit(main())
