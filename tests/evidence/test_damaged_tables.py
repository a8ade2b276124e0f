"""A damaged table is refused, and the refusal names the file, the line and the column."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from born_into_care.errors import PackError
from born_into_care.evidence import read_table
from born_into_care.evidence.other_tables import TABLES
from born_into_care.evidence.schema import Column, Table
from born_into_care.paths import data_folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(path: Path) -> str:
    with pytest.raises(PackError) as caught:
        read_table(path)
    return str(caught.value)


@pytest.mark.parametrize("name", TABLES)
def test_the_pack_s_own_tables_are_sound(name: str, copied: Path) -> None:
    assert list(read_table(copied / TABLES[name].path).columns) == TABLES[name].headings


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("Wales,2019,29704,", "Wales,2019,29704,,", ["line ", "has 5 cells", "headings are 4"]),
        ("Wales,2019,29704,", "Wales,2019;29704,", ["has 3 cells", "double quotes"]),
        (
            "Wales,2019,29704,",
            "Wales,2019,29 704,",
            ["column 'live_births'", "'29 704'", "not a whole number"],
        ),
        ("Wales,2019,29704,", "Wales,2019,29704.5,", ["column 'live_births'", "whole number"]),
        ("Wales,2019,29704,", "Wales,2019,many,", ["column 'live_births'", "'many'"]),
        ("Wales,2019,29704,", "Wales,2019,nan,", ["column 'live_births'", "'nan'"]),
        ("Wales,2019,29704,", "Wales,2019,,", ["column 'live_births'", "is empty"]),
        ("Wales,2019,29704,", "Wales ,2019,29704,", ["column 'area'", "space"]),
        ("Wales,2019,29704,", "Wales,2018,29704,", ["column 'area and year'", "'Wales 2018'"]),
        (
            "Wales,2019,29704,ons-births-regions",
            "Wales,2019,29704,ons-birth-regions",
            ["column 'source_id'", "not in sources.csv", "'ons-births-regions'"],
        ),
        ("Wales,2019,29704,", 'Wales,2019,"29704,', ["could not be read", "double quote"]),
    ],
)
def test_a_damaged_cell_is_named(copied: Path, old: str, new: str, parts: list[str]) -> None:
    path = copied / "live_births.csv"
    line = (
        path.read_text(encoding="utf-8").splitlines().index("Wales,2019,29704,ons-births-regions")
    )
    change(path, old, new)
    found = refusal(path)
    assert found.startswith(f"live_births.csv, line {line + 1}")
    for part in parts:
        assert part in found


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("area,year,live_births,", "area,year,births,", "the column 'live_births' is missing"),
        ("area,year,live_births,", "area,live_births,", "the column 'year' is missing"),
        ("source_id\n", "source_id,remark\n", "the column 'remark' is not known"),
        ("area,year,", "year,area,", "put the columns in this order"),
    ],
)
def test_wrong_headings_are_named(copied: Path, old: str, new: str, part: str) -> None:
    path = copied / "live_births.csv"
    change(path, old, new)
    found = refusal(path)
    assert found.startswith("live_births.csv, line 1: ")
    assert part in found


def test_bytes_that_are_not_utf8_are_named(copied: Path) -> None:
    path = copied / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"A partner in", b"A p\xe9rtner in"))
    found = refusal(path)
    assert found.startswith("sources.csv, line 5, column 'note': is not UTF-8")
    assert "CSV UTF-8" in found


def test_the_column_of_a_bad_byte_is_right(copied: Path) -> None:
    path = copied / "live_births.csv"
    path.write_bytes(
        path.read_bytes().replace(b"Wales,2019,29704,ons", b"Wales,2019,29704,\xffons")
    )
    assert ", column 'source_id': is not UTF-8" in refusal(path)


def test_a_repeated_id_is_named_with_both_lines(copied: Path) -> None:
    path = copied / "figures.csv"
    change(path, "\nnewborns-england-2019-20,", "\nnewborns-england-2012-13,")
    assert refusal(path) == (
        "figures.csv, line 3, column 'figure_id': repeats 'newborns-england-2012-13' from line 2. "
        "Give each row its own, or remove one of the two."
    )


def test_one_unknown_source_among_several_is_named(copied: Path) -> None:
    path = copied / "figures.csv"
    change(path, "hanrahan2025;swansea2021;", "hanrahan2025;swansee2021;")
    found = refusal(path)
    assert found.startswith("figures.csv, line 2, column 'source_id': names 'swansee2021'")
    assert "Did you mean 'swansea2021'?" in found


def test_a_word_outside_the_allowed_ones_is_named(copied: Path) -> None:
    path = copied / "figures.csv"
    change(path, ",agreed,", ",certain,")
    assert "line 2, column 'standing': holds 'certain'. It may hold agreed, reported or" in refusal(
        path
    )


def test_a_missing_table_says_what_to_do(tmp_path: Path) -> None:
    found = refusal(tmp_path / "figures.csv")
    assert "figures.csv is not in the folder" in found
    assert "fresh copy" in found


def test_a_file_that_is_no_table_of_the_pack_is_refused(tmp_path: Path) -> None:
    assert "There is no table 'figure'. Did you mean 'figures'?" in refusal(tmp_path / "figure.csv")


def test_another_room_s_table_is_read_by_its_own_description(tmp_path: Path) -> None:
    table = Table(
        "cohort", "", (Column("row", "integer", "", ""), Column("days", "number", "days", "")), ()
    )
    path = tmp_path / "cohort.csv"
    path.write_text("row,days\n1,0.5\n2,3\n", encoding="utf-8")
    assert read_table(path, table=table)["days"].tolist() == [0.5, 3.0]


def test_a_byte_order_mark_and_windows_line_ends_are_read(copied: Path) -> None:
    path = copied / "live_births.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(read_table(path)) == len(text.splitlines()) - 1
    change(path, "Wales,2019,29704,", "Wales,2019,many,")
    assert refusal(path).startswith("live_births.csv, line 99, column 'live_births'")


def figure_values() -> list[tuple[str, str]]:
    with (data_folder() / "figures.csv").open(encoding="utf-8", newline="") as file:
        return [(row["figure_id"], row["value"]) for row in csv.DictReader(file) if row["value"]]


@pytest.mark.parametrize(("figure_id", "value"), figure_values())
def test_a_slipped_digit_in_any_value_is_named(copied: Path, figure_id: str, value: str) -> None:
    path = copied / "figures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{figure_id},"))
    slipped = f"{value[:-1]}{(int(value[-1]) + 1) % 10}"
    lines[number] = lines[number].replace(f",{value},", f",{slipped},", 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = refusal(path)
    assert found.startswith(f"figures.csv, line {number + 1}, column 'value': holds '{slipped}'")
    assert "value_text says" in found
