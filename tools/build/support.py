"""The support routes: one table in `data/support.csv`, shown on one page."""

import datetime
import re

from born_into_care.errors import PackError
from born_into_care.evidence.tables import table_rows
from tools.build.pack import render


def read_routes() -> list[dict[str, str]]:
    """Return the support routes in the order of their table, each with the day of its check."""
    rows = table_rows("support")
    return [{**row, "checked": _describe_check(row["date_checked"])} for row in rows]


def _describe_check(written: str) -> str:
    """The day on which a route was tried as it is printed, or that nobody has."""
    if not written:
        return "not yet: check it"
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        raise PackError(
            f"support.csv, column 'date_checked': write the day as 2026-01-31, not {written!r}."
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


def write_card() -> str:
    """Return the routes as a list for somebody who has this page alone, in Markdown."""
    return render("support_card.md.j2", routes=list_reachable()).strip()
