"""What notebooks call: the panel, parts of a briefing, and those of the practice table's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from born_into_care.briefing.charts import funnel, over_time
from born_into_care.briefing.document import brief_findings
from born_into_care.briefing.practice import open_practice
from born_into_care.charts import Chart
from born_into_care.charts.wording import describe_count
from born_into_care.documents import Document, to_html_fragment
from born_into_care.errors import require_known
from born_into_care.evidence import cached
from born_into_care.text import verb_entry
from born_into_care.your_area import Findings, collect_findings, protect
from born_into_care.your_area.protection import THRESHOLD

if TYPE_CHECKING:
    from IPython.display import HTML

    from born_into_care.briefing.table_panel import Panel

PARTS: dict[str, tuple[str, int] | None] = {
    "funnel": None,
    "over time": None,
    "figures": ("What the figures say", 0),
    "counts": ("What the figures say", -1),
    "questions": ("Three questions to ask next", 0),
}
"""The parts of the example; of a briefing's, the heading and its block (-1 is last)."""


def panel() -> Panel:
    """Return the panel in which a learner opens a table and leaves with a briefing."""
    from born_into_care.briefing.table_panel import Panel  # and its widgets: no batch needs them

    return Panel()


def show_section(document: Document, title: str = "") -> HTML:
    """Return what stands under one heading of a briefing, or the opening, to be shown."""
    made_up = document.illustrative and not title
    part = Document(title or document.title, document.section(title), made_up)
    return _show(part, lower=1 if title else 0)


def show_example(part: str = "funnel", *, hide_under: int = THRESHOLD) -> Chart | HTML:
    """Return a part of what the practice table gives: made up, on areas that have letters.

    Parameters:
        part: the "funnel" of same-day hearings, babies "over time", the table of "figures", that of
            "counts" by year, or the "questions" that the briefing ends with.
        hide_under: counts below it are hidden, and others with them.

    Raises:
        PackError: if there is no such part.

    Example:
        >>> show_example().title, show_example("over time").title
        ('Made up: five of ten areas lie outside the limits', \
'Made up: Area A went from 144 babies a year to 181')
    """
    findings = _find_example(hide_under)
    where = PARTS[require_known("part", part, PARTS)]
    if where is not None:
        block = brief_findings(findings).section(where[0])[where[1]]
        return _show(Document("", (block,), illustrative=True))
    chart = over_time(findings)
    # Its periods are years, which the chart of any table can't know.
    title = chart.title.replace("babies", "babies a year")
    if part == "funnel":
        chart = funnel(findings, "same_day")
        outside = sum("inside" not in row["Against the 95% limits"] for row in chart.rows)
        title = (
            f"{describe_count(outside)} of {describe_count(len(chart.rows))} areas lie outside the "
            "limits"
        )
    choices = {} if hide_under == THRESHOLD else {"hide_under": hide_under}
    return replace(
        chart, title=f"Made up: {title}", call=verb_entry("show_example", part, **choices)
    )


def _show(document: Document, *, lower: int = 1) -> HTML:
    from IPython.display import HTML

    return HTML(to_html_fragment(document, lower=lower))  # type: ignore[no-untyped-call]


@cached
def _find_example(hide_under: int) -> Findings:
    # The one question that the table leaves open; its remarks are those of the panel.
    counts = open_practice().change(answers={"areas": "own"}).confirm().counts
    return collect_findings(protect(counts, threshold=hide_under), area="Area A")
