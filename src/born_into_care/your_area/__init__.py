"""A table of the user's own: read, protected, and asked what a manager would ask."""

from born_into_care.your_area.findings import Findings, collect_findings
from born_into_care.your_area.protection import Protected, exposes_small_counts, protect
from born_into_care.your_area.rows import Reading, open_table

__all__ = [
    "Findings", "Protected", "Reading", "collect_findings", "exposes_small_counts", "open_table",
    "protect",
]  # fmt: skip
