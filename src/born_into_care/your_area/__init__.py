"""A table of the user's own: read, protected, and asked what a manager would ask."""

from born_into_care.your_area.findings import Findings, find
from born_into_care.your_area.protection import Protected, exposes_small_counts, protect
from born_into_care.your_area.table import Reading, open_table

__all__ = [
    "Findings",
    "Protected",
    "Reading",
    "exposes_small_counts",
    "find",
    "open_table",
    "protect",
]
