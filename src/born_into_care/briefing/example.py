"""What the practice table gives: charts and a briefing for a reader who opens no table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from born_into_care.briefing.from_findings import brief_findings
from born_into_care.charts import Chart
from born_into_care.charts.wording import describe_count
from born_into_care.documents import Document, to_html_fragment
from born_into_care.errors import require_known
from born_into_care.evidence import cached
from born_into_care.text import verb_entry
from born_into_care.your_area import Findings, collect_findings, open_table, protect
from born_into_care.your_area.charts import funnel, over_time
from born_into_care.your_area.counts import THRESHOLD
from born_into_care.your_area.findings import find_latest
from born_into_care.your_area.templates import list_practice, to_csv

if TYPE_CHECKING:
    from IPython.display import HTML

AREA = "Area A"
PARTS = ("funnel", "over time", "figures", "counts", "questions")
# The part of the briefing under a heading, and which of its blocks stands for it.
_BLOCKS = {
    "figures": ("What the figures say", 0),
    "counts": ("What the figures say", -1),
    "questions": ("Three questions to ask next", 0),
}


def show_example(part: str = "funnel", *, hide_under: int = THRESHOLD) -> Chart | HTML:
    """Return a part of what the practice table gives: made up, on areas that have letters.

    Parameters:
        part: the "funnel" of same-day hearings, babies "over time", the table of "figures", that of
            "counts" by year, or the "questions" that the briefing ends with.
        hide_under: counts below it are hidden, and others with them.

    Raises:
        PackError: if there is no such part.

    Example:
        >>> show_example().title
        'Made up: five of ten areas lie outside the 95% limits'
    """
    require_known("part", part, PARTS)
    findings = _find_example(hide_under)
    if part in _BLOCKS:
        return _show_block(brief_findings(findings), *_BLOCKS[part])
    chart = funnel(findings, "same_day") if part == "funnel" else over_time(findings)
    title = f"Made up: {chart.title.replace('babies', 'babies a year')}"
    if part == "funnel":
        outside = sum("inside" not in row["Against the 95% limits"] for row in chart.rows)
        counts = f"{describe_count(outside)} of {describe_count(len(chart.rows))}"
        title = f"Made up: {counts} areas lie outside the 95% limits"
    choices = {} if hide_under == THRESHOLD else {"hide_under": hide_under}
    return replace(chart, title=title, call=verb_entry("show_example", part, **choices))


def _show_block(document: Document, title: str, place: int) -> HTML:
    """Return one block under a heading of a briefing, without the heading."""
    from IPython.display import HTML

    page = to_html_fragment(Document("", (document.section(title)[place],)))
    made_up = f"<p><strong>Made up.</strong> {AREA} does not exist.</p>"
    # Neither the heading nor the frame around the page, which would close one of a reader's own.
    inside = page.partition("</h2>")[2].removesuffix("</div>")
    return HTML(made_up + inside)  # type: ignore[no-untyped-call]


@cached
def _find_example(hide_under: int) -> Findings:
    reading = open_table(to_csv(list_practice()), "illustrative-practice-table.csv")
    # The one question that the table leaves open; its remarks are those of the panel.
    counts = reading.change(answers={"areas": "own"}).confirm().counts
    protected = protect(counts, threshold=hide_under)
    return collect_findings(protected, area=AREA, period=find_latest(protected))
