"""A learner's own table: read, protected, and asked what a manager would ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from born_into_care.your_area.findings import Findings, find
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.protection import Protected, protect
from born_into_care.your_area.reading import Reading, open_table

if TYPE_CHECKING:
    from born_into_care.briefing.panel import Panel

__all__ = [
    "Findings",
    "Problem",
    "Protected",
    "Reading",
    "find",
    "open_table",
    "panel",
    "protect",
]


def panel() -> Panel:
    """Give the panel in which a learner opens a table and leaves with a briefing.

    It stands in the briefing room, because it ends in one, and is called where a learner looks.
    """
    from born_into_care.briefing.panel import Panel

    return Panel()
