"""Intervals, rates, change, decomposition, funnel limits and rank uncertainty."""

from born_into_care.estimates.change import (
    change_in_counts,
    change_in_shares,
    difference_in_rates,
    ratio_of_rates,
)
from born_into_care.estimates.counts import poisson_count, poisson_rate
from born_into_care.estimates.decomposition import Decomposition, decompose
from born_into_care.estimates.funnel import funnel_limits
from born_into_care.estimates.interval import Interval
from born_into_care.estimates.missing import NoInterval, no_interval
from born_into_care.estimates.proportions import wilson, wilson_share
from born_into_care.estimates.ranks import RankUncertainty, simulate_ranks
from born_into_care.estimates.rounded import rounding

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
    "no_interval",
    "poisson_count",
    "poisson_rate",
    "ratio_of_rates",
    "rounding",
    "simulate_ranks",
    "wilson",
    "wilson_share",
]
