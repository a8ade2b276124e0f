"""The published figures that the illustrative cohort is held to, read from the evidence."""

from __future__ import annotations

from born_into_care import evidence

FIRST, LAST = "2012/13", "2019/20"
PERIODS = tuple(f"{year}/{year % 100 + 1}" for year in range(2012, 2020))


def value(figure_id: str) -> float:
    """Give a published figure as a number; a bound gives the number that it is above.

    Parameters:
        figure_id: its id in the evidence.

    Raises:
        ValueError: if its words hold no number and no simple fraction.

    Example:
        >>> value("newborns-wales-2012-13"), value("cohort-england-wales")
        (145.0, 21000.0)
        >>> round(value("same-day-england-wales-2019-20"), 2)
        16.67
    """
    figure = evidence.figure(figure_id)
    if figure.number is None:
        raise ValueError(f"{figure_id} is published as {figure.value_text!r}: there is no number.")
    return figure.number


def year_of(period: str) -> int:
    """Give the calendar year whose births a financial year is held against: its first.

    Example:
        >>> year_of("2019/20")
        2019
    """
    return int(period[:4])
