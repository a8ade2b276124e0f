"""The measures by which regions are set side by side, and the value of each area.

A lecturer who holds the report can type its regional table in: they copy
`data/transcription_template.csv` to `data/transcription.csv` and fill it in. The file stays theirs
and is not tracked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.style import Kind
from born_into_care.charts.values import AreaValue, figure_value
from born_into_care.errors import PackError
from born_into_care.estimates import Interval, NoInterval, wilson_share
from born_into_care.evidence.cache import cached
from born_into_care.evidence.tables import Row, read_rows
from born_into_care.paths import data_folder

NEWEST = "2019/20"
PUBLISHED = "Published"
TYPED = "Typed in from the report"
MISSING = "Not in this pack"
# The newer period has round marks, the older one square marks.
_KINDS = {
    (PUBLISHED, True): Kind(PUBLISHED, style.BLUE, "circle"),
    (PUBLISHED, False): Kind(PUBLISHED, style.BLUE, "square"),
    (TYPED, True): Kind(TYPED, style.GREEN, "hexagon"),
    (TYPED, False): Kind(TYPED, style.GREEN, "pentagon"),
}


@dataclass(frozen=True)
class RegionalMeasure:
    """A measure, with the words and the scale with which it is drawn.

    Attributes:
        name: what a learner chooses ("Same-day hearings").
        axis: the axis title, with the unit.
        evidence: the measure's name in the evidence tables; None where nothing is published.
        unit: what follows the digits of a value.
        top: the end of its axis, fixed so that years can be compared by eye.
        reference_area: the area of the published reference line.
        definition: what is counted, in one sentence.
    """

    name: str
    axis: str
    evidence: str | None
    unit: str
    top: float
    reference_area: str
    definition: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of babies, and not a rate over live births."""
        return self.unit == "%"


_EVERY = (
    RegionalMeasure(
        name="Same-day hearings",
        axis="% heard on the day of issue",
        evidence="newborns heard on the day of issue",
        unit="%",
        top=60,
        reference_area="England and Wales",
        definition="Same day: no days between the application and the first hearing.",
    ),
    RegionalMeasure(
        name="Emergency hearings",
        axis="% heard in under three days",
        evidence=None,
        unit="%",
        top=100,
        reference_area="England and Wales",
        definition="Emergency: under three days between the application and the first hearing.",
    ),
    RegionalMeasure(
        name="Short notice",
        axis="% heard in under seven days",
        evidence="newborns heard at short notice",
        unit="%",
        top=100,
        reference_area="England",
        definition="Short notice: under seven days between the application and the first hearing.",
    ),
    RegionalMeasure(
        name="Incidence",
        axis="Babies per 10,000 live births",
        evidence="incidence of newborns in care proceedings",
        unit=" per 10,000",
        top=100,
        reference_area="England",
        definition="Incidence: newborn babies in care proceedings for every 10,000 live births.",
    ),
)
MEASURES = {measure.name: measure for measure in _EVERY}


def has_value(name: str, area: str, period: str) -> bool:
    """Tell whether a measure has a value, without the work of its interval."""
    figure = _find_figure(MEASURES[name], area, period)
    typed = (name, area, period) in read_typed_values()
    return typed or (figure is not None and figure.value is not None)


@cached
def find_value(name: str, area: str, period: str) -> AreaValue:
    """Return the value of an area: published first, then typed in.

    Parameters:
        name: the name of a measure.
        area: one of the ten areas.
        period: a financial year ("2019/20").

    Example:
        >>> find_value("Same-day hearings", "London", "2019/20").text
        '9%'
    """
    measure = MEASURES[name]
    figure = _find_figure(measure, area, period)
    typed = read_typed_values().get((name, area, period))
    if figure is not None and figure.value is not None:
        found, standing = figure_value(figure), PUBLISHED
    elif typed is not None:
        found, standing = typed, TYPED
    else:
        return AreaValue(area, period, standing=MISSING)
    kind = _KINDS[standing, period == NEWEST]
    return replace(found, text=found.text + measure.unit, standing=standing, kind=kind)


def find_reference(measure: RegionalMeasure, period: str) -> AreaValue | None:
    """Return the value that areas are held against, or None where none is published."""
    figure = _find_figure(measure, measure.reference_area, period)
    if figure is None:
        return None
    words = figure.value_text + measure.unit * (figure.value is not None)
    return replace(figure_value(figure), text=words, sources=(figure.id,))


def _find_figure(measure: RegionalMeasure, area: str, period: str) -> evidence.Figure | None:
    key = (measure.evidence, area, period)
    figures = evidence.all_figures()
    return next((row for row in figures if (row.measure, row.geography, row.period) == key), None)


@cached
def read_typed_values() -> Mapping[tuple[str, str, str], AreaValue]:
    """Return the typed table as (measure, area, period) -> value; empty where there is no file."""
    path = data_folder() / "transcription.csv"
    return read_transcription(path) if path.exists() else {}


def read_transcription(path: Path) -> dict[tuple[str, str, str], AreaValue]:
    """Return the values of a table that was typed in from the report.

    Parameters:
        path: a CSV with the columns of `data/transcription_template.csv`.

    Raises:
        PackError: naming the file, the line and the column of what cannot be used.
    """
    rows = read_rows(path, "transcription_template")
    return {(row["measure"], row["area"], row["period"]): _read_value(row, path) for row in rows}


def _read_value(row: Row, path: Path) -> AreaValue:
    digits = row["value"].removesuffix("%").strip()
    share = MEASURES[row["measure"]].is_share
    highest = 100 if share else 10_000
    if not re.fullmatch(r"\d+(\.\d+)?", digits) or float(digits) > highest:
        raise PackError(
            f"{path.name}, {row['measure']}, {row['area']}, column 'value': {row['value']!r} is "
            f"not a number from 0 to {highest:,}. Type it as 41 or 41.2."
        )
    return AreaValue(
        area=row["area"],
        period=row["period"],
        value=float(digits),
        text=digits,
        interval=_interval(digits, row["babies_or_births"], share=share),
        size=row["babies_or_births"],
        citation=row["citation"],
    )


def _interval(digits: str, size: int | None, *, share: bool) -> Interval | NoInterval:
    if not size:
        return NoInterval()
    if not share:
        # As for a published rate: a count worked back from it would be ours, not the report's.
        return NoInterval("the number of babies behind a rate that was typed in is not known")
    # The digits say how the value was rounded: to 0.1 for 12.5, to 1 for 41.
    step = 10.0 ** -len(digits.partition(".")[2]) / 100
    note = "The number of babies was typed in from the report with the share."
    return wilson_share(float(digits) / 100, size, rounded_to=step, note=note).scaled(100)
