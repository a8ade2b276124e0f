"""A notebook as what happens in it: sections with titles, and in each what is read and done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from born_into_care.text import VERB_MIME

_FOLDED = re.compile(r"<details>\s*<summary>.*?</summary>(.*?)</details>", re.DOTALL)
# What is folded until a guess is told aloud or printed like all else: only its fold goes.
_UNTIL_GUESS = re.compile(
    r'<details class="bic-veil">.*?</summary>\n\n(.*)\n\n</details>\s*\Z', re.DOTALL
)
_VERB = re.compile(r"^(?:check|explore|predict|reflect|show|themes_panel|weigh)\(", re.MULTILINE)


@dataclass(frozen=True)
class Call:
    """A call of a verb: `explore("regions", measure="Incidence")`; without a verb where none is."""

    verb: str = ""
    arguments: tuple[Any, ...] = ()
    choices: dict[str, Any] = field(default_factory=dict)


def read_call(cell: nbformat.NotebookNode) -> Call:
    """Return the call that a code cell's saved output names; one without a verb if it names none.

    Raises:
        ValueError: if it was not run, or not since verbs name themselves.
    """
    for output in cell.outputs:
        if entry := output.get("data", {}).get(VERB_MIME):
            return Call(entry["verb"], tuple(entry["arguments"]), dict(entry["choices"]))
    if _VERB.search(cell.source):
        raise ValueError(f"{cell.id!r} holds no output of its verb. Run 'make notebooks'.")
    return Call()


@dataclass(frozen=True)
class Block:
    """One thing that a learner meets.

    Attributes:
        cell: the id of its cell.
        heading: its own heading below the section's title; empty if it has none.
        text: its Markdown, without headings and without what is folded.
        folded: what is folded in it (an answer, hints), as Markdown.
        call: for code, the call of the verb that it ends in.
    """

    cell: str
    heading: str = ""
    text: str = ""
    folded: str = ""
    call: Call = field(default_factory=Call)


@dataclass(frozen=True)
class Section:
    """A section of a notebook: its title and its blocks, in order."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """All of its Markdown, without headings and without what is folded."""
        return "\n\n".join(block.text for block in self.blocks if block.text)


@dataclass(frozen=True)
class Notebook:
    """A notebook, from its title to its sources.

    Attributes:
        name: the file's name without ending.
        title: the notebook's title.
        why: the sentence below it.
        care: the line of care with where to turn.
        sections: its sections; the first holds what stands before the first heading.
    """

    name: str
    title: str
    why: str
    care: str
    sections: tuple[Section, ...]

    @property
    def number(self) -> str:
        """The two digits that its name begins with."""
        return self.name[:2]

    @property
    def subject_sections(self) -> tuple[Section, ...]:
        """The sections before 'Check yourself': what the notebook is about."""
        titles = [section.title for section in self.sections]
        return self.sections[: titles.index("Check yourself")]

    def cell_text(self, cell: str) -> str:
        """Return the Markdown of a cell by its id; nothing if there is no such cell."""
        return "\n\n".join(block.text for block in self.blocks if block.cell == cell)

    @property
    def blocks(self) -> list[Block]:
        """Every block, in order."""
        return [block for section in self.sections for block in section.blocks]

    def list_linked(self, page: str) -> tuple[str, ...]:
        """Return the anchors of a page that its text links to, each once.

        Parameters:
            page: a pattern of the page's path, from the pack's root.
        """
        text = "\n".join(f"{block.text}\n{block.folded}" for block in self.blocks)
        return tuple(dict.fromkeys(re.findall(rf"\]\(\.\./{page}#([a-z0-9-]+)\)", text)))


def read_notebook(path: Path) -> Notebook:
    """Return a notebook from its file.

    Raises:
        ValueError: if it does not begin with a title.
    """
    held = nbformat.read(path, as_version=4)
    if not held.cells or not held.cells[0].source.startswith("# "):
        raise ValueError(f"{path.name} does not begin with a title.")
    title, _, below = held.cells[0].source[2:].partition("\n")
    why, _, care = below.strip().partition("\n\n")
    sections: list[tuple[str, list[Block]]] = [(title.strip(), [])]
    for cell in held.cells[1:]:
        if cell.cell_type == "code":
            call = read_call(cell)
            if call.verb:
                sections[-1][1].append(Block(cell.id, call=call))
            continue
        if cell.id == "box":  # Minutes, and what comes before: for one who reads alone.
            continue
        for level, heading, text in _split_at_headings(_UNTIL_GUESS.sub(r"\1", cell.source)):
            if level == 2:
                sections.append((heading, []))
                heading = ""
            folded = "\n\n".join(body.strip() for body in _FOLDED.findall(text))
            shown = _FOLDED.sub("", text).strip()
            if shown or folded or heading:
                sections[-1][1].append(Block(cell.id, heading, shown, folded))
    return Notebook(
        path.stem,
        title.strip(),
        why,
        care.strip().strip("*"),
        tuple(Section(title, tuple(blocks)) for title, blocks in sections),
    )


def _split_at_headings(source: str) -> Iterator[tuple[int, str, str]]:
    """A cell's text cut at its headings: level, heading and text; level 0 before the first."""
    before, *rest = re.split(r"(?m)^(#{1,3}) (.+)$", source)
    if before or not rest:
        yield 0, "", before
    for signs, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield len(signs), heading.strip(), text
