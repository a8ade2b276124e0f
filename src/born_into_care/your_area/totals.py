"""Names that mark a row as the sum of others."""

from __future__ import annotations

import re
from collections.abc import Collection

from born_into_care.evidence import REGIONS
from born_into_care.your_area.roles import normal
from born_into_care.your_area.safe_text import plain

_TOTALS = frozenset(
    [
        "total",
        "totals",
        "grand total",
        "all",
        "overall",
        "sum",
        "sub total",
        "subtotal",
        "sub-total",
        "national",
        "average",
        "mean",
        "cyfanswm",
    ]
)
# "All Saints" is a place, and "all other areas" a part: only these words after "all" mean a sum.
_ALL = re.compile(
    r"^all (of )?(the )?((local )?authorities|areas|councils|regions|districts|boroughs|counties"
    r"|localities|places|sites|teams|courts|trusts|wards|years|periods|quarters|months|above|rows"
    r"|babies|newborns|infants|children|england( and wales)?|wales)\b"
)
_BOTH_NATIONS = frozenset(["england and wales", "england wales"])
_WALES = frozenset(["wales", "cymru"])
_NATIONS = frozenset(["england", "lloegr"]) | _BOTH_NATIONS | _WALES
_LITTLE_WORDS = frozenset(["and", "the", "region"])


def is_total(name: str) -> bool:
    """Say whether an area's or a period's name is that of a totals row.

    Example:
        >>> is_total("Grand total"), is_total("All areas"), is_total("All Saints")
        (True, True, False)
    """
    bare = plain(name).casefold().strip(" :*")
    return (
        bare in _TOTALS
        or bare.startswith(("total ", "grand total"))
        or bare.endswith(" total")
        or _ALL.match(bare) is not None
        # "All London boroughs" is a sum as well.
        or (bare.startswith("all ") and f"{_bare(bare[4:])} ".startswith(_REGION_STARTS))
    )


def is_region(name: str) -> bool:
    """Say whether a name is that of a region of England, however its little words are written.

    Example:
        >>> is_region("Yorkshire & the Humber"), is_region("North East Lincolnshire")
        (True, False)
    """
    return _bare(name) in _REGIONS


def is_nation(name: str) -> bool:
    """Say whether a name is that of England, Wales or both."""
    return normal(plain(name)) in _NATIONS


def nations_above(names: Collection[str]) -> frozenset[str]:
    """Give the names of nations that other names of the same column are parts of.

    England is the sum of its regions and authorities. Wales is an area beside the regions of
    England, and the sum of its authorities otherwise.

    Parameters:
        names: the names of areas in a table.

    Example:
        >>> sorted(nations_above(["North East", "London", "Wales", "England"]))
        ['England']
        >>> sorted(nations_above(["Gwynedd", "Cardiff", "Wales"]))
        ['Wales']
    """
    nations = {name for name in names if is_nation(name)}
    others = [name for name in names if name not in nations and not is_total(name)]
    if not others:
        # England beside Wales: only both together are a sum.
        both = {name for name in nations if normal(name) in _BOTH_NATIONS}
        return frozenset(both if nations - both else ())
    if all(is_region(name) for name in others):
        nations -= {name for name in nations if normal(name) in _WALES}
    return frozenset(nations)


def _bare(name: str) -> str:
    return " ".join(word for word in normal(plain(name)).split() if word not in _LITTLE_WORDS)


_REGIONS = frozenset(map(_bare, REGIONS))
_REGION_STARTS = tuple(f"{name} " for name in sorted(_REGIONS))
