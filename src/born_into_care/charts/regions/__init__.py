"""Regions side by side: the same choice as a dot plot or a tile map."""

from born_into_care.charts.regions.chart import HIGHLIGHTS, PERIODS, list_missing, regions
from born_into_care.charts.regions.measures import MEASURES
from born_into_care.charts.regions.views import VIEWS

__all__ = ["HIGHLIGHTS", "MEASURES", "PERIODS", "VIEWS", "list_missing", "regions"]
