"""What a browser fetches to show JupyterLab: its scripts, by their names on this machine."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

# Counted in Chromium, which opened notebook 05 in JupyterLab 4.6.6 for the first time: two large
# scripts of 7.4 MB together, and 86 small ones of 4.4 MB. Which small ones a page takes is
# JupyterLab's own affair, so as many of the same size stand for them.
LARGE_FILES = 2
SMALL_FILES = 86
SMALL_BYTES = 4_400_000


@cache
def scripts(share: Path = Path(sys.prefix) / "share" / "jupyter") -> tuple[tuple[str, int], ...]:
    """Give scripts of JupyterLab as many and as large as a browser fetches.

    Returns:
        For each, its address below a server's own and its size in bytes.
    """
    lab, extensions = share / "lab" / "static", share / "labextensions"
    places = {
        **{path: f"static/lab/{path.name}" for path in lab.glob("*.js")},
        **{
            path: f"lab/extensions/{path.relative_to(extensions).as_posix()}"
            for path in extensions.glob("**/static/*.js")
        },
    }
    sizes = {path: path.stat().st_size for path in places}
    # The second term makes the order the same everywhere.
    large = sorted(places, key=lambda path: (-sizes[path], path.name))[:LARGE_FILES]
    usual = SMALL_BYTES / SMALL_FILES
    small = sorted(places, key=lambda path: (abs(sizes[path] - usual), path.name))[:SMALL_FILES]
    return tuple((places[path], sizes[path]) for path in [*large, *small])
