"""The pages of `data/` that a reader lands on from a number: one heading for each row.

A heading's text is the row's id and nothing else, so that its anchor is the id wherever Markdown
is shown.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, Literal

from born_into_care.evidence.derive import derive
from born_into_care.evidence.rows import (
    BirthCount,
    Derived,
    Figure,
    Source,
    all_figures,
    all_sources,
    births_by_id,
)
from born_into_care.text import capital

Page = Literal["figures.md", "derived.md", "live-births.md", "sources.md"]

STANDING_WORDS = {
    "agreed": "agreed: two or more accounts give it, or the publisher's own page does",
    "reported": "reported: one account gives it",
    "disputed": "disputed: accounts differ, and each is an entry here",
}
KIND_WORDS = {
    "primary": "primary: the researchers' or the publisher's own page",
    "secondary": "secondary: an account of what others published",
    "press": "press: a news report or comment",
    "official statistics": "official statistics",
}
MADE = "<!-- Made from the tables beside it by `python -m born_into_care.evidence`. -->"


def pages() -> dict[Page, str]:
    """Give the text of each page, made from the tables as they are now.

    Example:
        >>> "### newborns-england-2012-13" in pages()["figures.md"].splitlines()
        True
    """
    held = list(all_figures())
    # Worked out anew, so that the pages follow the figures and not the last saved derived.csv.
    ours = [_derived(row) for row in derive().to_dict("records")]
    counts = list(births_by_id().values())
    read = list(all_sources())
    cited = {one.id: _source_words(one) for one in read}
    words = {one.id: f"[{one.text}](figures.md#{one.id}) ({one.id})" for one in held}
    for count in counts:
        text = f"{count.live_births:,} live births"
        words[count.id] = f"[{text}](live-births.md#{count.id}) ({count.id})"
    for one in ours:
        what = f"{one.measure}, {one.geography}, {one.period}"
        words[one.id] = f"[{one.text}](derived.md#{one.id}): {what}"
    return {
        "figures.md": _joined(_figures_page(held, ours, words, cited)),
        "derived.md": _joined(_derived_page(ours, words)),
        "live-births.md": _joined(_births_page(counts, ours, words, cited)),
        "sources.md": _joined(_sources_page(read, held, counts, words)),
    }


def anchors(page: str) -> list[str]:
    """Give the anchors of a page's headings, in order, as a code host makes them.

    Parameters:
        page: the page's Markdown.

    Example:
        >>> anchors("# Live births\\n\\n### england-2012\\n")
        ['live-births', 'england-2012']
    """
    headings = re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", text.casefold()).replace(" ", "-") for text in headings]


_Words = dict[str, str]
"""How a row or a source is named where another entry speaks of it, by its id."""


def _figures_page(
    held: list[Figure], ours: list[Derived], words: _Words, cited: _Words
) -> Iterator[str]:
    yield from (
        "# Published figures",
        MADE,
        "Each entry is a figure as its sources give it. Its heading is the figure's id, the same "
        "as in [figures.csv](figures.csv). What each column means is in "
        "[dictionary.csv](dictionary.csv).",
        "2012/13 is the financial year from 1 April 2012 to 31 March 2013; 2012 is a calendar "
        "year. Where accounts disagree, each is an entry, and the entries name each other. What "
        "we worked out ourselves is on [another page](derived.md).",
    )
    for measure in dict.fromkeys(one.measure for one in held):
        yield f"## {capital(measure)}"
        for one in held:
            if one.measure == measure:
                yield from _figure_entry(one, ours, words, cited)


def _figure_entry(one: Figure, ours: list[Derived], words: _Words, cited: _Words) -> Iterator[str]:
    yield f"### {one.id}"
    yield f"**{one.text}**"
    yield _items(
        ("What", one.measure),
        ("Of whom", one.definition),
        ("Where", one.geography),
        ("When", one.period),
        ("How exactly", _precision(one)),
        ("Standing", STANDING_WORDS[one.standing]),
        ("Source", [cited[name] for name in one.source_ids]),
        ("Note", one.note),
        ("Another account", _links(one.disagrees_with, words)),
        (
            "What we worked out with it",
            _links([sum_.id for sum_ in ours if one.id in (*sum_.inputs, sum_.agrees_with)], words),
        ),
    )


def _derived_page(ours: list[Derived], words: _Words) -> Iterator[str]:
    yield from (
        "# Derived figures",
        MADE,
        "Our own arithmetic on published figures. No source publishes these: quote them as worked "
        "out by this pack, with the figures that they come from. Their table is "
        "[derived.csv](derived.csv).",
        "Where a published figure that goes in is rounded, the result could be anything between "
        "the two ends given.",
    )
    for measure in dict.fromkeys(one.measure for one in ours):
        yield f"## {capital(measure)}"
        for one in ours:
            if one.measure == measure:
                yield from _derived_entry(one, words)


def _derived_entry(one: Derived, words: _Words) -> Iterator[str]:
    yield f"### {one.id}"
    yield f"**{one.text}** (derived)"
    held_against = ""
    if one.agrees_with:
        verb = "gives" if one.reproduces else "does not give"
        held_against = f"the sum {verb} {words[one.agrees_with]}"
    spread = "" if one.low is None or one.high is None else _between(one.low, one.high, one.unit)
    yield _items(
        ("What", one.measure),
        ("Where", one.geography),
        ("When", one.period),
        ("The sum", one.arithmetic.replace("*", "\\*")),
        ("What goes in", _links(one.inputs, words)),
        ("What rounding allows", spread),
        ("Held against what is published", held_against),
        ("Note", one.note),
    )


def _births_page(
    counts: list[BirthCount], ours: list[Derived], words: _Words, cited: _Words
) -> Iterator[str]:
    yield from (
        "# Live births",
        MADE,
        "Official counts of live births by the mother's usual residence, for calendar years. "
        "Their table is [live_births.csv](live_births.csv). No count is held for a year that is "
        "not here.",
    )
    for area in dict.fromkeys(one.area for one in counts):
        yield f"## {area}"
        for one in counts:
            if one.area == area:
                yield f"### {one.id}"
                yield f"**{one.live_births:,} live births**"
                yield _items(
                    ("Where", one.area),
                    ("When", f"{one.year} (calendar year)"),
                    ("How exactly", "exact"),
                    ("Source", cited[one.source_id]),
                    (
                        "What we worked out with it",
                        _links([sum_.id for sum_ in ours if one.id in sum_.inputs], words),
                    ),
                )


def _sources_page(
    read: list[Source], held: list[Figure], counts: list[BirthCount], words: _Words
) -> Iterator[str]:
    yield from (
        "# Sources",
        MADE,
        "Where the figures were read, and how much of each source was read. The 2021 report's own "
        "tables are not held: most of its figures come from accounts of it. The table is "
        "[sources.csv](sources.csv).",
    )
    for one in read:
        yield f"### {one.id}"
        yield f"**{one.title}**"
        areas = dict.fromkeys(count.area for count in counts if count.source_id == one.id)
        yield _items(
            ("Publisher", one.publisher),
            ("Published", one.published),
            ("Kind", KIND_WORDS[one.kind]),
            ("Address", f"<{one.url}>"),
            ("How much was read", one.read_as),
            ("Note", one.note),
            ("Figures", _links([fig.id for fig in held if one.id in fig.source_ids], words)),
            ("Live births of", list(areas)),
        )


def _items(*pairs: tuple[str, str | list[str]]) -> str:
    lines = []
    for label, content in pairs:
        if isinstance(content, list) and len(content) > 1:
            lines.append(f"- {label}:")
            lines += [f"  - {text}" for text in content]
        elif content:
            text = content[0] if isinstance(content, list) else content
            lines.append(f"- {label}: {text}")
    return "\n".join(lines)


def _links(ids: Iterable[str], words: _Words) -> list[str]:
    return [words[name] for name in ids]


def _source_words(one: Source) -> str:
    return (
        f"{one.publisher} ({one.year}), [{one.title}]({one.url}); read as: {one.read_as} "
        f"([{one.id}](sources.md#{one.id}))"
    )


def _precision(one: Figure) -> str:
    if one.rounding is None:
        return one.precision
    low, high = one.rounding
    return f"{one.precision}: {_between(low, high, one.unit)} would be given like this"


def _between(low: float, high: float, unit: str) -> str:
    ends = " to ".join(f"{end:,.10f}".rstrip("0").rstrip(".") for end in (low, high))
    return f"from {ends} {unit}".replace("-", "−")


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _derived(row: Mapping[Hashable, Any]) -> Derived:
    cells = {str(name): None if cell != cell else cell for name, cell in row.items()}
    answer = {"yes": True, "no": False}.get(str(cells["reproduces"]))
    inputs = tuple(str(cells["inputs"]).split(";"))
    return Derived(*{**cells, "inputs": inputs, "reproduces": answer}.values())  # type: ignore[arg-type]
