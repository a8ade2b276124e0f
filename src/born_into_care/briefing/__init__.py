"""Briefings of two pages on one area or on all of them: HTML, Word, PDF, notebook."""

from born_into_care.briefing.batch import FORMATS, Outcome, Summary, brief, make_briefings
from born_into_care.briefing.from_findings import brief_findings
from born_into_care.briefing.notebook import show_section
from born_into_care.briefing.published import PUBLISHED_AREAS, brief_published

__all__ = [
    "FORMATS",
    "PUBLISHED_AREAS",
    "Outcome",
    "Summary",
    "brief",
    "brief_findings",
    "brief_published",
    "make_briefings",
    "show_section",
]
