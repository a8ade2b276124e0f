"""The sources of the site: the pack's own notebooks and pages, made ready for Sphinx."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from born_into_care.errors import PackError
from tools.site import parts
from tools.site.calls import last_call
from tools.site.cells import outputs_html
from tools.site.contents import SECTIONS, followed, label, write_contents, write_home

# Verbs whose cell shows something that only running it can give.
SHOWING = {"show", "compare", "figure", "cite", "hint", "select"}


@dataclass
class Staged:
    """What was made ready.

    Attributes:
        pages: the label of every page by its name for Sphinx ("notebooks/05_regions").
        explorers: the explorers that some page holds.
    """

    pages: dict[str, str] = field(default_factory=dict)
    explorers: set[str] = field(default_factory=set)


def stage(root: Path, target: Path, more: Mapping[str, str] | None = None) -> Staged:
    """Write the sources of the site, and give what they are.

    Parameters:
        root: the pack.
        target: an empty folder.
        more: pages that only a site has, as Markdown, by their name ("teaching/ready_to_use").

    Raises:
        PackError: if a notebook was not saved with its outputs, or was saved with an error.
    """
    staged = Staged()
    binder = _binder(root)
    for section in SECTIONS:
        pages: dict[str, str] = {}
        for path in sorted((root / section).rglob("*")):
            inside = path.relative_to(root)
            hidden = any(part.startswith((".", "_")) for part in inside.parts)
            if path.is_dir() or hidden:
                continue
            goal = target / inside
            goal.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".ipynb":
                _write_notebook(path, goal, staged, binder)
            elif path.suffix == ".md":
                goal.write_text(followed(path.read_text("utf-8")), "utf-8")
            else:
                shutil.copyfile(path, goal)
            if path.suffix in (".ipynb", ".md"):
                pages[inside.with_suffix("").as_posix()] = label(path)
        for name, text in (more or {}).items():
            if name.startswith(f"{section}/"):
                (target / f"{name}.md").write_text(text, "utf-8")
                pages[name] = label(target / f"{name}.md")
        write_contents(target, section, pages)
        staged.pages |= pages
    write_home(root, target, {n: t for n, t in staged.pages.items() if n.startswith("notebooks/")})
    return staged


def _binder(root: Path) -> str | None:
    """The address that opens the first notebook on Binder, once the pack has one of its own."""
    found = re.search(r"^\[binder\]: (\S+)$", (root / "README.md").read_text("utf-8"), re.MULTILINE)
    return found[1] if found and "OWNER" not in found[1] else None


def _here(name: str, binder: str | None) -> str:
    """What a page says about itself: it is a notebook, and how to have it as one."""
    ways = [f'<a href="{name}" download>download it</a>']
    if binder is not None:
        address = re.sub(r"[^/]+\.ipynb$", name, binder)
        ways.append(f'<a href="{html.escape(address, quote=True)}">open it on Binder</a>')
    return (
        '<p class="bic-here">This page is a notebook that is ready to use: where it asks you to '
        "run a cell, what the cell shows is already here, and its controls work. To run it "
        f"yourself, {' or '.join(ways)}.</p>"
    )


SET_UP = "## Set up\n\nOn this page there is nothing to set up."


def _write_notebook(path: Path, goal: Path, staged: Staged, binder: str | None) -> None:
    notebook = nbformat.read(path, as_version=4)
    names: dict[str, Any] = {}
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## Set up\n"):
            cell.source = SET_UP
        elif cell.cell_type == "markdown":
            cell.source = followed(cell.source)
        if cell.cell_type == "code":
            try:
                shown = _shown(cell, names, staged)
            except PackError:
                raise
            except ValueError as error:
                raise PackError(
                    f"The cell {cell.id!r} of {path.name} is not ready to be shown: {error}. "
                    "Run 'make notebooks', which runs each notebook and saves what it shows."
                ) from error
            cell.outputs = (
                [nbformat.v4.new_output("display_data", data={"text/html": shown})] if shown else []
            )
            if "solution" in cell.metadata.get("tags", []):
                cell.metadata["tags"] = ["hide-cell"]
                cell.metadata["mystnb"] = {"code_prompt_show": "Show one answer"}
            else:
                cell.metadata["tags"] = ["hide-input"]
        if cell.id != "set-up":
            cells.append(cell)
    cells.insert(1, nbformat.v4.new_markdown_cell(_here(path.name, binder), id="here"))
    notebook.cells = cells
    notebook.metadata.pop("born_into_care", None)
    nbformat.write(notebook, goal)


def _shown(cell: Any, names: dict[str, Any], staged: Staged) -> str:
    call = last_call(cell.source, names)
    made = parts.for_call(call) if call else None
    if made is not None:
        staged.explorers |= made.explorers
        return made.html
    if call is not None and call.verb in SHOWING and not cell.outputs:
        raise ValueError("it holds no output")
    return outputs_html(cell.outputs)
