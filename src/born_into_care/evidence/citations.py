"""Cite a figure or a source, in plain text and in HTML."""

from __future__ import annotations

from html import escape

from born_into_care.errors import require_known
from born_into_care.evidence.rows import (
    BirthCount,
    Derived,
    Figure,
    Source,
    all_derived,
    all_figures,
    all_sources,
    births_by_id,
    by_id,
    source,
)
from born_into_care.text import join_words

_PAGES = "data/figures.md, data/derived.md, data/live-births.md and data/sources.md"
_STANDING_WORDS = {"reported": "Reported by one account.", "disputed": "Accounts differ."}


class Citation(str):
    """A citation: text wherever it is used, and linked lines where a notebook shows it."""

    html = ""

    def _repr_html_(self) -> str:
        return self.html


def cite(evidence_id: str) -> Citation:
    """Return the citation of a figure, a derived figure, a source or a count of births, as text.

    A notebook shows it with its sources linked, each on a line of its own.

    Example:
        >>> cite("incidence-england-2012-13").partition(". ")[0]
        '35 per 10,000 live births: incidence of newborns in care proceedings, England, 2012/13 \
(newborns / live births)'
    """
    text, cited = statement(evidence_id), _cited(evidence_id)
    paragraph = f"<p>{escape(text)}</p>" if text else ""
    items = "".join(f"<li>{_linked(row)}</li>" for row in cited)
    citation = Citation(" ".join(filter(None, [text, *map(_plain, cited)])))
    citation.html = f"{paragraph}<ul>{items}</ul>"
    return citation


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

    Example:
        >>> sources_of("england-2012")
        ('rcog2013',)
    """
    row = _find(evidence_id)
    if isinstance(row, Figure):
        return row.source_ids
    if isinstance(row, BirthCount):
        return (row.source_id,)
    if isinstance(row, Derived):
        return tuple(dict.fromkeys(name for given in row.inputs for name in sources_of(given)))
    return (row.id,)


def statement(evidence_id: str) -> str:
    """Return what a figure says, of whom, where and when, without its sources; empty for a source.

    Example:
        >>> statement("england-2012")
        '694,241 live births: England, 2012.'
    """
    row = _find(evidence_id)
    if isinstance(row, Figure):
        text = f"{row.text}: {row.measure}, {row.geography}, {row.period} ({row.definition})."
        return f"{text} {_STANDING_WORDS.get(row.standing, '')}".rstrip()
    if isinstance(row, BirthCount):
        return f"{row.live_births:,} live births: {row.area}, {row.year}."
    if isinstance(row, Derived):
        return (
            f"{row.text}: {row.measure}, {row.geography}, {row.period}. "
            f"Derived by the authors of this pack: {row.arithmetic}. "
            f"From {join_words(row.inputs)}."
        )
    return ""


def _find(evidence_id: str) -> Figure | Derived | BirthCount | Source:
    rows: dict[str, Figure | Derived | BirthCount | Source] = {
        **by_id(all_figures),
        **by_id(all_derived),
        **births_by_id(),
        **by_id(all_sources),
    }
    return rows[require_known("figure or source", evidence_id, rows, listed_in=_PAGES)]


def _cited(evidence_id: str) -> list[Source]:
    return [source(name) for name in sources_of(evidence_id)]


def _plain(cited: Source) -> str:
    stop = "" if cited.title.endswith((".", "?", "!")) else "."
    return f"{cited.publisher} ({cited.year}) {cited.title}{stop} {cited.url}"


def _linked(cited: Source) -> str:
    title = f'<a href="{escape(cited.url)}">{escape(cited.title)}</a>'
    return f"{escape(cited.publisher)} ({cited.year}) {title}."
