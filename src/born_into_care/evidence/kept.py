"""What is kept of the tables in memory, and when it is thrown away: as soon as one is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, update_wrapper
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

from born_into_care.paths import data_folder

Stamp = tuple[Path, int]

_looked: ContextVar[dict[str, Stamp] | None] = ContextVar(
    "the time stamps of one look", default=None
)

_P = ParamSpec("_P")
_T = TypeVar("_T")


def stamped(name: str) -> Stamp:
    """Give a table's file and its time stamp: the key of all that is kept of it.

    With the stamp, a table that is edited is read again in a live kernel; so is one that was not
    there before, whose stamp is 0 until it is.

    Parameters:
        name: the table, with its folder in `data/` where it has one ("illustrative/summary").

    Example:
        >>> stamped("no-such-table")[1]
        0
    """
    looked = _looked.get()
    if looked is not None and name in looked:
        return looked[name]
    path = data_folder() / f"{name}.csv"
    try:
        found = path, path.stat().st_mtime_ns
    except FileNotFoundError:
        found = path, 0
    if looked is not None:
        looked[name] = found
    return found


@contextmanager
def one_look() -> Iterator[None]:
    """Look at each table's time stamp once, until the block ends.

    A chart asks for dozens of rows: with one look it is drawn from one edition of the tables, and
    a move of a control does not ask the disk again for each row.

    Example:
        >>> with one_look():
        ...     stamped("figures") is stamped("figures")
        True
    """
    if _looked.get() is not None:
        yield
        return
    mark = _looked.set({})
    try:
        yield
    finally:
        _looked.reset(mark)


class Kept(Generic[_P, _T]):
    """A function whose results are kept until one of the tables that it reads is edited."""

    def __init__(self, function: Callable[_P, _T], tables: tuple[str, ...]) -> None:
        self._tables = tables

        @lru_cache(maxsize=1024)
        def held(stamps: tuple[Stamp, ...], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:  # noqa: ARG001
            return function(*args, **kwargs)

        self._held = held
        update_wrapper(self, function)

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Give the result: what is kept, or what the function gives now."""
        stamps = tuple(map(stamped, self._tables))
        return self._held(stamps, *args, **kwargs)  # type: ignore[arg-type]


def kept(*tables: str) -> Callable[[Callable[_P, _T]], Kept[_P, _T]]:
    """Keep what a function gives until one of the tables that it reads is edited.

    Parameters:
        tables: every table that the function reads, as for `stamped`.

    Example:
        >>> @kept("figures")
        ... def asked(name: str) -> str:
        ...     print("worked out")
        ...     return name
        >>> asked("a"), asked("a")
        worked out
        ('a', 'a')
    """
    return lambda function: Kept(function, tables)
