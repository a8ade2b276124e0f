"""A sound table comes back as it was written; a damaged one is refused, with file, line, column."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.evidence.tables import data_frame, read_rows
from born_into_care.paths import data_folder
from tests.support.data import data_from

ROW = "Wales,2019,29704,ons-births-regions"
PACKAGE = json.loads((data_folder() / "datapackage.json").read_text("utf-8"))


def refusal(path: Path) -> str:
    with pytest.raises(PackError) as caught:
        read_rows(path)
    return str(caught.value)


def test_every_table_of_the_pack_is_sound_and_has_the_columns_and_types_of_its_schema() -> None:
    kinds = {"string": "str", "integer": "int64", "number": "float64"}
    for resource in PACKAGE["resources"]:
        path = data_folder() / resource["path"]
        table = data_frame(path.stem, read_rows(path))
        fields = resource["schema"]["fields"]
        assert list(table.columns) == [field["name"] for field in fields]
        for field in fields:
            kind = kinds[field["type"]]
            assert table[field["name"]].dtype == kind, (resource["path"], field["name"])


@pytest.mark.parametrize(
    ("name", "old", "new", "place", "message"),
    [
        ("live_births", ROW, "Wales,2019,29704,,ons", "", "has 5 cells, where the headings are 4"),
        ("live_births", ROW, "Wales,2019;29704,ons", "", "has 3 cells, where the headings are 4"),
        ("live_births", "Wales,2019,29704", "Wales,2019,29 704", "live_births", "'29 704', which"),
        ("live_births", "Wales,2019,29704", "Wales,2019,29704.5", "live_births", "not a whole num"),
        ("live_births", "Wales,2019,29704", "Wales,2019,nan", "live_births", "not a whole number"),
        ("live_births", "Wales,2019,29704", "Wales,2019,", "live_births", "is empty. Every row"),
        ("live_births", "Wales,2019,", "Wales ,2019,", "area", "Take out the space at its end"),
        ("live_births", "Wales,2019,", "Wales,2018,", "area and year", "repeats 'Wales 2018' from"),
        ("live_births", "Wales,2019,29704", 'Wales,2019,"29704', "", "an unclosed double quote"),
        ("sources", "A partner in", "A p\udce9rtner in", "note", "Save the file again as 'CSV UT"),
        ("figures", "\nnewborns-england-2019-20,", "\nnewborns-england-2012-13,", "figure_id",
         "repeats 'newborns-england-2012-13' from line 2. Give each row its own, or remove one"),
        ("figures", ",agreed,", ",certain,", "standing", "It may hold agreed, reported or dispute"),
    ],
)  # fmt: skip
def test_a_damaged_row_is_named_with_what_to_do(
    copied: Path, name: str, old: str, new: str, place: str, message: str
) -> None:
    path = copied / f"{name}.csv"
    text = path.read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1 + old.startswith("\n")
    path.write_bytes(text.replace(old, new, 1).encode(errors="surrogateescape"))
    found = refusal(path)
    column = f", column {place!r}" if place else ""
    assert found.startswith(f"{name}.csv, line {line}{column}: ") and message in found


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
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    found = refusal(path)
    assert found.startswith("live_births.csv, line 1: ") and part in found
    assert "Write the headings area, year, live_births and source_id, in this order" in found


def test_a_missing_or_foreign_table_says_what_to_do(tmp_path: Path) -> None:
    assert "figures.csv is not in the folder" in refusal(tmp_path / "figures.csv")
    assert "There is no table 'figure'. Did you mean 'figures'?" in refusal(tmp_path / "figure.csv")


def test_a_byte_order_mark_and_windows_line_ends_are_read(copied: Path) -> None:
    path = copied / "live_births.csv"
    text = path.read_text("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert len(read_rows(path)) == len(text.splitlines()) - 1


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


@IN_ONE_FOLDER
@given(rows=ROWS)
def test_a_table_comes_back_and_a_bad_line_is_named(words: Path, rows: list[tuple]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("number", "share", "text"), *rows])
    words.write_text(out.getvalue(), "utf-8", newline="")
    assert [tuple(row.values()) for row in read_rows(words)] == rows
    back = data_frame("words", read_rows(words))
    assert [None if pd.isna(share) else share for share in back["share"]] == [r[1] for r in rows]
    words.write_text(f"{out.getvalue()}bad,1,last\n", "utf-8", newline="")
    line = out.getvalue().count("\n") + 1
    assert refusal(words).startswith(f"words.csv, line {line}, column 'number'")


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
