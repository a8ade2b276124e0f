"""The executed notebook of a briefing, which its reader can open and change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from born_into_care.documents import Document, to_html_fragment

if TYPE_CHECKING:
    from IPython.display import HTML

TEMPLATE = Path(__file__).with_name("area_briefing.ipynb")


def show_section(document: Document, title: str = "") -> HTML:
    """Return what stands under one heading of a briefing, or the opening, to be shown."""
    from IPython.display import HTML

    section = Document(
        title or document.title, document.section(title), document.illustrative and not title
    )
    return HTML(to_html_fragment(section, lower=bool(title)))  # type: ignore[no-untyped-call]


def run_notebook(parameters: Mapping[str, str], *, identifier: str = "") -> bytes:
    """Return the notebook of a briefing, executed by papermill with the parameters of `brief`."""
    import papermill

    notebook = papermill.execute_notebook(str(TEMPLATE), None, dict(parameters), progress_bar=False)
    notebook.metadata["born_into_care"] = identifier
    return json.dumps(notebook, indent=1, ensure_ascii=False).encode()
