"""The measures by which regions are set side by side, and the value of each area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.regions.transcription import read_typed_values
from born_into_care.charts.style import Kind
from born_into_care.charts.values import AreaValue
from born_into_care.evidence.cache import cached

NEWEST = "2019/20"
PUBLISHED = "Published"
TYPED = "Typed in from the report"
MISSING = "Not in this pack"
REAL = (PUBLISHED, TYPED)
# The newer period has round marks, the older one square marks.
_KINDS = {
    (PUBLISHED, True): Kind(PUBLISHED, style.BLUE, "circle"),
    (PUBLISHED, False): Kind(PUBLISHED, style.BLUE, "square"),
    (TYPED, True): Kind(TYPED, style.GREEN, "hexagon"),
    (TYPED, False): Kind(TYPED, style.GREEN, "pentagon"),
}
UNNAMED = "same-day-some-regions-2019-20"
"""One account gives a share for some regions and names none; others name the North East."""


@dataclass(frozen=True)
class Measure:
    """A measure, with the words and the scale with which it is drawn.

    Attributes:
        name: what a learner chooses ("Same-day hearings").
        axis: the axis title, with the unit.
        evidence: the measure's name in the evidence tables; None where nothing is published.
        kind: a share of babies, or a rate over live births.
        top: the end of its axis, fixed so that years can be compared by eye.
        reference_area: the area of the published reference line.
        definition: what is counted, in one sentence.
    """

    name: str
    axis: str
    evidence: str | None
    kind: Literal["share", "rate"]
    top: float
    reference_area: str
    definition: str

    def format(self, value: float) -> str:
        """Return a value as it is printed, with its unit.

        Example:
            >>> MEASURES["Incidence"].format(24.9), MEASURES["Short notice"].format(83.0)
            ('24.9 per 10,000', '83%')
        """
        return f"{value:.1f}".removesuffix(".0") + self.unit

    @property
    def unit(self) -> str:
        """What follows the digits of a value."""
        return "%" if self.kind == "share" else " per 10,000"


_EVERY = (
    Measure(
        name="Same-day hearings",
        axis="% heard on the day of issue",
        evidence="newborns heard on the day of issue",
        kind="share",
        top=60,
        reference_area="England and Wales",
        definition="Same day: no days between the application and the first hearing.",
    ),
    Measure(
        name="Emergency hearings",
        axis="% heard in under three days",
        evidence=None,
        kind="share",
        top=100,
        reference_area="England and Wales",
        definition="Emergency: under three days between the application and the first hearing.",
    ),
    Measure(
        name="Short notice",
        axis="% heard in under seven days",
        evidence="newborns heard at short notice",
        kind="share",
        top=100,
        reference_area="England",
        definition="Short notice: under seven days between the application and the first hearing.",
    ),
    Measure(
        name="Incidence",
        axis="Babies per 10,000 live births",
        evidence="incidence of newborns in care proceedings",
        kind="rate",
        top=100,
        reference_area="England",
        definition="Incidence: newborn babies in care proceedings for every 10,000 live births.",
    ),
)
MEASURES = {measure.name: measure for measure in _EVERY}


@cached
def find_value(name: str, area: str, period: str) -> AreaValue:
    """Return the value of an area: published first, then typed in.

    Parameters:
        name: the name of a measure.
        area: one of the ten areas.
        period: a financial year ("2019/20").
    """
    measure = MEASURES[name]
    figure = _find_figure(measure, area, period)
    typed = read_typed_values().get((name, area, period))
    if figure is not None and figure.value is not None:
        value = replace(figure_value(figure), text=measure.format(figure.value))
        return _with_standing(value, PUBLISHED)
    if typed is not None:
        return _with_standing(replace(typed, text=typed.text + measure.unit), TYPED)
    return AreaValue(area, period, text="not in this pack", standing=MISSING)


def find_reference(measure: Measure, period: str) -> AreaValue | None:
    """Return the value that areas are held against, or None where none is published."""
    area = measure.reference_area
    figure = _find_figure(measure, area, period)
    if figure is None:
        return None
    words = figure.value_text if figure.value is None else measure.format(figure.value)
    return replace(figure_value(figure), text=words, sources=(figure.id,))


def _find_figure(measure: Measure, area: str, period: str) -> evidence.Figure | None:
    key = (measure.evidence, area, period)
    figures = evidence.all_figures()
    return next((row for row in figures if (row.measure, row.geography, row.period) == key), None)


def _with_standing(value: AreaValue, standing: str) -> AreaValue:
    return replace(value, standing=standing, kind=_KINDS[standing, value.period == NEWEST])


def has_unnamed(measure: Measure, periods: Sequence[str]) -> bool:
    """Return whether the share that one account gives for regions without a name belongs here."""
    return measure.name == "Same-day hearings" and NEWEST in periods
