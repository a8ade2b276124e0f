"""What a protected table says about one area, and what a manager might ask next."""

from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts.wording import format_signed
from born_into_care.errors import require_known
from born_into_care.estimates import Interval, change_in_shares, ratio_of_rates
from born_into_care.your_area.comparisons import (
    Comparison,
    Peers,
    compare_peers,
    compare_with_published,
)
from born_into_care.your_area.counts import ALL_PERIODS, WHOLE_TABLE
from born_into_care.your_area.protection import Protected
from born_into_care.your_area.table_measures import (
    MEASURES,
    WITHHELD,
    MeasureResult,
    compute_measure,
)


@dataclass(frozen=True)
class Change:
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
        """The change as a sentence; of a share with a decimal, since its values may print alike."""
        measure = self.first.measure
        ends = (self.value.low, self.value.value, self.value.high)
        low, change, high = (format_signed(end, int(measure.kind == "share")) for end in ends)
        meaning = "Chance alone could give a change of this size."
        if self.clear:
            # An interval that is printed as ending at 0 must not be told as a clear one.
            edge = "Only just more" if min(map(abs, ends)) < 0.5 else "More"
            meaning = (
                f"{edge} than chance alone could plausibly give. These figures don't show why."
            )
        return (
            f"{measure.title}: from {self.first.value_text} in {self.first.period} to "
            f"{self.last.value_text} in {self.last.period}, a change of {change} "
            f"{'percentage points' if measure.kind == 'share' else 'per cent'} (95% interval "
            f"{low} to {high}). {meaning}"
        )


@dataclass(frozen=True)
class Findings:
    """Everything that a protected table says about one area and period.

    Attributes:
        results: each measure in that period.
        pooled: each measure over all periods; empty where there is one period.
        comparisons: published figures beside them, and in what the definitions differ.
        changes: from the first to the last complete period that can be shown.
        peers: the areas of the table side by side; empty where there are few.
    """

    area: str
    period: str
    results: tuple[MeasureResult, ...]
    pooled: tuple[MeasureResult, ...]
    comparisons: tuple[Comparison, ...]
    changes: tuple[Change, ...]
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
    protected: Protected,
    *,
    area: str | None = None,
    period: str | None = None,
    region: str | None = None,
) -> Findings:
    """Return what a protected table says about one area.

    Parameters:
        area: which area; None for all areas together, or the only one.
        period: which period; None for the latest complete one.
        region: the region or nation that the area lies in, where the table's places do not say.

    Raises:
        PackError: for an area, period or region that does not exist.
    """
    area = require_known("area", protected.areas[-1] if area is None else area, protected.areas)
    period = require_known(
        "period", find_latest(protected) if period is None else period, protected.periods
    )
    if region is not None:
        require_known("region", region, evidence.AREAS)
    results = tuple(compute_measure(protected, measure, area, period) for measure in MEASURES)
    pooled: tuple[MeasureResult, ...] = ()
    if ALL_PERIODS in protected.periods and period != ALL_PERIODS:
        pooled = tuple(compute_measure(protected, m, area, ALL_PERIODS) for m in MEASURES)
    return Findings(
        area=area,
        period=period,
        results=results,
        pooled=pooled,
        comparisons=_compare_all(protected, results, pooled, region, area),
        changes=tuple(_find_changes(protected, area)),
        peers=compare_peers(protected, period),
        protected=protected,
    )


def find_latest(protected: Protected) -> str:
    """Return the last period that is complete, else the last one."""
    single = [p for p in protected.periods if p != ALL_PERIODS]
    return next((p for p in reversed(single) if protected.is_complete(p)), single[-1])


def _compare_all(
    protected: Protected,
    results: tuple[MeasureResult, ...],
    pooled: tuple[MeasureResult, ...],
    region: str | None,
    area: str,
) -> tuple[Comparison, ...]:
    """Compare each measure with what is published; incomplete periods with nothing."""
    if not protected.is_complete(results[0].period):
        return ()
    comparisons: list[Comparison] = []
    for result, over_all in zip(results, pooled or results, strict=True):
        whole = over_all.value if protected.is_complete(over_all.period) else None
        value = result.value or whole
        comparisons += compare_with_published(result.measure, value, protected, area, region)
    return tuple(comparisons)


def _find_changes(protected: Protected, area: str) -> list[Change]:
    """Return how each measure moved from the first to the last period in which it is shown."""
    periods = [
        p
        for p in protected.periods
        if p not in (ALL_PERIODS, WHOLE_TABLE) and protected.is_complete(p)
    ]
    changes = []
    for measure in MEASURES:
        results = [compute_measure(protected, measure, area, period) for period in periods]
        shown = [result for result in results if result.value is not None]
        if len(shown) > 1:
            changes.append(_compute_change(shown[0], shown[-1]))
    return changes


def _compute_change(first: MeasureResult, last: MeasureResult) -> Change:
    before, after = first.part or 0, last.part or 0
    # Counts are rates over the same: their number cancels out.
    wholes = first.whole or 1, last.whole or 1
    if first.measure.kind == "share":
        value = change_in_shares(before, wholes[0], after, wholes[1])
        return Change(first, last, value.scaled(100))
    ratio = ratio_of_rates(before, wholes[0], after, wholes[1])
    change, low, high = (100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high))
    return Change(first, last, Interval(change, low, high, ratio.method))


_ALWAYS = (
    "In which week of pregnancy did help, and not only assessment, begin for these families?",
    "Which of these counts would a parent recognise as true, and what do we not count?",
    "On what day did the parents first hear the plan, and do we record it?",
)


def ask_questions(findings: Findings) -> tuple[str, ...]:
    """Return three questions, those that follow from this result first."""
    area, period = findings.area, findings.period
    short, same_day = findings.best("short_notice"), findings.best("same_day")
    change = next((change for change in findings.changes if change.clear), None)
    unlike = next((p for p in findings.peers if p.standings.get(area, "inside") != "inside"), None)
    follow_on = (
        (
            short and short.value and short.value.value >= 50,
            "How many of the pregnancies behind the short-notice hearings were known to us before "
            "the birth, and for how long?",
        ),
        (
            same_day and same_day.part,
            "For hearings on the day of issue, what was decided on the day itself and what could "
            "have been prepared with the parents and their lawyers before?",
        ),
        (
            change,
            f"What was counted or recorded differently between {change and change.first.period} "
            f"and {change and change.last.period}, before we look for a reason in practice?",
        ),
        (
            unlike,
            f"Does {area} count {unlike and unlike.measure.title.casefold()} as the other areas "
            "do, and would two of them compare ten records with us?",
        ),
        (
            period != ALL_PERIODS and any(r.withheld == WITHHELD for r in findings.results),
            "Which years, or which neighbouring areas, could be put together so that more can be "
            "shown without pointing to a family?",
        ),
        (
            any(comparison.differences for comparison in findings.comparisons),
            "Can we count again by the definition of the published figures (under two weeks old at "
            "issue, financial years), so that the two can be compared?",
        ),
    )
    return (*(question for applies, question in follow_on if applies), *_ALWAYS)[:3]
