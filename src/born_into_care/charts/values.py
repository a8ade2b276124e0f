"""The value of an area in a period as every chart draws it: figures, counts of newborns, births."""

import itertools
import re
from dataclasses import dataclass, replace

from born_into_care import evidence
from born_into_care.charts.style import DERIVED, PUBLISHED, Kind
from born_into_care.charts.wording import format_number, format_trimmed
from born_into_care.estimates import (
    Decomposition,
    Interval,
    NoInterval,
    change_in_counts,
    decompose,
    poisson_count,
    poisson_rate,
    wilson_share,
)
from born_into_care.text import join_words

NO_VALUE = NoInterval("there is no published value")
BOTH = "England and Wales"
EARLIER, LATER = "2012/13", "2019/20"

# The published counts, with the number by which accounts differ.
_COUNTS = {
    "newborns-england-2012-13": "",
    "newborns-england-2019-20": "",
    "newborns-wales-2012-13": "",
    "newborns-wales-2019-20-nfjo": "203",
    "newborns-wales-2019-20-rip": "241",
}
_SHARES = ("newborns heard at short notice", "newborns heard on the day of issue")
# Areas without a published count, with the derived row that stands in for one.
_APPROXIMATE = {
    ("North East", LATER): "derived-denominator-north-east-2019-20",
    ("London", LATER): "derived-denominator-london-2019-20",
}
# An interval or the reason for none, how many babies or births it is over, and the rows of those.
_Basis = tuple[Interval | NoInterval, float | None, tuple[str, ...]]


@dataclass(frozen=True)
class AreaValue:
    """One area's value in one period.

    Attributes:
        value: in the unit that is drawn; None where none is published.
        standing: what a table says about where it comes from.
        sources: ids in the evidence; empty for what is illustrative.
        size: how many babies or live births it is over, where known.
    """

    area: str
    period: str
    value: float | None = None
    text: str = "not in this pack"
    interval: Interval | NoInterval = NO_VALUE
    kind: Kind = PUBLISHED
    standing: str = ""
    sources: tuple[str, ...] = ()
    size: float | None = None

    @property
    def number(self) -> float:
        """The value of an area that has one."""
        assert self.value is not None
        return self.value

    @property
    def limits(self) -> tuple[float, float] | None:
        """Both limits of the interval, if there is one."""
        found = self.interval
        return (found.low, found.high) if isinstance(found, Interval) else None

    @property
    def first_year(self) -> int:
        """The calendar year in which the period starts."""
        return int(self.period[:4])


@dataclass(frozen=True)
class Count:
    """A count of newborns in care proceedings, and the live births of the year it starts in.

    `version` is "203" or "241" where accounts disagree about Wales.
    """

    area: str
    period: str
    version: str
    babies: int
    births: int
    standing: str
    sources: tuple[str, ...]
    births_sources: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Area, period and version as ids of derived rows end ("england-wales-2019-20-203")."""
        area = evidence.area_slug(self.area).replace("-and-", "-")
        return f"{area}-{self.period.replace('/', '-')}-{self.version}".rstrip("-")

    @property
    def rate(self) -> Interval:
        """Newborns per 10,000 live births, with its exact Poisson interval."""
        return poisson_rate(self.babies, self.births)

    @property
    def value(self) -> AreaValue:
        """The count as it is drawn, with its exact Poisson interval."""
        return AreaValue(
            self.area, self.period, value=self.babies, text=format_number(self.babies),
            interval=poisson_count(self.babies), standing=self.standing, sources=self.sources,
            kind=DERIVED if self.area == BOTH else PUBLISHED,
        )  # fmt: skip

    @property
    def incidence(self) -> AreaValue:
        """The rate as a value that is derived by us."""
        text = format_number(self.rate.value, decimals=1)
        return AreaValue(
            self.area, self.period, value=self.rate.value, text=text, interval=self.rate,
            standing=f"derived by us: {self.babies:,} / {self.births:,}",
            sources=(f"derived-incidence-{self.slug}",), kind=DERIVED,
        )  # fmt: skip


@dataclass(frozen=True)
class CountChange:
    """The count of 2012/13 beside one of 2019/20."""

    first: Count
    last: Count

    @property
    def babies(self) -> int:
        """How many more newborns there were."""
        return self.last.babies - self.first.babies

    @property
    def per_cent(self) -> Interval:
        """The change in per cent, with its exact conditional interval."""
        return change_in_counts(self.first.babies, self.last.babies)

    @property
    def split(self) -> Decomposition:
        """The parts of the change that births and incidence account for."""
        return decompose(self.first.babies, self.first.births, self.last.babies, self.last.births)


@evidence.cached
def counts(area: str, period: str = "") -> tuple[Count, ...]:
    """Return the counts of an area, the earlier year first; none where none was published.

    Of England and Wales they are added up by us.

    Example:
        >>> [count.babies for count in counts("Wales")], counts("Wales", "2014/15")
        ([145, 203, 241], ())
    """
    if area == BOTH:
        pairs = itertools.product(counts("England", period), counts("Wales", period))
        return tuple(_add_counts(*pair) for pair in pairs if pair[0].period == pair[1].period)
    found = [_published_count(name, version) for name, version in _COUNTS.items()]
    return tuple(one for one in found if one.area == area and period in ("", one.period))


def figure_value(figure: evidence.Figure, kind: Kind = PUBLISHED) -> AreaValue:
    """Return a published figure as a chart draws it, with its interval or the reason for none.

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
        figure.geography, figure.period, value=rate or figure.number, text=figure.value_text,
        interval=interval, kind=kind, standing=figure.standing, sources=(figure.id, *sources),
        size=size,
    )  # fmt: skip


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


def _published_count(name: str, version: str) -> Count:
    figure = evidence.figure(name)
    births = evidence.births_by_id()[f"{figure.geography.casefold()}-{figure.period[:4]}"]
    return Count(
        figure.geography, figure.period, version, babies=int(figure.number or 0),
        births=births.value, standing=figure.standing, sources=(name,), births_sources=(births.id,),
    )  # fmt: skip


def _add_counts(england: Count, wales: Count) -> Count:
    uses = f", with {wales.version} in Wales" if wales.version else ""
    return Count(
        BOTH, wales.period, wales.version, babies=england.babies + wales.babies,
        births=england.births + wales.births, standing=f"derived by us: England plus Wales{uses}",
        sources=(f"derived-newborns-england-{wales.slug}",),
        births_sources=(*england.births_sources, *wales.births_sources),
    )  # fmt: skip


def _find_interval(figure: evidence.Figure) -> _Basis:
    if figure.measure == "incidence of newborns in care proceedings" and figure.value is not None:
        return _rate_interval(figure, figure.value)
    if figure.measure in _SHARES and figure.value is not None:
        return _share_interval(figure, figure.value)
    return _plain_interval(figure), None, ()


def _plain_interval(figure: evidence.Figure) -> Interval | NoInterval:
    """Return the interval of a figure that is over nothing, or the reason for none."""
    if figure.value is None and figure.precision.startswith("bound"):
        return NoInterval("the sources give a bound, not a value")
    if figure.value is None:
        return NoInterval("the share was rounded to a simple fraction")
    if stated := re.search(r"\(95% CI ([\d.]+) to ([\d.]+)\)", figure.value_text):
        low, high = map(float, stated.groups())
        return Interval(figure.value, low, high, "95% interval as published")
    if figure.measure.startswith("newborns in care proceedings") and figure.unit == "babies":
        return poisson_count(int(figure.value))
    if figure.measure.startswith(("live births", "change in live births")):
        return NoInterval("every registered birth is counted")
    return NoInterval("the number behind it was not published")


def _rate_interval(figure: evidence.Figure, value: float) -> _Basis:
    if same := counts(figure.geography, figure.period):
        rate, sources = same[0].rate, (*same[0].sources, *same[0].births_sources)
        # Around the value as it was published, whose rounding can lie outside what its count gives.
        low, high = min(value, rate.low), max(value, rate.high)
        return replace(rate, value=value, low=low, high=high), same[0].births, sources
    year = figure.period[:4]
    births = evidence.births_by_id().get(f"{evidence.area_slug(figure.geography)}-{year}")
    if births is None:
        missing = f"live births in {figure.geography} in {year} aren't in this pack"
        return NoInterval(missing), None, ()
    reason = NoInterval("the count of newborns behind it is not in this pack")
    return reason, births.value, (births.id,)


def _share_interval(figure: evidence.Figure, value: float) -> _Basis:
    same = counts(figure.geography, figure.period)
    size: float
    sources: tuple[str, ...]
    if row := _APPROXIMATE.get((figure.geography, figure.period)):
        derived = evidence.derivation(row)
        size, note, sources = derived.value, derived.note, (row,)
    elif same:
        size, note, sources = same[0].babies, _base_note(figure), same[0].sources
    else:
        return NoInterval("the number of babies behind this share was not published"), None, ()
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
