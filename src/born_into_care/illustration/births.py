"""Live births of every area and period: official where they are held, else an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from born_into_care.evidence import AREAS, NATIONS, REGIONS, area_slug, births_by_id
from born_into_care.illustration.published import PERIODS, year_of

NEAREST_HELD = 2014
"""The first year for which births are held for each region."""

_BOTH = "England and Wales"


@dataclass(frozen=True)
class Births:
    """Live births of one area in one year.

    Attributes:
        number: live births.
        basis: "official", or "assumed" where they are a share of a larger area's births.
    """

    number: float
    basis: Literal["official", "assumed"]


def all_births() -> dict[tuple[str, str], Births]:
    """Give live births by area and period, for the nine regions, England and Wales.

    A financial year has the births of the calendar year in which it starts.

    Example:
        >>> births = all_births()
        >>> births["Wales", "2012/13"]
        Births(number=35238, basis='official')
        >>> births["North East", "2012/13"].basis
        'assumed'
    """
    held = {name: count.live_births for name, count in births_by_id().items()}
    found: dict[tuple[str, str], Births] = {}
    # Nations first: where a region's births are assumed, they are a share of England's.
    for area in dict.fromkeys((*NATIONS, *AREAS)):
        whole = "England" if area in REGIONS else _BOTH
        share = held[_name(area, NEAREST_HELD)] / held[_name(whole, NEAREST_HELD)]
        for period in PERIODS:
            year = year_of(period)
            if _name(area, year) in held:
                found[area, period] = Births(number=held[_name(area, year)], basis="official")
                continue
            total = (
                found[whole, period].number if area in REGIONS else float(held[_name(whole, year)])
            )
            found[area, period] = Births(number=total * share, basis="assumed")
    return found


def _name(area: str, year: int) -> str:
    return f"{area_slug(area)}-{year}"
