# ruff: noqa: E501  (a strategy reads better on one line)
"""A table is read the same however it was written, and counted by the published definitions."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from born_into_care.errors import PackError
from born_into_care.your_area import open_table
from born_into_care.your_area.problems import UNPROTECTED

from .bad_files import AGGREGATE, FILES, ROWS

LEVELS = ("infants", "newborns", "notice_known", "short_notice", "emergency", "same_day")

# (area, born, issued, heard): worked out by hand below.
BABIES = (
    ("Môn", date(2018, 12, 25), date(2019, 1, 8), date(2019, 1, 8)),  # 14 days: infant, not newborn
    ("Môn", date(2018, 12, 26), date(2019, 1, 8), date(2019, 1, 8)),  # 13 days, same day
    ("Môn", date(2019, 3, 30), date(2019, 3, 31), date(2019, 4, 2)),  # 2 days' notice, 2018/19
    ("Môn", date(2019, 3, 30), date(2019, 4, 1), date(2019, 4, 4)),  # 3 days' notice, 2019/20
    ("York", date(2019, 5, 1), date(2019, 5, 13), date(2019, 5, 19)),  # 6 days: short notice
    ("York", date(2019, 5, 1), date(2019, 5, 13), date(2019, 5, 20)),  # 7 days: not short
    ("York", date(2019, 5, 1), date(2019, 5, 13), None),  # notice not known
    ("York", date(2019, 3, 1), date(2020, 2, 29), date(2020, 3, 30)),  # one day under one year
    ("York", date(2019, 2, 28), date(2020, 2, 28), date(2020, 3, 30)),  # one year old: no infant
)
EXPECTED = {
    ("Môn", "2018/19"): (3, 2, 2, 2, 2, 1),
    ("Môn", "2019/20"): (1, 1, 1, 1, 0, 0),
    ("York", "2018/19"): (0, 0, 0, 0, 0, 0),
    ("York", "2019/20"): (4, 3, 2, 1, 0, 0),
}


def table(date_format: str, delimiter: str = ",", end: str = "\n") -> str:
    lines = [delimiter.join(("Local authority", "DOB", "Issue date", "First hearing"))]
    for area, *days in BABIES:
        lines.append(delimiter.join((area, *(d.strftime(date_format) if d else "" for d in days))))
    return end.join(lines) + end


def counts_of(content: bytes, name: str = "table.csv", **said: object) -> dict:
    counts = open_table(content, name).confirm(**said).counts
    assert counts.levels == LEVELS
    return {
        (area, period): tuple(counts.values[a, p].astype(int).tolist())
        for a, area in enumerate(counts.areas)
        for p, period in enumerate(counts.periods)
    }


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_encoding_and_delimiter_gives_the_same_counts(
    encoding: str, delimiter: str
) -> None:
    assert counts_of(table("%d/%m/%Y", delimiter).encode(encoding)) == EXPECTED


@pytest.mark.parametrize(
    "style",
    ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d %B %Y", "%d-%b-%Y", "%a %d %b %Y", "%Y%m%d",
     "%Y-%m-%dT00:00:00", "%d/%m/%Y 09:30", "%B %d, %Y", "%Y/%m/%d"],
)  # fmt: skip
def test_any_common_date_style_gives_the_same_counts(style: str) -> None:
    quoted = table(style, ";").encode()
    assert counts_of(quoted) == EXPECTED


def test_a_file_that_writes_the_month_first_gives_the_same_counts() -> None:
    assert counts_of(table("%m/%d/%Y").encode()) == EXPECTED


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
def test_any_line_end_gives_the_same_counts(end: str) -> None:
    assert counts_of(table("%d/%m/%Y", end=end).encode()) == EXPECTED


def test_a_line_that_names_the_delimiter_is_obeyed_and_rows_keep_their_numbers() -> None:
    text = "sep=;\n" + table("%d/%m/%Y", ";") + "York;31/02/2019;01/05/2019;\n"
    reading = open_table(text.encode(), "x.csv")
    assert next(p for p in reading.problems if p.kind == "no-such-day").rows == (12,)


def test_a_workbook_gives_the_same_counts_from_a_path_an_upload_and_an_open_file(
    tmp_path: Path,
) -> None:
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Made by", "us"])
    sheet = book.create_sheet("Data")
    sheet.append(["Care proceedings"])
    sheet.append(["Local authority", "DOB", "Issue date", "First hearing"])
    for row in BABIES:
        sheet.append(list(row))
    path = tmp_path / "table.xlsx"
    book.save(path)
    content = path.read_bytes()
    assert counts_of(content, "table.xlsx") == EXPECTED
    for source in (path, str(path), memoryview(content), io.BytesIO(content)):
        assert open_table(source).confirm().counts.values.sum() == sum(map(sum, EXPECTED.values()))
    assert any(p.kind == "other-sheets" and "Notes" in p.text for p in open_table(path).problems)


def test_calendar_years_and_the_definition_of_2018_can_be_chosen() -> None:
    reading = open_table(table("%d/%m/%Y").encode(), "x.csv").confirm(
        year="calendar", newborn_days=7
    )
    counts = reading.counts
    assert counts.periods == ("2019", "2020")
    assert counts.newborn == "under 7 days old at issue"
    assert counts.values[:, :, 1].tolist() == [[2, 0], [0, 0]]


def test_notice_and_age_in_days_stand_in_for_dates() -> None:
    text = (
        "Area,Year,Age in days,Days of notice\nA,2019/20,13,0\nA,2019/20,2 weeks,3\n"
        "A,2019/20,0,same day\nA,2019/20,5 days,7\n"
    )
    assert counts_of(text.encode()) == {("A", "2019/20"): (4, 3, 3, 2, 2, 2)}


def test_an_aggregate_table_is_taken_as_it_stands() -> None:
    counts = open_table((AGGREGATE + ROWS).encode(), "x.csv").confirm().counts
    assert counts.values[0].tolist() == [[60, 30, 25, 15, 8], [64, 34, 28, 17, 9]]
    assert counts.births.tolist() == [[9000, 9100]]
    assert counts.levels == ("infants", "newborns", "short_notice", "emergency", "same_day")


def test_nothing_is_counted_before_the_columns_are_confirmed() -> None:
    with pytest.raises(PackError, match="only proposed"):
        _ = open_table((AGGREGATE + ROWS).encode(), "x.csv").counts


def test_a_column_that_names_a_person_is_never_an_area() -> None:
    text = "Name,Area,Age in days\n" + "".join(f"Ann B,Leeds,{i}\n" for i in range(9))
    reading = open_table(text.encode(), "x.csv")
    assert "Name" not in reading.mapping.values()
    with pytest.raises(PackError, match="looks like a name"):
        reading.confirm({"area": "Name"})


def test_a_column_that_looks_personal_by_its_contents_can_be_cleared_by_its_owner() -> None:
    places = [
        "Milton Keynes",
        "Tower Hamlets",
        "Blackburn Darwen",
        "Isles Scilly",
        "Telford Wrekin",
    ]
    text = "Where,Year,Newborns\n" + "".join(
        f"{p},2019/20,{20 + i}\n" for i, p in enumerate(places)
    )
    reading = open_table(text.encode(), "x.csv")
    with pytest.raises(PackError, match="not_personal"):
        reading.confirm({"area": "Where"})
    cleared = reading.confirm({"area": "Where"}, not_personal=("Where",))
    assert cleared.counts.areas == tuple(sorted(places))


@pytest.mark.parametrize(
    ("mapping", "match"),
    [
        ({"areas": "Area"}, "Did you mean 'area'"),
        ({"area": "Are"}, "Did you mean 'Area'"),
        ({"area": "Period", "period": "Period"}, "matched twice"),
    ],
)
def test_a_wrong_match_says_what_to_type(mapping: dict[str, str], match: str) -> None:
    reading = open_table((AGGREGATE + ROWS).encode(), "x.csv")
    with pytest.raises(PackError, match=match):
        reading.confirm(mapping)


def test_a_missing_file_says_what_to_check(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="Check its name"):
        open_table(tmp_path / "none.csv")
    with pytest.raises(PackError, match="is a folder"):
        open_table(tmp_path)


def test_the_printed_forms_hold_no_count() -> None:
    reading = open_table((AGGREGATE + ROWS.replace("9000", "98765")).encode(), "x.csv").confirm()
    for shown in (repr(reading), repr(reading.counts), reading.text, reading._repr_html_()):
        assert "98765" not in shown and "98,765" not in shown


NOTE = '"first line\nsecond\n\nfourth, with a comma\nfifth\nsixth\nseventh"'


@pytest.mark.parametrize("end", ["", "\n", ",,,\n"])
def test_a_note_of_many_lines_is_no_open_quotation_mark(end: str) -> None:
    text = f"Area,Year,Age in days,Remarks\nA,2019/20,3,x\nA,2019/20,4,{NOTE}\nA,2019/20,5,y\n"
    reading = open_table((text + end).encode(), "x.csv").confirm()
    assert reading.counts.values.sum() == 3
    assert "quotation-mark-open" not in {p.kind for p in reading.problems}


@pytest.mark.parametrize("end", ["", "\n", ",,\n"])
def test_a_row_that_swallowed_others_is_left_out_as_it_says(end: str) -> None:
    # The last cell opens a quotation mark, so that the row has as many cells as any other.
    text = "Area,Year,Newborns\nA,2019/20,30\nB,2019/20,40\n" + 'C,2019/20,"50\n'
    text += "".join(f"D{i},2019/20,{60 + i}\n" for i in range(9))
    reading = open_table((text + end).encode(), "x.csv").confirm()
    assert reading.rows == 2 and reading.counts.areas == ("A", "B")
    (problem,) = (p for p in reading.problems if p.level == "left out")
    assert (problem.kind, problem.rows, problem.count) == ("quotation-mark-open", (4,), 1)


@pytest.mark.parametrize(
    "line",
    ["seen at home, mother well, no concern", "03/04/19, rang, no reply", "A, B, C", "Rang, 2, 3"],
)
@pytest.mark.parametrize("rest", ["5,2019/20,\n", ""])
def test_a_note_with_as_many_commas_as_a_row_is_no_row(line: str, rest: str) -> None:
    note = "\n".join([line] * 8)
    text = f'Age in days,Year,Remarks\n3,2019/20,"{note}"\n4,2019/20,\n{rest}'
    reading = open_table(text.encode(), "x.csv")
    assert reading.rows == 2 + bool(rest)
    assert "quotation-mark-open" not in {p.kind for p in reading.problems}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("first", ["", "A,2019/20,30\n"])
@pytest.mark.parametrize("cells", ['"C,2019/20,50', 'C,"2019/20,50', 'C,2019/20,"50'])
def test_rows_are_found_in_a_cell_that_swallowed_them(
    delimiter: str, first: str, cells: str
) -> None:
    text = f"Area,Year,Newborns\n{first}{cells}\n"
    text += "".join(f"D{i},2019/20,{60 + i}\n" for i in range(9))
    reading = open_table(text.replace(",", delimiter).encode(), "x.csv")
    assert reading.rows == bool(first)
    assert "quotation-mark-open" in {p.kind for p in reading.problems}


def test_a_cell_of_a_workbook_may_have_many_lines() -> None:
    book = Workbook()
    for row in (("Area", "Year", "Age in days", "Remarks"), ("A", "2019/20", 3, "1,,,\n" * 9)):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    reading = open_table(held.getvalue(), "x.xlsx").confirm()
    assert reading.counts.values.sum() == 1
    assert "quotation-mark-open" not in {p.kind for p in reading.problems}


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_no_bytes_whatever_crash_the_reading(content: bytes) -> None:
    reading = open_table(content, "x.csv")
    assert reading.ready or reading.problems


cell = st.one_of(
    st.sampled_from(["", "Leeds", "2019/20", "12", "45%", "<5", "=1+1", "01/02/2019", "2019-13-45", "Total", '"', "1,234", "-3", "\u202eabc", "<script>"]),
    st.text(max_size=12),
)  # fmt: skip


@given(
    st.lists(st.sampled_from(["Area", "Year", "Newborns", "Live births", "DOB", "Issue date", "First hearing", "", "Name"]), min_size=1, max_size=6),
    st.lists(st.lists(cell, max_size=8), max_size=12),
    st.sampled_from([",", ";", "\t"]),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_no_table_whatever_crashes_the_reading(
    heads: list[str], rows: list[list[str]], by: str
) -> None:
    text = "\n".join(by.join(row) for row in [heads, *rows])
    reading = open_table(text.encode("utf-8", "surrogatepass"), "x.csv")
    assert reading.ready or any(p.level == "stops" for p in reading.problems) or not reading.rows
    assert reading.text and reading._repr_html_()
    assert "<script>" not in reading._repr_html_()
    if reading.ready:
        counts = reading.confirm().counts
        known = counts.values[~np.isnan(counts.values)]
        assert (known >= 0).all()


@given(st.sampled_from([bad for bad in FILES if len(bad.content) < 9000]), st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_file_damaged_once_more_does_not_crash(bad, data) -> None:  # type: ignore[no-untyped-def]
    content = bytearray(bad.content)
    for _ in range(data.draw(st.integers(1, 4))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    reading = open_table(bytes(content), bad.name)
    assert reading.text


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 30), st.booleans()), min_size=1, max_size=40
    )
)
@settings(max_examples=100, deadline=None)
def test_counting_agrees_with_counting_row_by_row(babies: list[tuple[int, int, bool]]) -> None:
    lines = ["Area,DOB,Issue date,First hearing date"]
    expected = dict.fromkeys(LEVELS, 0)
    for age, notice, known in babies:
        born = date(2017, 6, 1)
        issued = born + timedelta(age)
        heard = issued + timedelta(notice)
        lines.append(f"A,{born},{issued},{heard if known else ''}")
        infant = issued < date(2018, 6, 1)
        newborn = age < 14
        for level, holds in zip(
            LEVELS,
            (infant, newborn, newborn and known, newborn and known and notice < 7,
             newborn and known and notice < 3, newborn and known and notice == 0),
            strict=True,
        ):  # fmt: skip
            expected[level] += holds
    reading = open_table("\n".join(lines).encode(), "x.csv").confirm()
    if not expected["newborns"]:
        assert not reading.ready
        return
    counts = reading.counts
    for i, level in enumerate(counts.levels):
        assert counts.values[..., i].sum() == expected[level], level


def test_a_few_babies_are_not_counted_where_a_notebook_may_keep_it() -> None:
    head = "Area,Period,Age in days,Days of notice\n"
    few = open_table((head + "A,2019/20,3,2\nA,2019/20,500,2\n").encode(), "x.csv").confirm()
    assert few.size == "fewer than 6 rows, one row for each baby"
    older = next(p for p in few.problems if p.kind == "one-or-older")
    assert older.says == "Children aged one or over are in fewer than 6 rows."
    many = open_table((head + "A,2019/20,3,2\n" * 6).encode(), "x.csv").confirm()
    assert many.size == "6 rows, one row for each baby"
    areas = open_table(b"Area,Period,Newborns\nA,2019/20,30\n", "x.csv").confirm()
    assert areas.size.startswith("1 row, ")


def test_remarks_say_that_they_are_not_protected() -> None:
    head = "Area,Period,Age in days,Days of notice\n"
    few = open_table((head + "A,2019/20,3,2\nA,2019/20,x,2\n").encode(), "x.csv").confirm()
    assert [UNPROTECTED in text for text in (few.text, few._repr_html_())] == [True, True]
