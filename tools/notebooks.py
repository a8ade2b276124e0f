"""Run every notebook and save it with its outputs, the same on every computer.

    python -m tools.notebooks                             all of notebooks/
    python -m tools.notebooks notebooks/02_….ipynb        the ones named

Saved outputs let a reader on a code host see the charts' words, and let nbval tell when one
changes. What differs from run to run (times, ids of widgets, versions of Python) is left out, so
that a second run changes no file.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
SECONDS_FOR_A_CELL = 180
# Two kernels at a time: on two cores a third gains nothing.
KERNELS = 2

KEPT_OF_NOTEBOOK = {"born_into_care", "kernelspec", "language_info", "title"}
KEPT_OF_CELL = {"born_into_care", "tags", "jupyter", "editable", "deletable", "slideshow"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
# A saved widget is a number that means nothing without its kernel: a reader would see an error.
WIDGET = "application/vnd.jupyter.widget-view+json"


def run(path: Path) -> NotebookNode:
    """Give the notebook of a file with the outputs of a run from top to bottom.

    Raises:
        CellExecutionError: if a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_FOR_A_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        record_timing=False,
        coalesce_streams=True,
    )
    client.execute()
    return notebook


def settle(notebook: NotebookNode) -> NotebookNode:
    """Give a notebook without what differs between two runs or two computers."""
    for key in set(notebook.metadata) - KEPT_OF_NOTEBOOK:
        del notebook.metadata[key]
    notebook.metadata["kernelspec"] = dict(KERNEL)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for key in set(cell.metadata) - KEPT_OF_CELL:
            del cell.metadata[key]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def save(path: Path) -> str:
    """Run one notebook and save it; give what happened, in one line."""
    before = path.read_text(encoding="utf-8")
    try:
        notebook = settle(run(path))
    except CellExecutionError as error:
        return f"FAILED: {error.ename}: {error.evalue}"
    except CellTimeoutError:
        return f"FAILED: a cell took more than {SECONDS_FOR_A_CELL} seconds"
    except DeadKernelError:
        return "FAILED: the kernel died"
    after = nbformat.writes(notebook) + "\n"
    if after == before:
        return "as it was"
    path.write_text(after, encoding="utf-8")
    return "saved anew"


def main(names: list[str]) -> int:
    """Run the notebooks named, or all; give 1 if one failed. A failed one stays as it was."""
    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    if not paths:
        print("There is no notebook in notebooks/ yet.")
        return 0
    with ThreadPoolExecutor(KERNELS) as pool:
        results = list(zip(paths, pool.map(save, paths), strict=True))
    for path, result in results:
        print(f"{path.name}: {result}")
    return 1 if any(result.startswith("FAILED") for _, result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
