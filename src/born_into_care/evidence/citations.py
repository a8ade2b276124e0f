"""Cite a figure or a source, in plain text and in HTML."""

from __future__ import annotations

from html import escape

from born_into_care.errors import unknown
from born_into_care.evidence.rows import (
    Source,
    births_by_id,
    derived_by_id,
    figures_by_id,
    source,
    sources_by_id,
)
from born_into_care.text import join_words

_PAGES = "data/figures.md, data/derived.md, data/live-births.md and data/sources.md"
_STANDING_WORDS = {"reported": "Reported by one account.", "disputed": "Accounts differ."}


class Citation(str):
    """A citation: text wherever it is used, and linked lines where a notebook shows it.

    Attributes:
        html: the statement, then each source on a line of its own.
    """

    html: str

    def __new__(cls, text: str, html: str) -> Citation:
        """Create a citation from both of its forms."""
        citation = super().__new__(cls, text)
        citation.html = html
        return citation

    def _repr_html_(self) -> str:
        return self.html


def cite(evidence_id: str) -> Citation:
    """Return the citation of a figure, a derived figure or a source, as text.

    A notebook shows it with its sources linked, each on a line of its own.

    Parameters:
        evidence_id: an id of `figures.csv`, `derived.csv` or `sources.csv`, or an area and year
            of `live_births.csv` ("england-2012").

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> cite("incidence-england-2012-13").partition(". ")[0]
        '35 per 10,000 live births: incidence of newborns in care proceedings, England, 2012/13 \
(newborns / live births)'
    """
    text, cited = statement(evidence_id), _cited(evidence_id)
    paragraph = f"<p>{escape(text)}</p>" if text else ""
    items = "".join(f"<li>{_linked(row)}</li>" for row in cited)
    return Citation(
        " ".join(filter(None, [text, *map(_plain, cited)])), f"{paragraph}<ul>{items}</ul>"
    )


def cite_html(evidence_id: str) -> str:
    """Return the same citation as HTML in one line, its sources linked; see `cite`.

    Example:
        >>> cite_html("ons2012").partition(" <a ")[0]
        'Office for National Statistics (2013)'
    """
    linked = map(_linked, _cited(evidence_id))
    return " ".join(filter(None, [escape(statement(evidence_id)), *linked]))


def sources_of(evidence_id: str) -> tuple[str, ...]:
    """Return the ids of the sources of a figure, a derived figure or a count of births.

    Parameters:
        evidence_id: as for `cite`; a source's own id gives that id.

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> sources_of("derived-incidence-wales-2012-13")
        ('hanrahan2025', 'swansea2021', 'willispalmer2021', 'welshgov2014')
    """
    tables = (figures_by_id(), derived_by_id(), births_by_id(), sources_by_id())
    if not isinstance(evidence_id, str) or not any(evidence_id in table for table in tables):
        every = [name for table in tables for name in table]
        raise unknown("figure or source", evidence_id, every, listed_in=_PAGES)
    if found := figures_by_id().get(evidence_id):
        return found.source_ids
    if count := births_by_id().get(evidence_id):
        return (count.source_id,)
    if result := derived_by_id().get(evidence_id):
        names = [name for row in result.inputs for name in sources_of(row)]
        return tuple(dict.fromkeys(names))
    return (evidence_id,)


def statement(evidence_id: str) -> str:
    """Return what a figure says, of whom, where and when, without its sources; empty for a source.

    Parameters:
        evidence_id: as for `cite`.

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> statement("england-2012")
        '694,241 live births: England, 2012.'
    """
    sources_of(evidence_id)
    if found := figures_by_id().get(evidence_id):
        standing = "" if found.standing == "agreed" else f" {_STANDING_WORDS[found.standing]}"
        return (
            f"{found.text}: {found.measure}, {found.geography}, {found.period} "
            f"({found.definition}).{standing}"
        )
    if count := births_by_id().get(evidence_id):
        return f"{count.live_births:,} live births: {count.area}, {count.year}."
    if result := derived_by_id().get(evidence_id):
        return (
            f"{result.text}: {result.measure}, {result.geography}, {result.period}. "
            f"Derived by the authors of this pack: {result.arithmetic}. "
            f"From {join_words(result.inputs)}."
        )
    return ""


def _cited(evidence_id: str) -> list[Source]:
    return [source(name) for name in sources_of(evidence_id)]


def _plain(cited: Source) -> str:
    stop = "" if cited.title.endswith((".", "?", "!")) else "."
    return f"{cited.publisher} ({cited.year}) {cited.title}{stop} {cited.url}"


def _linked(cited: Source) -> str:
    title = f'<a href="{escape(cited.url)}">{escape(cited.title)}</a>'
    return f"{escape(cited.publisher)} ({cited.year}) {title}."
