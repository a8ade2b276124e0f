"""The shape that every notebook has, as a function that lists where one departs from it.

python -m tests.support.skeleton notebooks/01_....ipynb
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.support import links, markdown, reading, wording
from tests.support.wording import Allowance

ROOT = Path(__file__).resolve().parents[2]

BEFORE_SECTIONS = ("Overview", "Before you start", "Time", "Content note and support", "Set up")
AFTER_SECTIONS = (
    "Check yourself",
    "What these figures cannot tell us",
    "Summary",
    "Next",
    "Sources",
)
SECTIONS = range(3, 6)
CELLS_UNDER = 40
WORDS_UNDER = 120
LINES_AT_MOST = 10
SET_UP_LINES_AT_MOST = 5
BYTES_UNDER = 1_000_000
GRADE_UNDER = 11.0
CELL_GRADE_UNDER = 14.0
# A shorter passage has too few sentences for its grade to mean anything.
CELL_GRADE_FROM_WORDS = 40
IGNORED_OUTPUTS_AT_MOST = 2
OF_ONE_COMPUTER = re.compile(r" at 0x[0-9a-f]{6,}|/home/\w+|/Users/\w+|/tmp/|[A-Z]:\\\\Users")
TIME = re.compile(r"Reading: (\d+) minutes\. Doing: (\d+) minutes\.")


@dataclass(frozen=True)
class Problem:
    """One departure: the rule, the cell (empty for the whole notebook), and what to do."""

    rule: str
    cell: str
    text: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"[{self.rule}] {self.cell or 'notebook'}: {self.text}"


def lint(notebook: NotebookNode, path: Path, *, allowed: Iterable[Allowance] = ()) -> list[Problem]:
    """Give every place where a notebook departs from the skeleton.

    Parameters:
        notebook: the notebook, as nbformat reads it.
        path: where it is or would be: links are followed from there.
        allowed: phrases that may stay.
    """
    mine = [row for row in allowed if row.page in {path.name, "*"}]
    return [
        *skeleton(notebook, door=path.name.startswith("00_")),
        *levels(notebook),
        *sizes(notebook),
        *code(notebook),
        *times(notebook),
        *outputs(notebook),
        *tags(notebook),
        *pictures(notebook),
        *addresses(notebook, path),
        *vocabulary(notebook, mine),
        *grades(notebook),
    ]


def text_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Give the Markdown cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "markdown"]


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Give the code cells."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def under(notebook: NotebookNode, title: str) -> list[NotebookNode]:
    """Give the cells of the part with a title, its own heading's cell among them."""
    found: list[NotebookNode] = []
    inside = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            main = [part.text for part in markdown.headings(cell.source) if part.level <= 2]
            if main:
                inside = title in main
        if inside:
            found.append(cell)
    return found


def part_text(notebook: NotebookNode, title: str) -> str:
    """Give the Markdown of the part with a title, without what else shares its cells."""
    whole = "\n\n".join(cell.source for cell in text_cells(notebook))
    match = re.search(
        rf"^## {re.escape(title)}[ \t]*$(.*?)(?=^#{{1,2}} |\Z)", whole, re.DOTALL | re.MULTILINE
    )
    return match.group(1).strip() if match else ""


def skeleton(notebook: NotebookNode, *, door: bool = False) -> Iterator[Problem]:
    """The parts, by their titles and in their order."""
    found = [
        (cell, heading)
        for cell in text_cells(notebook)
        for heading in markdown.headings(cell.source)
    ]
    if not notebook.cells or not found or found[0][0] is not notebook.cells[0]:
        yield Problem("skeleton", "", "begin with a Markdown cell that holds '# ' and the title")
        return
    titles = [heading.text for _, heading in found if heading.level == 1]
    if found[0][1].level != 1 or len(titles) != 1:
        yield Problem("skeleton", "", f"there is to be one '# ' heading, the first; found {titles}")
    main = [heading.text for _, heading in found if heading.level == 2]
    for title in (*BEFORE_SECTIONS, *AFTER_SECTIONS):
        if main.count(title) != 1:
            yield Problem(
                "skeleton", "", f"'## {title}' stands {main.count(title)} times, not once"
            )
    known = [title for title in main if title in {*BEFORE_SECTIONS, *AFTER_SECTIONS}]
    # The door opens with the content note: nobody meets the subject before they are warned of it.
    before = [*BEFORE_SECTIONS]
    if door:
        before.sort(key=lambda title: title != "Content note and support")
    wanted = [title for title in (*before, *AFTER_SECTIONS) if title in known]
    if known != wanted:
        yield Problem("skeleton", "", f"the parts stand in this order: {known}; wanted {wanted}")
    elif {"Set up", "Check yourself"} <= set(main):
        between = main[main.index("Set up") + 1 : main.index("Check yourself")]
        if len(between) not in SECTIONS or len(main) != len(known) + len(between):
            yield Problem("skeleton", "", f"3 to 5 sections go after 'Set up'; found {between}")
    may_share = {"Overview", "Before you start", "Time"}
    for cell, heading in found:
        if heading.level <= 2 and not heading.first and heading.text not in may_share:
            yield Problem(
                "skeleton", cell.id, f"begin a cell with '{heading.text}': cells fold at headings"
            )
    yield from _why(notebook.cells[0])
    bullets = re.findall(r"^[-*] ", part_text(notebook, "Overview"), re.MULTILINE)
    if len(bullets) not in SECTIONS:
        yield Problem("skeleton", "", f"Overview lists 3 to 5 things; found {len(bullets)}")
    set_up = [cell for cell in under(notebook, "Set up") if cell.cell_type == "code"]
    if len(set_up) != 1:
        yield Problem("skeleton", "", f"Set up has one code cell; found {len(set_up)}")
    elif len(set_up[0].source.splitlines()) > SET_UP_LINES_AT_MOST:
        yield Problem("skeleton", set_up[0].id, f"{SET_UP_LINES_AT_MOST} lines at most for set-up")
    if code_cells(notebook) and set_up and code_cells(notebook)[0] is not set_up[0]:
        yield Problem("skeleton", code_cells(notebook)[0].id, "no code before the set-up cell")


def _why(cell: NotebookNode) -> Iterator[Problem]:
    """The first cell: after the title, one sentence that says why."""
    said = markdown.prose(cell.source)
    if len(reading.sentences(said)) != 1 or not said.rstrip().endswith((".", "?")):
        yield Problem("skeleton", cell.id, "after the title goes one sentence: why it matters")


def levels(notebook: NotebookNode) -> Iterator[Problem]:
    """Headings read as an outline: no level is left out."""
    before = 0
    for cell in text_cells(notebook):
        for heading in markdown.headings(cell.source):
            if heading.level > before + 1:
                jump = f"from level {before} to {heading.level}"
                yield Problem("levels", cell.id, f"'{heading.text}' jumps {jump}")
            before = heading.level


def sizes(notebook: NotebookNode) -> Iterator[Problem]:
    """What fits a reader's patience, and a code host's preview."""
    if len(notebook.cells) >= CELLS_UNDER:
        yield Problem("size", "", f"{len(notebook.cells)} cells; keep under {CELLS_UNDER}")
    for cell in text_cells(notebook):
        count = len(reading.words(markdown.all_words(cell.source)))
        if count >= WORDS_UNDER:
            yield Problem("size", cell.id, f"{count} words; keep under {WORDS_UNDER}")
    for cell in code_cells(notebook):
        lines = len(cell.source.splitlines())
        if not 1 <= lines <= LINES_AT_MOST:
            yield Problem("size", cell.id, f"{lines} lines of code; 1 to {LINES_AT_MOST}")
    size = len(nbformat.writes(notebook).encode())
    if size >= BYTES_UNDER:
        yield Problem("size", "", f"{size:,} bytes; keep under {BYTES_UNDER:,}")


PLUMBING: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], str], ...] = (
    ((ast.For, ast.AsyncFor, ast.While), "a loop"),
    ((ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp), "a comprehension"),
    (ast.Lambda, "a lambda"),
    ((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef), "a definition"),
    (ast.Try, "a try"),
)


def code(notebook: NotebookNode) -> Iterator[Problem]:
    """Learners set values and call verbs; what plumbs belongs in the package."""
    for cell in code_cells(notebook):
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            yield Problem("code", cell.id, "this is not plain Python (no % and no ! lines)")
            continue
        for node in ast.walk(tree):
            for kinds, name in PLUMBING:
                if isinstance(node, kinds):
                    yield Problem("code", cell.id, f"{name} is for the package, not for a learner")
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
            if {"re", "regex"} & {module.split(".")[0] for module in modules}:
                yield Problem("code", cell.id, "a regular expression is for the package")


def times(notebook: NotebookNode) -> Iterator[Problem]:
    """The minutes that are printed are those in the metadata, which sessions are added up from."""
    printed = TIME.search(part_text(notebook, "Time"))
    minutes = notebook.metadata.get("born_into_care", {}).get("minutes", {})
    known = {key: minutes.get(key) for key in ("read", "do")}
    if printed is None:
        yield Problem("time", "", "under Time goes: Reading: 10 minutes. Doing: 25 minutes.")
    elif known != {"read": int(printed[1]), "do": int(printed[2])}:
        yield Problem("time", "", f"Time says '{printed[0]}', the metadata says {known}")


def outputs(notebook: NotebookNode) -> Iterator[Problem]:
    """What is saved is small, without error, and the same on every computer."""
    if "widgets" in notebook.metadata:
        yield Problem("output", "", "the state of widgets is saved with it; use `make notebooks`")
    for cell in code_cells(notebook):
        text = json.dumps(cell.outputs)
        if any(output.output_type == "error" for output in cell.outputs):
            yield Problem("output", cell.id, "an error is saved with it")
        if "plotly.js v" in text or "Plotly.register" in text or "/*! For license" in text:
            yield Problem("output", cell.id, "plotly.js itself is saved with it")
        if found := OF_ONE_COMPUTER.search(text):
            yield Problem("output", cell.id, f"'{found[0]}' differs from computer to computer")


def tags(notebook: NotebookNode) -> Iterator[Problem]:
    """An output that is not compared is an exception, with its reason."""
    ignored = [cell for cell in code_cells(notebook) if _ignored(cell)]
    if len(ignored) > IGNORED_OUTPUTS_AT_MOST:
        yield Problem(
            "tag", "", f"{len(ignored)} outputs are not compared; {IGNORED_OUTPUTS_AT_MOST} at most"
        )
    for cell in ignored:
        if not cell.metadata.get("born_into_care", {}).get("reason"):
            yield Problem("tag", cell.id, "say in metadata.born_into_care.reason why")
    for cell in code_cells(notebook):
        if re.search(r"#\s*(NBVAL_|PYTEST_VALIDATE)", cell.source):
            yield Problem("tag", cell.id, "use a tag, not a comment that a learner has to read")


def _ignored(cell: NotebookNode) -> bool:
    return bool({"nbval-ignore-output", "nbval-skip"} & set(cell.metadata.get("tags", [])))


def pictures(notebook: NotebookNode) -> Iterator[Problem]:
    """Images are told to those who do not see them."""
    for cell in text_cells(notebook):
        for image in markdown.images(cell.source):
            if not (image.alternative or "").strip():
                yield Problem("image", cell.id, f"the image {image.source[:60]} has no text for it")


def addresses(notebook: NotebookNode, path: Path) -> Iterator[Problem]:
    """Links lead somewhere."""
    own = {
        part.text.replace(" ", "-")
        for cell in text_cells(notebook)
        for part in markdown.headings(cell.source)
    }
    own |= {markdown.anchor(title.replace("-", " ")) for title in own}
    for cell in text_cells(notebook):
        for address in markdown.links(cell.source):
            if address.startswith("#"):
                if address[1:] not in own:
                    yield Problem("link", cell.id, f"the link {address} leads to no heading here")
            elif wrong := links.broken(address, page=path):
                yield Problem("link", cell.id, wrong)


def vocabulary(notebook: NotebookNode, allowed: Iterable[Allowance]) -> Iterator[Problem]:
    """Words that hurt, and words spelled as in the United States."""
    rows = list(allowed)
    for cell in text_cells(notebook):
        for wrong in wording.faults(markdown.all_words(cell.source), allowed=rows):
            yield Problem("words", cell.id, wrong)


def grades(notebook: NotebookNode) -> Iterator[Problem]:
    """The prose is within reach of a reader of sixteen."""
    # Sources are titles that others wrote.
    sources = {cell.id for cell in under(notebook, "Sources")}
    passages = {
        cell.id: markdown.prose(cell.source)
        for cell in text_cells(notebook)
        if cell.id not in sources
    }
    whole = reading.grade("\n".join(passages.values()))
    if whole >= GRADE_UNDER:
        yield Problem("grade", "", f"reading grade {whole:.1f}; keep under {GRADE_UNDER:.0f}")
    for name, passage in passages.items():
        if len(reading.words(passage)) >= CELL_GRADE_FROM_WORDS:
            value = reading.grade(passage)
            if value >= CELL_GRADE_UNDER:
                limit = f"keep under {CELL_GRADE_UNDER:.0f}"
                yield Problem("grade", name, f"reading grade {value:.1f}; {limit}")


def main(paths: list[str]) -> int:
    """Print the problems of the notebooks named, or of them all."""
    chosen = [Path(path) for path in paths] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    rows = wording.allowances()
    total = 0
    for path in chosen:
        problems = lint(nbformat.read(path, as_version=4), path.resolve(), allowed=rows)
        total += len(problems)
        print(f"{path}: {'no problem' if not problems else ''}")
        for problem in problems:
            print(f"  {problem}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
