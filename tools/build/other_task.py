"""The other task: counts of births in place of babies in proceedings, for the same credit."""

import re
from dataclasses import dataclass
from pathlib import Path

from born_into_care.estimates import Interval, funnel_limits, wilson
from born_into_care.evidence import NATIONS, REGIONS, births, births_link
from tools.build.generated_blocks import replace_block
from tools.build.pack import TEACHING, render

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
        area: the region.
        first, last: its share of England's live births in the first and the last year, with the
            interval, in per cent.
        expected: the births of the last year, had they changed as England's did.
        limits: between which chance alone would mostly keep them.
        births_first, births_last: its births.
    """

    area: str
    first: Interval
    last: Interval
    expected: float
    limits: tuple[float, float]
    births_first: int
    births_last: int

    @property
    def change(self) -> float:
        """By how many percentage points the share changed."""
        return self.last.value - self.first.value

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the births lie outside the limits."""
        return not self.limits[0] <= self.births_last <= self.limits[1]


def write_page(text: str) -> str:
    """Return the page of the other task with its table made anew."""
    areas = (*REGIONS, *NATIONS)
    table = render(
        "other_task_table.md.j2", years=YEARS, areas=areas, births=births, link=births_link
    )
    return replace_block(text, "data/live_births.csv", table)


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


def compute_answer(area: str) -> Answer:
    """Return what a student of the other task should find for a region of England.

    The limits take England's births, and the region's of the first year, as known.

    Example:
        >>> found = compute_answer("North East")
        >>> round(found.expected), found.is_beyond_chance
        (24823, False)
    """
    before, after = births(area, FIRST), births(area, LAST)
    whole_before, whole_after = births(WHOLE, FIRST), births(WHOLE, LAST)
    change = whole_after / whole_before
    low, high = funnel_limits(change, [before], kind="rate", per=1)
    return Answer(
        area,
        wilson(before, whole_before).scaled(100),
        wilson(after, whole_after).scaled(100),
        before * change,
        (before * float(low[0]), before * float(high[0])),
        before,
        after,
    )


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
