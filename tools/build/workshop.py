"""The workshop app: a facilitator's path through the notebooks, in Voila, for one screen."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import webbrowser
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config.loader import PyFileConfigLoader
from voila.app import Voila

from born_into_care import charts
from born_into_care.activities.record_file import RECORD_VARIABLE, record_path
from born_into_care.errors import PackError, require_known
from born_into_care.explorers import Explorer, ExplorerWidget
from start import SETTINGS, socket_options
from tools.build.links import to_plain
from tools.build.notebook import read_notebook
from tools.build.pack import NOTEBOOKS, ROOT, list_notebooks
from tools.build.run_sheets import SHEETS, read_sheet
from tools.build.screens import list_screens, shorten_question
from tools.build.site.build import build_site

REST = "Take your time. You can step out at any point."
SHEET = SHEETS / "45-minutes.yml"
# A prediction takes the guesses of a whole group, and a chart is as live as an explorer.
SET_UP = """from functools import partial

from born_into_care import explore
from born_into_care.activities import plan, predict, record, reflect, themes_panel, weigh
from tools.build.workshop import show

predict = partial(predict, group=True)"""


def show(*arguments: Any, **choices: Any) -> ExplorerWidget:
    """Return a chart as an explorer without controls, which fills a wall as the others do."""
    chart = charts.show(*arguments, **choices)
    return Explorer(chart.key, chart.title, "", lambda: chart, ()).widget()


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


def make_notebook(path: Path = SHEET) -> NotebookNode:
    """Return the notebook of a session: a screen for each thing that its run sheet shows.

    Each screen begins with a text cell, in whose metadata its step and its minutes stand.

    Parameters:
        path: a run sheet; a step may name the cells of its notebook to show as `screens`.

    Raises:
        PackError: if a step names what does not exist; it says what does.
        ValueError: if the run sheet is not whole.
    """
    sheet = read_sheet(path)
    cells = []
    for number, step in enumerate(sheet["steps"], 1):
        # A step with nothing to show is a screen, too: its question, or the line of care.
        for place, shown in enumerate(_list_sources(step) or [""]):
            head = nbformat.v4.new_markdown_cell(_write_head(step, shown), id=f"{number}-{place}")
            head.metadata["screen"] = {
                "step": number, "title": step["title"], "minutes": step["minutes"],
            }  # fmt: skip
            cells.append(head)
            if shown:
                cells.append(nbformat.v4.new_code_cell(shown, id=f"{number}-{place}-shown"))
    end = nbformat.v4.new_markdown_cell("# What we wrote", id="end")
    end.metadata["screen"] = {"step": len(sheet["steps"]), "title": "What we wrote", "minutes": 0}
    return nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(SET_UP, id="set-up"),
            *(*cells, end),
            nbformat.v4.new_code_cell("record()", id="record"),
        ],
        metadata={
            "title": sheet["title"],
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )


def _list_sources(step: dict[str, Any]) -> list[str]:
    """The code of what a step shows: cells that it names, or the guesses and charts of its part."""
    if not step["notebook"]:
        return []
    paths = {path.stem: path for path in list_notebooks()}
    path = paths[require_known("notebook", step["notebook"], paths)]
    cells = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
    names = step["screens"]
    if names is None and step["part"]:
        parts = {section.title: section for section in read_notebook(path).sections}
        part = parts[require_known(f"section of {path.stem}", step["part"], parts)]
        names = [screen.name for screen in list_screens([part]) if screen.call.verb]
    # The first cell also imports, which the set-up has done.
    return [cells[require_known("cell", name, cells)].split("\n\n")[-1] for name in names or ()]


def _write_head(step: dict[str, Any], shown: str) -> str:
    asked = shorten_question(to_plain(step["ask"]))
    path = NOTEBOOKS / f"{step['notebook']}.ipynb"
    care = read_notebook(path).care if step["notebook"] else REST
    # Where nothing is asked, a screen has what it shows, or the line of care.
    words = "" if asked.startswith("Nothing") or (shown and "?" not in asked) else asked
    return f"# {step['title']}\n\n{words or care * (not shown)}"


class WorkshopApp(Voila):
    """Voila for one screen: it answers this computer alone, and only who has its token."""

    def init_settings(self) -> dict[str, Any]:
        """Return Voila's settings with the name under which a page was asked for checked.

        Voila answers under any name, so that a page elsewhere could speak to it by a name that it
        points at this computer.
        """
        names = {"allow_remote_access": False, "local_hostnames": ["localhost"]}
        # As in JupyterLab, what a kernel answers is sent at once.
        lab = PyFileConfigLoader("jupyter_server_config.py", str(SETTINGS)).load_config().ServerApp
        name = "kernel_websocket_connection_class"
        return {**super().init_settings(), **names, name: lab[name]}

    def launch_browser(self) -> None:
        """Open the page with its token, which a browser reads in a file that only its user can.

        Voila would open it without, at a form that asks for the token, and by a page that asks a
        network for letters. On a command line every user of the computer could read the token.
        """
        handle, path = tempfile.mkstemp(".html", "workshop-")  # mode 0600
        atexit.register(Path(path).unlink, missing_ok=True)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f'<meta http-equiv="refresh" content="0; url={self.display_url}">')
        threading.Thread(target=webbrowser.open, args=[Path(path).as_uri()], daemon=True).start()


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
