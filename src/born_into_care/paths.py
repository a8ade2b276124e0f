"""Where the pack's own folders are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_instead: ContextVar[Path | None] = ContextVar("the folder that stands in for data/", default=None)


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
    return _instead.get() or pack_folder() / "data"


@contextmanager
def data_from(folder: Path) -> Iterator[None]:
    """Take another folder for that of the evidence tables, until the block ends.

    Parameters:
        folder: a copy of `data/`.

    Example:
        >>> with data_from(Path("copy")):
        ...     data_folder().name
        'copy'
    """
    mark = _instead.set(folder)
    try:
        yield
    finally:
        _instead.reset(mark)
