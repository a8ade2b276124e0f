"""A published figure as the value of its area, with an interval where its count is known."""

import re
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts.counts import LATER, counts
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
# An interval or the reason for none, how many babies or births it is over, and the rows of those.
_Basis = tuple[Interval | NoInterval, float | None, tuple[str, ...]]
_STATED = re.compile(r"\(95% CI ([\d.]+) to ([\d.]+)\)")


def figure_value(figure: evidence.Figure, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a published figure as a chart draws it, with its interval or the reason for none.

    Its sources are the figure and the rows that the interval comes from.

    Source of the method: exact Poisson for counts and rates, Wilson for shares, over the count
    that is held for the same place and time. A rate without a count has no interval: a count
    worked back from the rate would be ours, not theirs.

    Example:
        >>> value = figure_value(evidence.figure("incidence-wales-2019-20"))
        >>> value.text, value.size, value.sources[1:]
        ('68.3', 29704, ('newborns-wales-2019-20-nfjo', 'wales-2019'))
    """
    interval, size, sources = _find_interval(figure)
    # "One baby in 98" is drawn among rates.
    rate = 10_000 / figure.one_in if figure.one_in and figure.unit == "share of births" else None
    return AreaValue(
        figure.geography,
        figure.period,
        value=rate or figure.number,
        text=figure.value_text,
        interval=interval,
        kind=kind,
        standing=figure.standing,
        sources=(figure.id, *sources),
        size=size,
    )


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
    )


def rounded_value(figure: evidence.Figure, kind: Kind) -> AreaValue:
    """Return a published figure as a chart draws it, with its rounding in place of an interval."""
    value = figure_value(figure, kind)
    if figure.rounding is None:
        return value
    low, high = figure.rounding
    return replace(value, interval=Interval(value.number, low, high, "Rounding", level=1.0))


def fraction_rounding(figure: evidence.Figure) -> tuple[float, float]:
    """Return from where to where a share given as a simple fraction may lie, in per cent.

    Example:
        >>> low, high = fraction_rounding(evidence.figure("same-day-england-wales-2019-20"))
        >>> round(low, 1), round(high, 1)
        (15.4, 18.2)
    """
    if figure.one_in is None:
        raise ValueError(f"{figure.id} is not one in so many.")
    return 100 / (figure.one_in + 0.5), 100 / (figure.one_in - 0.5)


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
    """
    if figure.measure not in _SHARES or figure.rounding is None:
        return ()
    low, high = (end / 100 for end in figure.rounding)
    sizes = tuple(count.babies for count in counts(figure.geography, figure.period))
    fits = any(low * size <= round((low + high) / 2 * size) <= high * size for size in sizes)
    return () if fits else sizes


def _find_interval(figure: evidence.Figure) -> _Basis:
    if figure.value is None:
        bound = figure.precision.startswith("bound")
        return _none(
            "the sources give a bound, not a value"
            if bound
            else "the share was rounded to a simple fraction"
        )
    if figure.measure == _INCIDENCE:
        return _rate_interval(figure, figure.value)
    if figure.measure in _SHARES:
        return _share_interval(figure, figure.value)
    if stated := _STATED.search(figure.value_text):
        low, high = (float(end) for end in stated.groups())
        return Interval(figure.value, low, high, "95% interval as published"), None, ()
    if figure.measure.startswith(_NEWBORNS) and figure.unit == "babies":
        return poisson_count(int(figure.value)), None, ()
    if figure.measure.startswith(("live births", "change in live births")):
        return _none("every registered birth is counted")
    return _none("the number behind it was not published")


def _none(reason: str) -> _Basis:
    return NoInterval(reason), None, ()


def _rate_interval(figure: evidence.Figure, value: float) -> _Basis:
    if same := counts(figure.geography, figure.period):
        rate, sources = same[0].rate, (*same[0].sources, *same[0].births_sources)
        # Around the value as it was published, whose rounding can lie outside what its count gives.
        low, high = min(value, rate.low), max(value, rate.high)
        return replace(rate, value=value, low=low, high=high), same[0].births, sources
    year = figure.period[:4]
    births = evidence.births_by_id().get(f"{evidence.area_slug(figure.geography)}-{year}")
    if births is None:
        return _none(f"live births in {figure.geography} in {year} aren't in this pack")
    reason = NoInterval("the count of newborns behind it is not in this pack")
    return reason, births.live_births, (births.id,)


def _share_interval(figure: evidence.Figure, value: float) -> _Basis:
    same = counts(figure.geography, figure.period)
    row = _APPROXIMATE.get((figure.geography, figure.period))
    size: float
    sources: tuple[str, ...]
    if row is not None:
        derived = evidence.derivation(row)
        size, note, sources = derived.value, derived.note, (row,)
    elif same:
        size, note, sources = same[0].babies, _base_note(figure), same[0].sources
    else:
        return _none("the number of babies behind this share was not published")
    step = (figure.rounding[1] - figure.rounding[0]) / 100 if figure.rounding else 0.0
    interval = wilson_share(value / 100, size, rounded_to=step, note=note).scaled(100)
    return interval, size, sources


def _base_note(figure: evidence.Figure) -> str:
    note = "Takes every newborn of the year as the denominator."
    if others := [f"{count.babies:,}" for count in counts(figure.geography, figure.period)[1:]]:
        note += f" Another account gives {join_words(others, last='or')} babies."
    if sizes := [f"{size:,}" for size in counts_without_fit(figure)]:
        note += (
            f" No whole number out of {join_words(sizes, last='or')} rounds to the published "
            "share, so its base may be another, or it was cut off, not rounded."
        )
    return note
