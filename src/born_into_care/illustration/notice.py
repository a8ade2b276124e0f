"""How many days lie between application and first hearing, for every illustrative baby."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from born_into_care.evidence import AREAS, REGIONS
from born_into_care.illustration.allocation import Ints, nearest, share_out
from born_into_care.illustration.published import LAST, PERIODS, value

EMERGENCY_DAYS, SHORT_NOTICE_DAYS, LONGEST_DAYS = 3, 7, 30
EMERGENCY_SHARE = 0.6
"""Of the babies heard at short notice and not on the day, the share heard within three days."""
SPREAD = 0.15
"""How far a share lies from its guide, as the spread of its logarithm."""
REGIONS_NEAR_A_QUARTER = 2

# Chances of each day inside a band: falling, and after the first week highest on days 12 to 18,
# when the court rules place the case management hearing.
_EMERGENCY = (55, 45)
_SHORT = (35, 28, 21, 16)
_LATER = (*[3] * 5, *[10] * 7, *range(6, 0, -1), *[1] * 6)


@dataclass(frozen=True)
class Bands:
    """Numbers of babies in each band, one row for each area and one column a period.

    Attributes:
        same_day: heard on the day of application.
        emergency: heard in fewer than three days; holds those heard on the day.
        short_notice: heard in fewer than seven days; holds both.
    """

    same_day: Ints
    emergency: Ints
    short_notice: Ints


def bands(chance: np.random.Generator, sizes: Ints) -> Bands:
    """Give the number of babies in each band of notice.

    Parameters:
        chance: where every draw comes from.
        sizes: how many babies each area has in each period.
    """
    last = PERIODS.index(LAST)
    same_day, later = np.zeros_like(sizes), np.zeros_like(sizes)
    same_day[:, last] = _same_day(chance, sizes[:, last])
    later[:, last] = _later(chance, sizes[:, last], same_day[:, last])
    for column in range(last):
        # No figure is held for these years: drawn around the last year's, without a trend.
        for table in (same_day, later):
            share = table[:, last] / sizes[:, last] * np.exp(chance.normal(0, SPREAD, len(AREAS)))
            table[:, column] = np.floor(share * sizes[:, column] + 0.5)
        later[:, column] = np.minimum(later[:, column], sizes[:, column] - same_day[:, column])
    short_notice = sizes - later
    of_rest = np.clip(EMERGENCY_SHARE * np.exp(chance.normal(0, SPREAD / 2, sizes.shape)), 0, 1)
    emergency = same_day + np.floor((short_notice - same_day) * of_rest + 0.5).astype(np.int64)
    return Bands(same_day=same_day, emergency=emergency, short_notice=short_notice)


def days(same_day: int, emergency: int, short_notice: int, size: int) -> Ints:
    """Give the number of babies heard after each number of days, from 0 to 30.

    Parameters:
        same_day: heard on the day of application.
        emergency: heard in fewer than three days.
        short_notice: heard in fewer than seven days.
        size: all of them.

    Example:
        >>> days(2, 5, 9, 9).tolist()[:8]
        [2, 2, 1, 1, 1, 1, 1, 0]
    """
    return np.concatenate(
        [
            [same_day],
            share_out(emergency - same_day, _EMERGENCY),
            share_out(short_notice - emergency, _SHORT),
            share_out(size - short_notice, _LATER),
        ]
    )


def _same_day(chance: np.random.Generator, sizes: Ints) -> Ints:
    """Babies heard on the day, one number for each area, in the last period."""
    known = {
        "North East": value("same-day-north-east-2019-20"),
        "London": value("same-day-london-2019-20"),
    }
    # No account names the regions near one in four: they are drawn by lot.
    candidates = [area for area in REGIONS if area not in known]
    for place in chance.choice(len(candidates), REGIONS_NEAR_A_QUARTER, replace=False):
        known[candidates[place]] = value("same-day-some-regions-2019-20")
    numbers = np.zeros_like(sizes)
    for area, per_cent in known.items():
        row = AREAS.index(area)
        numbers[row] = nearest(per_cent / 100 * sizes[row])
    others = [row for row, area in enumerate(AREAS) if area not in known]
    total = nearest(value("same-day-england-wales-2019-20") / 100 * sizes.sum())
    # An assumption: London and the North East are the two ends that accounts pick out.
    least = np.ceil(value("same-day-london-2019-20") / 100 * sizes[others]).astype(np.int64)
    weights = sizes[others] * np.exp(chance.normal(0, SPREAD, len(others)))
    numbers[others] = share_out(total - int(numbers.sum()), weights, low=least)
    return numbers


def _later(chance: np.random.Generator, sizes: Ints, same_day: Ints) -> Ints:
    """Babies heard after seven days or more, one number for each area, in the last period."""
    numbers = np.zeros_like(sizes)
    weights = sizes * np.exp(chance.normal(0, SPREAD, len(sizes)))
    for rows, figure_id in (
        (slice(0, len(REGIONS)), "short-notice-england-2019-20"),
        (slice(len(REGIONS), None), "short-notice-wales-2019-20"),
    ):
        size = int(sizes[rows].sum())
        rest = size - nearest(value(figure_id) / 100 * size)
        numbers[rows] = share_out(rest, weights[rows], high=(sizes - same_day)[rows])
    return numbers
