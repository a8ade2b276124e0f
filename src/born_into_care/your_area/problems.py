"""What is wrong with a table, said so that its owner can mend it.

No problem ever repeats what a cell holds: a list of problems may be saved in a notebook or sent
to a colleague, and a cell may hold a name. Row, column and the kind of fault are enough to find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from born_into_care.text import join_words
from born_into_care.your_area.safe_text import for_html, plain

Level = Literal["stops", "left out", "changed", "note"]
"""What a problem means for the result, from the gravest to the lightest."""

LEVELS: tuple[Level, ...] = ("stops", "left out", "changed", "note")
MEANING: dict[Level, str] = {
    "stops": "Has to be mended before anything is counted",
    "left out": "Something is left out of a count",
    "changed": "Read in another way than it was written",
    "note": "To know",
}
UNPROTECTED = (
    "Row numbers and numbers of rows help you to mend the table. They are not protected as counts "
    "are: remove these remarks before you share this."
)
ROWS_NAMED = 5
"""So many row numbers are named; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One kind of fault in one column, however many rows it touches.

    Attributes:
        kind: a short fixed name, for programs and tests ("hearing-before-issue").
        level: what it means for the result.
        says: what is wrong, a whole sentence.
        does: what the pack will do about it, a whole sentence.
        remedy: what the reader can do, a whole sentence.
        column: the column's name as the file has it, or "" where it concerns the whole file.
        rows: the first rows concerned, as a spreadsheet numbers them (the header is row 1).
        count: how many rows it touches.
    """

    kind: str
    level: Level
    says: str
    does: str
    remedy: str
    column: str = ""
    rows: tuple[int, ...] = ()
    count: int = 0

    @property
    def where(self) -> str:
        """Where to look, for example "Rows 4 and 9, column 'Issue date'".

        Example:
            >>> Problem("x", "note", "", "", "", column="Area", rows=(4, 9), count=2).where
            "Rows 4 and 9, column 'Area'"
        """
        places = []
        if self.rows:
            named = [f"{row:,}" for row in self.rows[:ROWS_NAMED]]
            more = self.count - len(named)
            if more > 0:
                named.append(f"{more:,} more")
            places.append(("Row " if len(named) == 1 else "Rows ") + join_words(named))
        if self.column:
            places.append(f"column '{plain(self.column)}'")
        text = ", ".join(places) or "The whole file"
        return text[0].upper() + text[1:]

    @property
    def text(self) -> str:
        """The whole problem as a few plain sentences."""
        touched = f" It touches {self.count:,} row{'s' if self.count != 1 else ''}." * (
            self.count > 0
        )
        return f"{self.where}: {self.says}{touched} {self.does} {self.remedy}".strip()


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give the problems with the gravest first, and otherwise as they were found."""
    return tuple(sorted(problems, key=lambda problem: LEVELS.index(problem.level)))


def problems_text(problems: Sequence[Problem]) -> str:
    """Give the whole list as numbered lines of plain text.

    Example:
        >>> problems_text([])
        'No problem was found.'
    """
    if not problems:
        return "No problem was found."
    lines = []
    for number, problem in enumerate(problems, start=1):
        lines.append(f"{number}. [{MEANING[problem.level]}] {problem.text}")
    return "\n".join([*lines, "", UNPROTECTED])


def problems_html(problems: Sequence[Problem]) -> str:
    """Give the whole list as an HTML table, with every text from the file escaped."""
    if not problems:
        return "<p>No problem was found.</p>"
    rows = "".join(
        "<tr>"
        f'<td style="text-align:left">{for_html(MEANING[problem.level])}</td>'
        f'<th scope="row" style="text-align:left">{for_html(problem.where, limit=400)}</th>'
        f'<td style="text-align:right">{problem.count:,}</td>'
        f'<td style="text-align:left">{for_html(problem.says, limit=1000)}</td>'
        f'<td style="text-align:left">{for_html(problem.does, limit=1000)}</td>'
        f'<td style="text-align:left">{for_html(problem.remedy, limit=1000)}</td>'
        "</tr>"
        for problem in problems
    )
    heads = "".join(
        f'<th scope="col" style="text-align:left">{head}</th>'
        for head in ("Weight", "Where", "Rows", "What is wrong", "What is done", "What you can do")
    )
    return (
        "<table><caption>Remarks: everything that was found in the table, the gravest first"
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table><p>{UNPROTECTED}</p>"
    )
