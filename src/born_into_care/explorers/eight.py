"""The explorer of the eight regions without a published share: what must be true, what may be."""

from born_into_care.charts.eight import POSSIBLE, READINGS, THOUSAND, VIEWS, WORLDS, eight
from born_into_care.explorers.controls import Choice, Number
from born_into_care.explorers.explorer import Explorer

EXPLORER = Explorer(
    key="eight",
    title="The eight we can't see",
    question="One in six overall, 41% in one region and 9% in another: what about the other eight?",
    chart=eight,
    controls=(
        Choice(name="reading", label="“One in six” is", options=READINGS),
        Number(
            name="reaching",
            label="Reaching one in four",
            low=0,
            high=8,
            default=0,
            unit="areas",
            help="One account says “one in four” of some regions and names none.",
        ),
        Choice(name="view", label="View", options=VIEWS, applies={"reaching": POSSIBLE}),
        Number(
            name="world",
            label="Possible world",
            low=1,
            high=WORLDS,
            default=1,
            unit="worlds",
            help="Made up. Each fits what is published and what we assume; none is truer.",
            applies={
                "reaching": POSSIBLE,
                "view": tuple(view for view in VIEWS if view != THOUSAND),
            },
        ),
    ),
)
