"""Hold each notebook to asking first: nothing below a guess shows its figure unasked."""

import copy
import json
import re

from nbformat import NotebookNode

from born_into_care.activities.prediction import AFTER_GUESS, predict
from tests.support.notebooks import NOTEBOOKS, code_cells
from tools.build.notebook import read_call

PLOTLY = "application/vnd.plotly.v1+json"


def shows(cell: NotebookNode, number: float, words: str) -> bool:
    """Return whether a cell's saved outputs hold a figure: in a drawing, in words or in a table."""
    data = [output.get("data", {}) for output in cell.outputs]
    traces = json.dumps([one.get(PLOTLY, {}).get("data", []) for one in data])
    drawn = re.search(rf'"[xy]": \[[^\]]*(?<![\d.]){number:g}(?:\.0)?(?![\d.])', traces)
    texts = [str(text) for one in data for kind, text in one.items() if "text/" in kind]
    # The sums of the sources stand at the end of the drawer, out of sight.
    written = " ".join(text.partition("Where these figures come from")[0] for text in texts)
    unit = r"(?=%| per | of |</td>| bab)" if len(words) < 3 else ""
    return bool(
        drawn or re.search(rf"(?<![\d.,/]){re.escape(words)}(?![\d,/]|\.\d){unit}", written)
    )


def find_unfolded(notebook: NotebookNode) -> list[str]:
    """Return each cell that shows a figure asked for above it and is not folded until then."""
    asked, found = {}, []
    for cell in code_cells(notebook):
        if (call := read_call(cell)).verb == "predict":
            asked |= {row.id: row for row in predict(*call.arguments).rows}
        folded = AFTER_GUESS in cell.metadata.get("tags", [])
        assert not folded or cell.metadata.get("collapsed"), cell.id
        for row in () if folded or call.verb in ("check", "hint") else asked.values():
            if shows(cell, row.value or 0, row.value_text):
                found.append(f"{cell.id}: {row.id}")
    return found


def test_what_shows_a_figure_below_its_guess_is_folded_until_then():
    assert [line for one in NOTEBOOKS.values() for line in find_unfolded(one)] == []
    for cell in (bare := copy.deepcopy(NOTEBOOKS["05"])).cells:
        cell.metadata.tags = []
    assert any("same-day-london-2019-20" in line for line in find_unfolded(bare))
