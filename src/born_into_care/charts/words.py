"""The words beside a chart as HTML: description, table and sources."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

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


@cache
def sources_html(ids: tuple[str, ...]) -> str:
    """Give the sources folded behind one line, each with its standing and its address.

    Parameters:
        ids: ids of figures, derived figures or sources.
    """
    from born_into_care.evidence import cite_html

    items = "".join(f"<li>{cite_html(name)}</li>" for name in ids)
    return (
        '<details class="bic-sources"><summary>Where these figures come from</summary>'
        f"<ul>{items}</ul></details>"
    )
