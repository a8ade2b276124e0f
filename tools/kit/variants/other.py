"""The other task: counts of births in place of babies in proceedings, for the same credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from born_into_care.estimates import Interval, funnel_limits, wilson
from born_into_care.evidence import births, births_link
from born_into_care.evidence.areas import NATIONS, REGIONS
from tools.kit.places import TEACHING
from tools.kit.regions import replaced

PAGE = TEACHING / "other_task.md"
YEARS = (2014, 2018, 2022)
FIRST, LAST = YEARS[0], YEARS[-1]
WHOLE = "England"
# How near a student's number has to come, with all roundings on the way: per cent, percentage
# points, births. England's change rounded to one decimal moves London's expected births by 43.
SHARE_WITHIN, CHANGE_WITHIN, BIRTHS_WITHIN = 0.05, 0.01, 50


@dataclass(frozen=True)
class Answer:
    """What comes out for one region, for the marker.

    Attributes:
        first, last: its share of England's live births in the first and the last year, with the
            interval, in per cent.
        expected: the births of the last year, had they changed as England's did.
        limits: between which chance alone would mostly keep them.
        before, held: the births of the first and of the last year.
    """

    first: Interval
    last: Interval
    expected: float
    limits: tuple[float, float]
    before: int
    held: int

    @property
    def change(self) -> float:
        """By how many percentage points the share changed."""
        return self.last.value - self.first.value

    @property
    def beyond_chance(self) -> bool:
        """Whether the births lie outside the limits."""
        return not self.limits[0] <= self.held <= self.limits[1]


def table() -> str:
    """Give the table of the task as Markdown, each count a link to its entry.

    Example:
        >>> table().splitlines()[0]
        '| Live births | 2014 | 2018 | 2022 |'
    """
    rows = [f"| Live births | {' | '.join(map(str, YEARS))} |", "| --- |" + " --- |" * len(YEARS)]
    for area in (*REGIONS, *NATIONS):
        counts = (f"[{births(area, year):,}]({births_link(area, year)})" for year in YEARS)
        rows.append(f"| {area} | {' | '.join(counts)} |")
    return "\n".join(rows)


def page(text: str) -> str:
    """Give the page of the other task with its table made anew."""
    return replaced(text, "data/live_births.csv", table())


def section(title: str, path: Path = PAGE) -> str:
    """Give the Markdown below one heading of the second level, without the heading.

    Parameters:
        title: the heading's words.
        path: the page.

    Raises:
        ValueError: if the page has no such heading.

    Example:
        >>> section("The table").splitlines()[-1].startswith("Counted by")
        True
    """
    text = re.sub(r"<!--.*?-->\n*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"{path.name} has no heading '## {title}'. The sheets need it.")
    return found[1].strip()


def answer(area: str) -> Answer:
    """Give what a student of the other task should find for a region of England.

    The limits take England's births, and the region's of the first year, as known.

    Example:
        >>> found = answer("North East")
        >>> round(found.expected), found.beyond_chance
        (24823, False)
    """
    before, after = births(area, FIRST), births(area, LAST)
    whole_before, whole_after = births(WHOLE, FIRST), births(WHOLE, LAST)
    change = whole_after / whole_before
    low, high = funnel_limits(change, [before], kind="rate", per=1)
    return Answer(
        wilson(before, whole_before).scaled(100),
        wilson(after, whole_after).scaled(100),
        before * change,
        (before * float(low[0]), before * float(high[0])),
        before,
        after,
    )


def key() -> str:
    """Give the part of the marker's key that is about the other task, as Markdown."""
    rows = [
        "## The other task",
        "",
        f"Shares of {WHOLE}'s live births, in per cent, with Wilson 95% intervals. Births expected "
        f"in {LAST} had they changed as {WHOLE}'s did since {FIRST}, and the limits between which "
        "chance alone would mostly keep them. Counts so large leave little to chance: a full "
        "answer says that the doubt lies elsewhere.",
        "",
        f"Right is: a share within {SHARE_WITHIN} percentage points (pp); a limit of its interval, "
        f"and the change of share, within {CHANGE_WITHIN}; births expected, and their limits, "
        f"within {BIRTHS_WITHIN}; the change in births exactly, and in per cent within 0.1.",
        "",
        f"| Region | {FIRST} | {LAST} | Change in births | in per cent | Change of share, pp "
        f"| Expected in {LAST} | Births in {LAST} |",
        "|" + " --- |" * 8,
    ]
    for area in REGIONS:
        found = answer(area)
        low, high = found.limits
        change = found.held - found.before
        beyond = "outside" if found.beyond_chance else "inside"
        rows.append(
            f"| {area} | {_said(found.first)} | {_said(found.last)} | {change:+,} | "
            f"{100 * change / found.before:+.1f} | {found.change:+.2f} | "
            f"{found.expected:,.0f} ({low:,.0f} to {high:,.0f}) | {found.held:,}, {beyond} |"
        )
    return "\n".join(rows)


def _said(interval: Interval) -> str:
    return f"{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})"
