"""Run every notebook and save it with its outputs, the same on every computer.

    python -m tools.notebooks                             all of notebooks/
    python -m tools.notebooks notebooks/02_….ipynb        the ones named

Saved outputs let a reader on a code host see the charts' words, and let nbval tell when one
changes. What differs from run to run (times, ids of widgets, versions of Python) is left out, so
that a second run changes no file.
"""

import ast
import base64
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import kaleido
import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from born_into_care.activities.prediction import AFTER_GUESS, veil
from born_into_care.briefing.files import find_browser

ROOT = Path(__file__).resolve().parents[1]
KERNELS = 2
"""On two cores a third kernel gains nothing."""

SAVED_OF_NOTEBOOK = {"born_into_care", "kernelspec", "language_info", "title"}
SAVED_OF_CELL = {
    *("born_into_care", "tags", "jupyter", "collapsed", "editable", "deletable", "slideshow"),
}
# A saved widget is a number that means nothing without its kernel: a reader would see an error.
WIDGET = "application/vnd.jupyter.widget-view+json"
PLOTLY = "application/vnd.plotly.v1+json"
# Verbs whose cell only shows something.
SHOW = {
    *("check", "explore", "panel", "plan", "predict", "record", "reflect", "show"),
    *("cite", "show_example", "themes_panel", "weigh"),
}
WIDTH = 760
README_PICTURES = {"rising": ("00", "set-up"), "regions": ("05", "explorer")}
_one_at_a_time = Lock()
"""kaleido's server mixes up the pictures of two notebooks that ask at once."""


def shows_only(source: str) -> bool:
    """Return whether code does no more than show: what it shows is to be seen, and the code folded.

    Example:
        >>> shows_only('show("headline")'), shows_only("births = 30_000")
        (True, False)
    """
    return all(
        isinstance(node, ast.ImportFrom)
        or (
            isinstance(node, ast.Expr) and getattr(getattr(node.value, "func", 0), "id", "") in SHOW
        )
        for node in ast.parse(source).body
    )


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
        if cell.cell_type == "code" and shows_only(cell.source):
            cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "source_hidden": True}
        if AFTER_GUESS in cell.metadata.get("tags", []):
            fold_until_guess(cell)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(WIDGET, None)
    return notebook


def fold_until_guess(cell: NotebookNode) -> None:
    """Fold what would give a guess away: what a cell of code shows, or the text of another."""
    if cell.cell_type == "code":
        cell.metadata["jupyter"] = {**cell.metadata.get("jupyter", {}), "outputs_hidden": True}
        cell.metadata["collapsed"] = True
    elif "bic-veil" not in cell.source:
        cell.source = veil(cell.source)


def add_pictures(notebook: NotebookNode) -> None:
    """Put a picture with its words beside each chart, for readers whose page cannot draw it.

    A live explorer shows HTML where nothing runs, so its picture is an output before its own.
    """
    for cell in notebook.cells:
        for place, output in reversed([*enumerate(cell.get("outputs", []))]):
            data = output.get("data", {})
            if PLOTLY not in data:
                continue
            spec = {name: data[PLOTLY][name] for name in ("data", "layout")}
            with _one_at_a_time:
                image = kaleido.calc_fig_sync(spec, opts={"format": "png", "width": WIDTH})
            title, _, description = data["text/plain"].partition("\n\n")
            words = " ".join(f"{title}. {description.partition(chr(10) * 2)[0]}".split())
            picture = {"image/png": base64.b64encode(image).decode()}
            metadata = {"image/png": {"alt": words}}
            if "text/html" in data:
                drawn = nbformat.v4.new_output("display_data", picture, metadata=metadata)
                cell.outputs.insert(place, drawn)
            else:
                data |= picture
                output.metadata |= metadata


def save_pictures_of_readme() -> None:
    """Write the pictures that README.md opens with, from the notebooks that show them."""
    for name, (notebook, cell) in README_PICTURES.items():
        (path,) = (ROOT / "notebooks").glob(f"{notebook}_*.ipynb")
        cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
        images = [output.get("data", {}).get("image/png") for output in cells[cell].outputs]
        image = base64.b64decode(next(filter(None, images)))
        (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(image)


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
    add_pictures(notebook)
    after = nbformat.writes(settle(notebook)) + "\n"
    if after == before:
        return "as it was"
    path.write_text(after, encoding="utf-8")
    return "saved anew"


def main(names: list[str]) -> int:
    """Run the notebooks named, or all; return 1 if one failed. A failed one stays as it was."""
    paths = [Path(name).resolve() for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    chromium = find_browser()
    if chromium is None:
        print("Install Chromium, or name one in BROWSER_PATH: it draws the charts' pictures.")
        return 1
    os.environ["BROWSER_PATH"] = str(chromium)
    kaleido.start_sync_server(silence_warnings=True)
    try:
        with ThreadPoolExecutor(KERNELS) as pool:
            results = list(zip(paths, pool.map(save, paths), strict=True))
    finally:
        kaleido.stop_sync_server()
    save_pictures_of_readme()
    for path, result in results:
        print(f"{path.name}: {result}")
    return 1 if any(result.startswith("FAILED") for _, result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
