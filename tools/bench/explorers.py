"""Measure the time from a choice to a changed chart, in a real JupyterLab.

    python -m tools.bench.explorers

In one run, in one JupyterLab in headless Chromium, each explorer is steered many times beside two
others: (a) a bare ipywidgets list that sets a bare label, which is the floor for anything that asks
Python; (b) the same chart drawn anew into an Output widget, the usual way. Times are taken in the
page, from the event of the control to the frame after the change; bytes are those of the websocket.
Writes docs/benchmarks/explorers.md, .csv and .png.
"""

from __future__ import annotations

import json
import platform
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd

from born_into_care.explorers import EXPLORERS, Choice, Number, explorer
from born_into_care.explorers.controls import Control, Value
from tests.support.browser import ROOT, chromium
from tests.support.lab import OpenNotebook, copy_pack, jupyterlab, open_notebook

CHANGES = 120
FAST = 20
# Asked of an explorer at the 95th percentile: times of the floor, milliseconds, kB a change.
MOST_FLOORS, MOST_MS, MOST_KB = 3.0, 100.0, 15.0
REPORT = ROOT / "docs" / "benchmarks" / "explorers.md"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

# A notebook for each explorer: the floor, the usual way, and the explorer, one below the other.
FLOOR = """import ipywidgets as widgets
choose = widgets.Dropdown(options={options!r}, description='floor')
label = widgets.Label(str(choose.value))
choose.observe(lambda change: setattr(label, 'value', f"chosen {{change['new']}}"), 'value')
widgets.VBox([choose, label]).add_class('bench-floor')"""

OUTPUT = """from IPython.display import display
from born_into_care.explorers import explorer
declared = explorer({name!r})
choose_o = widgets.Dropdown(options={options!r}, description='output')
out = widgets.Output()
def redraw(change):
    with out:
        out.clear_output(wait=True)
        display(declared.chart_for(**{{{control!r}: change['new']}}))
choose_o.observe(redraw, 'value')
with out:
    display(declared.chart_for())
widgets.VBox([choose_o, out]).add_class('bench-output')"""

# Each waits for its own sign that the page has changed, then for the frame that shows it.
STEER = """async ([kind, values, changes]) => {
    const frame = () => new Promise(done => requestAnimationFrame(() => done()));
    const root = document.querySelector({floor: '.bench-floor', output: '.bench-output',
        explorer: '.bic-explorer'}[kind]);
    const field = root.querySelector('select') ?? root.querySelector('input[type=number]');
    const sign = {
        floor: () => [...root.querySelectorAll('.widget-label')].map(one => one.textContent).join(),
        explorer: () => root.dataset.busy,
    }[kind];
    // JupyterLab may keep the node and change what is in it: look at what plotly has drawn.
    const drawn = () => {
        const plot = [...root.querySelectorAll('.js-plotly-plot')].at(-1);
        if (!plot?.querySelector('.gtitle')) return undefined;
        return [...plot.querySelectorAll('text, path')]
            .map(one => one.textContent + one.getAttribute('d') + one.getAttribute('transform'))
            .join();
    };
    const times = [];
    for (let turn = 0; turn < changes; turn += 1) {
        const value = values[(turn + 1) % values.length];
        const before = kind === 'output' ? drawn() : sign();
        const began = performance.now();
        if (kind === 'explorer') field.value = value;
        else field.selectedIndex = values.indexOf(value);
        field.dispatchEvent(new Event('change', { bubbles: true }));
        const end = began + 10000;
        for (;;) {
            await frame();
            if (performance.now() > end) throw new Error(`${kind}: nothing changed in 10 s`);
            if (kind === 'explorer' && sign() === 'false') break;
            if (kind === 'floor' && sign() !== before) break;
            if (kind === 'output' && drawn() && drawn() !== before) break;
        }
        times.push(performance.now() - began);
        await new Promise(done => setTimeout(done, 60));
    }
    return times;
}"""

HURRY = """async ([values, turns]) => {
    const root = document.querySelector('.bic-explorer');
    const field = root.querySelector('select') ?? root.querySelector('input[type=number]');
    const began = performance.now();
    for (let turn = 0; turn < turns; turn += 1) {
        field.value = values[turn % values.length];
        field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    while (root.dataset.busy !== 'false') await new Promise(done => requestAnimationFrame(done));
    return {ms: performance.now() - began, asked: field.value,
        sentence: root.querySelector('.bic-sentence').textContent};
}"""


@dataclass
class Traffic:
    """Bytes over the websocket of a page, both ways."""

    bytes: int = 0

    def watch(self, page: Any) -> None:
        """Count every frame of every websocket that the page opens from now on."""

        def opened(socket: Any) -> None:
            socket.on("framereceived", self._count)
            socket.on("framesent", self._count)

        page.on("websocket", opened)

    def _count(self, payload: str | bytes) -> None:
        self.bytes += len(payload)

    def take(self) -> int:
        """Give the bytes since the last call."""
        taken, self.bytes = self.bytes, 0
        return taken


def notebook_for(name: str, control: Control) -> nbformat.NotebookNode:
    """Give the notebook that holds the three ways for one explorer."""
    options = list(control.values)
    sources = [
        FLOOR.format(options=options),
        OUTPUT.format(name=name, control=control.name, options=options),
        f"from born_into_care import explore\nexplore({name!r})",
    ]
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": KERNEL},
    )


def steered_by(name: str) -> Control:
    """Give the control that an explorer is steered by: its first list, or else its number."""
    controls = explorer(name).controls
    lists = [one for one in controls if isinstance(one, Choice)]
    return (lists or [one for one in controls if isinstance(one, Number)])[0]


def measure(
    opened: OpenNotebook, traffic: Traffic, name: str, values: list[Value]
) -> list[dict[str, Any]]:
    """Give one row for each way: times and bytes of one change."""
    page = opened.page
    rows = []
    for kind in ("floor", "output", "explorer"):
        # A first round warms caches on both sides, as a learner's first move does.
        page.evaluate(STEER, [kind, values, 2 * len(values)])
        traffic.take()
        times = page.evaluate(STEER, [kind, values, CHANGES])
        page.wait_for_timeout(300)
        rows.append(
            {
                "explorer": name,
                "way": kind,
                "changes": len(times),
                "p50_ms": float(np.percentile(times, 50)),
                "p95_ms": float(np.percentile(times, 95)),
                "kB_per_change": traffic.take() / len(times) / 1000,
            }
        )
    return rows


def hurried(opened: OpenNotebook, name: str, control: Control) -> dict[str, Any]:
    """Give what 20 changes fired at once come to: the time until quiet, and whether it is right."""
    found = opened.page.evaluate(HURRY, [list(control.values), FAST])
    # A page knows values as text.
    asked = next(value for value in control.values if str(value) == found["asked"])
    expected = explorer(name).chart_for(**{control.name: asked}).sentence
    return {"explorer": name, "ms": found["ms"], "right": found["sentence"] == expected}


def main() -> None:
    """Measure every explorer, and write the report."""
    rows: list[dict[str, Any]] = []
    fast: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        pack = copy_pack(ROOT, Path(folder))
        with jupyterlab(pack, Path(folder) / "jupyter") as lab:
            for name in EXPLORERS:
                control = steered_by(name)
                path = f"notebooks/bench_{name}.ipynb"
                nbformat.write(notebook_for(name, control), pack / path)
                traffic = Traffic()
                with open_notebook(browser, lab, path, prepare=traffic.watch) as opened:
                    opened.run_all()
                    opened.page.locator(".bic-explorer[data-busy=false] .main-svg").first.wait_for()
                    opened.page.locator(".bench-output .main-svg").first.wait_for()
                    rows += measure(opened, traffic, name, list(control.values))
                    fast.append(hurried(opened, name, control))
                    print(json.dumps(rows[-3:], indent=1), fast[-1], flush=True)
    write(pd.DataFrame(rows), pd.DataFrame(fast))


def write(table: pd.DataFrame, fast: pd.DataFrame) -> None:
    """Write the table, the page and the picture."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    table.round(1).to_csv(REPORT.with_suffix(".csv"), index=False, lineterminator="\n")
    floor = table[table["way"] == "floor"].set_index("explorer")["p95_ms"]
    lines = [
        "# From a choice to a changed chart",
        "",
        "Made by `python -m tools.bench.explorers`. Each is steered beside two others in one run:",
        "the *floor*, a list of ipywidgets that sets a label; and the *output* way, the same chart",
        "drawn anew into an Output widget. Times run in the page from the control's event to the",
        "first animation frame that sees the change. Bytes are websocket frames, both ways.",
        "",
        f"Machine: {platform.system()} {platform.machine()}, {cores()} cores; Python",
        f"{platform.python_version()}, JupyterLab {version('jupyterlab')}, ipywidgets",
        f"{version('ipywidgets')}; headless Chromium; {CHANGES} changes each after one warm round.",
        "",
        "| Explorer | Way | p50, ms | p95, ms | p95 over the floor | kB a change |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for row in table.to_dict("records"):
        over = row["p95_ms"] / floor[row["explorer"]]
        lines.append(
            f"| {row['explorer']} | {row['way']} | {row['p50_ms']:.0f} | {row['p95_ms']:.0f} | "
            f"{over:.1f} | {row['kB_per_change']:.1f} |"
        )
    lines += ["", "## What is asked, and whether it is met", ""]
    lines += [f"- {one}: {'; '.join(misses(table, one)) or 'met'}." for one in floor.index]
    lines += [
        "",
        f"Asked: p95 at most {MOST_FLOORS:g} times the floor's and at most {MOST_MS:g} ms, at most",
        f"{MOST_KB:g} kB a change, and better than the output way on both.",
    ]
    lines += [
        "",
        f"## {FAST} changes fired at once",
        "",
        "| Explorer | Until quiet, ms | Ends on the last choice |",
        "| --- | ---: | --- |",
    ]
    lines += [
        f"| {row['explorer']} | {row['ms']:.0f} | {'yes' if row['right'] else 'NO'} |"
        for row in fast.to_dict("records")
    ]
    lines += ["", "![Times of each way, as in the table above](explorers.png)", ""]
    REPORT.write_text("\n".join(lines), "utf-8")
    draw(table)


def misses(table: pd.DataFrame, name: str) -> list[str]:
    """Give what an explorer does not meet of what is asked of it, in words; empty where all is."""
    ways = table[table["explorer"] == name].set_index("way")[["p95_ms", "kB_per_change"]]
    (p95, kilobytes), (floor, _) = ways.loc["explorer"], ways.loc["floor"]
    other_p95, other_kilobytes = ways.loc["output"]
    found = {
        f"p95 is {p95 / floor:.1f} times the floor's": p95 > MOST_FLOORS * floor,
        f"p95 is {p95:.0f} ms": p95 > MOST_MS,
        f"a change takes {kilobytes:.1f} kB": kilobytes > MOST_KB,
        "the output way is as fast": p95 >= other_p95,
        "the output way sends as little": kilobytes >= other_kilobytes,
    }
    return [words for words, missed in found.items() if missed]


def draw(table: pd.DataFrame) -> None:
    """Draw p50 and p95 of each way for each explorer."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for way, pattern in (("floor", ""), ("explorer", "/"), ("output", "x")):
        part = table[table["way"] == way]
        figure.add_bar(
            name=way,
            x=part["explorer"],
            y=part["p50_ms"],
            marker_pattern_shape=pattern,
            error_y={
                "type": "data",
                "array": part["p95_ms"] - part["p50_ms"],
                "arrayminus": [0] * len(part),
            },
        )
    figure.update_layout(
        title="Milliseconds from a choice to a changed chart: p50, with p95 as the line above",
        yaxis_title="Milliseconds",
        barmode="group",
        template="plotly_white",
    )
    figure.write_image(REPORT.with_suffix(".png"), width=900, height=450, scale=2)


def cores() -> int:
    """Give the number of cores that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    main()
