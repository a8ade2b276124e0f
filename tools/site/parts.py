"""The parts of a page that work without a kernel: explorers, self-checks, predictions, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from born_into_care.explorers import explorer
from born_into_care.explorers.explorer import view
from tools.site.addresses import as_pages
from tools.site.calls import Call
from tools.site.cells import explorer_html


@dataclass(frozen=True)
class Part:
    """A part of a page.

    Attributes:
        html: what stands in the page.
        explorers: the explorers whose data it needs.
    """

    html: str
    explorers: frozenset[str] = frozenset()


def for_call(call: Call) -> Part | None:
    """Give the part for a call of a verb; None for a verb whose saved output is shown as it is."""
    maker = _MAKERS.get(call.verb)
    return maker(*call.arguments, **call.choices) if maker else None


def _explore(name: str, **state: Any) -> Part:
    declared = explorer(name)
    start = declared.checked(state)
    shown = view(declared.chart_for(**start))
    return Part(as_pages(explorer_html(shown, declared.declaration(), start)), frozenset({name}))


_MAKERS = {"explore": _explore}
