"""Cite a figure or a source, in plain text and in HTML."""

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
_STANDING_WORDS = {"reported": " Reported by one account.", "disputed": " Accounts differ."}


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
    text, names = statement(evidence_id), sources_of(evidence_id)
    plain = [_cite_plain(source(name)) for name in names]
    paragraph = f"<p>{escape(text)}</p>" if text else ""
    items = "".join(f"<li>{cite_html(name)}</li>" for name in names)
    citation = Citation(" ".join(filter(None, [text, *plain])))
    citation.html = f"{paragraph}<ul>{items}</ul>"
    return citation


def _cite_plain(cited: Source) -> str:
    stop = "" if cited.title.endswith((".", "?", "!")) else "."
    return f"{cited.publisher} ({cited.year}) {cited.title}{stop} {cited.url}"


def cite_html(source_id: str) -> str:
    """Return the citation of a source as HTML, its title linked.

    Example:
        >>> cite_html("ons2012").partition(" <a ")[0]
        'Office for National Statistics (2013)'
    """
    cited = source(source_id)
    title = f'<a href="{escape(cited.url)}">{escape(cited.title)}</a>'
    return f"{escape(cited.publisher)} ({cited.year}) {title}."


def sources_of(evidence_id: str) -> tuple[str, ...]:
    """Return the ids of the sources of a figure, a derived figure or a count of births.

    Example:
        >>> sources_of("england-2012")
        ('rcog2013',)
    """
    row = _find(evidence_id)
    if isinstance(row, Derived):
        return tuple(dict.fromkeys(name for given in row.inputs for name in sources_of(given)))
    return (row.id,) if isinstance(row, Source) else row.source_ids


def statement(evidence_id: str) -> str:
    """Return what a figure says, of whom, where and when, without its sources; empty for a source.

    Example:
        >>> statement("england-2012")
        '694,241 live births: England, 2012.'
    """
    row = _find(evidence_id)
    if isinstance(row, Source):
        return ""
    if isinstance(row, BirthCount):
        return f"{row.text}: {row.geography}, {row.period}."
    text = f"{row.text}: {row.measure}, {row.geography}, {row.period}"
    if isinstance(row, Derived):
        inputs = join_words(row.inputs)
        return f"{text}. Derived by the authors of this pack: {row.arithmetic}. From {inputs}."
    return f"{text} ({row.definition}).{_STANDING_WORDS.get(row.standing, '')}"


def _find(evidence_id: str) -> Figure | Derived | BirthCount | Source:
    rows: dict[str, Figure | Derived | BirthCount | Source] = {
        **by_id(all_figures),
        **by_id(all_derived),
        **births_by_id(),
        **by_id(all_sources),
    }
    return rows[require_known("figure or source", evidence_id, rows, listed_in=_PAGES)]
