"""What a reader may type for a measure, a place or a time, and the name that is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from born_into_care.errors import unknown

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


def measure_name(asked: str, known: Iterable[str]) -> str:
    """Give the full name of a measure from what a reader typed.

    Parameters:
        asked: a full or a short name, in capitals or not, with hyphens or spaces.
        known: the full names that exist.

    Raises:
        PackError: if no measure is meant.

    Example:
        >>> measure_name("Same-day", ["newborns heard on the day of issue"])
        'newborns heard on the day of issue'
    """
    names = list(dict.fromkeys(known))
    choices = {_plain(name): name for name in names}
    for short, full in SHORT_NAMES.items():
        for suffix in ("", " (2018 definition)"):
            if full + suffix in names:
                choices.setdefault(_plain(short + suffix), full + suffix)
    if _plain(asked) not in choices:
        usual = [name for name, full in SHORT_NAMES.items() if full in names]
        raise unknown("measure", asked, [*usual, *names], listed_in="data/figures.md")
    return choices[_plain(asked)]


def area_name(asked: str, known: Iterable[str]) -> str:
    """Give a place's name from what a reader typed.

    Parameters:
        asked: a name, in capitals or not; "&" is read as "and".
        known: the names that exist.

    Raises:
        PackError: if no place is meant; it names the nearest.

    Example:
        >>> area_name("yorkshire & the humber", ["Yorkshire and The Humber"])
        'Yorkshire and The Humber'
    """
    names = list(dict.fromkeys(known))
    choices = {_plain(name): name for name in names}
    # A table of births names the few births outside both nations; nobody types that in full.
    choices |= {_plain(re.sub(r" \(with .*\)", "", name)): name for name in names}
    wanted = _plain(str(asked).replace("&", "and"))
    if wanted not in choices:
        raise unknown("area", asked, names)
    return choices[wanted]


def period_name(asked: str | int, known: Iterable[str]) -> str:
    """Give a period as the table writes it from what a reader typed.

    Parameters:
        asked: a calendar year (2012), a financial year ("2012/13", "2012-13") or a table's words.
        known: the periods that exist.

    Raises:
        PackError: if no period is meant; it names the nearest.

    Example:
        >>> period_name("2012-2013", ["2012/13"])
        '2012/13'
        >>> period_name(2012, ["2012"])
        '2012'
    """
    names = list(dict.fromkeys(known))
    wanted = re.sub(r"^(\d{4})[-–/](?:\d{2})?(\d{2})$", r"\1/\2", str(asked).strip())
    choices = {_plain(name): name for name in names}
    if _plain(wanted) not in choices:
        raise unknown("period", asked, names, listed_in="data/figures.md")
    return choices[_plain(wanted)]


def _plain(name: object) -> str:
    return re.sub(r"[\s\-–]+", " ", str(name)).strip().casefold()
