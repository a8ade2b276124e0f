"""Workbooks: what is hidden, merged, formatted or on another sheet, and other programs' files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, comments, formatting
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Font

from born_into_care.errors import PackError
from born_into_care.your_area.rows import Reading, open_table
from tests.your_area.test_cases import answered, summary

HEAD = ["Local authority", "Year", "Newborns"]
ROWS = [HEAD, ["Leeds", "2018/19", 44], ["York", "2018/19", 20], ["Leeds", "2019/20", 50]]
LISTED = "authority: Leeds 44 50; York 20 -: 2018/19, 2019/20"


def opened(
    rows: list[list[Any]], change: Callable[[Any], None] = lambda _: None, **sheets: Any
) -> Reading:
    """Return the reading of a workbook whose first sheet holds rows, changed before it is saved."""
    book, content = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.title = "Data"
    for row in rows:
        book.active.append(row)
    for title, more in sheets.items():
        sheet = book.create_sheet(title)
        for row in more:
            sheet.append(row)
    change(book)
    book.save(content)
    return open_table(content.getvalue(), "table.xlsx")


def hide_rows(book: Any) -> None:
    book.active.row_dimensions[3].hidden = True


def strike_row(book: Any) -> None:
    for cell in book.active[3]:
        cell.font = Font(strike=True)


def hide_sheet(state: str) -> Callable[[Any], None]:
    def hide(book: Any) -> None:
        book["Old"].sheet_state = state

    return hide


def test_hidden_rows_are_asked_about() -> None:
    reading = opened(ROWS, hide_rows)
    assert [q.key for q in reading.questions] == ["hidden-rows"]
    assert summary(answered(reading, "--answer hidden-rows=use")) == LISTED
    without = summary(answered(reading, "--answer hidden-rows=set-aside"))
    assert without == "authority: Leeds 44 50: 2018/19, 2019/20: aside 1"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_never_read_unless_it_is_named(state: str) -> None:
    reading = opened(ROWS, hide_sheet(state), Old=[HEAD, ["Leeds", "2009/10", 1]])
    assert summary(reading) == LISTED
    assert any("Hidden sheets" in note.text for note in reading.notes)
    # A sheet that is a chart is none, hidden or not.
    charted = opened(ROWS, lambda book: book.create_chartsheet("Graph").add_chart(BarChart()))
    assert summary(charted) == LISTED and not charted.notes
    with pytest.raises(PackError, match="no sheet 'Graph'"):
        charted.change(answers={"sheet": "Graph"})


def test_of_two_sheets_with_tables_a_person_chooses_one() -> None:
    reading = opened(ROWS, Summary=[["Area", "Newborns"], ["Leeds", 94]])
    (question,) = reading.questions
    chosen = reading.change(answers={"sheet": "Data"})
    assert summary(chosen) == LISTED and len(chosen.change(answers={"sheet": ""}).questions) == 1
    assert [*map(question.write, question.options)][1:] == ["--answer sheet=Summary"]
    assert summary(opened(ROWS, Dictionary=[HEAD, ["name", "year", "a number"]])) == LISTED


def test_merged_names_and_years_are_filled_down_and_a_merged_number_stops() -> None:
    rows = [
        HEAD, ["Leeds", "2018/19", 44], [None, "2019/20", None], ["York", "2018/19", 20],
        [None, "2019/20", 22],
    ]  # fmt: skip

    def merge(book: Any) -> None:
        for cells in ("A2:A3", "A4:A5"):
            book.active.merge_cells(cells)

    def merge_number_too(book: Any) -> None:
        merge(book)
        book.active.merge_cells("C2:C3")

    assert summary(opened(rows, merge)) == "authority: Leeds 44 -; York 20 22: 2018/19, 2019/20"
    assert summary(opened(rows, merge_number_too)) == "stops not-numbers"


@pytest.mark.parametrize(
    ("font", "shown"),
    [
        (InlineFont(vertAlign="superscript"), "44"), (InlineFont(vertAlign="baseline"), "441"),
        (InlineFont(strike=True), "44"),
    ],
)  # fmt: skip
def test_a_part_of_a_cell_that_is_raised_or_struck_out_is_no_digit(
    font: InlineFont, shown: str
) -> None:
    rows = [HEAD, ["Leeds", "2018/19", CellRichText("44", TextBlock(font, "1"))]]
    reading = opened(rows).change(answers={"others": "fine"})
    assert summary(reading) == f"authority: Leeds {shown}: 2018/19"


def name_sheet(book: Any) -> None:
    book.active.title = "Apr-Dec 2019"


def print_rates(book: Any) -> None:
    book.active.oddHeader.center.text = "Rates per 10,000"


def compute(book: Any) -> None:
    book.active["C2"] = "=40+4"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (name_sheet, "asks others"),
        (print_rates, "asks others"), (compute, "asks others"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_numbers_is_not_passed_over(
    change: Callable[[Any], None], found: str
) -> None:
    assert summary(opened(ROWS, change)) == found
    assert summary(opened(ROWS, Notes=[["Provisional: April to December"]])) == "asks others"


@pytest.mark.parametrize(
    ("number_format", "is_number"),
    [
        ("0%", False), ("0.0%", False), ("[Red]0%", False), ('0,"k"', False), ("#,##0,", False),
        (";;;", False), ('[<5]"<5";0', False), ('0" rate"', False), ("#,##0;[Red]-#,##0", True),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', True),
    ],
)  # fmt: skip
def test_a_number_is_one_only_as_its_format_shows_it(number_format: str, is_number: bool) -> None:
    def shape(book: Any) -> None:
        for row in book.active.iter_rows(min_row=2, min_col=4):
            row[0].number_format = number_format

    rows = [[*row, share] for row, share in zip(ROWS, ["Short notice", 12, 6, 0], strict=True)]
    reading = opened(rows, shape).change(answers={"others": "fine"})
    assert summary(reading) == LISTED
    assert ("short_notice" in reading.confirm().counts.levels) == is_number


def test_dates_and_months_are_read_as_the_workbook_shows_them() -> None:
    may = [["LA", "DOB", "Issue date"], ["Leeds", datetime(2019, 5, 13), datetime(2019, 5, 15)]]
    assert summary(opened(may)).startswith("authority: Leeds 1: 2019/20")

    def shape(book: Any) -> None:
        book.active["B2"].number_format = "mmm-yy"

    month = [["LA", "Period", "Newborns"], ["Leeds", datetime(2019, 4, 1), 3]]
    reading = opened(month, shape).change(answers={"period-is": "quarter", "running": "no"})
    assert summary(reading) == "authority: Leeds 3: February to April 2019"
    assert summary(opened(month)) == "stops period"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "not-a-table"), (b"\r\n,,;\r\n", "not-a-table"), (b"%PDF-1.7 table", "not-a-table"),
        (b"\x89PNG\r\n", "not-a-table"), (b"\x1f\x8b\x08", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not-a-table"), (b"<html><table>", "not-a-table"),
        (b'{"a": 1}', "not-a-table"), (b"PK\x03\x04rest", "not-a-workbook"),
        (b"\x01\x02\x03" * 9000, "not-a-table"), (b"Area\nLeeds\nYork\n", "not-a-table"),
        (b"Area,Year,Newborns\n", "no-rows"),
        (b"Leeds,2019/20,44\nYork,2019/20,20\n", "no-headings"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_remedy(content: bytes, kind: str) -> None:
    (stop,) = open_table(content, "table.csv").stops
    assert stop.kind == kind and ". " in stop.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_table_is_read_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = "Local authority,Year,Newborns\nYnys Môn,2019/20,30\n".replace(",", delimiter)
    reading = open_table(text.encode(encoding), "table.csv")
    assert summary(reading) == "authority: Isle of Anglesey 30: 2019/20"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda b: setattr(b.active["C2"], "comment", comments.Comment("joined late", "us")),
            "comments on cells and the column '[column 4]'",
        ),
        (lambda b: setattr(b.active.column_dimensions["D"], "hidden", True), "hidden columns"),
        (strike_row, "text that is struck through"),
        (
            lambda b: b.active.conditional_formatting.add(
                "C2:C4", formatting.rule.CellIsRule("lessThan", ["5"], font=Font(strike=True))
            ),
            "text that is struck through",
        ),
    ],
)
def test_remarks_comments_and_hidden_columns_are_not_passed_over(
    change: Callable[[Any], None], expected: str
) -> None:
    rows = [HEAD, ["Leeds", "2018/19", 44, "withdrawn"], ["York", "2018/19", 20]]
    assert expected in opened(rows, change).text
