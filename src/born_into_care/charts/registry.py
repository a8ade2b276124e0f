"""The charts by their names."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from born_into_care.charts.chart import Chart
from born_into_care.errors import PackError, require_known
from born_into_care.text import verb_entry

# Each is a function of a module of its own, which is imported when its chart is first asked for.
CHARTS = (
    "headline",
    "rising-numbers",
    "between",
    "trend",
    "decomposition",
    "incidence",
    "denominators",
    "shares",
    "share-change",
    "regions",
    "eight",
    "hundred",
    "forty-weeks",
    "first-week",
    "practice",
)


def load_chart_function(name: str) -> Callable[..., Chart]:
    """Return the function that makes a chart, or raise a PackError that says which there are."""
    own = require_known("chart", name, CHARTS).replace("-", "_")
    loaded: Callable[..., Chart] = getattr(import_module(f"born_into_care.charts.{own}"), own)
    return loaded


def show(name: str, **choices: object) -> Chart:
    """Return a chart by its name, to be shown as the last line of a cell.

    Raises:
        PackError: if the chart, a choice or its value does not exist; it says which do.

    Example:
        >>> show("regions", measure="Incidence").key
        'regions'
    """
    function = load_chart_function(name)
    parameters = inspect.signature(function).parameters
    for choice, value in choices.items():
        default = parameters[require_known("choice", choice, parameters)].default
        # index="no" would be taken for yes.
        if isinstance(default, bool) and not isinstance(value, bool):
            raise PackError(f"Write {choice}=True or {choice}=False, not {choice}={value!r}.")
    return replace(function(**choices), call=verb_entry("show", name, **choices))
