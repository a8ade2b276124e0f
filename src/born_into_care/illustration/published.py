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
    if figure.value is not None:
        return figure.value
    if figure.value_text in _FRACTIONS:
        return 100 / _FRACTIONS[figure.value_text]
    number = figure.value_text.removeprefix("over ").replace(",", "")
    if not number.isdigit():
        raise ValueError(f"{figure_id} is published as {figure.value_text!r}: there is no number.")
    return float(number)


def one_in(figure_id: str) -> int | None:
    """Give the 4 of "one in four"; None where the figure is no simple fraction.

    Parameters:
        figure_id: its id in the evidence.

    Example:
        >>> one_in("same-day-some-regions-2019-20")
        4
    """
    return _FRACTIONS.get(evidence.figure(figure_id).value_text)


def year_of(period: str) -> int:
    """Give the calendar year whose births a financial year is held against: its first.

    Example:
        >>> year_of("2019/20")
        2019
    """
    return int(period[:4])


_FRACTIONS = {"one in four": 4, "one in five": 5, "one in six": 6}
