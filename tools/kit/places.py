"""Where the kit's sources are, and where what is made of them goes."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEACHING = ROOT / "teaching"
NOTEBOOKS = ROOT / "notebooks"
DATA = ROOT / "data"
BUILT = ROOT / "build" / "kit"


def notebook_paths(folder: Path = NOTEBOOKS) -> list[Path]:
    """Give the notebooks in walking order: those whose names start with two digits."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))
