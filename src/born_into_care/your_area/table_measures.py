"""What is computed from counts that may be shown, each with its interval or why it is withheld."""

from dataclasses import dataclass, replace
from typing import Literal

from born_into_care import evidence
from born_into_care.charts.wording import format_number
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, poisson_count, poisson_rate, wilson
from born_into_care.your_area.counts import FEW_BABIES, HIDDEN, Protected
from born_into_care.your_area.periods import year_of

MeasureKind = Literal["count", "rate", "share"]
WITHHELD = "Withheld: a count behind it is hidden, so that small numbers can't be worked out."


@dataclass(frozen=True)
class TableMeasure:
    """One measure of a table.

    Attributes:
        kind: a count, a rate per 10,000 live births, or a share in per cent.
        part: the level that is counted.
        whole: the levels that it can be a share of, the best first; empty for a count or rate.
        published: ids of published figures of the same, with newborns under two weeks old.
    """

    key: str
    title: str
    kind: MeasureKind
    part: str
    whole: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


_OF_NEWBORNS = ("notice_known", "newborns")
MEASURES = (
    TableMeasure("count", "Newborns in care proceedings", "count", "newborns"),
    TableMeasure(
        "incidence", "Incidence", "rate", "newborns",
        published=("incidence-north-east-2019-20", "incidence-london-2019-20",
                   "incidence-england-2019-20", "incidence-wales-2019-20"),
    ),
    TableMeasure(
        "newborn_share", "Newborns among infants", "share", "newborns", ("infants",),
        ("newborn-share-england-2019-20", "newborn-share-wales-2018"),
    ),
    TableMeasure(
        "short_notice", "Short notice", "share", "short_notice", _OF_NEWBORNS,
        ("short-notice-england-2019-20", "short-notice-wales-2019-20"),
    ),
    TableMeasure("emergency", "Emergency", "share", "emergency", _OF_NEWBORNS),
    TableMeasure(
        "same_day", "Same day", "share", "same_day", _OF_NEWBORNS,
        ("same-day-north-east-2019-20", "same-day-london-2019-20",
         "same-day-england-wales-2019-20"),
    ),
)  # fmt: skip
SHARES = tuple(measure.key for measure in MEASURES if measure.kind == "share")


@dataclass(frozen=True)
class MeasureResult:
    """One measure in one area and period.

    Attributes:
        value: per cent for a share; None where withheld.
        part: the babies counted, as shown.
        whole: the babies or live births they are counted over; None for a count.
        note: what its reader must know, if anything; where there is no value, why.
    """

    measure: TableMeasure
    area: str
    period: str
    value: Interval | None = None
    part: int | None = None
    whole: int | None = None
    note: str = ""

    @property
    def value_text(self) -> str:
        """The value with its unit, or why there is none."""
        if self.value is None:
            return self.note
        text = self._format(self.value.value)
        return f"{text} per cent" if self.measure.kind == "share" else text

    @property
    def interval_text(self) -> str:
        """The limits of the interval ("73 to 91"); "none" where there is no value."""
        if self.value is None:
            return "none"
        return f"{self._format(self.value.low)} to {self._format(self.value.high)}"

    def _format(self, value: float) -> str:
        if self.measure.kind == "share":
            # One baby of fewer than 200 is over half a per cent: a decimal would say too much.
            return format_number(value, 1 if (self.whole or 0) >= 200 else 0)
        return format_number(value, 1 if self.measure.kind == "rate" else 0)


def compute_measure(
    protected: Protected, measure: TableMeasure, area: str, period: str
) -> MeasureResult:
    """Return one measure of one area and period, or the reason why it is withheld.

    Source of the methods: Wilson for shares, exact Poisson for counts and rates, as in `estimates`.
    """
    try:
        part = _find_count(protected, measure.part, area, period)
        whole, note = _find_whole(protected, measure, area, period)
        if measure.kind == "rate" and part > (whole or 0):
            raise PackError("There are fewer births than babies.")
    except PackError as error:
        return MeasureResult(measure, area, period, note=str(error))
    if measure.kind == "count" and part < FEW_BABIES:
        note = f"Fewer than {FEW_BABIES} babies: unsure, whatever is made of it."
    if not protected.is_complete(period):
        note += " Some months are missing from the period, so it is compared with nothing."
    value = _compute_interval(protected, measure.kind, part, whole)
    return MeasureResult(measure, area, period, value, part, whole, note=note.strip())


def _find_count(protected: Protected, level: str, area: str, period: str) -> int:
    if level not in protected.levels:
        raise PackError("The table has no column for it.")
    count = protected.count(level, area, period)
    if count is None:
        raise PackError(
            WITHHELD
            if protected.shown(level, area, period) == HIDDEN
            else "Not known: the table does not give a count behind it."
        )
    return count


def _find_whole(
    protected: Protected, measure: TableMeasure, area: str, period: str
) -> tuple[int | None, str]:
    """Return the babies or births that a measure is over, and what must be known about them."""
    if measure.kind == "count":
        return None, ""
    if measure.kind == "rate":
        return _find_births(protected, area, period)
    level = next((whole for whole in measure.whole if whole in protected.levels), None)
    if level is None:
        raise PackError("The table does not say of how many.")
    whole, fewest = _find_count(protected, level, area, period), protected.smallest_denominator
    if whole < fewest:
        raise PackError(f"Withheld: no percentage is given of fewer than {fewest} babies.")
    note = "Over all newborns: the table does not say whose notice is known."
    return whole, note if level == "newborns" else ""


def _find_births(protected: Protected, area: str, period: str) -> tuple[int, str]:
    """Return the live births that fit an area and period, and where they come from."""
    if not protected.is_complete(period):
        raise PackError("Not worked out: months are missing, so the births of a year do not fit.")
    births = protected.births_in(area, period)
    if births is not None:
        return births, ""
    place, year = protected.place_of(area), year_of(period)
    published = place and evidence.births_by_id().get(f"{evidence.area_slug(place.name)}-{year}")
    if published is None:
        raise PackError("Not worked out: the table has no live births for this area and period.")
    return published.value, f"Live births of {year} from the Office for National Statistics."


def _compute_interval(
    protected: Protected, kind: MeasureKind, part: int, whole: int | None
) -> Interval:
    """Return the interval of a value; of rounded counts, over all that the rounding leaves open."""
    over, half = whole or 0, protected.rounded_to // 2
    wide = half if kind == "share" else 0
    # As shown, and the extremes of what rounding leaves open.
    extremes = (part, over), (max(0, part - half), over + wide), (part + half, max(1, over - wide))
    middle, low, high = (_estimate(kind, babies, of) for babies, of in extremes)
    return replace(middle, low=min(low.low, middle.low), high=max(high.high, middle.high))


def _estimate(kind: MeasureKind, part: int, whole: int) -> Interval:
    if kind == "count":
        return poisson_count(part)
    if kind == "rate":
        return poisson_rate(min(part, whole), whole)
    return wilson(min(part, whole), whole).scaled(100)
