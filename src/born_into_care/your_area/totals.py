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
_TOTAL_OF = re.compile(r"(?:(?:grand|sub)[ -])?totals?\b|sum of ")
# "All Saints" is a place, and "all other areas" a part: of what begins with "all", only what names
# the whole of something, or many of a kind, is a sum.
_ALL = re.compile(
    r"all (?:of )?(?:the )?"
    r"(?:(?!(?:the|others?|remaining|saints|hallows|souls)\b)[\w&'/()-]+ ){0,3}?"
    r"(?:authorities|las|uas|areas|councils|regions|districts|boroughs|counties|localities|places"
    r"|sites|teams|courts|circuits|dfjs|trusts|wards|years|periods|quarters|months|above|rows"
    r"|babies|newborns|infants|children|england|wales|cymru|combined|together)\b"
)
_WALES = frozenset(["wales", "cymru", "wales cymru", "cymru wales"])
_ENGLAND = frozenset(["england", "lloegr"])
_BOTH_NATIONS = frozenset(
    ["england wales", "uk", "u k", "united kingdom", "gb", "g b", "great britain", "britain"]
)
_LITTLE_WORDS = frozenset(["and", "the", "region", "greater", "england"])


def is_total(name: str) -> bool:
    """Say whether an area's or a period's name is that of a totals row.

    Example:
        >>> is_total("Grand total"), is_total("All areas"), is_total("All Saints")
        (True, True, False)
    """
    bare = plain(name).casefold().strip(" :*")
    return (
        bare in _TOTALS
        or _TOTAL_OF.match(bare) is not None
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
    """Say whether a name is that of England, Wales, both, or a whole that holds both.

    Example:
        >>> is_nation("England & Wales"), is_nation("UK"), is_nation("North East England")
        (True, True, False)
    """
    return place(name) in ("England", "Wales", "both")


def place(name: str) -> str:
    """Give one text for the names that are written in several ways and mean the same place.

    Example:
        >>> place("Greater London") == place("London region"), place("Cymru"), place("UK")
        (True, 'Wales', 'both')
    """
    if is_region(name):
        return _bare(name)
    words = " ".join(w for w in normal(plain(name)).split() if w not in ("and", "the"))
    if words in _BOTH_NATIONS:
        return "both"
    if words in _WALES:
        return "Wales"
    return "England" if words in _ENGLAND else _bare(name)


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
        both = {name for name in nations if place(name) == "both"}
        return frozenset(both if nations - both else ())
    if all(is_region(name) for name in others):
        nations -= {name for name in nations if place(name) == "Wales"}
    return frozenset(nations)


def _bare(name: str) -> str:
    words = normal(plain(name)).split()
    return " ".join([word for word in words if word not in _LITTLE_WORDS] or words)


_REGIONS = frozenset(map(_bare, REGIONS))
_REGION_STARTS = tuple(f"{name} " for name in sorted(_REGIONS))
