"""Newborn babies in care proceedings in England and Wales: a teaching pack.

The verbs of the notebooks, each loaded when it is first used::

    from born_into_care import check, explore, hint, predict, reflect, show
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from born_into_care.activities import check, hint, plan, predict, reflect, weigh
    from born_into_care.charts import show
    from born_into_care.evidence import cite, figure, reload, select
    from born_into_care.explorers import explore

__version__ = "0.1.0"

__all__ = [
    "__version__", "check", "cite", "explore", "figure", "hint", "plan", "predict", "reflect",
    "reload", "select", "show", "weigh",
]  # fmt: skip

# Where each verb lives. Loading one room loads no other: a plain import stays quick, and a tool
# that needs only the version does not wait for pandas and plotly.
_ROOMS = {
    "evidence": ("cite", "figure", "reload", "select"),
    "charts": ("show",),
    "explorers": ("explore",),
    "activities": ("check", "hint", "plan", "predict", "reflect", "weigh"),
}


def __getattr__(name: str) -> object:
    """Return a verb, loading its room when it is first asked for."""
    for room, verbs in _ROOMS.items():
        if name in verbs:
            return getattr(import_module(f"{__name__}.{room}"), name)
    # Not PackError: hasattr, copy and the notebook's own completion rely on AttributeError.
    from born_into_care.errors import unknown

    raise AttributeError(str(unknown("verb", name, __all__[1:])))


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
