"""How old every illustrative baby was, in days, when proceedings were issued."""

from __future__ import annotations

import numpy as np

from born_into_care.evidence import REGIONS
from born_into_care.illustration.allocation import Ints, nearest, share_out
from born_into_care.illustration.nations import UNDER_SEVEN_DAYS, UNDER_SEVEN_PERIOD
from born_into_care.illustration.published import PERIODS, value

# Chances of each day inside the first week and inside the second.
_FIRST_WEEK = (12, 22, 20, 16, 13, 10, 7)
_SECOND_WEEK = (22, 19, 16, 14, 12, 10, 7)


def under_seven_days(sizes: Ints) -> Ints:
    """Give the number of babies under seven days old, in the shape of the sizes.

    Parameters:
        sizes: how many babies each area has in each period.
    """
    numbers = np.zeros_like(sizes)
    for column, period in enumerate(PERIODS):
        for rows in (slice(0, len(REGIONS)), slice(len(REGIONS), None)):
            nation = sizes[rows, column]
            total = nearest(UNDER_SEVEN_DAYS * int(nation.sum()))
            if period == UNDER_SEVEN_PERIOD and rows.start == 0:
                total = int(value("newborns-england-2016-17"))
            numbers[rows, column] = share_out(total, nation, high=nation)
    return numbers


def ages(under_seven: int, size: int) -> Ints:
    """Give the number of babies of each age, from 0 to 13 days.

    Parameters:
        under_seven: how many are under seven days old.
        size: all of them.

    Example:
        >>> int(ages(90, 100)[:7].sum()), len(ages(90, 100))
        (90, 14)
    """
    return np.concatenate(
        [share_out(under_seven, _FIRST_WEEK), share_out(size - under_seven, _SECOND_WEEK)]
    )
