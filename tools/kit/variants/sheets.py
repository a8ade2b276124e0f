"""A sheet for each student: the template notebook, run by papermill, and the same as a page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path

import nbformat
import papermill

from tools.kit.places import ROOT, TEACHING
from tools.kit.render import links_from, to_html
from tools.kit.variants.variant import Variant

TEMPLATE = TEACHING / "assessment" / "variant.ipynb"
# On two cores a third kernel gains nothing.
KERNELS = 2
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;"
    "color:#1f2328}table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #767f8a;"
    "padding:.3rem .6rem;text-align:left}a{color:#0072b2}"
)


def write(chosen: Sequence[Variant], folder: Path) -> list[Path]:
    """Write each student's notebook and page, and give the files."""
    folder.mkdir(parents=True, exist_ok=True)
    if len(chosen) == 1:
        return list(_sheet(chosen[0], folder))
    with ProcessPoolExecutor(KERNELS) as pool:
        written = list(pool.map(partial(_sheet, folder=folder), chosen))
    return [path for pair in written for path in pair]


def _sheet(variant: Variant, folder: Path) -> tuple[Path, Path]:
    target = folder / f"sheet_{variant.student}.ipynb"
    papermill.execute_notebook(
        str(TEMPLATE), str(target), parameters=asdict(variant), cwd=str(ROOT), progress_bar=False
    )
    notebook = nbformat.read(target, as_version=4)
    _settle(notebook)
    nbformat.write(notebook, target)
    page = target.with_suffix(".html")
    page.write_text(_page(notebook, variant), encoding="utf-8")
    return target, page


def _settle(notebook: nbformat.NotebookNode) -> None:
    """Take out what differs between two runs, and what names the computer."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"sheet-{number}"


def _page(notebook: nbformat.NotebookNode, variant: Variant) -> str:
    address = links_from("teaching/assessment", "../../../")
    parts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(to_html(cell.source, address))
        for output in cell.get("outputs", []):
            if "text/markdown" in output.get("data", {}):
                parts.append(to_html(output.data["text/markdown"], address))
    title = f"Assignment, sheet {variant.student}"
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(title)}'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>{''.join(parts)}</main></body></html>"
    )
