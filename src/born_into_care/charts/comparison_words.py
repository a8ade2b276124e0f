"""What the comparison of one measure says in words, and the rows that it says it of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from born_into_care.charts import marks
from born_into_care.charts.wording import format_interval, name_in_sentence
from born_into_care.estimates import Interval, NoInterval
from born_into_care.text import capital, join_words

ANY = "any year"


@dataclass(frozen=True)
class Row:
    """One area and year of the comparison; without a value where none is published."""

    area: str
    period: str
    value: float | None
    text: str
    interval: Interval | NoInterval
    kind: marks.Kind
    definition: str
    standing: str
    source: str


def where(rows: Sequence[Row]) -> str:
    """Give the areas as a title says them."""
    areas = list(dict.fromkeys(name_in_sentence(one.area) for one in rows))
    return join_words(areas) if len(areas) <= 4 else f"{len(areas)} areas"


def when(rows: Sequence[Row]) -> str:
    """Give the years as a title says them."""
    periods = sorted({_plain(one.period) for one in rows if one.value is not None})
    if not periods:
        return "none published here"
    return join_words(periods) if len(periods) <= 2 else f"{periods[0]} to {periods[-1]}"


def name_of(one: Row, rows: Sequence[Row]) -> str:
    """Give a row in words; by its definition too, where area and year are not enough."""
    when = "" if one.value is None and one.period == ANY else f", {_plain(one.period)}"
    twins = [other for other in rows if (other.area, other.period) == (one.area, one.period)]
    if len({other.definition for other in twins}) > 1:
        when += f", {one.definition.replace(', ', ' ')}"
    return f"{name_in_sentence(one.area)}{when}"


def _plain(period: str) -> str:
    return period.partition(" (")[0]


def sentence(name: str, unit: str, rows: Sequence[Row]) -> str:
    """Say which row is highest and which lowest."""
    shown = sorted(
        (one for one in rows if one.value is not None and one.kind is not marks.BOUND),
        key=lambda one: one.value or 0.0,
    )
    bounds = [one for one in rows if one.kind is marks.BOUND]
    opening = capital(name)
    if not shown and not bounds:
        where = join_words([name_of(one, rows) for one in rows])
        return f"{opening}: no value is published here for {where}, neither high nor low."
    if len(shown) < 2:
        one = shown[0] if shown else bounds[0]
        return f"{opening}: {_with_unit(one, unit)} ({name_of(one, rows)})."
    low, high = shown[0], shown[-1]
    if low.value == high.value:
        return f"{opening}: {_with_unit(low, unit)} in every row, neither up nor down."
    return (
        f"{opening}: highest at {_with_unit(high, unit)} ({name_of(high, rows)}), lowest at "
        f"{_with_unit(low, unit)} ({name_of(low, rows)})."
    )


def _with_unit(one: Row, unit: str) -> str:
    words = ("one ", "over half")
    said_already = one.text.startswith(words) or unit.split()[0] in one.text or "%" in one.text
    return one.text if said_already else f"{one.text} {unit}"


def rest(rows: Sequence[Row]) -> str:
    """Say what accounts differ about, what is missing, and how many rows have an interval."""
    parts = []
    disputed = [one for one in rows if one.standing == "disputed"]
    names = [name_of(one, rows) for one in disputed]
    if len(disputed) > 1:
        parts.append(
            f"Accounts differ about {join_words(list(dict.fromkeys(names)))}: "
            f"{join_words([one.text for one in disputed])} are both shown."
        )
    missing = [one for one in rows if one.value is None]
    if missing:
        areas = join_words([name_of(one, rows) for one in missing])
        parts.append(f"A gap, as for {areas}, is not the same as none.")
    alike = {one.definition for one in rows if one.value is not None}
    if len(alike) > 1:
        parts.append("The rows differ in their definitions, which the table gives.")
    if sum(one.value is not None for one in rows) == 1:
        parts.append("One value alone shows neither a rise nor a fall.")
    known = sum(isinstance(one.interval, Interval) for one in rows)
    parts.append(f"Rows with an interval: {known} of {len(rows)}.")
    return " ".join(parts)


def table_row(one: Row) -> dict[str, str]:
    """Give one row of the table under the chart."""
    return {
        "Area and year": f"{one.area}, {one.period}",
        "Value": one.text,
        "95% interval": format_interval(one.interval, _places(one)),
        "Definition": one.definition,
        "Standing": one.standing,
    }


def _places(one: Row) -> int:
    # A count's limits are whole babies; a value with two decimals keeps them.
    if one.value is not None and one.value >= 100:
        return 0
    return 2 if re.fullmatch(r"\d+\.\d\d", one.text) else 1


def notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """Give methods, and the reasons why an interval is missing."""
    methods = list(
        dict.fromkeys(one.interval.method for one in rows if isinstance(one.interval, Interval))
    )
    told = []
    if methods:
        told.append(f"Whiskers: {join_words([_lower(method) for method in methods])}.")
    told += dict.fromkeys(
        one.interval.note
        for one in rows
        if isinstance(one.interval, Interval) and one.interval.note
    )
    reasons = list(
        dict.fromkeys(str(one.interval) for one in rows if isinstance(one.interval, NoInterval))
    )
    told += reasons
    if any(one.text.startswith("one ") for one in rows):
        told.append("A fraction in words is drawn where it points, and keeps its words.")
    if any(one.kind is marks.BOUND for one in rows):
        told.append("A triangle that points to the right is a bound: the value is more than this.")
    return tuple(told)


def _lower(method: str) -> str:
    return method if method.startswith(("Wilson", "Newcombe")) else method[0].lower() + method[1:]
