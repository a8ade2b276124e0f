"""The explorer of days: how many babies were heard by then, and what time that leaves."""

from born_into_care.charts.notice_days import LONGEST, notice_days
from born_into_care.explorers.controls import Number
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="notice-days",
    title="What so many days leave time for",
    question="How many days would a parent need to find a solicitor and read the papers with them?",
    chart=notice_days,
    controls=(
        Number(
            name="days",
            label="Days to the first hearing",
            low=0,
            high=LONGEST,
            default=3,
            unit="days",
            help="0 is the day of the application. The band is derived from published shares.",
        ),
    ),
)
