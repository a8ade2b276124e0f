"""Match what a reader types for a measure, an area or a period to a name of the tables."""

import re
from collections.abc import Iterable, Mapping, Sequence

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


def match_measure(asked: str, names: Iterable[str]) -> str:
    """Return the full name of a measure from its full or short name as a reader typed it.

    Example:
        >>> match_measure("Same-day", ["newborns heard on the day of issue"])
        'newborns heard on the day of issue'
    """
    full_names = list(dict.fromkeys(names))
    usual = [short for short, full in SHORT_NAMES.items() if full in full_names]
    choices = {
        _fold(short + suffix): full + suffix
        for short, full in SHORT_NAMES.items()
        for suffix in ("", " (2018 definition)")
        if full + suffix in full_names
    }
    choices |= {_fold(name): name for name in full_names}
    return _pick("measure", asked, _fold(asked), choices, [*usual, *full_names])


def match_area(asked: str, names: Iterable[str]) -> str:
    """Return an area's name from what a reader typed.

    Example:
        >>> match_area("yorkshire & the humber", ["Yorkshire and The Humber"])
        'Yorkshire and The Humber'
    """
    names = list(dict.fromkeys(names))
    # A table of births names the few births outside both nations; nobody types that in full.
    choices = {_fold(re.sub(r" \(with .*\)", "", name)): name for name in names}
    choices |= {_fold(name): name for name in names}
    return _pick("area", asked, _fold(str(asked).replace("&", "and")), choices, names)


def match_period(asked: str | int, names: Iterable[str]) -> str:
    """Return a period as the tables write it from what a reader typed.

    Example:
        >>> match_period("2012-2013", ["2012/13"]), match_period(2012, ["2012"])
        ('2012/13', '2012')
    """
    names = list(dict.fromkeys(names))
    period = re.sub(r"^(\d{4})[-–/](?:\d{2})?(\d{2})$", r"\1/\2", str(asked).strip())
    return _pick("period", asked, _fold(period), {_fold(name): name for name in names}, names)


def _pick(
    kind: str, asked: object, folded: str, choices: Mapping[str, str], names: Sequence[str]
) -> str:
    if folded not in choices:
        raise unknown(kind, asked, names, listed_in="data/figures.md")
    return choices[folded]


def _fold(name: object) -> str:
    return re.sub(r"[\s\-–]+", " ", str(name)).strip().casefold()
