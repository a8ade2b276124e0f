"""Intervals, rates, change, decomposition, funnel limits and rank uncertainty."""

from born_into_care.estimates.interval import Interval

__all__ = ["Interval"]
