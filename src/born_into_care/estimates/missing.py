"""What stands where no interval can be worked out: the reason, as a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoInterval:
    """The reason why a value is shown without an interval.

    Attributes:
        reason: the reason, as the part of a sentence that follows "No interval:".

    Example:
        >>> str(NoInterval("the number of babies behind this share was not published"))
        'No interval: the number of babies behind this share was not published.'
    """

    reason: str

    def __str__(self) -> str:
        """Give the whole sentence, as it is printed."""
        return f"No interval: {self.reason.rstrip('.')}."


def no_interval(
    reason: str = "the number of babies behind this share was not published",
) -> NoInterval:
    """Give the reason why a value has no interval, for a chart or a sentence to print.

    Parameters:
        reason: why, as the part of a sentence that follows "No interval:".

    Example:
        >>> print(no_interval())
        No interval: the number of babies behind this share was not published.
    """
    return NoInterval(reason=reason.strip())
