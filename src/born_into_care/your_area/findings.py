"""What a protected table says of one area, beside published figures and the table's other areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from born_into_care import evidence
from born_into_care.charts.marks import FUNNEL_LEVELS, compute_funnel
from born_into_care.charts.values import BOTH
from born_into_care.charts.wording import format_number, format_signed
from born_into_care.errors import PackError, require_known
from born_into_care.estimates import (
    Interval,
    change_in_rates,
    change_in_shares,
    poisson_count,
    poisson_rate,
    wilson,
)
from born_into_care.text import plain
from born_into_care.your_area.periods import year_of
from born_into_care.your_area.protection import (
    ALL_AREAS,
    ALL_PERIODS,
    FEW_BABIES,
    HIDDEN,
    NEWBORN,
    WHOLE_TABLE,
    Protected,
    write_sentences,
)

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


@dataclass(frozen=True)
class MeasureChange:
    """How one measure moved from one period to another.

    Attributes:
        value: per cent for a count or a rate, percentage points for a share.
    """

    first: MeasureResult
    last: MeasureResult
    value: Interval

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out "no change"."""
        return not self.value.low <= 0 <= self.value.high

    @property
    def text(self) -> str:
        """The change as a sentence, and whether chance alone could give it."""
        return write_sentences("change", **vars(self), signed=format_signed)


@dataclass(frozen=True)
class Comparison:
    """A published figure beside a table's own value.

    Attributes:
        differences: in what the definitions differ or may differ; empty where they are the same.
        text: where the published figure lies against the table's interval, as sentences; "" where
            that would mean nothing.
    """

    measure: TableMeasure
    figure: evidence.Figure
    differences: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Peers:
    """All areas of a table whose value can be shown, on one measure and period.

    Attributes:
        centre: the value of all of them together.
        standings: where each area stands in the funnel: "inside" its 95% limits, "above" or "below"
            them, "far above" or "far below" those at 99.8%.
    """

    measure: TableMeasure
    period: str
    centre: float
    results: tuple[MeasureResult, ...]
    standings: Mapping[str, str]
    left_out: int

    def text(self, area: str) -> str:
        """Return where one area stands among all, as a sentence."""
        return write_sentences("peers", peers=self, area=area, plain=plain)


@dataclass(frozen=True)
class Findings:
    """Everything that a protected table says about one area and period.

    Attributes:
        pooled: each measure over all periods; empty where there is one period.
        changes: from the first to the last complete period that can be shown.
    """

    area: str
    period: str
    results: tuple[MeasureResult, ...]
    pooled: tuple[MeasureResult, ...]
    comparisons: tuple[Comparison, ...]
    changes: tuple[MeasureChange, ...]
    peers: tuple[Peers, ...]
    protected: Protected

    def measure(self, key: str) -> MeasureResult:
        """Return one measure in the chosen period."""
        return next(result for result in self.results if result.measure.key == key)

    def best(self, key: str) -> MeasureResult | None:
        """Return one measure in the period, else over all periods; None if neither is shown."""
        pooled = [result for result in self.pooled if result.measure.key == key]
        return next((r for r in (self.measure(key), *pooled) if r.value is not None), None)


def collect_findings(
    protected: Protected, *, area: str = "", period: str = "", region: str = ""
) -> Findings:
    """Return what a protected table says about one area.

    Parameters:
        area: which area; "" for all areas together, or the only one.
        period: which period; "" for the latest complete one.
        region: the region or nation that the area lies in, where the table's places do not say.

    Raises:
        PackError: for an area, period or region that does not exist.
    """
    single = [p for p in protected.periods if p != ALL_PERIODS]
    latest = next((p for p in reversed(single) if protected.is_complete(p)), single[-1])
    area = require_known("area", area or protected.areas[-1], protected.areas)
    period = require_known("period", period or latest, protected.periods)
    if region:
        require_known("region", region, evidence.AREAS)
    several = ALL_PERIODS in protected.periods and period != ALL_PERIODS
    results = tuple(compute_measure(protected, measure, area, period) for measure in MEASURES)
    pooled = tuple(compute_measure(protected, m, area, ALL_PERIODS) for m in MEASURES if several)
    return Findings(
        area=area, period=period, results=results, pooled=pooled,
        comparisons=tuple(_compare_with_published(protected, results, pooled, region)),
        changes=tuple(_find_changes(protected, area)), peers=compare_peers(protected, period),
        protected=protected,
    )  # fmt: skip


def _compare_with_published(
    protected: Protected, results: Sequence[MeasureResult], pooled: Sequence[MeasureResult],
    region: str,
) -> Iterator[Comparison]:  # fmt: skip
    """Yield each published figure that fits where the area is; none for an incomplete period."""
    if not protected.is_complete(results[0].period):
        return
    fitting = _find_geographies(protected, results[0].area, region)
    for result, over_all in zip(results, pooled or results, strict=True):
        whole = over_all.value if protected.is_complete(over_all.period) else None
        measure, value = result.measure, result.value or whole
        for figure in map(evidence.figure, measure.published):
            if figure.geography in fitting:
                differences, text = list_differences(protected, figure), ""
                if value and figure.value is not None and not differences:
                    text = write_sentences(
                        "comparison", measure=measure, value=value, figure=figure
                    )
                yield Comparison(measure, figure, differences, text)


def _find_geographies(protected: Protected, area: str, region: str) -> set[str]:
    """Return the geographies that an area lies in; each nation where its place is not known."""
    if region:
        return {region, "Wales" if region == "Wales" else "England", BOTH}
    # All areas together lie in a region or nation if each of them does.
    places = protected.places if area == ALL_AREAS else (protected.place_of(area),)
    if not places or None in places:
        return {*evidence.NATIONS, BOTH}
    shared = set.intersection(*({p.name, p.region, p.nation} for p in places if p))
    return {*shared, BOTH}


def list_differences(protected: Protected, figure: evidence.Figure) -> tuple[str, ...]:
    """Return in what the definitions of a table and of a published figure differ or may differ.

    A share or rate moves little from one kind of year to the other, but a reader should know.
    """
    yours = "" if protected.year == "as given" else f"{protected.year} year"
    published = "financial year" if "/" in figure.period else "calendar year"
    pairs = (("who is newborn", protected.newborn, NEWBORN.format(14)), ("year", yours, published))
    return tuple(
        f"{what} (yours: {own or 'not stated'}; published: {theirs})"
        for what, own, theirs in pairs
        if own != theirs
    )


@lru_cache(maxsize=4)
def compare_peers(protected: Protected, period: str) -> tuple[Peers, ...]:
    """Return a funnel for each share and rate that can be shown for four areas or more.

    An incomplete period has none. The centre is the value of the areas shown, so that no hidden
    area can be worked out from it.
    """
    if not protected.is_complete(period):
        return ()
    names = [area for area in protected.areas if area != ALL_AREAS]
    funnels = []
    for measure in (measure for measure in MEASURES if measure.kind != "count"):
        results = [compute_measure(protected, measure, area, period) for area in names]
        shown = sorted(
            (result for result in results if result.value is not None),
            key=lambda result: (-(result.whole or 0), result.area),
        )
        if len(shown) < 4:
            continue
        values = np.array([result.value.value for result in shown if result.value])
        wholes = [result.whole or 0 for result in shown]
        centre = float(np.average(values, weights=wholes))
        (low, high), (far_low, far_high) = (
            compute_funnel(centre, wholes, "rate" if measure.kind == "rate" else "share", level)
            for level in FUNNEL_LEVELS
        )
        standings = np.select(
            [values > far_high, values > high, values < far_low, values < low],
            ["far above", "above", "far below", "below"],
            "inside",
        ).tolist()
        funnels.append(
            Peers(
                measure, period, centre, results=tuple(shown),
                standings=dict(zip((result.area for result in shown), standings, strict=True)),
                left_out=len(names) - len(shown),
            )
        )  # fmt: skip
    return tuple(funnels)


def _find_changes(protected: Protected, area: str) -> Iterator[MeasureChange]:
    """Yield how each measure moved from the first to the last period in which it is shown."""
    periods = [
        p
        for p in protected.periods
        if p not in (ALL_PERIODS, WHOLE_TABLE) and protected.is_complete(p)
    ]
    for measure in MEASURES:
        results = [compute_measure(protected, measure, area, period) for period in periods]
        shown = [result for result in results if result.value is not None]
        if len(shown) > 1:
            yield MeasureChange(shown[0], shown[-1], _compute_change(shown[0], shown[-1]))


def _compute_change(first: MeasureResult, last: MeasureResult) -> Interval:
    # Counts are rates over the same: their number cancels out.
    counts = first.part or 0, first.whole or 1, last.part or 0, last.whole or 1
    if first.measure.kind == "share":
        return change_in_shares(*counts).scaled(100)
    return change_in_rates(*counts)
