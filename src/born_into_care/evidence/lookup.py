"""Find figures and live births by what a reader types for a measure, an area or a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from born_into_care.errors import PackError, unknown
from born_into_care.evidence.rows import BirthCount, all_births, all_figures
from born_into_care.paths import data_folder
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


def select(
    *, measure: str | None = None, geography: str | None = None, period: str | int | None = None,
    standing: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Return the published figures that match every choice made, as a data frame.

    A measure's name may be full or short ("same-day", "incidence"), a period a year or years
    ("2019/20", 2012), a standing "agreed", "reported" or "disputed". The columns are those of
    `data/figures.csv`; `value` is NaN where the source gives words only.

    Example:
        >>> select(measure="short notice", standing="agreed")["geography"].tolist()
        ['England']
    """
    import pandas as pd

    rows = all_figures()
    table = pd.read_csv(
        data_folder() / "figures.csv", keep_default_na=False, na_values={"value": ""}
    )
    choices = {"measure": measure, "geography": geography, "period": period, "standing": standing}
    for column, typed in choices.items():
        if typed is not None:
            name = _match(column, typed, (getattr(row, column) for row in rows))
            table = table[table[column] == name]
    return table.reset_index(drop=True)


def births(area: str, year: int) -> int:
    """Return the official live births of one area in one calendar year.

    Example:
        >>> births("Wales", 2019)
        29704
    """
    return find_births(area, year).value


def find_births(area: str, year: int) -> BirthCount:
    """Return the row of an official count of live births; see `births`."""
    name = _match("geography", area, (row.geography for row in all_births()))
    counts = {row.period: row for row in all_births() if row.geography == name}
    if str(year) not in counts:
        raise PackError(
            f"Live births in {name} aren't in this pack for the year {year!r}. Choose "
            f"{join_words([*counts], last='or')}."
        )
    return counts[str(year)]


def _match(column: str, typed: object, names: Iterable[str]) -> str:
    """Return the name of a column that is meant by what was typed."""
    names = list(dict.fromkeys(names))
    short_names = {
        short + suffix: full + suffix
        for short, full in SHORT_NAMES.items()
        for suffix in ("", " (2018 definition)")
        if full + suffix in names
    }
    # A table of births names the few births outside both nations; nobody types that in full.
    plain_names = {re.sub(r" \(with .*\)", "", name): name for name in names}
    choices = short_names | plain_names | {name: name for name in names}
    folded = {_fold(choice): name for choice, name in choices.items()}
    if _fold(typed) not in folded:
        kind = "area" if column == "geography" else column
        usual = [short for short in SHORT_NAMES if short in short_names]
        raise unknown(kind, typed, [*usual, *names], listed_in="data/figures.md")
    return folded[_fold(typed)]


def _fold(typed: object) -> str:
    """Return a name without what is typed in more ways than one: 2012-2013 is 2012/13."""
    name = str(typed).replace("&", "and").strip()
    name = re.sub(r"^(\d{4})[-–/](?:\d{2})?(\d{2})$", r"\1/\2", name)
    return re.sub(r"[\s\-–]+", " ", name).casefold()
