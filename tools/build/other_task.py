"""The other task: counts of births in place of babies in proceedings, for the same credit."""

import re
from pathlib import Path
from typing import Any

from born_into_care.estimates import funnel_limits, wilson
from born_into_care.evidence import NATIONS, REGIONS, births, find_births
from tools.build.pack import TEACHING, render

PAGE = TEACHING / "other_task.md"
YEARS = (2014, 2018, 2022)
FIRST, LAST = YEARS[0], YEARS[-1]
WHOLE = "England"
# How near a student's number has to come, with all roundings on the way: per cent, percentage
# points, births. England's change rounded to one decimal moves London's expected births by 43.
SHARE_WITHIN, CHANGE_WITHIN, BIRTHS_WITHIN = 0.05, 0.01, 50


def read_section(title: str, path: Path = PAGE) -> str:
    """Return the Markdown below a heading of the second level, without the heading.

    Raises:
        ValueError: if the page has no such heading.
    """
    text = re.sub(r"<!--.*?-->\n*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"{path.name} has no heading '## {title}'. The sheets need it.")
    return found[1].strip()


def compute_answer(area: str) -> dict[str, Any]:
    """Return what a student of the other task should find for a region of England.

    `first` and `last` are the region's share of England's live births in the first and the last
    year, in per cent, with its interval; `before` and `after` its births. `expected` are those of
    the last year had they changed as England's did, between `low` and `high` by chance alone.
    The limits take England's births, and the region's of the first year, as known.

    Example:
        >>> found = compute_answer("North East")
        >>> round(found["expected"]), round(found["low"]), round(found["high"])
        (24823, 24514, 25132)
    """
    before, after = births(area, FIRST), births(area, LAST)
    whole_before, whole_after = births(WHOLE, FIRST), births(WHOLE, LAST)
    change = whole_after / whole_before
    # Births for each earlier birth, as a rate per 10,000.
    low, high = funnel_limits(10_000 * change, before, kind="rate")
    return {
        "area": area,
        "first": wilson(before, whole_before).scaled(100),
        "last": wilson(after, whole_after).scaled(100),
        "before": before,
        "after": after,
        "expected": before * change,
        "low": before * float(low) / 10_000,
        "high": before * float(high) / 10_000,
    }


def write_key() -> str:
    """Return the part of the marker's key that is about the other task, as Markdown."""
    return render(
        "other_task_key.md.j2",
        answers=map(compute_answer, REGIONS),
        whole=WHOLE,
        first=FIRST,
        last=LAST,
        within=(SHARE_WITHIN, CHANGE_WITHIN, BIRTHS_WITHIN),
    )


def write_table() -> str:
    """Return the births that the task is about, as a table in Markdown."""
    areas = (*REGIONS, *NATIONS)
    return render("other_task_table.md.j2", years=YEARS, areas=areas, find_births=find_births)
