"""Hold each notebook to the rules, each of them seen to fail once."""

import ast
import copy
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode, v4

from born_into_care.text import VERB_MIME
from tests.support import links, markdown, reading, wording
from tests.support.notebooks import NOTEBOOKS, PATHS, code_cells, text_cells, whole_text

OF_ONE_COMPUTER = re.compile(r" at 0x[0-9a-f]{6,}|/home/\w+|/Users/\w+|/tmp/|[A-Z]:\\\\Users")
NOT_FOR_LEARNERS = (
    ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda,
    ast.FunctionDef, ast.ClassDef, ast.Try,
)  # fmt: skip
PLOTLY = "application/vnd.plotly.v1+json"
NOT_COMPARED = {"nbval-ignore-output", "nbval-skip"}

CARE = (
    "*These figures are about real babies and parents. If that is close to you, "
    "[here is where to turn](../teaching/support.md). In danger now? Call 999.*"
)
FORM = {"Overview", "Time", "Before you start", "Content note and support", "Set up", "Summary"}


def words_before_picture(notebook: NotebookNode) -> list[str]:
    """Return what is read before the first picture, or line to guess on; empty without either."""
    shown = code_cells(notebook)[0]
    data = [output.get("data", {}) for output in shown.outputs]
    guess = any(one.get(VERB_MIME, {}).get("verb") == "predict" for one in data)
    if not guess and not any({PLOTLY, "image/png"} & {*one} for one in data):
        return []
    texts = [cell.source for cell in notebook.cells[: notebook.cells.index(shown)]]
    return reading.words(markdown.all_words("\n\n".join(texts)))


def problems(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Yield a line for each rule that a notebook breaks."""
    nbformat.validate(notebook)
    whole, size = whole_text(notebook), len(nbformat.writes(notebook).encode())
    headings = [
        (cell.id, heading)
        for cell in text_cells(notebook)
        for heading in markdown.headings(cell.source)
    ]
    if not headings or headings[0][0] != notebook.cells[0].id or headings[0][1].level != 1:
        yield "heading: begin with a cell that holds '# ' and the title"
    levels = [heading.level for _, heading in headings]
    if levels.count(1) != 1 or any(b > a + 1 for a, b in pairwise(levels)):
        yield f"heading: one title, and no level left out: {levels}"
    if not notebook.cells[0].source.endswith(CARE) or "data/" in notebook.cells[0].source:
        yield "care: the first cell ends with the line that says where to turn, before any figure"
    before = words_before_picture(notebook)
    if not before or len(before) > 120:
        yield f"picture: {len(before)} words stand before the first, or there is none"
    if forms := FORM & {heading.text for _, heading in headings}:
        yield f"outline: {sorted(forms)} are parts of a form; let the question make the outline"
    minutes = notebook.metadata.get("born_into_care", {}).get("minutes", {})
    time = "> Reading: {read} minutes. Doing: {do} minutes."
    line = time.format_map({"read": 0, "do": 0, **minutes})
    if not any(c.id == "box" and c.source.startswith(line) for c in notebook.cells[:5]):
        yield f"time: the metadata says {minutes}; a cell 'box' near the top begins '{line}'"
    if len(notebook.cells) >= 40 or size >= 1_000_000 or "widgets" in notebook.metadata:
        yield f"size: {len(notebook.cells)} cells and {size:,} bytes, no state of widgets"
    own = {f"#{heading.text.replace(' ', '-')}" for _, heading in headings}
    own |= {f"#{anchor}" for anchor in markdown.anchors(whole)}
    for cell in text_cells(notebook):
        yield from (f"{cell.id}: {problem}" for problem in text_problems(cell, own, path))
    for cell in code_cells(notebook):
        yield from (f"{cell.id}: {problem}" for problem in code_problems(cell))
    grade = reading.grade("\n".join(markdown.prose(cell.source) for cell in text_cells(notebook)))
    if grade >= 11:
        yield f"grade: {grade:.1f} years of school; keep under 11"


def text_problems(cell: NotebookNode, own: set[str], path: Path) -> Iterator[str]:
    """Yield what is wrong with a Markdown cell."""
    words = markdown.all_words(cell.source)
    if (count := len(reading.words(words))) >= 120:
        yield f"size: {count} words; keep under 120"
    yield from (f"words: {fault}" for fault in wording.faults(words))
    for image in markdown.images(cell.source):
        if not image.get("alt", "").strip():
            yield f"image: {image.get('src')[:60]} has no text for it"
    for address in markdown.links(cell.source):
        if address.startswith("#") and address not in own:
            yield f"link: {address} leads to no heading here"
        elif not address.startswith("#") and (wrong := links.broken(address, page=path)):
            yield f"link: {wrong}"


def code_problems(cell: NotebookNode) -> Iterator[str]:
    """Yield what is wrong with a code cell, its code or what is saved with it."""
    lines, saved = cell.source.splitlines(), json.dumps(cell.outputs)
    try:
        nodes = list(ast.walk(ast.parse(cell.source)))
    except SyntaxError:
        nodes = [ast.Try()]
    if not 1 <= len(lines) <= 10 or any(isinstance(node, NOT_FOR_LEARNERS) for node in nodes):
        yield "code: one to ten lines that set values and call verbs"
    if '"output_type": "error"' in saved or "plotly.js v" in saved or OF_ONE_COMPUTER.search(saved):
        yield "output: an error, plotly.js itself, or what differs between computers is saved"
    drawn = sum(PLOTLY in output.get("data", {}) for output in cell.outputs)
    pictures = [
        output.get("metadata", {}).get("image/png", {}).get("alt") for output in cell.outputs
    ]
    if drawn != sum(bool(words) for words in pictures):
        yield "picture: a chart has no picture with words beside it; use `make notebooks`"
    reason = cell.metadata.get("born_into_care", {}).get("reason")
    if NOT_COMPARED & set(cell.metadata.get("tags", [])) and not reason:
        yield "tag: an output is not compared; say in metadata.born_into_care.reason why"


def test_each_notebook_keeps_to_the_rules():
    found = {number: [*problems(NOTEBOOKS[number], PATHS[number])] for number in NOTEBOOKS}
    assert {number: lines for number, lines in found.items() if lines} == {}


def change(**fields: object) -> Callable[[NotebookNode], None]:
    """Return a fault: a first code cell with other fields."""
    return lambda notebook: code_cells(notebook)[0].update(fields)


def add(text: str) -> Callable[[NotebookNode], None]:
    """Return a fault: a further Markdown cell."""
    return lambda notebook: notebook.cells.append(v4.new_markdown_cell(text))


FAULTS: tuple[tuple[str, Callable[[NotebookNode], None]], ...] = (
    ("heading", lambda notebook: notebook.cells.insert(0, v4.new_markdown_cell("No title."))),
    ("heading", add("# A second title")),
    ("heading", add("## A part\n\n#### Two levels down")),
    ("care", lambda notebook: notebook.cells[0].update(source="# A\n\nNobody to turn to.")),
    ("picture", lambda notebook: notebook.cells[0].update(source="# A\n\n" + "word " * 130)),
    ("picture", change(outputs=[])),
    ("outline", add("## Overview")),
    ("time", lambda notebook: notebook.metadata.update(born_into_care={"minutes": {"read": 1}})),
    ("size", lambda notebook: notebook.cells.extend([v4.new_markdown_cell("More.")] * 40)),
    ("size", add("word " * 120)),
    ("words", add("Just look at the removals of a color.")),
    ("image", add("![](../data/figures.md)")),
    ("link", add("[nowhere](#no-such-heading)")),
    ("link", add("[nowhere](../data/figures.md#no-such-row)")),
    ("code", change(source="for word in 'abc':\n    print(word)")),
    ("code", change(source="%matplotlib inline")),
    ("code", change(source="1\n" * 11)),
    ("output", change(outputs=[v4.new_output("error", ename="E", evalue="e", traceback=[])])),
    ("output", change(outputs=[v4.new_output("stream", name="stdout", text="<A at 0x7f00aa11>")])),
    ("picture", change(outputs=[v4.new_output("display_data", {PLOTLY: {}, "text/plain": "A"})])),
    ("tag", change(metadata={"tags": ["nbval-skip"]})),
    ("grade", add("\n\n".join(["Institutional heterogeneity notwithstanding, " * 30] * 5))),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "fault"), FAULTS)
def test_each_rule_can_be_broken(rule: str, fault: Callable[[NotebookNode], None]):
    notebook = copy.deepcopy(NOTEBOOKS["04"])
    fault(notebook)
    with pytest.MonkeyPatch.context() as context:
        context.setattr(nbformat, "validate", lambda _: None)
        found = [*problems(notebook, PATHS["04"])]
    assert any(f"{rule}:" in line for line in found), found


def test_harmless_words_are_left_alone():
    assert wording.faults("They adjust justice, seize its size, and read case law, unjust.") == []
