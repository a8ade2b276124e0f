"""Every number in the words of questions, practice themes and notice steps can be traced."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from born_into_care.paths import data_folder
from tests.support.prose import as_compared, numbers_in, rows, statistics

# Keys whose text no learner reads, or whose text is an address.
NOT_READ = {"$schema", "id", "rests_on", "rests", "answer_from", "of", "reference", "page"}
HUNDREDS = {100, 10_000}
# What stands in a question and on no row, with what it is. Answers that are wrong must be typed.
OURS = {
    ("01-change-size", "about a fifth"): "the answer, in other words",
    ("02-rounding", "34.5"): "an end of what the rounding of 35 allows",
    ("03-whole", "less than half"): "a comparison",
    ("03-whole", "one per cent"): "a comparison",
    ("03-bound", "50 per cent"): "the bound itself",
    ("03-bound", "55 per cent"): "a wrong answer",
    ("04-longer-notice", "one in seven"): "the answer, in other words",
    ("04-add-up", "103 per cent"): "a wrong answer: two shares added up",
    ("04-one-in-six", "16.7 per cent"): "one in six as a sum, which the text warns of",
    ("05-one-in-four", "25 per cent"): "a wrong answer",
    ("06-which-fits", "0.05"): "half of the last decimal",
}


def texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for one in part:
            yield from texts(one)
    elif isinstance(part, dict) and "source" not in part:
        # A part with a source of its own, a link beside it, is traced by that.
        for key, one in part.items():
            if key not in NOT_READ:
                yield from texts(one)


@cache
def by_id() -> dict[str, str]:
    """The text of each row of the evidence, by "figure:…", "derived:…" or "births:…"."""
    kinds = {"figures.md": "figure", "derived.md": "derived", "live-births.md": "births"}
    return {
        f"{kinds[entry.partition('#')[0]]}:{entry.partition('#')[2]}": as_compared(row.value_text)
        for entry, row in rows().items()
    }


def untraced(row: dict[str, Any]) -> list[str]:
    """What looks like a statistic in a row's words and is on no row of the evidence it names."""
    if row.get("illustrative"):
        return []
    named = re.findall(r"(?:figure|derived|births):[\w-]+", json.dumps(row))
    held = [by_id()[name] for name in named if name in by_id()]
    numbers = HUNDREDS | {number for text in held for number in numbers_in(text)}
    found = []
    for text in texts(row):
        for said in statistics(re.sub(r"\{[^{}]*\}", " ", text)):
            plain = as_compared(said)
            whole = any(plain in one or one in plain for one in held)
            if not whole and not (numbers_in(plain) and set(numbers_in(plain)) <= numbers):
                found.append(said)
    return found


def rows_of(name: str, key: str) -> list[tuple[str, dict[str, Any]]]:
    read = json.loads((data_folder() / f"{name}.json").read_text(encoding="utf-8"))[key]
    return [(str(row.get("id", f"{name} {place}")), row) for place, row in enumerate(read)]


ALL = [
    *rows_of("questions", "questions"),
    *rows_of("practice_themes", "themes"),
    *rows_of("notice_steps", "steps"),
]


def test_each_number_is_on_a_row_that_is_named_or_said_here_to_be_ours() -> None:
    found = {(name, number) for name, row in ALL for number in untraced(row)}
    assert found - set(OURS) == set(), "Write it as a reference, or say in this test what it is."
    assert set(OURS) - found == set(), "It is gone: take it out of this test."


def test_a_number_from_nowhere_is_seen() -> None:
    assert untraced({"stem": "In all, 1,234 babies."}) == ["1,234"]
    assert untraced({"stem": "It was {figure:newborns-wales-2012-13}, not 144."}) == ["144"]
    assert untraced({"stem": "It was 145.", "rests_on": ["figure:newborns-wales-2012-13"]}) == []
    assert untraced({"stem": "One in nine.", "rests_on": ["figure:newborns-wales-2012-13"]})
