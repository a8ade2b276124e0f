"""The interval of a published figure, where the number that it is over is known."""

from __future__ import annotations

import re
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts.counts import EARLIER, LATER, Count, counts
from born_into_care.charts.marks import PUBLISHED, Kind
from born_into_care.charts.values import AreaValue, FigureInterval
from born_into_care.estimates import (
    Interval,
    no_interval,
    poisson_count,
    wilson_share,
)
from born_into_care.text import join_words

_NEWBORNS = "newborns in care proceedings"
_INCIDENCE = "incidence of newborns in care proceedings"
_SHARES = ("newborns heard at short notice", "newborns heard on the day of issue")
_APPROXIMATE = {
    ("North East", LATER): "derived-denominator-north-east-2019-20",
    ("London", LATER): "derived-denominator-london-2019-20",
}
"""Areas without a published count, with the derived row that stands in for one in an interval."""
_PUBLISHED = re.compile(r"\(95% CI ([\d.]+) to ([\d.]+)\)")


def figure_interval(figure: evidence.Figure) -> FigureInterval:
    """Return the interval of a figure, how many it is over, and the rows that both come from.

    Parameters:
        figure: a published figure.

    Source of the method: exact Poisson for counts and rates, Wilson for shares, over the count
    that is held for the same place and time. A rate without a count has no interval: a count
    worked back from the rate would be ours, not theirs.

    Example:
        >>> found = figure_interval(evidence.figure("incidence-wales-2019-20"))
        >>> found.size, found.sources
        (29704, ('newborns-wales-2019-20-nfjo', 'wales-2019'))
        >>> print(figure_interval(evidence.figure("incidence-london-2019-20")).interval)
        No interval: the count of newborns behind it is not published here.
    """
    if figure.value is None:
        if figure.precision.startswith("bound"):
            return FigureInterval(no_interval("the sources give a bound, not a value"))
        return FigureInterval(no_interval("the share was rounded to a simple fraction"))
    stated = _PUBLISHED.search(figure.value_text)
    if stated:
        low, high = (float(end) for end in stated.groups())
        return FigureInterval(Interval(figure.value, low, high, "95% interval as published"))
    if figure.measure.startswith(_NEWBORNS) and figure.unit == "babies":
        return FigureInterval(poisson_count(int(figure.value)))
    same = [one for one in counts(figure.geography) if one.period == figure.period]
    if figure.measure == _INCIDENCE:
        return _rate(figure, figure.value, same)
    if figure.measure in _SHARES:
        return _share(figure, figure.value, same)
    if figure.measure == "live births" or figure.measure.startswith("change in live births"):
        return FigureInterval(no_interval("every registered birth is counted"))
    return FigureInterval(no_interval("the number behind it was not published"))


def counts_without_fit(figure: evidence.Figure) -> tuple[int, ...]:
    """Return the counts that a share is over, if no whole number of babies of any rounds to it.

    Parameters:
        figure: a published figure.

    Example:
        >>> counts_without_fit(evidence.figure("short-notice-wales-2019-20"))
        (203, 241)
        >>> counts_without_fit(evidence.figure("short-notice-england-2019-20"))
        ()
    """
    if figure.measure not in _SHARES or figure.rounding is None:
        return ()
    low, high = (end / 100 for end in figure.rounding)
    same = [one.babies for one in counts(figure.geography) if one.period == figure.period]
    fits = any(low * size <= round((low + high) / 2 * size) <= high * size for size in same)
    return () if fits else tuple(same)


def _rate(figure: evidence.Figure, value: float, same: list[Count]) -> FigureInterval:
    if same:
        # Around the value as it was published, whose rounding can lie outside what its count gives.
        rate = same[0].rate
        interval = replace(rate, value=value, low=min(value, rate.low), high=max(value, rate.high))
        return FigureInterval(interval, same[0].births, (*same[0].sources, *same[0].births_sources))
    unknown = no_interval("the count of newborns behind it is not published here")
    if figure.period not in (EARLIER, LATER):
        return FigureInterval(unknown)
    year = figure.period[:4]
    births = evidence.births_by_id().get(f"{evidence.area_slug(figure.geography)}-{year}")
    if births is None:
        reason = f"live births in {figure.geography} in {year} are not held here"
        return FigureInterval(no_interval(reason))
    return FigureInterval(unknown, births.live_births, (births.id,))


def _share(figure: evidence.Figure, value: float, same: list[Count]) -> FigureInterval:
    row = _APPROXIMATE.get((figure.geography, figure.period))
    sources: tuple[str, ...]
    if row is not None:
        ours = evidence.derivation(row)
        size, note, sources = ours.value, ours.note, (row,)
    elif same:
        size, sources = float(same[0].babies), same[0].sources
        note = "Takes every newborn of the year as the denominator."
        if same[1:]:
            others = join_words([f"{one.babies:,}" for one in same[1:]], last="or")
            note += f" Another account gives {others} babies."
        if sizes := counts_without_fit(figure):
            these = join_words([f"{size:,}" for size in sizes], last="or")
            note += (
                f" No whole number out of {these} rounds to the published share, so its base may "
                "be another, or it was cut off, not rounded."
            )
    else:
        return FigureInterval(no_interval())
    ends = figure.rounding
    step = (ends[1] - ends[0]) / 100 if ends else 0.0
    interval = wilson_share(value / 100, size, rounded_to=step, note=note).scaled(100)
    return FigureInterval(interval, size, sources)


def figure_value(figure: evidence.Figure, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a published figure as the value of its area, with its interval.

    Parameters:
        figure: a figure that has a number, be it behind words or a bound.
        kind: how it is drawn.

    Example:
        >>> value = figure_value(evidence.figure("incidence-wales-2019-20"))
        >>> value.area, value.period, value.value, value.text, value.size
        ('Wales', '2019/20', 68.3, '68.3', 29704)
    """
    found = figure_interval(figure)
    return AreaValue(
        area=figure.geography,
        period=figure.period,
        value=figure.number,
        text=figure.value_text,
        interval=found.interval,
        kind=kind,
        standing=figure.standing,
        sources=(figure.id, *found.sources),
        size=found.size,
        measure=figure.measure,
        definition=figure.definition,
    )
