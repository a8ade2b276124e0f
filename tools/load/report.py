"""The report of a load test: tables for a person, and the same numbers for a program."""

from __future__ import annotations

import csv
import statistics
import sys
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tools.load import sizing
from tools.load.learner import PAUSE
from tools.load.page import scripts
from tools.load.processes import LearnerCost
from tools.load.run import LIMIT_SECONDS, MEMORY_TO_SPARE, Result, share_below
from tools.load.sizing import Measurement

P95_LIMIT = 1.0
"""Seconds: a wait above this for one move in twenty is a class that notices."""
FIRST_CHART_LIMIT = 60.0
"""Seconds: a class that arrives one after another and waits longer has begun to talk."""


def shortfall(result: Result) -> str:
    """Say in words why a class was not coped with; nothing if it was.

    A class that asks all in one instant waits for its turn, and is not held to the first chart.
    """
    moves, charts = share_below(result.moves, 95), share_below(first_charts(result), 95)
    if failed := len(result.failures):
        return f"{failed} {'learner' if failed == 1 else 'learners'} failed"
    if not moves <= P95_LIMIT:
        return f"the 95th percentile of a move was {moves:.1f} s"
    if result.plan.ramp and not charts <= FIRST_CHART_LIMIT:
        return f"one learner in twenty waited {charts:.0f} s or longer for the first chart"
    return ""


def first_charts(result: Result) -> list[float]:
    """Give the waits for the first chart, in seconds."""
    return [visit.first_chart for visit in result.visits if visit.first_chart is not None]


def measurements(
    alone: Result, in_class: Result, walk: LearnerCost, proxied: Result | None
) -> list[Measurement]:
    """Give the numbers from which a hub is sized.

    Parameters:
        alone: one learner by themselves.
        in_class: the class of forty.
        walk: one learner with every notebook open.
        proxied: the same class behind the usual proxy, where that was measured.
    """
    (one,) = alone.in_class.values()
    count = in_class.plan.learners
    servers = [cost.server.memory for cost in in_class.in_class.values()]
    kernels = [kernel.memory for cost in in_class.in_class.values() for kernel in cost.kernels]
    rows = [
        ("server_memory_alone", one.server.memory, "MiB", "PSS, one learner on the machine"),
        (
            "kernel_memory_alone",
            sum(kernel.memory for kernel in one.kernels),
            "MiB",
            "PSS, notebook 05 run, one learner on the machine",
        ),
        ("server_memory_in_class", statistics.median(servers), "MiB", f"PSS, median of {count}"),
        ("kernel_memory_in_class", statistics.median(kernels), "MiB", f"PSS, median of {count}"),
        (
            "learner_memory_in_class",
            share_below(in_class.memory, 95),
            "MiB",
            f"PSS of server and kernel, 95th percentile of {count}",
        ),
        (
            "learner_memory_all_notebooks",
            walk.total.memory,
            "MiB",
            f"PSS, one learner with {len(walk.kernels)} notebooks run and none closed",
        ),
        (
            "start_processor",
            in_class.start_cost,
            "s of a core",
            "server, page and kernel until notebook 05 has run, median",
        ),
        (
            "move_processor",
            in_class.move_cost * 1000,
            "ms of a core",
            "server and kernel for one move of the explorer, median",
        ),
        (
            "hub_processor",
            in_class.hub.processor / count,
            "s of a core",
            "the hub's whole time, for each learner who came",
        ),
        ("hub_memory", in_class.hub.memory, "MiB", f"PSS of the hub with {count} learners"),
        (
            "page_bytes",
            sum(size for _, size in scripts()) / 1e6,
            "MB",
            "scripts that a browser fetches the first time",
        ),
    ]
    if proxied:
        rows += [
            (
                "proxy_processor",
                proxied.proxy.processor / proxied.plan.learners,
                "s of a core",
                "the proxy's whole time, for each learner",
            ),
            ("proxy_memory", proxied.proxy.memory, "MiB", f"PSS of the proxy with {count}"),
        ]
    digits = {"s of a core": 2, "ms of a core": 1, "MB": 1, "MiB": 0}
    return [Measurement(name, round(value, digits[unit]), unit, how)
            for name, value, unit, how in rows]  # fmt: skip


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table for a program."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


RUN_HEADER = (
    "run", "learners", "ramp_s", "moves_each", "failures", "server_p50_s", "first_chart_p50_s",
    "first_chart_p95_s", "move_p50_ms", "move_p95_ms", "move_max_ms", "save_p95_ms",
    "turned_away", "memory_each_p50_mib", "memory_left_mib", "processors_busy_percent",
    "client_s", "load_before", "seconds",
)  # fmt: skip


def run_row(name: str, result: Result) -> tuple[object, ...]:
    """Give one run as a row."""
    charts, visits = first_charts(result), result.visits
    servers = [visit.server for visit in visits if visit.server is not None]
    saves = [visit.saved for visit in visits if visit.saved is not None]
    return (
        name,
        result.plan.learners,
        f"{result.plan.ramp:.0f}",
        result.plan.moves,
        len(result.failures),
        f"{share_below(servers, 50):.1f}",
        f"{share_below(charts, 50):.1f}",
        f"{share_below(charts, 95):.1f}",
        f"{share_below(result.moves, 50) * 1000:.0f}",
        f"{share_below(result.moves, 95) * 1000:.0f}",
        f"{max(result.moves, default=float('nan')) * 1000:.0f}",
        f"{share_below(saves, 95) * 1000:.0f}",
        sum(visit.turned_away for visit in visits),
        f"{share_below(result.memory, 50):.0f}",
        f"{result.memory_free:.0f}",
        f"{result.busy * 100:.0f}",
        f"{result.client:.0f}",
        f"{result.load_before:.1f}",
        f"{result.seconds:.0f}",
    )


VISIT_HEADER = (
    "run", "learner", "arrived_s", "server_s", "page_s", "first_chart_s", "moves",
    "move_p50_ms", "move_p95_ms", "saved_ms", "turned_away", "memory_mib", "failure",
)  # fmt: skip


def visit_rows(name: str, result: Result) -> Iterable[tuple[object, ...]]:
    """Give one row for each learner of a run."""
    for visit in result.visits:
        cost = result.in_class.get(visit.name)
        yield (
            name,
            visit.name,
            f"{visit.arrived:.1f}",
            *(
                "" if value is None else f"{value:.2f}"
                for value in (visit.server, visit.page, visit.first_chart)
            ),
            len(visit.moves),
            f"{share_below(visit.moves, 50) * 1000:.0f}" if visit.moves else "",
            f"{share_below(visit.moves, 95) * 1000:.0f}" if visit.moves else "",
            "" if visit.saved is None else f"{visit.saved * 1000:.0f}",
            visit.turned_away,
            f"{cost.total.memory:.0f}" if cost else "",
            visit.failure,
        )


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Give a Markdown table; all columns but the first hold numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def write(
    folder: Path,
    runs: Sequence[tuple[str, Result]],
    measured: Sequence[Measurement],
    *,
    machine: str,
    end: str,
    proxied: Result | None,
) -> None:
    """Write the report and its tables.

    Parameters:
        folder: where they go.
        runs: what was run, by name, in order.
        measured: the numbers from which a hub is sized.
        machine: what it ran on, in one line.
        end: where this machine stopped coping, in sentences.
        proxied: the run behind the usual proxy, where there was one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / "runs.csv", RUN_HEADER, [run_row(name, result) for name, result in runs])
    write_csv(
        folder / "learners.csv",
        VISIT_HEADER,
        [line for name, result in runs for line in visit_rows(name, result)],
    )
    write_csv(
        folder / "measurements.csv",
        ("name", "value", "unit", "how"),
        [(row.name, f"{row.value:g}", row.unit, row.how) for row in measured],
    )
    (folder / "README.md").write_text(
        page(runs, measured, machine=machine, end=end, proxied=proxied), "utf-8"
    )


def page(
    runs: Sequence[tuple[str, Result]],
    measured: Sequence[Measurement],
    *,
    machine: str,
    end: str,
    proxied: Result | None,
) -> str:
    """Give the report as Markdown."""
    by_name = {row.name: row for row in measured}
    of_class = dict(runs)["class"]
    plan = of_class.plan
    waits = table(
        ("Run", "Learners", "Arriving over, s", "Failures", "First chart p50, s", "p95, s",
         "Move p50, ms", "p95, ms", "Memory each, MiB", "Processors busy, %"),
        [
            (name, row["learners"], row["ramp_s"], row["failures"], row["first_chart_p50_s"],
             row["first_chart_p95_s"], row["move_p50_ms"], row["move_p95_ms"],
             row["memory_each_p50_mib"], row["processors_busy_percent"])
            for name, result in runs
            for row in [dict(zip(RUN_HEADER, run_row(name, result), strict=True))]
        ],
    )  # fmt: skip
    numbers = table(
        ("What", "Value", "Unit", "How"),
        [(row.name.replace("_", " "), f"{row.value:g}", row.unit, row.how) for row in measured],
    ).replace("| ---: | ---: | ---: |", "| ---: | --- | --- |")
    failed = [
        f"- {name}, {visit.name}: {visit.failure}"
        for name, result in runs
        for visit in result.failures
    ]
    verdict = "met" if not shortfall(of_class) else "**not met**"
    through = (
        "Between learner and server stood configurable-http-proxy only in the run *proxy*; in the "
        "others learners spoke to their servers directly."
        if proxied
        else "**configurable-http-proxy was not installed here, so no run went through it**: "
        "learners spoke to their servers directly. Install it with npm, and name it with "
        "`--proxy`, to measure what it adds."
    )
    return reflowed(f"""# A class at once

Made by `make load` on {date.today():%-d %B %Y}. Do not edit: the next run writes it anew.

Aim: forty learners on two cores without a failure, and 95 of 100 moves of an explorer answered
within a second. With {plan.learners} learners it was {verdict}: {len(of_class.failures)} failures,
95th percentile {share_below(of_class.moves, 95) * 1000:.0f} ms over {len(of_class.moves):,} moves.

{end}

## What was run

A real JupyterHub on the loopback, with a process for each learner's server, started as in
[deploy/](../../deploy/README.md) and with its settings. Each learner starts a server, fetches
JupyterLab's page with {len(scripts())} scripts, opens notebook 05, runs all its cells, asks for the
drawing library, moves the explorer {plan.moves} times with {PAUSE[0]:.0f} to {PAUSE[1]:.0f} seconds
between moves (seeded), and saves. In the run *class* they arrive evenly over {plan.ramp:.0f}
seconds, in *at once* all in the same instant.

Learners, hub and servers share the machine; steering the learners took {of_class.client:.0f}
seconds of a core in the run *class*. {through}

*First chart* runs from asking for a server until the chart's data and the drawing library have
come. A class is coped with if nobody fails, 95 of 100 moves are answered within {P95_LIMIT:.0f}
second and, where it arrives over time, 95 of 100 learners have their first chart within
{FIRST_CHART_LIMIT:.0f} seconds. *Move* runs from sending a choice until the new chart has come.
What a browser then takes to draw is not in it: [the benchmarks](../benchmarks/) have that. Memory
counts each page that several processes share in parts (PSS). A run ends after {LIMIT_SECONDS:.0f}
seconds, or when less than {MEMORY_TO_SPARE} MiB are left; whoever is not done by then has failed.

Machine: {machine}. Python {sys.version.split()[0]}, JupyterHub {version("jupyterhub")}, JupyterLab
{version("jupyterlab")}, jupyter-server {version("jupyter-server")}, ipykernel
{version("ipykernel")}.

{alongside(runs)} [runs.csv](runs.csv) has the load before each run and more columns;
[learners.csv](learners.csv) has a row for each learner. [notes.md](notes.md) has what was seen
besides, on the day that it names.

## What they waited

{waits}

{chr(10).join(failed) if failed else "No learner of any run failed."}

## What one learner costs

{numbers}

{sizing_text(by_name)}""")


def alongside(runs: Sequence[tuple[str, Result]]) -> str:
    """Say whether the machine was left alone."""
    loads = [result.load_before for _, result in runs]
    if loads[0] < 1:
        # Before a later run the load of the one before it has not faded.
        return (
            f"Nothing else ran on the machine: before the first run its load of a minute was "
            f"{loads[0]:.1f}."
        )
    return (
        f"**Other programs ran at the same time**: the load of the last minute before a run was "
        f"{min(loads):.1f} to {max(loads):.1f}, on two cores. The waits are therefore longer than "
        "they would be on a machine of their own, and *processors busy* counts those programs too; "
        "memory is not affected, and processor time hardly."
    )


def reflowed(text: str) -> str:
    """Break the lines of paragraphs and lists anew, whatever was filled in."""
    blocks = []
    for block in text.strip().split("\n\n"):
        if block.startswith(("#", "|")):
            blocks.append(block)
        elif block.startswith("- "):
            items = ("\n" + block).split("\n- ")[1:]
            blocks.append("\n".join(wrapped(f"- {item}", indent="  ") for item in items))
        else:
            blocks.append(wrapped(block))
    return "\n\n".join(blocks) + "\n"


def wrapped(text: str, *, indent: str = "") -> str:
    """Give one paragraph in lines of at most 100 letters."""
    return textwrap.fill(
        " ".join(text.split()),
        100,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sizing_text(measured: dict[str, Measurement]) -> str:
    """Give the sizing table with its reasoning, as Markdown."""
    given, value = sizing.size(measured), {name: row.value for name, row in measured.items()}
    rows = [sizing.row(learners, measured) for learners in sizing.CLASSES]
    moving = value["move_processor"] / 1000 / sizing.BETWEEN_MOVES
    classes = table(
        ("Learners at once", "Memory guaranteed, GiB", "Cores while all move",
         f"Nodes of {sizing.NODE_CORES} cores and {sizing.NODE_MEMORY // 1024} GiB",
         "All in, by the nodes, min", "All in, by the hub, min", "First page, GB in all"),
        [
            (f"{row.learners:,}", f"{row.memory:.0f}", f"{row.moving_cores:.1f}", row.nodes,
             f"{row.arrival_nodes:.1f}", f"{row.arrival_hub:.1f}", f"{row.gigabytes:.1f}")
            for row in rows
        ],
    )  # fmt: skip
    last = rows[-1]
    return f"""## What a university needs

{classes}

Derived from the numbers above, not measured at these sizes.

- **Memory guaranteed to a learner: {given.memory_guarantee} MiB.** That is
{value["learner_memory_in_class"]:.0f} MiB times {sizing.HEADROOM}, rounded up to 32.
- **Memory limit: {given.memory_limit} MiB.** A learner who runs every notebook and closes none
uses {value["learner_memory_all_notebooks"]:.0f} MiB; times {sizing.HEADROOM}, rounded up to 128.
In the hub's settings closing a notebook ends its kernel, so few come near.
- **Cores guaranteed: {given.cpu_guarantee:g}.** A move takes {value["move_processor"]:.0f} ms of a
core, and comes every {sizing.BETWEEN_MOVES:.0f} seconds: {moving:.3f} of a core. The rest is for a
busy neighbour. **Limit: {given.cpu_limit:g} core**, for the {value["start_processor"]:.1f} s of a
core that a start takes.
- **Nodes.** Kubernetes, its agents and the system keep about {sizing.KEPT_BY_SYSTEM:.0%} of a node
(assumed). That leaves room for {sizing.learners_on_a_node(given)} learners by memory, cores and at
most {sizing.PODS_ON_A_NODE} pods. One node more than needed, for one that fails.
- **All in, by the nodes.** If all ask in the same instant: learners times
{value["start_processor"]:.1f} s, over the nodes' cores without the spare one.
- **All in, by the hub.** A hub runs on one core and spent {value["hub_processor"]:.2f} s of it on
each learner; at {sizing.HUB_SHARE:.0%} of a core. Where this is the longer of the two it is the one
that counts: {last.arrival_hub:.0f} minutes for {last.learners:,}. On Kubernetes a hub also speaks
to the cluster for each start, which was not measured: take this as the least. Let groups begin some
minutes apart, or run a hub for each course.
- **First page.** {value["page_bytes"]:.1f} MB of scripts a learner, kept by the browser
afterwards: {40 * value["page_bytes"] / 1000:.1f} GB for forty in one room, through its wireless.
Ask learners to open the pack once before the class.
- **A course is not a class.** Of 400 enrolled, fewer are there in the same hour. Take the row of
those you expect at once, and let the cluster grow and shrink by itself."""
