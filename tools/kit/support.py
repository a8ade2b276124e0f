"""The support routes: one table in `data/support.csv`, shown on one page."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from tools.kit.places import DATA, TEACHING
from tools.kit.regions import replaced

FIELDS = (
    "support_id", "name", "what", "nation", "contact", "hours", "source_url", "how_checked",
    "date_checked",
)  # fmt: skip
NOT_CHECKED = "not yet: check it"


@dataclass(frozen=True)
class Route:
    """Somewhere to turn.

    Attributes:
        support_id: names the row.
        name: who offers it.
        what: what it offers, and to whom.
        nation: where it serves.
        contact: how to reach it, as it was read.
        hours: when, as it was read.
        source_url: the page on which it was read.
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
            return NOT_CHECKED
        day = datetime.date.fromisoformat(self.date_checked)
        return f"{day.day} {day:%B %Y}"


def routes(path: Path = DATA / "support.csv") -> list[Route]:
    """Give the support routes in the order of their table.

    Raises:
        ValueError: if a heading, a row or a date is not as it should be; it names the line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        headings = next(reader, [])
        if tuple(headings) != FIELDS:
            raise ValueError(f"{path.name}, line 1: the headings are to be {', '.join(FIELDS)}.")
        found: list[Route] = []
        for cells in reader:
            line = reader.line_num
            if len(cells) != len(FIELDS):
                raise ValueError(
                    f"{path.name}, line {line}: {len(cells)} cells, where {len(FIELDS)} are "
                    "wanted. Put text that holds a comma in double quotes."
                )
            route = Route(*cells)
            try:
                _ = route.checked
            except ValueError:
                raise ValueError(
                    f"{path.name}, line {line}, column 'date_checked': write the day as "
                    f"2026-01-31, not {route.date_checked!r}."
                ) from None
            found.append(route)
    return found


def to_reach(found: list[Route]) -> list[Route]:
    """Give the routes that can be reached by a number, as a card or a slide lists them."""
    return [route for route in found if any(sign.isdigit() for sign in route.contact)]


def unchecked(found: list[Route]) -> str:
    """Give a sentence that names the routes nobody has tried; empty where all were tried."""
    names = [route.name for route in to_reach(found) if not route.date_checked]
    if not names:
        return ""
    return (
        f"Nobody has tried these support routes yet: {', '.join(names)}. Ring or open each before "
        "you show it, and write the day into data/support.csv."
    )


def table(found: list[Route]) -> str:
    """Give the routes as a Markdown table."""
    rows = ["| Who | What for | Where | How | When | Where it was read | Checked |"]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    for route in found:
        rows.append(
            f"| **{route.name}** | {route.what} | {route.nation} | {route.contact} | {route.hours} "
            f"| [{route.how_checked}]({route.source_url}) | {route.checked} |"
        )
    return "\n".join(rows)


def page(text: str, found: list[Route]) -> str:
    """Give the support page with its table made anew."""
    return replaced(text, "data/support.csv", table(found))


def card(found: list[Route]) -> str:
    """Give the routes as a list for somebody who has this page alone, in Markdown."""
    lines = [
        f"- **{one.name}** ({one.nation}): {one.contact}. {one.hours}." for one in to_reach(found)
    ]
    return "\n".join(["If someone is in danger now, call 999.", "", *lines])


def path() -> Path:
    """Give where the page is."""
    return TEACHING / "support.md"
