"""A learner's own table: read, protected, and asked what a manager would ask."""

from born_into_care.your_area.finding import Findings, find
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.protection import Protected, protect
from born_into_care.your_area.reading import Reading, open_table

__all__ = ["Findings", "Problem", "Protected", "Reading", "find", "open_table", "protect"]
