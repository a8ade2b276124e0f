"""The bank keeps its schema, its figures lead somewhere, and its words are plain and kind."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from born_into_care.activities import themes
from born_into_care.activities.questions import make_question, question, questions
from born_into_care.activities.rich_text import REFERENCE, Piece, RichText, resolve
from born_into_care.errors import PackError
from born_into_care.paths import data_folder
from tests.prose.test_data_texts import read_texts
from tests.support.data import data_from
from tests.support.reading import grade
from tests.support.wording import faults

ROWS: list[dict[str, Any]] = json.loads((data_folder() / "questions.json").read_text("utf-8"))[
    "questions"
]
RATE = "incidence-england-2019-20"
CHANGE_SIZE = next(row for row in ROWS if row["id"] == "01-change-size")
QUESTION_FAULTS: list[dict[str, Any]] = [
    {"type": "essay"}, {"tolerance": None}, {"answer_from": "2,914"}, {"answer_value": 20},
    {"notebook": "9"}, {"hint": ""}, {"rests_on": ["somewhere"]}, {"difficulty": "hard"},
    {"part": "learnt"}, {"extra": 1},
]  # fmt: skip
UNDATED = {"text": "x", "dated": "some day", "source": "page:a|https://b.uk", "caveat": "c"}
THEME_FAULTS: list[dict[str, Any]] = [
    {"number": 11}, {"suggestions": {"student": ["a", "b"]}}, {"law": [UNDATED]}, {"rests": []},
    {"rests": [{"reference": "hearsay", "sure": "high"}]}, {"page": "researchinpractice.org.uk"},
]  # fmt: skip
CLAIM_FAULTS: list[dict[str, Any]] = [
    {"number": 16}, {"part": "end"}, {"claim": ""}, {"notebook": "6"}, {"sources": []},
    {"chart": "headline"}, {"verdicts": []}, {"extra": 1},
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part", "faults"),
    [
        ("questions", "questions", QUESTION_FAULTS),
        ("practice_themes", "themes", THEME_FAULTS),
        ("claims", "claims", CLAIM_FAULTS),
    ],
)
def test_each_bank_keeps_its_schema_which_refuses_faults(
    name: str, part: str, faults: list[dict[str, Any]]
):
    schema, bank = (
        json.loads((data_folder() / file).read_text("utf-8"))
        for file in (f"{name}.schema.json", f"{name}.json")
    )
    checker = jsonschema.Draft202012Validator(schema)
    checker.check_schema(schema)
    checker.validate(bank)
    first = CHANGE_SIZE if part == "questions" else bank[part][0]
    for change in faults:
        assert not checker.is_valid({**bank, part: [{**first, **change}, *bank[part][1:]]}), change


def faults_of(row: dict[str, Any]) -> list[str]:
    """Return what is wrong with a row of the bank, beyond its schema."""
    named = {f"{kind}:{name}" for kind, name, _ in REFERENCE.findall(row["stem"])}
    named |= {row["answer_from"]} if "answer_from" in row else set()
    missing = [name for name in named - {*row["rests_on"]} if not name.startswith("page:")]
    made_up = "answer_value" in row or any("value" in slip for slip in row.get("slips", []))
    silent = "answer_value" in row and "made-up" not in row["stem"].casefold()
    return [
        *(f"it does not rest on {name}" for name in missing),
        *["its id does not begin with its notebook"] * (not row["id"].startswith(row["notebook"])),
        *["its numbers are made up"] * (silent or (made_up and not row.get("illustrative"))),
        *(f"{name} is lost" for name in row["rests_on"] if not resolve(f"{{{name}}}").plain),
    ]


def test_each_row_is_referenced_and_honest_about_made_up_numbers():
    assert not {row["id"]: found for row in ROWS if (found := faults_of(row))}
    assert len(faults_of({**CHANGE_SIZE, "notebook": "02", "rests_on": []})) >= 2


@pytest.mark.parametrize("row", [*ROWS, *(found.row for found in themes())])
def test_the_words_are_plain_and_kind(row: dict[str, Any]):
    # 07-words asks which of several wordings is fair: the unfair ones are quoted, to be refused.
    quoted = "'(cases|removals?)'" if row.get("id") == "07-words" else "'(cases|removal)'"
    words = resolve("\n".join(read_texts(row))).plain
    assert not [fault for fault in faults(words) if not re.match(quoted, fault)]
    assert grade(words) < 11


def test_the_bank_is_whole():
    assert len(questions()) == len(ROWS)
    assert {asked.part for asked in questions()} == {"", "learnt", "practice", "peer"}
    for notebook in ("01", "02", "03", "04", "05", "06", "07", "08"):
        own = [asked for asked in questions() if asked.notebook == notebook]
        types = Counter(asked.type for asked in own)
        assert types.total() - types["reflection"] >= 4 and types["reflection"], notebook
        assert len(types) >= 3
    orders = {asked.answer_order: asked.options for asked in questions() if asked.type == "order"}
    for order, options in orders.items():
        assert sorted(order) == sorted(option.id for option in options) != list(order)


def test_neither_length_nor_place_tells_which_option_is_right():
    places, longest, shortest = Counter[str](), 0, 0
    choices = [asked for asked in questions() if asked.type == "choice"]
    for asked in choices:
        lengths = [len(option.text.plain) for option in asked.options]
        (right,) = (at for at, option in enumerate(asked.options) if option.correct)
        places[asked.options[right].id] += 1
        longest += lengths[right] == max(lengths)
        shortest += lengths[right] == min(lengths)
        # Each wrong option has something of its own to teach.
        assert len({option.feedback.plain for option in asked.options}) == len(lengths), asked.id
    assert max(longest, shortest) <= 0.4 * len(choices)
    assert all(0.15 <= places[letter] / len(choices) <= 0.35 for letter in "abcd"), places


def test_published_answers_are_those_of_the_accounts():
    # As the accounts of the 2018 and 2021 reports give them, not as our own code does.
    published = {
        "02-rate-england": 47.7, "04-longer-notice": 13.7, "03-points": 10, "03-wales-points": 14,
        "05-points": 32, "08-return": 20, "04-one-in-six": 100 / 6,
    }  # fmt: skip
    assert {name: question(name).expected for name in published} == pytest.approx(published)
    assert question("05-order").answer_order == ("c", "a", "d", "b")
    assert question("02-order-rates").answer_order == ("b", "d", "c", "a")


def test_a_row_with_a_fault_names_itself(tmp_path):
    row = {name: part for name, part in CHANGE_SIZE.items() if name != "stem"}
    with pytest.raises(PackError, match=r"'01-change-size': 'stem' is missing"):
        make_question(row)
    with pytest.raises(PackError, match=r"'01-change-size'.*There is no figure"):
        make_question({**CHANGE_SIZE, "answer_from": "figure:gone"})
    (tmp_path / "questions.json").write_text("{")
    with data_from(tmp_path), pytest.raises(PackError, match="fresh copy"):
        questions()


def test_an_answer_moves_with_its_row(in_place: Path):
    table = in_place / "figures.csv"
    row = next(row for row in table.read_text("utf-8").splitlines() if RATE in row)
    table.write_text(table.read_text("utf-8").replace(row, row.replace("47.7", "50.1")), "utf-8")
    with data_from(in_place):
        assert question("02-rate-england").expected == 50.1


def test_a_reference_is_filled_in_and_linked_or_names_what_exists():
    text = resolve(
        "From {figure:newborns-england-2012-13} to {births:wales-2019} {page:x|https://y.uk}"
    )
    assert text.plain == "From 2,425 to 29,704 x"
    assert '<a href="../data/figures.md#newborns-england-2012-13">2,425</a>' in text.html
    assert '<a href="../data/live-births.md#wales-2019">29,704</a>' in text.html
    assert [part.get("link") for part in text.parts].count(None) == 3
    assert resolve("{figure:incidence-wales-2019-20|unit}").plain == "68.3 per 10,000 live births"
    linked = RichText((Piece("<b>", 'x" onclick="y'),))
    assert linked.html == '<a href="x&quot; onclick=&quot;y">&lt;b&gt;</a>'
    for lost in (
        "figure:newborns-england-2012", "derived:nothing", "births:england-1066", "source:nobody",
        "births:atlantis-2019", "births:england", "number:four", "page:A|javascript:alert(1)",
    ):  # fmt: skip
        with pytest.raises(PackError):
            resolve(f"{{{lost}}}")
