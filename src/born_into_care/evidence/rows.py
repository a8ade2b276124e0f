"""The rows of the evidence as values: sources, figures, derived figures, live births, areas."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from born_into_care.errors import require_known
from born_into_care.evidence.tables import Row, cached, table_rows

REGIONS = (
    "North East", "North West", "Yorkshire and The Humber", "East Midlands", "West Midlands",
    "East of England", "London", "South East", "South West",
)  # fmt: skip
"""The nine regions of England, in the order of the Office for National Statistics."""
AREAS = (*REGIONS, "Wales")
"""What a comparison between areas ranges over."""
NATIONS = ("England", "Wales")
_HALF_STEP = {"rounded to whole": 0.5, "one decimal": 0.05, "two decimals, with interval": 0.005}
# The denominators that sources write out in words; longer ones stand in digits.
_IN_WORDS = {"four": 4, "five": 5, "six": 6}


def area_slug(area: str) -> str:
    """Return an area's name as it stands in an id: small letters, hyphens, nothing in brackets.

    Example:
        >>> area_slug("England and Wales (with usual residence elsewhere)")
        'england-and-wales'
    """
    return re.sub(r"[^a-z]+", "-", re.sub(r"\(.*?\)", "", area).casefold()).strip("-")


@dataclass(frozen=True)
class Source:
    """Where figures were read; each field is the column of `data/sources.csv` of that name."""

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


@dataclass(frozen=True, kw_only=True)
class Value:
    """What figures, births and sums share; `page` is the page of `data/` that has the entry."""

    id: str
    measure: str
    value: float | None
    value_text: str
    unit: str
    geography: str
    period: str
    note: str = ""
    page: ClassVar[str]

    @property
    def link(self) -> str:
        """The address of its entry from a folder of the pack, as what the code shows links to it.

        In the prose of notebooks and pages, links are typed by hand, and a test compares them.
        """
        return f"../data/{self.page}#{self.id}"

    @property
    def text(self) -> str:
        """The value with its unit, unless its words already say it."""
        number, bracket, rest = self.value_text.partition(" (")
        if self.unit.startswith("share") or "%" in number or "per cent" in number:
            return self.value_text
        return f"{number} {self.unit}{bracket}{rest}"


@dataclass(frozen=True, kw_only=True)
class Figure(Value):
    """A published figure, as its sources give it: a row of `data/figures.csv`.

    `value` is None where the sources give words only.
    """

    precision: str
    definition: str
    source_ids: tuple[str, ...]
    standing: str
    disagrees_with: tuple[str, ...]
    page = "figures.md"

    @property
    def one_in(self) -> int | None:
        """The six of "one in six", the 98 of "one baby in 98"; None where it is neither."""
        found = re.fullmatch(r"one (?:\w+ )?in (\w+)", self.value_text)
        words = found[1] if found else ""
        return int(words) if words.isdigit() else _IN_WORDS.get(words)

    @property
    def number(self) -> float | None:
        """The value, or where the source's words point, for a mark to be drawn; None for nowhere.

        A share in words is given in per cent, a bound as the number that it is above.
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
        """The lowest and highest value that would be printed like this; None if not rounded."""
        half = _HALF_STEP.get(self.precision)
        if half is None or self.value is None:
            return None
        return round(self.value - half, 10), round(self.value + half, 10)

    def _repr_markdown_(self) -> str:
        return (
            f"**{self.text}**: {self.measure}, {self.geography}, {self.period} ({self.definition})."
            f" Standing: {self.standing}. [Where it comes from]({self.link})"
        )


@dataclass(frozen=True, kw_only=True)
class Derived(Value):
    """A result of our own arithmetic on published figures: a row of `data/derived.csv`.

    `low` and `high` are None where the inputs are exact; `reproduces` is "yes" or "no", and empty
    where there is no published figure to hold the result against.
    """

    value: float
    arithmetic: str
    inputs: tuple[str, ...]
    low: float | None
    high: float | None
    agrees_with: str
    reproduces: str
    page = "derived.md"

    def _repr_markdown_(self) -> str:
        return (
            f"**{self.text}** (derived): {self.measure}, {self.geography}, {self.period}. "
            f"Worked out as {self.arithmetic}. [What goes in]({self.link})"
        )


@dataclass(frozen=True, kw_only=True)
class BirthCount(Value):
    """An official count of live births, by the mother's usual residence, in a calendar year."""

    value: int
    source_ids: tuple[str, ...]
    page = "live-births.md"


_Entry = TypeVar("_Entry", Figure, Source, Derived, BirthCount)


def _name_fields(row: Row, **names: str) -> dict[str, Any]:
    """Return a row by the fields of its class; `names` has those that differ from the columns."""
    return {names.get(column, column): cell for column, cell in row.items()}


@cached
def all_figures() -> tuple[Figure, ...]:
    """Return every published figure, in the order of the table."""
    names = {"figure_id": "id", "source_id": "source_ids"}
    return tuple(Figure(**_name_fields(row, **names)) for row in table_rows("figures"))


@cached
def all_sources() -> tuple[Source, ...]:
    """Return every source, in the order of the table."""
    return tuple(Source(**_name_fields(row, source_id="id")) for row in table_rows("sources"))


@cached
def all_derived() -> tuple[Derived, ...]:
    """Return every result of our own arithmetic, in the order of the table."""
    return tuple(Derived(**_name_fields(row, derived_id="id")) for row in table_rows("derived"))


@cached
def all_births() -> tuple[BirthCount, ...]:
    """Return every count of live births, in the order of the table."""
    return tuple(
        BirthCount(
            id=f"{area_slug(row['area'])}-{row['year']}", measure="live births", unit="live births",
            value=row["live_births"], value_text=f"{row['live_births']:,}", geography=row["area"],
            period=str(row["year"]), source_ids=(row["source_id"],),
        )
        for row in table_rows("live_births")
    )  # fmt: skip


def births_by_id() -> Mapping[str, BirthCount]:
    """Return every count of live births by its id, area and year ("england-2012")."""
    return by_id(all_births)


@cached
def by_id(read_rows: Callable[[], tuple[_Entry, ...]]) -> Mapping[str, _Entry]:
    """Return the rows that a function reads, each by its id."""
    return {row.id: row for row in read_rows()}


def figure(figure_id: str) -> Figure:
    """Return one published figure.

    Example:
        >>> figure("newborns-england-2019-20").value
        2914.0
    """
    rows = by_id(all_figures)
    return rows[require_known("figure", figure_id, rows, listed_in="data/figures.md")]


def source(source_id: str) -> Source:
    """Return one source; as `figure`, for a row of `data/sources.csv`."""
    rows = by_id(all_sources)
    return rows[require_known("source", source_id, rows, listed_in="data/sources.md")]


def derivation(derived_id: str) -> Derived:
    """Return one result of our own arithmetic; as `figure`, for a row of `data/derived.csv`."""
    rows = by_id(all_derived)
    return rows[require_known("derived figure", derived_id, rows, listed_in="data/derived.md")]
