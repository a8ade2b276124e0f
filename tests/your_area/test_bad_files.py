"""No bad file crashes, hangs or passes in silence."""

from __future__ import annotations

import io
import time

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference

from born_into_care.errors import PackError
from born_into_care.your_area import open_table, opening

from .bad_files import FILES, Bad


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_a_bad_file_is_answered(bad: Bad) -> None:
    began = time.perf_counter()
    reading = open_table(bad.content, bad.name)
    assert time.perf_counter() - began < 20

    named = [problem for problem in reading.problems if problem.kind == bad.kind]
    assert named, [problem.kind for problem in reading.problems]
    assert any(set(bad.rows) <= set(problem.rows) for problem in named)
    assert any(problem.column == bad.column for problem in named) or not bad.column
    assert any(problem.level == "stops" for problem in named) == bad.stops
    for row in bad.rows:
        assert any(f"{row}" in problem.where for problem in named)
    if bad.column:
        assert any(f"olumn '{bad.column}'" in problem.text for problem in named)


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_every_problem_says_what_is_wrong_what_is_done_and_what_to_do(bad: Bad) -> None:
    for problem in open_table(bad.content, bad.name).problems:
        for sentence in (problem.says, problem.does, problem.remedy):
            assert sentence[0].isupper() and sentence.rstrip(")").endswith((".", "!")), sentence
        assert problem.rows == () or problem.count >= len(problem.rows)
        assert not {"simply", "just", "obviously"} & set(problem.text.casefold().split())


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.name)
def test_no_message_repeats_a_cell_of_a_personal_column(bad: Bad) -> None:
    reading = open_table(bad.content, bad.name)
    for shown in (reading.text, reading._repr_html_(), repr(reading)):
        assert "Canary" not in shown
        assert "ZE19C" not in shown


@pytest.mark.parametrize("bad", [bad for bad in FILES if bad.stops], ids=lambda bad: bad.name)
def test_a_file_that_stops_gives_no_counts_and_says_why(bad: Bad) -> None:
    reading = open_table(bad.content, bad.name)
    if not reading.headings or bad.kind == "no-headings":
        with pytest.raises(PackError) as error:
            _ = reading.counts
    else:
        with pytest.raises(PackError) as error:
            _ = reading.confirm().counts
    assert bad.kind == "no-headings" or "can't be counted yet" in str(error.value)


def test_there_are_at_least_forty_bad_files() -> None:
    assert len({bad.name for bad in FILES}) >= 40


def chart_sheet() -> bytes:
    book = Workbook()
    book.active.append(["Area", "Newborns"])
    book.active.append(["A", 30])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=2))
    book.create_chartsheet("Chart").add_chart(chart)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_sheet_that_is_a_chart_says_to_name_the_table() -> None:
    assert open_table(chart_sheet(), "x.xlsx").ready
    (problem,) = open_table(chart_sheet(), "x.xlsx", sheet="Chart").problems
    assert "Name the sheet with the table" in problem.remedy


@pytest.mark.parametrize("ours", ["find_header", "assemble", "_cell_text"])
def test_a_fault_of_ours_is_not_called_a_damaged_workbook(
    ours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(opening, ours, broken)
    with pytest.raises(ZeroDivisionError):
        open_table(chart_sheet(), "x.xlsx")
