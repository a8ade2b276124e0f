"""A sound table comes back as it was written; a damaged one is refused, with file, line, column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from born_into_care import evidence
from born_into_care.errors import PackError
from born_into_care.evidence import read_table
from born_into_care.evidence.tables import read_rows, table_schema
from born_into_care.paths import data_folder, data_from

ROW = "Wales,2019,29704,ons-births-regions"
PACKAGE = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refusal(path: Path) -> str:
    with pytest.raises(PackError) as caught:
        read_rows(path)
    return str(caught.value)


def test_every_table_of_the_pack_is_sound_and_has_the_columns_and_types_of_its_schema() -> None:
    kinds = {"string": "str", "integer": "int64", "number": "float64"}
    for resource in PACKAGE["resources"]:
        table = read_table(data_folder() / resource["path"])
        fields = resource["schema"]["fields"]
        assert list(table.columns) == [field["name"] for field in fields]
        for field in fields:
            kind = kinds[field["type"]]
            assert table[field["name"]].dtype == kind, (resource["path"], field["name"])


@pytest.mark.parametrize(
    ("new", "parts"),
    [
        ("Wales,2019,29704,,ons-births-regions", ["has 5 cells", "headings are 4"]),
        ("Wales,2019;29704,ons-births-regions", ["has 3 cells", "double quotes"]),
        ("Wales,2019,29 704,ons-births-regions", ["'live_births'", "'29 704'", "not a whole"]),
        ("Wales,2019,29704.5,ons-births-regions", ["'live_births'", "whole number"]),
        ("Wales,2019,nan,ons-births-regions", ["'live_births'", "'nan'"]),
        ("Wales,2019,,ons-births-regions", ["'live_births'", "is empty"]),
        ("Wales ,2019,29704,ons-births-regions", ["'area'", "space"]),
        ("Wales,2018,29704,ons-births-regions", ["'area and year'", "'Wales 2018'", "from line"]),
        ("Wales,2019,29704,ons-birth-regions", ["'source_id'", "not in sources.csv", "Did you"]),
        ('Wales,2019,"29704,ons-births-regions', ["could not be read", "double quote"]),
    ],
)
def test_a_damaged_cell_is_named_with_what_to_do(copied: Path, new: str, parts: list[str]) -> None:
    path = copied / "live_births.csv"
    line = path.read_text("utf-8").splitlines().index(ROW) + 1
    change(path, ROW, new)
    found = refusal(path)
    assert found.startswith(f"live_births.csv, line {line}")
    assert [part for part in parts if part not in found] == []


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("area,year,live_births,", "area,year,births,", "the column 'live_births' is missing"),
        ("source_id\n", "source_id,remark\n", "the column 'remark' is not known"),
        ("area,year,", "year,area,", "the columns are in another order"),
    ],
)
def test_wrong_headings_are_named(copied: Path, old: str, new: str, part: str) -> None:
    path = copied / "live_births.csv"
    change(path, old, new)
    found = refusal(path)
    assert found.startswith("live_births.csv, line 1: ") and part in found
    assert "Write the headings area, year, live_births and source_id, in this order" in found


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "sources.csv",
            "A partner in",
            b"A p\xe9rtner in",
            "sources.csv, line 5, column 'note': is not UTF-8 text. Save the file again as",
        ),
        (
            "figures.csv",
            "\nnewborns-england-2019-20,",
            b"\nnewborns-england-2012-13,",
            "figures.csv, line 3, column 'figure_id': repeats 'newborns-england-2012-13' from",
        ),
        (
            "figures.csv",
            "hanrahan2025;swansea2021;",
            b"hanrahan2025;swansee2021;",
            "figures.csv, line 2, column 'source_id': names 'swansee2021', which is not in",
        ),
        (
            "figures.csv",
            ",agreed,",
            b",certain,",
            "line 2, column 'standing': holds 'certain'. It may hold agreed, reported or disputed",
        ),
    ],
)
def test_a_damaged_row_is_named(
    copied: Path, name: str, old: str, new: bytes, message: str
) -> None:
    path = copied / name
    content = path.read_bytes()
    assert old.encode() in content
    path.write_bytes(content.replace(old.encode(), new, 1))
    assert message in refusal(path)


def test_a_missing_or_foreign_table_says_what_to_do(tmp_path: Path) -> None:
    assert "figures.csv is not in the folder" in refusal(tmp_path / "figures.csv")
    assert "There is no table 'figure'. Did you mean 'figures'?" in refusal(tmp_path / "figure.csv")


def test_a_byte_order_mark_and_windows_line_ends_are_read(copied: Path) -> None:
    path = copied / "live_births.csv"
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(read_rows(path)) == len(text.splitlines()) - 1


def test_a_slipped_digit_in_any_value_is_named(copied: Path) -> None:
    path = copied / "figures.csv"
    lines = path.read_text("utf-8").splitlines()
    missed = []
    for row in evidence.all_figures():
        number = next(n for n, line in enumerate(lines) if line.startswith(f"{row.id},"))
        value = next(csv.reader([lines[number]]))[2]
        if not value:
            continue
        slipped = f"{value[:-1]}{(int(value[-1]) + 1) % 10}"
        changed = lines[number].replace(f",{value},", f",{slipped},", 1)
        path.write_text("\n".join([*lines[:number], changed, *lines[number + 1 :]]), "utf-8")
        wanted = f"figures.csv, line {number + 1}, column 'value': holds {float(slipped):.10g},"
        if not (found := refusal(path)).startswith(wanted):
            missed.append(found)
    assert missed == []


def test_a_row_is_made_of_the_columns_in_their_order() -> None:
    renamed = {"id": "figure_id", "source_ids": "source_id"}
    fields = [renamed.get(name, name) for name in evidence.Figure.__dataclass_fields__]
    assert fields == [field["name"] for field in table_schema("figures")["fields"]]
    for kind, name in ((evidence.Source, "sources"), (evidence.Derived, "derived")):
        columns = [field["name"] for field in table_schema(name)["fields"]]
        assert list(kind.__dataclass_fields__)[1:] == columns[1:]


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=30).filter(
    lambda text: text == text.strip()
)
ROWS = st.lists(
    st.tuples(
        st.integers(-(10**9), 10**9),
        st.one_of(st.none(), st.integers(-(10**6), 10**6).map(lambda n: n / 1000)),
        WORDS,
    ),
    max_size=8,
    unique_by=lambda row: row[0],
)
IN_ONE_FOLDER = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Path]:
    """A table of its own, described by a data package of its own."""
    fields = [
        {"name": "number", "type": "integer", "constraints": {"required": True}},
        {"name": "share", "type": "number"},
        {"name": "text", "type": "string"},
    ]
    schema = {"fields": fields, "primaryKey": ["number"]}
    package = {"resources": [{"path": "words.csv", "schema": schema}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    with data_from(tmp_path):
        yield tmp_path / "words.csv"


def write(path: Path, rows: list[tuple]) -> int:
    """Write rows under the headings, and return the number of the line after them."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("number", "share", "text"), *rows])
    path.write_text(out.getvalue(), "utf-8", newline="")
    return out.getvalue().count("\n") + 1


@IN_ONE_FOLDER
@given(rows=ROWS)
def test_a_table_comes_back_as_it_was_written(words: Path, rows: list[tuple]) -> None:
    write(words, rows)
    assert [tuple(row.values()) for row in read_rows(words)] == rows
    back = read_table(words)
    assert [None if pd.isna(share) else share for share in back["share"]] == [r[1] for r in rows]


@IN_ONE_FOLDER
@example(b"\r\x00\x80")  # a return within the line of a byte that is not UTF-8
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda tail: b"number,share,text\n1,2,three\n" + tail),
        st.text(max_size=60).map(lambda tail: f'number,share,text\n1,2,"a\nb"\n{tail}'.encode()),
    )
)
def test_any_file_at_all_is_read_or_refused_in_words(words: Path, content: bytes) -> None:
    words.write_bytes(content)
    try:
        read_rows(words)
    except PackError as problem:
        assert str(problem).startswith("words.csv, line ")


@IN_ONE_FOLDER
@given(before=st.lists(WORDS, max_size=5))
def test_the_line_named_is_the_one_in_the_file(words: Path, before: list[str]) -> None:
    line = write(words, [(number, 1.0, text) for number, text in enumerate(before)])
    with words.open("a", encoding="utf-8", newline="") as file:
        file.write("bad,1,last\n")
    assert refusal(words).startswith(f"words.csv, line {line}, column 'number'")
