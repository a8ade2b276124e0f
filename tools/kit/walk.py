"""A notebook as what happens in it: parts with titles, and in each what is read and done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tools.site.calls import Call, last_call

_FOLDED = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_HEADING = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)
_EVIDENCE = re.compile(r"\]\(\.\./data/(?:figures|derived|live-births)\.md#([a-z0-9-]+)\)")
_TERM = re.compile(r"\]\(\.\./teaching/glossary\.md#([a-z0-9-]+)\)")


@dataclass(frozen=True)
class Piece:
    """One thing that a learner meets.

    Attributes:
        cell: the id of its cell.
        heading: its own heading below the part's title; empty if it has none.
        text: its Markdown, without headings and without what is folded.
        folded: what is folded in it (an answer, hints), as Markdown.
        call: for code, the verb that it ends in; None for text.
    """

    cell: str
    heading: str = ""
    text: str = ""
    folded: str = ""
    call: Call | None = None

    @property
    def verb(self) -> str:
        """The verb of its code; empty for text."""
        return self.call.verb if self.call else ""


@dataclass(frozen=True)
class Part:
    """A part of a notebook: its title and its pieces, in order."""

    title: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All of its Markdown, without headings and without what is folded."""
        return "\n\n".join(piece.text for piece in self.pieces if piece.text)


@dataclass(frozen=True)
class Walk:
    """A notebook, from its title to its sources.

    Attributes:
        name: the file's name without ending.
        title: the notebook's title.
        why: the sentence below it.
        parts: its parts.
    """

    name: str
    title: str
    why: str
    parts: tuple[Part, ...]

    @property
    def number(self) -> str:
        """The two digits that its name begins with."""
        return self.name[:2]

    def part(self, title: str) -> Part:
        """Give a part by its title; an empty one if there is none."""
        return next((part for part in self.parts if part.title == title), Part(title, ()))

    @property
    def sections(self) -> tuple[Part, ...]:
        """The parts between 'Set up' and 'Check yourself': what the notebook is about."""
        titles = [part.title for part in self.parts]
        return self.parts[titles.index("Set up") + 1 : titles.index("Check yourself")]

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every piece, in order."""
        for part in self.parts:
            yield from part.pieces

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the figures that its text links to, each once."""
        return evidence_in("\n".join(f"{piece.text}\n{piece.folded}" for piece in self.pieces))

    @property
    def terms(self) -> tuple[str, ...]:
        """The anchors of the glossary that its text links to, each once."""
        found = (_TERM.findall(f"{piece.text}\n{piece.folded}") for piece in self.pieces)
        return tuple(dict.fromkeys(term for terms in found for term in terms))


def evidence_in(text: str) -> tuple[str, ...]:
    """Give the ids of the figures that a text links to, each once.

    Example:
        >>> evidence_in("[2,425](../data/figures.md#newborns-england-2012-13) babies")
        ('newborns-england-2012-13',)
    """
    return tuple(dict.fromkeys(_EVIDENCE.findall(text)))


def read(path: Path) -> Walk:
    """Give a notebook as a walk.

    Raises:
        ValueError: if it does not begin with a title.
    """
    notebook = nbformat.read(path, as_version=4)
    first = _HEADING.match(notebook.cells[0].source) if notebook.cells else None
    if first is None or first.group(1) != "#":
        raise ValueError(f"{path.name} does not begin with a title.")
    names: dict[str, object] = {}
    parts: list[tuple[str, list[Piece]]] = []
    for cell in notebook.cells[1:]:
        if cell.cell_type == "code":
            call = last_call(cell.source, names)
            if call is not None and parts:
                parts[-1][1].append(Piece(cell.id, call=call))
            continue
        for level, heading, text in _split(cell.source):
            if level == 2:
                parts.append((heading, []))
                heading = ""
            folded = "\n\n".join(body.strip() for _, body in _FOLDED.findall(text))
            plain = _FOLDED.sub("", text).strip()
            if parts and (plain or folded or heading):
                parts[-1][1].append(Piece(cell.id, heading, plain, folded))
    why = notebook.cells[0].source[first.end() :].strip()
    return Walk(
        path.stem,
        first.group(2).strip(),
        why,
        tuple(Part(title, tuple(own)) for title, own in parts),
    )


def _split(source: str) -> Iterator[tuple[int, str, str]]:
    """A cell's text cut at its headings: level, heading and text; level 0 before the first."""
    places = list(_HEADING.finditer(source))
    if not places or places[0].start() > 0:
        yield 0, "", source[: places[0].start() if places else None]
    for place, match in enumerate(places):
        end = places[place + 1].start() if place + 1 < len(places) else None
        yield len(match.group(1)), match.group(2).strip(), source[match.end() : end]
