"""What each table of `data/` holds: its columns, their types, units and meaning.

Written once, here: the loader checks a table against it, and the data dictionary and the data
package's descriptor are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["string", "number", "integer"]

STANDINGS = ("agreed", "reported", "disputed")
PRECISIONS = (
    "exact",
    "rounded to whole",
    "one decimal",
    "two decimals, with interval",
    "rounded to a simple fraction",
    "rounded to one in a whole number",
    "bound: over 30",
    "bound: over 3,000",
    "bound: over 21,000",
    "bound: over 50 per cent",
    "bound: over 60 per cent",
)
SOURCE_KINDS = ("primary", "secondary", "press", "official statistics")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: the column's heading.
        type: "string", "number" (decimals allowed) or "integer".
        unit: the unit of its values; empty for text.
        meaning: what a value says, in a sentence.
        required: whether every row must have a value.
        allowed: the only values that may stand here; empty where any may.
        refers_to: the table whose ids stand here.
        several: whether a cell may hold several ids, separated by semicolons.
    """

    name: str
    type: ColumnType
    unit: str
    meaning: str
    required: bool = True
    allowed: tuple[str, ...] = ()
    refers_to: str = ""
    several: bool = False


@dataclass(frozen=True)
class Table:
    """One table of `data/`.

    Attributes:
        name: the file's name without ".csv".
        title: what the table holds.
        columns: its columns, in order.
        key: the columns that together name one row.
        folder: the folder inside `data/` that holds it; empty for `data/` itself.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    folder: str = ""

    @property
    def path(self) -> str:
        """Where the file lies, from `data/`."""
        return f"{self.folder}/{self.name}.csv" if self.folder else f"{self.name}.csv"

    @property
    def headings(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]


FIGURES = Table(
    "figures",
    "Published figures, each as one source or several give it",
    (
        Column("figure_id", "string", "", "Names the row; the anchor of its entry in figures.md."),
        Column("measure", "string", "", "What is counted or measured."),
        Column(
            "value",
            "number",
            "as in unit",
            "The figure as a number; empty where the source gives words only.",
            required=False,
        ),
        Column("value_text", "string", "", "The figure in the source's own words or digits."),
        Column("unit", "string", "", "The unit of value."),
        Column(
            "precision",
            "string",
            "",
            "How exactly the source gives the figure: exact, rounded (to what), or a bound.",
            allowed=PRECISIONS,
        ),
        Column("geography", "string", "", "Where: nation, region or other area."),
        Column(
            "period",
            "string",
            "",
            "When: 2012/13 is the year to 31 March 2013, 2012 is a calendar year.",
        ),
        Column(
            "definition",
            "string",
            "",
            "Of whom, and how it is defined in that source. Spelled out in every row: where the "
            "notes that this table was made from said 'same', the words referred to stand here.",
        ),
        Column(
            "source_id",
            "string",
            "",
            "The sources that give the figure, separated by semicolons.",
            refers_to="sources",
            several=True,
        ),
        Column(
            "standing",
            "string",
            "",
            "agreed: two or more accounts, or the publisher's own page. reported: one account. "
            "disputed: accounts differ, and each is a row.",
            allowed=STANDINGS,
        ),
        Column(
            "disagrees_with",
            "string",
            "",
            "The rows that give something else for the same thing, separated by semicolons.",
            required=False,
            refers_to="figures",
            several=True,
        ),
        Column("note", "string", "", "What its reader must know.", required=False),
    ),
    ("figure_id",),
)

SOURCES = Table(
    "sources",
    "Where the figures were read, and how much of each source was read",
    (
        Column("source_id", "string", "", "Names the source."),
        Column(
            "kind",
            "string",
            "",
            "primary: the researchers' or publisher's own page. secondary: an account of it. "
            "press: news. official statistics: a national statistical body.",
            allowed=SOURCE_KINDS,
        ),
        Column("title", "string", "", "The page's or publication's title."),
        Column("publisher", "string", "", "Who published it."),
        Column("published", "string", "", "When, as exactly as is known: a day, a month or years."),
        Column("url", "string", "", "Its address."),
        Column("read_as", "string", "", "How much of it was read when the figures were taken."),
        Column("note", "string", "", "What its reader must know.", required=False),
    ),
    ("source_id",),
)

LIVE_BIRTHS = Table(
    "live_births",
    "Official live births by area and calendar year",
    (
        Column("area", "string", "", "Where the mother usually lived."),
        Column("year", "integer", "calendar year", "The year of birth."),
        Column("live_births", "integer", "live births", "Registered live births."),
        Column("source_id", "string", "", "The source that gives the count.", refers_to="sources"),
    ),
    ("area", "year"),
)

DERIVED = Table(
    "derived",
    "Our own arithmetic on published figures; none of it is published by a source",
    (
        Column("derived_id", "string", "", "Names the row; the anchor of its entry in derived.md."),
        Column("measure", "string", "", "What the arithmetic gives."),
        Column("value", "number", "as in unit", "The result."),
        Column("value_text", "string", "", "The result as it is written in prose."),
        Column("unit", "string", "", "The unit of value, low and high."),
        Column("geography", "string", "", "Where."),
        Column("period", "string", "", "When."),
        Column(
            "arithmetic",
            "string",
            "",
            "The sum, as it can be typed into a calculator; what follows a comma and a space is "
            "how the result was rounded.",
        ),
        Column(
            "inputs",
            "string",
            "",
            "The rows that the numbers come from, separated by semicolons: ids of figures.csv, or "
            "area and year of live_births.csv (england-2012).",
            several=True,
        ),
        Column(
            "low",
            "number",
            "as in unit",
            "The lowest result that the inputs' rounding allows; empty where they are exact.",
            required=False,
        ),
        Column(
            "high",
            "number",
            "as in unit",
            "The highest result that the inputs' rounding allows; empty where they are exact.",
            required=False,
        ),
        Column(
            "agrees_with",
            "string",
            "",
            "The published figure that the result was held against.",
            required=False,
            refers_to="figures",
        ),
        Column(
            "reproduces",
            "string",
            "",
            "Whether the result, rounded as that figure is, gives that figure.",
            required=False,
            allowed=("yes", "no"),
        ),
        Column("note", "string", "", "What its reader must know.", required=False),
    ),
    ("derived_id",),
)

DICTIONARY = Table(
    "dictionary",
    "What each column of each table means",
    (
        Column("table", "string", "", "The table's name."),
        Column("column", "string", "", "The column's heading."),
        Column("type", "string", "", "string, number or integer."),
        Column("unit", "string", "", "The unit of its values.", required=False),
        Column("meaning", "string", "", "What a value says."),
        Column("required", "string", "", "Whether every row has a value.", allowed=("yes", "no")),
        Column(
            "allowed_values",
            "string",
            "",
            "The only values that may stand here, separated by semicolons; empty where any may.",
            required=False,
        ),
    ),
    ("table", "column"),
)

EVIDENCE_TABLES = {
    table.name: table for table in (FIGURES, SOURCES, LIVE_BIRTHS, DERIVED, DICTIONARY)
}
"""Every table of the evidence, by name. `other_tables` describes the rest of `data/`."""
