"""Each rule of the skeleton, seen to pass and seen to fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode, v4

from tests.support import skeleton
from tests.support.skeleton import lint
from tests.support.wording import Allowance

PAGE = Path(__file__).resolve().parents[2] / "notebooks" / "99_example.ipynb"


def text(name: str, source: str) -> NotebookNode:
    cell = v4.new_markdown_cell(source)
    cell["id"] = name
    return cell


def code(name: str, source: str, *, tags: tuple[str, ...] = ()) -> NotebookNode:
    cell = v4.new_code_cell(source)
    cell["id"] = name
    if tags:
        cell.metadata["tags"] = list(tags)
    return cell


def example() -> NotebookNode:
    """A notebook that keeps every rule."""
    cells = [
        text(
            "title",
            "# Does a bigger count mean a bigger risk?\n\n"
            "A count can rise because more babies are born.",
        ),
        text(
            "overview",
            "## Overview\n\nAt the end you can:\n\n- say what a rate is of;\n- read a chart;\n"
            "- name what it leaves out.\n\n## Before you start\n\nNothing.\n\n"
            "## Time\n\nReading: 10 minutes. Doing: 25 minutes.",
        ),
        text("support", "## Content note and support\n\nThis page is about babies and parents."),
        text("set-up-heading", "## Set up\n\nRun this cell first."),
        code("set-up", "from born_into_care import show"),
        text("ask", "## What do you expect?\n\nThink of your own area."),
        code("predict", 'show("a chart")'),
        text("look", "## What the figures show\n\n### In England\n\nThe line goes up."),
        text("discuss", "## What could explain it?\n\nTalk about it with someone."),
        text("check", "## Check yourself\n\nWhich of the two rose?"),
        text("limits", "## What these figures cannot tell us\n\nThey do not say why."),
        text("summary", "## Summary\n\nA rate has two parts."),
        text("next", "## Next\n\nTurn the page."),
        text("sources", "## Sources\n\n[Licence](../LICENSE)"),
    ]
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata["born_into_care"] = {"minutes": {"read": 10, "do": 25}}
    return notebook


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(found for found in notebook.cells if found.id == name)


def rules(notebook: NotebookNode, *, allowed: tuple[Allowance, ...] = ()) -> set[str]:
    return {problem.rule for problem in lint(notebook, PAGE, allowed=allowed)}


def test_the_example_keeps_every_rule():
    assert [str(problem) for problem in lint(example(), PAGE)] == []


def add(name: str, more: str) -> Callable[[NotebookNode], None]:
    """A fault: text added to a cell."""

    def fault(notebook: NotebookNode) -> None:
        cell(notebook, name)["source"] += more

    return fault


def replace(name: str, source: str) -> Callable[[NotebookNode], None]:
    """A fault: a cell that says something else."""

    def fault(notebook: NotebookNode) -> None:
        cell(notebook, name)["source"] = source

    return fault


def without(name: str) -> Callable[[NotebookNode], None]:
    """A fault: a cell left out."""

    def fault(notebook: NotebookNode) -> None:
        notebook.cells.remove(cell(notebook, name))

    return fault


def swap_last_parts(notebook: NotebookNode) -> None:
    notebook.cells[-1], notebook.cells[-2] = notebook.cells[-2], notebook.cells[-1]


def code_first(notebook: NotebookNode) -> None:
    notebook.cells.insert(1, code("early", "show()"))


def too_many_cells(notebook: NotebookNode) -> None:
    for number in range(30):
        notebook.cells.insert(9, text(f"more-{number}", "More."))


def output(data: dict[str, object]) -> Callable[[NotebookNode], None]:
    """A fault: something saved with a cell."""

    def fault(notebook: NotebookNode) -> None:
        cell(notebook, "predict").outputs.append(v4.new_output("display_data", data=data))

    return fault


def saved_error(notebook: NotebookNode) -> None:
    cell(notebook, "predict").outputs.append(
        v4.new_output("error", ename="E", evalue="e", traceback=[])
    )


def saved_widgets(notebook: NotebookNode) -> None:
    notebook.metadata["widgets"] = {}


def other_minutes(notebook: NotebookNode) -> None:
    notebook.metadata["born_into_care"]["minutes"]["do"] = 24


def no_minutes(notebook: NotebookNode) -> None:
    del notebook.metadata["born_into_care"]


def ignored_without_reason(notebook: NotebookNode) -> None:
    cell(notebook, "predict").metadata["tags"] = ["nbval-ignore-output"]


def ignored_too_often(notebook: NotebookNode) -> None:
    for number in range(3):
        more = code(f"more-{number}", "show()", tags=("nbval-ignore-output",))
        more.metadata["born_into_care"] = {"reason": "it shows the time"}
        notebook.cells.insert(9, more)


FAULTS: list[tuple[str, str, Callable[[NotebookNode], None]]] = [
    ("skeleton", "no title", without("title")),
    ("skeleton", "two titles", add("summary", "\n\n# Another title")),
    ("skeleton", "a part is missing", without("limits")),
    ("skeleton", "a part stands twice", add("next", "\n\n## Summary")),
    ("skeleton", "parts in another order", swap_last_parts),
    ("skeleton", "two sections only", without("discuss")),
    ("skeleton", "a section outside its place", add("next", "\n\n## One more thing")),
    ("skeleton", "a heading in the middle of a cell", replace("look", "Text.\n\n## A heading")),
    ("skeleton", "no sentence that says why", replace("title", "# A title?")),
    ("skeleton", "two sentences", add("title", " And so on.")),
    ("skeleton", "too little to learn", replace("overview", "## Overview\n\n- one")),
    ("skeleton", "no set-up cell", without("set-up")),
    ("skeleton", "a long set-up cell", replace("set-up", "\n".join("abcdef"))),
    ("skeleton", "code before the set-up", code_first),
    ("levels", "a jump", replace("look", "## What the figures show\n\n#### In England")),
    ("size", "too many cells", too_many_cells),
    ("size", "a long text cell", add("discuss", " word" * 120)),
    ("size", "a long fold", add("discuss", "\n\n<details>\n\n" + "word " * 120 + "\n\n</details>")),
    ("size", "a long code cell", replace("predict", "\n".join("a" for _ in range(11)))),
    ("size", "an empty code cell", replace("predict", "")),
    ("size", "a large file", output({"text/html": "x" * 1_000_000})),
    ("code", "a loop", replace("predict", "for x in y:\n    show(x)")),
    ("code", "a comprehension", replace("predict", "[show(x) for x in y]")),
    ("code", "a lambda", replace("predict", "show(lambda x: x)")),
    ("code", "a definition", replace("predict", "def f():\n    return 1")),
    ("code", "a regular expression", replace("predict", "import re")),
    ("code", "a magic line", replace("predict", "%matplotlib inline")),
    ("time", "other minutes in the metadata", other_minutes),
    ("time", "no minutes in the metadata", no_minutes),
    ("time", "no minutes printed", replace("overview", "## Overview\n\n- a\n- b\n- c\n\n## Time")),
    ("output", "an error", saved_error),
    ("output", "the state of widgets", saved_widgets),
    ("output", "plotly.js", output({"text/html": "<script>/** plotly.js v4.1.1 */</script>"})),
    ("output", "an address in memory", output({"text/plain": "<object at 0x7f01deadbeef>"})),
    ("output", "a path of one computer", output({"text/plain": "/home/ann/pack"})),
    ("tag", "not compared, and no reason", ignored_without_reason),
    ("tag", "too many not compared", ignored_too_often),
    ("tag", "a comment of nbval", replace("predict", "show()  # NBVAL_IGNORE_OUTPUT")),
    ("image", "no text", add("look", "\n\n![](../LICENSE)")),
    ("image", "no text in HTML", add("look", '\n\n<img src="../LICENSE">')),
    ("link", "no such file", add("next", " [here](98_missing.ipynb)")),
    ("link", "no such heading", add("next", " [here](../README.md#no-such-heading)")),
    ("link", "no such heading here", add("next", " [here](#no-such-heading)")),
    ("link", "a place on one computer", add("next", " [here](file:///home/ann/x.html)")),
    ("link", "a server on one computer", add("next", " [here](http://localhost:8888/lab)")),
    ("link", "an absolute path", add("next", " [here](/notebooks/x.ipynb)")),
    ("words", "a word that shames", add("look", " Just press the key.")),
    ("words", "people as cases", add("look", " The cases rose.")),
    ("words", "babies as removals", add("look", " Removals rose.")),
    ("words", "American spelling", add("look", " We analyze the color.")),
    ("words", "American -ize", add("look", " They organized it.")),
    (
        "grade",
        "hard prose",
        replace(
            "discuss",
            "## What could explain it?\n\nInstitutional heterogeneity notwithstanding, "
            "contemporaneous organisational reconfiguration, jurisdictional particularities and "
            "socioeconomic deprivation collectively constitute alternative interpretations of "
            "geographical variability whose disentanglement necessitates individual-level "
            "longitudinal administrative information that is presently unavailable to researchers "
            "and practitioners, notwithstanding considerable methodological sophistication.",
        ),
    ),
]


@pytest.mark.parametrize(
    ("rule", "fault"), [row[::2] for row in FAULTS], ids=[r[1] for r in FAULTS]
)
def test_a_fault_is_found(rule: str, fault: Callable[[NotebookNode], None]):
    notebook = example()
    fault(notebook)
    assert rule in rules(notebook)


def test_every_rule_has_a_fault():
    assert {row[0] for row in FAULTS} == {
        "skeleton", "levels", "size", "code", "time", "output", "tag", "image", "link", "words",
        "grade",
    }  # fmt: skip


def test_a_term_of_law_may_be_allowed():
    notebook = example()
    add("look", " Serious removals law.")(notebook)
    row = Allowance(PAGE.name, "words", "Serious removals law", "a title")
    assert "words" not in rules(notebook, allowed=(row,))
    elsewhere = Allowance("01_other.ipynb", "words", "Serious removals law", "a title")
    assert "words" in rules(notebook, allowed=(elsewhere,))


def test_a_word_that_shames_is_never_allowed():
    notebook = example()
    add("look", " Just look.")(notebook)
    row = Allowance(PAGE.name, "words", "Just look", "no reason is good enough")
    assert "words" in rules(notebook, allowed=(row,))


@pytest.mark.parametrize("word", ["adjust", "justice", "seize", "size", "case law", "unjust"])
def test_a_harmless_word_is_left_alone(word: str):
    notebook = example()
    add("look", f" They {word}.")(notebook)
    assert "words" not in rules(notebook)


def test_links_that_lead_somewhere_are_left_alone():
    notebook = example()
    add("next", " [a](#Check-yourself) [b](#summary) [c](https://www.samaritans.org/)")(notebook)
    assert "link" not in rules(notebook)


def test_the_reader_of_a_saved_file_finds_the_same(tmp_path: Path):
    path = tmp_path / "notebook.ipynb"
    nbformat.write(example(), path)
    assert not [p for p in lint(nbformat.read(path, as_version=4), PAGE) if p.rule != "link"]


def test_main_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    notebook = example()
    add("look", " Obviously.")(notebook)
    path = tmp_path / "notebook.ipynb"
    nbformat.write(notebook, path)
    assert skeleton.main([str(path)]) == 1
    assert "Obviously" not in capsys.readouterr().out.split("notebook.ipynb")[0]
