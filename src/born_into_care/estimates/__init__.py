"""Intervals, rates, change, decomposition, funnel limits and rank uncertainty.

A `level` is a confidence level as a fraction (0.95). Counts are whole numbers of babies, births are
live births in the same area and time. Every function raises PackError for a number that cannot be,
and says what to type.
"""

from born_into_care.estimates.change import (
    Decomposition,
    change_in_counts,
    change_in_shares,
    decompose,
    difference_in_rates,
    ratio_of_rates,
)
from born_into_care.estimates.counts import poisson_count, poisson_rate
from born_into_care.estimates.funnel import funnel_limits
from born_into_care.estimates.interval import Interval, NoInterval
from born_into_care.estimates.proportions import wilson, wilson_share
from born_into_care.estimates.ranks import RankUncertainty, simulate_ranks

__all__ = [
    "Decomposition",
    "Interval",
    "NoInterval",
    "RankUncertainty",
    "change_in_counts",
    "change_in_shares",
    "decompose",
    "difference_in_rates",
    "funnel_limits",
    "poisson_count",
    "poisson_rate",
    "ratio_of_rates",
    "simulate_ranks",
    "wilson",
    "wilson_share",
]
