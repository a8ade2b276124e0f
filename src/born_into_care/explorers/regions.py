"""The regional explorer: dots or a tile map of the same choice."""

from born_into_care.charts.regions import (
    DOTS,
    HIGHLIGHTS,
    MEASURE_NAMES,
    PERIODS,
    SORTS,
    VIEWS,
    regions,
)
from born_into_care.explorers.controls import Choice
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="regions",
    title="Regions side by side",
    question="Before you move anything: which region do you expect to be highest, and why?",
    chart=regions,
    controls=(
        Choice(name="measure", label="Measure", options=MEASURE_NAMES),
        Choice(name="view", label="View", options=VIEWS),
        Choice(name="period", label="Year", options=PERIODS),
        Choice(
            name="sort", label="Order of the dot plot", options=SORTS, applies={"view": (DOTS,)}
        ),
        Choice(name="highlight", label="Highlight", options=HIGHLIGHTS),
    ),
)
