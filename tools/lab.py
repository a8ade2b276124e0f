"""Open the pack in JupyterLab. `make lab` calls it; with conda, type `python tools/lab.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST_PAGE = "notebooks/00_start_here.ipynb"

# JupyterLab as it comes asks a server for news, for its own newest version and for extensions, and
# opens a page of figures as source text. This folder says otherwise: nothing is asked of any
# network, and a click on a figure in a notebook leads to a page that can be read.
SETTINGS = ROOT / "tools" / "jupyter"


def lab_command(root: Path, first_page: str, *more: str) -> list[str]:
    """Give the command that opens one page of a pack in JupyterLab.

    Parameters:
        root: the folder whose files JupyterLab shows.
        first_page: a path from there, with "/" between folders.
        more: further options of JupyterLab.
    """
    # In a container a person is often root, and JupyterLab then stops unless it is told.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{first_page}",
        *as_root,
        *more,
    ]


def lab_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the environment in which JupyterLab finds the pack's settings, after the person's own.

    Parameters:
        environment: the one to start from.
    """
    places = [environment.get("JUPYTER_CONFIG_PATH", ""), str(SETTINGS)]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, places))}


def is_this_pack_installed() -> bool:
    """Say whether `import born_into_care` would find the code of this folder."""
    found = find_spec("born_into_care")
    return bool(found and found.origin and Path(found.origin).is_relative_to(ROOT))


def install_this_pack() -> None:
    """Install the code of this folder, where it stands, without fetching anything."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
        check=True,
    )  # fmt: skip


def main() -> int:
    """Install the pack where that is still to do, then open JupyterLab until it is closed."""
    if find_spec("jupyterlab") is None:
        print(
            "JupyterLab is not in this Python. Give 'make lab', or with conda:\n"
            "  conda env create --file environment.yml\n"
            "  conda activate born-into-care\n"
            "  python tools/lab.py",
            file=sys.stderr,
        )
        return 1
    if not is_this_pack_installed():
        install_this_pack()
    try:
        return subprocess.call(
            lab_command(ROOT, FIRST_PAGE, *sys.argv[1:]), cwd=ROOT, env=lab_environment(os.environ)
        )
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
