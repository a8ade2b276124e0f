"""A table with one row for each area and period: checked, and taken as counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.checking import Mask, at_least, broken
from born_into_care.your_area.counts import Counts, Settings, with_births
from born_into_care.your_area.grouping import (
    Groups,
    area_problems,
    by_area,
    by_period,
    kind_of_year,
    period_problems,
    rows_of,
    same_rows,
    unread_cells,
)
from born_into_care.your_area.overlaps import looks_like_a_total, overlapping
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.raw import Column, RawTable
from born_into_care.your_area.roles import COUNTS, ROLE
from born_into_care.your_area.totals import is_total, nations_above
from born_into_care.your_area.values import read_numbers

Numbers = npt.NDArray[np.float64]
_FEW_BIRTHS = 20
"""Fewer births than this for each newborn are no births: about one in 200 babies is concerned."""


def count_table(
    raw: RawTable, mapping: Mapping[str, str], settings: Settings
) -> tuple[Counts | None, list[Problem]]:
    """Give the counts of a table with one row for each area and period, and every problem in it.

    Parameters:
        raw: the table as text.
        mapping: role to heading.
        settings: what the learner has said.

    Returns:
        The counts, or None where a problem stops them, and the problems.
    """
    levels = tuple(level for level in COUNTS if level in mapping)
    problems: list[Problem] = list(_missing_columns(mapping, levels))
    used = _without_totals(raw, mapping, problems)
    columns = {role: raw.column(name).kept(used) for role, name in mapping.items()}
    rows = raw.rows[used]
    read = {role: read_numbers(columns[role]) for role in columns if ROLE[role].holds == "number"}
    for role, what in read.items():
        problems.extend(unread_cells(columns[role].name, what, rows, "The number is not known."))
    areas = by_area(columns.get("area"), len(rows), named=settings.area)
    periods, bad = by_period(columns.get("period"), len(rows))
    problems.extend(period_problems(bad, rows, mapping.get("period", "")))
    problems.extend(area_problems(columns.get("area"), rows))
    values = {role: what.values.copy() for role, what in read.items()}
    for kind in _set_aside(values, levels, mapping, rows, problems):
        for role in levels:
            values[role][kind] = np.nan
    headings = mapping.get("area", ""), mapping.get("period", "")
    problems.extend(overlapping(areas, periods, rows, headings))
    problems.extend(_twice(areas, periods, rows))
    problems.extend(_births(values, mapping))
    problems.extend(_blank(columns, levels, rows))
    if levels and not any((~np.isnan(values[level])).any() for level in levels):
        problems.append(
            Problem(
                "no-counts", "stops", "No count of babies could be read.", "Nothing is counted.",
                "Put whole numbers in the columns of counts; percentages can't be used as counts.",
            )
        )  # fmt: skip
    if any(problem.level == "stops" for problem in problems):
        return None, problems
    counts = _placed(values, levels, areas, periods, settings)
    problems.extend(looks_like_a_total(counts.values, areas, rows, headings[0]))
    stopped = any(problem.level == "stops" for problem in problems)
    return None if stopped else counts, problems


def _missing_columns(mapping: Mapping[str, str], levels: tuple[str, ...]) -> Iterator[Problem]:
    if not levels:
        yield Problem(
            "no-count-column", "stops", "No column holds a count of babies.", "Nothing is counted.",
            "Say which column holds the number of newborns. If each year has a column of its own, "
            "turn the table so that each area and year has a row, as in the template.",
        )  # fmt: skip
    if "period" not in mapping:
        yield Problem(
            "no-period-column", "note", "No column gives the period.",
            "All rows are taken as one period, so no change over time can be shown.",
            "Say which column it is, if the table has one.",
        )  # fmt: skip
    if "births" not in mapping:
        yield Problem(
            "no-births-column", "note", "No column gives the live births.",
            "The incidence is worked out only where the pack holds the births of the area and "
            "year.",
            "Add a column of live births to see the incidence.",
        )  # fmt: skip


def _without_totals(raw: RawTable, mapping: Mapping[str, str], problems: list[Problem]) -> Mask:
    """The rows to use; totals, nations among areas and repeated rows are set aside and listed."""
    used = np.ones(len(raw), dtype=bool)
    for role in ("area", "period"):
        if role not in mapping:
            continue
        column = raw.column(mapping[role])
        nations = nations_above(column.names_used) if role == "area" else frozenset()
        totals = np.array([is_total(t) or t in nations for t in column.values] or [False])[
            column.codes
        ]
        if totals.any():
            first, count = rows_of(totals, raw.rows)
            problems.append(
                Problem(
                    "totals-row", "left out", "These rows are totals of other rows.",
                    "They are not counted; the pack adds up the rows itself.", "Nothing has to "
                    "be done.",
                    column=column.name, rows=first, count=count,
                )
            )  # fmt: skip
            used &= ~totals
    repeated = same_rows(raw.columns) & used
    if repeated.any():
        first, count = rows_of(repeated, raw.rows)
        problems.append(
            Problem(
                "row-twice", "left out", "These rows repeat an earlier row in every column.",
                "Each is counted once.", "Delete the repeats in the file.", rows=first, count=count,
            )
        )  # fmt: skip
    return used & ~repeated


def _set_aside(
    values: dict[str, Numbers],
    levels: tuple[str, ...],
    mapping: Mapping[str, str],
    rows: npt.NDArray[np.int32],
    problems: list[Problem],
) -> list[Mask]:
    """Where the counts of a row contradict each other, so that none of them can be trusted."""
    # Each level against every wider one: a gap between may hide the contradiction.
    pairs = [(wide, narrow) for i, wide in enumerate(levels) for narrow in levels[i + 1 :]]
    if "births" in values and "newborns" in values:
        pairs.append(("births", "newborns"))
    checked = {f"{wide}-{narrow}": values[wide] - values[narrow] for wide, narrow in pairs}
    checked |= {"births": values["births"] - 1} if "births" in values else {}
    rules = [at_least(name, name, 0) for name in checked]
    masks = []
    found = broken(checked, rules)
    for wide, narrow in pairs:
        mask = found.get(f"{wide}-{narrow}")
        if mask is None:
            continue
        first, count = rows_of(mask, rows)
        problems.append(
            Problem(
                "part-above-whole", "left out",
                f"The count of '{mapping[narrow]}' is larger than that of '{mapping[wide]}', "
                "of which it is a part.",
                "All counts of these rows are taken as not known.",
                "Check the two numbers, and that each column is matched to what it holds.",
                column=mapping[narrow], rows=first, count=count,
            )
        )  # fmt: skip
        masks.append(mask)
    if "births" in found:
        mask = found["births"]
        first, count = rows_of(mask, rows)
        problems.append(
            Problem(
                "no-births", "left out", "The number of live births is zero.",
                "The births of these rows are taken as not known.", "Check the number.",
                column=mapping["births"], rows=first, count=count,
            )
        )  # fmt: skip
        values["births"][mask] = np.nan
    return masks


def _twice(areas: Groups, periods: Groups, rows: npt.NDArray[np.int32]) -> Iterator[Problem]:
    cell = areas.codes.astype(np.int64) * max(1, len(periods.names)) + periods.codes
    placed = (areas.codes >= 0) & (periods.codes >= 0)
    cell[~placed] = -1 - np.flatnonzero(~placed)  # in no group, so never twice
    _, first_at, uses = np.unique(cell, return_index=True, return_counts=True)
    if (uses > 1).any():
        again = np.ones(len(cell), dtype=bool)
        again[first_at] = False
        first, count = rows_of(again, rows)
        yield Problem(
            "area-and-period-twice", "stops",
            "These rows give the same area and period as an earlier row, with other numbers.",
            "Nothing is counted, because it can't be told which row is right or whether they "
            "add up.",
            "Keep one row for each area and period; add up rows that are parts.",
            rows=first, count=count,
        )  # fmt: skip


def _births(values: Mapping[str, Numbers], mapping: Mapping[str, str]) -> Iterator[Problem]:
    if not {"births", "newborns"} <= set(values):
        return
    births, newborns = values["births"], values["newborns"]
    both = ~np.isnan(births) & ~np.isnan(newborns)
    if both.any() and births[both].sum() < _FEW_BIRTHS * newborns[both].sum():
        yield Problem(
            "births-too-few", "note",
            "There are fewer than 20 live births for each newborn in proceedings, far from any "
            "published figure.",
            "The column is used as live births.",
            "If it holds infants in proceedings, match it to 'Infants in care proceedings'.",
            column=mapping["births"],
        )  # fmt: skip


def _blank(
    columns: Mapping[str, Column], levels: tuple[str, ...], rows: npt.NDArray[np.int32]
) -> Iterator[Problem]:
    for role in (*levels, "births"):
        if role in columns and columns[role].blank.any():
            first, count = rows_of(columns[role].blank, rows)
            yield Problem(
                "blank-cells", "note", "The cells are blank.",
                "The number is taken as not known, not as zero.",
                "Put 0 where there was none.", column=columns[role].name, rows=first, count=count,
            )  # fmt: skip


def _placed(
    values: Mapping[str, Numbers],
    levels: tuple[str, ...],
    areas: Groups,
    periods: Groups,
    settings: Settings,
) -> Counts:
    """Each row's numbers at their area and period."""
    shape = (len(areas.names), len(periods.names))
    table = np.full((*shape, len(levels)), np.nan)
    births = np.full(shape, np.nan)
    placed = (areas.codes >= 0) & (periods.codes >= 0)
    at = areas.codes[placed], periods.codes[placed]
    for i, level in enumerate(levels):
        table[(*at, i)] = values[level][placed]
    if "births" in values:
        births[at] = values["births"][placed]
    return Counts(
        areas.names, periods.names, levels, table,
        with_births(births, settings.births, areas.names, periods.names),
        settings.newborn, kind_of_year(periods.names),
    )  # fmt: skip
