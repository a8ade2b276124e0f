"""Briefings of two pages on one area or on all of them: HTML, Word, PDF, notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from born_into_care.briefing.document import PUBLISHED_AREAS, brief_findings, brief_published
from born_into_care.briefing.example import show_example, show_section
from born_into_care.briefing.files import FORMATS, Outcome, Summary, brief, make_briefings

if TYPE_CHECKING:
    from born_into_care.briefing.table_panel import Panel

__all__ = [
    "FORMATS",
    "PUBLISHED_AREAS",
    "Outcome",
    "Summary",
    "brief",
    "brief_findings",
    "brief_published",
    "make_briefings",
    "panel",
    "show_example",
    "show_section",
]


def panel() -> Panel:
    """Return the panel in which a learner opens a table and leaves with a briefing."""
    from born_into_care.briefing.table_panel import (
        Panel,  # with its widgets, which a batch does without
    )

    return Panel()
