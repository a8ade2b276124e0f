"""The value of an area in a period, as every chart draws it and writes it."""

from dataclasses import dataclass

from born_into_care.charts.style import PUBLISHED, Kind
from born_into_care.estimates import Interval, NoInterval
from born_into_care.evidence import area_slug

NO_VALUE = NoInterval("there is no published value")


@dataclass(frozen=True)
class AreaValue:
    """One area's value in one period.

    Attributes:
        value: in the unit that is drawn, as its interval; None where none is published.
        text: the value as it is printed.
        standing: what a table says about where it comes from.
        sources: ids in the evidence; empty for what is illustrative or typed in.
        size: how many babies or live births it is over, where known.
        version: "203" or "241" where accounts disagree about Wales.
        citation: the citation that a lecturer typed in.

    Example:
        >>> AreaValue("Wales", "2019/20", 241, "241", version="241").slug
        'wales-2019-20-241'
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
    version: str = ""
    citation: str = ""

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

    @property
    def slug(self) -> str:
        """Area, period and version as ids of the evidence end in them."""
        version = f"-{self.version}" if self.version else ""
        return f"{area_slug(self.area)}-{self.period.replace('/', '-')}{version}"
