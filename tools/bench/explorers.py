"""Measure the time from a choice to a changed chart, in a real JupyterLab: `make bench`.

In one JupyterLab in headless Chromium each explorer is steered beside three others: the *floor*, an
ipywidgets list that sets a label; *react*, plotly alone with the same figures on the same page,
without Python; and the *output* way, the same chart drawn anew into an Output widget. Times run in
the page from the control's event to the first frame that sees the change; bytes are those of the
websocket, both ways. Writes docs/benchmarks/explorers.csv. A move may take the floor plus 1.3 times
react, and a third of the output way.

`python -m tools.bench.explorers trend regions` measures those alone, and writes nothing.
"""

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd

from born_into_care.explorers import EXPLORERS, Number, explorer
from born_into_care.explorers.explorer import Control
from tests.support.browser import ROOT, chromium
from tests.support.lab import OpenNotebook, copy_pack, jupyterlab, open_notebook

CHANGES = 60
REPORT = ROOT / "docs" / "benchmarks" / "explorers.csv"

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

# Plotly alone: the figures that the explorer shows, in a place as wide as its own.
REACT = """async ([figures, changes]) => {
    const shown = document.querySelector('.bic-explorer .bic-plot');
    const plot = document.body.appendChild(document.createElement('div'));
    plot.style.cssText = `position: fixed; top: 0; width: ${shown.clientWidth}px`;
    const times = [];
    for (let turn = 0; turn < changes; turn += 1) {
        const { data, layout } = structuredClone(figures[turn % figures.length]);
        const began = performance.now();
        await Plotly.react(plot, data, layout, { displayModeBar: false });
        await new Promise(done => requestAnimationFrame(() => done()));
        times.push(performance.now() - began);
        await new Promise(done => setTimeout(done, 60));
    }
    plot.remove();
    return times;
}"""


def notebook_for(name: str, control: Control) -> nbformat.NotebookNode:
    """Return the notebook that holds the three ways for one explorer."""
    options = list(control.values)[:: len(control.values) // 12 + 1]
    sources = [
        FLOOR.format(options=options),
        OUTPUT.format(name=name, control=control.name, options=options),
        f"from born_into_care import explore\nexplore({name!r})",
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": kernel},
    )


def measure(opened: OpenNotebook, traffic: list[int], name: str, control: Control) -> pd.DataFrame:
    """Return one row for each way: times and bytes of one change."""
    page, rows = opened.page, []
    # Of a long list a dozen, spread out.
    values = list(control.values)[:: len(control.values) // 12 + 1]
    charts = [explorer(name).chart_for(**{control.name: value}) for value in values]
    figures = [dict(chart.spec) for chart in charts]
    for way in ("floor", "react", "output", "explorer"):
        script, steps = (REACT, [figures]) if way == "react" else (STEER, [way, values])
        # A first round warms caches on both sides, as a learner's first move does.
        page.evaluate(script, [*steps, 2 * len(values)])
        traffic.clear()
        times = page.evaluate(script, [*steps, CHANGES])
        page.wait_for_timeout(300)
        p50, p95 = np.percentile(times, [50, 95]).round(1)
        kilobytes = round(sum(traffic) / CHANGES / 1000, 1)
        rows.append([name, way, CHANGES, p50, p95, kilobytes])
    heads = ["explorer", "way", "changes", "p50_ms", "p95_ms", "kb_per_change"]
    return pd.DataFrame(rows, columns=heads)


def watch(traffic: list[int], page: Any) -> None:
    """Write down the size of each message that a page sends or receives."""

    def follow(socket: Any) -> None:
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda frame: traffic.append(len(frame)))

    page.on("websocket", follow)


def main() -> None:
    """Measure every explorer and write the table, or measure those that are named."""
    tables = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        pack = copy_pack(ROOT, Path(folder))
        with jupyterlab(pack, Path(folder) / "jupyter") as lab:
            # The chart of the years between is drawn on the page: no move asks Python.
            for name in sys.argv[1:] or sorted({*EXPLORERS} - {"between"}):
                controls = sorted(
                    explorer(name).controls, key=lambda control: isinstance(control, Number)
                )
                path, traffic = f"notebooks/bench_{name}.ipynb", list[int]()
                nbformat.write(notebook_for(name, controls[0]), pack / path)

                with open_notebook(browser, lab, path, prepare=partial(watch, traffic)) as opened:
                    opened.run_all()
                    opened.page.locator(".bic-explorer[data-busy=false] .main-svg").first.wait_for()
                    opened.page.locator(".bench-output .main-svg").first.wait_for()
                    tables.append(measure(opened, traffic, name, controls[0]))
                    print(tables[-1].to_string(index=False), flush=True)
    if not sys.argv[1:]:
        pd.concat(tables).to_csv(REPORT, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
