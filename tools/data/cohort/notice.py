"""Draw how many illustrative babies were heard how soon, and how old they were."""

from collections.abc import Sequence

import numpy as np

from born_into_care.evidence import AREAS, REGIONS
from tools.data.cohort.allocation import Ints, nearest, share_out
from tools.data.cohort.sizes import (
    LAST,
    PERIODS,
    UNDER_SEVEN_DAYS,
    UNDER_SEVEN_PERIOD,
    published,
)

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
# Chances of each day of age inside the first week and inside the second.
_FIRST_WEEK = (12, 22, 20, 16, 13, 10, 7)
_SECOND_WEEK = (22, 19, 16, 14, 12, 10, 7)

_PICKED_OUT = {"North East": "same-day-north-east-2019-20", "London": "same-day-london-2019-20"}
_ENGLAND, _WALES = slice(0, len(REGIONS)), slice(len(REGIONS), None)


def draw_bands(chance: np.random.Generator, sizes: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the number of babies heard on the day, within three days and within seven.

    The bands are nested. Each has a row for each of AREAS, and a column a period.
    """
    last = PERIODS.index(LAST)
    same_day, later = np.zeros_like(sizes), np.zeros_like(sizes)
    same_day[:, last] = _draw_same_day(chance, sizes[:, last])
    later[:, last] = _draw_later(chance, sizes[:, last], same_day[:, last])
    for column in range(last):
        # No figure is held for these years: drawn around the last year's, without a trend.
        for table in (same_day, later):
            share = table[:, last] / sizes[:, last] * np.exp(chance.normal(0, SPREAD, len(AREAS)))
            table[:, column] = np.floor(share * sizes[:, column] + 0.5)
        later[:, column] = np.minimum(later[:, column], sizes[:, column] - same_day[:, column])
    short_notice = sizes - later
    of_rest = np.clip(EMERGENCY_SHARE * np.exp(chance.normal(0, SPREAD / 2, sizes.shape)), 0, 1)
    emergency = same_day + np.floor((short_notice - same_day) * of_rest + 0.5).astype(np.int64)
    return same_day, emergency, short_notice


def _draw_same_day(chance: np.random.Generator, sizes: Ints) -> Ints:
    """Return babies heard on the day, one number for each area, in the last period."""
    shares = {area: published(figure_id) for area, figure_id in _PICKED_OUT.items()}
    # No account names the regions near one in four: they are drawn by lot.
    candidates = [area for area in REGIONS if area not in shares]
    for drawn in chance.choice(len(candidates), REGIONS_NEAR_A_QUARTER, replace=False):
        shares[candidates[drawn]] = published("same-day-some-regions-2019-20")
    numbers = np.zeros_like(sizes)
    for area, per_cent in shares.items():
        row = AREAS.index(area)
        numbers[row] = nearest(per_cent / 100 * sizes[row])
    others = [row for row, area in enumerate(AREAS) if area not in shares]
    total = nearest(published("same-day-england-wales-2019-20") / 100 * sizes.sum())
    # An assumption: London and the North East are the two ends that accounts pick out.
    least = np.ceil(shares["London"] / 100 * sizes[others]).astype(np.int64)
    weights = sizes[others] * np.exp(chance.normal(0, SPREAD, len(others)))
    numbers[others] = share_out(total - int(numbers.sum()), weights, low=least)
    return numbers


def _draw_later(chance: np.random.Generator, sizes: Ints, same_day: Ints) -> Ints:
    """Return babies heard after seven days or more, one number an area, in the last period."""
    numbers = np.zeros_like(sizes)
    weights = sizes * np.exp(chance.normal(0, SPREAD, len(sizes)))
    for rows, nation in ((_ENGLAND, "england"), (_WALES, "wales")):
        size = int(sizes[rows].sum())
        rest = size - nearest(published(f"short-notice-{nation}-2019-20") / 100 * size)
        numbers[rows] = share_out(rest, weights[rows], high=(sizes - same_day)[rows])
    return numbers


def count_by_days(bands: Sequence[int], size: int) -> Ints:
    """Return the number of babies heard after each number of days, from 0 to 30.

    Example:
        >>> count_by_days((2, 5, 9), 9).tolist()[:8]
        [2, 2, 1, 1, 1, 1, 1, 0]
    """
    same_day, emergency, short_notice = bands
    return np.concatenate(
        [
            [same_day],
            share_out(emergency - same_day, _EMERGENCY),
            share_out(short_notice - emergency, _SHORT),
            share_out(size - short_notice, _LATER),
        ]
    )


def count_under_seven_days(sizes: Ints) -> Ints:
    """Return the number of babies under seven days old, in the shape of the sizes."""
    numbers = np.zeros_like(sizes)
    for column, period in enumerate(PERIODS):
        for rows in (_ENGLAND, _WALES):
            nation = sizes[rows, column]
            total = nearest(UNDER_SEVEN_DAYS * int(nation.sum()))
            if period == UNDER_SEVEN_PERIOD and rows is _ENGLAND:
                total = int(published("newborns-england-2016-17"))
            numbers[rows, column] = share_out(total, nation, high=nation)
    return numbers


def count_by_age(under_seven: int, size: int) -> Ints:
    """Return the number of babies of each age, from 0 to 13 days.

    Example:
        >>> int(count_by_age(90, 100)[:7].sum())
        90
    """
    return np.concatenate(
        [share_out(under_seven, _FIRST_WEEK), share_out(size - under_seven, _SECOND_WEEK)]
    )
