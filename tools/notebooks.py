"""Run every notebook and save it with its outputs, the same on every computer.

    python -m tools.notebooks                             all of notebooks/
    python -m tools.notebooks notebooks/02_….ipynb        the ones named

Saved outputs let a reader on a code host see the charts' words, and let nbval tell when one
changes. What differs from run to run (times, ids of widgets, versions of Python) is left out, so
that a second run changes no file.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

ROOT = Path(__file__).resolve().parents[1]
KERNELS = 2
"""On two cores a third kernel gains nothing."""

SAVED_OF_NOTEBOOK = {"born_into_care", "kernelspec", "language_info", "title"}
SAVED_OF_CELL = {"born_into_care", "tags", "jupyter", "editable", "deletable", "slideshow"}
# A saved widget is a number that means nothing without its kernel: a reader would see an error.
WIDGET = "application/vnd.jupyter.widget-view+json"


def settle(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook without what differs between two runs or two computers."""
    for key in set(notebook.metadata) - SAVED_OF_NOTEBOOK:
        del notebook.metadata[key]
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for key in set(cell.metadata) - SAVED_OF_CELL:
            del cell.metadata[key]
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def save(path: Path) -> str:
    """Run one notebook and save it; return what happened, in one line."""
    before = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        try:
            notebook = papermill.execute_notebook(
                path, f"{folder}/{path.name}", cwd=path.parent, kernel_name="python3",
                progress_bar=False, execution_timeout=180,
            )  # fmt: skip
        except PapermillExecutionError as error:
            return f"FAILED: {error.ename}: {error.evalue}"
        except (TimeoutError, RuntimeError) as error:
            return f"FAILED: {error}"
    after = nbformat.writes(settle(notebook)) + "\n"
    if after == before:
        return "as it was"
    path.write_text(after, encoding="utf-8")
    return "saved anew"


def main(names: list[str]) -> int:
    """Run the notebooks named, or all; return 1 if one failed. A failed one stays as it was."""
    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    with ThreadPoolExecutor(KERNELS) as pool:
        results = list(zip(paths, pool.map(save, paths), strict=True))
    for path, result in results:
        print(f"{path.name}: {result}")
    return 1 if any(result.startswith("FAILED") for _, result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
