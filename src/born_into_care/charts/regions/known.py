"""What is known of each area: published, typed in, illustrative, or not published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from born_into_care import evidence
from born_into_care.charts.intervals import figure_interval
from born_into_care.charts.regions.measures import Measure, measure
from born_into_care.charts.regions.transcribed import Typed, transcribed
from born_into_care.estimates import (
    Interval,
    NoInterval,
    no_interval,
    poisson_rate,
    wilson,
    wilson_share,
)
from born_into_care.evidence.cache import cached
from born_into_care.evidence.illustrative import summary_rows
from born_into_care.evidence.tables import Row

Standing = Literal["published", "transcribed", "illustrative", "not published"]

UNNAMED = "same-day-some-regions-2019-20"
"""One account gives a share for some regions and names none; others name the North East."""
_NO_VALUE = NoInterval("there is no published value")


@dataclass(frozen=True)
class Known:
    """One area's value in one period.

    Attributes:
        area, period: where and when.
        standing: whether it is published, transcribed, illustrative or not published.
        value: per cent or per 10,000; None where not published.
        text: the value as its source gives it, with its unit.
        interval: in the unit of value, or the reason why there is none.
        size: how many babies (share) or live births (rate) it is over; None where not known.
        sources: ids in the evidence; empty for what is illustrative or transcribed.
        citation: the citation that a lecturer typed in; empty otherwise.
    """

    area: str
    period: str
    standing: Standing
    value: float | None = None
    text: str = "not published here"
    interval: Interval | NoInterval = _NO_VALUE
    size: float | None = None
    sources: tuple[str, ...] = ()
    citation: str = ""

    def events(self, per: float) -> float | None:
        """How many babies the value stands for; approximate where the size is.

        Parameters:
            per: what a fraction was multiplied by to give the value.
        """
        if self.value is None or self.size is None:
            return None
        return self.value * self.size / per

    @property
    def can_be_ranked(self) -> bool:
        """Whether the number of babies behind the value is known, be it approximately."""
        return isinstance(self.interval, Interval)

    @property
    def limits(self) -> tuple[float, float] | None:
        """The limits of the interval, if there is one."""
        return (
            (self.interval.low, self.interval.high) if isinstance(self.interval, Interval) else None
        )


@dataclass(frozen=True)
class Reference:
    """The value that areas are held against.

    Attributes:
        label: what the line says.
        value: in the unit of the measure.
        said: how a sentence names it ("England and Wales (one in six)").
        sources: ids in the evidence; empty where it is illustrative.
    """

    label: str
    value: float
    said: str
    sources: tuple[str, ...]


@cached
def known(measure_name: str, area: str, period: str, *, illustrative: bool) -> Known:
    """Give what is known of an area: published first, then transcribed, then illustrative.

    Parameters:
        measure_name: the name of a measure.
        area: one of the ten areas.
        period: a financial year ("2019/20").
        illustrative: whether the illustrative layer may fill what is not published.
    """
    chosen = measure(measure_name)
    published = _published(chosen, area, period)
    if published is not None:
        return published
    typed = transcribed().get((measure_name, area, period))
    if typed is not None:
        return Known(
            area=area,
            period=period,
            standing="transcribed",
            value=typed.value,
            text=chosen.printed(typed.digits),
            interval=_typed_interval(chosen, typed),
            size=typed.size,
            citation=typed.citation,
        )
    if illustrative:
        return _illustrative(chosen, area, period)
    return Known(area=area, period=period, standing="not published")


def of_year(values: Sequence[Known], year: str) -> list[Known]:
    """Give the values of one year."""
    return [one for one in values if one.period == year]


def reference(chosen: Measure, period: str, *, illustrative: bool) -> Reference | None:
    """Give the line that areas are held against, or None where none is published."""
    area = chosen.reference_area
    figure = _figure(chosen, area, period)
    if figure is not None:
        value = figure.number
        assert value is not None
        return Reference(
            label=f"{area}: {figure.value_text if figure.value is None else chosen.shown(value)}",
            value=value,
            said=f"{area} ({figure.value_text if figure.value is None else chosen.shown(value)})",
            sources=(figure.id,),
        )
    if not illustrative:
        return None
    whole = _illustrative(chosen, area, period)
    assert whole.value is not None
    return Reference(
        label=f"Illustrative {area}: {chosen.shown(whole.value)}",
        value=whole.value,
        said=f"illustrative {area} ({chosen.shown(whole.value)})",
        sources=(),
    )


@cached
def _figures() -> dict[tuple[str, str, str], evidence.Figure]:
    wanted = {one.evidence for one in (measure(name) for name in _names())}
    found = [one for one in evidence.all_figures() if one.measure in wanted]
    return {(one.measure, one.geography, one.period): one for one in found}


def _names() -> tuple[str, ...]:
    return ("Same-day hearings", "Short notice", "Incidence")


def _figure(chosen: Measure, area: str, period: str) -> evidence.Figure | None:
    return None if chosen.evidence is None else _figures().get((chosen.evidence, area, period))


def _published(chosen: Measure, area: str, period: str) -> Known | None:
    figure = _figure(chosen, area, period)
    if figure is None or figure.value is None:
        return None
    found = figure_interval(figure)
    return Known(
        area=area,
        period=period,
        standing="published",
        value=figure.value,
        text=chosen.shown(figure.value),
        interval=found.interval,
        size=found.size,
        sources=(figure.id, *found.sources),
    )


def _typed_interval(chosen: Measure, typed: Typed) -> Interval | NoInterval:
    if typed.size is None:
        return no_interval()
    if chosen.kind == "rate":
        # As for a published rate: a count worked back from it would be ours, not the report's.
        return no_interval("the number of babies behind a rate that was typed in is not known")
    return wilson_share(
        typed.value / 100,
        typed.size,
        rounded_to=typed.step / 100,
        note="The number of babies was typed in from the report with the share.",
    ).scaled(100)


@cached
def _illustrative_rows() -> dict[tuple[str, str], Row]:
    return {(row["area"], row["period"]): row for row in summary_rows()}


def _illustrative(chosen: Measure, area: str, period: str) -> Known:
    row = _illustrative_rows()[area, period]
    events = int(row[chosen.column])
    if chosen.kind == "share":
        size = int(row["illustrative_babies"])
        interval = wilson(events, size).scaled(100)
    else:
        size = int(row["illustrative_live_births"])
        interval = poisson_rate(events, size)
    return Known(
        area=area,
        period=period,
        standing="illustrative",
        value=interval.value,
        text=f"{chosen.shown(interval.value)} (illustrative)",
        interval=interval,
        size=size,
    )
