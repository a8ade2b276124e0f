"""The bank keeps its schema, its figures lead somewhere, and its words are plain and kind."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import jsonschema
import pytest

from born_into_care.activities import questions as bank
from born_into_care.activities.questions import Question, as_question, question, questions
from born_into_care.activities.references import fact, references, resolve
from born_into_care.errors import PackError
from born_into_care.evidence import figures
from born_into_care.paths import data_folder
from tests.support.reading import grade
from tests.support.wording import faults

NOTEBOOKS = ["01", "02", "03", "04", "05", "06", "07", "08"]
RAW = json.loads((data_folder() / "questions.json").read_text("utf-8"))
SCHEMA = json.loads((data_folder() / "questions.schema.json").read_text("utf-8"))
ROWS: list[dict[str, Any]] = RAW["questions"]
CHANGE_SIZE = next(row for row in ROWS if row["id"] == "01-change-size")
MARKED = [one for one in questions() if one.type != "reflection"]


def test_the_bank_keeps_its_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(RAW, SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "essay"},
        {"tolerance": None},
        {"answer_from": "2,914"},
        {"answer_value": 20},
        {"notebook": "9"},
        {"hint": ""},
        {"rests_on": ["somewhere"]},
        {"difficulty": "hard"},
        {"part": "learnt"},
        {"extra": 1},
    ],
    ids=str,
)
def test_the_schema_refuses(change: dict[str, Any]):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**RAW, "questions": [{**CHANGE_SIZE, **change}]}, SCHEMA)


def test_ids_are_unique_and_begin_with_their_notebook():
    assert [row["id"] for row in ROWS] == list(dict.fromkeys(row["id"] for row in ROWS))
    assert all(row["id"][:2] == row["notebook"] for row in ROWS)


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_each_notebook_has_enough(notebook: str):
    marked = [one for one in questions(notebook) if one.type != "reflection"]
    assert len(marked) >= 4
    assert sum(one.self_check for one in marked) >= 3
    assert len({one.type for one in marked}) >= 2
    assert [one for one in questions(notebook) if one.type == "reflection"]


def test_all_types_and_parts_are_there():
    assert {one.type for one in questions()} == {
        "choice", "choices", "number", "order", "reflection",
    }  # fmt: skip
    assert {one.part for one in questions() if one.part} == {"learnt", "practice", "peer"}


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_reference_leads_somewhere_and_is_listed(row: dict[str, Any]):
    listed = {ground for ground in row["rests_on"] if not ground.startswith("page:")}
    for ground in listed:
        assert fact(*ground.split(":")).text
    for text in strings({name: part for name, part in row.items() if name != "rests_on"}):
        for kind, name in references(text):
            if kind in ("figure", "derived") and name not in ("",):
                assert resolve(f"{{{kind}:{name}}}").plain
    in_stem = {f"{kind}:{name}" for kind, name in references(row["stem"])}
    in_stem |= {row["answer_from"]} if "answer_from" in row else set()
    assert {name for name in in_stem if not name.startswith("page:")} <= listed


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_no_published_figure_is_typed_in_by_hand(row: dict[str, Any]):
    # A whole number under 100 may be many things (two weeks, 28 weeks, a made-up share); a number
    # with a decimal or a comma that equals a published figure is that figure.
    held = {text for text in figures()["value_text"] if re.search(r"[.,]\d", text)}
    for text in strings({name: part for name, part in row.items() if name != "rests_on"}):
        bare = re.sub(r"\{[^{}]*\}", " ", text)
        for number in re.findall(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?", bare):
            assert number.rstrip(",") not in held, f"{number} is a figure: write a reference"


def test_the_guard_on_typed_figures_would_see_one():
    with pytest.raises(AssertionError, match="write a reference"):
        test_no_published_figure_is_typed_in_by_hand({"stem": "It was 47.7, then.", "rests_on": []})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_made_up_numbers_say_so(row: dict[str, Any]):
    if "answer_value" in row or any("value" in slip for slip in row.get("slips", [])):
        assert row.get("illustrative")
    if "answer_value" in row:
        assert "made-up" in row["stem"].casefold()


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.id)
def test_the_words_are_plain_and_kind(one: Question):
    texts = [one.stem, one.hint, one.right, one.wrong]
    texts += [option.text for option in one.options] + [o.feedback for o in one.options]
    texts += [slip.feedback for slip in one.slips]
    whole = "\n".join(text.plain for text in texts if text.plain)
    # 07-words asks which of several wordings is fair: the unfair ones are quoted, to be refused.
    known = {"07-words": {"removals"}}.get(one.id, set())
    found = [fault for fault in faults(whole) if not any(f"'{word}'" in fault for word in known)]
    found = [fault for fault in found if "'cases'" not in fault and "'removal'" not in fault]
    assert not found
    assert grade(whole) < 11


def test_right_answers_do_not_stand_in_one_place():
    places = Counter(
        next(option.id for option in one.options if option.correct)
        for one in questions()
        if one.type == "choice"
    )
    assert len(places) >= 3
    assert max(places.values()) <= 0.6 * sum(places.values())


@pytest.mark.parametrize(
    "one", [one for one in questions() if one.type == "order"], ids=lambda one: one.id
)
def test_an_order_is_not_shown_in_its_order(one: Question):
    assert sorted(one.answer_order) == [option.id for option in one.options]
    assert list(one.answer_order) != [option.id for option in one.options]


def test_an_order_by_figures_follows_them():
    # Rates per 10,000 births as accounts of the 2021 report give them.
    assert question("05-order").answer_order == ("c", "a", "d", "b")
    assert question("02-order-rates").answer_order == ("b", "d", "c", "a")


def test_an_answer_moves_with_its_row(monkeypatch: pytest.MonkeyPatch):
    row = next(row for row in ROWS if row["id"] == "02-rate-england")
    real = bank.fact

    def corrected(kind: str, name: str) -> Any:
        found = real(kind, name)
        if name != "incidence-england-2019-20":
            return found
        return type(found)("50.1", "50.1 per 10,000 live births", 50.1, found.link)

    monkeypatch.setattr(bank, "fact", corrected)
    assert as_question(row).expected == 50.1


def test_published_answers_are_those_of_the_accounts():
    # As the accounts of the 2018 and 2021 reports give them, not as our own code does.
    published = {
        "02-rate-england": 47.7,
        "04-longer-notice": 13.7,
        "03-points": 10,
        "03-wales-points": 14,
        "05-points": 32,
        "08-return": 20,
    }
    for name, value in published.items():
        assert question(name).expected == pytest.approx(value)
    assert question("04-one-in-six").expected == pytest.approx(100 / 6)


def test_a_question_with_a_missing_part_says_which():
    row = {name: part for name, part in CHANGE_SIZE.items() if name != "stem"}
    with pytest.raises(PackError, match=r"'01-change-size' has no 'stem'"):
        as_question(row)


def test_a_question_with_a_lost_figure_names_itself():
    with pytest.raises(PackError, match=r"'01-change-size'.*There is no figure"):
        as_question({**CHANGE_SIZE, "answer_from": "figure:gone"})


def test_a_damaged_bank_says_what_to_do(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "questions.json").write_text("{")
    monkeypatch.setattr(bank, "data_folder", lambda: tmp_path)
    with pytest.raises(PackError, match="fresh copy"):
        questions()


def test_an_unknown_notebook_names_those_that_exist():
    with pytest.raises(PackError, match="01, 02"):
        questions("10")
