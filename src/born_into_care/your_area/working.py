"""One measure of one area and period, worked out from counts that may be shown, or withheld."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, poisson_count, poisson_rate, wilson
from born_into_care.your_area.grouping import year_of
from born_into_care.your_area.measures import Measure
from born_into_care.your_area.protection import HIDDEN, Protected
from born_into_care.your_area.said import interval_text, number

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
        value = _spread(protected, part, None, lambda n, _: poisson_count(n))
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
    place, year = published_name(area), year_of(period)
    if place is not None and year is not None:
        try:
            number_of = evidence.births(place, year)
        except PackError:
            return None, f"No interval or rate: the pack holds no births for {place} in {year}."
        return number_of, f"Live births of {year} from the Office for National Statistics."
    return None, "Not worked out: the table holds no live births for this area and period."


def published_name(area: str) -> str | None:
    """Give the region or nation of the evidence that an area's name is, or None."""
    names = {name.casefold(): name for name in (*evidence.AREAS, *evidence.NATIONS)}
    return names.get(area.casefold().strip())
