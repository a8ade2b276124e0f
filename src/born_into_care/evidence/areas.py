"""The places that the evidence speaks of, in the order in which official tables list them."""

import re

REGIONS = (
    "North East",
    "North West",
    "Yorkshire and The Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
)
"""The nine regions of England, in the order of the Office for National Statistics."""

AREAS = (*REGIONS, "Wales")
"""The nine regions of England, then Wales: what a comparison between areas ranges over."""

NATIONS = ("England", "Wales")


def area_slug(area: str) -> str:
    """Return an area's name as it stands in an id: small letters, hyphens, nothing in brackets.

    Example:
        >>> area_slug("England and Wales (with usual residence elsewhere)")
        'england-and-wales'
    """
    return re.sub(r"[^a-z]+", "-", re.sub(r"\(.*?\)", "", area).casefold()).strip("-")
