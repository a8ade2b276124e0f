"""Trace every number in the words of questions, practice themes and notice steps."""

import json
import re
from collections.abc import Iterator
from typing import Any

from born_into_care.paths import data_folder
from tests.support.prose import as_compared, numbers_in, rows, statistics

# Keys whose text no learner reads, or whose text is an address.
NOT_READ = {"$schema", "id", "rests_on", "rests", "answer_from", "of", "reference", "page"}
HUNDREDS = {100, 10_000}
PAGES = {"figure": "figures.md", "derived": "derived.md", "births": "live-births.md"}
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


def read_texts(part: Any) -> Iterator[str]:
    """Yield the words of a question, a theme or a step that somebody reads."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, list):
        for item in part:
            yield from read_texts(item)
    elif isinstance(part, dict) and "source" not in part:
        # A part with a source of its own, a link beside it, is traced by that.
        yield from read_texts([value for key, value in part.items() if key not in NOT_READ])


def find_untraced(part: dict[str, Any]) -> list[str]:
    """Return what looks like a statistic in a part's words and is on no row that it names."""
    if part.get("illustrative"):
        return []
    held = [
        as_compared(rows()[f"{PAGES[kind]}#{name}"].value_text)
        for kind, name in re.findall(r"(figure|derived|births):([\w-]+)", json.dumps(part))
        if f"{PAGES[kind]}#{name}" in rows()
    ]
    numbers = {*HUNDREDS, *(number for text in held for number in numbers_in(text))}
    found = []
    for text in read_texts(part):
        for number in statistics(re.sub(r"\{[^{}]*\}", " ", text)):
            plain = as_compared(number)
            whole = any(plain in text or text in plain for text in held)
            if not whole and not (numbers_in(plain) and set(numbers_in(plain)) <= numbers):
                found.append(number)
    return found


def test_each_number_is_on_a_row_that_is_named_or_listed_here_as_ours() -> None:
    found = set()
    for name, key in (
        ("questions", "questions"), ("practice_themes", "themes"), ("notice_steps", "steps"),
        ("forty_weeks", "moments"), ("claims", "claims"),
    ):  # fmt: skip
        parts = json.loads((data_folder() / f"{name}.json").read_text("utf-8"))[key]
        found |= {
            (part.get("id", f"{name} {at}"), number)
            for at, part in enumerate(parts)
            for number in find_untraced(part)
        }
    assert found - set(OURS) == set(), "Write it as a reference, or list it in this test."
    assert set(OURS) - found == set(), "It is gone: take it out of this test."


def test_a_number_from_nowhere_is_seen() -> None:
    wales = ["figure:newborns-wales-2012-13"]
    assert find_untraced({"stem": "In all, 1,234 babies."}) == ["1,234"]
    assert find_untraced({"stem": "It was {figure:newborns-wales-2012-13}, not 144."}) == ["144"]
    assert find_untraced({"stem": "It was 145.", "rests_on": wales}) == []
    assert find_untraced({"stem": "One in nine.", "rests_on": wales})
