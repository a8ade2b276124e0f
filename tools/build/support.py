"""The support routes: one table in `data/support.csv`, shown on one page."""

import csv
import datetime
import re
from dataclasses import dataclass, fields
from pathlib import Path

from tools.build.generated_blocks import replace_block
from tools.build.pack import DATA, TEACHING, render

PAGE = TEACHING / "support.md"


@dataclass(frozen=True)
class Route:
    """Somewhere to turn: a row of the table, each column as it was read.

    Attributes:
        how_checked: how far it was checked when the row was written.
        date_checked: the day on which somebody tried it (2026-01-31); empty where nobody has.
    """

    support_id: str
    name: str
    what: str
    nation: str
    contact: str
    hours: str
    source_url: str
    how_checked: str
    date_checked: str

    @property
    def checked(self) -> str:
        """The day of the check as it is printed, or that there has been none."""
        if not self.date_checked:
            return "not yet: check it"
        day = datetime.date.fromisoformat(self.date_checked)
        return f"{day.day} {day:%B %Y}"


def read_routes(path: Path = DATA / "support.csv") -> list[Route]:
    """Return the support routes in the order of their table.

    Raises:
        ValueError: if a heading, a row or a date is not as it should be; it names the line.
    """
    headings = [field.name for field in fields(Route)]
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, restkey="more", restval="")
        found = []
        for row in rows:
            if list(row) != headings:
                raise ValueError(
                    f"{path.name}, line {rows.line_num}: the columns are to be "
                    f"{', '.join(headings)}. Put text that holds a comma in double quotes."
                )
            if not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row["date_checked"]):
                raise ValueError(
                    f"{path.name}, line {rows.line_num}, column 'date_checked': write the day as "
                    f"2026-01-31, not {row['date_checked']!r}."
                )
            found.append(Route(**row))
    return found


def list_reachable() -> list[Route]:
    """Return the routes that can be reached by a number, as a card or a slide lists them."""
    return [route for route in read_routes() if any(sign.isdigit() for sign in route.contact)]


def describe_unchecked(routes: list[Route]) -> str:
    """Return a sentence that names the routes nobody has tried; empty where all were tried."""
    names = [route.name for route in routes if not route.date_checked]
    if not names:
        return ""
    return (
        f"Nobody has tried these support routes yet: {', '.join(names)}. Ring or open each before "
        "you show it, and write the day into data/support.csv."
    )


def write_page(text: str) -> str:
    """Return the support page with its table made anew."""
    table = render("support_table.md.j2", routes=read_routes())
    return replace_block(text, "data/support.csv", table)


def write_card() -> str:
    """Return the routes as a list for somebody who has this page alone, in Markdown."""
    return render("support_card.md.j2", routes=list_reachable()).strip()
