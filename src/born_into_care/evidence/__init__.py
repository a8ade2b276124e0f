"""The figures and their sources: look up, choose among, cite.

An id or a name that does not exist raises PackError, which names the nearest that do. So do other
headings in a table, a cell too many or too few, and a word for a number. What else
`data/datapackage.json` asks for, such as known words and ids that exist, `make data` checks.
"""

from born_into_care.evidence.citations import cite, cite_html, sources_of, statement
from born_into_care.evidence.lookup import births, find_births, select
from born_into_care.evidence.rows import (
    AREAS,
    NATIONS,
    REGIONS,
    BirthCount,
    Derived,
    Figure,
    Source,
    all_births,
    all_derived,
    all_figures,
    all_sources,
    area_slug,
    births_by_id,
    derivation,
    figure,
    source,
)
from born_into_care.evidence.tables import cached, read_data_file, reload

__all__ = [
    "AREAS", "NATIONS", "REGIONS", "BirthCount", "Derived", "Figure", "Source", "all_births",
    "all_derived", "all_figures", "all_sources", "area_slug", "births", "births_by_id", "cached",
    "cite", "cite_html", "derivation", "figure", "find_births", "read_data_file",
    "reload", "select", "source", "sources_of", "statement",
]  # fmt: skip
