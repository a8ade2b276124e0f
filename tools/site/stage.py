"""The sources of the site: the pack's own notebooks and pages, made ready for Sphinx."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from born_into_care.messages import PackError
from tools.site import parts
from tools.site.calls import last_call
from tools.site.cells import outputs_html

# Folders of the pack that are pages of the site, with the heading of each in the navigation.
SECTIONS = {"notebooks": "Notebooks", "data": "Evidence", "teaching": "Teaching kit"}
# Not for learners or lecturers to read as pages.
LEFT_OUT = {"data": {"illustrative"}}


@dataclass
class Staged:
    """What was made ready.

    Attributes:
        pages: every page, as Sphinx names it ("notebooks/05_regions").
        explorers: the explorers that some page holds.
    """

    pages: list[str] = field(default_factory=list)
    explorers: set[str] = field(default_factory=set)


def stage(root: Path, target: Path) -> Staged:
    """Write the sources of the site, and give what they are.

    Parameters:
        root: the pack.
        target: an empty folder.

    Raises:
        PackError: if a notebook was not saved with its outputs, or was saved with an error.
    """
    staged = Staged()
    for section, heading in SECTIONS.items():
        names: list[str] = []
        for path in sorted((root / section).rglob("*")):
            inside = path.relative_to(root)
            hidden = any(part.startswith((".", "_")) for part in inside.parts)
            if path.is_dir() or hidden or inside.parts[1] in LEFT_OUT.get(section, ()):
                continue
            goal = target / inside
            goal.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".ipynb":
                _write_notebook(path, goal, staged)
            else:
                shutil.copyfile(path, goal)
            if path.suffix in (".ipynb", ".md"):
                names.append(inside.with_suffix("").as_posix())
        _write_contents(target, section, heading, names)
        staged.pages += names
    _write_home(root, target)
    return staged


def _write_notebook(path: Path, goal: Path, staged: Staged) -> None:
    notebook = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {}
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            try:
                shown = _shown(cell, names, staged)
            except ValueError as error:
                raise PackError(
                    f"{path.name} was saved with an error in the cell {cell.id!r}: {error}. "
                    "Mend it, then run 'make notebooks'."
                ) from error
            cell.outputs = (
                [nbformat.v4.new_output("display_data", data={"text/html": shown})] if shown else []
            )
            if "solution" in cell.metadata.get("tags", []):
                cell.metadata["tags"] = ["hide-cell"]
                cell.metadata["mystnb"] = {"code_prompt_show": "Show one answer"}
            else:
                cell.metadata["tags"] = ["hide-input"]
        cells.append(cell)
    notebook.cells = cells
    notebook.metadata.pop("born_into_care", None)
    nbformat.write(notebook, goal)


def _shown(cell: Any, names: dict[str, Any], staged: Staged) -> str:
    call = last_call(cell.source, names)
    made = parts.for_call(call) if call else None
    if made is not None:
        staged.explorers |= made.explorers
        return made.html
    return outputs_html(cell.outputs)


def _write_contents(target: Path, section: str, heading: str, names: list[str]) -> None:
    """Write the first page of a section, unless the pack has one of its own."""
    own = target / section / "README.md"
    inside = [name.removeprefix(f"{section}/") for name in names if not name.endswith("/README")]
    listed = "\n".join(inside)
    tree = f"\n\n```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n"
    if own.exists():
        own.write_text(own.read_text("utf-8") + tree.replace("1\n", "1\n:hidden:\n", 1), "utf-8")
    else:
        (target / section).mkdir(parents=True, exist_ok=True)
        own.write_text(f"# {heading}{tree}", "utf-8")


def _write_home(root: Path, target: Path) -> None:
    trees = "\n".join(f"{section}/README" for section in SECTIONS)
    readme = (root / "README.md").read_text("utf-8")
    (target / "index.md").write_text(
        f"{readme}\n\n```{{toctree}}\n:hidden:\n:maxdepth: 2\n\n{trees}\n```\n", "utf-8"
    )
