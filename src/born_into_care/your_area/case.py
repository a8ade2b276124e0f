"""A table with one row for each baby: checked, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt

from born_into_care.your_area.case_rules import (
    AGES,
    THEN,
    Numbers,
    blank_cells,
    broken_rules,
    derived,
    sound,
    under_one,
)
from born_into_care.your_area.checking import Mask
from born_into_care.your_area.counts import Counts, Settings, few_or, under, with_births
from born_into_care.your_area.grouping import (
    Groups,
    area_problems,
    by_area,
    by_issue_date,
    by_period,
    kind_of_year,
    period_problems,
    rows_of,
    same_rows,
    unread_cells,
)
from born_into_care.your_area.personal import Personal
from born_into_care.your_area.problems import Problem
from born_into_care.your_area.raw import Column, RawTable
from born_into_care.your_area.roles import ROLE
from born_into_care.your_area.totals import is_total
from born_into_care.your_area.values import Read, read_dates, read_numbers

_MOST_AREAS = 500


def count_rows(
    raw: RawTable,
    mapping: Mapping[str, str],
    settings: Settings,
    personal: tuple[Personal, ...],
    today: date,
) -> tuple[Counts | None, list[Problem]]:
    """Give the counts of a table with one row for each baby, and every problem in it.

    Parameters:
        raw: the table as text.
        mapping: role to heading.
        settings: what the learner has said.
        personal: the columns that name or point to a person.
        today: no date may come after it.

    Returns:
        The counts, or None where a problem stops them, and the problems.
    """
    problems: list[Problem] = list(_missing_columns(mapping, settings))
    used = _without_repeats(raw, mapping, personal, problems)
    columns = {role: raw.column(name).kept(used) for role, name in mapping.items()}
    rows = raw.rows[used]
    read = _dates(columns, settings, today)
    for role, column in columns.items():
        if ROLE[role].holds == "number":
            read[role] = read_numbers(column, days=True, largest=200_000)
    for role, what in read.items():
        if not (settings.all_newborns and role in AGES):
            problems.extend(_unread(role, columns[role].name, what, rows))
    values = derived(read, len(rows))
    problems.extend(broken_rules(values, mapping, rows, settings))
    age, notice = sound(values)
    areas = by_area(columns.get("area"), len(rows), named=settings.area)
    periods, bad = _periods(columns, values, settings, len(rows))
    problems.extend(period_problems(bad, rows, mapping.get("period", "")))
    problems.extend(_about_areas(columns.get("area"), areas, rows))
    problems.extend(blank_cells(columns, age, notice, rows, settings))
    if any(problem.level == "stops" for problem in problems):
        return None, problems
    counts = _counted(age, notice, values, areas, periods, settings, problems)
    return counts, problems


def _missing_columns(mapping: Mapping[str, str], settings: Settings) -> Iterator[Problem]:
    if not {"age_days", "birth_date"} & set(mapping) and not settings.all_newborns:
        yield Problem(
            "no-age-column", "stops", "No column gives the age in days or the date of birth.",
            "Nothing is counted, because it can't be told who is newborn.",
            "Say which column it is; or, if every row is a newborn, say so "
            "(confirm(all_newborns=True), or the box 'Every row is a newborn').",
        )  # fmt: skip
    if settings.all_newborns:
        for role in AGES:
            if role in mapping:
                yield Problem(
                    "ages-not-used", "note", "Every row is said to be a newborn.",
                    "The ages in this column are not looked at, whatever they are.",
                    "If some rows are of older children, take that back and read the table again.",
                    column=mapping[role],
                )  # fmt: skip
    elif "birth_date" in mapping and "age_days" not in mapping and "issue_date" not in mapping:
        yield Problem(
            "no-issue-column", "stops",
            "There is a date of birth, but no date of issue to work out the age on.",
            "Nothing is counted.", "Say which column holds the date of issue.",
        )  # fmt: skip
    if not ({"issue_date", "hearing_date"} <= set(mapping) or "notice_days" in mapping):
        yield Problem(
            "no-notice-columns", "note",
            "No columns give the dates of issue and first hearing, or the days of notice.",
            "Babies are counted; short notice, emergency and same-day hearings are not.",
            "Say which columns they are, if the table has them.",
        )  # fmt: skip
    if not {"issue_date", "period"} & set(mapping):
        yield Problem(
            "no-period-column", "note", "No column gives the date of issue or the period.",
            "All rows are taken as one period, so no change over time can be shown.",
            "Say which column it is, if the table has one.",
        )  # fmt: skip


def _without_repeats(
    raw: RawTable,
    mapping: Mapping[str, str],
    personal: tuple[Personal, ...],
    problems: list[Problem],
) -> Mask:
    """The rows to use; totals rows and repeated records are set aside and listed."""
    used = np.ones(len(raw), dtype=bool)
    if "area" in mapping:
        area = raw.column(mapping["area"])
        totals = np.array([is_total(text) for text in area.values] or [False])[area.codes]
        if totals.any():
            first, count = rows_of(totals, raw.rows)
            problems.append(
                Problem(
                    "totals-row", "left out", "These rows are totals, not babies.",
                    "They are not counted.", "Nothing has to be done.",
                    column=area.name, rows=first, count=count,
                )
            )  # fmt: skip
            used &= ~totals
    repeated = same_rows(raw.columns) & used
    numbered = any(what.what == "a case or record number" for what in personal)
    if repeated.any():
        first, count = rows_of(repeated, raw.rows)
        if numbered:
            problems.append(
                Problem(
                    "row-twice", "left out",
                    "These rows repeat an earlier row in every column, its record number included.",
                    "Each record is counted once.", "Delete the repeats in the file.",
                    rows=first, count=count,
                )
            )  # fmt: skip
            used &= ~repeated
        else:
            problems.append(
                Problem(
                    "rows-alike", "note", "These rows are the same as an earlier row in every "
                    "column.",
                    "They are counted, because without a record number two babies can look alike.",
                    "If the file may hold repeats, add a record number (it is never shown) and "
                    "read "
                    "it again.",
                    rows=first, count=count,
                )
            )  # fmt: skip
    return used


def _dates(columns: Mapping[str, Column], settings: Settings, today: date) -> dict[str, Read]:
    """The columns of dates; one that leaves day and month open follows the others of its file."""
    dated = {role: column for role, column in columns.items() if ROLE[role].holds == "date"}
    read = {
        role: read_dates(column, today=today, style=settings.dates)
        for role, column in dated.items()
    }
    sure = {what.style for what in read.values() if not what.ambiguous} - {"year first", None}
    if len(sure) == 1 and settings.dates is None:
        for role, what in read.items():
            if what.ambiguous:
                read[role] = read_dates(dated[role], today=today, style=sure.copy().pop())
    return read


def _unread(role: str, name: str, read: Read, rows: npt.NDArray[np.int32]) -> Iterator[Problem]:
    """The cells of a column that could not be read, and how its dates were understood."""
    then = f"The {ROLE[role].words.casefold()} of these rows is taken as not known{THEN[role]}."
    yield from unread_cells(name, read, rows, then)
    if read.style == "month first":
        yield Problem(
            "month-first", "changed", "Some dates can be true only with the month before the day.",
            "The whole column is read month first.",
            "If that is wrong, choose day first (confirm(dates='day first')).", column=name,
        )  # fmt: skip
    elif read.ambiguous:
        yield Problem(
            "day-or-month", "note", "No date of the column shows whether the day or the month "
            "is first.",
            "The day is taken as first, as is usual in the United Kingdom.",
            "If that is wrong, choose month first (confirm(dates='month first')).", column=name,
        )  # fmt: skip


def _periods(
    columns: Mapping[str, Column], values: Mapping[str, Numbers], settings: Settings, length: int
) -> tuple[Groups, Mask]:
    if "issue_date" in columns:
        return by_issue_date(values["issue_date"], settings.year), np.zeros(length, dtype=bool)
    return by_period(columns.get("period"), length)


def _about_areas(
    column: Column | None, areas: Groups, rows: npt.NDArray[np.int32]
) -> Iterator[Problem]:
    yield from area_problems(column, rows)
    many = len(areas.names) > _MOST_AREAS or (
        len(areas.names) > 30 and len(areas.names) > 0.5 * len(rows)
    )
    if column is not None and many:
        yield Problem(
            "area-not-an-area", "stops",
            f"The column has {len(areas.names):,} different values in {len(rows):,} rows, "
            "more than areas would have.",
            "Nothing is counted, because the values could point to single families.",
            "Choose the column that holds the local authority or region.", column=column.name,
        )  # fmt: skip


def _counted(
    age: Numbers,
    notice: Numbers,
    values: Mapping[str, Numbers],
    areas: Groups,
    periods: Groups,
    settings: Settings,
    problems: list[Problem],
) -> Counts | None:
    """Babies by area and period, at each level."""
    placed = (areas.codes >= 0) & (periods.codes >= 0)
    if settings.all_newborns:
        newborn = infant = placed
    else:
        newborn = placed & (age < settings.newborn_days)
        infant = placed & under_one(age, values)
    older = ~under_one(age, values) & ~np.isnan(age)
    many = int(older.sum())
    if many and not settings.all_newborns:
        problems.append(
            Problem(
                "one-or-older", "note",
                f"Children aged one or over are in {few_or(many)} rows.",
                "They are in no count.", "Nothing has to be done.",
            )
        )  # fmt: skip
    known = newborn & ~np.isnan(notice)
    masks = {
        "infants": infant,
        "newborns": newborn,
        "notice_known": known,
        "short_notice": known & (notice < 7),
        "emergency": known & (notice < 3),
        "same_day": known & (notice < 1),
    }
    if not (infant & ~newborn).any():
        del masks["infants"]
        if not settings.all_newborns:
            problems.append(
                Problem(
                    "newborns-only", "note", "No row is of an infant older than a newborn.",
                    "The share of newborns among infants is not worked out.",
                    "If older infants were left out of the file, nothing has to be done.",
                )
            )  # fmt: skip
    if not known.any():
        for level in ("notice_known", "short_notice", "emergency", "same_day"):
            del masks[level]
    if not newborn.any():
        problems.append(
            Problem(
                "no-newborns", "stops", "No row is of a newborn baby.",
                "Nothing is counted.", "Check the column of ages: it has to hold days, not months.",
            )
        )  # fmt: skip
        return None
    shape = (len(areas.names), len(periods.names))
    cell = areas.codes.astype(np.int64) * shape[1] + periods.codes
    # A group that only unusable rows were in is no area of the table.
    table = np.stack(
        [
            np.bincount(cell[m], minlength=shape[0] * shape[1]).reshape(shape)
            for m in masks.values()
        ],
        axis=-1,
    ).astype(np.float64)
    births = with_births(np.full(shape, np.nan), settings.births, areas.names, periods.names)
    ages = "every row taken as newborn" if settings.all_newborns else under(settings.newborn_days)
    return Counts(
        areas.names, periods.names, tuple(masks), table, births, ages, kind_of_year(periods.names)
    )
