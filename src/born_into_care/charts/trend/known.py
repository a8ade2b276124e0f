"""What is known of an area over time: counts, births and incidence, each with where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from born_into_care import evidence
from born_into_care.charts.counts import BOTH, EARLIER, LATER, Count, counts
from born_into_care.charts.intervals import figure_interval
from born_into_care.charts.marks import (
    BOUND,
    DERIVED,
    ILLUSTRATIVE,
    OTHER_REPORT,
    PUBLISHED,
    Kind,
)
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.estimates import NoInterval, change_in_counts, ratio_of_rates
from born_into_care.evidence.cache import cached
from born_into_care.evidence.illustrative import summary_rows

Panel = Literal["count", "births", "incidence"]
PANELS: tuple[Panel, ...] = ("count", "births", "incidence")
NOT_PUBLISHED = "No interval: the count was not published."
COMPLETE = "none: a complete count"
UP_BOUND = replace(BOUND, symbol="star-triangle-up")

# Figures of other definitions, other years or several years together, by area.
_OTHER_COUNTS = {
    "England": ("newborns-england-2007-08", "newborns-england-2016-17"),
    BOTH: ("newborns-england-wales-2022-23",),
}
_OTHER_INCIDENCE = {
    "England": ("incidence-england-2008", "incidence-england-2016"),
    "Wales": ("incidence-wales-2011", "incidence-wales-2015", "incidence-wales-2018"),
    "London": ("incidence-london-2008-16",),
    "South East": ("incidence-south-east-2008-16",),
    "North West": ("incidence-north-west-2008-16",),
    "Yorkshire and The Humber": ("incidence-yorkshire-humber-2008-16",),
}


@dataclass(frozen=True)
class Mark:
    """One value of one panel.

    Attributes:
        panel: which panel it belongs to.
        period: when, as its source writes it.
        value: in the panel's unit, or as an index.
        text: the value as it is printed.
        kind: how it is drawn.
        interval: the limits, or the reason why there are none, as a table says it.
        low, high: the limits; None where there are none.
        standing: what a table says about where it comes from.
        sources: ids in the evidence; empty for what is illustrative.
        version: "203" or "241" where accounts disagree, else empty.
    """

    panel: Panel
    period: str
    value: float
    text: str
    kind: Kind
    interval: str
    standing: str
    sources: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    version: str = ""

    @property
    def first_year(self) -> int:
        """The calendar year in which it starts, its place on the axis."""
        return int(self.period[:4])

    @property
    def last_year(self) -> int:
        """The calendar year in which it ends, where it is for several years together."""
        return int(self.period[-4:]) if " to " in self.period else self.first_year


def known(area: str, *, other_reports: bool, illustrative: bool) -> list[Mark]:
    """Give every mark of an area, in the order in which a table lists them.

    Parameters:
        area: a nation, England and Wales, or a region.
        other_reports: whether figures of other definitions are among them.
        illustrative: whether what is not published is filled from the illustrative cohort.
    """
    marks = [*_counts(area), *_births(area), *_incidence(area)]
    if other_reports:
        marks += _others(area)
    if illustrative:
        marks += _illustrative(area, marks)
    return sorted(marks, key=lambda one: (PANELS.index(one.panel), one.first_year, one.version))


def indexed(marks: list[Mark], area: str) -> list[Mark]:
    """Give the marks with 2012/13 as 100; those of a panel without a value then are left out.

    Figures of another definition have no value of their own for 2012/13 and are left out too.
    Intervals are those of the change since 2012/13. An index on an illustrative base is
    illustrative, whatever it is an index of.
    """
    found = []
    for panel in PANELS:
        own = [
            one for one in marks if one.panel == panel and one.kind not in (OTHER_REPORT, UP_BOUND)
        ]
        base = next((one for one in own if one.first_year == 2012), None)
        if base is not None:
            found += [_index(one, base, area) for one in own]
    return found


def _index(one: Mark, base: Mark, area: str) -> Mark:
    value = 100 * one.value / base.value
    made_up = ILLUSTRATIVE in (one.kind, base.kind)
    plain = replace(
        one,
        value=value,
        text=format_number(value, 1),
        kind=ILLUSTRATIVE if made_up else one.kind,
        standing="illustrative" if made_up else f"derived by us; {one.standing}",
        sources=() if made_up else one.sources,
        low=None,
        high=None,
    )
    if one is base:
        return replace(plain, text="100", interval="none: the base of the index")
    if made_up:
        return replace(plain, interval="none drawn")
    if one.panel == "births":
        return plain
    first, last = _pair(area, one)
    if first is None or last is None:
        return _rounded_index(plain, one, base)
    if one.panel == "count":
        change = change_in_counts(first.babies, last.babies)
        limits = (100 + change.low, 100 + change.high)
    else:
        ratio = ratio_of_rates(first.babies, first.births, last.babies, last.births).scaled(100)
        plain = replace(plain, value=ratio.value, text=format_number(ratio.value, 1))
        limits = (ratio.low, ratio.high)
    return replace(
        plain,
        low=limits[0],
        high=limits[1],
        interval=f"{format_number(limits[0], 1)} to {format_number(limits[1], 1)}",
    )


def _pair(area: str, one: Mark) -> tuple[Count | None, Count | None]:
    first = next((count for count in counts(area) if count.period == EARLIER), None)
    last = [count for count in counts(area) if count.period == one.period]
    # The published incidence of Wales goes with 203, which gives it back.
    same = [count for count in last if count.version in (one.version, "203", "")]
    chosen = [count for count in same if count.version == one.version] or same
    return first, chosen[0] if chosen else None


def _rounded_index(plain: Mark, one: Mark, base: Mark) -> Mark:
    """An index of two published values whose counts are not: it carries their rounding."""
    ends = [evidence.figure(mark.sources[0]).rounding for mark in (one, base)]
    if ends[0] is None or ends[1] is None:
        return replace(plain, interval=NOT_PUBLISHED)
    low, high = 100 * ends[0][0] / ends[1][1], 100 * ends[0][1] / ends[1][0]
    ends_text = f"{format_number(low, 1)} to {format_number(high, 1)}"
    words = f"{NOT_PUBLISHED} Rounding alone allows {ends_text}."
    return replace(plain, interval=words)


def _counts(area: str) -> Iterator[Mark]:
    for one in counts(area):
        yield Mark(
            panel="count",
            period=one.period,
            value=one.babies,
            text=format_number(one.babies),
            kind=one.kind,
            interval=format_interval(one.interval, 0),
            standing=one.standing,
            sources=one.sources,
            low=one.interval.low,
            high=one.interval.high,
            version=one.version,
        )


def _births(area: str) -> Iterator[Mark]:
    for year, held in sorted(_held(area).items()):
        yield Mark(
            panel="births",
            period=str(year),
            value=held.live_births,
            text=format_number(held.live_births),
            kind=PUBLISHED,
            interval=COMPLETE,
            standing="official statistics",
            sources=(held.source_id,),
        )


@cached
def _held(area: str) -> dict[int, evidence.BirthCount]:
    slug = evidence.area_slug(area)
    every = evidence.births_by_id().values()
    return {one.year: one for one in every if evidence.area_slug(one.area) == slug}


def _incidence(area: str) -> Iterator[Mark]:
    for period in (EARLIER, LATER):
        same = [one for one in counts(area) if one.period == period]
        name = f"incidence-{evidence.area_slug(area)}-{period.replace('/', '-')}"
        published = name in {figure.id for figure in evidence.all_figures()}
        if published:
            yield _published_incidence(evidence.figure(name))
        for one in same:
            if not published or one.version == "241":
                yield _derived_incidence(one)


def _published_incidence(figure: evidence.Figure) -> Mark:
    assert figure.value is not None
    shared = {
        "panel": "incidence",
        "period": figure.period,
        "value": figure.value,
        "text": figure.value_text,
        "kind": PUBLISHED,
        "standing": figure.standing,
        "sources": (figure.id,),
    }
    found = figure_interval(figure).interval
    if isinstance(found, NoInterval):
        return Mark(interval=NOT_PUBLISHED, **shared)  # type: ignore[arg-type]
    return Mark(
        interval=format_interval(found),
        low=found.low,
        high=found.high,
        **shared,  # type: ignore[arg-type]
    )


def _derived_incidence(one: Count) -> Mark:
    tail = f"{evidence.area_slug(one.area).replace('-and-', '-')}-{one.period.replace('/', '-')}"
    return Mark(
        panel="incidence",
        period=one.period,
        value=one.rate.value,
        text=format_number(one.rate.value, 1),
        kind=DERIVED,
        interval=format_interval(one.rate),
        standing=f"derived by us: {format_number(one.babies)} / {format_number(one.births)}",
        sources=(f"derived-incidence-{tail}" + (f"-{one.version}" if one.version else ""),),
        low=one.rate.low,
        high=one.rate.high,
        version=one.version,
    )


def _others(area: str) -> Iterator[Mark]:
    pairs: tuple[tuple[Panel, dict[str, tuple[str, ...]]], ...] = (
        ("count", _OTHER_COUNTS),
        ("incidence", _OTHER_INCIDENCE),
    )
    for panel, by_area in pairs:
        for name in by_area.get(area, ()):
            figure = evidence.figure(name)
            bound = figure.value is None
            assert figure.number is not None
            yield Mark(
                panel=panel,
                period=figure.period.partition(" (")[0],
                value=figure.number,
                text=figure.value_text,
                kind=UP_BOUND if bound else OTHER_REPORT,
                interval="No interval: a bound."
                if bound
                else NOT_PUBLISHED
                if panel == "incidence"
                else "not drawn: another definition",
                standing=f"another report: {figure.definition}",
                sources=(figure.id,),
            )


def _illustrative(area: str, marks: list[Mark]) -> Iterator[Mark]:
    taken = {(one.panel, one.period) for one in marks if one.kind is not OTHER_REPORT}
    for row in summary_rows():
        if row["area"] != area:
            continue
        period, babies, births = (
            str(row["period"]),
            int(row["illustrative_babies"]),
            int(row["illustrative_live_births"]),
        )
        values: tuple[tuple[Panel, str, float, str], ...] = (
            ("count", period, babies, format_number(babies)),
            ("births", period[:4], births, format_number(births)),
            ("incidence", period, 1e4 * babies / births, format_number(1e4 * babies / births, 1)),
        )
        for panel, when, value, text in values:
            if (panel, when) not in taken:
                yield Mark(
                    panel=panel,
                    period=when,
                    value=value,
                    text=text,
                    kind=ILLUSTRATIVE,
                    interval="none drawn",
                    standing="illustrative",
                )
