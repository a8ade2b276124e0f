"""What a protected table says of one area, beside published figures and the table's other areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from born_into_care import evidence
from born_into_care.charts.values import BOTH
from born_into_care.charts.wording import format_number, format_signed
from born_into_care.errors import PackError, require_known
from born_into_care.estimates import (
    Interval,
    change_in_rates,
    change_in_shares,
    estimate,
    find_standings,
)
from born_into_care.evidence.periods import year_of
from born_into_care.evidence.places import find_place
from born_into_care.your_area.protection import (
    ALL_AREAS,
    ALL_PERIODS,
    FEW_BABIES,
    NEWBORN,
    Protected,
    write_sentences,
)


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
    kind: Literal["count", "rate", "share"]
    part: str
    whole: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


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
        "short_notice", "Short notice", "share", "short_notice", ("notice_known", "newborns"),
        ("short-notice-england-2019-20", "short-notice-wales-2019-20"),
    ),
    TableMeasure("emergency", "Emergency", "share", "emergency", ("notice_known", "newborns")),
    TableMeasure(
        "same_day", "Same day", "share", "same_day", ("notice_known", "newborns"),
        ("same-day-north-east-2019-20", "same-day-london-2019-20",
         "same-day-england-wales-2019-20"),
    ),
)  # fmt: skip
SHARES = tuple(measure.key for measure in MEASURES if measure.kind == "share")


@dataclass(frozen=True)
class MeasureResult:
    """One measure in one area and period.

    Attributes:
        value_text: the value with its unit, or why there is none.
        note: what its reader must know, if anything; where there is no value, why.
        interval_text: the limits of the interval ("73 to 91"); "none" where there is no value.
        value: per cent for a share; None where withheld.
        part: the babies counted, as shown.
        whole: the babies or live births they are counted over; 0 for a count.
    """

    measure: TableMeasure
    area: str
    period: str
    value_text: str
    note: str
    interval_text: str = "none"
    value: Interval | None = None
    part: int = 0
    whole: int = 0


def compute_measure(
    protected: Protected, measure: TableMeasure, area: str, period: str
) -> MeasureResult:
    """Return one measure of one area and period, or the reason why it is withheld.

    Source of the methods: Wilson for shares, exact Poisson for counts and rates, as in `estimates`.
    """
    try:
        part = protected.count(measure.part, area, period)
        whole, note = _find_whole(protected, measure, area, period, part)
    except PackError as error:
        return MeasureResult(measure, area, period, value_text=str(error), note=str(error))
    notes = {
        note: note != "",
        f"Fewer than {FEW_BABIES} babies: unsure, whatever is made of it.":
            measure.kind == "count" and part < FEW_BABIES,
        "Some months are missing from the period, so it is compared with nothing.":
            period in protected.incomplete,
    }  # fmt: skip
    value = estimate(measure.kind, part, whole, rounded_to=protected.rounded_to)
    # One baby of fewer than 200 is over half a per cent: a decimal would say too much.
    exact = measure.kind == "rate" or (measure.kind == "share" and whole >= 200)
    texts = [format_number(n, 1 if exact else 0) for n in (value.value, value.low, value.high)]
    return MeasureResult(
        measure, area, period, note=" ".join(text for text, holds in notes.items() if holds),
        value_text=f"{texts[0]} per cent" if measure.kind == "share" else texts[0],
        interval_text=f"{texts[1]} to {texts[2]}", value=value, part=part, whole=whole,
    )  # fmt: skip


def _find_whole(
    protected: Protected, measure: TableMeasure, area: str, period: str, part: int
) -> tuple[int, str]:
    """Return the babies or births that a measure is over, and what must be known about them."""
    if measure.kind == "count":
        return 0, ""
    if measure.kind == "rate":
        return _find_births(protected, area, period, part)
    level = next((level for level in measure.whole if level in protected.levels), measure.whole[-1])
    whole, fewest = protected.count(level, area, period), protected.smallest_denominator
    if whole < fewest:
        raise PackError(f"Withheld: no percentage is given of fewer than {fewest} babies.")
    note = "Over all newborns: the table does not say whose notice is known."
    return whole, note if level == "newborns" else ""


def _find_births(protected: Protected, area: str, period: str, babies: int) -> tuple[int, str]:
    """Return the live births that fit an area and period, and where they come from."""
    if period in protected.incomplete:
        raise PackError("Not worked out: months are missing, so the births of a year do not fit.")
    births = protected.births[protected.areas.index(area), protected.periods.index(period)]
    if births > 0:
        return int(births), ""
    place, year = protected.places.get(area), year_of(period)
    published = place and evidence.births_by_id().get(f"{evidence.area_slug(place.name)}-{year}")
    if not published or published.value < babies:
        raise PackError("Not worked out: the table has no live births for this area and period.")
    return published.value, f"Live births of {year} from the Office for National Statistics."


@dataclass(frozen=True)
class MeasureChange:
    """How one measure moved from one period to another.

    Attributes:
        value: per cent for a count or a rate, percentage points for a share.
        text: the change as a sentence, and whether chance alone could give it.
    """

    first: MeasureResult
    last: MeasureResult
    value: Interval
    text: str


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
        standings: where each area stands in the funnel: "inside" its 95% limits, "above" or "below"
            them, "far above" or "far below" those at 99.8%.
    """

    measure: TableMeasure
    results: tuple[MeasureResult, ...]
    standings: Mapping[str, str]
    left_out: int

    def text(self, area: str) -> str:
        """Return where one area stands among all, as a sentence."""
        return write_sentences("peers", peers=self, area=area)


@dataclass(frozen=True)
class Findings:
    """Everything that a protected table says about one area and period, by the key of a measure.

    Attributes:
        pooled: over all periods; empty where there is one period.
        changes: from the first to the last complete period that can be shown.
        peers: the table's areas beside each other; of shares and rates.
    """

    area: str
    period: str
    results: Mapping[str, MeasureResult]
    pooled: Mapping[str, MeasureResult]
    comparisons: tuple[Comparison, ...]
    changes: Mapping[str, MeasureChange]
    peers: Mapping[str, Peers]
    protected: Protected

    def best(self, key: str) -> MeasureResult | None:
        """Return one measure in the period, else over all periods; None if neither is shown."""
        both = self.results[key], self.pooled.get(key)
        return next((result for result in both if result and result.value), None)


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
    complete = [p for p in protected.periods if p not in (ALL_PERIODS, *protected.incomplete)]
    area = require_known("area", area or protected.areas[-1], protected.areas)
    period = require_known(
        "period", period or (complete or protected.periods)[-1], protected.periods
    )
    if region:
        require_known("region", region, evidence.AREAS)
    results = [compute_measure(protected, measure, area, period) for measure in MEASURES]
    pooled = [
        compute_measure(protected, measure, area, ALL_PERIODS)
        for measure in MEASURES
        if period != ALL_PERIODS and ALL_PERIODS in protected.periods
    ]
    return Findings(
        area=area, period=period, protected=protected,
        results={result.measure.key: result for result in results},
        pooled={result.measure.key: result for result in pooled},
        comparisons=tuple(_compare_with_published(protected, results, pooled, region)),
        changes={c.first.measure.key: c for c in _find_changes(protected, area, complete)},
        peers=compare_peers(protected, period),
    )  # fmt: skip


def _compare_with_published(
    protected: Protected, results: Sequence[MeasureResult], pooled: Sequence[MeasureResult],
    region: str,
) -> Iterator[Comparison]:  # fmt: skip
    """Yield each published figure that fits where the area is; none for an incomplete period."""
    over_all = results if protected.incomplete else pooled or results
    fitting = _find_geographies(protected, results[0].area, region)
    for result, whole in zip(results, over_all, strict=True):
        for figure in map(evidence.figure, result.measure.published):
            if figure.geography in fitting and result.period not in protected.incomplete:
                differences = list_differences(protected, figure)
                text = write_sentences(
                    "comparison", measure=result.measure, value=result.value or whole.value,
                    figure=figure, differences=differences,
                )  # fmt: skip
                yield Comparison(result.measure, figure, differences, text)


def _find_geographies(protected: Protected, area: str, region: str) -> set[str]:
    """Return the geographies that an area lies in; each nation where its place is not known."""
    # All areas together lie in a region or nation if each of them does.
    areas = protected.areas[:-1] if area == ALL_AREAS else [area]
    places = [protected.places.get(name) or find_place(region) for name in areas]
    if None in places:
        return {*evidence.NATIONS, BOTH}
    return {*set.intersection(*({p.name, p.region, p.nation} for p in places if p)), BOTH}


def list_differences(protected: Protected, figure: evidence.Figure) -> tuple[str, ...]:
    """Return in what the definitions of a table and of a published figure differ or may differ.

    A share or rate moves little from one kind of year to the other, but a reader should know.
    """
    pairs = (
        ("who is newborn", protected.newborn, NEWBORN.format(14)),
        ("year", "" if protected.year == "as given" else f"{protected.year} year",
         "financial year" if "/" in figure.period else "calendar year"),
    )  # fmt: skip
    return tuple(
        f"{what} (yours: {own or 'not stated'}; published: {theirs})"
        for what, own, theirs in pairs
        if own != theirs
    )


@lru_cache(maxsize=4)
def compare_peers(protected: Protected, period: str) -> Mapping[str, Peers]:
    """Return a funnel for each share and rate that can be shown for four areas or more.

    An incomplete period has none. The centre is the value of the areas shown, so that no hidden
    area can be worked out from it.
    """
    funnels = {}
    for measure in MEASURES:
        results = [
            compute_measure(protected, measure, area, period)
            for area in protected.areas
            if area != ALL_AREAS
        ]
        shown = sorted((r for r in results if r.value), key=lambda r: (-r.whole, r.area))
        if measure.kind != "count" and len(shown) >= 4 and period not in protected.incomplete:
            standings = find_standings(
                [r.part for r in shown], [r.whole for r in shown], kind=measure.kind
            )
            funnels[measure.key] = Peers(
                measure, tuple(shown), left_out=len(results) - len(shown),
                standings=dict(zip((r.area for r in shown), standings, strict=True)),
            )  # fmt: skip
    return funnels


def _find_changes(
    protected: Protected, area: str, periods: Sequence[str]
) -> Iterator[MeasureChange]:
    """Yield how each measure moved from the first to the last of the periods that can be shown."""
    for measure in MEASURES:
        results = [compute_measure(protected, measure, area, period) for period in periods]
        shown = [result for result in results if result.value]
        if len(shown) > 1:
            first, last = shown[0], shown[-1]
            # Counts are rates over the same: their number cancels out.
            counts = first.part, first.whole or 1, last.part, last.whole or 1
            value = (
                change_in_shares(*counts).scaled(100)
                if measure.kind == "share"
                else change_in_rates(*counts)
            )
            text = write_sentences(
                "change", first=first, last=last, value=value, signed=format_signed
            )
            yield MeasureChange(first, last, value, text)
