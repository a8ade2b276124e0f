"""A published figure as the value of its area, with an interval where its count is known."""

import re
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts.counts import LATER, Count, counts
from born_into_care.charts.style import PUBLISHED, Kind
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_number, format_trimmed
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


def figure_value(figure: evidence.Figure, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a published figure as a chart draws it, with its interval or the reason for none.

    Its sources are the figure and the rows that the interval comes from; its size is how many
    babies (a share) or live births (a rate) it is over, where that is known.

    Source of the method: exact Poisson for counts and rates, Wilson for shares, over the count
    that is held for the same place and time. A rate without a count has no interval: a count
    worked back from the rate would be ours, not theirs.

    Example:
        >>> value = figure_value(evidence.figure("incidence-wales-2019-20"))
        >>> value.text, value.size, value.sources[1:]
        ('68.3', 29704, ('newborns-wales-2019-20-nfjo', 'wales-2019'))
        >>> print(figure_value(evidence.figure("incidence-london-2019-20")).interval)
        No interval: the count of newborns behind it is not published here.
    """
    # "One baby in 98" is drawn among rates.
    rate = 10_000 / figure.one_in if figure.one_in and figure.unit == "share of births" else None
    value = AreaValue(
        figure.geography,
        figure.period,
        value=rate or figure.number,
        text=figure.value_text,
        interval=_interval(figure),
        kind=kind,
        standing=figure.standing,
        sources=(figure.id,),
        measure=figure.measure,
        definition=figure.definition,
    )
    if figure.value is None or figure.measure not in (_INCIDENCE, *_SHARES):
        return value
    add = _add_rate_interval if figure.measure == _INCIDENCE else _add_share_interval
    return add(value, figure)


def births_value(births: evidence.BirthCount, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a count of registered births as a chart draws it."""
    return AreaValue(
        births.area.partition(" (")[0],
        str(births.year),
        value=births.live_births,
        text=format_number(births.live_births),
        interval=NoInterval("every registered birth is counted"),
        kind=kind,
        standing="official statistics",
        sources=(births.id,),
        definition="registered live births; calendar year",
    )


def rounded_value(figure: evidence.Figure, kind: Kind) -> AreaValue:
    """Return a published figure as a chart draws it, with its rounding in place of an interval."""
    value = figure_value(figure, kind)
    if figure.rounding is None:
        return value
    low, high = figure.rounding
    return replace(value, interval=Interval(value.number, low, high, "Rounding", level=1.0))


def describe_rounding(figure: evidence.Figure) -> str:
    """Return from where to where a figure may lie before its rounding ("34.5 to 35.5")."""
    if figure.rounding is None:
        return figure.precision
    return " to ".join(format_trimmed(end) for end in figure.rounding)


def percent_text(figure: evidence.Figure) -> str:
    """Return a share as a label says it: "86.3%", or in the words of its source."""
    return figure.value_text if figure.value is None else f"{figure.value_text}%"


def counts_without_fit(figure: evidence.Figure) -> tuple[int, ...]:
    """Return the counts that a share is over, if no whole number of babies of any rounds to it.

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


def _interval(figure: evidence.Figure) -> Interval | NoInterval:
    """Return the interval that a figure has by itself, or the reason why it has none."""
    if figure.value is None:
        if figure.precision.startswith("bound"):
            return NoInterval("the sources give a bound, not a value")
        return NoInterval("the share was rounded to a simple fraction")
    if stated := _STATED.search(figure.value_text):
        low, high = (float(end) for end in stated.groups())
        return Interval(figure.value, low, high, "95% interval as published")
    if figure.measure.startswith(_NEWBORNS) and figure.unit == "babies":
        return poisson_count(int(figure.value))
    if figure.measure.startswith(("live births", "change in live births")):
        return NoInterval("every registered birth is counted")
    number = (
        "number of babies behind this share" if figure.measure in _SHARES else "number behind it"
    )
    return NoInterval(f"the {number} was not published")


def _add_rate_interval(value: AreaValue, figure: evidence.Figure) -> AreaValue:
    if same := _same_counts(figure):
        # Around the value as it was published, whose rounding can lie outside what its count gives.
        low, high = min(value.number, same[0].rate.low), max(value.number, same[0].rate.high)
        return replace(
            value,
            interval=replace(same[0].rate, value=value.number, low=low, high=high),
            size=same[0].births,
            sources=(*value.sources, *same[0].sources, *same[0].births_sources),
        )
    area, year = value.area, value.first_year
    births = evidence.births_by_id().get(f"{evidence.area_slug(area)}-{year}")
    if births is None:
        reason = f"live births in {area} in {year} are not held here"
        return replace(value, interval=NoInterval(reason))
    return replace(
        value,
        interval=NoInterval("the count of newborns behind it is not published here"),
        size=births.live_births,
        sources=(*value.sources, births.id),
    )


def _add_share_interval(value: AreaValue, figure: evidence.Figure) -> AreaValue:
    same, row = _same_counts(figure), _APPROXIMATE.get((value.area, value.period))
    sources: tuple[str, ...]
    if row is not None:
        derived = evidence.derivation(row)
        size, note, sources = derived.value, derived.note, (row,)
    elif same:
        size, note, sources = same[0].babies, _base_note(figure), same[0].sources
    else:
        return value
    step = (figure.rounding[1] - figure.rounding[0]) / 100 if figure.rounding else 0.0
    interval = wilson_share(value.number / 100, size, rounded_to=step, note=note).scaled(100)
    return replace(value, interval=interval, size=size, sources=(*value.sources, *sources))


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
