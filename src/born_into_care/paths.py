"""Where the pack's own folders are."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def pack_folder() -> Path:
    """Give the root of the pack: the folder that holds notebooks/, data/ and src/.

    Raises:
        FileNotFoundError: if the package was installed away from its pack.

    Example:
        >>> (pack_folder() / "data").is_dir()
        True
    """
    root = Path(__file__).resolve().parents[2]
    if not (root / "data").is_dir():
        raise FileNotFoundError(
            f"The folder 'data' is not at {root}. Install the pack from its own folder "
            "with 'make lab', or with 'pip install --editable .'."
        )
    return root


def data_folder() -> Path:
    """Give the folder of the evidence tables."""
    return pack_folder() / "data"
