"""The notebooks as they are saved, and their cells."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
PATHS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))}
NOTEBOOKS = {number: nbformat.read(path, as_version=4) for number, path in PATHS.items()}


def text_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the Markdown cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def whole_text(notebook: NotebookNode) -> str:
    """Return the Markdown of a notebook."""
    return "\n\n".join(cell.source for cell in text_cells(notebook))
