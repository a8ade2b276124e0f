"""Rows of counts that contain other rows: added up they count babies twice, and give hidden ones
away, because the difference of two shown counts can be a count that is hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.grouping import Groups, rows_of
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.totals import is_nation, is_region, place

_PERIOD = re.compile(r"(\d{4})(/\d\d)?(?: Q([1-4]))?")
_FEWEST_PARTS = 3
_DOES = (
    "Nothing is counted, because babies would be counted twice, and a hidden number could be "
    "worked out from the others."
)


def overlapping(
    areas: Groups, periods: Groups, rows: npt.NDArray[np.int32], headings: tuple[str, str]
) -> Iterator[Problem]:
    """Give the problem of periods that share months, and of regions beside their parts.

    Parameters:
        areas: the area of each row of counts, totals already set aside.
        periods: the period of each row.
        rows: the spreadsheet number of each row.
        headings: of the columns of areas and of periods.
    """
    if _has_regions_beside_others(areas.names):
        yield _problem(
            "Some of these rows are regions of England; others name areas that can lie in them.",
            "Keep either the regions or the local authorities. If an area only shares its name "
            "with a region, give it another name.",
            areas, is_region, rows, headings[0],
        )  # fmt: skip
    uses = Counter(map(place, areas.names))
    if max(uses.values(), default=0) > 1:
        yield _problem(
            "Some of these rows seem to name the same place in two ways, or a place and a part of "
            "it.",
            "Keep one row of each place and period. If they are two areas, give them names that "
            "differ in more than a word such as 'region' or 'Greater'.",
            areas, lambda name: uses[place(name)] > 1, rows, headings[0],
        )  # fmt: skip
    wide = wider_periods(periods.names)
    if wide:
        yield _problem(
            "These rows are of a period that other rows of the table are parts of, or that shares "
            "months with another one.",
            "Keep either the whole years or their quarters, and years of one kind: April to March, "
            "or January to December.",
            periods, lambda name: name in wide, rows, headings[1],
        )  # fmt: skip


def looks_like_a_total(
    values: npt.NDArray[np.float64], areas: Groups, rows: npt.NDArray[np.int32], heading: str
) -> Iterator[Problem]:
    """Give the problem of an area that is the sum of the others, whatever it is called.

    Only the periods in which every area's count is known are looked at. One sum can be chance, so
    it is only said; in two periods it stops.

    Parameters:
        values: counts of babies, shape (areas, periods, levels).
        areas: the area of each row of counts.
        rows: the spreadsheet number of each row.
        heading: of the column of areas.
    """
    if len(areas.names) < _FEWEST_PARTS + 1:
        return
    widest = values[:, :, 0]
    known = widest[:, ~np.isnan(widest).any(axis=0) & (np.nan_to_num(widest).sum(axis=0) > 0)]
    sums = (2 * known == known.sum(axis=0)).all(axis=1) if known.size else np.zeros(0, dtype=bool)
    for name in (areas.names[i] for i in np.flatnonzero(sums)):
        sure = known.shape[1] > 1
        first, count = rows_of(areas.codes == areas.names.index(name), rows)
        yield Problem(
            "sum-of-others", "stops" if sure else "note",
            "This area's count is the sum of all the others: is it a total?",
            _DOES if sure else "It is counted as an area, because one such sum can be chance.",
            "If it is a total, delete its rows or call it 'Total', and read the file again.",
            column=heading, rows=first, count=count,
        )  # fmt: skip


def wider_periods(names: Sequence[str]) -> frozenset[str]:
    """Give the periods that share a month with another one, without those that are parts of them.

    Parameters:
        names: periods as the pack writes them.

    Example:
        >>> sorted(wider_periods(["2019/20", "2019/20 Q1", "2018/19"]))
        ['2019/20']
        >>> sorted(wider_periods(["2019", "2019/20"]))
        ['2019', '2019/20']
    """
    spans = {name: span for name in names if (span := _months(name)) is not None}
    wide = set()
    for name, (start, end) in spans.items():
        for other, (other_start, other_end) in spans.items():
            shared = name != other and start < other_end and other_start < end
            if shared and end - start >= other_end - other_start:
                wide.add(name)
    return frozenset(wide)


def _months(period: str) -> tuple[int, int] | None:
    """The first month of a period and the one after its last, counted from the year 0."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return None
    start = 12 * int(match[1]) + (3 if match[2] else 0)
    if match[3] is None:
        return start, start + 12
    return start + 3 * int(match[3]) - 3, start + 3 * int(match[3])


def _has_regions_beside_others(names: Sequence[str]) -> bool:
    regions = [name for name in names if is_region(name)]
    return bool(regions) and any(not is_nation(name) and name not in regions for name in names)


def _problem(
    says: str,
    remedy: str,
    groups: Groups,
    wide: Callable[[str], bool],
    rows: npt.NDArray[np.int32],
    heading: str,
) -> Problem:
    marked = np.array([*map(wide, groups.names), False])[groups.codes]
    first, count = rows_of(marked, rows)
    return Problem(
        "rows-overlap", "stops", says, _DOES, remedy, column=heading, rows=first, count=count
    )
