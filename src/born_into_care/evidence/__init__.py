"""The figures and their sources: look up, choose among, cite."""

from born_into_care.evidence.areas import AREAS, NATIONS, REGIONS, area_slug
from born_into_care.evidence.citing import cite, cite_html, sources_of, statement
from born_into_care.evidence.lookup import births, births_by_id, births_link, select
from born_into_care.evidence.tables import derived, figures, live_births, read_table, sources
from born_into_care.evidence.values import (
    BirthCount,
    Derived,
    Figure,
    Source,
    derivation,
    figure,
    source,
)

__all__ = [
    "AREAS",
    "NATIONS",
    "REGIONS",
    "BirthCount",
    "Derived",
    "Figure",
    "Source",
    "area_slug",
    "births",
    "births_by_id",
    "births_link",
    "cite",
    "cite_html",
    "derivation",
    "derived",
    "figure",
    "figures",
    "live_births",
    "read_table",
    "select",
    "source",
    "sources",
    "sources_of",
    "statement",
]
