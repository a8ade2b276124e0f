"""Intervals, rates, change, decomposition, funnel limits and rank uncertainty.

A `level` is a confidence level as a fraction (0.95). Counts are whole numbers of babies, births are
live births in the same area and time. Every function here raises PackError for a number that cannot
be, and says what to type. What figures leave open is in the module `bounds`, which takes its
numbers from the pack and checks none.
"""

from born_into_care.estimates.funnel_and_ranks import (
    FUNNEL_LEVELS,
    find_standings,
    funnel_limits,
    simulate_ranks,
)
from born_into_care.estimates.intervals import (
    Decomposition,
    Interval,
    NoInterval,
    change_in_counts,
    change_in_rates,
    change_in_shares,
    decompose,
    difference_in_rates,
    estimate,
    poisson_count,
    poisson_rate,
    ratio_of_rates,
    wilson,
    wilson_share,
)

__all__ = [
    "FUNNEL_LEVELS", "Decomposition", "Interval", "NoInterval", "change_in_counts",
    "change_in_rates", "change_in_shares", "decompose", "difference_in_rates", "estimate",
    "find_standings", "funnel_limits", "poisson_count", "poisson_rate", "ratio_of_rates",
    "simulate_ranks", "wilson", "wilson_share",
]  # fmt: skip
