"""The regional explorer: dots or a tile map of the same choice."""

from collections.abc import Iterator

from born_into_care import evidence
from born_into_care.charts.regions import (
    HIGHLIGHTS,
    MEASURES,
    PERIODS,
    VIEWS,
    list_missing,
    regions,
)
from born_into_care.explorers.controls import Choice, Gap
from born_into_care.explorers.explorer import Explorer


def _list_gaps() -> Iterator[Gap]:
    """Yield the choices without any value, then the areas without one."""
    everywhere = len(evidence.AREAS)
    for measure in MEASURES:
        missing = {period: list_missing(measure, period) for period in PERIODS}
        empty = [period for period, areas in missing.items() if len(areas) == everywhere]
        if empty == [*PERIODS]:
            instead = {"measure": next(iter(MEASURES)), "period": PERIODS[0]}
            yield Gap(where={"measure": [measure]}, instead=instead)
        elif empty:
            where = {"measure": [measure], "period": empty}
            yield Gap(where=where, instead={"period": PERIODS[0]})
        for period, areas in missing.items():
            yield Gap(where={"measure": [measure], "period": [period], "highlight": areas})


EXPLORER = Explorer(
    key="regions",
    title="Regions side by side",
    question="Before you move anything: which region do you expect to be highest, and why?",
    chart=regions,
    controls=(
        Choice(name="measure", label="Measure", options=tuple(MEASURES)),
        Choice(name="period", label="Year", options=PERIODS),
        Choice(name="view", label="View", options=VIEWS, applies={"period": PERIODS[:2]}),
        Choice(name="highlight", label="Highlight", options=HIGHLIGHTS),
    ),
    gaps=tuple(_list_gaps()),
)
