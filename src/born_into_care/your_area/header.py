"""Where a table's headings are: below a title, over two rows, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from born_into_care.your_area.problems import Problem
from born_into_care.your_area.roles import best_role
from born_into_care.your_area.safe_text import plain

_DATA = re.compile(
    r"^[\s£$€]*[-(]?\d[\d,.\s/:%–-]*\)?$|^\d{4}[-/]\d{1,2}[-/]\d{1,2}|^\d{1,2}[-/. "
    r"][a-z0-9]{1,9}[-/. ]\d{2,4}",
    re.I,
)
_PERIOD = re.compile(r"^(?:fy\s*)?(?:19|20)\d{2}(?:\s*[-/–]\s*(?:\d{2}|\d{4}))?$", re.I)
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Header:
    """The headings of a table.

    Attributes:
        names: one for each column, each different, harmless to show.
        found: the texts of the heading row itself, to recognise it where it is repeated.
        below: how many rows of the file come before the first row of data.
        problems: what had to be done to find them.
    """

    names: tuple[str, ...]
    found: tuple[str, ...]
    below: int
    problems: tuple[Problem, ...] = ()


def looks_like_header(cells: Sequence[str]) -> bool:
    """Say whether a row could be one of headings: words, at least two, hardly a number or date.

    Example:
        >>> looks_like_header(["Area", "Period"]), looks_like_header(["Leeds", "14"])
        (True, False)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    words = [cell for cell in filled if not _DATA.match(cell) or _PERIOD.match(cell)]
    return len(filled) >= 2 and len(words) == len(filled)


def find_header(top: Sequence[tuple[int, list[str]]]) -> Header | None:
    """Give the headings that lie in the first rows of a file, or None where there is no table.

    The row with the most recognised headings is taken; without one, the first row of words that
    has a row of data below it; without that, the columns are numbered.
    """
    widths = [filled for _, cells in top if (filled := _filled(cells)) > 1]
    if not widths:
        return None
    width = Counter(widths).most_common(1)[0][0]
    scored = [(_recognised(cells), -index) for index, (_, cells) in enumerate(top)]
    most, at = max(scored)
    index = -at
    if most == 0:
        candidates = [i for i, (_, cells) in enumerate(top) if _filled(cells) >= min(2, width)]
        index = candidates[0]
        if not looks_like_header(top[index][1]) or _all_words(top, index):
            return _unheaded(top, index, width)
    return _headed(top, index, width)


def _headed(top: Sequence[tuple[int, list[str]]], index: int, width: int) -> Header:
    groups: list[str] | None = None
    names = list(top[index][1])
    above = top[index - 1][1] if index else []
    below = top[index + 1][1] if index + 1 < len(top) else []
    # Two rows of headings: one with gaps where cells were merged, one that names the columns.
    if _has_gaps(names, width) and looks_like_header(below) and not _is_data(below):
        groups, names, index = names, list(below), index + 1
    elif _has_gaps(above, width) and _filled(above) >= 2 and looks_like_header(above):
        groups = list(above)
    problems = []
    if groups is not None:
        names = _joined(groups, names, width)
        problems.append(
            Problem(
                "merged-headings", "changed", "The headings stand in two rows, some of them "
                "merged.",
                "Each column is called by the words of both rows.",
                "Check the names of the columns below; one row of headings is safer.",
                rows=(top[index][0] - 1, top[index][0]), count=2,
            )
        )  # fmt: skip
    if index - (groups is not None) > 0:
        rows = [number for number, cells in top[: index - (groups is not None)] if _filled(cells)]
        if rows:
            problems.append(
                Problem(
                    "title-rows", "left out", "Rows with a title or a remark stand above the "
                    "headings.",
                    "They are not read.", "Nothing has to be done.",
                    rows=tuple(rows), count=len(rows),
                )
            )  # fmt: skip
    width = max(width, _filled(names))
    names = (names + [""] * width)[:width]
    unique, more = _distinct(names, top[index][0])
    shown = tuple(plain(name, limit=_LONGEST_HEADING) for name in names)
    return Header(unique, shown, index + 1, (*problems, *more))


def _unheaded(top: Sequence[tuple[int, list[str]]], index: int, width: int) -> Header:
    """Columns called by their letters, because the first row is one of data."""
    problem = Problem(
        "no-headings", "stops", "The file seems to have no row of headings: its first row holds "
        "data.",
        "The columns are called by their letters, and nothing is counted yet.",
        "Put a row of headings on top (the template shows which), or say which column is which.",
        rows=(top[index][0],), count=1,
    )  # fmt: skip
    names = tuple(f"Column {letter(i)}" for i in range(width))
    return Header(names, names, index, (problem,))


def letter(index: int) -> str:
    """Give a column's letter as a spreadsheet shows it, from 0.

    Example:
        >>> letter(0), letter(27)
        ('A', 'AB')
    """
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def _filled(cells: Sequence[str]) -> int:
    """How many cells a row has, up to its last one that holds something; 0 for one cell of "
    "title."""
    held = [i for i, cell in enumerate(cells) if cell.strip()]
    return 0 if not held else held[-1] + 1 if len(held) > 1 else 1


def _recognised(cells: Sequence[str]) -> int:
    """How many headings a row holds that the pack knows, each role once."""
    if len([cell for cell in cells if cell.strip()]) < 2:
        return 0
    roles = {best_role(cell)[0] for cell in cells if 0 < len(cell.strip()) <= _LONGEST_HEADING}
    return len(roles - {None})


def _is_data(cells: Sequence[str]) -> bool:
    return any(_DATA.match(cell.strip()) and not _PERIOD.match(cell.strip()) for cell in cells)


def _all_words(top: Sequence[tuple[int, list[str]]], index: int) -> bool:
    """Whether the first row is like the rows below it, so that it is a row of data itself."""
    below = [cells for _, cells in top[index + 1 :] if _filled(cells) > 1]
    return bool(below) and any(
        cell.strip() and cell in {row[i] for row in below if i < len(row)}
        for i, cell in enumerate(top[index][1])
    )


def _has_gaps(cells: Sequence[str], width: int) -> bool:
    padded = [*cells, *[""] * (width - len(cells))]
    return bool(padded) and any(not cell.strip() for cell in padded) and _filled(cells) >= 2


def _joined(groups: Sequence[str], names: Sequence[str], width: int) -> list[str]:
    """Each lower heading with the upper one that spans it; the upper one carries to the right."""
    joined, group = [], ""
    for i in range(max(width, len(names), len(groups))):
        upper = groups[i].strip() if i < len(groups) else ""
        lower = names[i].strip() if i < len(names) else ""
        group = upper or group
        joined.append(" ".join(word for word in (group if lower else upper, lower) if word))
    return joined


def _distinct(names: Sequence[str], row: int) -> tuple[tuple[str, ...], list[Problem]]:
    """Names that differ from each other, and what was noticed about them."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    twice: list[str] = []
    for i, name in enumerate(names):
        clean = plain(name, limit=_LONGEST_HEADING) or f"Column {letter(i)}"
        seen[clean] = seen.get(clean, 0) + 1
        if seen[clean] > 1:
            twice.append(clean)
            clean = f"{clean} ({seen[clean]})"
        unique.append(clean)
    if not twice:
        return tuple(unique), []
    problem = Problem(
        "heading-twice", "note", "Two columns have the same heading.",
        "The second is called by its heading with a number after it.",
        "Check that the right one of them is used.", column=twice[0], rows=(row,), count=1,
    )  # fmt: skip
    return tuple(unique), [problem]
