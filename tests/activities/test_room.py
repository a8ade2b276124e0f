"""The names that the room gives."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

from born_into_care import activities


@pytest.mark.parametrize("name", activities.__all__)
def test_each_name_is_something_to_call_whatever_was_loaded_before(name: str):
    # A module of the same name would stand in the way once it is loaded.
    for module in pkgutil.iter_modules(activities.__path__):
        import_module(f"born_into_care.activities.{module.name}")
    assert callable(getattr(activities, name))


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(AttributeError, match="themes_panel"):
        activities.theme_panel  # noqa: B018
