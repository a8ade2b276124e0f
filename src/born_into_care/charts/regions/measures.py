"""The measures by which regions can be set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from born_into_care.errors import choose


@dataclass(frozen=True)
class Measure:
    """A measure, with the words and the scale with which it is drawn.

    Attributes:
        name: what a learner chooses ("Same-day hearings").
        said: of whom it is a share or a rate, as part of a sentence.
        axis: the axis title, with the unit.
        evidence: the measure's name in the evidence tables; None where nothing is published.
        column: the column of the illustrative summary that counts it.
        kind: a share of babies, or a rate over live births.
        top: the end of its axis, fixed so that years can be compared by eye.
        reference_area: the area of the published reference line.
        funnel_from: where the funnel's axis begins; above zero where all values lie near the top,
            since a funnel shows distances from its line and not from zero.
        definition: what is counted, in one sentence.
    """

    name: str
    said: str
    axis: str
    evidence: str | None
    column: str
    kind: Literal["share", "rate"]
    top: float
    reference_area: str
    definition: str
    funnel_from: float = 0.0

    @property
    def per(self) -> float:
        """What a fraction is multiplied by: 100 for a share, 10,000 for a rate."""
        return 100.0 if self.kind == "share" else 10_000.0

    def shown(self, value: float) -> str:
        """Give a value as it is printed, with its unit.

        Example:
            >>> measure("Incidence").shown(24.9)
            '24.9 per 10,000'
        """
        return self.printed(f"{value:.1f}".removesuffix(".0"))

    def printed(self, digits: str) -> str:
        """Give digits as they stand, with the unit.

        Example:
            >>> measure("Short notice").printed("83.0")
            '83.0%'
        """
        return f"{digits}%" if self.kind == "share" else f"{digits} per 10,000"


MEASURES = (
    Measure(
        name="Same-day hearings",
        said="newborn babies whose first hearing was on the day of issue",
        axis="Heard on the day of issue (% of newborn babies)",
        evidence="newborns heard on the day of issue",
        column="illustrative_same_day",
        kind="share",
        top=60,
        reference_area="England and Wales",
        definition="Same day: no days between the application and the first hearing.",
    ),
    Measure(
        name="Emergency hearings",
        said="newborn babies whose first hearing was less than three days after issue",
        axis="Heard in under three days (% of newborn babies)",
        evidence=None,
        column="illustrative_emergency",
        kind="share",
        top=100,
        reference_area="England and Wales",
        definition="Emergency: under three days between the application and the first hearing.",
    ),
    Measure(
        name="Short notice",
        said="newborn babies whose first hearing was less than seven days after issue",
        axis="Heard in under seven days (% of newborn babies)",
        evidence="newborns heard at short notice",
        column="illustrative_short_notice",
        kind="share",
        top=100,
        reference_area="England",
        definition="Short notice: under seven days between the application and the first hearing.",
        funnel_from=50.0,
    ),
    Measure(
        name="Incidence",
        said="newborn babies in care proceedings per 10,000 live births",
        axis="Newborn babies per 10,000 live births",
        evidence="incidence of newborns in care proceedings",
        column="illustrative_babies",
        kind="rate",
        top=100,
        reference_area="England",
        definition="Incidence: newborn babies in care proceedings for every 10,000 live births.",
    ),
)


def measure(name: str) -> Measure:
    """Give a measure by its name.

    Raises:
        PackError: if there is no such measure; it says which there are.
    """
    named = {one.name: one for one in MEASURES}
    return named[choose("measure", name, named)]
