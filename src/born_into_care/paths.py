"""Where the pack's own folders are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

_other_data: ContextVar[Path | None] = ContextVar("other_data", default=None)

on_data_change: list[Callable[[], None]] = []
"""Called whenever `data_from` exchanges the folder of the tables: what empties caches of them."""


@cache
def pack_folder() -> Path:
    """Return the root of the pack: the folder that holds notebooks/, data/ and src/.

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
    """Return the folder of the evidence tables."""
    return _other_data.get() or pack_folder() / "data"


@contextmanager
def data_from(folder: Path) -> Iterator[None]:
    """Read the evidence tables from another folder until the block ends.

    Parameters:
        folder: a copy of `data/`.

    Example:
        >>> with data_from(Path("copy")):
        ...     data_folder().name
        'copy'
    """
    token = _other_data.set(folder)
    try:
        _announce_change()
        yield
    finally:
        _other_data.reset(token)
        _announce_change()


def _announce_change() -> None:
    for call in on_data_change:
        call()
