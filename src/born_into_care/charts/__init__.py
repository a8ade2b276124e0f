"""Charts: each a picture, its words, its table and its sources, made by one pure function.

A choice that does not exist raises PackError, which says which do.
"""

from born_into_care.charts.chart import CHARTS, Chart, show

__all__ = ["CHARTS", "Chart", "show"]
