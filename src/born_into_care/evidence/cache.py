"""The one cache of what is read and computed from `data/`, and the verb that empties it."""

from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_T = TypeVar("_T")

_clearings: list[Callable[[], None]] = []


def cached(function: Callable[_P, _T]) -> Callable[_P, _T]:
    """Keep each result of a function, which nobody may change, until `reload` is called."""
    remembering = cache(function)
    _clearings.append(remembering.cache_clear)
    return cast("Callable[_P, _T]", remembering)


def reload() -> None:
    """Read the tables of `data/` again from now on; for those who edit them in a live kernel."""
    for clear in _clearings:
        clear()
