"""Where the pack's own files show a figure: links to its row, and its digits in plain text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Files that show figures to a reader, and those that hold figures as examples.
SHOWN = ("*.md", "docs/**/*.md", "teaching/**/*.md", "teaching/**/*.yml", "notebooks/*.ipynb")
SHOWN_TOO = ("teaching/**/*.ipynb", "app/**/*.ipynb", "app/**/*.md")
HELD = ("data/*.json", "data/*.yml", "data/*.yaml", "src/**/*.py", "tests/**/*.py", "app/**/*.py")
# Made from other files by a command: never mended by hand.
MADE = ("data/datapackage.json",)


@dataclass(frozen=True)
class Place:
    """A line of a file that a person should look at.

    Attributes:
        path: the file, from the pack's root.
        where: the line, or for a notebook the cell.
        text: what stands there, shortened.
        why: what to look for.
    """

    path: str
    where: str
    text: str
    why: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"{self.path}, {self.where}: {self.why}\n    {self.text}"


@dataclass(frozen=True)
class Change:
    """A shown value that has become another.

    Attributes:
        id: the row's id.
        old, new: the value as prose writes it, before and after.
        geography: where the figure is about.
    """

    id: str
    old: str
    new: str
    geography: str

    @property
    def link(self) -> re.Pattern[str]:
        """A Markdown link to the row, its words as group 1."""
        return re.compile(rf"\[([^\]]*)\](\([^)\s]*(?:figures|derived)\.md#{re.escape(self.id)}\))")

    @property
    def digits(self) -> re.Pattern[str]:
        """The old value standing alone, with or without its commas."""
        bare = self.old.replace(",", "")
        forms = "|".join(re.escape(form) for form in dict.fromkeys((self.old, bare)))
        return re.compile(rf"(?<![\w.,\-−]){forms}(?![\w]|[.,]\d)".replace(forms, f"(?:{forms})"))


def relinked(text: str, change: Change) -> tuple[str, list[str]]:
    """Give a text with the links to a row saying its new value, and the links that could not.

    Parameters:
        text: Markdown, or a file that holds some.
        change: the row and its two values.

    Example:
        >>> change = Change("a", "2,425", "2,430", "England")
        >>> relinked("[2,425 babies](../data/figures.md#a)", change)
        ('[2,430 babies](../data/figures.md#a)', [])
        >>> relinked("[half](../data/figures.md#a)", change)[1]
        ['[half](../data/figures.md#a)']
    """
    left: list[str] = []
    whole = re.compile(rf"(?<![\w.,]){re.escape(change.old)}(?![\w]|[.,]\d)")

    def mend(match: re.Match[str]) -> str:
        words, address = match.groups()
        if not whole.search(words):
            left.append(match.group(0))
            return match.group(0)
        return f"[{whole.sub(lambda _: change.new, words, count=1)}]{address}"

    return change.link.sub(mend, text), left


def files(root: Path, patterns: tuple[str, ...]) -> list[Path]:
    """Give the files of the pack that patterns name, each once, in order."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    made = {root / name for name in MADE}
    return sorted(path for path in found - made if not _hidden(path.relative_to(root)))


def lines(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """Give each line of a file with its place; of a notebook, each line of each cell.

    A notebook's saved outputs are left out: running it makes them anew.
    """
    if path.suffix != ".ipynb":
        for number, line in enumerate(text.splitlines(), 1):
            yield f"line {number}", line
        return
    for number, cell in enumerate(json.loads(text)["cells"], 1):
        source = cell["source"]
        for line in (source if isinstance(source, str) else "".join(source)).splitlines():
            yield f"cell {cell.get('id', number)}", line


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") or part in ("build", "__pycache__") for part in path.parts)
