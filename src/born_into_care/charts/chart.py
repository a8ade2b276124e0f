"""A chart: a plotly figure that never goes without its words, its table and its sources."""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from born_into_care import evidence
from born_into_care.charts import style
from born_into_care.charts.wording import render, write_words
from born_into_care.errors import PackError, require_known
from born_into_care.text import join_words, verb_entry

if TYPE_CHECKING:
    import pandas as pd

PLOTLY_MIME = "application/vnd.plotly.v1+json"

# The module with the function of each, which is imported when its chart is first asked for.
CHARTS = {
    "headline": "headline", "rising-numbers": "nations", "between": "between", "trend": "trend",
    "decomposition": "nations", "incidence": "nations", "denominators": "nations",
    "shares": "definitions", "share-change": "share_change", "regions": "regions",
    "eight": "eight", "hundred": "hundred", "forty-weeks": "forty_weeks",
    "first-week": "definitions", "practice": "practice",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure with all that a person needs who cannot see it, or who doubts it.

    Attributes:
        key: a name that is stable and fit for an address ("regions").
        sentence: what it shows, read aloud when a choice changes; the description opens with it.
        spec: the plotly figure without its title. Plain data draw without importing plotly.
        rows: what is drawn, in words: a row for each mark, each with the same columns.
        sources: ids of figures, derived figures, counts of births or sources in the evidence.
        steps: what is told beside the picture: each a heading and one or two paragraphs.
        call: names the verb that made it, from `text.verb_entry`.
    """

    key: str
    title: str
    sentence: str
    description: str
    spec: Mapping[str, Any]
    rows: Sequence[Mapping[str, str]]
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()
    steps: Sequence[tuple[str, ...]] = ()
    call: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        needed = ("key", "title", "sentence", "description", "rows", "sources")
        if empty := [name for name in needed if not getattr(self, name)]:
            raise ValueError(f"The chart {self.key!r} has no {join_words(empty)}. Give it one.")

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a DataFrame."""
        import pandas as pd

        return pd.DataFrame(list(self.rows))

    @property
    def titled_spec(self) -> dict[str, Any]:
        """The figure as plain data with its title, for a page that draws nothing but the figure."""
        return {**self.spec, "layout": style.add_title(self.spec["layout"], self.title)}

    def words_html(self) -> str:
        """Return what follows the sentence, folded: description, table, notes and sources."""
        return render(
            "words.html",
            title=self.title,
            rest=self.description.removeprefix(self.sentence).strip(),
            rows=self.rows,
            notes=self.notes,
            sources=_render_sources(self.sources),
        )

    def steps_html(self) -> str:
        """Return what is told beside the picture as an ordered list, or nothing."""
        return render("steps.html", steps=self.steps)

    def to_html(self) -> str:
        """Return the words of the chart as one HTML figure, for a page that draws the picture.

        The title is not a heading, so that the outline of the page stays its author's.
        """
        return (
            f'<figure class="bic-chart-words" aria-label="{html.escape(self.title, quote=True)}">'
            f"<p>{html.escape(self.sentence)}</p>{self.steps_html()}{self.words_html()}</figure>"
        )

    def mimebundle(self) -> dict[str, Any]:
        """Return the chart in the forms that a notebook keeps: picture, HTML and plain text."""
        return {
            PLOTLY_MIME: {**self.titled_spec, "config": style.CONFIG},
            "text/html": self.to_html(),
            "text/plain": "\n\n".join((self.title, self.description, _table_text(self.rows))),
            **self.call,
        }

    def _ipython_display_(self) -> None:
        """Show the picture, then the words: the one route by which a chart reaches a notebook."""
        from IPython.display import display

        forms = self.mimebundle()
        picture = {PLOTLY_MIME: forms.pop(PLOTLY_MIME), "text/plain": f"Chart: {self.title}"}
        for output in (picture, forms):
            display(output, raw=True)  # type: ignore[no-untyped-call]


def make_chart(
    key: str, facts: Mapping[str, object], *, data: Sequence[style.Spec],
    rows: Sequence[Mapping[str, str]], sources: Iterable[str],
    steps: Sequence[tuple[str, ...]] = (), **layout: Any,
) -> Chart:  # fmt: skip
    """Return a chart in the words of its template, with each source once.

    Parameters:
        key: names the chart, and its template in `charts/templates/`, which sets the facts in.
        layout: axes and settings, as `style.layout` takes them.
    """
    return Chart(
        key=key,
        **write_words(key, **facts),
        spec={"data": list(data), "layout": style.layout(**layout)},
        rows=rows,
        sources=tuple(dict.fromkeys(sources)),
        steps=steps,
    )


def load_chart_function(name: str) -> Callable[..., Chart]:
    """Return the function that makes a chart, or raise a PackError that says which there are."""
    module = import_module(f"born_into_care.charts.{CHARTS[require_known('chart', name, CHARTS)]}")
    loaded: Callable[..., Chart] = getattr(module, name.replace("-", "_"))
    return loaded


def show(name: str, **choices: object) -> Chart:
    """Return a chart by its name, to be shown as the last line of a cell.

    A chart, a choice or a value that does not exist raises a PackError that says which do.

    Example:
        >>> show("regions", measure="Incidence").key
        'regions'
    """
    function = load_chart_function(name)
    parameters = inspect.signature(function).parameters
    for choice, value in choices.items():
        default = parameters[require_known("choice", choice, parameters)].default
        # assumed="no" would be taken for yes.
        if isinstance(default, bool) and not isinstance(value, bool):
            raise PackError(f"Write {choice}=True or {choice}=False, not {choice}={value!r}.")
        # number="1" and world=1.0 equal what is listed, and end in a TypeError.
        if isinstance(default, int) and not isinstance(value, int):
            raise PackError(f"Write {choice}={default}, a whole number, not {choice}={value!r}.")
    return replace(function(**choices), call=verb_entry("show", name, **choices))


def _table_text(rows: Sequence[Mapping[str, str]]) -> str:
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        " ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


@evidence.cached
def _render_sources(ids: tuple[str, ...]) -> str:
    """Return the figures and their sources as HTML, each source once and numbered.

    Written out for each figure, sources would be most of what a move of a control sends.
    """
    every = list(dict.fromkeys(source for name in ids for source in evidence.sources_of(name)))
    figures = [
        (text, [str(every.index(source) + 1) for source in evidence.sources_of(name)])
        for name in ids
        if (text := evidence.statement(name))
    ]
    cited = map(evidence.cite_html, every)
    return render("sources.html", figures=figures, sources=cited)
