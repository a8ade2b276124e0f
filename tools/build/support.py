"""The support routes: one table in `data/support.csv`, shown on one page."""

import csv
import datetime
import re
from pathlib import Path

from tools.build.pack import DATA, render

COLUMNS = [
    "support_id", "name", "what", "nation", "contact", "hours", "source_url", "how_checked",
    "date_checked",
]  # fmt: skip


def read_routes(path: Path = DATA / "support.csv") -> list[dict[str, str]]:
    """Return the support routes in the order of their table, each with the day of its check.

    Raises:
        ValueError: if a heading, a row or a date is not as it should be; it names the line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, restkey="more", restval="")
        return [
            row | {"checked": _describe_check(row, f"{path.name}, line {rows.line_num}")}
            for row in rows
        ]


def _describe_check(row: dict[str, str], place: str) -> str:
    """The day on which a route was tried as it is printed, or that nobody has."""
    if list(row) != COLUMNS:
        raise ValueError(
            f"{place}: the columns are to be {', '.join(COLUMNS)}. Put text that holds a comma in "
            "double quotes."
        )
    written = row["date_checked"]
    if not written:
        return "not yet: check it"
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        raise ValueError(
            f"{place}, column 'date_checked': write the day as 2026-01-31, not {written!r}."
        ) from None
    return f"{day.day} {day:%B %Y}"


def list_reachable() -> list[dict[str, str]]:
    """Return the routes that can be reached by a number, as a card or a slide lists them."""
    return [route for route in read_routes() if re.search(r"\d", route["contact"])]


def describe_unchecked(routes: list[dict[str, str]]) -> str:
    """Return a sentence that names the routes nobody has tried; empty where all were tried."""
    names = ", ".join(route["name"] for route in routes if not route["date_checked"])
    return names and (
        f"Nobody has tried these support routes yet: {names}. Ring or open each before you show "
        "it, and write the day into data/support.csv."
    )


def write_table() -> str:
    """Return the routes as a table in Markdown."""
    return render("support_table.md.j2", routes=read_routes())


def write_card() -> str:
    """Return the routes as a list for somebody who has this page alone, in Markdown."""
    return render("support_card.md.j2", routes=list_reachable()).strip()
