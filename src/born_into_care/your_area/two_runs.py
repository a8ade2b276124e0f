"""Whether two protected results on the same areas give away together what neither does alone."""

from __future__ import annotations

import numpy as np

from born_into_care.your_area.linear_program import Block, Numbers, Table, solve
from born_into_care.your_area.protection import Protected
from born_into_care.your_area.suppression import Suppression, groups_of


def exposes_small_counts(first: Protected, second: Protected) -> bool:
    """Return whether a small count could be worked out from two results together.

    Two results on the same areas under another threshold, rounding, age of a newborn or kind of
    year hide other counts, or count other babies: 40 babies under 14 days old and 38 under seven
    give away two. Where the periods differ, it can't be ruled out.

    Parameters:
        first, second: protected results; those on other areas give nothing away.

    Example:
        >>> from born_into_care.your_area.counts import Counts
        >>> from born_into_care.your_area.protection import protect
        >>> def protect_newborns(babies):
        ...     count = np.array([[[float(babies)]]])
        ...     return protect(Counts(("Leeds",), ("2019",), ("newborns",), count, count[0]))
        >>> under_14_days, under_7_days = protect_newborns(40), protect_newborns(38)
        >>> exposes_small_counts(under_14_days, under_7_days)
        True
    """
    if first.areas != second.areas or first.levels != second.levels:
        return False
    if first.periods != second.periods:
        return True
    chain = np.triu(np.ones((len(first.levels),) * 2))
    (low, high), (other_low, other_high) = _limits(first), _limits(second)
    if first.newborn == second.newborn and (low <= other_high).all() and (other_low <= high).all():
        limits = np.maximum(low, other_low), np.minimum(high, other_high)
        return _is_exposed(first, second, chain, limits)
    # Kinds of babies: those that both results count, then those that only the wider one does.
    nested = np.block([[chain, chain], [chain, 0 * chain]])
    if first.levels[0] == "infants":
        nested[len(chain)] = 1
    wider_first = np.append(low, other_low, axis=-1), np.append(high, other_high, axis=-1)
    wider_second = np.append(other_low, low, axis=-1), np.append(other_high, high, axis=-1)
    return any(_is_exposed(first, second, nested, ends) for ends in (wider_first, wider_second))


def _is_exposed(
    first: Protected, second: Protected, adds_up: Numbers, limits: tuple[Numbers, Numbers]
) -> bool:
    """Return whether a small count can be worked out; false where no table agrees with both.

    Parameters:
        adds_up: which kinds of babies each count adds up.
        limits: the lowest and highest number that each count may stand for.
    """
    areas, periods = (len(names) - (len(names) > 1) for names in (first.areas, first.periods))
    times = len(adds_up) // len(first.levels)
    groups, ends = groups_of(adds_up, first.levels * times)
    table = Table(np.zeros((areas, periods, adds_up.shape[1])), adds_up, groups)
    whole = Block(table, range(areas), range(periods))
    none = np.zeros(len(whole.babies))
    sums = limits[0].ravel(), limits[1].ravel()
    babies = solve(none, whole.counts, sums, none, none + np.inf)
    if babies is None:
        return False
    table = Table(babies.reshape(table.babies.shape), adds_up, groups)
    counts, threshold = table.sums(adds_up), min(first.threshold, second.threshold)
    known = np.concatenate([~(first.not_known | second.not_known)] * times, axis=-1)
    small = (table.sums(groups) < threshold) & (np.where(known, 0.0, 1.0) @ ends.T == 0)
    beyond = limits[0] - counts, limits[1] - counts
    search = Suppression(table, np.isinf(limits[1]), small, known, threshold, beyond)
    return search.is_any_closed()


def _limits(shown: Protected) -> tuple[Numbers, Numbers]:
    """Return the lowest and highest number of babies that each count may stand for."""
    reach = shown.rounded_to // 2
    return np.nan_to_num(np.maximum(shown.counts - reach, 0)), np.nan_to_num(
        shown.counts + reach, nan=np.inf
    )
