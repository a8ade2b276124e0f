"""What a protected table says about one area: values with intervals, comparisons, change, peers."""

from __future__ import annotations

from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts.wording import format_signed
from born_into_care.errors import unknown
from born_into_care.estimates import (
    Interval,
    change_in_counts,
    change_in_shares,
    ratio_of_rates,
)
from born_into_care.your_area.comparing import Comparison, compare_with
from born_into_care.your_area.counts import ALL_PERIODS, WHOLE_TABLE
from born_into_care.your_area.measures import MEASURE, MEASURES, Measure
from born_into_care.your_area.peers import Peers, set_among_peers
from born_into_care.your_area.protection import HIDDEN, Protected
from born_into_care.your_area.said import number
from born_into_care.your_area.working import Found, published_name, work_out


@dataclass(frozen=True)
class Change:
    """How one measure moved from one period to another.

    Attributes:
        measure: what is measured.
        before: the earlier period.
        after: the later period.
        value: per cent for a count, a ratio for a rate, percentage points for a share.
        text: the change as a sentence.
        clear: whether the interval leaves out "no change".
    """

    measure: Measure
    before: str
    after: str
    value: Interval
    text: str
    clear: bool


@dataclass(frozen=True)
class Findings:
    """Everything that a protected table says about one area and period.

    Attributes:
        area: the area.
        period: the period.
        found: each measure in that period.
        pooled: each measure over all periods; empty where there is one period.
        comparisons: published figures beside them, with the definitions checked.
        changes: from the first to the last period that can be shown.
        peers: the areas of the table side by side; empty where there is one area.
        hidden: how many counts of this area are hidden.
        questions: what a manager might ask next.
        protected: the table that all of this comes from.
    """

    area: str
    period: str
    found: tuple[Found, ...]
    pooled: tuple[Found, ...]
    comparisons: tuple[Comparison, ...]
    changes: tuple[Change, ...]
    peers: tuple[Peers, ...]
    hidden: int
    protected: Protected

    def measure(self, key: str) -> Found:
        """Give one measure in the chosen period.

        Raises:
            PackError: for a measure that does not exist.
        """
        if key not in MEASURE:
            raise unknown("measure", key, MEASURE)
        return next(found for found in self.found if found.measure.key == key)

    def best(self, key: str) -> Found | None:
        """Give one measure in the period, else over all periods; None if neither is shown."""
        found = self.measure(key)
        if found.value is not None:
            return found
        shown = (one for one in self.pooled if one.measure.key == key and one.value is not None)
        return next(shown, None)

    @property
    def questions(self) -> tuple[str, ...]:
        """What a manager might ask next, following from the result; at least three."""
        from born_into_care.your_area.asking import questions

        return questions(self)

    @property
    def text(self) -> str:
        """The findings as plain text."""
        lines = [f"{self.area}, {self.period}{' (illustrative)' * self.protected.illustrative}", ""]
        lines += [found.text for found in self.found]
        if self.pooled:
            lines += ["", "All periods together", *(f.text for f in self.pooled)]
        for head, items in (
            ("Beside published figures", [c.text for c in self.comparisons]),
            ("Change", [c.text for c in self.changes]),
            ("Among the areas of the table", [p.text(self.area) for p in self.peers]),
            ("What would a manager ask next?", list(self.questions)),
            ("What was protected", [self.protected.summary]),
        ):
            if items:
                lines += ["", head, *items]
        return "\n".join(lines)


def find(
    protected: Protected,
    *,
    area: str | None = None,
    period: str | None = None,
    region: str | None = None,
) -> Findings:
    """Give what a protected table says about one area.

    Parameters:
        protected: the counts that may be shown.
        area: which area; None for all areas together, or the only one.
        period: which period; None for the latest.
        region: the region or nation that the area lies in, so that its published figures stand
            beside the area's; not needed where the area is one.

    Raises:
        PackError: for an area, period or region that does not exist.

    Source of the methods: Wilson for shares, exact Poisson for rates, as in `estimates`.
    """
    chosen_area = area if area is not None else protected.areas[-1]
    chosen_period = period if period is not None else latest(protected)
    if chosen_area not in protected.areas:
        raise unknown("area", chosen_area, protected.areas)
    if chosen_period not in protected.periods:
        raise unknown("period", chosen_period, protected.periods)
    if region is not None and region not in evidence.AREAS:
        raise unknown("region", region, evidence.AREAS)
    place = region or published_name(chosen_area)
    found = tuple(work_out(protected, m, chosen_area, chosen_period) for m in MEASURES)
    pooled: tuple[Found, ...] = ()
    if ALL_PERIODS in protected.periods and chosen_period != ALL_PERIODS:
        pooled = tuple(work_out(protected, m, chosen_area, ALL_PERIODS) for m in MEASURES)
    comparisons = tuple(
        comparison
        for one, over_all in zip(found, pooled or found, strict=True)
        if _holds(protected, one.measure)
        for comparison in compare_with(
            one.measure, one.value if one.value is not None else over_all.value, protected, place
        )
    )
    rows = protected.table
    mine = rows[rows["area"] == chosen_area]
    return Findings(
        area=chosen_area,
        period=chosen_period,
        found=found,
        pooled=pooled,
        comparisons=comparisons,
        changes=tuple(_changes(protected, chosen_area)),
        peers=set_among_peers(protected, chosen_period),
        hidden=int((mine["count"] == HIDDEN).sum()),
        protected=protected,
    )


def _holds(protected: Protected, measure: Measure) -> bool:
    """Whether a table holds what a measure is made of at all, hidden or not."""
    whole = not measure.whole or any(level in protected.levels for level in measure.whole)
    return measure.part in protected.levels and whole


def latest(protected: Protected) -> str:
    """Give the last period of a table that is a period, or the only one."""
    real = [p for p in protected.periods if p != ALL_PERIODS]
    return real[-1] if real else protected.periods[-1]


def _changes(protected: Protected, area: str) -> list[Change]:
    """From the first to the last period in which a measure can be shown."""
    periods = [p for p in protected.periods if p not in (ALL_PERIODS, WHOLE_TABLE)]
    changes = []
    for measure in MEASURES:
        shown = [
            one for p in periods if (one := work_out(protected, measure, area, p)).value is not None
        ]
        if len(shown) > 1:
            changes.append(_change(measure, shown[0], shown[-1]))
    return changes


def _change(measure: Measure, first: Found, last: Found) -> Change:
    assert first.part is not None and last.part is not None and first.value and last.value
    if measure.kind == "count":
        value = change_in_counts(first.part, last.part)
        unit, neutral = " per cent", 0.0
    elif measure.kind == "rate":
        assert first.whole and last.whole
        ratio = ratio_of_rates(first.part, first.whole, last.part, last.whole)
        value = Interval(
            100 * (ratio.value - 1), 100 * (ratio.low - 1), 100 * (ratio.high - 1), ratio.method
        )
        unit, neutral = " per cent", 0.0
    else:
        assert first.whole and last.whole
        value = change_in_shares(first.part, first.whole, last.part, last.whole).scaled(100)
        unit, neutral = " percentage points", 0.0
        if abs(round(value.value)) == 1:
            unit = " percentage point"
    clear = not value.low <= neutral <= value.high
    start = number(first.value.value, measure.kind, first.whole)
    end = number(last.value.value, measure.kind, last.whole)
    moved = "rose" if value.value > 0 else "fell"
    steps = f"{moved} from {start} in {first.period} to {end} in {last.period}"
    if start == end:
        steps = f"{start} in {first.period} as in {last.period}"
    text = (
        f"{measure.title}: {steps}, a change of {format_signed(value.value)}{unit} "
        f"(95% interval {format_signed(value.low)} to {format_signed(value.high)}). "
    )
    text += (
        "More than chance alone would be expected to give; why is not shown by these figures."
        if clear
        else "Chance alone could give a change of this size."
    )
    return Change(measure, first.period, last.period, value, text, clear)
