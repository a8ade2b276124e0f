"""The shelf of charts: each by the name that is said in class."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module

from born_into_care.charts.chart import Chart
from born_into_care.errors import PackError, choose

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
    "notice-days": ("born_into_care.charts.notice", "notice_days"),
    "first-week": ("born_into_care.charts.first_week", "first_week"),
}


def chart_function(name: str) -> Callable[..., Chart]:
    """Give the function that makes a chart.

    Raises:
        PackError: if there is no chart of that name; it says which there are.
    """
    module, function = CHARTS[choose("chart", name, CHARTS)]
    made: Callable[..., Chart] = getattr(import_module(module), function)
    return made


def show(name: str, **choices: object) -> Chart:
    """Give a chart by its name, to be shown as the last line of a cell.

    Parameters:
        name: a name on the shelf ("regions").
        choices: what the chart lets one choose, by keyword (measure="Incidence").

    Raises:
        PackError: if the chart, a choice or its value does not exist; it says which do.

    Example:
        >>> show("regions", measure="Incidence").key
        'regions'
    """
    function = chart_function(name)
    known = inspect.signature(function).parameters
    for choice, value in choices.items():
        start = known[choose("choice", choice, known)].default
        # illustrative="no" would be taken for yes.
        if isinstance(start, bool) and not isinstance(value, bool):
            raise PackError(f"Write {choice}=True or {choice}=False, not {choice}={value!r}.")
    return function(**choices)
