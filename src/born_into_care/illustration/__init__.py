"""The illustrative cohort: invented, seeded, and held to every published figure it can meet."""

from born_into_care.illustration.assumptions import assumptions
from born_into_care.illustration.distances import distances
from born_into_care.illustration.generator import Illustration, generate
from born_into_care.illustration.tables import cohort, notice_days, summary

__all__ = [
    "Illustration",
    "assumptions",
    "cohort",
    "distances",
    "generate",
    "notice_days",
    "summary",
]
