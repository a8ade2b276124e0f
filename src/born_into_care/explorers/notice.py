"""The explorer of notice: a hundred babies, and how little time their parents had."""

from born_into_care.charts.notice import PARTS, PERIODS, notice
from born_into_care.explorers.controls import Choice
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="notice",
    title="A hundred babies, by notice",
    question="Of a hundred newborns, for how many do you expect a hearing in under seven days?",
    chart=notice,
    controls=(
        Choice(name="part", label="Part to show", options=PARTS),
        Choice(name="period", label="Year", options=PERIODS),
    ),
)
