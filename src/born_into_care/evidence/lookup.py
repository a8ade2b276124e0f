"""Finding figures: by measure, place, time and standing; and live births by area and year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd

from born_into_care.errors import PackError, choose
from born_into_care.evidence import tables
from born_into_care.evidence.areas import area_slug
from born_into_care.evidence.kept import stamped
from born_into_care.evidence.names import area_name, measure_name, period_name
from born_into_care.evidence.schema import STANDINGS
from born_into_care.evidence.values import BirthCount
from born_into_care.text import join_words


def select(
    *,
    measure: str | None = None,
    geography: str | None = None,
    period: str | int | None = None,
    standing: str | None = None,
) -> pd.DataFrame:
    """Give the published figures that match every choice made.

    Parameters:
        measure: a measure's name, full or short ("same-day", "incidence"); None for any.
        geography: a place; None for any.
        period: a year or years ("2019/20", 2012); None for any.
        standing: "agreed", "reported" or "disputed"; None for any.

    Returns:
        Rows of `figures()`; none where each choice exists but they do not meet in one row.

    Raises:
        PackError: if a name does not exist; it names those that do.

    Example:
        >>> select(measure="same-day", geography="London")["value_text"].tolist()
        ['9']
        >>> select(measure="short notice", standing="agreed")["geography"].tolist()
        ['England']
    """
    table = tables.figures()
    chosen = pd.Series(True, index=table.index)
    if measure is not None:
        chosen &= table["measure"] == measure_name(measure, table["measure"])
    if geography is not None:
        chosen &= table["geography"] == area_name(geography, table["geography"])
    if period is not None:
        chosen &= table["period"] == period_name(period, table["period"])
    if standing is not None:
        chosen &= table["standing"] == choose("standing", standing, STANDINGS)
    return table[chosen].reset_index(drop=True)


def births(area: str, year: int) -> int:
    """Give the official live births of one area in one calendar year.

    Parameters:
        area: a region of England, "England", "Wales" or "England and Wales".
        year: a calendar year; incidence for 2019/20 uses the births of 2019.

    Raises:
        PackError: if the area is not known or the year is not held for it.

    Example:
        >>> births("Wales", 2019)
        29704
    """
    table = tables.live_births()
    name = area_name(area, table["area"])
    rows = table[table["area"] == name]
    held = dict(zip(rows["year"].tolist(), rows["live_births"].tolist(), strict=True))
    if year not in list(held):
        raise PackError(
            f"Live births in {name} are not held for the year {year!r}. Choose "
            f"{join_words([str(one) for one in held], last='or')}."
        )
    return int(held[year])


def births_link(area: str, year: int) -> str:
    """Give the address of a count of births, as a notebook writes it.

    Parameters:
        area: an area's name, as for `births`.
        year: a calendar year.

    Raises:
        PackError: if that count is not held.

    Example:
        >>> births_link("England and Wales", 2012)
        '../data/live-births.md#england-and-wales-2012'
    """
    births(area, year)
    return births_by_id()[f"{area_slug(area)}-{year}"].link


def births_by_id() -> dict[str, BirthCount]:
    """Give every count of live births by its id, area and year ("england-2012").

    Example:
        >>> births_by_id()["wales-2019"].link
        '../data/live-births.md#wales-2019'
    """
    return dict(_births_by_id(*stamped("live_births")))


@lru_cache(maxsize=2)
def _births_by_id(path: Path, stamp: int) -> Mapping[str, BirthCount]:  # noqa: ARG001
    table = tables.live_births()
    counts = [
        BirthCount(area, int(year), int(count), source_id)
        for area, year, count, source_id in zip(
            table["area"], table["year"], table["live_births"], table["source_id"], strict=True
        )
    ]
    return {count.id: count for count in counts}
