"""What every notebook offers whoever learns from it or teaches with it."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from nbformat import NotebookNode

from born_into_care.activities.questions import question, questions
from tests.support.notebooks import NOTEBOOKS, code_cells, part_text, whole_text

each = pytest.mark.parametrize("number", NOTEBOOKS)


def checked(notebook: NotebookNode) -> list[str]:
    """Give the questions that a notebook asks as self-checks."""
    code = "\n".join(cell.source for cell in code_cells(notebook))
    return re.findall(r'^check\("([^"]+)"', code, re.MULTILINE)


def idle(notebook: NotebookNode) -> set[str]:
    """Give the names that the set-up cell brings in and that no cell uses and no text tells of."""
    set_up, *others = code_cells(notebook)
    brought = {
        alias.asname or alias.name
        for node in ast.walk(ast.parse(set_up.source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    used = {
        node.id
        for cell in others
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name)
    }
    told = set(re.findall(r"`(\w+)\(", whole_text(notebook)))
    return brought - used - told


@each
def test_it_has_an_exercise_with_its_solution_folded_below(number: str):
    whole = whole_text(NOTEBOOKS[number])
    place = re.search(r"^### Your turn|^## One step, with a name and a date", whole, re.MULTILINE)
    assert place, number
    assert "<details><summary>Show" in whole[place.start() :]


@each
def test_it_has_three_self_checks_with_hints(number: str):
    names = checked(NOTEBOOKS[number])
    assert len(names) >= 3
    assert all(question(name).hint for name in names)


@each
def test_it_says_what_else_it_could_be_who_is_missing_and_what_to_argue_about(number: str):
    limits = part_text(NOTEBOOKS[number], "What these figures cannot tell us")
    assert "**A rival explanation.**" in limits
    assert "**Who is missing.**" in limits
    assert re.search(r"\*\*Discuss\.\*\* .+\?", limits)


@each
def test_its_set_up_brings_in_what_it_uses_and_no_more(number: str):
    assert idle(NOTEBOOKS[number]) == set()


def test_a_verb_that_is_never_used_is_seen():
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("from born_into_care import check, compare, hint"),
            nbformat.v4.new_markdown_cell('Type `hint("01-trend")` for a nudge.'),
            nbformat.v4.new_code_cell('check("01-trend")'),
        ]
    )
    assert idle(notebook) == {"compare"}


def test_the_bank_marks_as_self_checks_what_stands_in_its_notebook():
    stands = {name for number in NOTEBOOKS for name in checked(NOTEBOOKS[number])
              if name.startswith(number)}  # fmt: skip
    assert {one.id for one in questions() if one.self_check} == stands
