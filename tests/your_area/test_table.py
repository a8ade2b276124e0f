"""A table from opening to counts: honest ones pass, a person confirms, nobody is named."""

from __future__ import annotations

import csv
import io
import itertools
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from born_into_care.briefing.practice import open_practice
from born_into_care.errors import PackError
from born_into_care.your_area import values
from born_into_care.your_area.contract import (
    LAYOUTS,
    ROLES,
    list_dictionary,
    list_template,
    make_file,
    write_template,
)
from born_into_care.your_area.protection import LEVELS
from born_into_care.your_area.remarks import ANSWERS
from born_into_care.your_area.rows import open_table
from tests.your_area.test_cases import CASES, read_case, summary

COUNTED = b"Local authority,Year,Newborns\nLeeds,2018/19,44\nLeeds,2019/20,50\n"
NAMES = ("Jane Smith", "Amir Khan", "Sian Jones", "Kofi Mensah", "Ana Silva", "Tom Baker")


def babies(number: int, seed: int, *, record: bool = False) -> bytes:
    """Return an invented authority's list of babies, over three years, dates as dd/mm/yyyy."""
    random = np.random.default_rng(seed)
    start = np.datetime64("2019-04-01")
    issued = start + random.integers(0, 3 * 365, number)
    born = issued - np.minimum(random.geometric(0.12, number) - 1, 300)
    heard = issued + np.minimum(random.geometric(0.15, number) - 1, 60)
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Child ID"] * record + ["Local authority", "Date of birth", "Date of issue",
                                           "First hearing date"])  # fmt: skip
    for n, dates in enumerate(zip(born.tolist(), issued.tolist(), heard.tolist(), strict=True)):
        rows.writerow([n] * record + ["Darlington", *(f"{day:%d/%m/%Y}" for day in dates)])
    return text.getvalue().encode()


@pytest.mark.parametrize("number", [60, 120, 300])
def test_no_honest_list_of_babies_is_refused_or_asked_about(number: int) -> None:
    refused = []
    for seed in range(40):
        reading = open_table(babies(number, seed, record=bool(seed % 2)), "babies.csv")
        counted = dict(reading.account)
        if not reading.ready or counted.pop("read") != number or sum(counted.values()) != number:
            refused.append((seed, reading.text))
    assert refused == []


def test_nothing_is_counted_before_the_mapping_is_confirmed() -> None:
    reading = open_table(COUNTED, "table.csv")
    assert reading.ready and not reading.confirmed
    with pytest.raises(PackError, match="only proposed"):
        _ = reading.counts
    assert reading.confirm().counts.areas == ("Leeds",)
    asked = open_table(COUNTED.replace(b"Newborns", b"Number"), "table.csv")
    with pytest.raises(PackError, match="can't be counted yet"):
        asked.confirm()
    assert asked.change({"newborns": "Number"}).confirm().counts.values.sum() == 94
    assert asked.change({"newborns": "Number"}).command == ["--column newborns=Number"]


def test_a_saved_mapping_is_used_again_for_the_same_columns_alone(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(COUNTED.replace(b"Newborns", b"Number"))
    saved = open_table(path).change({"newborns": "Number"}).confirm().save_mapping()
    assert saved == tmp_path / "table.csv.mapping.json"
    again = open_table(path)
    assert again.confirmed and summary(again) == "authority: Leeds 44 50: 2018/19, 2019/20"
    again.change(answers={"newborn": "under-7", "whole-periods": "yes"}).confirm().save_mapping()
    path.write_bytes(path.read_bytes().replace(b"Leeds", b"York"))
    # Other rows are looked at again, and what was answered about the old ones is not said of them.
    again = open_table(path)
    assert again.ready and not again.confirmed and again.answers == {"newborn": "under-7"}
    path.write_bytes(COUNTED.replace(b"Newborns", b"Other"))
    assert not open_table(path).confirmed
    path.write_bytes(b"Local authority,Year,Number,Number of boys\nLeeds,2018/19,44,20\n")
    assert not open_table(path).confirmed


def test_this_month_begins_on_its_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for day, month in itertools.product((1, 28), range(12 * 2024, 12 * 2031)):
        since = (date(month // 12, month % 12 + 1, day) - date(1970, 1, 1)).days
        monkeypatch.setattr(values, "today", lambda since=since: float(since))
        assert values.this_month() == month


def test_no_command_writes_over_a_file_that_it_did_not_make(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(COUNTED)
    beside = tmp_path / "table.csv.mapping.json"
    beside.write_text(json.dumps({"mine": 1}))
    with pytest.raises(PackError, match="left as it is"):
        open_table(path).confirm().save_mapping()
    (made, *_) = write_template("babies", tmp_path)
    assert write_template("babies", tmp_path)[0] == made
    made.write_text(made.read_text("utf-8-sig") + "Leeds,1,2,3\n", "utf-8")
    with pytest.raises(PackError, match="left as it is"):
        write_template("babies", tmp_path)
    assert "Leeds,1,2,3" in made.read_text("utf-8") and path.read_bytes() == COUNTED


@pytest.mark.parametrize(
    ("mapping", "answers"),
    [
        ({"newborn": "Newborns"}, {}), ({"newborns": "Newborn"}, {}),
        ({"newborns": "Newborns", "infants": "Newborns"}, {}), ({}, {"total": "set-aside"}),
        ({}, {"totals": "keep"}), ({}, {"newborn-days": "0"}), ({}, {"year": "academic"}),
        ({}, {"place:Leeds": "Leed"}),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_answered_with_a_sentence(
    mapping: dict[str, str], answers: dict[str, str]
) -> None:
    with pytest.raises(PackError):
        open_table(COUNTED, "table.csv", mapping=mapping, answers=answers)


@pytest.mark.parametrize("heading", ["Team", "Local authority", "Area", "Name", "Child", "Notes"])
@pytest.mark.parametrize("answers", [{}, {"areas": "own"}])
def test_no_person_is_shown_under_any_heading(heading: str, answers: dict[str, str]) -> None:
    rows = [[name, f"{n + 13}/05/2019", str(n), f"Seen {name}"] for n, name in enumerate(NAMES)]
    table = pd.DataFrame(rows, columns=[heading, "Date of issue", "Age in days", "Comment"])
    reading = open_table(make_file(table, "csv"), "babies.csv", answers=answers)
    assert not reading.ready
    shown = [reading.text, repr(reading), f"{reading.stops}{reading.notes}"]
    with pytest.raises(PackError) as error:
        reading.confirm()
    assert not [name for name in NAMES for text in [*shown, str(error.value)] if name in text]


def test_no_cell_of_a_column_that_is_not_read_reaches_what_is_shown() -> None:
    for case in CASES:
        reading = read_case(case["file"])
        for secret in (
            "LC000",
            "LS19C",
            "R0000",
            "Jane",
            "Amir",
            "Smith",
            "C101",
            "our case system",
        ):
            assert secret not in reading.text, case["file"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_filled_template_is_read_with_one_answer(layout: str, tmp_path: Path) -> None:
    rows = list_template(layout, filled=True)
    assert list_template(layout).empty
    for ending in ("csv", "xlsx"):
        reading = open_table(make_file(rows, ending), "template", answers={"areas": "own"})
        assert reading.layout == layout and reading.ready
        assert [*reading.columns.values()] == [*rows] == [*list_template(layout)]
    assert {path.suffix for path in write_template(layout, tmp_path)} == {".csv", ".xlsx"}


def test_the_practice_table_is_illustrative_and_its_faults_are_said() -> None:
    counts = open_practice().change(answers={"areas": "own"}).confirm().counts
    assert counts.illustrative and list(counts.places.values()) == [None] * 10
    assert np.isnan(counts.births).all() and not np.isnan(counts.values).any()
    assert sum(rows for reason, rows in counts.account if reason.startswith("set aside")) == 3


def test_dictionary_and_questions_name_every_role_and_every_answer() -> None:
    assert {*list_dictionary()["key"]} == set(ROLES)
    assert [ROLES[level].title for level in LEVELS] == [*LEVELS.values()]
    offered = {
        (question.key, value)
        for case in CASES
        for question in read_case(case["file"]).questions
        if not question.is_column
        for value in question.options
    }
    assert {key for key, _ in offered} <= set(ANSWERS)
