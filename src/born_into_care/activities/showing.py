"""How an activity reaches a notebook: live where Python runs, as plain text everywhere else."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from born_into_care.activities.references import RichText

if TYPE_CHECKING:
    from born_into_care.activities.widgets import ActivityWidget

WIDGET_MIME = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Line:
    """One line of the plain form: text, and whether it is an item of a list."""

    text: RichText
    mark: str = ""


@dataclass(frozen=True, eq=False)
class Activity:
    """An activity as a cell gives it.

    Its text forms hold what an untouched activity shows, whatever its learner has done, so that a
    saved notebook is the same for everybody and holds nobody's words.

    Attributes:
        name: what it is, for its text form ("Self-check 01-change-size").
        lines: what a reader sees where no Python runs.
        note: what a reader without Python can do.
        make: gives the live widget.
        call: the entry that names the call of the verb, for pages without Python.
    """

    name: str
    lines: tuple[Line, ...]
    note: str
    make: Callable[[], ActivityWidget] = field(repr=False)
    call: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def widget(self) -> ActivityWidget:
        """The live widget; made when it is first needed."""
        return self.make()

    @property
    def text(self) -> str:
        """The plain form as text."""
        return "\n".join(
            [self.name, *[f"{one.mark} {one.text.plain}".strip() for one in self.lines], self.note]
        )

    @property
    def html(self) -> str:
        """The plain form as HTML."""
        out: list[str] = []
        in_list = False
        for one in self.lines:
            if bool(one.mark) != in_list:
                out.append("<ul>" if one.mark else "</ul>")
                in_list = bool(one.mark)
            lead = f"{html.escape(one.mark)} " if one.mark else ""
            tag = "li" if one.mark else "p"
            out.append(f"<{tag}>{lead}{one.text.html}</{tag}>")
        if in_list:
            out.append("</ul>")
        return (
            f'<div class="bic-activity-text">{"".join(out)}'
            f"<p><em>{html.escape(self.note)}</em></p></div>"
        )

    def __repr__(self) -> str:
        """A text form without an address or a random id, so that saved notebooks stay the same."""
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": self.text,
            "text/html": self.html,
            **self.call,
            WIDGET_MIME: {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget.model_id,
            },
        }
