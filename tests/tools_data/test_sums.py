"""Hold each derived figure to its inputs, and the saved table to what they give today."""

import csv
import math
import re
from decimal import Decimal
from pathlib import Path

import pytest

from born_into_care.evidence import all_derived, births_by_id, figure, reload
from tools.data import sums
from tools.data.sums import derive

ROWS = all_derived()
MADE = {row.id: row for row in ROWS}
BIRTHS = births_by_id()
# Numbers of the arithmetic itself, which come from no row.
# 22,000 is the assumed end of "over 21,000"; a calendar year is 2.75 or 5.75 of 7 years along.
# One in 5.5 and one in 6.5 are the ends of what rounds to one in six.
CONSTANTS = {"1", "2", "100", "10,000", "4", "6", "22,000", "2.75", "5.75", "7", "5.5", "6.5"}


def test_each_written_sum_gives_its_value_from_its_inputs_within_what_rounding_allows() -> None:
    for row in ROWS:
        approximate = row.value_text.startswith("about")
        number = row.value_text.removeprefix("about ").replace(",", "").replace("−", "-")
        assert Decimal(number) == Decimal(str(row.value)), row.id
        decimals = len(number.partition(".")[2])
        if approximate:
            decimals = -2 if "nearest 100" in row.arithmetic else -1
        written_sum = row.arithmetic.partition(", rounded")[0]
        plain = written_sum.replace(",", "").replace("×", "*")
        assert re.fullmatch(r"[\d.()*/+\-√ ]+", plain)
        exact = float(
            eval(plain.replace("√", "math.sqrt"), {"math": math})
        )  # on a pocket calculator
        assert row.value == pytest.approx(round(exact, decimals), abs=1e-9), row.id
        inputs = {
            BIRTHS[name].value_text
            if name in BIRTHS
            else MADE[name].value_text.removeprefix("about ")
            if name in MADE
            else figure(name).value_text.removeprefix("over ")
            for name in row.inputs
        }
        written = set(re.findall(r"\d[\d,]*(?:\.\d+)?", written_sum))
        tried = {"209", "210"} if row.id.startswith("derived-check-") else set()
        assert written - CONSTANTS - tried <= inputs <= written, row.id
        # An interval beside a count that is approximate would publish one that no source gives.
        rounded = any(
            figure(name).rounding for name in row.inputs if name not in BIRTHS and name not in MADE
        )
        assert (row.low is not None, row.high is not None) == (rounded and not approximate,) * 2
        if row.low is not None and row.high is not None:
            assert row.low <= exact <= row.high and row.low < row.high, row.id


# Computed by hand from the published figures: the value, and the ends that rounding allows.
BY_HAND = {
    "incidence-england-2012-13": (34.93, None, None),
    "incidence-england-2019-20": (47.73, None, None),
    "incidence-wales-2012-13": (41.15, None, None),
    "incidence-wales-2019-20-203": (68.34, None, None),
    "incidence-wales-2019-20-241": (81.13, None, None),
    "change-newborns-england": (20.2, None, None),
    "change-newborns-wales-203": (40.0, None, None),
    "change-newborns-wales-241": (66.2, None, None),
    "newborns-england-wales-2019-20-203": (3117, None, None),
    "newborns-england-wales-2019-20-241": (3155, None, None),
    # Kitagawa's parts of 489 and of 58 more.
    "change-from-births-england": (-346, None, None),
    "change-from-incidence-england": (835, None, None),
    "change-from-births-wales-203": (-30, None, None),
    "change-from-incidence-wales-203": (88, None, None),
    "births-elsewhere-2012": (195, None, None),
    "denominator-london-2019-20": (290, None, None),
    "denominator-north-east-2019-20": (200, None, None),
    "check-north-east-209": (81.2, None, None),
    "check-north-east-210": (81.6, None, None),
    # 81.25 - 34.5 and 81.35 - 33.5
    "difference-incidence-north-east": (47.3, 46.75, 47.85),
    # 40.5 - 9.5 and 41.5 - 8.5
    "difference-same-day-north-east-london": (32, 31.0, 33.0),
    # 40.5 / 9.5 and 41.5 / 8.5
    "ratio-same-day-north-east-london": (4.6, 4.26, 4.88),
    # (21,000 - 5,687) / 6, (22,000 - 5,687) / 6, and 5,687 / 2: what eight years leave for six.
    "missing-years-least-203": (2552, None, None),
    "missing-years-most-203": (2719, None, None),
    "steady-climb-average-203": (2844, None, None),
    "ratio-incidence-wales-england-2012-13": (1.18, None, None),
    # 489 over the root of 5,339
    "standard-errors-rise-england": (6.7, None, None),
    # 203 / 68.35 and 203 / 68.25, each times 10,000
    "implied-births-wales-2019-20-203": (29_722, 29_700.1, 29_743.6),
}


def test_values_and_ends_are_those_computed_by_hand_and_some_differ_from_a_published_one() -> None:
    rows = {row.id.removeprefix("derived-"): row for row in ROWS}
    found = {name: (rows[name].value, rows[name].low, rows[name].high) for name in BY_HAND}
    assert found == BY_HAND
    assert {name for name, row in rows.items() if row.reproduces == "no"} == {
        "incidence-wales-2019-20-241",
        "change-newborns-wales-241",
        "check-north-east-209",
        "check-north-east-210",
    }
    assert [row.reproduces for row in ROWS].count("yes") == 7


def test_each_row_is_made_with_both_disputed_counts_and_its_note_says_what_is_so() -> None:
    ids = {row.id for row in ROWS}
    cut_off = "The ends take 74.8 as rounded; it may have been cut off."
    for row in ROWS:
        if {"newborns-wales-2019-20-nfjo", "newborns-wales-2019-20-rip"} & {*row.inputs}:
            stem, _, count = row.id.rpartition("-")
            assert count in ("203", "241") and {f"{stem}-203", f"{stem}-241"} <= ids, row.id
        # A count computed back from an incidence stays approximate, and says what it is for.
        if row.unit == "babies" and row.geography not in {"England", "Wales", "England and Wales"}:
            assert row.value_text.startswith("about") and "do not quote" in row.note, row.id
        assert ("short-notice-wales-2019-20" in row.inputs) == row.note.endswith(cut_off), row.id
        if row.id.startswith("derived-implied-births"):
            year = row.period[:4]
            official = BIRTHS[f"{row.geography.casefold()}-{year}"].value
            assert row.low is not None and row.high is not None
            where = "inside" if row.low <= official <= row.high else "far below"
            assert row.note.startswith(
                f"The official count for {year} is {official:,}, {where} the"
            )


def test_a_corrected_figure_reaches_the_sum_and_a_note_that_says_it(in_place: Path) -> None:
    path = in_place / "figures.csv"
    text = path.read_text("utf-8").replace('2425,"2,425"', '2435,"2,435"')
    path.write_text(text.replace(",203,203,", ",204,204,"), "utf-8")
    reload()
    assert derive() != list(ROWS)
    by_id = {row.id: row for row in derive()}
    assert "2,435 / 694,241" in by_id["derived-incidence-england-2012-13"].arithmetic
    assert "The count of 204 gives" in by_id["derived-incidence-wales-2019-20-203"].note


def test_no_digit_of_a_row_is_typed_into_a_note() -> None:
    with Path(sums.__file__).with_name("sums.csv").open(encoding="utf-8", newline="") as file:
        notes = " ".join(row["note"] for row in csv.DictReader(file))
    typed = re.sub(r"\{[^{}]*\}|\b(?:19|20)\d\d(?:/\d\d)?\b", "", notes)
    # 209 and 210 are tried out by a sum of their own; the rest is the name of a row.
    assert set(re.findall(r"\d[\d,.]*\b", typed)) == {"209", "210"}
