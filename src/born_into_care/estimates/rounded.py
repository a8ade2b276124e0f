"""The interval that rounding leaves around a printed number."""

from __future__ import annotations

from decimal import Decimal

from born_into_care.errors import PackError
from born_into_care.estimates.inputs import a_number
from born_into_care.estimates.interval import Interval


def rounding(value: float, *, decimals: int) -> Interval:
    """Give a rounded number with the limits between which the number before rounding lay.

    This is not sampling uncertainty: the limits are certain, so the level is 1.

    Parameters:
        value: the number as printed.
        decimals: how many decimals it was rounded to; 0 for whole numbers, -2 for hundreds.

    Raises:
        PackError: if the number is missing, or holds more decimals than it says it was rounded to.

    Source of the method: half of the last printed place on either side.

    Example:
        >>> incidence = rounding(47.7, decimals=1)
        >>> incidence.low, incidence.high
        (47.65, 47.75)
    """
    # Decimal, so that 47.7 minus 0.05 is 47.65 and not 47.650000000000006.
    printed = Decimal(repr(a_number("the rounded number", value)))
    step = Decimal(1).scaleb(-decimals)
    if printed % step != 0:
        raise PackError(
            f"{value} cannot have been rounded to {_places(decimals)}. "
            "Give the number as it was printed, and the decimals that it was printed with."
        )
    return Interval(
        value=float(printed),
        low=float(printed - step / 2),
        high=float(printed + step / 2),
        method=f"Rounding to {_places(decimals)}",
        level=1.0,
    )


def _places(decimals: int) -> str:
    if decimals == 0:
        return "a whole number"
    if decimals < 0:
        return f"the nearest {10**-decimals:,}"
    return "one decimal" if decimals == 1 else f"{decimals} decimals"
