"""The interval of a published figure, where the number behind it is known; else the reason."""

from __future__ import annotations

import re

from born_into_care import evidence
from born_into_care.charts.counts import counts
from born_into_care.estimates import (
    Interval,
    NoInterval,
    no_interval,
    poisson_count,
    wilson_share,
)

_NEWBORNS = "newborns in care proceedings"
_INCIDENCE = "incidence of newborns in care proceedings"
_SHARES = ("newborns heard at short notice", "newborns heard on the day of issue")
APPROXIMATE = {
    ("North East", "2019/20"): "derived-denominator-north-east-2019-20",
    ("London", "2019/20"): "derived-denominator-london-2019-20",
}
"""Areas without a published count, with the derived row that stands in for one in an interval."""
_PUBLISHED = re.compile(r"\(95% CI ([\d.]+) to ([\d.]+)\)")


def interval_of(figure: evidence.Figure) -> Interval | NoInterval:
    """Give the interval of a figure, in its own unit.

    Parameters:
        figure: a published figure.

    Source of the method: exact Poisson for counts and rates, Wilson for shares, over the count
    that is held for the same place and time.

    Example:
        >>> found = interval_of(evidence.figure("newborns-england-2019-20"))
        >>> round(found.low), round(found.high)
        (2809, 3022)
        >>> interval_of(evidence.figure("newborn-share-england-2019-20")).reason
        'the sources give a bound, not a value'
    """
    if figure.value is None:
        if figure.precision.startswith("bound"):
            return no_interval("the sources give a bound, not a value")
        return no_interval("the sources give a simple fraction in words")
    stated = _PUBLISHED.search(figure.value_text)
    if stated:
        low, high = (float(end) for end in stated.groups())
        return Interval(figure.value, low, high, "95% interval as published")
    if figure.measure.startswith(_NEWBORNS) and figure.unit == "babies":
        return poisson_count(int(figure.value))
    same = [one for one in counts(figure.geography) if one.period == figure.period]
    if figure.measure == _INCIDENCE and same:
        return _around(figure.value, same[0].rate)
    if figure.measure in _SHARES:
        return _share(figure, same[0].babies if same else None)
    if figure.measure == "live births" or figure.measure.startswith("change in live births"):
        return no_interval("every registered birth is counted")
    if figure.measure == _INCIDENCE:
        return no_interval("the count of newborns behind it is not published here")
    return no_interval("the number behind it was not published")


def _around(value: float, rate: Interval) -> Interval:
    """The interval of the rate that the count gives, around the value as it was published."""
    return Interval(
        value=value,
        low=min(value, rate.low),
        high=max(value, rate.high),
        method=rate.method,
        level=rate.level,
    )


def _share(figure: evidence.Figure, babies: int | None) -> Interval | NoInterval:
    assert figure.value is not None
    row = APPROXIMATE.get((figure.geography, figure.period))
    if babies is None and row is None:
        return no_interval()
    if row is not None:
        ours = evidence.derivation(row)
        size, note = ours.value, ours.note
    else:
        size, note = float(babies or 0), "Takes every newborn of the year as the denominator."
    ends = figure.rounding
    step = (ends[1] - ends[0]) / 100 if ends else 0.0
    return wilson_share(figure.value / 100, size, rounded_to=step, note=note).scaled(100)
