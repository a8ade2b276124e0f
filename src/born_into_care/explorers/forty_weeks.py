"""The explorer of one pregnancy: the same line from six seats."""

from born_into_care.charts.forty_weeks import SEATS, forty_weeks
from born_into_care.explorers.controls import Choice
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="forty-weeks",
    title="Forty weeks, seven days",
    question="Where on this line could somebody have told the parents, and who?",
    chart=forty_weeks,
    controls=(Choice(name="seat", label="Your seat", options=SEATS),),
)
