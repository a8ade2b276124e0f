"""Each derived figure follows from its inputs, and the saved table is what they give today."""

from __future__ import annotations

import ast
import operator
import re
from decimal import Decimal
from pathlib import Path

import pytest

from born_into_care.evidence import births_by_id, derivation, derived, figure
from born_into_care.evidence.build import as_csv
from born_into_care.evidence.derive import derive
from born_into_care.evidence.schema import DERIVED
from born_into_care.evidence.sums import all_sums
from born_into_care.paths import data_folder

IDS = derived()["derived_id"].tolist()
OPERATIONS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
# Numbers of the arithmetic itself, which come from no row.
CONSTANTS = {"1", "2", "100", "10,000"}


def calculate(text: str) -> float:
    """A pocket calculator: what the written sum gives, found without the code that wrote it."""
    tree = ast.parse(text.replace(",", "").replace("×", "*"), mode="eval")

    def value(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](value(node.left), value(node.right))
        assert isinstance(node, ast.Constant)
        return float(node.value)

    return value(tree.body)


def written_sum(derived_id: str) -> str:
    return derivation(derived_id).arithmetic.partition(", rounded")[0]


@pytest.mark.parametrize("derived_id", IDS)
def test_the_written_sum_gives_the_value(derived_id: str) -> None:
    one = derivation(derived_id)
    number = one.value_text.removeprefix("about ").replace(",", "").replace("−", "-")
    assert Decimal(number) == Decimal(str(one.value))
    decimals = len(number.partition(".")[2])
    if one.value_text.startswith("about"):
        decimals = -2 if "nearest 100" in one.arithmetic else -1
    assert one.value == pytest.approx(round(calculate(written_sum(derived_id)), decimals), abs=1e-9)


@pytest.mark.parametrize("derived_id", IDS)
def test_each_number_of_the_sum_comes_from_an_input(derived_id: str) -> None:
    one = derivation(derived_id)
    inputs = {
        f"{births_by_id()[name].live_births:,}"
        if name in births_by_id()
        else figure(name).value_text
        for name in one.inputs
    }
    written = set(re.findall(r"\d[\d,]*(?:\.\d+)?", written_sum(derived_id)))
    checked = {"209", "210"} if derived_id.startswith("derived-check-") else set()
    assert written - CONSTANTS - checked <= inputs
    assert inputs <= written


@pytest.mark.parametrize("derived_id", IDS)
def test_what_rounding_allows_holds_the_value_and_is_given_where_an_input_is_rounded(
    derived_id: str,
) -> None:
    one = derivation(derived_id)
    rounded = any(
        name not in births_by_id() and figure(name).rounding is not None for name in one.inputs
    )
    if one.value_text.startswith("about"):
        # An interval here would publish a count that no source gives.
        assert one.low is None and one.high is None
    else:
        assert (one.low is not None) == rounded
    if one.low is not None and one.high is not None:
        exact = calculate(written_sum(derived_id))
        assert one.low <= exact <= one.high
        assert one.low < one.high


# Worked out by hand from the published figures.
@pytest.mark.parametrize(
    ("derived_id", "value"),
    [
        ("derived-incidence-england-2012-13", 34.93),
        ("derived-incidence-england-2019-20", 47.73),
        ("derived-incidence-wales-2012-13", 41.15),
        ("derived-incidence-wales-2019-20-203", 68.34),
        ("derived-incidence-wales-2019-20-241", 81.13),
        ("derived-change-newborns-england", 20.2),
        ("derived-change-newborns-wales-203", 40.0),
        ("derived-change-newborns-wales-241", 66.2),
        ("derived-newborns-england-wales-2019-20-203", 3117),
        ("derived-newborns-england-wales-2019-20-241", 3155),
        ("derived-births-elsewhere-2012", 195),
        ("derived-denominator-london-2019-20", 290),
        ("derived-denominator-north-east-2019-20", 200),
        ("derived-check-north-east-209", 81.2),
        ("derived-check-north-east-210", 81.6),
        ("derived-implied-births-wales-2019-20-203", 29_722),
        ("derived-implied-births-wales-2019-20-241", 35_286),
        ("derived-short-notice-england-wales-2019-20-203", 85.6),
    ],
)
def test_values_worked_out_by_hand(derived_id: str, value: float) -> None:
    assert derivation(derived_id).value == value


@pytest.mark.parametrize(
    ("derived_id", "low", "high"),
    [
        # 81.25 - 34.5 and 81.35 - 33.5
        ("derived-difference-incidence-north-east", 46.75, 47.85),
        # 40.5 - 9.5 and 41.5 - 8.5
        ("derived-difference-same-day-north-east-london", 31.0, 33.0),
        # 40.5 / 9.5 and 41.5 / 8.5
        ("derived-ratio-same-day-north-east-london", 4.26, 4.88),
        # 203 / 68.35 and 203 / 68.25, each times 10,000
        ("derived-implied-births-wales-2019-20-203", 29_700.1, 29_743.6),
    ],
)
def test_ends_worked_out_by_hand(derived_id: str, low: float, high: float) -> None:
    one = derivation(derived_id)
    assert (one.low, one.high) == (low, high)


def test_what_reproduces_a_published_figure_and_what_does_not() -> None:
    not_reproduced = {name for name in IDS if derivation(name).reproduces is False}
    assert not_reproduced == {
        "derived-incidence-wales-2019-20-241",
        "derived-change-newborns-wales-241",
        "derived-check-north-east-209",
        "derived-check-north-east-210",
    }
    assert sum(derivation(name).reproduces is True for name in IDS) == 7


@pytest.mark.parametrize("tail", ["england", "wales-203", "wales-241"])
def test_the_two_parts_of_a_change_add_up_to_it(tail: str) -> None:
    parts = [
        calculate(written_sum(f"derived-change-from-{part}-{tail}"))
        for part in ("births", "incidence")
    ]
    assert sum(parts) == pytest.approx(derivation(f"derived-difference-newborns-{tail}").value)


def test_every_sum_on_the_disputed_count_is_made_with_both() -> None:
    for name in IDS:
        for this, other in (("203", "241"), ("241", "203")):
            if name.endswith(f"-{this}"):
                assert f"{name.removesuffix(this)}{other}" in IDS
    for name in IDS:
        uses = set(derivation(name).inputs) & {
            "newborns-wales-2019-20-nfjo",
            "newborns-wales-2019-20-rip",
        }
        assert not uses or name.endswith(("-203", "-241"))


def test_no_regional_count_is_published() -> None:
    """A count worked back from an incidence stays approximate, and says what it is for."""
    for name in IDS:
        one = derivation(name)
        if one.unit == "babies" and one.geography not in {"England", "Wales", "England and Wales"}:
            assert one.value_text.startswith("about")
            assert "do not quote" in one.note


def test_the_saved_table_is_what_the_figures_give_today() -> None:
    saved = (data_folder() / "derived.csv").read_text(encoding="utf-8")
    assert saved == as_csv(derive(), DERIVED)


def test_a_changed_figure_makes_the_saved_table_stale(in_place: Path) -> None:
    path = in_place / "figures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('2425,"2,425"', '2435,"2,435"'), encoding="utf-8")
    saved = (in_place / "derived.csv").read_text(encoding="utf-8")
    fresh = as_csv(derive(), DERIVED)
    assert saved != fresh
    assert "2,435 / 694,241" in fresh


@pytest.mark.parametrize("name", [one for one in IDS if "implied-births" in one])
def test_what_a_note_says_of_the_official_count_is_so(name: str) -> None:
    row = derivation(name)
    area, year = row.geography.casefold(), row.period[:4]
    official = births_by_id()[f"{area}-{year}"].live_births
    assert row.low is not None and row.high is not None
    place = "inside" if row.low <= official <= row.high else "far below"
    assert row.note.startswith(f"The official count for {year} is {official:,}, {place} the")


def test_no_digit_of_a_row_is_typed_into_a_note() -> None:
    # 209 and 210 are tried out by a sum of their own; the rest is the name of a row.
    tried = {"209", "210"}
    for one in all_sums():
        typed = re.sub(r"\{[^{}]*\}|\b(?:19|20)\d\d(?:/\d\d)?\b", "", one.note)
        assert set(re.findall(r"\d[\d,.]*\b", typed)) <= tried, one.id


@pytest.mark.parametrize(
    "tail",
    [
        "short-notice-england-wales-2019-20-203",
        "short-notice-england-wales-2019-20-241",
        "difference-short-notice-england-wales",
    ],
)
def test_what_is_made_with_the_welsh_share_says_that_it_may_have_been_cut_off(tail: str) -> None:
    note = derivation(f"derived-{tail}").note
    assert note.endswith("The ends take 74.8 as rounded; it may have been cut off.")
