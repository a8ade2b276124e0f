"""How a figure or a source is cited, in plain text and in HTML."""

from __future__ import annotations

from html import escape

from born_into_care.errors import unknown
from born_into_care.evidence import tables
from born_into_care.evidence.lookup import births_by_id
from born_into_care.evidence.values import Source, derivation, figure, source
from born_into_care.text import join_words

_PAGES = "data/figures.md, data/derived.md, data/live-births.md and data/sources.md"


class Citation(str):
    """A citation: text wherever it is used, and linked lines where a notebook shows it.

    Attributes:
        html: the statement, then each source on a line of its own.
    """

    html: str

    def __new__(cls, text: str, html: str) -> Citation:
        """Give the text, with its other form beside it."""
        made = super().__new__(cls, text)
        made.html = html
        return made

    def _repr_html_(self) -> str:
        return self.html


_STANDING_WORDS = {"reported": "Reported by one account.", "disputed": "Accounts differ."}


def cite(evidence_id: str) -> Citation:
    """Give the citation of a figure, a derived figure or a source, as text.

    A notebook shows it with its sources linked, each on a line of its own.

    Parameters:
        evidence_id: an id of `figures.csv`, `derived.csv` or `sources.csv`.

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> cite("bywaters2020").partition(". https")[0]
        'University of Huddersfield and University of Central Lancashire (news release) (2020) \
Proportion of children born into care in England now one in 200'
        >>> cite("incidence-england-2012-13").partition(". ")[0]
        '35 per 10,000 live births: incidence of newborns in care proceedings, England, 2012/13 \
(newborns / live births)'
    """
    statement, cited = _parts(evidence_id)
    said = f"<p>{escape(statement)}</p>" if statement else ""
    listed = "".join(f"<li>{_linked(one)}</li>" for one in cited)
    return Citation(
        " ".join(filter(None, [statement, *[_plain(one) for one in cited]])),
        f"{said}<ul>{listed}</ul>",
    )


def cite_html(evidence_id: str) -> str:
    """Give the same citation as HTML, its sources linked.

    Parameters:
        evidence_id: an id of `figures.csv`, `derived.csv` or `sources.csv`.

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> cite_html("ons2012").partition(" <a ")[0]
        'Office for National Statistics (2013)'
    """
    statement, cited = _parts(evidence_id)
    return " ".join(filter(None, [escape(statement), *[_linked(one) for one in cited]]))


def sources_of(evidence_id: str) -> tuple[str, ...]:
    """Give the ids of the sources behind a figure, a derived figure or a count of births.

    Parameters:
        evidence_id: an id of `figures.csv` or `derived.csv`, an area and year of
            `live_births.csv` ("england-2012"), or a source's own id.

    Raises:
        PackError: if there is no such id.

    Example:
        >>> sources_of("derived-incidence-wales-2012-13")
        ('hanrahan2025', 'swansea2021', 'willispalmer2021', 'welshgov2014')
    """
    if not isinstance(evidence_id, str):
        raise unknown("figure or source", evidence_id, _known(), listed_in=_PAGES)
    if evidence_id in tables.records("sources"):
        return (evidence_id,)
    if evidence_id in tables.records("figures"):
        return figure(evidence_id).source_ids
    births = births_by_id()
    if evidence_id in births:
        return (births[evidence_id].source_id,)
    if evidence_id in tables.records("derived"):
        inputs = derivation(evidence_id).inputs
        return tuple(dict.fromkeys(name for one in inputs for name in sources_of(one)))
    raise unknown("figure or source", evidence_id, _known(), listed_in=_PAGES)


def statement(evidence_id: str) -> str:
    """Give what a figure says, of whom, where and when, without its sources; empty for a source.

    Parameters:
        evidence_id: an id of `figures.csv`, `derived.csv`, `live_births.csv` or `sources.csv`.

    Raises:
        PackError: if there is no such id; it names the nearest.

    Example:
        >>> statement("england-2012")
        '694,241 live births: England, 2012.'
    """
    return _parts(evidence_id)[0]


def _known() -> list[str]:
    return [
        *tables.records("figures"),
        *tables.records("derived"),
        *births_by_id(),
        *tables.records("sources"),
    ]


def _parts(evidence_id: str) -> tuple[str, list[Source]]:
    cited = [source(name) for name in sources_of(evidence_id)]
    if evidence_id in tables.records("figures"):
        one = figure(evidence_id)
        standing = "" if one.standing == "agreed" else f" {_STANDING_WORDS[one.standing]}"
        statement = (
            f"{one.text}: {one.measure}, {one.geography}, {one.period} ({one.definition})."
            f"{standing}"
        )
    elif evidence_id in births_by_id():
        count = births_by_id()[evidence_id]
        statement = f"{count.live_births:,} live births: {count.area}, {count.year}."
    elif evidence_id in tables.records("derived"):
        ours = derivation(evidence_id)
        statement = (
            f"{ours.text}: {ours.measure}, {ours.geography}, {ours.period}. "
            f"Derived by the authors of this pack: {ours.arithmetic}. "
            f"From {join_words(ours.inputs)}."
        )
    else:
        statement = ""
    return statement, cited


def _plain(cited: Source) -> str:
    return f"{cited.publisher} ({cited.year}) {_closed(cited.title)} {cited.url}"


def _linked(cited: Source) -> str:
    title = f'<a href="{escape(cited.url)}">{escape(cited.title)}</a>'
    return f"{escape(cited.publisher)} ({cited.year}) {title}."


def _closed(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."
