from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from born_into_care.your_area import Protected, protect
from born_into_care.your_area.protection import LEVELS, Counts

from ..your_area.conftest import read_in_november_2026 as read_in_november_2026

AREAS = ("Leeds", "York", "<script>alert(1)</script>", "=HYPERLINK(1)", "\u202eHull\u202c", "Môn")
PERIODS = ("2017/18", "2018/19", "2019/20")
Maker = Callable[..., Protected]


@pytest.fixture(scope="session")
def make_table() -> Maker:
    """Return the protected counts of one area and period, by level; births by that name."""

    def make(**counts: float) -> Protected:
        levels = tuple(level for level in LEVELS if level in counts)
        values = np.array([[[float(counts[level]) for level in levels]]])
        births = np.array([[counts.get("births", np.nan)]])
        return protect(Counts(("Leeds",), ("2019/20",), levels, values, births, table_name="x.csv"))

    return make


@pytest.fixture(scope="session")
def table() -> Protected:
    """Six areas over three years, with names that try to run, and one area of small counts."""
    babies = 90 + 13 * np.arange(6)[:, None] + 7 * np.arange(3)
    babies[AREAS.index("York")] = 9
    levels = [2 * babies, babies, babies - 1, babies * 8 // 10, babies // 2, babies // 4]
    values = np.stack(levels, axis=-1).astype(float)
    births = np.full(babies.shape, 9000.0)
    newborn = "under 14 days old at issue"
    counts = Counts(AREAS, PERIODS, tuple(LEVELS), values, births, newborn, table_name="x.csv")
    return protect(counts)
