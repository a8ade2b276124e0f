"""The registry of charts: the name of each, and the function that makes it."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from born_into_care.charts.chart import Chart
from born_into_care.errors import PackError, choose
from born_into_care.text import verb_entry

# name -> (module, function); a module is imported when its chart is first asked for.
CHARTS: dict[str, tuple[str, str]] = {
    "rising-numbers": ("born_into_care.charts.rising", "rising_numbers"),
    "trend": ("born_into_care.charts.trend", "trend"),
    "decomposition": ("born_into_care.charts.decomposition", "decomposition"),
    "incidence": ("born_into_care.charts.incidence", "incidence"),
    "denominators": ("born_into_care.charts.denominators", "denominators"),
    "shares": ("born_into_care.charts.shares", "shares"),
    "regions": ("born_into_care.charts.regions", "regions"),
    "notice": ("born_into_care.charts.notice", "notice"),
    "notice-days": ("born_into_care.charts.notice_days", "notice_days"),
    "first-week": ("born_into_care.charts.first_week", "first_week"),
}


def load_chart_function(name: str) -> Callable[..., Chart]:
    """Return the function that makes a chart, or raise a PackError that says which there are."""
    module, function = CHARTS[choose("chart", name, CHARTS)]
    loaded: Callable[..., Chart] = getattr(import_module(module), function)
    return loaded


def show(name: str, **choices: object) -> Chart:
    """Return a chart by its name, to be shown as the last line of a cell.

    Parameters:
        name: a name in `CHARTS` ("regions").
        choices: what the chart lets one choose, by keyword (measure="Incidence").

    Raises:
        PackError: if the chart, a choice or its value does not exist; it says which do.

    Example:
        >>> show("regions", measure="Incidence").key
        'regions'
    """
    function = load_chart_function(name)
    parameters = inspect.signature(function).parameters
    for choice, value in choices.items():
        default = parameters[choose("choice", choice, parameters)].default
        # illustrative="no" would be taken for yes.
        if isinstance(default, bool) and not isinstance(value, bool):
            raise PackError(f"Write {choice}=True or {choice}=False, not {choice}={value!r}.")
    return replace(function(**choices), call=verb_entry("show", name, **choices))
