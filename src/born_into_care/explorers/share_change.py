"""The explorer of a share: two handles, one for each of its parts."""

from born_into_care.charts.share_change import FEWEST, MOST, NEWBORNS, OLDER, STEP, share_change
from born_into_care.explorers.controls import Number
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="share-change",
    title="What moves a share",
    question="Can you raise the newborn share without one more newborn baby?",
    chart=share_change,
    controls=(
        Number(
            name="newborns", label="Newborn babies, after", low=FEWEST, high=MOST, step=STEP,
            default=NEWBORNS, unit="babies",
        ),
        Number(
            name="older", label="Older infants, after", low=FEWEST, high=MOST, step=STEP,
            default=OLDER, unit="infants",
        ),
    ),
)  # fmt: skip
