"""Briefings of two pages on one area or on all of them: HTML, Word and PDF."""

from born_into_care.briefing.content import brief
from born_into_care.briefing.from_table import from_findings
from born_into_care.briefing.one import Outcome
from born_into_care.briefing.parts import Briefing
from born_into_care.briefing.published import PUBLISHED_AREAS
from born_into_care.briefing.run import FORMATS, Summary, make_briefings

__all__ = [
    "FORMATS",
    "PUBLISHED_AREAS",
    "Briefing",
    "Outcome",
    "Summary",
    "brief",
    "from_findings",
    "make_briefings",
]
