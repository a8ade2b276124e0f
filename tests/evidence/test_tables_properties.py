"""A table comes back as it was written; any file at all is read, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.evidence import read_table
from born_into_care.evidence.build import as_csv
from born_into_care.evidence.schema import Column, Table

TABLE = Table(
    "words",
    "",
    (
        Column("number", "integer", "", ""),
        Column("share", "number", "", "", required=False),
        Column("text", "string", "", "", required=False),
    ),
    ("number",),
)
# A lone carriage return ends a line for a spreadsheet, so no cell of ours holds one.
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


@IN_ONE_FOLDER
@given(rows=ROWS)
def test_a_table_comes_back_as_it_was_written(tmp_path: Path, rows: list[tuple]) -> None:
    path = tmp_path / "words.csv"
    table = pd.DataFrame(rows, columns=TABLE.headings).astype({"share": "float64"})
    path.write_text(as_csv(table, TABLE), encoding="utf-8", newline="")
    back = read_table(path, table=TABLE)
    assert back["number"].tolist() == [row[0] for row in rows]
    assert back["text"].tolist() == [row[2] for row in rows]
    assert [None if pd.isna(x) else x for x in back["share"]] == [row[1] for row in rows]


@IN_ONE_FOLDER
@example(b"\r\x00\x80")  # a return within the line of a byte that is not UTF-8
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=60).map(lambda tail: b"number,share,text\n1,2,three\n" + tail),
        st.text(max_size=60).map(lambda tail: f'number,share,text\n1,2,"a\nb"\n{tail}'.encode()),
    )
)
def test_any_file_at_all_is_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(content)
    try:
        read_table(path, table=TABLE)
    except PackError as refusal:
        assert str(refusal).startswith("words.csv, line ")


@IN_ONE_FOLDER
@given(before=st.lists(WORDS, max_size=5))
def test_the_line_named_is_the_one_in_the_file(tmp_path: Path, before: list[str]) -> None:
    path = tmp_path / "words.csv"
    table = pd.DataFrame(
        [(number, 1.0, text) for number, text in enumerate(before)], columns=TABLE.headings
    )
    text = as_csv(table, TABLE)
    path.write_text(f"{text}bad,1,last\n", encoding="utf-8", newline="")
    try:
        read_table(path, table=TABLE)
    except PackError as refusal:
        line = text.count("\n") + 1
        assert str(refusal).startswith(f"words.csv, line {line}, column 'number'")
    else:
        raise AssertionError("a word in a column of numbers was read")
