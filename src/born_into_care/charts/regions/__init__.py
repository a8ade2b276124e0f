"""Regions side by side: the same choice as a dot plot or a tile map."""

from born_into_care.charts.regions.chart import (
    HIGHLIGHTS,
    MEASURE_NAMES,
    PERIODS,
    SORTS,
    regions,
)
from born_into_care.charts.regions.views import DOTS, VIEWS

__all__ = ["DOTS", "HIGHLIGHTS", "MEASURE_NAMES", "PERIODS", "SORTS", "VIEWS", "regions"]
