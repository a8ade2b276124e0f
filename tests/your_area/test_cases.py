"""Tables in the layouts that people have: what is asked, what stops, and what is counted.

`cases/` holds tables as files and `cases.csv` says what is right of each. `tables.txt` and
`adversary.txt` hold smaller ones in a block each: its kind, the table, "?" and the questions that
are open at first, ">" and the words of the command line that answer them, "=" and what is right.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from born_into_care.cli import main
from born_into_care.errors import PackError
from born_into_care.your_area.rows import Reading, open_table

HERE = Path(__file__).parent
CASES = list(csv.DictReader((HERE / "cases.csv").open(encoding="utf-8")))


@cache
def read_case(file: str) -> Reading:
    """Return the reading of a table of `cases/`, unanswered."""
    return open_table(HERE / "cases" / file)


def blocks() -> Iterator[tuple[str, bytes, str, str, str]]:
    """Yield the kind, the table, the questions, the words and what is right of each block."""
    for name in ("tables.txt", "adversary.txt"):
        text = (HERE / name).read_text(encoding="utf-8")
        for block in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
            kind, rest = block.split("\n", 1)
            table, _, said = rest.rpartition("\n?")
            questions, *lines = said.split("\n")
            words = " ".join(line[2:] for line in lines if line.startswith("> "))
            right = next(line[2:] for line in lines if line.startswith("= "))
            yield kind, table.encode(), questions, words, right


def answered(reading: Reading, words: str) -> Reading:
    """Return a reading after the words of a command line."""
    given: dict[str, dict[str, str]] = {"--column": {}, "--answer": {}}
    options = iter(shlex.split(words))
    for option, pair in zip(options, options, strict=True):
        key, _, value = pair.partition("=")
        given[option][key] = value
    return reading.change(given["--column"], given["--answer"]) if words else reading


def summary(reading: Reading) -> str:
    """Return what comes of a reading: what stops it, what it asks, or its newborns by area.

    A "*" is a number that the source hides and "-" one that it does not give.
    """
    if reading.stops:
        return "stops " + " ".join(sorted({problem.kind for problem in reading.stops}))
    if not reading.ready:
        return "asks " + " ".join(question.key for question in reading.questions)
    counts = reading.confirm().counts
    level = counts.levels.index("newborns")
    shown = np.where(np.isnan(counts.values), np.where(counts.hidden, "*", "-"), "")
    areas = [
        " ".join([area, *(mark or f"{n:.0f}" for mark, n in zip(marks, numbers, strict=True))])
        for area, marks, numbers in zip(
            counts.areas, shown[..., level], counts.values[..., level], strict=True
        )
    ]
    kind = next((place.kind for place in counts.places.values() if place), "own")
    said = f"{kind}: {'; '.join(areas)}: {', '.join(counts.periods)}"
    said += f": part {', '.join(counts.incomplete)}" if counts.incomplete else ""
    aside = sum(rows for reason, rows in counts.account if reason.startswith("set aside"))
    (_, read), *counted = counts.account
    assert read == sum(rows for _, rows in counted), "every row has one fate"
    return said + (f": aside {aside}" if aside else "")


def check(reading: Reading, questions: str, words: str, right: str) -> None:
    """Compare what is asked at first, and what comes of the answers, with what is right."""
    assert sorted(q.key for q in reading.questions) == sorted(questions.split())
    offered = " ".join(q.write(value) for q in reading.questions for value in q.options)
    try:
        found = summary(answered(reading, words))
    except PackError:
        found = "error"
    assert found == right, offered


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['file']}")
def test_a_table_of_each_kind_gives_the_right_answer(case: dict[str, str]) -> None:
    check(read_case(case["file"]), case["questions"], case["words"], case["right"])


def test_the_command_line_says_of_each_case_whether_it_can_be_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = []
    for case in CASES:
        path = HERE / "cases" / case["file"]
        code = main(["check", str(path), *shlex.split(case["words"])])
        printed = capsys.readouterr().out
        counted = not case["right"].startswith(("asks", "stops"))
        if (code == 0) != counted or ("This table can be counted." in printed) != counted:
            wrong.append((case["file"], code, printed))
    assert wrong == []


@pytest.mark.parametrize(
    ("table", "questions", "words", "right"),
    [pytest.param(*rest, id=kind) for kind, *rest in blocks()],
)
def test_further_tables_of_each_kind(table: bytes, questions: str, words: str, right: str) -> None:
    check(open_table(table, "table.csv"), questions, words, right)
