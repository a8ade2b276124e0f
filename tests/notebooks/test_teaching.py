"""Hold each notebook to what learning from it and teaching with it need."""

import ast
import re

from nbformat import NotebookNode, v4

from born_into_care.activities.questions import question
from born_into_care.evidence import read_data_file
from tests.support.notebooks import NOTEBOOKS, code_cells, text_cells, whole_text


def read_checks(notebook: NotebookNode) -> list[str]:
    """Return the questions that a notebook asks as self-checks."""
    code = "\n".join(cell.source for cell in code_cells(notebook))
    return re.findall(r'^check\("([^"]+)"', code, re.MULTILINE)


def find_idle(notebook: NotebookNode) -> set[str]:
    """Return the names that the first cell of code brings in, no cell uses and no text mentions."""
    set_up, *_ = code_cells(notebook)
    brought = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(set_up.source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    used = {
        node.id
        for cell in code_cells(notebook)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name)
    }
    mentioned = set(re.findall(r"`(\w+)\(", whole_text(notebook)))
    return brought - used - mentioned


def find_gaps(number: str) -> list[str]:
    """Return what a notebook lacks for somebody who learns from it or teaches with it."""
    notebook = NOTEBOOKS[number]
    whole = whole_text(notebook)
    limits = "".join(cell.source for cell in text_cells(notebook) if cell.id == "limits")
    names = read_checks(notebook)
    rules = {
        "an exercise with its solution folded below": re.search(r"<details><summary>Show", whole),
        "three self-checks with hints": len(names) >= 3
        and all(question(name).hint for name in names),
        "a rival explanation": re.search(r"\brival\b", limits),
        "who is missing": re.search(r"\bmissing\b", limits),
        "a question for the room": re.search(r"\*\*(?:Ask|Discuss)\.\*\* .+\?", whole),
        "a set-up that brings in no more than is used": not find_idle(notebook),
    }
    return [f"{number}: {rule}" for rule, holds in rules.items() if not holds]


def test_each_notebook_offers_all_that_teaching_needs():
    assert [line for number in NOTEBOOKS for line in find_gaps(number)] == []


def test_a_verb_that_is_never_used_is_seen():
    cells = [
        v4.new_code_cell("from born_into_care import check, hint, weigh"),
        v4.new_markdown_cell('Type `hint("01-trend")` for a nudge.'),
        v4.new_code_cell('check("01-trend")'),
    ]
    assert find_idle(v4.new_notebook(cells=cells)) == {"weigh"}


def test_the_bank_marks_as_self_checks_what_stands_in_its_notebook():
    names = {(number, name) for number in NOTEBOOKS for name in read_checks(NOTEBOOKS[number])}
    bank = read_data_file("questions.json")["questions"]
    own = {name for number, name in names if name.startswith(number)}
    assert {row["id"] for row in bank if row.get("self_check")} == own
