"""Write the pages of `data/` that a reader lands on from a number, from templates.

A heading's text is the row's id and nothing else, so that its anchor is the id wherever Markdown
is shown.
"""

import operator
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2

from born_into_care.evidence import Derived, all_births, all_figures, all_sources
from born_into_care.text import capital

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def pages(derived: Sequence[Derived]) -> dict[str, str]:
    """Return the text of each page of the evidence by its name.

    Parameters:
        derived: the derived figures, worked out anew, so that the pages follow the figures and
            not the last saved derived.csv.
    """
    links = {row.id: f"[{row.text}](figures.md#{row.id}) ({row.id})" for row in all_figures()}
    for count in all_births():
        text = f"{count.live_births:,} live births"
        links[count.id] = f"[{text}](live-births.md#{count.id}) ({count.id})"
    for result in derived:
        what = f"{result.measure}, {result.geography}, {result.period}"
        links[result.id] = f"[{result.text}](derived.md#{result.id}): {what}"
    citations = {
        row.id: f"{row.publisher} ({row.year}), [{row.title}]({row.url}); read as: {row.read_as} "
        f"([{row.id}](sources.md#{row.id}))"
        for row in all_sources()
    }
    uses: dict[str, list[str]] = {}
    for result in derived:
        for name in dict.fromkeys((*result.inputs, result.agrees_with)):
            uses.setdefault(name, []).append(links[result.id])
    return {
        name: render(
            f"{name}.jinja",
            figures=all_figures(),
            derived=derived,
            births=all_births(),
            sources=all_sources(),
            citations=citations,
            links=links,
            uses=uses,
        )
        for name in ("figures.md", "derived.md", "live-births.md", "sources.md")
    }


def render(template: str, **values: Any) -> str:
    """Return a template of `templates/` filled in, with one line feed at its end."""
    return _TEMPLATES.get_template(template).render(**values).rstrip() + "\n"


def _group(rows: Iterable[Any], attribute: str) -> dict[str, list[Any]]:
    """Return rows by an attribute, in the order in which its values first come."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return groups


_TEMPLATES.filters |= {
    "capital": capital,
    "extract": lambda name, table: table[name],
    "group": _group,
}
_TEMPLATES.tests["contains"] = operator.contains
