"""One figure, one source, one sum of our own, as values with a name for each of their parts."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from born_into_care.errors import choose
from born_into_care.evidence import tables
from born_into_care.evidence.areas import area_slug

_HALF_STEP = {
    "rounded to whole": 0.5,
    "one decimal": 0.05,
    "two decimals, with interval": 0.005,
}


# The denominators that sources write out in words; longer ones stand in digits.
_IN_WORDS = {"four": 4, "five": 5, "six": 6}


@dataclass(frozen=True)
class Source:
    """Where a figure was read.

    Attributes:
        id: names the source.
        kind: primary, secondary, press or official statistics.
        title: the page's or publication's title.
        publisher: who published it.
        published: when, as exactly as is known.
        url: its address.
        read_as: how much of it was read.
        note: what its reader must know; may be empty.
    """

    id: str
    kind: str
    title: str
    publisher: str
    published: str
    url: str
    read_as: str
    note: str

    @property
    def year(self) -> str:
        """The year or years of publication."""
        return self.published if " to " in self.published else self.published[:4]

    @property
    def link(self) -> str:
        """The address of its entry, as a notebook writes it."""
        return f"../data/sources.md#{self.id}"


@dataclass(frozen=True)
class Figure:
    """A published figure, as its sources give it.

    Attributes:
        id: names the row of `data/figures.csv`.
        measure: what is counted or measured.
        value: the figure as a number; None where the sources give words only.
        value_text: the sources' own words or digits.
        unit: the unit of value.
        precision: exact, rounded (to what), or a bound.
        geography: where.
        period: when.
        definition: of whom, as those sources define it.
        source_ids: the sources that give it.
        standing: agreed, reported or disputed.
        disagrees_with: the ids of rows that give something else for the same thing.
        note: what its reader must know; may be empty.
    """

    id: str
    measure: str
    value: float | None
    value_text: str
    unit: str
    precision: str
    geography: str
    period: str
    definition: str
    source_ids: tuple[str, ...]
    standing: str
    disagrees_with: tuple[str, ...]
    note: str

    @property
    def link(self) -> str:
        """The address of its entry, as a notebook writes it."""
        return f"../data/figures.md#{self.id}"

    @property
    def text(self) -> str:
        """The figure with its unit, as prose says it.

        Example:
            >>> figure("short-notice-england-2019-20").text
            '86.3 per cent'
            >>> figure("same-day-england-wales-2019-20").text
            'one in six'
        """
        return with_unit(self.value_text, self.unit)

    @property
    def one_in(self) -> int | None:
        """The six of "one in six", the 98 of "one baby in 98"; None where it is neither.

        Example:
            >>> figure("same-day-england-wales-2019-20").one_in
            6
        """
        found = re.fullmatch(r"one (?:\w+ )?in (\w+)", self.value_text)
        if found is None:
            return None
        return int(found[1]) if found[1].isdigit() else _IN_WORDS.get(found[1])

    @property
    def number(self) -> float | None:
        """The value, or where the source's words point, for a mark to be drawn; None for nowhere.

        A share in words is given in per cent, a bound as the number that it is above. What is
        printed stays the source's own words.

        Example:
            >>> figure("same-day-some-regions-2019-20").number
            25.0
            >>> figure("newborns-england-wales-2022-23").number
            3000.0
        """
        if self.value is not None:
            return self.value
        if self.one_in is not None:
            return 100 / self.one_in
        if self.value_text.endswith("half"):
            return 50.0
        digits = re.search(r"\d[\d,]*(?:\.\d+)?", self.value_text)
        return float(digits[0].replace(",", "")) if digits else None

    @property
    def rounding(self) -> tuple[float, float] | None:
        """The lowest and highest value that would be printed like this; None if not rounded.

        Example:
            >>> figure("incidence-england-2012-13").rounding
            (34.5, 35.5)
            >>> figure("incidence-england-2019-20").rounding
            (47.65, 47.75)
        """
        half = _HALF_STEP.get(self.precision)
        if half is None or self.value is None:
            return None
        return round(self.value - half, 10), round(self.value + half, 10)

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the figure in a sentence, and the way to its sources."""
        return (
            f"**{self.text}**: {self.measure}, {self.geography}, {self.period} "
            f"({self.definition}). Standing: {self.standing}. "
            f"[Where it comes from]({self.link})"
        )


@dataclass(frozen=True)
class Derived:
    """A result of our own arithmetic on published figures: never itself published.

    Attributes:
        id: names the row of `data/derived.csv`.
        measure: what the arithmetic gives.
        value: the result.
        value_text: the result as prose writes it.
        unit: the unit of value, low and high.
        geography: where.
        period: when.
        arithmetic: the sum, as it can be typed into a calculator.
        inputs: the rows that its numbers come from.
        low: the lowest result that the inputs' rounding allows; None where they are exact.
        high: the highest result that the inputs' rounding allows; None where they are exact.
        agrees_with: the id of the published figure that it was held against; may be empty.
        reproduces: whether it gives that figure; None where there is none.
        note: what its reader must know; may be empty.
    """

    id: str
    measure: str
    value: float
    value_text: str
    unit: str
    geography: str
    period: str
    arithmetic: str
    inputs: tuple[str, ...]
    low: float | None
    high: float | None
    agrees_with: str
    reproduces: bool | None
    note: str

    @property
    def link(self) -> str:
        """The address of its entry, as a notebook writes it."""
        return f"../data/derived.md#{self.id}"

    @property
    def text(self) -> str:
        """The result with its unit, as prose says it.

        Example:
            >>> derivation("derived-change-newborns-england").text
            '20.2 per cent'
        """
        return with_unit(self.value_text, self.unit)

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the result in a sentence, its sum, and the way to its inputs."""
        return (
            f"**{self.text}** (derived): {self.measure}, {self.geography}, {self.period}. "
            f"Worked out as {self.arithmetic}. [What goes in]({self.link})"
        )


@dataclass(frozen=True)
class BirthCount:
    """An official count of live births.

    Attributes:
        area: where the mother usually lived.
        year: the calendar year.
        live_births: registered live births.
        source_id: the source that gives the count.
    """

    area: str
    year: int
    live_births: int
    source_id: str

    @property
    def id(self) -> str:
        """Names the row: area and year ("england-2012")."""
        return f"{area_slug(self.area)}-{self.year}"

    @property
    def link(self) -> str:
        """The address of its entry, as a notebook writes it."""
        return f"../data/live-births.md#{self.id}"


def figure(figure_id: str) -> Figure:
    """Give one published figure.

    Parameters:
        figure_id: the id of its row in `data/figures.csv`.

    Raises:
        PackError: if there is no such row; it names the nearest ids.

    Example:
        >>> figure("newborns-england-2019-20").value
        2914.0
    """
    return as_figure(_row("figure", "figures", figure_id))


def source(source_id: str) -> Source:
    """Give one source.

    Parameters:
        source_id: the id of its row in `data/sources.csv`.

    Raises:
        PackError: if there is no such row; it names the nearest ids.

    Example:
        >>> source("ons2012").publisher
        'Office for National Statistics'
    """
    row = _row("source", "sources", source_id)
    return Source(
        id=row["source_id"],
        kind=row["kind"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        url=row["url"],
        read_as=row["read_as"],
        note=row["note"],
    )


def derivation(derived_id: str) -> Derived:
    """Give one result of our own arithmetic.

    Parameters:
        derived_id: the id of its row in `data/derived.csv`.

    Raises:
        PackError: if there is no such row; it names the nearest ids.

    Example:
        >>> derivation("derived-incidence-wales-2019-20-241").reproduces
        False
    """
    return as_derived(_row("derived figure", "derived", derived_id))


def as_figure(row: Mapping[Hashable, Any]) -> Figure:
    """Give a row of `figures()` as a value.

    Example:
        >>> as_figure(tables.figures().to_dict("records")[0]).geography
        'England'
    """
    return Figure(
        id=row["figure_id"],
        measure=row["measure"],
        value=_number(row["value"]),
        value_text=row["value_text"],
        unit=row["unit"],
        precision=row["precision"],
        geography=row["geography"],
        period=row["period"],
        definition=row["definition"],
        source_ids=_several(row["source_id"]),
        standing=row["standing"],
        disagrees_with=_several(row["disagrees_with"]),
        note=row["note"],
    )


def as_derived(row: Mapping[Hashable, Any]) -> Derived:
    """Give a row of `derived()` as a value.

    Example:
        >>> as_derived(tables.derived().to_dict("records")[0]).arithmetic
        '2,425 / 694,241 × 10,000'
    """
    return Derived(
        id=row["derived_id"],
        measure=row["measure"],
        value=float(row["value"]),
        value_text=row["value_text"],
        unit=row["unit"],
        geography=row["geography"],
        period=row["period"],
        arithmetic=row["arithmetic"],
        inputs=_several(row["inputs"]),
        low=_number(row["low"]),
        high=_number(row["high"]),
        agrees_with=row["agrees_with"],
        reproduces={"yes": True, "no": False}.get(row["reproduces"]),
        note=row["note"],
    )


def with_unit(value_text: str, unit: str) -> str:
    """Give a value with its unit, unless its words already say it.

    Parameters:
        value_text: the value in words or digits.
        unit: its unit.

    Example:
        >>> with_unit("1.31 (95% CI 1.29 to 1.32)", "per cent")
        '1.31 per cent (95% CI 1.29 to 1.32)'
        >>> with_unit("one baby in 98", "share of births")
        'one baby in 98'
        >>> with_unit("a decrease of 4.1%", "per cent")
        'a decrease of 4.1%'
    """
    number, bracket, rest = value_text.partition(" (")
    if unit.startswith("share") or "%" in number or "per cent" in number:
        return value_text
    return f"{number} {unit}{bracket}{rest}"


def _row(kind: str, table: str, asked: str) -> Mapping[Hashable, Any]:
    rows = tables.records(table)
    return rows[choose(kind, asked, rows, listed_in=f"data/{table}.md")]


def _several(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


def _number(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
