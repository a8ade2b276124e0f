"""The published counts of newborns in care proceedings, each with its live births."""

import itertools
from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts.style import DERIVED, PUBLISHED, PUBLISHED_ALSO, Kind
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_number
from born_into_care.estimates import (
    Decomposition,
    Interval,
    change_in_counts,
    decompose,
    poisson_count,
    poisson_rate,
)
from born_into_care.evidence.cache import cached

BOTH = "England and Wales"
EARLIER, LATER = "2012/13", "2019/20"

# Area, period, the count that accounts disagree about, and the figure.
_FIGURES = (
    ("England", EARLIER, "", "newborns-england-2012-13"),
    ("England", LATER, "", "newborns-england-2019-20"),
    ("Wales", EARLIER, "", "newborns-wales-2012-13"),
    ("Wales", LATER, "203", "newborns-wales-2019-20-nfjo"),
    ("Wales", LATER, "241", "newborns-wales-2019-20-rip"),
)


@dataclass(frozen=True)
class Count:
    """A count of newborns in care proceedings, and the live births of the year it starts in."""

    area: str
    period: str
    version: str
    babies: int
    births: int
    kind: Kind
    standing: str
    sources: tuple[str, ...]
    births_sources: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Area, period and version as ids of derived rows end ("england-wales-2019-20-203")."""
        return AreaValue(self.area, self.period, version=self.version).slug.replace("-and-", "-")

    @property
    def rate(self) -> Interval:
        """Newborns per 10,000 live births, with its exact Poisson interval."""
        return poisson_rate(self.babies, self.births)

    @property
    def value(self) -> AreaValue:
        """The count as it is drawn, with its exact Poisson interval."""
        return AreaValue(
            self.area,
            self.period,
            value=self.babies,
            text=format_number(self.babies),
            interval=poisson_count(self.babies),
            kind=self.kind,
            standing=self.standing,
            sources=self.sources,
            version=self.version,
        )

    @property
    def incidence(self) -> AreaValue:
        """The rate as a value that is derived by us."""
        return AreaValue(
            self.area,
            self.period,
            value=self.rate.value,
            text=format_number(self.rate.value, decimals=1),
            interval=self.rate,
            kind=DERIVED,
            standing=f"derived by us: {self.babies:,} / {self.births:,}",
            sources=(f"derived-incidence-{self.slug}",),
            version=self.version,
        )


@dataclass(frozen=True)
class Change:
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

    @property
    def slug(self) -> str:
        """Area and version as ids of derived rows end ("wales-203")."""
        return "-".join(filter(None, (self.last.area.casefold(), self.last.version)))


@cached
def counts(area: str, *periods: str) -> tuple[Count, ...]:
    """Return the counts of an area, the earlier year first; none where none was published.

    Of England and Wales they are added up by us.

    Example:
        >>> [count.babies for count in counts("Wales")], counts("Wales", "2014/15")
        ([145, 203, 241], ())
    """
    if area == BOTH:
        pairs = itertools.product(counts("England", *periods), counts("Wales", *periods))
        return tuple(_add_counts(*pair) for pair in pairs if pair[0].period == pair[1].period)
    return tuple(
        _published_count(*row)
        for row in _FIGURES
        if row[0] == area and row[1] in (periods or (EARLIER, LATER))
    )


@cached
def changes(area: str) -> tuple[Change, ...]:
    """Return the change to each count of 2019/20: two where accounts disagree."""
    return tuple(Change(counts(area)[0], last) for last in counts(area)[1:])


def _published_count(area: str, period: str, version: str, name: str) -> Count:
    figure = evidence.figure(name)
    births = evidence.births_by_id()[f"{area.casefold()}-{period[:4]}"]
    return Count(
        area,
        period,
        version,
        babies=int(figure.number or 0),
        births=births.live_births,
        kind=PUBLISHED_ALSO if version == "241" else PUBLISHED,
        standing=figure.standing,
        sources=(name,),
        births_sources=(births.id,),
    )


def _add_counts(england: Count, wales: Count) -> Count:
    uses = f", with {wales.version} in Wales" if wales.version else ""
    return Count(
        BOTH,
        wales.period,
        wales.version,
        babies=england.babies + wales.babies,
        births=england.births + wales.births,
        kind=DERIVED,
        standing=f"derived by us: England plus Wales{uses}",
        sources=(f"derived-newborns-england-{wales.slug}",),
        births_sources=(*england.births_sources, *wales.births_sources),
    )
