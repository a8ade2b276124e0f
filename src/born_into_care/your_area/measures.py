"""What is computed from counts that may be shown, each with its interval or why it is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from born_into_care import evidence
from born_into_care.charts.wording import format_number
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, poisson_count, poisson_rate, wilson
from born_into_care.your_area.grouping import year_of
from born_into_care.your_area.protection import HIDDEN, Protected

Kind = Literal["count", "rate", "share"]
FEW = 20
"""A count of fewer babies than this is called unsure, whatever its interval."""
_MANY = 200


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        kind: a count, a rate per 10,000 live births, or a share in per cent.
        part: the level that is counted.
        whole: the levels that it can be a share of, the best first; empty for a count or rate.
        of: of whom or what, in words, after a number.
        published: ids of published figures of the same thing.
    """

    key: str
    title: str
    kind: Kind
    part: str
    whole: tuple[str, ...]
    of: str
    published: tuple[str, ...] = ()


MEASURES: tuple[Measure, ...] = (
    Measure(
        "count", "Newborns in care proceedings", "count", "newborns", (),
        "newborns in care proceedings",
    ),
    Measure(
        "incidence", "Incidence", "rate", "newborns", (),
        "newborns in care proceedings per 10,000 live births",
        (
            "incidence-north-east-2019-20", "incidence-london-2019-20",
            "incidence-england-2019-20", "incidence-wales-2019-20",
        ),
    ),
    Measure(
        "newborn_share", "Newborns among infants", "share", "newborns", ("infants",),
        "of infants under one year in care proceedings",
        ("newborn-share-england-2019-20", "newborn-share-wales-2018"),
    ),
    Measure(
        "short_notice", "Short notice", "share", "short_notice", ("notice_known", "newborns"),
        "of newborns had a first hearing fewer than seven days after issue",
        ("short-notice-england-2019-20", "short-notice-wales-2019-20"),
    ),
    Measure(
        "emergency", "Emergency", "share", "emergency", ("notice_known", "newborns"),
        "of newborns had a first hearing fewer than three days after issue",
    ),
    Measure(
        "same_day", "Same day", "share", "same_day", ("notice_known", "newborns"),
        "of newborns had a first hearing on the day of issue",
        (
            "same-day-north-east-2019-20", "same-day-london-2019-20",
            "same-day-england-wales-2019-20",
        ),
    ),
)  # fmt: skip
MEASURE = {measure.key: measure for measure in MEASURES}
SHARES = tuple(measure.key for measure in MEASURES if measure.kind == "share")


@dataclass(frozen=True)
class MeasureResult:
    """One measure in one area and period.

    Attributes:
        value: the value with its interval, per cent for a share; None where withheld.
        part: the babies counted, as shown; None where they are not.
        whole: the babies or live births they are counted over; None for a count.
        withheld: why there is no value, as a sentence; "" where there is one.
        note: what its reader must know; may be empty.
    """

    measure: Measure
    period: str
    value: Interval | None = None
    part: int | None = None
    whole: int | None = None
    withheld: str = ""
    note: str = ""

    @property
    def value_text(self) -> str:
        """The value with its unit, or why there is none."""
        if self.value is None:
            return self.withheld
        return format_value(self.value.value, self.measure.kind, self.whole)

    @property
    def interval_text(self) -> str:
        """The interval in words; "" where there is no value."""
        if self.value is None:
            return ""
        digits = _decimals(self.measure.kind, self.whole)
        low, high = (format_number(end, digits) for end in (self.value.low, self.value.high))
        return f"{self.value.level:.0%} interval {low} to {high}"

    @property
    def text(self) -> str:
        """The value as a sentence with its interval, or why there is none."""
        if self.value is None:
            return f"{self.measure.title}, {self.period}: {self.withheld}"
        over = ""
        if self.whole is not None:
            thing = "live births" if self.measure.kind == "rate" else "babies"
            over = f"{self.part:,} over {self.whole:,} {thing}; "
        return (
            f"{self.measure.title}, {self.period}: {self.value_text} {self.measure.of} "
            f"({over}{self.interval_text})."
        )


def format_value(value: float, kind: Kind, whole: int | None) -> str:
    """Return a value with its unit; a share of fewer than 200 babies without decimals.

    Example:
        >>> format_value(86.28, "share", 63), format_value(47.73, "rate", 9000)
        ('86 per cent', '47.7')
    """
    return format_number(value, _decimals(kind, whole)) + " per cent" * (kind == "share")


def _decimals(kind: Kind, whole: int | None) -> int:
    return int(kind == "rate" or (kind == "share" and (whole or 0) >= _MANY))


def compute_measure(
    protected: Protected, measure: Measure, area: str, period: str
) -> MeasureResult:
    """Return one measure of one area and period, or the reason why it is withheld.

    Source of the methods: Wilson for shares, exact Poisson for counts and rates, as in `estimates`.
    """
    if measure.part not in protected.levels:
        return MeasureResult(
            measure, period, withheld="The table does not hold what it is made of."
        )
    part = protected.count(measure.part, area, period)
    if part is None:
        withheld = _explain(protected, measure.part, area, period)
        return MeasureResult(measure, period, withheld=withheld)
    whole, note, withheld = None, "", ""
    if measure.kind == "rate":
        whole, note, withheld = _find_births(protected, area, period)
        if whole is not None and part > whole:
            withheld = "There are fewer births than babies."
    elif measure.kind == "share":
        whole, note, withheld = _find_whole(protected, measure, area, period)
    elif part < FEW:
        note = "Fewer than 20 babies: unsure, whatever is made of it."
    if not withheld and not protected.is_complete(period):
        note += " Some months are missing from the period, so it is compared with nothing."
    value = None if withheld else _compute_interval(protected, measure.kind, part, whole)
    return MeasureResult(measure, period, value, part, whole, withheld, note.strip())


def _find_whole(
    protected: Protected, measure: Measure, area: str, period: str
) -> tuple[int | None, str, str]:
    """Return the babies that a share is over, a note on them, and why there is no share."""
    level = next((whole for whole in measure.whole if whole in protected.levels), None)
    if level is None:
        return None, "", "The table does not say of how many."
    whole = protected.count(level, area, period)
    if whole is None:
        return None, "", _explain(protected, level, area, period)
    if whole < protected.smallest_denominator:
        fewest = protected.smallest_denominator
        return whole, "", f"Withheld: no percentage is given of fewer than {fewest} babies."
    note = "Over all newborns: the table does not say whose notice is known."
    return whole, note if level == "newborns" else "", ""


def _find_births(protected: Protected, area: str, period: str) -> tuple[int | None, str, str]:
    """Return the live births that fit an area and period, their source, and why there are none."""
    if not protected.is_complete(period):
        return None, "", "Not worked out: months are missing, so the births of a year do not fit."
    births = protected.births_in(area, period)
    if births is not None:
        return births, "", ""
    place, year = protected.place_of(area), year_of(period)
    if place is None or place.level == "authority" or year is None:
        return None, "", "Not worked out: the table holds no live births for this area and period."
    try:
        births = evidence.births(place.name, year)
    except PackError:
        why = f"No interval or rate: the pack holds no births for {place.name} in {year}."
        return None, "", why
    return births, f"Live births of {year} from the Office for National Statistics.", ""


def _explain(protected: Protected, level: str, area: str, period: str) -> str:
    if protected.shown(level, area, period) == HIDDEN:
        return "Withheld: a count behind it is hidden, so that small numbers can't be worked out."
    return "Not known: the table does not give a count behind it."


def _compute_interval(protected: Protected, kind: Kind, part: int, whole: int | None) -> Interval:
    """Return the interval of a value; of rounded counts, over all that the rounding leaves open."""
    over, half = whole or 0, protected.rounded_to // 2

    def compute(babies: int, of: int) -> Interval:
        if kind == "count":
            return poisson_count(babies)
        babies = min(babies, of)
        return poisson_rate(babies, of) if kind == "rate" else wilson(babies, of).scaled(100)

    middle = compute(part, over)
    if not half:
        return middle
    wide = half * (kind == "share")
    low = compute(max(0, part - half), over + wide)
    high = compute(part + half, max(1, over - wide))
    return Interval(
        middle.value, min(low.low, middle.low), max(high.high, middle.high),
        f"{middle.method}, widened for rounding", middle.level, middle.note,
    )  # fmt: skip
