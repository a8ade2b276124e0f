"""Briefings of two pages on one area or on all of them: HTML, Word, PDF, notebook."""

from born_into_care.briefing.document import PUBLISHED_AREAS, brief_findings, brief_published
from born_into_care.briefing.files import FORMATS, Outcome, Summary, brief, make_briefings
from born_into_care.briefing.notebook import panel, show_example, show_section

__all__ = [
    "FORMATS", "PUBLISHED_AREAS", "Outcome", "Summary", "brief", "brief_findings",
    "brief_published", "make_briefings", "panel", "show_example", "show_section",
]  # fmt: skip
