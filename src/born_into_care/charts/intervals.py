"""The interval of a published figure, where the number behind it is known; else the reason."""

from __future__ import annotations

import re
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts.counts import LATER, Count, counts
from born_into_care.charts.marks import PUBLISHED, Kind
from born_into_care.charts.values import AreaValue, FigureInterval
from born_into_care.charts.wording import format_trimmed
from born_into_care.estimates import Interval, NoInterval, poisson_count, wilson_share
from born_into_care.text import join_words

_NEWBORNS = "newborns in care proceedings"
_INCIDENCE = "incidence of newborns in care proceedings"
_SHARES = ("newborns heard at short notice", "newborns heard on the day of issue")
# Areas without a published count, with the derived row that stands in for one.
_APPROXIMATE = {
    ("North East", LATER): "derived-denominator-north-east-2019-20",
    ("London", LATER): "derived-denominator-london-2019-20",
}
_STATED = re.compile(r"\(95% CI ([\d.]+) to ([\d.]+)\)")


def figure_interval(figure: evidence.Figure) -> FigureInterval:
    """Return the interval of a figure, in its own unit, and what it was computed from.

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
            return FigureInterval(NoInterval("the sources give a bound, not a value"))
        return FigureInterval(NoInterval("the share was rounded to a simple fraction"))
    if stated := _STATED.search(figure.value_text):
        low, high = (float(end) for end in stated.groups())
        return FigureInterval(Interval(figure.value, low, high, "95% interval as published"))
    if figure.measure.startswith(_NEWBORNS) and figure.unit == "babies":
        return FigureInterval(poisson_count(int(figure.value)))
    if figure.measure == _INCIDENCE:
        return _rate_interval(figure, figure.value)
    if figure.measure in _SHARES:
        return _share_interval(figure, figure.value)
    if figure.measure.startswith(("live births", "change in live births")):
        return FigureInterval(NoInterval("every registered birth is counted"))
    return FigureInterval(NoInterval("the number behind it was not published"))


def figure_value(figure: evidence.Figure, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a published figure as a chart draws it.

    Example:
        >>> value = figure_value(evidence.figure("newborns-england-2019-20"))
        >>> value.text, round(value.low), round(value.high)
        ('2,914', 2809, 3022)
    """
    found = figure_interval(figure)
    # "One baby in 98" is drawn among rates.
    rate = 10_000 / figure.one_in if figure.one_in and figure.unit == "share of births" else None
    return AreaValue(
        figure.geography,
        figure.period,
        value=rate or figure.number,
        text=figure.value_text,
        interval=found.interval,
        kind=kind,
        standing=figure.standing,
        sources=(figure.id, *found.sources),
        size=found.size,
        measure=figure.measure,
        definition=figure.definition,
    )


def rounded_value(figure: evidence.Figure, kind: Kind) -> AreaValue:
    """Return a published figure as a chart draws it, with its rounding in place of an interval.

    Example:
        >>> value = rounded_value(evidence.figure("incidence-london-2019-20"), PUBLISHED)
        >>> value.low, value.high
        (24.85, 24.95)
    """
    value = figure_value(figure, kind)
    if figure.rounding is None:
        return value
    low, high = figure.rounding
    return replace(value, interval=Interval(value.number, low, high, "Rounding", level=1.0))


def describe_rounding(figure: evidence.Figure) -> str:
    """Return from where to where a figure may lie before its rounding, for a table.

    Example:
        >>> describe_rounding(evidence.figure("incidence-england-2012-13"))
        '34.5 to 35.5'
    """
    if figure.rounding is None:
        return figure.precision
    return " to ".join(format_trimmed(end) for end in figure.rounding)


def counts_without_fit(figure: evidence.Figure) -> tuple[int, ...]:
    """Return the counts behind a share if no whole number of babies of any rounds to it.

    Example:
        >>> counts_without_fit(evidence.figure("short-notice-wales-2019-20"))
        (203, 241)
        >>> counts_without_fit(evidence.figure("short-notice-england-2019-20"))
        ()
    """
    if figure.measure not in _SHARES or figure.rounding is None:
        return ()
    low, high = (end / 100 for end in figure.rounding)
    sizes = tuple(count.babies for count in _same_counts(figure))
    fits = any(low * size <= round((low + high) / 2 * size) <= high * size for size in sizes)
    return () if fits else sizes


def _same_counts(figure: evidence.Figure) -> list[Count]:
    return [count for count in counts(figure.geography) if count.period == figure.period]


def _rate_interval(figure: evidence.Figure, value: float) -> FigureInterval:
    area, year = figure.geography, figure.period[:4]
    births = evidence.births_by_id().get(f"{evidence.area_slug(area)}-{year}")
    if same := _same_counts(figure):
        # Around the value as it was published, whose rounding can lie outside what its count gives.
        rate = same[0].rate
        interval = replace(rate, value=value, low=min(value, rate.low), high=max(value, rate.high))
        sources = (*same[0].sources, *same[0].births_sources)
        return FigureInterval(interval, same[0].births, sources)
    if births is None:
        return FigureInterval(NoInterval(f"live births in {area} in {year} are not held here"))
    unknown = NoInterval("the count of newborns behind it is not published here")
    return FigureInterval(unknown, births.live_births, (births.id,))


def _share_interval(figure: evidence.Figure, value: float) -> FigureInterval:
    row = _APPROXIMATE.get((figure.geography, figure.period))
    sources: tuple[str, ...]
    if row is not None:
        derived = evidence.derivation(row)
        size, note, sources = derived.value, derived.note, (row,)
    elif same := _same_counts(figure):
        size, note, sources = same[0].babies, _base_note(figure), same[0].sources
    else:
        reason = "the number of babies behind this share was not published"
        return FigureInterval(NoInterval(reason))
    step = (figure.rounding[1] - figure.rounding[0]) / 100 if figure.rounding else 0.0
    interval = wilson_share(value / 100, size, rounded_to=step, note=note).scaled(100)
    return FigureInterval(interval, size, sources)


def _base_note(figure: evidence.Figure) -> str:
    note = "Takes every newborn of the year as the denominator."
    if others := [f"{count.babies:,}" for count in _same_counts(figure)[1:]]:
        note += f" Another account gives {join_words(others, last='or')} babies."
    if sizes := [f"{size:,}" for size in counts_without_fit(figure)]:
        note += (
            f" No whole number out of {join_words(sizes, last='or')} rounds to the published "
            "share, so its base may be another, or it was cut off, not rounded."
        )
    return note
