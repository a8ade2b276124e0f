"""The counts of newborns in care proceedings that were published, each with its live births."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts.marks import DERIVED, PUBLISHED, PUBLISHED_ALSO, Kind
from born_into_care.estimates import Interval, poisson_count, poisson_rate
from born_into_care.evidence.cache import cached

NEWBORN = "Newborn means under two weeks old when care proceedings were issued."
NEWBORN_2018 = "In the 2018 report, newborn means under seven days old."
BOTH = "England and Wales"
EARLIER, LATER = "2012/13", "2019/20"

_FIGURES = {
    ("England", EARLIER): {"": "newborns-england-2012-13"},
    ("England", LATER): {"": "newborns-england-2019-20"},
    ("Wales", EARLIER): {"": "newborns-wales-2012-13"},
    ("Wales", LATER): {"203": "newborns-wales-2019-20-nfjo", "241": "newborns-wales-2019-20-rip"},
}


@dataclass(frozen=True)
class Count:
    """A count of newborns in care proceedings, and the live births that it is set over.

    Attributes:
        area, period: where, and in which financial year.
        babies: how many newborns.
        births: live births in the calendar year in which the financial year starts.
        version: "203" or "241" where accounts disagree about Wales, else empty.
        sources: ids of the count's figures.
        births_sources: ids of the live births.
        kind: how it is drawn.
    """

    area: str
    period: str
    babies: int
    births: int
    version: str
    sources: tuple[str, ...]
    births_sources: tuple[str, ...]
    kind: Kind

    @property
    def year(self) -> int:
        """The calendar year in which the financial year starts."""
        return int(self.period[:4])

    @property
    def interval(self) -> Interval:
        """The exact Poisson interval of the count."""
        return poisson_count(self.babies)

    @property
    def rate(self) -> Interval:
        """Newborns per 10,000 live births, with its exact Poisson interval."""
        return poisson_rate(self.babies, self.births)

    @property
    def standing(self) -> str:
        """What a table says about where the count comes from."""
        if self.area == BOTH:
            uses = f", with {self.version} in Wales" if self.version else ""
            return f"derived by us: England plus Wales{uses}"
        return evidence.figure(self.sources[0]).standing


@cached
def counts(area: str) -> tuple[Count, ...]:
    """Give the counts of an area, the earlier year first; none where none was published.

    Parameters:
        area: "England", "Wales", "England and Wales" (the two added up by us) or a region.

    Example:
        >>> [one.babies for one in counts("Wales")], counts("London")
        ([145, 203, 241], ())
    """
    if area == BOTH:
        return tuple(_added())
    found = []
    for period in (EARLIER, LATER):
        for version, name in _FIGURES.get((area, period), {}).items():
            births = evidence.births_by_id()[f"{evidence.area_slug(area)}-{period[:4]}"]
            found.append(
                Count(
                    area=area,
                    period=period,
                    babies=_babies(name),
                    births=births.live_births,
                    version=version,
                    sources=(name,),
                    births_sources=(births.id,),
                    kind=PUBLISHED_ALSO if version == "241" else PUBLISHED,
                )
            )
    return tuple(found)


@cached
def changes(area: str) -> tuple[tuple[Count, Count], ...]:
    """Give the earlier count beside each later one: two pairs where accounts disagree."""
    return tuple(
        (first, last)
        for first in counts(area)
        for last in counts(area)
        if (first.period, last.period) == (EARLIER, LATER)
    )


def _added() -> Iterator[Count]:
    for england in counts("England"):
        for wales in counts("Wales"):
            if england.period != wales.period:
                continue
            tail = wales.period.replace("/", "-") + (f"-{wales.version}" if wales.version else "")
            yield Count(
                area=BOTH,
                period=england.period,
                babies=england.babies + wales.babies,
                births=england.births + wales.births,
                version=wales.version,
                sources=(f"derived-newborns-england-wales-{tail}",),
                births_sources=(*england.births_sources, *wales.births_sources),
                kind=DERIVED,
            )


def _babies(name: str) -> int:
    value = evidence.figure(name).value
    assert value is not None
    return int(value)
