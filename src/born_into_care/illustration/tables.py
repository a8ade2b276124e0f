"""The illustrative tables as they lie in `data/illustrative/`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence import read_table
from born_into_care.paths import data_folder


def cohort() -> pd.DataFrame:
    """Give the illustrative cohort, one row for each illustrative baby.

    Returns:
        A fresh copy: illustrative (always that word), baby_id, area, period,
        illustrative_days_to_first_hearing (0 to 30), illustrative_age_days_at_issue (0 to 13).

    Raises:
        PackError: if the file is missing or damaged; it says how to make it, or where to look.

    Example:
        >>> int(cohort()["illustrative_age_days_at_issue"].max())
        13
    """
    return _held("cohort")


def summary() -> pd.DataFrame:
    """Give the illustrative summary, one row for each area and period.

    Returns:
        A fresh copy: illustrative, area (the ten areas, England, England and Wales), period,
        illustrative_babies, illustrative_same_day, illustrative_emergency,
        illustrative_short_notice, illustrative_live_births and births_basis (official or assumed).
        The three bands are nested: never add them up.

    Raises:
        PackError: if the file is missing or damaged; it says how to make it, or where to look.

    Example:
        >>> rows = summary().query("area == 'Wales' and period == '2019/20'")
        >>> int(rows["illustrative_babies"].item())
        203
    """
    return _held("summary")


def notice_days() -> pd.DataFrame:
    """Give how many illustrative babies were heard within each number of days.

    Returns:
        A fresh copy: illustrative, area (Wales, England, England and Wales), period, days (0 to
        30), illustrative_babies_within_days (cumulative) and illustrative_babies (all of them).

    Raises:
        PackError: if the file is missing or damaged; it says how to make it, or where to look.

    Example:
        >>> int(notice_days()["days"].max())
        30
    """
    return _held("notice_days")


def _held(name: str) -> pd.DataFrame:
    path = data_folder() / "illustrative" / f"{name}.csv"
    if not path.exists():
        raise PackError(
            f"The illustrative table {path.name} is missing. "
            "Make it with 'python -m born_into_care.illustration'."
        )
    return _cached(path, path.stat().st_mtime_ns).copy()


# The time stamp is part of the key, so that tables made anew are read again in a live kernel.
@lru_cache(maxsize=8)
def _cached(path: Path, stamp: int) -> pd.DataFrame:  # noqa: ARG001
    return read_table(path)
