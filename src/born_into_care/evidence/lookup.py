"""Find figures and live births by what a reader types for a measure, an area or a period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from born_into_care.errors import PackError, require_known, unknown
from born_into_care.evidence.rows import BirthCount, Figure, all_births, all_figures
from born_into_care.evidence.tables import data_frame, table_rows
from born_into_care.text import join_words

if TYPE_CHECKING:
    import pandas as pd

SHORT_NAMES = {
    "newborns": "newborns in care proceedings",
    "change in newborns": "change in newborns in care proceedings",
    "incidence": "incidence of newborns in care proceedings",
    "same day": "newborns heard on the day of issue",
    "short notice": "newborns heard at short notice",
    "share of infants": "newborns as a share of infants in care proceedings",
    "infants": "infants in care proceedings",
    "births": "live births",
    "first week": "born into care (looked after in the first week)",
    "care applications": "care applications received by Cafcass (all ages)",
}
"""Short names of measures; each also works with hyphens, and with "(2018 definition)" after it."""


def find_figures(**choices: str | int | None) -> tuple[Figure, ...]:
    """Return the published figures that match every choice made; see `select`."""
    rows = all_figures()
    wanted = {
        name: _MATCHERS[name](typed, dict.fromkeys(getattr(row, name) for row in rows))
        for name, typed in choices.items()
        if typed is not None
    }
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
    """Return the published figures that match every choice made, as a data frame.

    Parameters:
        measure: a measure's name, full or short ("same-day", "incidence"); None for any.
        geography: an area; None for any.
        period: a year or years ("2019/20", 2012); None for any.
        standing: "agreed", "reported" or "disputed"; None for any.

    Returns:
        The columns of `data/figures.csv`; `value` is NaN where the source gives words only.

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
    return find_births(area, year).live_births


def find_births(area: str, year: int) -> BirthCount:
    """Return the row of an official count of live births; see `births`."""
    name = _match_area(area, dict.fromkeys(row.area for row in all_births()))
    counts = {row.year: row for row in all_births() if row.area == name}
    if year not in list(counts):
        raise PackError(
            f"Live births in {name} aren't in this pack for the year {year!r}. Choose "
            f"{join_words([str(held) for held in counts], last='or')}."
        )
    return counts[year]


def _match_measure(typed: object, names: Iterable[str]) -> str:
    full_names = [*names]
    usual = [short for short, full in SHORT_NAMES.items() if full in full_names]
    choices = {
        _fold(short + suffix): full + suffix
        for short, full in SHORT_NAMES.items()
        for suffix in ("", " (2018 definition)")
        if full + suffix in full_names
    }
    choices |= {_fold(name): name for name in full_names}
    return _pick("measure", typed, _fold(typed), choices, [*usual, *full_names])


def _match_area(typed: object, names: Iterable[str]) -> str:
    names = [*names]
    # A table of births names the few births outside both nations; nobody types that in full.
    choices = {_fold(re.sub(r" \(with .*\)", "", name)): name for name in names}
    choices |= {_fold(name): name for name in names}
    return _pick("area", typed, _fold(str(typed).replace("&", "and")), choices, names)


def _match_period(typed: object, names: Iterable[str]) -> str:
    names = [*names]
    # 2012-2013 is 2012/13.
    period = re.sub(r"^(\d{4})[-–/](?:\d{2})?(\d{2})$", r"\1/\2", str(typed).strip())
    return _pick("period", typed, _fold(period), {_fold(name): name for name in names}, names)


def _match_standing(typed: object, _: object) -> str:
    return require_known("standing", typed, ("agreed", "reported", "disputed"))


_MATCHERS: dict[str, Callable[[object, Iterable[str]], str]] = {
    "measure": _match_measure,
    "geography": _match_area,
    "period": _match_period,
    "standing": _match_standing,
}


def _pick(
    kind: str, typed: object, folded: str, choices: Mapping[str, str], names: Sequence[str]
) -> str:
    if folded not in choices:
        raise unknown(kind, typed, names, listed_in="data/figures.md")
    return choices[folded]


def _fold(name: object) -> str:
    return re.sub(r"[\s\-–]+", " ", str(name)).strip().casefold()
