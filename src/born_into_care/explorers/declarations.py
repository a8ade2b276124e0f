"""The explorers of the pack: of each its chart, its controls, and what it asks before a move."""

from collections.abc import Iterator
from typing import Any

from born_into_care import evidence
from born_into_care.charts import between, eight, forty_weeks, hundred, regions, share_change, trend
from born_into_care.explorers.explorer import (
    Choice,
    Explorer,
    ExplorerWidget,
    Gap,
    Number,
    Switch,
)
from born_into_care.explorers.frontend import read_frontend


class PathWidget(ExplorerWidget):
    """An explorer whose chart is drawn on. What is drawn stays on the page: Python never has it."""

    _esm = read_frontend(
        "page.js", "handles.js", "between.js", "explorer.js", "library.js", "live.js"
    )
    _css = f"{ExplorerWidget._css}\n{read_frontend('handles.css')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget, and for a saved notebook the two known years: no answer before a path.

        What the clues leave open stands folded below them.
        """
        data, metadata = super()._repr_mimebundle_(**kwargs)
        answer = self.explorer.chart_for(**self.state)
        forms = between.draw_ends(str(self.state["area"])).mimebundle()
        folded = (
            "<details><summary>Show what the clues leave open, without drawing</summary>"
            f"<p><strong>{answer.title}</strong></p>{answer.to_html()}</details>"
        )
        return {**data, **forms, "text/html": forms["text/html"] + folded}, metadata


def _list_regional_gaps() -> Iterator[Gap]:
    """Yield the choices without any value, then the areas without one."""
    for measure in regions.MEASURES:
        missing = {
            period: regions.list_missing(measure, period) for period in regions.PERIOD_CHOICES
        }
        empty = [period for period, areas in missing.items() if len(areas) == len(evidence.AREAS)]
        if len(empty) == len(regions.PERIOD_CHOICES):
            instead = {"measure": next(iter(regions.MEASURES)), "period": regions.PERIOD_CHOICES[0]}
            yield Gap(where={"measure": [measure]}, instead=instead)
        elif empty:
            where = {"measure": [measure], "period": empty}
            yield Gap(where=where, instead={"period": regions.PERIOD_CHOICES[0]})
        for period, areas in missing.items():
            yield Gap(where={"measure": [measure], "period": [period], "highlight": areas})


_BIRTHS_ONLY = [area for area in evidence.REGIONS if area not in ("North East", "London")]

_DECLARATIONS = (
    Explorer(
        "between",
        title="What happened in between?",
        question="Only the first and the last year are in this pack. "
        "How did the six between them go?",
        chart=between.between,
        controls=(
            Choice(name="area", label="Area", options=between.BETWEEN_AREAS),
            Choice(
                name="change", label="Yearly change at most", options=tuple(between.CHANGES),
                default="a tenth",
            ),
            Switch(
                name="assumed", label="Read “over 21,000” as under 22,000", default=True,
                applies={"area": ("England and Wales",)},
            ),
        ),
        widget_class=PathWidget,
    ),
    Explorer(
        "trend",
        title="Count, births and incidence",
        question="If fewer babies are born, do you expect more newborns in care proceedings, "
        "or fewer?",
        chart=trend.trend,
        controls=(Choice(name="area", label="Area", options=trend.TREND_AREAS),),
        gaps=(Gap(where={"area": _BIRTHS_ONLY}, words="births only"),),
    ),
    Explorer(
        "regions",
        title="Regions side by side",
        question="Before you move anything: which region do you expect to be highest, and why?",
        chart=regions.regions,
        controls=(
            Choice(name="measure", label="Measure", options=tuple(regions.MEASURES)),
            Choice(name="period", label="Year", options=regions.PERIOD_CHOICES),
            Choice(name="highlight", label="Highlight", options=regions.HIGHLIGHTS),
            Choice(
                name="view", label="View", options=regions.VIEWS,
                applies={"period": regions.PERIOD_CHOICES[:2]},
            ),
        ),
        gaps=tuple(_list_regional_gaps()),
    ),
    Explorer(
        "eight",
        title="The eight we can't see",
        question="One in six overall, 41% in one region and 9% in another: "
        "what about the other eight?",
        chart=eight.eight,
        controls=(
            Choice(name="reading", label="“One in six” is", options=eight.SHARE_READINGS),
            Number(
                name="reaching", label="Reaching one in four", low=0, high=8, default=0,
                unit="areas",
                help="One account says “one in four” of some regions and names none.",
            ),
            Choice(
                name="view", label="View", options=eight.VIEWS,
                applies={"reaching": eight.POSSIBLE},
            ),
            Number(
                name="world", label="Possible world", low=1, high=12, default=1,
                unit="worlds",
                help="Made up. Each fits what is published and what we assume; none is truer.",
                applies={
                    "reaching": eight.POSSIBLE,
                    "view": tuple(view for view in eight.VIEWS if view != eight.THOUSAND),
                },
            ),
        ),
    ),
    Explorer(
        "hundred",
        title="A hundred babies, day by day",
        question="How many days would a parent need to find a solicitor and read the papers "
        "with them?",
        chart=hundred.hundred,
        controls=(
            Choice(
                name="place", label="Whose babies", options=tuple(hundred.FIGURE_OF_DAY),
                help="The other seven regions are not in this pack. 2022/23 is one account.",
            ),
            Number(
                name="days", label="Days to the first hearing", low=0, high=hundred.LONGEST,
                default=hundred.LAST_SHORT, unit="days", help="0 is the day of the application.",
            ),
        ),
        gaps=tuple(
            Gap(where={
                "days": [day],
                "place": [at for at, days in hundred.FIGURE_OF_DAY.items() if day not in days],
            })
            for day in (hundred.SAME_DAY, hundred.LAST_SHORT)
        ),
    ),
    Explorer(
        "forty-weeks",
        title="Forty weeks, seven days",
        question="Where on this line could somebody have told the parents, and who?",
        chart=forty_weeks.forty_weeks,
        controls=(Choice(name="seat", label="Your seat", options=forty_weeks.SEATS),),
    ),
    Explorer(
        "share-change",
        title="What moves a share",
        question="Can you raise the newborn share without one more newborn baby?",
        chart=share_change.share_change,
        controls=tuple(
            Number(
                name=name, label=label, low=10, high=100, step=10, default=default, unit=unit,
            )
            for name, label, default, unit in (
                ("newborns", "Newborn babies, after", share_change.NEWBORNS, "babies"),
                ("older", "Older infants, after", share_change.OLDER, "infants"),
            )
        ),
    ),
)  # fmt: skip
EXPLORERS = {explorer.key: explorer for explorer in _DECLARATIONS}
