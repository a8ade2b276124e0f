"""A value with its uncertainty, or the reason why it has none."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Interval:
    """A value between two limits, and how the limits were found.

    Attributes:
        method: the method in words, as it is printed on a chart ("Wilson 95% interval").
        level: the confidence level as a fraction; 1.0 for a rounding interval, which is certain.

    Example:
        >>> Interval(value=50.0, low=40.4, high=59.6, method="Wilson 95% interval").width
        19.2
    """

    value: float
    low: float
    high: float
    method: str
    level: float = 0.95
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse limits that do not hold the value: a slip in a caller, not in a reader's input."""
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"An interval must hold its value: {self.value} is not between "
                f"{self.low} and {self.high}."
            )

    @property
    def width(self) -> float:
        """The upper limit minus the lower, rounded to ten decimals."""
        return round(self.high - self.low, 10)

    def scaled(self, factor: float) -> Interval:
        """Return the interval in another unit, for example a share as a percentage (factor 100)."""
        value, low, high = (factor * number for number in (self.value, self.low, self.high))
        return replace(self, value=value, low=low, high=high)


@dataclass(frozen=True)
class NoInterval:
    """The reason why a value is shown without an interval.

    Example:
        >>> str(NoInterval())
        'No interval: the number of babies behind this share was not published.'
    """

    reason: str = "the number of babies behind this share was not published"

    def __str__(self) -> str:
        """Return the whole sentence, as it is printed."""
        return f"No interval: {self.reason.rstrip('.')}."
