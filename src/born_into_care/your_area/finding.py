"""What a protected table says about one area: values with intervals, comparisons, change, peers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.estimates import (
    Interval,
    change_in_counts,
    change_in_shares,
    poisson_rate,
    ratio_of_rates,
    wilson,
)
from born_into_care.messages import PackError, unknown
from born_into_care.your_area.comparing import Comparison, compare_with
from born_into_care.your_area.counts import (
    ALL_PERIODS,
    WHOLE_TABLE,
)
from born_into_care.your_area.grouping import year_of
from born_into_care.your_area.measures import MEASURE, MEASURES, Measure
from born_into_care.your_area.peers import Peers, set_among_peers
from born_into_care.your_area.protection import HIDDEN, Protected
from born_into_care.your_area.said import interval_text, number, signed

_FEW = 20
"""A rate or count of fewer babies than this is called unsure, whatever its interval."""


@dataclass(frozen=True)
class Found:
    """One measure in one area and period.

    Attributes:
        measure: what is measured.
        period: when.
        value: the value with its interval, per cent for a share; None where withheld.
        part: the babies counted, as shown.
        whole: the babies or live births they are counted over; None for a count.
        withheld: why there is no value, as a sentence; "" where there is one.
        note: what its reader must know; may be empty.
    """

    measure: Measure
    period: str
    value: Interval | None
    part: int | None = None
    whole: int | None = None
    withheld: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """The value as a sentence with its interval, or why there is none."""
        if self.value is None:
            return f"{self.measure.title}, {self.period}: {self.withheld}"
        said = number(self.value.value, self.measure.kind, self.whole)
        over = ""
        if self.whole is not None:
            thing = "live births" if self.measure.kind == "rate" else "babies"
            over = f"{self.part:,} over {self.whole:,} {thing}; " if self.part is not None else ""
        return (
            f"{self.measure.title}, {self.period}: {said} {self.measure.of} "
            f"({over}{interval_text(self.value, self.measure.kind, self.whole)})."
        )


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
    place = region or _published_name(chosen_area)
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


def work_out(protected: Protected, measure: Measure, area: str, period: str) -> Found:
    """Give one measure of one area and period, or the reason why it is withheld."""
    if measure.part not in protected.levels:
        return Found(measure, period, None, withheld="The table does not hold what it is made of.")
    part = protected.count(measure.part, area, period)
    if part is None:
        return Found(
            measure, period, None, withheld=_why(protected.shown(measure.part, area, period))
        )
    if measure.kind == "count":
        value = _spread(protected, part, None, lambda n, _: _whole(n))
        note = "Fewer than 20 babies: unsure, whatever is made of it." * (part < _FEW)
        return Found(measure, period, value, part, None, note=note)
    if measure.kind == "rate":
        births, note = _births(protected, area, period)
        if births is None:
            return Found(measure, period, None, part, withheld=note)
        if part > births:
            return Found(
                measure, period, None, part, withheld="There are fewer births than babies."
            )
        value = _spread(protected, part, births, lambda n, b: poisson_rate(n, b), of_births=True)
        return Found(measure, period, value, part, births, note=note)
    level = next((whole for whole in measure.whole if whole in protected.levels), None)
    if level is None:
        return Found(measure, period, None, part, withheld="The table does not say of how many.")
    whole = protected.count(level, area, period)
    if whole is None:
        return Found(
            measure, period, None, part, withheld=_why(protected.shown(level, area, period))
        )
    if whole < protected.smallest_denominator:
        return Found(
            measure, period, None, part, whole,
            withheld=f"Withheld: no percentage is given of fewer than "
            f"{protected.smallest_denominator} babies.",
        )  # fmt: skip
    note = "" if level != "newborns" or measure.part == "newborns" else (
        "Over all newborns: the table does not say whose notice is known."
    )  # fmt: skip
    value = _spread(protected, part, whole, lambda n, d: wilson(min(n, d), d).scaled(100))
    return Found(measure, period, value, part, whole, note=note)


def _why(shown: str) -> str:
    if shown == HIDDEN:
        return "Withheld: a count behind it is hidden, so that small numbers can't be worked out."
    return "Not known: the table does not give a count behind it."


def _whole(count: int) -> Interval:
    from born_into_care.estimates import poisson_count

    return poisson_count(count)


def _spread(
    protected: Protected,
    part: int,
    whole: int | None,
    make: Callable[[int, int], Interval],
    *,
    of_births: bool = False,
) -> Interval:
    """The interval of a value; where counts are rounded, over all that the rounding leaves open."""
    middle = make(part, whole or 0)
    if not protected.rounded_to:
        return middle
    half = protected.rounded_to // 2
    wide = 0 if whole is None or of_births else half
    over = whole or 0
    low = make(max(0, part - half), over + wide)
    high = make(
        min(part + half, over + wide) if whole is not None else part + half, max(1, over - wide)
    )
    return Interval(
        value=middle.value,
        low=min(low.low, middle.low),
        high=max(high.high, middle.high),
        method=f"{middle.method}, widened for rounding",
        level=middle.level,
        note=middle.note,
    )


def _births(protected: Protected, area: str, period: str) -> tuple[int | None, str]:
    """Live births of an area and period, and where they come from or why there are none."""
    held = protected.births_in(area, period)
    if held is not None:
        return held, ""
    place, year = _published_name(area), year_of(period)
    if place is not None and year is not None:
        try:
            number_of = evidence.births(place, year)
        except PackError:
            return None, f"No interval or rate: the pack holds no births for {place} in {year}."
        return number_of, f"Live births of {year} from the Office for National Statistics."
    return None, "Not worked out: the table holds no live births for this area and period."


def _published_name(area: str) -> str | None:
    """The region or nation of the evidence that an area's name is, or None."""
    names = {name.casefold(): name for name in (*evidence.AREAS, *evidence.NATIONS)}
    return names.get(area.casefold().strip())


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
    clear = not value.low <= neutral <= value.high
    start = number(first.value.value, measure.kind, first.whole)
    end = number(last.value.value, measure.kind, last.whole)
    moved = "rose" if value.value > 0 else "fell"
    steps = f"{moved} from {start} in {first.period} to {end} in {last.period}"
    if start == end:
        steps = f"{start} in {first.period} as in {last.period}"
    text = (
        f"{measure.title}: {steps}, a change of {signed(value.value)}{unit} "
        f"(95% interval {signed(value.low)} to {signed(value.high)}). "
    )
    text += (
        "More than chance alone would be expected to give; why is not shown by these figures."
        if clear
        else "Chance alone could give a change of this size."
    )
    return Change(measure, first.period, last.period, value, text, clear)
