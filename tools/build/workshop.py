"""The workshop app: a facilitator's path through the notebooks, in Voila, for one screen."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from voila.app import Voila

from born_into_care.activities.record_file import RECORD_VARIABLE, record_path
from born_into_care.errors import PackError, require_known
from start import socket_options
from tools.build.pack import NOTEBOOKS, ROOT
from tools.build.site.build import build_site

PATH = ROOT / "app" / "path.toml"
# A prediction takes the guesses of a whole group.
SET_UP = """from functools import partial

from born_into_care import check, explore, hint, predict, reflect, show
from born_into_care.activities import record
from tools.build.timer import Timer

predict = partial(predict, group=True)"""


def write_app(target: Path) -> Path:
    """Write the workshop's notebook and the site beside it, and return the notebook's path.

    Parameters:
        target: where to build; the app is its `app`.
    """
    app = target / "app"
    shutil.rmtree(app, ignore_errors=True)
    shutil.copytree(build_site(target), app / "site")
    nbformat.write(make_notebook(), app / "workshop.ipynb")
    return app / "workshop.ipynb"


def make_notebook(path: Path = PATH) -> NotebookNode:
    """Return the notebook of a path: cells of the pack's notebooks and nothing else but a clock.

    Parameters:
        path: a TOML file with `title` and a list of `step`: a notebook, a section, and for a
            timer after it `minutes`.

    Raises:
        PackError: if it holds something else, or names what does not exist; it says what does.
    """
    held = tomllib.loads(path.read_text("utf-8"))
    if "title" not in held or any({"notebook", "section"} - set(one) for one in held["step"]):
        raise PackError(f"{path.name} needs a title, and for each step a notebook and a section.")
    title = nbformat.v4.new_markdown_cell(f"# {held['title']}", id="title")
    cells = [title, nbformat.v4.new_code_cell(SET_UP, id="set-up")]
    for place, step in enumerate(held["step"]):
        cells += [
            getattr(nbformat.v4, f"new_{cell.cell_type}_cell")(cell.source, id=f"{place}-{cell.id}")
            for cell in _section_cells(step["notebook"], step["section"])
            if "solution" not in cell.metadata.get("tags", [])
        ]
        if "minutes" in step:
            source = f"Timer(minutes={step['minutes']})"
            cells.append(nbformat.v4.new_code_cell(source, id=f"{place}-timer"))
    cells.append(nbformat.v4.new_code_cell("record()", id="record"))
    return nbformat.v4.new_notebook(
        cells=cells,
        metadata={
            "title": held["title"],
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )


def _section_cells(name: str, section: str) -> list[NotebookNode]:
    """The cells under a heading of level two, the heading's own first."""
    notebooks = {path.stem: path for path in NOTEBOOKS.glob("*.ipynb")}
    cells = nbformat.read(notebooks[require_known("notebook", name, notebooks)], as_version=4).cells
    headings = {
        place: cell.source.split("\n", 1)[0].removeprefix("## ").strip()
        for place, cell in enumerate(cells)
        if cell.cell_type == "markdown" and cell.source.startswith("## ")
    }
    limits = pairwise([*headings, len(cells)])
    found = {headings[start]: cells[start:end] for start, end in limits}
    return found[require_known(f"section of {name}", section, found)]


class WorkshopApp(Voila):
    """Voila for one screen: it answers this computer alone, and only who has its token."""

    def init_settings(self) -> dict[str, Any]:
        """Return Voila's settings with the name under which a page was asked for checked.

        Voila answers under any name, so that a page elsewhere could speak to it by a name that it
        points at this computer.
        """
        names = {"allow_remote_access": False, "local_hostnames": ["localhost"]}
        return {**super().init_settings(), **names}


def voila_command(notebook: Path, *more: str) -> list[str]:
    """Return the command that serves the app: one room, two warm kernels, no code shown."""
    return [
        sys.executable,
        "-m",
        "tools.build.workshop",
        "--serve",
        str(notebook),
        "--template=workshop",
        "--Voila.auto_token=True",
        *socket_options(Path(tempfile.gettempdir()) / "voila_xxxxxxxx"),
        # A kernel that has run the whole path waits before the page is opened, and one more for a
        # reload in front of a room. A kernel whose page is gone ends after two minutes.
        "--preheat_kernel=True",
        "--pool_size=2",
        "--MappingKernelManager.cull_idle_timeout=120",
        "--MappingKernelManager.cull_interval=30",
        "--VoilaConfiguration.file_allowlist=['site/.*']",
        # Voila keeps notebooks to itself; those of the site are there to be downloaded.
        r"--VoilaConfiguration.file_denylist=['(?!site/).*\.(ipynb|py)']",
        *more,
    ]


def workshop_record(today: date) -> Path:
    """Return the file that keeps what a room enters on one day.

    Never the record of whoever runs the workshop: the app shows the record on a projector, and can
    delete it. The same all day, so that an app that was started anew goes on.
    """
    return record_path().with_name(f"workshop-{today.isoformat()}.json")


def voila_environment(record: Path) -> dict[str, str]:
    """Return the environment in which Voila finds our template and the timer.

    Parameters:
        record: the file that keeps what the room enters.
    """
    return {
        **os.environ,
        RECORD_VARIABLE: str(record),
        "JUPYTER_PATH": os.pathsep.join([str(ROOT / "app"), os.environ.get("JUPYTER_PATH", "")]),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def main() -> int:
    """Open the app: `python -m tools.build.workshop`; exit with 1 where something needs mending."""
    if sys.argv[1:2] == ["--serve"]:
        WorkshopApp.launch_instance(sys.argv[2:])
        return 0
    try:
        notebook = write_app(ROOT / "build")
    except PackError as problem:
        sys.exit(str(problem))
    record = workshop_record(date.today())
    print(f"What the room enters today is kept in {record}. Delete it when you are done.")
    return subprocess.call(voila_command(notebook, *sys.argv[1:]), env=voila_environment(record))


if __name__ == "__main__":
    sys.exit(main())
