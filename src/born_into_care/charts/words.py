"""The words beside a chart as HTML: description, table and sources."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from born_into_care.evidence.kept import kept
from born_into_care.text import join_words

if TYPE_CHECKING:
    import pandas as pd


def paragraph(text: str, *, kind: str) -> str:
    """Give an escaped paragraph with a class."""
    return f'<p class="{kind}">{html.escape(text)}</p>'


def table_html(table: pd.DataFrame, *, caption: str) -> str:
    """Give a table folded behind one line that opens by keyboard.

    The first column heads its row, so that a screen reader can say which row a number is in.

    Parameters:
        table: what to show; every cell as it should be read.
        caption: what the table holds.
    """
    heads = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in table.columns)
    rows = "".join(
        f'<tr><th scope="row">{html.escape(str(first))}</th>'
        + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in table.itertuples(index=False)
    )
    return (
        '<details class="bic-table"><summary>The figures as a table</summary>'
        # A region that scrolls sideways must be reachable by keyboard.
        f'<div class="bic-scroll" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f"<table><caption>{html.escape(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def notes_html(notes: Sequence[str]) -> str:
    """Give definitions, methods and gaps folded behind one line; nothing where there are none."""
    if not notes:
        return ""
    items = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return (
        '<details class="bic-notes"><summary>Definitions, methods and gaps</summary>'
        f"<ul>{items}</ul></details>"
    )


@kept("figures", "derived", "live_births", "sources")
def sources_html(ids: tuple[str, ...]) -> str:
    """Give the figures and their sources folded behind one line, each source once and numbered.

    Most figures of a chart share their sources: written out for each, they would be most of what
    a move of a control sends.

    Parameters:
        ids: ids of figures, derived figures, counts of births or sources.
    """
    from born_into_care.evidence import cite_html, sources_of, statement

    every = tuple(dict.fromkeys(one for name in ids for one in sources_of(name)))
    figures = []
    for name in ids:
        if statement(name):
            numbers = [str(every.index(one) + 1) for one in sources_of(name)]
            word = "Source" if len(numbers) == 1 else "Sources"
            figures.append(f"<li>{html.escape(statement(name))} {word} {join_words(numbers)}.</li>")
    listed = "".join(f"<li>{cite_html(one)}</li>" for one in every)
    return (
        '<details class="bic-sources"><summary>Where these figures come from</summary>'
        + (f"<ul>{''.join(figures)}</ul>" if figures else "")
        + f"<p>Sources</p><ol>{listed}</ol></details>"
    )
