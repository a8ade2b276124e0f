"""A sound table comes back as it was written; a damaged one is refused, with its file and line."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.evidence import reload, select
from born_into_care.evidence.tables import table_rows
from tests.support.data import data_from

ROW = "Wales,2019,29704,ons-births-regions"


def refusal(name: str) -> str:
    reload()
    with pytest.raises(PackError) as caught:
        table_rows(name)
    return str(caught.value)


def test_a_learner_gets_every_figure_with_its_number_or_nothing() -> None:
    table, rows = select(), table_rows("figures")
    assert [*table.columns] == [*rows[0]] and table["value"].dtype == "float64"
    numbers = table["value"].astype(object).where(table["value"].notna(), None)
    assert [*numbers] == [row["value"] for row in rows]
    for column in ("value_text", "period", "note"):
        assert [*table[column]] == [row[column] for row in rows]


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("live_births", ROW, "Wales,2019,29704,,ons", "5 cells stand under 4 headings"),
        ("live_births", ROW, "Wales,2019;29704,ons", "3 cells stand under 4"),
        ("live_births", "Wales,2019,29704", "Wales,2019,29 704", "live_births holds '29 704'"),
        ("live_births", "Wales,2019,29704", "Wales,2019,29704.5", "where a number must stand"),
        ("live_births", "Wales,2019,29704", "Wales,2019,", "live_births holds ''"),
        ("live_births", "Wales,2019,29704", 'Wales,2019,"29704', "unexpected end of data"),
        ("live_births", "area,year,live_births,", "area,year,births,", "headings must be area,"),
        ("live_births", "area,year,", "year,area,", "live_births and source_id, in this order"),
        ("live_births", "East Midlands,2014,", "East Midlands,in 2014,", "year holds 'in 2014'"),
        ("figures", "\nnewborns-england-2019-20,", "\nnewborns,england-2019-20,", "14 cells"),
    ],
)  # fmt: skip
def test_a_damaged_row_is_named_with_what_to_do(
    in_place: Path, name: str, old: str, new: str, problem: str
) -> None:
    path = in_place / f"{name}.csv"
    text = path.read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1 + old.startswith("\n")
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = refusal(name)
    assert found.startswith(f"{name}.csv could not be read from line {line} on (")
    assert problem in found and "Mend the line, or put the file back" in found


def test_a_missing_foreign_or_recoded_table_says_what_to_do(in_place: Path) -> None:
    (in_place / "figures.csv").unlink()
    assert refusal("figures").startswith("figures.csv could not be read")
    assert "There is no table 'figure'. Did you mean 'figures'?" in refusal("figure")
    path = in_place / "live_births.csv"
    path.write_bytes(path.read_bytes() + "caf\xe9".encode("latin-1"))
    assert "'utf-8' codec can't decode" in refusal("live_births")


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_read(in_place: Path) -> None:
    path, rows = in_place / "live_births.csv", table_rows("live_births")
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n")
    path.write_bytes(content)
    reload()
    assert table_rows("live_births") == rows
    # Lines are counted as an editor counts them, also where a cell has two.
    path.write_bytes(content + b'"two\nlines",2019,1,x\nWales,2019\n')
    assert f"from line {len(content.splitlines()) + 3} on (2 cells" in refusal("live_births")


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
def test_a_table_comes_back_and_a_bad_line_is_refused(words: Path, rows: list[tuple]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("number", "share", "text"), *rows])
    words.write_text(out.getvalue(), "utf-8", newline="")
    reload()
    assert [tuple(row.values()) for row in table_rows("words")] == rows
    words.write_text(f"{out.getvalue()}bad,1,last\n", "utf-8", newline="")
    assert "words.csv could not be read" in refusal("words")


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
    reload()
    try:
        table_rows("words")
    except PackError as problem:
        assert str(problem).startswith("words.csv could not be read from line ")
