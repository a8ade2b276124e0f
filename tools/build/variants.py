"""What one student works on: a region, a measure and two periods of the illustrative cohort."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

from IPython.display import Markdown

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
from tools.build.pack import render

MEASURES = {
    "Same-day hearings": "first hearing on the day of application",
    "Emergency hearings": "first hearing less than three days after application",
    "Short notice": "first hearing less than seven days after application",
    "Incidence": "newborn babies in care proceedings for every 10,000 live births",
}
_COLUMNS = {
    "Same-day hearings": ("illustrative_same_day", "illustrative_babies"),
    "Emergency hearings": ("illustrative_emergency", "illustrative_babies"),
    "Short notice": ("illustrative_short_notice", "illustrative_babies"),
    "Incidence": ("illustrative_babies", "illustrative_live_births"),
}
# Years far enough apart for something to have moved, near enough to be asked why.
PERIODS = (("2012/13", "2019/20"), ("2013/14", "2018/19"), ("2014/15", "2019/20"))
WHOLE = "England and Wales"


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
    def is_beyond_chance(self) -> bool:
        """Whether the area lies outside the funnel."""
        return not self.funnel[0] <= self.last.value <= self.funnel[1]

    @property
    def has_changed(self) -> bool:
        """Whether the interval of the change leaves out nought."""
        return not self.change.low <= 0 <= self.change.high


def choose_variants(students: int, *, seed: int) -> list[Variant]:
    """Return a different variant for each student.

    Raises:
        PackError: if there are more students than different variants.

    Example:
        >>> [variant.student for variant in choose_variants(2, seed=1)]
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


def read_counts(area: str, period: str, measure: str) -> tuple[int, int]:
    """Return the illustrative counts for an area, period and measure: so many of so many.

    Example:
        >>> read_counts("Wales", "2019/20", "Incidence")
        (203, 29704)
    """
    row = next(row for row in summary_rows() if (row["area"], row["period"]) == (area, period))
    part, whole = _COLUMNS[measure]
    return int(row[part]), int(row[whole])


def compute_answer(variant: Variant) -> Answer:
    """Return what a student should find."""
    before = read_counts(variant.area, variant.first, variant.measure)
    after = read_counts(variant.area, variant.last, variant.measure)
    part, whole = read_counts(WHOLE, variant.last, variant.measure)
    if variant.is_rate:
        scale = 10_000
        first, last = poisson_rate(*before), poisson_rate(*after)
        change = difference_in_rates(*before, *after)
        low, high = funnel_limits(scale * part / whole, [after[1]], kind="rate")
        limits = (float(low[0]), float(high[0]))
    else:
        scale = 100
        first, last = wilson(*before).scaled(scale), wilson(*after).scaled(scale)
        change = change_in_shares(*before, *after).scaled(scale)
        low, high = funnel_limits(part / whole, [after[1]])
        limits = (scale * float(low[0]), scale * float(high[0]))
    return Answer(first, last, change, scale * part / whole, limits)


def show_counts(*, student: str, area: str, measure: str, first: str, last: str) -> Markdown:
    """Return a student's table of illustrative counts, for the sheet's notebook.

    Parameters:
        student: the number on the sheet.
        area: a region of England, or Wales.
        measure: one of MEASURES.
        first, last: two periods ("2012/13").
    """
    variant = Variant(student, area, measure, first, last)
    places = ((area, first), (area, last), (WHOLE, last))
    rows = [(*place, *read_counts(*place, measure)) for place in places]
    text = render("sheet_counts.md.j2", variant=variant, rows=rows, definition=MEASURES[measure])
    return Markdown(text)
