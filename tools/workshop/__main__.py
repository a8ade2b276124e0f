"""Make the workshop's notebook and what it links to, then open it: `python -m tools.workshop`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat

from born_into_care.activities.record_file import RECORD_VARIABLE, record_path
from born_into_care.errors import PackError
from born_into_care.paths import pack_folder
from tools.site.build import build
from tools.workshop.path import workshop


def prepare(root: Path, target: Path) -> Path:
    """Write the workshop's notebook and the site beside it, and give the notebook's path.

    Parameters:
        root: the pack.
        target: where to build; the app is its `app`.
    """
    app = target / "app"
    shutil.rmtree(app, ignore_errors=True)
    app.mkdir(parents=True)
    site = build(target, root=root)
    shutil.copytree(site, app / "site")
    path = app / "workshop.ipynb"
    nbformat.write(workshop(root, root / "app" / "path.toml"), path)
    return path


def voila_command(notebook: Path, *more: str) -> list[str]:
    """Give the command that serves the app: one room, two warm kernels, no code shown."""
    return [
        sys.executable,
        "-m",
        "voila",
        str(notebook),
        "--template=workshop",
        # A kernel that has run the whole path waits before the page is opened, and one more for a
        # reload in front of a room.
        "--preheat_kernel=True",
        "--pool_size=2",
        "--VoilaConfiguration.file_allowlist=['site/.*']",
        # Voila keeps notebooks to itself; those of the site are there to be downloaded.
        r"--VoilaConfiguration.file_denylist=['(?!site/).*\.(ipynb|py)']",
        *more,
    ]


def workshop_record(today: date) -> Path:
    """Give the file that keeps what a room enters on one day.

    Never the record of whoever runs the workshop: the app shows the record on a projector, and can
    delete it. The same all day, so that an app that was started anew goes on.
    """
    return record_path().with_name(f"workshop-{today.isoformat()}.json")


def voila_environment(root: Path, record: Path) -> dict[str, str]:
    """Give the environment in which Voila finds our template and the timer.

    Parameters:
        root: the pack.
        record: the file that keeps what the room enters.
    """
    return {
        **os.environ,
        RECORD_VARIABLE: str(record),
        "JUPYTER_PATH": os.pathsep.join([str(root / "app"), os.environ.get("JUPYTER_PATH", "")]),
        "PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")]),
    }


def main(arguments: list[str] | None = None) -> int:
    """Open the app; give 1 where something needs mending first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-prepare", action="store_true", help="do not open it")
    parser.add_argument(
        "--record",
        type=Path,
        default=workshop_record(date.today()),
        help="the file that keeps what the room enters; one of its own each day",
    )
    chosen, more = parser.parse_known_args(arguments)
    root = pack_folder()
    try:
        notebook = prepare(root, root / "build")
    except PackError as problem:
        print(problem, file=sys.stderr)
        return 1
    if chosen.only_prepare:
        print(f"The app is in {notebook.parent}.")
        return 0
    record = chosen.record.expanduser().absolute()
    print(f"What the room enters today is kept in {record}. Delete it when you are done.")
    command = voila_command(notebook, *more)
    return subprocess.run(command, env=voila_environment(root, record), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
