"""What one student works on, and what comes out of it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

from born_into_care.errors import PackError
from born_into_care.estimates import (
    Interval,
    change_in_shares,
    difference_in_rates,
    funnel_limits,
    poisson_rate,
    wilson,
)
from born_into_care.evidence import AREAS
from born_into_care.evidence.illustrative import summary_rows

MEASURES = {
    "Same-day hearings": "illustrative_same_day",
    "Emergency hearings": "illustrative_emergency",
    "Short notice": "illustrative_short_notice",
    "Incidence": "illustrative_babies",
}
DEFINITIONS = {
    "Same-day hearings": "first hearing on the day of application",
    "Emergency hearings": "first hearing less than three days after application",
    "Short notice": "first hearing less than seven days after application",
    "Incidence": "newborn babies in care proceedings for every 10,000 live births",
}
# Years far enough apart for something to have moved, near enough to be asked why.
PERIODS = (("2012/13", "2019/20"), ("2013/14", "2018/19"), ("2014/15", "2019/20"))


@dataclass(frozen=True)
class Variant:
    """One student's region, measure and two periods."""

    student: str
    area: str
    measure: str
    first: str
    last: str

    @property
    def is_rate(self) -> bool:
        """Whether the measure is a rate over births and not a share of babies."""
        return self.measure == "Incidence"

    @property
    def unit(self) -> str:
        """The unit of the value."""
        return "per 10,000 live births" if self.is_rate else "per cent"

    @property
    def unit_of_change(self) -> str:
        """The unit of the last value minus the first."""
        return self.unit if self.is_rate else "percentage points"


@dataclass(frozen=True)
class Counts:
    """What the student is given for one area and period: so many of so many."""

    part: int
    whole: int


@dataclass(frozen=True)
class Answer:
    """What comes out, for the marker.

    Attributes:
        first, last: the value in each period with its interval.
        change: the last minus the first, with its interval.
        elsewhere: the value for England and Wales in the last period.
        funnel: the limits between which chance alone would mostly keep an area of this size.
    """

    first: Interval
    last: Interval
    change: Interval
    elsewhere: float
    funnel: tuple[float, float]

    @property
    def beyond_chance(self) -> bool:
        """Whether the area lies outside the funnel."""
        return not self.funnel[0] <= self.last.value <= self.funnel[1]

    @property
    def changed(self) -> bool:
        """Whether the interval of the change leaves out nought."""
        return not self.change.low <= 0 <= self.change.high


def choose(students: int, *, seed: int) -> list[Variant]:
    """Give a different variant for each student.

    Raises:
        PackError: if there are more students than different variants.

    Example:
        >>> [one.student for one in choose(2, seed=1)]
        ['01', '02']
    """
    every = list(product(AREAS, MEASURES, PERIODS))
    if not 1 <= students <= len(every):
        raise PackError(f"There are {len(every)} different sheets. Ask for 1 to {len(every)}.")
    random.Random(seed).shuffle(every)
    digits = max(2, len(str(students)))
    return [
        Variant(f"{number:0{digits}d}", area, measure, *periods)
        for number, (area, measure, periods) in enumerate(every[:students], 1)
    ]


def counts(area: str, period: str, measure: str) -> Counts:
    """Give the illustrative counts for an area, period and measure.

    Example:
        >>> counts("Wales", "2019/20", "Incidence").part
        203
    """
    (row,) = [row for row in summary_rows() if (row["area"], row["period"]) == (area, period)]
    whole = "illustrative_live_births" if measure == "Incidence" else "illustrative_babies"
    return Counts(int(row[MEASURES[measure]]), int(row[whole]))


def answer(variant: Variant) -> Answer:
    """Give what a student should find."""
    before = counts(variant.area, variant.first, variant.measure)
    after = counts(variant.area, variant.last, variant.measure)
    whole = counts("England and Wales", variant.last, variant.measure)
    if variant.is_rate:
        elsewhere = 10_000 * whole.part / whole.whole
        low, high = funnel_limits(elsewhere, [after.whole], kind="rate")
        return Answer(
            poisson_rate(before.part, before.whole),
            poisson_rate(after.part, after.whole),
            difference_in_rates(before.part, before.whole, after.part, after.whole),
            elsewhere,
            (float(low[0]), float(high[0])),
        )
    share = whole.part / whole.whole
    low, high = funnel_limits(share, [after.whole])
    return Answer(
        wilson(before.part, before.whole).scaled(100),
        wilson(after.part, after.whole).scaled(100),
        change_in_shares(before.part, before.whole, after.part, after.whole).scaled(100),
        100 * share,
        (100 * float(low[0]), 100 * float(high[0])),
    )
