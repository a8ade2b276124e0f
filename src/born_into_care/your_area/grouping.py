"""Rows gathered by area and by period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.counts import (
    WHOLE_TABLE,
    Year,
)
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.raw import Column, is_blank
from born_into_care.your_area.safe_text import plain
from born_into_care.your_area.values import FAULTS, Read, period_name

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Groups:
    """The group of each row.

    Attributes:
        names: the groups, in the order in which they are shown.
        codes: for each row an index into `names`; -1 for a row that is in no group.
    """

    names: tuple[str, ...]
    codes: npt.NDArray[np.int32]


def by_area(column: Column | None, length: int, *, named: str) -> Groups:
    """Give the area of each row; spellings that differ in capitals or spaces are one area.

    Parameters:
        column: the column of areas, or None where the table has none.
        length: how many rows there are.
        named: what to call the area where there is no column.
    """
    if column is None:
        return Groups((plain(named) or "Our area",), np.zeros(length, np.int32))
    groups = _gathered(column, plain)
    return groups if groups.names else by_area(None, length, named=named)


def by_period(column: Column | None, length: int) -> tuple[Groups, Mask]:
    """Give the period of each row of a column, and where a text could not be read as one."""
    if column is None:
        return Groups((WHOLE_TABLE,), np.zeros(length, np.int32)), np.zeros(length, dtype=bool)
    names = [period_name(text) for text in column.values]
    bad = np.array(
        [
            name is None and not is_blank(text)
            for name, text in zip(names, column.values, strict=True)
        ]
        or [False]
    )[column.codes]
    named = Column(column.name, column.codes, tuple(name or "" for name in names))
    groups = _gathered(named, str, by_name=True)
    if not groups.names:
        groups = by_period(None, length)[0]
    return groups, bad


def by_issue_date(days: npt.NDArray[np.float64], year: Year) -> Groups:
    """Give the year of each issue date: April to March, or January to December.

    Parameters:
        days: days since 1 January 1970, not a number where the date is not known.
        year: "financial" or "calendar".
    """
    known = ~np.isnan(days)
    months = np.zeros(len(days), np.int32)
    dates = days[known].astype("int64").astype("datetime64[D]")
    months[known] = dates.astype("datetime64[M]").astype(np.int32)
    start = (months - 3) // 12 + 1970 if year == "financial" else months // 12 + 1970
    years, codes = np.unique(start[known], return_inverse=True)
    names = [f"{y}/{(y + 1) % 100:02d}" if year == "financial" else str(y) for y in years.tolist()]
    if not names:
        return by_period(None, len(days))[0]
    all_codes = np.full(len(days), -1, np.int32)
    all_codes[known] = codes
    return Groups(tuple(names), all_codes)


def year_of(period: str) -> int | None:
    """Give the calendar year whose births belong to a period, or None for a period of parts.

    A financial year goes with the calendar year in which it starts, as in the published reports.

    Example:
        >>> year_of("2019/20"), year_of("2019"), year_of("2019/20 Q1")
        (2019, 2019, None)
    """
    return int(period[:4]) if period[:4].isdigit() and " Q" not in period else None


def kind_of_year(names: Sequence[str]) -> Year:
    """Give which kind of year periods are: "as given" where they are mixed, or parts of years.

    Example:
        >>> kind_of_year(["2018/19", "2019/20"]), kind_of_year(["2019"]), kind_of_year(["2019 Q1"])
        ('financial', 'calendar', 'as given')
    """
    kinds = {"/" in name for name in names}
    if len(kinds) != 1 or any(year_of(name) is None for name in names):
        return "as given"
    return "financial" if kinds == {True} else "calendar"


def _gathered(column: Column, name_of: Callable[[str], str], *, by_name: bool = False) -> Groups:
    """The groups of a column of names; the commonest spelling names the group."""
    uses = np.bincount(column.codes, minlength=len(column.values))
    spellings: dict[str, tuple[int, str]] = {}
    keys: list[str] = []
    for text, used in zip(column.values, uses.tolist(), strict=False):
        name = "" if is_blank(text) else name_of(text)
        key = name.casefold()
        keys.append(key)
        if key and used > spellings.get(key, (0, ""))[0]:
            spellings[key] = (used, name)
    shown = sorted(spellings, key=lambda key: spellings[key][1] if by_name else key)
    place = {key: i for i, key in enumerate(shown)}
    to_group = np.array([place.get(key, -1) for key in keys] or [-1], np.int32)
    return Groups(tuple(spellings[key][1] for key in shown), to_group[column.codes])


def _spelled_in_ways(column: Column) -> Mask:
    """Marks the rows whose area is written in another way than most rows of that area."""
    groups = _gathered(column, plain)
    same = np.array([plain(text) for text in column.values] or [""], dtype=object)[column.codes]
    shown = np.array(groups.names or ("",), dtype=object)[groups.codes]
    return np.asarray(same != shown, dtype=bool) & ~column.blank


def rows_of(mask: Mask, rows: npt.NDArray[np.int32]) -> tuple[tuple[int, ...], int]:
    """Give the first spreadsheet rows that a mask marks, and how many it marks in all."""
    marked = np.flatnonzero(mask)
    return tuple(rows[marked[:20]].tolist()), len(marked)


def same_rows(columns: Sequence[Column]) -> Mask:
    """Marks each row that repeats an earlier row in every column."""
    length = len(columns[0].codes) if columns else 0
    key = np.zeros(length, np.int64)
    for column in columns:
        # Codes are put together exactly, and made small again so that they never overflow.
        key = key * max(1, len(column.values)) + column.codes
        key = np.unique(key, return_inverse=True)[1].astype(np.int64)
    repeated = np.ones(length, dtype=bool)
    repeated[np.unique(key, return_index=True)[1]] = False
    return repeated


def period_problems(bad: Mask, rows: npt.NDArray[np.int32], column: str) -> Iterator[Problem]:
    """Give the problem of periods that can't be read, if there are any."""
    if bad.any():
        first, count = rows_of(bad, rows)
        yield Problem(
            "period-not-read", "left out", "The cell does not hold a period that can be read.",
            "The rows are in no count, because it can't be told when they belong.",
            "Write a financial year as 2019/20, a calendar year as 2019.",
            column=column, rows=first, count=count,
        )  # fmt: skip


def area_problems(column: Column | None, rows: npt.NDArray[np.int32]) -> Iterator[Problem]:
    """Give what is wrong with the areas: no column, other spellings, rows that name none."""
    if column is None:
        yield Problem(
            "no-area-column", "note", "No column gives the area.",
            "All rows are taken as one area.",
            "Say which column it is, if the table has one, or give the area's name.",
        )  # fmt: skip
        return
    spelled = _spelled_in_ways(column)
    if spelled.any():
        first, count = rows_of(spelled, rows)
        yield Problem(
            "area-spelled-otherwise", "changed",
            "These areas differ from other rows only in capitals, spaces or hidden marks.",
            "Each area is taken once, under its commonest spelling.", "Nothing has to be done.",
            column=column.name, rows=first, count=count,
        )  # fmt: skip
    if column.blank.any() and not column.blank.all():
        first, count = rows_of(column.blank, rows)
        yield Problem(
            "no-area", "left out", "These rows name no area.",
            "They are in no count, because it can't be told where they belong.",
            "Fill in the area where it is known; under merged cells it belongs in each row.",
            column=column.name, rows=first, count=count,
        )  # fmt: skip


def unread_cells(
    column: str, read: Read, rows: npt.NDArray[np.int32], then: str
) -> Iterator[Problem]:
    """Give the cells of a column that could not be read, by kind of fault, or read otherwise.

    Parameters:
        column: its heading.
        read: what was read of it.
        rows: the spreadsheet number of each row.
        then: what follows where a value is not known, a sentence.
    """
    for fault in read.names[1:]:
        first, count = rows_of(read.fault(fault), rows)
        if not count:
            continue  # only in rows that are left out already
        what, remedy = FAULTS[fault]
        yield Problem(
            fault, "note" if fault == "hidden-already" else "left out",
            f"{what[0].upper()}{what[1:]}.", then, remedy, column=column, rows=first, count=count,
        )  # fmt: skip
    if read.changed.any():
        first, count = rows_of(read.changed, rows)
        yield Problem(
            "read-otherwise", "changed", "These cells were understood, but are not plain values.",
            read.note, "Check one of them against the count.", column=column, rows=first,
            count=count,
        )  # fmt: skip
