"""Charts: each a picture, its words, its table and its sources, made by one pure function."""

from born_into_care.charts.chart import CHARTS, Chart, show

__all__ = ["CHARTS", "Chart", "show"]
