"""The explorer of notice: a hundred babies, and what their parents could have done by then."""

from born_into_care.charts.hundred import (
    LAST_SHORT,
    LONGEST,
    PLACES,
    SAME_DAY,
    hundred,
    list_missing,
)
from born_into_care.explorers.controls import Choice, Gap, Number
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="hundred",
    title="A hundred babies, day by day",
    question="How many days would a parent need to find a solicitor and read the papers with them?",
    chart=hundred,
    controls=(
        Choice(
            name="place",
            label="Whose babies",
            options=PLACES,
            help="The other seven regions are not in this pack. 2022/23 is one account.",
        ),
        Number(
            name="days",
            label="Days to the first hearing",
            low=0,
            high=LONGEST,
            default=LAST_SHORT,
            unit="days",
            help="0 is the day of the application.",
        ),
    ),
    gaps=tuple(
        Gap(where={"days": [day], "place": list_missing(day)}) for day in (SAME_DAY, LAST_SHORT)
    ),
)
