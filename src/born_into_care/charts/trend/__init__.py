"""Count, births and incidence over time, on three linked panels."""

from born_into_care.charts.trend.chart import AREAS, trend

__all__ = ["AREAS", "trend"]
