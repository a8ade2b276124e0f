"""Find figures by measure, area, period and standing, and live births by area and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from born_into_care.errors import PackError, require_known
from born_into_care.evidence.matching import match_area, match_measure, match_period
from born_into_care.evidence.rows import BirthCount, Figure, all_births, all_figures
from born_into_care.evidence.tables import data_frame, table_rows
from born_into_care.text import join_words

if TYPE_CHECKING:
    import pandas as pd

STANDINGS = ("agreed", "reported", "disputed")


def find_figures(
    *,
    measure: str | None = None,
    geography: str | None = None,
    period: str | int | None = None,
    standing: str | None = None,
) -> tuple[Figure, ...]:
    """Return the published figures that match every choice made; see `select`."""
    rows = all_figures()
    wanted = {}
    if measure is not None:
        wanted["measure"] = match_measure(measure, [row.measure for row in rows])
    if geography is not None:
        wanted["geography"] = match_area(geography, [row.geography for row in rows])
    if period is not None:
        wanted["period"] = match_period(period, [row.period for row in rows])
    if standing is not None:
        wanted["standing"] = require_known("standing", standing, STANDINGS)
    return tuple(
        row for row in rows if all(getattr(row, name) == asked for name, asked in wanted.items())
    )


def select(
    *,
    measure: str | None = None,
    geography: str | None = None,
    period: str | int | None = None,
    standing: str | None = None,
) -> pd.DataFrame:
    """Return the published figures that match every choice made, as rows of `figures()`.

    Parameters:
        measure: a measure's name, full or short ("same-day", "incidence"); None for any.
        geography: an area; None for any.
        period: a year or years ("2019/20", 2012); None for any.
        standing: "agreed", "reported" or "disputed"; None for any.

    Example:
        >>> select(measure="short notice", standing="agreed")["geography"].tolist()
        ['England']
    """
    found = find_figures(measure=measure, geography=geography, period=period, standing=standing)
    ids = {row.id for row in found}
    return data_frame("figures", [row for row in table_rows("figures") if row["figure_id"] in ids])


def births(area: str, year: int) -> int:
    """Return the official live births of one area in one calendar year.

    Example:
        >>> births("Wales", 2019)
        29704
    """
    return _birth_count(area, year).live_births


def births_link(area: str, year: int) -> str:
    """Return the address of a count of births, as a notebook writes it; see `births`."""
    return _birth_count(area, year).link


def _birth_count(area: str, year: int) -> BirthCount:
    name = match_area(area, [row.area for row in all_births()])
    counts = {row.year: row for row in all_births() if row.area == name}
    if year not in list(counts):
        raise PackError(
            f"Live births in {name} aren't in this pack for the year {year!r}. Choose "
            f"{join_words([str(held) for held in counts], last='or')}."
        )
    return counts[year]
