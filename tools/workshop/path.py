"""The path as a notebook, made of cells of the pack's notebooks and of nothing else but a clock."""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from born_into_care.errors import PackError, unknown


@dataclass(frozen=True)
class Step:
    """One section of a notebook, and the minutes that a room talks about it.

    Attributes:
        notebook: the name of the notebook without its ending.
        section: the words of the heading under which the section stands.
        minutes: minutes on the timer after it; 0 for no timer.
    """

    notebook: str
    section: str
    minutes: int = 0


def read_path(file: Path) -> tuple[str, tuple[Step, ...]]:
    """Give the title and the steps of a path.

    Parameters:
        file: a TOML file with `title` and a list of `step`.

    Raises:
        PackError: if it holds something else.
    """
    held = tomllib.loads(file.read_text("utf-8"))
    try:
        return str(held["title"]), tuple(Step(**step) for step in held["step"])
    except (KeyError, TypeError) as error:
        raise PackError(
            f"{file.name} needs a title, and for each step a notebook and a section; for a timer, "
            f"its minutes, too. What is wrong: {error}."
        ) from error


def sections(notebook: NotebookNode) -> dict[str, list[NotebookNode]]:
    """Give the cells of each section by its heading of level two, its own cell first."""
    found: dict[str, list[NotebookNode]] = {}
    current: list[NotebookNode] = []
    for cell in notebook.cells:
        first = cell.source.split("\n", 1)[0]
        if cell.cell_type == "markdown" and first.startswith("## "):
            current = found.setdefault(first[3:].strip(), [])
        current.append(cell)
    return found


def workshop(root: Path, file: Path) -> NotebookNode:
    """Give the notebook of a path.

    Parameters:
        root: the pack.
        file: the path.

    Raises:
        PackError: if a notebook or a section does not exist; it says which do.
    """
    title, steps = read_path(file)
    cells: list[NotebookNode] = [nbformat.v4.new_markdown_cell(f"# {title}", id="title")]
    cells.append(_code("set-up", SET_UP))
    for place, step in enumerate(steps):
        for cell in _cells_of(root, step):
            if cell.cell_type == "markdown":
                cells.append(nbformat.v4.new_markdown_cell(cell.source, id=f"{place}-{cell.id}"))
            elif "solution" not in cell.metadata.get("tags", []):
                cells.append(_code(f"{place}-{cell.id}", for_a_room(cell.source)))
        if step.minutes:
            cells.append(_code(f"{place}-timer", f"timer({step.minutes})"))
    cells.append(_code("record", "record()"))
    metadata: dict[str, Any] = {
        "title": title,
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


SET_UP = """from born_into_care import check, explore, hint, predict, reflect, show
from born_into_care.activities import record
from tools.workshop.timer import timer"""


def for_a_room(source: str) -> str:
    """Give the code of a cell for a room: a prediction takes the guesses of a whole group.

    Example:
        >>> for_a_room('predict("same-day-london-2019-20")')
        "predict('same-day-london-2019-20', group=True)"
    """
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    call = last.value if isinstance(last, ast.Expr) else None
    if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "predict":
        return source
    if all(one.arg != "group" for one in call.keywords):
        call.keywords.append(ast.keyword("group", ast.Constant(True)))
    return ast.unparse(tree)


def _code(name: str, source: str) -> NotebookNode:
    cell: NotebookNode = nbformat.v4.new_code_cell(source, id=name)
    return cell


def _cells_of(root: Path, step: Step) -> list[NotebookNode]:
    folder = root / "notebooks"
    path = folder / f"{step.notebook}.ipynb"
    if not path.exists():
        raise unknown("notebook", step.notebook, sorted(one.stem for one in folder.glob("*.ipynb")))
    found = sections(nbformat.read(path, as_version=4))
    if step.section not in found:
        raise unknown(f"section of {step.notebook}", step.section, found)
    return found[step.section]
