"""What is known of notice in each place: how many of a hundred babies are in each nested band."""

from __future__ import annotations

from dataclasses import dataclass

from born_into_care import evidence
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.intervals import figure_interval
from born_into_care.charts.wording import format_number
from born_into_care.estimates import Interval, NoInterval, wilson
from born_into_care.evidence.illustrative import summary_rows

PLACES = (*evidence.NATIONS, BOTH)
LATEST = "2022/23"
PERIODS = (LATER, LATEST)

# The nested bands, from the narrowest: each holds all those before it.
BANDS = ("Same day", "Emergency", "Short notice")
MEANS = {
    "Same day": "on the day of the application",
    "Emergency": "in under three days",
    "Short notice": "in under seven days",
}
_COLUMNS = {
    "Same day": "illustrative_same_day",
    "Emergency": "illustrative_emergency",
    "Short notice": "illustrative_short_notice",
}
_FIGURES = {
    ("England", LATER, "Short notice"): "short-notice-england-2019-20",
    ("Wales", LATER, "Short notice"): "short-notice-wales-2019-20",
    (BOTH, LATER, "Same day"): "same-day-england-wales-2019-20",
    (BOTH, LATEST, "Short notice"): "short-notice-england-wales-2022-23",
    (BOTH, LATEST, "Same day"): "same-day-england-wales-2022-23",
}


@dataclass(frozen=True)
class Share:
    """How many of a hundred babies are in one band, in one place and year.

    Attributes:
        value: per cent.
        text: the value as its source gives it.
        interval: in per cent, or the reason why there is none.
        sources: ids in the evidence; empty where illustrative.
        illustrative: whether our own script made it.
    """

    value: float
    text: str
    interval: Interval | NoInterval
    sources: tuple[str, ...]
    illustrative: bool

    @property
    def of_hundred(self) -> int:
        """Whole babies out of a hundred."""
        return int(self.value + 0.5)

    @property
    def is_fraction(self) -> bool:
        """Whether its source gives a simple fraction, so that its babies of a hundred are ours."""
        return self.text.startswith("one in ") and not self.illustrative

    @property
    def in_words(self) -> str:
        """How many of a hundred, and of a simple fraction what nobody printed."""
        many = str(self.of_hundred)
        return f"{self.text} (drawn as {many})" if self.is_fraction else many


def published(place: str, period: str, band: str) -> Share | None:
    """Give the published share, or None where none is published."""
    name = _FIGURES.get((place, period, band))
    if name is None:
        return None
    figure = evidence.figure(name)
    assert figure.number is not None
    text = figure.value_text if figure.value is None else f"{figure.value_text}%"
    return Share(figure.number, text, figure_interval(figure).interval, (name,), illustrative=False)


def made_up(place: str, period: str, band: str) -> Share | None:
    """Give the share in the illustrative cohort, or None for a year that it does not cover."""
    rows = [row for row in summary_rows() if row["area"] == place and row["period"] == period]
    if not rows:
        return None
    part, whole = int(rows[0][_COLUMNS[band]]), int(rows[0]["illustrative_babies"])
    found = wilson(part, whole).scaled(100)
    return Share(found.value, f"{format_number(found.value, 1)}%", found, (), illustrative=True)
