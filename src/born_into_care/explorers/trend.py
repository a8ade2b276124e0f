"""The explorer of trends: does a bigger count mean a bigger risk?"""

from born_into_care.charts.trend import AREAS, trend
from born_into_care.explorers.controls import Choice, Gap
from born_into_care.explorers.explorer import Explorer

_BIRTHS_ONLY = [area for area in AREAS[3:] if area not in ("North East", "London")]

EXPLORER = Explorer(
    key="trend",
    title="Count, births and incidence",
    question="If fewer babies are born, do you expect more newborns in care proceedings, or fewer?",
    chart=trend,
    controls=(Choice(name="area", label="Area", options=AREAS),),
    gaps=(Gap(where={"area": _BIRTHS_ONLY}, words="births only"),),
)
